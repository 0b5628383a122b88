"""Totals over all areas that share their figures."""

from __future__ import annotations

from dataclasses import asdict

from budget.access import Action, Who, requires
from budget.lake.country import load_accepted, load_country, load_domains
from budget.lake.engines import DUCKDB, LOCAL
from budget.lake.folder import LakeFolder
from budget.model.country import Country
from budget.model.figures import Measures, Row
from budget.model.programme import Programme
from budget.model.words import BudgetError, RolledBy

RollupRow = dict[str, object]
"""One row of a roll-up: its names, the measures under their code names (cents), and counts."""
MEASURED = (
    "budget", "original_budget", "realised", "committed", "used", "free", "short", "room", "unreleased_use",
    "norm", "ahead", "realised_later", "depletion", "used_share",
)  # fmt: skip


@requires(Action.VIEW)
def country(
    programme: Programme,
    actor: Who,
    url: str | None,
    year: int | None = None,
    engine: str = DUCKDB,
    master: str = LOCAL,
) -> Country:
    """All areas in one year. Raises BudgetError without a folder, or when no area shares."""
    if not url:
        raise BudgetError("Er is geen map met gedeelde cijfers ingesteld. Zet BUDGET_LAKE, of geef --lake.")
    return load_country(LakeFolder(url), year, engine, master)


@requires(Action.VIEW)
def mark_of(programme: Programme, actor: Who, url: str) -> str:
    """A token that changes when an area publishes or withdraws."""
    return repr(
        [(manifest.programme, manifest.mark, manifest.ended_on) for manifest in LakeFolder(url).manifests()]
    )


@requires(Action.VIEW)
def domains_of(programme: Programme, actor: Who, url: str, area: str, year: int) -> tuple[Row, ...]:
    """The domains of one area as signed."""
    return load_domains(LakeFolder(url), area, year)


@requires(Action.VIEW)
def accepted_rows(
    programme: Programme,
    actor: Who,
    url: str,
    by: RolledBy,
    year: int,
    engine: str = DUCKDB,
    master: str = LOCAL,
) -> list[RollupRow]:
    """Booked and open commitments by accepted totals, as far as each area's data reaches."""
    accepted = load_accepted(LakeFolder(url), by, year, engine, master)
    return [
        {"by": by.value, "key": "/".join(key), "year": year, "realised": booked, "committed": still_open}
        for key, (booked, still_open) in sorted(accepted.items())
    ]


def rollup_rows(totals: Country, by: RolledBy) -> list[RollupRow]:
    """One row per area, source or theme: for printing, saving and comparing."""
    if by is RolledBy.AREA:
        return [_area(totals, number) for number in range(len(totals.areas))]
    groups = totals.sources if by is RolledBy.SOURCE else totals.themes
    risks = {(risk.source, risk.theme): risk for risk in totals.risks}
    rows: list[RollupRow] = []
    for group in groups:
        of_theme = risks.get((group.source, group.theme))
        at_risk = sum(risk.at_risk for risk in totals.risks if risk.source == group.source)
        if by is RolledBy.THEME:
            at_risk = of_theme.at_risk if of_theme else 0
        key = group.source if by is RolledBy.SOURCE or not group.source else f"{group.source}/{group.theme}"
        colours = dict(zip(("red", "orange", "green", "grey"), group.colours, strict=True))
        row = {"by": by.value, "key": key, "name": group.name, "year": totals.year, "areas": group.areas}
        rows.append(row | _measured(group.measures) | {"at_risk": at_risk} | colours)
    return rows


def _area(totals: Country, number: int) -> RollupRow:
    area = totals.areas[number]
    row: RollupRow = {"by": "area", "key": area.programme, "name": area.name, "year": totals.year}
    row |= {"inhabitants": area.inhabitants, "accepted_until": area.accepted_until.isoformat()}
    if area.stand is None or area.row is None:
        return row | {"as_of": None, "sha256": None} | dict.fromkeys(MEASURED) | _signal_data(area.row)
    stand = {"as_of": area.stand.as_of.isoformat(), "sha256": area.stand.sha256}
    return row | stand | _measured(area.row.measures) | _signal_data(area.row)


def _signal_data(row: Row | None) -> RollupRow:
    return {"signal": asdict(row.signal) if row else dict.fromkeys(("colour", "rule", "reason"))}


def _measured(m: Measures) -> RollupRow:
    return {name: getattr(m, name) for name in MEASURED}
