"""The domain forecasts signed in earlier years, with their outturns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

import msgspec

from budget.insight.facts import Resolver, resolve
from budget.insight.forecast.own_record import LONGEST, PastForecast, learn_margins
from budget.labels import join_words, percent
from budget.model.content import Knowledge
from budget.model.figures import NO_RECORD, Facts, Interval, OwnMargins
from budget.model.programme import Programme
from budget.model.words import Cents


class Frozen(Protocol):
    """A snapshot as stored."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def meeting(self) -> date: ...  # noqa: D102
    @property
    def as_of(self) -> date: ...  # noqa: D102
    @property
    def known_at(self) -> int: ...  # noqa: D102
    @property
    def content(self) -> str: ...  # noqa: D102
    @property
    def is_signed(self) -> bool: ...  # noqa: D102


class _Row(msgspec.Struct):
    key: str
    budget: Cents
    forecast: Interval


class _Rows(msgspec.Struct):
    domain: tuple[_Row, ...]


class _Text(msgspec.Struct):
    """The part of a stored text with its forecasts by domain, and the own margins they were made with."""

    rows: _Rows
    own_margins: OwnMargins = NO_RECORD


def with_own_margins(
    programme: Programme, facts: Facts, snapshots: Iterable[Frozen], load: Callable[[int], Knowledge]
) -> Facts:
    """The facts with own margins from `snapshots` of earlier years, as known at the same moment.

    `load` gives what was known of a year at the `known_at` of the facts, for the outturns at their reference
    date. A year counts once it is over; a domain once its bookings reach the last day.
    """
    counting = {
        snapshot.meeting: snapshot
        for snapshot in sorted(snapshots, key=lambda snapshot: snapshot.id)
        if snapshot.is_signed and snapshot.known_at <= facts.known_at
    }
    by_year: dict[int, list[Frozen]] = {}
    for snapshot in counting.values():
        if snapshot.as_of < date(snapshot.as_of.year, 12, 31):
            by_year.setdefault(snapshot.as_of.year, []).append(snapshot)
    before = sorted(year for year in by_year if year < facts.year and date(year, 12, 31) <= facts.as_of)
    past_forecasts: list[PastForecast] = []
    for year in before[-LONGEST:]:
        became = _outturns(programme, load(year), facts.as_of)
        past_forecasts += [
            forecast for snapshot in by_year[year] for forecast in _past_forecasts(snapshot, became)
        ]
    return replace(facts, own_margins=learn_margins(past_forecasts))


def _outturns(programme: Programme, knowledge: Knowledge, as_of: date) -> dict[str, Cents]:
    """The outturn of each domain in cents, for those whose bookings reach the end of the year."""
    whole = completely_booked_domains(programme, knowledge)
    became = dict.fromkeys(whole, 0)
    for line in resolve(knowledge, programme, as_of).lines:
        if line.domain in whole:
            became[line.domain] += sum(line.realised)
    return became


def completely_booked_domains(programme: Programme, knowledge: Knowledge) -> set[str]:
    """The domains whose bookings reach the last day of the year, by statements that begin in it.

    A ledger of the next year says nothing about the end of this one.
    """
    last = date(knowledge.year, 12, 31)
    about = tuple(coverage for coverage in knowledge.coverage if coverage.first <= last)
    reach = Resolver(replace(knowledge, coverage=about), programme).known_until(last)
    return {domain for domain, until in reach.items() if domain and until == last}


def _past_forecasts(snapshot: Frozen, became: dict[str, Cents]) -> Iterator[PastForecast]:
    frozen = msgspec.json.decode(snapshot.content, type=_Text)
    for row in frozen.rows.domain:
        if row.key in became and row.budget:
            outturn = became[row.key]
            yield PastForecast(snapshot.as_of.year, row.budget, row.forecast, outturn, frozen.own_margins)


def margins_sentence(facts: Facts) -> str:
    """How the programme's own years scale its intervals; empty without any, or when the year is over."""
    own = facts.own_margins
    if not own.forecasts or facts.as_of >= date(facts.year, 12, 31):
        return ""
    held, years = percent(own.inside / own.forecasts), join_words([str(year) for year in own.years])
    return (
        f"De marges leren van {years}: toen kwam {held} van de prognoses "
        f"uit binnen de marge. Daarom is de lage kant nu {_change(own.below)} en de hoge kant "
        f"{_change(own.above)}."
    )


def _change(factor: float) -> str:
    size = percent(abs(factor - 1))
    if size == percent(0.0):
        return "even breed"
    return f"{size} {'breder' if factor > 1 else 'smaller'}"
