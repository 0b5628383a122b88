"""Forecasts in signed snapshots against their outturns: how well the programme's intervals held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from budget.labels import count, percent
from budget.model.figures import Interval
from budget.model.words import By, Cents
from budget.snapshot.chain import snapshots_in_force
from budget.snapshot.codec import decode_content
from budget.standing.moment import Standing
from budget.standing.own_record import completely_booked_domains
from budget.store.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class ForecastOutcome:
    """A snapshot's forecast of a domain, and the outturn of that year; in cents."""

    meeting: date
    as_of: date
    domain: str
    name: str
    told: Interval
    became: Cents

    @property
    def is_inside(self) -> bool:
        """Whether the outturn lies between P10 and P90, inclusive."""
        return self.told.p10 <= self.became <= self.told.p90

    @property
    def off(self) -> Cents:
        """Outturn minus P50: positive is more than forecast."""
        return self.became - self.told.p50


def record_of(standing: Standing, snapshots: Iterable[Snapshot]) -> tuple[ForecastOutcome, ...]:
    """Every forecast of a domain in the signed snapshots of a year that is over, oldest first.

    `standing` is that year after its end. Domains whose bookings do not reach the last day of the year are
    left out, as their outturn is unknown; so are snapshots from after that day.
    """
    year = standing.facts.year
    last = date(year, 12, 31)
    became = outturns(standing)
    counting = (
        snapshot
        for snapshot in snapshots_in_force(snapshots).values()
        if snapshot.is_signed and snapshot.as_of < last
    )
    ordered = sorted(
        (snapshot for snapshot in counting if snapshot.as_of.year == year),
        key=lambda snapshot: (snapshot.as_of, snapshot.id),
    )
    return tuple(forecast for snapshot in ordered for forecast in _of_snapshot(snapshot, became))


def outturns(standing: Standing) -> dict[str, Cents]:
    """The outturn of each domain in cents, for those whose bookings reach the end of the year."""
    last = date(standing.facts.year, 12, 31)
    if standing.facts.as_of < last:
        return {}
    whole = completely_booked_domains(standing.programme, standing.knowledge)
    return {row.key: row.measures.realised for row in standing.rows(By.DOMAIN) if row.key in whole}


def _of_snapshot(snapshot: Snapshot, became: dict[str, Cents]) -> Iterator[ForecastOutcome]:
    for row in decode_content(snapshot.content).domains:
        if row.key in became and row.measures.budget:
            forecast = row.measures.forecast
            yield ForecastOutcome(
                snapshot.meeting, snapshot.as_of, row.key, row.name, forecast, became[row.key]
            )


def chained(snapshots: Iterable[Snapshot], head: str | None) -> tuple[Snapshot, ...]:
    """The snapshots of the chain that ends at `head`, oldest first: those signed by then."""
    by_hash = {snapshot.sha256: snapshot for snapshot in snapshots if snapshot.is_signed}
    chain: list[Snapshot] = []
    while head in by_hash:
        snapshot = by_hash.pop(head)
        chain.append(snapshot)
        head = snapshot.previous
    return tuple(reversed(chain))


def record_sentence(record: Sequence[ForecastOutcome]) -> str:
    """How many forecasts fell within their interval; empty without any."""
    if not record:
        return ""
    inside = sum(outcome.is_inside for outcome in record)
    forecasts = count(len(record), "prognose", "prognoses")
    return (
        f"Van de {forecasts} van dit jaar kwamen er {inside} uit binnen de marge "
        f"({percent(inside / len(record))}); bedoeld is 80 %."
    )
