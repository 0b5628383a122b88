"""Money that a plan takes from one source or theme and gives to another, alone or with plans before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from budget.model.content import PlanLine
from budget.model.handed_in import PlanMoney
from budget.model.words import Cents

Purse = tuple[str, str]
"""Codes of a source and a theme: money that one rule of the funder covers, whatever the domain."""
Change = Mapping[Purse, Cents]


@dataclass(frozen=True, slots=True)
class Move:
    """Cents taken from some purses and given to others in `year`, 0 where only all years together tell it.

    `cents` is the least that changed its purpose: a plan may grow or shrink at the same time. `earlier` are
    the submissions before it that did a part of this, and named no decision.
    """

    year: int
    taken: tuple[tuple[Purse, Cents], ...]
    given: tuple[tuple[Purse, Cents], ...]
    earlier: tuple[int, ...] = ()

    @property
    def cents(self) -> Cents:
        """The smaller of what was taken and what was given."""
        return min(sum(cents for _, cents in self.taken), sum(cents for _, cents in self.given))


@dataclass(frozen=True, slots=True)
class Unexplained:
    """What accepted plans changed and no decision explains.

    `years` has cents by year and purse, negative for a cut; `begun` the (domain, year) that a plan is known
    of, and `submissions` by (year, purse) who made the change.
    """

    years: dict[int, dict[Purse, Cents]] = field(default_factory=dict)
    begun: frozenset[tuple[str, int]] = frozenset()
    submissions: dict[tuple[int, Purse], tuple[int, ...]] = field(default_factory=dict)


NOTHING = Unexplained()


def list_moves(
    in_force: Iterable[PlanLine], new: Sequence[PlanLine], before: Unexplained = NOTHING
) -> tuple[Move, ...]:
    """The moves per year; without any, those that only the years together show.

    Money that stays with its source and theme may go to another line, domain or year without being told.
    What the plan cuts or adds is also laid beside the cuts and extras of `before`, in the same year.
    """
    old = list(in_force)
    change = _change(old, new)
    later = _change(old, new, before.begun)
    together: Counter[Purse] = Counter()
    for purses in change.values():
        for purse, cents in purses.items():
            together[purse] += cents
    found = [_with_earlier(year, change[year], later.get(year, {}), before) for year in sorted(change)]
    moves = tuple(move for move in found if move.cents)
    return moves or tuple(move for move in [_move(0, together)] if move.cents)


def list_one_sided(in_force: Iterable[PlanLine], new: Sequence[PlanLine]) -> tuple[Move, ...]:
    """Per year what is only cut or only added, in a domain that already had a plan: with 0 cents moved."""
    old = list(in_force)
    begun = frozenset((line.domain, line.year) for line in old)
    change = _change(old, new, begun)
    found = [_move(year, change[year]) for year in sorted(change)]
    return tuple(move for move in found if bool(move.taken) != bool(move.given))


def unexplained(plans: Iterable[PlanMoney]) -> Unexplained:
    """What is left of all changes by accepted plans, oldest first, after the decisions that they name.

    The first plan of a domain for a year is where it starts, and no change.
    """
    known: dict[str, dict[tuple[int, Purse], Cents]] = {}
    begun: set[tuple[str, int]] = set()
    years: dict[int, dict[Purse, Cents]] = {}
    by: dict[tuple[int, Purse], tuple[int, ...]] = {}
    for number, parts in _by_submission(plans):
        change: dict[int, Counter[Purse]] = {}
        for plan in parts:
            was = known.get(plan.domain, {})
            for year, purse in was.keys() | plan.totals.keys():
                if (plan.domain, year) in begun:
                    moved = plan.totals.get((year, purse), 0) - was.get((year, purse), 0)
                    change.setdefault(year, Counter())[purse] += moved
            known[plan.domain] = plan.totals
            begun |= {(plan.domain, year) for year, _ in plan.totals}
        is_decided = any(plan.is_decided for plan in parts)
        for year, own in change.items():
            years[year] = _left(years.get(year, {}), own, is_decided=is_decided)
            touched = [purse for purse in years[year] if own[purse]]
            by |= {(year, purse): (*by.get((year, purse), ()), number) for purse in touched}
        by = {(year, purse): numbers for (year, purse), numbers in by.items() if purse in years.get(year, {})}
    return Unexplained(years, frozenset(begun), by)


def _by_submission(plans: Iterable[PlanMoney]) -> list[tuple[int, list[PlanMoney]]]:
    found: dict[int, list[PlanMoney]] = {}
    for plan in plans:
        found.setdefault(plan.submission, []).append(plan)
    return list(found.items())


def _left(open_before: Change, own: Change, *, is_decided: bool) -> dict[Purse, Cents]:
    """What stays unexplained; a decision explains the plan itself, and what it moved with earlier changes."""
    total = Counter(open_before)
    if not is_decided:
        for purse, cents in own.items():
            total[purse] += cents
        return {purse: cents for purse, cents in total.items() if cents}
    rest = 0
    for purse, cents in own.items():
        back = _undone(total[purse], cents)
        total[purse] -= back
        rest += cents + back
    for purse in sorted(total):
        part = _undone(total[purse], rest)
        total[purse] -= part
        rest += part
    return {purse: cents for purse, cents in total.items() if cents}


def _undone(earlier: Cents, now: Cents) -> Cents:
    """How much of `earlier`, with its sign, a change the other way takes back."""
    if earlier * now >= 0:
        return 0
    return min(earlier, -now) if earlier > 0 else max(earlier, -now)


def _with_earlier(year: int, own: Change, later: Change, before: Unexplained) -> Move:
    """The move of this plan alone, or with what earlier plans left unexplained where that is more.

    `own` is all it changes, `later` without the first plan of a domain.
    """
    alone = _move(year, own)
    open_before, change = dict(before.years.get(year, {})), dict(later)
    for purse in open_before.keys() & change.keys():
        back = _undone(open_before[purse], change[purse])
        open_before[purse] -= back
        change[purse] += back
    (own_cuts, own_extras), (cuts, extras) = _parts(change), _parts(open_before)
    cuts, extras = cuts if own_extras else (), extras if own_cuts else ()
    if not cuts and not extras:
        return alone
    numbers = {n for purse, _ in (*cuts, *extras) for n in before.submissions[year, purse]}
    both = Move(year, _summed(own_cuts, cuts), _summed(own_extras, extras), tuple(sorted(numbers)))
    return both if both.cents > alone.cents else alone


def _summed(*parts: Iterable[tuple[Purse, Cents]]) -> tuple[tuple[Purse, Cents], ...]:
    found: Counter[Purse] = Counter()
    for purse, cents in (one for part in parts for one in part):
        found[purse] += cents
    return tuple(sorted(found.items()))


def _change(
    in_force: Iterable[PlanLine], new: Sequence[PlanLine], within: frozenset[tuple[str, int]] | None = None
) -> dict[int, Counter[Purse]]:
    """Cents by year and purse that the domains of `new` get more than they had."""
    domains = {line.domain for line in new}
    found: dict[int, Counter[Purse]] = {}
    for sign, lines in ((1, new), (-1, [line for line in in_force if line.domain in domains])):
        for line in lines:
            if within is None or (line.domain, line.year) in within:
                found.setdefault(line.year, Counter())[line.source, line.theme] += sign * line.budget
    return found


def _parts(purses: Change) -> tuple[tuple[tuple[Purse, Cents], ...], tuple[tuple[Purse, Cents], ...]]:
    """What was taken from each purse and what was given to each."""
    taken = tuple((purse, -cents) for purse, cents in sorted(purses.items()) if cents < 0)
    return taken, tuple((purse, cents) for purse, cents in sorted(purses.items()) if cents > 0)


def _move(year: int, purses: Change) -> Move:
    return Move(year, *_parts(purses))
