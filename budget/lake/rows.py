"""The rows that an area publishes, from signed contents and accepted totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from budget.lake.tables import ADDED, Rows, Value
from budget.model.figures import Facts, Measures, MissingBookings, Row
from budget.model.words import MONTHS, By
from budget.model.years import RollRow

SHARED_BY = (By.PROGRAMME, By.DOMAIN, By.SOURCE, By.THEME)
"""The groupings that are published; the others name persons and activities."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signed snapshot: its identification, and the frozen figures."""

    n: int
    meeting: date
    as_of: date
    known_at: int
    signed_at: datetime
    sha256: str
    replaces: str
    is_replaced: bool
    stands: bool
    groups: tuple[Row, ...]
    rolled: tuple[RollRow, ...]
    missing: tuple[MissingBookings, ...]


def snapshot_rows(snapshots: Iterable[Signed]) -> Rows:
    """The rows of `snapshots`."""
    return [
        (
            snapshot.n,
            snapshot.meeting.isoformat(),
            snapshot.as_of.isoformat(),
            snapshot.known_at,
            snapshot.signed_at.isoformat(timespec="seconds"),
            snapshot.sha256,
            snapshot.replaces,
            snapshot.is_replaced,
            snapshot.stands,
        )
        for snapshot in snapshots
    ]


def measure_rows(snapshots: Iterable[Signed]) -> Rows:
    """The rows of `measures`."""
    return [
        _measures(snapshot.n, row) for snapshot in snapshots for row in snapshot.groups if row.by in SHARED_BY
    ]


def repayment_rows(snapshots: Iterable[Signed]) -> Rows:
    """The rows of `repayments`."""
    return [
        (snapshot.n, r.source, r.theme, r.name, r.year, r.received, r.spent, r.repaid, r.at_risk)
        for snapshot in snapshots
        for r in snapshot.rolled
    ]


def missing_rows(snapshots: Iterable[Signed]) -> Rows:
    """The rows of `missing`."""
    return [
        (snapshot.n, m.domain, m.name, _day(m.known_until))
        for snapshot in snapshots
        for m in snapshot.missing
    ]


def month_rows(facts: Facts) -> Rows:
    """The rows of `months`: those with money."""
    rows: Rows = []
    for line in facts.lines:
        for number, cents in enumerate(line.realised):
            planned = line.phasing[number] if number < MONTHS and line.budget else 0
            if planned or cents:
                key = line.key
                rows.append((key.code, line.domain, key.source, key.theme, number + 1, planned, cents))
    return rows


def commitment_rows(facts: Facts) -> Rows:
    """The rows of `commitments`: those with money."""
    return [
        (line.key.code, line.domain, line.key.source, line.key.theme, line.committed)
        for line in facts.lines
        if line.committed
    ]


def _measures(n: int, row: Row) -> tuple[Value, ...]:
    source, _, theme = row.key.partition("/") if row.by is By.THEME else (row.key, "", "")
    if row.by not in (By.THEME, By.SOURCE):
        source = ""
    m, signal = row.measures, row.signal
    return (
        *(n, row.by.value, row.key, row.name, source, theme, row.domain),
        *additive_measures(m),
        *(m.released, m.released_unknown, m.forecast.p10, m.forecast.p90, _day(m.known_until)),
        *(signal.colour.value, signal.rule, signal.reason),
    )


def additive_measures(m: Measures) -> Sequence[Value]:
    """The additive measures, in the order of `ADDED`."""
    return [m.forecast.p50 if name == "forecast_p50" else int(getattr(m, name)) for name in ADDED]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
