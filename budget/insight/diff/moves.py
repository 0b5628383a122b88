"""Money that plans take from one source or theme and give to another, alone or with earlier plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from budget.insight.diff.carried import (
    NOTHING,
    Amounts,
    Carried,
    Change,
    Purse,
    Unexplained,
    carried_by,
    carried_into,
    step_of,
    steps,
)
from budget.model.content import PlanLine
from budget.model.submission_details import PlanMoney
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class Move:
    """Cents taken from some sources and themes and given to others in `year` (0: seen only over all years).

    `cents` is the smaller of both sums: a plan may grow or shrink at the same time. `earlier` are the
    submissions before it that did part of this without naming a decision.
    """

    year: int
    taken: tuple[tuple[Purse, Cents], ...]
    given: tuple[tuple[Purse, Cents], ...]
    earlier: tuple[int, ...] = ()

    @property
    def cents(self) -> Cents:
        """The smaller of what was taken and what was given."""
        return min(sum(cents for _, cents in self.taken), sum(cents for _, cents in self.given))


def list_moves(
    in_force: Iterable[PlanLine], new: Sequence[PlanLine], before: Unexplained = NOTHING
) -> tuple[Move, ...]:
    """The moves per year; if there are none, those that only show over all years together.

    Money within its source and theme may go to another line, domain or year freely. The plan's cuts and
    extras are also compared with those of `before`, in the same year; if nothing moves within a year, also
    across years: a cut against extra money of a later year. The first plan of a domain for a year counts as
    extra money there.
    """
    step = step_of(in_force, new, before.begun)
    carried = carried_by(step, before.years, {})
    own, opened = _without(step.total, before.years, carried)
    change, raw = _by_year(own), _by_year(step.total)
    moves_found = [
        _with_earlier(_move(year, raw[year]), change.get(year, {}), opened.get(year, {}), before)
        for year in sorted(raw)
    ]
    moves = tuple(move for move in moves_found if move.cents)
    if moves:
        return moves
    alone = _move(0, _summed_purses(raw.values()))
    earlier = _cross_year_changes(change, opened)
    over = _with_earlier(alone, _summed_purses(change.values()), earlier, before)
    return (over,) if over.cents else ()


def list_one_sided(in_force: Iterable[PlanLine], new: Sequence[PlanLine]) -> tuple[Move, ...]:
    """For each year, what is only cut or only added in a domain that already had a plan (0 cents moved)."""
    change = _by_year(step_of(in_force, new).change)
    moves = [_move(year, change[year]) for year in sorted(change)]
    return tuple(move for move in moves if bool(move.taken) != bool(move.given))


def unexplained(plans: Iterable[PlanMoney]) -> Unexplained:
    """What remains of all changes by accepted plans, oldest first, after the decisions that they name.

    The first plan of a domain for a year is its start, not a change; what it gives to a source and theme
    undoes an earlier cut of them. A decision in a file also explains earlier cuts.
    """
    all_plans = list(plans)
    years: dict[int, dict[Purse, Cents]] = {}
    by: dict[tuple[int, Purse], tuple[int, ...]] = {}
    carried: list[Carried] = []
    for step in steps(all_plans):
        carries = carried_by(step, years, carried_into(carried))
        carried += carries
        own, years = _without(step.change, years, carries)
        years = _reduce_cuts(step.first, years)
        years, unexplained_cents = _explained(years, _by_year(own), is_decided=step.is_decided)
        if step.is_decided:
            new = sum(step.first.values()) - sum(carry.cents for carry in carries)
            years = _reduce_explained(years, unexplained_cents + max(0, new))
        touched = [(year, purse) for year in years for purse in years[year] if own[year, purse]]
        by |= {key: (*by.get(key, ()), step.submission) for key in touched}
        by = {(year, purse): numbers for (year, purse), numbers in by.items() if purse in years.get(year, {})}
    begun = frozenset((plan.domain, year) for plan in all_plans for year, _ in plan.totals)
    return Unexplained(years, begun, by, tuple(carried))


def _without(
    total: Amounts, years: Mapping[int, Change], carries: Iterable[Carried]
) -> tuple[Counter[tuple[int, Purse]], dict[int, dict[Purse, Cents]]]:
    """A file's changes and the open changes before it, without what stays with its source and theme."""
    own, opened = Counter(total), {year: dict(change) for year, change in years.items()}
    for carry in carries:
        into = carry.to_year, carry.purse
        own[into] -= min(carry.cents, max(0, own[into]))
        own[carry.from_year, carry.purse] += carry.cut
        if carry.opened:
            opened[carry.from_year][carry.purse] += carry.opened
    return own, _open_only(opened)


def _reduce_cuts(first: Amounts, years: dict[int, dict[Purse, Cents]]) -> dict[int, dict[Purse, Cents]]:
    """Reduce open cuts by what a first plan gives to the same source and theme in that year."""
    for (year, purse), cents in first.items():
        if cents > 0 and purse in years.get(year, {}):
            years[year][purse] -= _undone(years[year][purse], cents)
    return _open_only(years)


def _explained(
    years: dict[int, dict[Purse, Cents]], own: Mapping[int, Change], *, is_decided: bool
) -> tuple[dict[int, dict[Purse, Cents]], Cents]:
    """The open changes after those of a file, and the cents it moved that its own decision does not cover."""
    over = 0
    for year, change in own.items():
        years[year], unexplained_cents = _unexplained_rest(years.get(year, {}), change, is_decided=is_decided)
        over += unexplained_cents
    return years, over


def _reduce_explained(
    years: dict[int, dict[Purse, Cents]], moved_cents: Cents
) -> dict[int, dict[Purse, Cents]]:
    """Reduce open changes of earlier years: a decision explains as many cents of them as its file moves."""
    for year in sorted(years):
        for purse in sorted(years[year]):
            part = _undone(years[year][purse], moved_cents)
            years[year][purse] -= part
            moved_cents += part
    return _open_only(years)


def _open_only(years: Mapping[int, Change]) -> dict[int, dict[Purse, Cents]]:
    return {year: {purse: c for purse, c in change.items() if c} for year, change in years.items()}


def _cross_year_changes(own: Mapping[int, Change], opened: Mapping[int, Change]) -> Change:
    """The open changes that cross years: cuts before extra money in the file, and extras after its cuts."""
    last_extra = max((year for year, change in own.items() if max(change.values()) > 0), default=0)
    first_cut = min((year for year, change in own.items() if min(change.values()) < 0), default=last_extra)
    return _summed_purses(
        {purse: c for purse, c in change.items() if (year < last_extra if c < 0 else year > first_cut)}
        for year, change in opened.items()
    )


def _unexplained_rest(
    open_before: Change, own: Change, *, is_decided: bool
) -> tuple[dict[Purse, Cents], Cents]:
    """What stays unexplained; a decision explains the plan itself and what it moved with earlier changes."""
    total = Counter(open_before)
    if not is_decided:
        for purse, cents in own.items():
            total[purse] += cents
        return {purse: cents for purse, cents in total.items() if cents}, 0
    unexplained_cents = 0
    for purse, cents in own.items():
        back = _undone(total[purse], cents)
        total[purse] -= back
        unexplained_cents += cents + back
    for purse in sorted(total):
        part = _undone(total[purse], unexplained_cents)
        total[purse] -= part
        unexplained_cents += part
    return {purse: cents for purse, cents in total.items() if cents}, unexplained_cents


def _undone(earlier: Cents, now: Cents) -> Cents:
    """The part of `earlier`, with its sign, that an opposite change undoes."""
    if earlier * now >= 0:
        return 0
    return min(earlier, -now) if earlier > 0 else max(earlier, -now)


def _with_earlier(alone: Move, own: Change, opened: Change, before: Unexplained) -> Move:
    """The move of this plan alone, or together with what earlier plans left unexplained if that is larger.

    `own` are its changes and `opened` the open ones, without what stays with its source and theme.
    """
    open_before, change = dict(opened), dict(own)
    for purse in open_before.keys() & change.keys():
        back = _undone(open_before[purse], change[purse])
        open_before[purse] -= back
        change[purse] += back
    (own_cuts, own_extras), (cuts, extras) = _parts(change), _parts(open_before)
    cuts, extras = cuts if own_extras else (), extras if own_cuts else ()
    if not cuts and not extras:
        return alone
    purses = {purse for purse, _ in (*cuts, *extras)}
    numbers = {
        number
        for (year, purse), submissions in before.submissions.items()
        if purse in purses and alone.year in (0, year)
        for number in submissions
    }
    both = Move(alone.year, _summed(own_cuts, cuts), _summed(own_extras, extras), tuple(sorted(numbers)))
    return both if both.cents > alone.cents else alone


def _summed(*parts: Iterable[tuple[Purse, Cents]]) -> tuple[tuple[Purse, Cents], ...]:
    totals: Counter[Purse] = Counter()
    for purse, cents in (change for part in parts for change in part):
        totals[purse] += cents
    return tuple(sorted(totals.items()))


def _by_year(amounts: Amounts) -> dict[int, dict[Purse, Cents]]:
    totals: dict[int, dict[Purse, Cents]] = {}
    for (year, purse), cents in amounts.items():
        totals.setdefault(year, {})[purse] = cents
    return totals


def _summed_purses(changes: Iterable[Change]) -> Change:
    totals: Counter[Purse] = Counter()
    for change in changes:
        for purse, cents in change.items():
            totals[purse] += cents
    return totals


def _parts(purses: Change) -> tuple[tuple[tuple[Purse, Cents], ...], tuple[tuple[Purse, Cents], ...]]:
    """What was taken from and what was given to each source and theme."""
    cuts = tuple((purse, -cents) for purse, cents in sorted(purses.items()) if cents < 0)
    return cuts, tuple((purse, cents) for purse, cents in sorted(purses.items()) if cents > 0)


def _move(year: int, purses: Change) -> Move:
    return Move(year, *_parts(purses))
