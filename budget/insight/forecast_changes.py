"""What moved the forecast between two moments, to the cent, each change with the acceptances behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from budget.insight.facts import Place, Resolver, spread_evenly
from budget.insight.forecast import forecast
from budget.model import MONTHS, Cents, Facts, Knowledge, LineFacts, LineKey, Programme


class ForecastCause(StrEnum):
    """What moves a forecast, in the order in which the steps are taken."""

    PLAN = "plan"
    OWN = "own"
    COMMITMENTS = "commitments"
    BOOKINGS = "bookings"


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """One step of one line: the change of its expected outturn (P50) in cents, by acceptances `seqs`."""

    cause: ForecastCause
    domain: str
    key: LineKey
    activity: str
    cents: Cents
    seqs: tuple[int, ...]


_PLANNED = ("planned", "budget", "original_budget", "released", "phasing", "action_line", "budget_holder")


def list_forecast_changes(
    then: Facts, now: Facts, knowledge: Knowledge, programme: Programme
) -> tuple[ForecastChange, ...]:
    """Every step from the forecast of `then` to that of `now`, none of them zero; the sum is the change.

    The plan changes first, then the own forecast of the budget holder, then the commitments; what is left
    is what was booked since, against what was expected of that time. `knowledge` is that of `now`.
    """
    before = {(line.domain, line.key): line for line in then.lines}
    after = {(line.domain, line.key): line for line in now.lines}
    evidence = _Evidence(then, now, knowledge, programme)
    changes = []
    for place in sorted(before.keys() | after.keys()):
        old, new = before.get(place) or _absent(after[place]), after.get(place) or _absent(before[place])
        for cause, cents in _steps(old, new, then, now):
            if cents:
                seqs = evidence.of(cause, place)
                changes.append(ForecastChange(cause, *place, new.activity or old.activity, cents, seqs))
    return tuple(changes)


def expected(lines: list[LineFacts], facts: Facts) -> Cents:
    """The expected outturn (P50) of lines at the moment of `facts`: of a group the sum of its lines."""
    return sum(_middle(line, facts) for line in lines)


def _absent(line: LineFacts) -> LineFacts:
    """The same line where it is not there: no plan and no money."""
    return replace(
        line,
        planned=False,
        budget=0,
        original_budget=0,
        released=0,
        phasing=spread_evenly(0),
        realised=(0,) * (MONTHS + 1),
        committed=0,
        own_forecast=None,
    )


def _steps(old: LineFacts, new: LineFacts, then: Facts, now: Facts) -> Iterator[tuple[ForecastCause, Cents]]:
    at = _middle(old, then)
    replanned = replace(old, **{name: getattr(new, name) for name in _PLANNED})
    revised = replace(replanned, own_forecast=new.own_forecast)
    committed = replace(revised, committed=new.committed)
    for cause, line in (
        (ForecastCause.PLAN, replanned),
        (ForecastCause.OWN, revised),
        (ForecastCause.COMMITMENTS, committed),
    ):
        middle = _middle(line, then)
        yield cause, middle - at
        at = middle
    yield ForecastCause.BOOKINGS, _middle(new, now) - at


def _middle(line: LineFacts, facts: Facts) -> Cents:
    return forecast([line], facts.year, facts.as_of).outturn.p50


class _Evidence:
    """Which acceptances between two moments speak of a line."""

    def __init__(self, then: Facts, now: Facts, knowledge: Knowledge, programme: Programme) -> None:
        self._then, self._now, self._knowledge = then, now, knowledge
        self._resolver = Resolver(knowledge, programme)

    def of(self, cause: ForecastCause, place: Place) -> tuple[int, ...]:
        """Numbers of the acceptances, in order; none where only time passed."""
        found = {
            ForecastCause.PLAN: self._plans,
            ForecastCause.OWN: self._notes,
            ForecastCause.COMMITMENTS: self._commitments,
            ForecastCause.BOOKINGS: self._bookings,
        }[cause](place)
        return tuple(sorted(set(found)))

    def _plans(self, place: Place) -> Iterator[int]:
        low, high = sorted((self._then.known_at, self._now.known_at))
        for version in self._knowledge.versions:
            if version.domain == place[0] and low < version.seq <= high:
                yield version.seq

    def _notes(self, place: Place) -> Iterator[int]:
        notes = [
            (note.as_of, seq)
            for seq, note in self._knowledge.progress
            if note.code == place[1].code and note.forecast is not None and note.as_of <= self._now.as_of
        ]
        if notes:
            yield max(notes)[1]

    def _commitments(self, place: Place) -> Iterator[int]:
        for key, found in self._resolver.commitments(self._now.as_of).items():
            if self._resolver.place_of(*key) == place:
                yield found.seq

    def _bookings(self, place: Place) -> Iterator[int]:
        for movement in self._resolver.movements(self._now.as_of):
            is_new = movement.seq > self._then.known_at or movement.on > self._then.as_of
            if is_new and self._resolver.place_of(movement.code, movement.source, movement.theme) == place:
                yield movement.seq
