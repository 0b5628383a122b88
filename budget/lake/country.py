"""The roll-ups as values: evaluates them and gives areas and groups their names and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from budget.lake import rollups
from budget.lake.engines import DUCKDB, LOCAL, open_tables
from budget.lake.folder import LakeFolder, Manifest
from budget.lake.rollups import COLOURS
from budget.lake.tables import ADDED
from budget.model.country import Area, Country, Group, Record, Risk, SignedPosition
from budget.model.figures import Interval, Measures, MissingBookings, Row, RunOut, Signal
from budget.model.urgency import by_urgency
from budget.model.words import BudgetError, By, Cents, Colour, RolledBy

if TYPE_CHECKING:
    import ibis.expr.types as ir

Values: TypeAlias = Mapping[str, Any]
NOTHING = "Er is nog geen gebied dat zijn cijfers deelt. Kijk met `lake export` of de map klopt."
_NEVER = RunOut(None, None, None, 0.0)


def load_country(
    folder: LakeFolder, year: int | None = None, engine: str = DUCKDB, master: str = LOCAL
) -> Country:
    """Everything of one year; by default the last one in which an area signed.

    Raises BudgetError when no area shares, or the engine is not installed.
    """
    manifests = folder.manifests()
    t = open_tables(folder, _sharing(manifests), engine, master)
    years = _years(t)
    shown_year = year if year is not None else years[-1]
    areas = _areas(t, shown_year)
    groups = {by: _groups(rollups.standing(t, by, shown_year)) for by in ("source", "theme")}
    risks = [Risk(r["source"], r["theme"], r["name"], r["at_risk"], r["repaid"], r["areas"])
             for r in _run(rollups.at_risk(t, shown_year))]  # fmt: skip
    return Country(
        shown_year,
        years,
        areas,
        tuple(
            (manifest.area, date.fromisoformat(manifest.ended_on))
            for manifest in manifests
            if manifest.ended_on
        ),
        _together([area.row.measures for area in areas if area.row]),
        groups["source"],
        groups["theme"],
        tuple(sorted(risks, key=lambda risk: (-risk.at_risk, risk.name))),
        _record(t),
    )


def load_domains(folder: LakeFolder, programme: str, year: int) -> tuple[Row, ...]:
    """The domains of one area in its last signed snapshot of the year; empty when it shares nothing."""
    manifests = [
        manifest for manifest in folder.manifests() if manifest.programme == programme and manifest.files
    ]
    if not manifests:
        return ()
    t = open_tables(folder, manifests, DUCKDB)
    records = _run(rollups.domains(t, programme, year))
    return tuple(by_urgency(_row(By.DOMAIN, r["key"], r["name"], r) for r in records))


def load_accepted(
    folder: LakeFolder, by: RolledBy, year: int, engine: str = DUCKDB, master: str = LOCAL
) -> dict[tuple[str, ...], tuple[Cents, Cents]]:
    """Booked and open commitments by accepted totals, of every area, source or theme."""
    t = open_tables(folder, _sharing(folder.manifests()), engine, master)
    table = rollups.accepted(t, by, year)
    names = [name for name in table.columns if name not in ("realised", "committed")]
    return {tuple(r[n] for n in names): (r["realised"], r["committed"]) for r in _run(table)}


def _sharing(manifests: Sequence[Manifest]) -> list[Manifest]:
    sharing = [manifest for manifest in manifests if manifest.files]
    if not sharing:
        raise BudgetError(NOTHING)
    return sharing


def _run(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def _years(t: Mapping[str, ir.Table]) -> tuple[int, ...]:
    signed = t["snapshots"]
    years = tuple(sorted(r["year"] for r in _run(signed.filter(signed.stands).select("year").distinct())))
    if not years:
        raise BudgetError("Er is nog geen gebied met een ondertekende stand.")
    return years


def _areas(t: dict[str, ir.Table], year: int) -> tuple[Area, ...]:
    missing: dict[str, list[MissingBookings]] = {}
    for r in _run(rollups.late(t, year)):
        missing.setdefault(r["programme"], []).append(
            MissingBookings(r["domain"], r["name"], _date(r["known_until"]))
        )
    areas = {r["programme"]: _area(r, missing.get(r["programme"], [])) for r in _run(rollups.areas(t, year))}
    order = [row.key for row in by_urgency(area.row for area in areas.values() if area.row)]
    unsigned = sorted((area for area in areas.values() if area.row is None), key=lambda area: area.name)
    return (*(areas[key] for key in order), *unsigned)


def _area(r: Values, missing: Iterable[MissingBookings]) -> Area:
    stand = None
    if r["sha256"]:
        stand = SignedPosition(
            date.fromisoformat(r["meeting"]), date.fromisoformat(r["signed_as_of"]), r["sha256"]
        )
    return Area(
        r["programme"],
        r["area"],
        r["scope"],
        r["notice"],
        r["inhabitants"],
        date.fromisoformat(r["counted_on"]),
        date.fromisoformat(r["shared_since"]),
        date.fromisoformat(r["as_of"]),
        stand,
        _row(By.PROGRAMME, r["programme"], r["area"], r) if stand else None,
        tuple(sorted(missing, key=lambda gap: gap.name)),
    )


def _groups(table: ir.Table) -> tuple[Group, ...]:
    groups = [
        Group(
            r["source"],
            r.get("theme", ""),
            r["name"],
            r["areas"],
            _measures(r, r["forecast_p50"], r["forecast_p50"], r["reach"]),
            tuple(r[colour] for colour in COLOURS),
        )
        for r in _run(table)
    ]
    return tuple(sorted(groups, key=lambda group: (not group.source, -group.measures.budget, group.name)))


def _record(t: dict[str, ir.Table]) -> tuple[Record, ...]:
    if "outturns" not in t:  # Published before this table existed.
        return ()
    records = [Record(**r) for r in _run(rollups.forecast_record(t))]
    return tuple(sorted(records, key=lambda record: record.month))


def _row(by: By, key: str, name: str, r: Values) -> Row:
    signal = Signal(Colour(r["colour"]), r["rule"], r["reason"])
    measures = _measures(r, r["forecast_p10"], r["forecast_p90"], r["known_until"])
    return Row(by, key, name, key if by is By.DOMAIN else "", measures, signal)


def _measures(r: Values, p10: Cents, p90: Cents, reach: str | None) -> Measures:
    """Published or summed amounts as measures; derived values were published too, and are equal."""
    return Measures(
        r["budget"],
        r["original_budget"],
        r["released"],
        r["released_unknown"],
        r["realised"],
        r["committed"],
        r["norm"],
        Interval(p10, r["forecast_p50"], p90),
        _NEVER,
        r["short"],
        r["unreleased_use"],
        r["realised_later"],
        _date(reach),
    )


def _together(measures: Sequence[Measures]) -> Measures:
    """The whole country: the sum of the signed figures."""
    names = [name for name in ADDED if name not in ("used", "free", "room", "ahead", "forecast_p50")]
    sums: dict[str, Any] = {name: sum(int(getattr(m, name)) for m in measures) for name in names}
    expected = sum(m.forecast.p50 for m in measures)
    released = [m.released for m in measures if m.released is not None]
    until = min((m.known_until for m in measures if m.known_until), default=None)
    empty = Measures(0, 0, None, 0, 0, 0, 0, Interval(expected, expected, expected), _NEVER)
    unknown = sum(m.released_unknown for m in measures)
    total_released = sum(released) if released else None
    return replace(empty, released=total_released, released_unknown=unknown, known_until=until, **sums)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
