"""What moved the forecast between two moments, to the cent, each change with its acceptances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise, product

from budget.insight.facts import Place, Resolver
from budget.insight.forecast.outturn import expected_outturns
from budget.model.content import Knowledge
from budget.model.figures import Facts, LineFacts
from budget.model.programme import Programme
from budget.model.shares import spread_evenly
from budget.model.words import MONTHS, Cents, LineKey


class ForecastCause(StrEnum):
    """What moves a forecast, in the order in which the steps are computed."""

    PLAN = "plan"
    OWN = "own"
    COMMITMENTS = "commitments"
    BOOKINGS = "bookings"


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """One step of one line: the change of its P50 outturn in cents, by acceptances `seqs`."""

    cause: ForecastCause
    domain: str
    key: LineKey
    activity: str
    cents: Cents
    seqs: tuple[int, ...]


_PLANNED = ("planned", "budget", "original_budget", "released", "phasing", "action_line", "budget_holder")


def list_forecast_changes(
    earlier: Facts, now: Facts, knowledge: Knowledge, programme: Programme
) -> tuple[ForecastChange, ...]:
    """Every non-zero step from the forecast of `earlier` to that of `now`; they add up to the change.

    First the plan changes, then the budget holder's own forecast, then the commitments; the rest is bookings
    since, against what was expected of that time. `knowledge` is that of `now`.
    """
    before = {(line.domain, line.key): line for line in earlier.lines}
    after = {(line.domain, line.key): line for line in now.lines}
    evidence = _Evidence(earlier, now, knowledge, programme)
    places = sorted(before.keys() | after.keys())
    pairs = [
        (before.get(place) or _absent(after[place]), after.get(place) or _absent(before[place]))
        for place in places
    ]
    steps = _steps(pairs, earlier, now)
    changes = []
    for number, (place, (old, new)) in enumerate(zip(places, pairs, strict=True)):
        for cause, moved in steps.items():
            if moved[number]:
                seqs, activity = evidence.of(cause, place), new.activity or old.activity
                changes.append(ForecastChange(cause, *place, activity, moved[number], seqs))
    return tuple(changes)


def _absent(line: LineFacts) -> LineFacts:
    """The line without plan and money, standing in for a line that one moment does not have."""
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


def _steps(
    pairs: Sequence[tuple[LineFacts, LineFacts]], earlier: Facts, now: Facts
) -> dict[ForecastCause, list[Cents]]:
    """For each cause, the change of each line in cents."""
    replanned = [replace(old, **{name: getattr(new, name) for name in _PLANNED}) for old, new in pairs]
    revised = [
        replace(line, own_forecast=new.own_forecast) for line, (_, new) in zip(replanned, pairs, strict=True)
    ]
    committed = [
        replace(line, committed=new.committed) for line, (_, new) in zip(revised, pairs, strict=True)
    ]
    stages = [
        *(
            expected_outturns(lines, earlier.year, earlier.as_of)
            for lines in ([old for old, _ in pairs], replanned, revised, committed)
        ),
        expected_outturns([new for _, new in pairs], now.year, now.as_of),
    ]
    return {
        cause: [end - start for start, end in zip(*around, strict=True)]
        for cause, around in zip(ForecastCause, pairwise(stages), strict=True)
    }


class _Evidence:
    """The acceptances between two moments that concern a line, including the plans that moved its money."""

    def __init__(self, then: Facts, now: Facts, knowledge: Knowledge, programme: Programme) -> None:
        self._earlier_room, self._now, self._knowledge = then, now, knowledge
        self._was = Resolver(knowledge, programme, then.known_at)
        self._is = Resolver(knowledge, programme)
        self._found = {
            ForecastCause.COMMITMENTS: _collected(self._commitments()),
            ForecastCause.BOOKINGS: _collected(self._bookings()),
        }

    def of(self, cause: ForecastCause, place: Place) -> tuple[int, ...]:
        """The acceptance numbers, in order; none where only time passed."""
        if cause is ForecastCause.PLAN:
            return tuple(sorted(self._plans(place)))
        if cause is ForecastCause.OWN:
            return tuple(sorted(self._notes(place)))
        return tuple(sorted(self._found[cause].get(place, ())))

    def _plans(self, *places: Place) -> set[int]:
        low, high = sorted((self._earlier_room.known_at, self._now.known_at))
        domains = {domain for domain, _ in places}
        return {v.seq for v in self._knowledge.versions if v.domain in domains and low < v.seq <= high}

    def _notes(self, place: Place) -> set[int]:
        """The latest own forecast; if that is unchanged, the plans that changed how it is shared out."""
        notes = [
            (note.as_of, seq)
            for seq, note in self._knowledge.progress
            if note.code == place[1].code
            and (note.forecast is not None or note.withdrawn)
            and note.as_of <= self._now.as_of
            and note.as_of.year == self._now.year
        ]
        on, seq = max(notes, default=(self._earlier_room.as_of, 0))
        return {seq} if seq and self._is_new(seq, on) else self._plans(place)

    def _is_new(self, seq: int, on: date) -> bool:
        return seq > self._earlier_room.known_at or on > self._earlier_room.as_of

    def _commitments(self) -> Iterator[tuple[Place, int]]:
        was = self._was.commitments(self._earlier_room.as_of)
        commitments = self._is.commitments(self._now.as_of)
        for key in was.keys() | commitments.keys():
            before = was[key].cents if key in was else 0
            if before:
                yield from self._moved(key)
            if key in commitments and commitments[key].cents != before:
                yield self._is.resolve_line(*key), commitments[key].seq

    def _bookings(self) -> Iterator[tuple[Place, int]]:
        for movement in self._is.movements(self._now.as_of):
            key = LineKey(movement.code, movement.source, movement.theme)
            if self._is_new(movement.seq, movement.on):
                yield self._is.resolve_line(*key), movement.seq
            else:
                yield from self._moved(key)

    def _moved(self, key: LineKey) -> Iterator[tuple[Place, int]]:
        """Both places of money that another plan moved, with the plans of their domains."""
        earlier_place, later_place = self._was.resolve_line(*key), self._is.resolve_line(*key)
        if earlier_place != later_place:
            yield from product((earlier_place, later_place), self._plans(earlier_place, later_place))


def _collected(places: Iterable[tuple[Place, int]]) -> dict[Place, set[int]]:
    seqs: dict[Place, set[int]] = {}
    for place, seq in places:
        seqs.setdefault(place, set()).add(seq)
    return seqs
