"""How much was left of money that a plan carries from one year to a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from budget.insight.diff.carried import Carried, Purse, Unexplained, carried_by, carried_into, step_of
from budget.model.content import Content, PlanLine
from budget.model.figures import Facts
from budget.model.programme import Programme
from budget.model.submission_details import Origin
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What a file carries over, against what its source and theme `had` in that year, in cents.

    `spent` is the realised part, `earlier` the part that earlier files already carried to a later year.
    """

    carried: Carried
    had: Cents
    spent: Cents
    earlier: Cents

    @property
    def left(self) -> Cents:
        """What was left before this file."""
        return self.had - self.spent - self.earlier


@dataclass(frozen=True, slots=True)
class CarriedMoney:
    """What a file carries over if it declares so (`declared`), and if it does not (`seen`)."""

    declared: tuple[CarryOver, ...] = ()
    seen: tuple[CarryOver, ...] = ()


NO_CARRY = CarriedMoney()


def is_carried(content: Content) -> bool:
    """Whether a file declares that it carries money over: then what it adds is explained."""
    return content.amendment is not None and content.amendment.origin is Origin.CARRIED


def find_carried(
    programme: Programme,
    in_force: Sequence[PlanLine],
    plan: Sequence[PlanLine],
    before: Unexplained,
    facts_of: Callable[[int], Facts],
) -> CarriedMoney:
    """What `plan` carries over, with how much was left; `before` is what earlier plans did.

    `facts_of` gives the facts of a year with all its bookings.
    """
    step, into = step_of(in_force, plan, before.begun), carried_into(before.carried)
    both = [carried_by(replace(step, declared=way), before.years, into) for way in (True, False)]
    years = sorted({carry.from_year for carry in (*both[0], *both[1])} & set(programme.years))
    spent = {year: _spent(facts_of(year)) for year in years}
    stood, budget = _budgets(in_force), _budget_after(in_force, plan)
    for year, change in before.years.items():
        for purse, cents in change.items():
            stood[year, purse] -= min(0, cents)
    declared, observed = (_carry_overs(carried, stood, budget, spent, before.carried) for carried in both)
    return CarriedMoney(declared, observed)


def _carry_overs(
    carried: Iterable[Carried],
    stood: Mapping[tuple[int, Purse], Cents],
    budget: Mapping[tuple[int, Purse], Cents],
    spent: Mapping[int, Mapping[Purse, Cents]],
    before: Iterable[Carried],
) -> tuple[CarryOver, ...]:
    earlier: Counter[tuple[int, Purse]] = Counter()
    cut: Counter[tuple[int, Purse]] = Counter()
    for carry in before:
        earlier[carry.from_year, carry.purse] += carry.cents
        cut[carry.from_year, carry.purse] += carry.cut + carry.opened
    carries = list(carried)
    before_cuts = Counter(cut)
    taken = Counter(earlier)
    for carry in carries:
        cut[carry.from_year, carry.purse] += carry.cut + carry.opened
        taken[carry.from_year, carry.purse] += carry.cents
    carry_overs = []
    for carry in carries:
        key = carry.from_year, carry.purse
        used = spent.get(carry.from_year, {}).get(carry.purse, 0)
        # Spent money cannot be cut, so a cut below it does not reduce what may be carried over.
        had = min(stood.get(key, 0) + before_cuts[key], used + taken[key])
        carry_overs.append(CarryOver(carry, max(budget.get(key, 0) + cut[key], had), used, earlier[key]))
        earlier[key] += carry.cents
    return tuple(carry_overs)


def _budget_after(in_force: Sequence[PlanLine], plan: Sequence[PlanLine]) -> Counter[tuple[int, Purse]]:
    """The budgets by year and source and theme once this plan is accepted."""
    domains = {line.domain for line in plan}
    return _budgets([*plan, *(line for line in in_force if line.domain not in domains)])


def _budgets(lines: Iterable[PlanLine]) -> Counter[tuple[int, Purse]]:
    budgets: Counter[tuple[int, Purse]] = Counter()
    for line in lines:
        budgets[line.year, (line.source, line.theme)] += line.budget
    return budgets


def _spent(facts: Facts) -> Counter[Purse]:
    spent: Counter[Purse] = Counter()
    for line in facts.lines:
        spent[line.key.source, line.key.theme] += sum(line.realised)
    return spent
