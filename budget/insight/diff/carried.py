"""Money of a source and theme that plans carry from one year into a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budget.model.content import PlanLine
from budget.model.submission_details import PlanMoney
from budget.model.words import Cents

Purse = tuple[str, str]
"""Source and theme code: the money under one rule of the funder, in any domain."""
Change = Mapping[Purse, Cents]
Amounts = Mapping[tuple[int, Purse], Cents]
"""Cents by year and purse."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one file does to plans: `change` to earlier plans, `first` where it is a domain's first plan.

    `declared`: the file itself states that it carries money over from the year before.
    """

    submission: int
    change: Amounts
    first: Amounts
    is_decided: bool = False
    declared: bool = False

    @property
    def total(self) -> Counter[tuple[int, Purse]]:
        """`change` and `first` together."""
        total = Counter(self.change)
        total.update(self.first)
        return total


@dataclass(frozen=True, slots=True)
class Carried:
    """Cents of a source and theme carried from `from_year` to `to_year`.

    Negative when less is carried than before.

    Of these, the same file took `cut` out of the plan of `from_year`, an earlier file `opened`.
    """

    purse: Purse
    from_year: int
    to_year: int
    cents: Cents
    cut: Cents = 0
    opened: Cents = 0


@dataclass(frozen=True, slots=True)
class Unexplained:
    """The changes by accepted plans that no decision explains.

    `years` has cents by year and by source and theme, negative for a cut; `begun` has the (domain, year)
    pairs that already have a plan; `submissions` the files behind a change, by (year, source and theme).
    `carried` is the money moved from one year to a later one within a source and theme.
    """

    years: dict[int, dict[Purse, Cents]] = field(default_factory=dict)
    begun: frozenset[tuple[str, int]] = frozenset()
    submissions: dict[tuple[int, Purse], tuple[int, ...]] = field(default_factory=dict)
    carried: tuple[Carried, ...] = ()


NOTHING = Unexplained()


def step_of(
    in_force: Iterable[PlanLine], new: Iterable[PlanLine], begun: frozenset[tuple[str, int]] = frozenset()
) -> Step:
    """The changes by the plan `new`.

    `begun` are the (domain, year) pairs that had a plan before, besides those of `in_force`.
    """
    old, lines = list(in_force), list(new)
    domains = {line.domain for line in lines}
    known = begun | {(line.domain, line.year) for line in old}
    change: Counter[tuple[int, Purse]] = Counter()
    first: Counter[tuple[int, Purse]] = Counter()
    for sign, domain_lines in ((1, lines), (-1, [line for line in old if line.domain in domains])):
        for line in domain_lines:
            into = change if (line.domain, line.year) in known else first
            into[line.year, (line.source, line.theme)] += sign * line.budget
    return Step(0, change, first)


def steps(plans: Iterable[PlanMoney]) -> Iterator[Step]:
    """The accepted files with a plan, oldest first, each with its changes."""
    known: dict[str, Amounts] = {}
    begun: set[tuple[str, int]] = set()
    for number, parts in _by_submission(plans):
        change: Counter[tuple[int, Purse]] = Counter()
        first: Counter[tuple[int, Purse]] = Counter()
        for plan in parts:
            was = known.get(plan.domain, {})
            for key in was.keys() | plan.totals.keys():
                into = change if (plan.domain, key[0]) in begun else first
                into[key] += plan.totals.get(key, 0) - was.get(key, 0)
            known[plan.domain] = plan.totals
            begun |= {(plan.domain, year) for year, _ in plan.totals}
        yield Step(
            number,
            change,
            first,
            any(plan.is_decided for plan in parts),
            any(plan.is_carried for plan in parts),
        )


def _by_submission(plans: Iterable[PlanMoney]) -> list[tuple[int, list[PlanMoney]]]:
    plans_by_submission: dict[int, list[PlanMoney]] = {}
    for plan in plans:
        plans_by_submission.setdefault(plan.submission, []).append(plan)
    return list(plans_by_submission.items())


def carried_by(step: Step, opened: Mapping[int, Change], before: Amounts) -> tuple[Carried, ...]:
    """What a file carries over: if it declares so, everything it adds; else what it adds where money was cut.

    `opened` is what earlier files changed without a decision, by year; their cuts count as well. `before` is
    what earlier files carried into each year, by source and theme.
    """
    return tuple(_declared(step, before) if step.declared else _inferred(step, opened))


def carried_into(carries: Iterable[Carried]) -> Counter[tuple[int, Purse]]:
    """Cents carried into each year, by source and theme."""
    money_in: Counter[tuple[int, Purse]] = Counter()
    for carry in carries:
        money_in[carry.to_year, carry.purse] += carry.cents
    return money_in


def _declared(step: Step, before: Amounts) -> Iterator[Carried]:
    total = step.total
    for (year, purse), cents in sorted(total.items()):
        if cents > 0:
            cut = min(cents, max(0, -step.change.get((year - 1, purse), 0)))
            yield Carried(purse, year - 1, year, cents, cut)
        elif cents < 0 and total.get((year + 1, purse), 0) <= 0 < before.get((year, purse), 0):
            yield Carried(purse, year - 1, year, -min(-cents, before[year, purse]))


def _inferred(step: Step, opened: Mapping[int, Change]) -> Iterator[Carried]:
    """Match cuts of a source and theme with extra money in a later year; the file's own cuts first."""
    own = {key: -cents for key, cents in step.change.items() if cents < 0}
    open_cuts = {
        (year, purse): max(0, -cents - max(0, step.change.get((year, purse), 0)))
        for year, change in opened.items()
        for purse, cents in change.items()
        if cents < 0
    }
    for (year, purse), extra in sorted(step.total.items()):
        for is_own, pool in ((True, own), (False, open_cuts)):
            for key in sorted(key for key in pool if key[1] == purse and key[0] < year):
                if (part := min(extra, pool[key])) > 0:
                    pool[key] -= part
                    extra -= part  # noqa: PLW2901 - what is left to find
                    split = {"cut" if is_own else "opened": part}
                    yield Carried(purse, key[0], year, part, **split)
