"""Money of a source and theme that plans bring from one year into a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budget.model.content import PlanLine
from budget.model.handed_in import PlanMoney
from budget.model.words import Cents

Purse = tuple[str, str]
"""Codes of a source and a theme: money that one rule of the funder covers, whatever the domain."""
Change = Mapping[Purse, Cents]
Amounts = Mapping[tuple[int, Purse], Cents]
"""Cents by year and purse."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one file does to plans: `change` against earlier plans, `first` where a domain has its first one.

    `declared` is whether it says of itself that it carries money over from the year before.
    """

    submission: int
    change: Amounts
    first: Amounts
    is_decided: bool = False
    declared: bool = False

    @property
    def total(self) -> Counter[tuple[int, Purse]]:
        """Both together."""
        found = Counter(self.change)
        found.update(self.first)
        return found


@dataclass(frozen=True, slots=True)
class Carried:
    """Cents of a purse that come from `from_year` into `to_year`; negative where less comes than before.

    `cut` of them are taken out of the plan of `from_year` by the same file, `opened` by an earlier one.
    """

    purse: Purse
    from_year: int
    to_year: int
    cents: Cents
    cut: Cents = 0
    opened: Cents = 0


@dataclass(frozen=True, slots=True)
class Unexplained:
    """What accepted plans changed and no decision explains.

    `years` has cents by year and purse, negative for a cut; `begun` the (domain, year) that a plan is known
    of, and `submissions` by (year, purse) who made the change. `carried` is what came from one year into a
    later one, with its source and theme.
    """

    years: dict[int, dict[Purse, Cents]] = field(default_factory=dict)
    begun: frozenset[tuple[str, int]] = frozenset()
    submissions: dict[tuple[int, Purse], tuple[int, ...]] = field(default_factory=dict)
    carried: tuple[Carried, ...] = ()


NOTHING = Unexplained()


def step_of(
    in_force: Iterable[PlanLine], new: Iterable[PlanLine], begun: frozenset[tuple[str, int]] = frozenset()
) -> Step:
    """What the plan `new` does; `begun` are the (domain, year) that ever had a plan, beside `in_force`."""
    old, lines = list(in_force), list(new)
    domains = {line.domain for line in lines}
    known = begun | {(line.domain, line.year) for line in old}
    change: Counter[tuple[int, Purse]] = Counter()
    first: Counter[tuple[int, Purse]] = Counter()
    for sign, found in ((1, lines), (-1, [line for line in old if line.domain in domains])):
        for line in found:
            into = change if (line.domain, line.year) in known else first
            into[line.year, (line.source, line.theme)] += sign * line.budget
    return Step(0, change, first)


def steps(plans: Iterable[PlanMoney]) -> Iterator[Step]:
    """The accepted files with a plan, oldest first, each with what it changed."""
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
    found: dict[int, list[PlanMoney]] = {}
    for plan in plans:
        found.setdefault(plan.submission, []).append(plan)
    return list(found.items())


def carried_by(step: Step, opened: Mapping[int, Change], before: Amounts) -> tuple[Carried, ...]:
    """What a file carries over: all that it adds where it says so itself, else what it also takes away.

    `opened` is what earlier files changed without a decision, by year; a cut of theirs counts as well.
    `before` is what came into each year and purse by earlier files.
    """
    return tuple(_declared(step, before) if step.declared else _seen(step, opened))


def carried_into(carried: Iterable[Carried]) -> Counter[tuple[int, Purse]]:
    """Cents that came into each year and purse."""
    found: Counter[tuple[int, Purse]] = Counter()
    for one in carried:
        found[one.to_year, one.purse] += one.cents
    return found


def _declared(step: Step, before: Amounts) -> Iterator[Carried]:
    total = step.total
    for (year, purse), cents in sorted(total.items()):
        if cents > 0:
            cut = min(cents, max(0, -step.change.get((year - 1, purse), 0)))
            yield Carried(purse, year - 1, year, cents, cut)
        elif cents < 0 and total.get((year + 1, purse), 0) <= 0 < before.get((year, purse), 0):
            yield Carried(purse, year - 1, year, -min(-cents, before[year, purse]))


def _seen(step: Step, opened: Mapping[int, Change]) -> Iterator[Carried]:
    """Cuts of a purse that stand beside extra money of it in a later year, those of the file itself first."""
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
