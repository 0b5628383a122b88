"""The facts as they would be after a shift, another phasing, a release or a commitment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from budget.labels import MONTH_NAMES, euro
from budget.model.content import PlanLine
from budget.model.figures import Facts, LineFacts
from budget.model.shares import share_out, spread_evenly, weights_of
from budget.model.words import BudgetError, Cents, LineKey


@dataclass(frozen=True, slots=True)
class Shift:
    """Budget moved from one line to another; the target's months grow, the source's shrink, in proportion."""

    source: LineKey
    target: LineKey
    cents: Cents


@dataclass(frozen=True, slots=True)
class Rephase:
    """Planned money of one line moved from one month (1..12) to another."""

    line: LineKey
    from_month: int
    to_month: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """A new released amount for one line, in cents."""

    line: LineKey
    cents: Cents


@dataclass(frozen=True, slots=True)
class ExtraCommitment:
    """An extra commitment on one line."""

    line: LineKey
    cents: Cents


Step = Shift | Rephase | ReleaseChange | ExtraCommitment


def apply_steps(facts: Facts, steps: Sequence[Step]) -> Facts:
    """The facts after all steps. Raises BudgetError when a step asks for more than there is."""
    in_force = _in_force(facts)
    lines = dict(in_force)
    for step in steps:
        lines |= {line.key: line for line in _changed(lines, step)}
    changed = tuple(lines[line.key] if line is in_force.get(line.key) else line for line in facts.lines)
    return replace(facts, lines=changed)


def _in_force(facts: Facts) -> dict[LineKey, LineFacts]:
    """The line that each key means; a line that moved leaves one without budget in its old domain."""
    planned = (line for line in facts.lines if line.planned)
    return {line.key: line for line in sorted(planned, key=lambda line: line.budget)}


def propose_plan(plan: Sequence[PlanLine], before: Facts, after: Facts) -> tuple[PlanLine, ...]:
    """The plan in force with the budget, release and phasing of `after`; a plan holds no commitments.

    Raises BudgetError where money moves to or from a line that the plan in force does not have.
    """
    old = {(line.domain, line.key): line for line in before.lines}
    new = {(line.domain, line.key): line for line in after.lines}
    known = {
        (line.domain, LineKey(line.code, line.source, line.theme)) for line in plan if line.year == after.year
    }
    for place in new.keys() - known:
        if new[place].budget != (old[place].budget if place in old else 0):
            raise BudgetError(
                f"{new[place].activity} staat niet in het geldende plan en kan geen geld krijgen."
            )
    return tuple(
        _proposed(line, old.get(place), new[place])
        if line.year == after.year and (place := (line.domain, line.key)) in new
        else line
        for line in plan
    )


def _proposed(line: PlanLine, old: LineFacts | None, new: LineFacts) -> PlanLine:
    keeps = old and old.phasing == new.phasing
    is_even = line.phasing is None and new.phasing == spread_evenly(new.budget)
    phasing = line.phasing if keeps or is_even else new.phasing
    released = line.released if new.budget < 0 else new.released
    return replace(line, budget=new.budget, released=released, phasing=phasing)


def _changed(lines: dict[LineKey, LineFacts], step: Step) -> list[LineFacts]:
    match step:
        case Shift():
            return _shift(lines, step)
        case Rephase():
            return _rephase(lines, step)
        case ReleaseChange():
            return _release(lines, step)
        case ExtraCommitment():
            return _commit(lines, step)


def _shift(lines: dict[LineKey, LineFacts], step: Shift) -> list[LineFacts]:
    source, target = lines[step.source], lines[step.target]
    if step.source == step.target:
        raise BudgetError("Kies twee verschillende regels om tussen te schuiven.")
    most = max(0, source.budget)
    if not 0 < step.cents <= most:
        raise BudgetError(
            f"Van {source.activity} kunt u meer dan {euro(0)} en hoogstens {euro(most)} schuiven."
        )
    less, more = source.budget - step.cents, target.budget + step.cents
    changed = {step.source: _with_budget(source, less), step.target: _with_budget(target, more)}
    return _with_own_forecasts(lines | changed, {source.key.code, target.key.code})


def _with_budget(line: LineFacts, budget: Cents) -> LineFacts:
    released = None if line.released is None else min(line.released, max(0, budget))
    return replace(line, budget=budget, phasing=_phased(line, budget), released=released)


def _phased(line: LineFacts, budget: Cents) -> tuple[Cents, ...]:
    """The phasing in proportion; twelve equal months stay equal, lest remainders look like a phasing."""
    if line.budget <= 0 or min(*line.phasing, budget) < 0 or line.phasing == spread_evenly(line.budget):
        return spread_evenly(budget)
    return share_out(budget, line.phasing)


def _with_own_forecasts(lines: dict[LineKey, LineFacts], codes: set[str]) -> list[LineFacts]:
    """The lines of these codes; an own forecast is shared out by the new budgets."""
    changed_lines = []
    for code in codes:
        own = [lines[key] for key in sorted(lines) if key.code == code]
        shared = [line for line in own if line.own_forecast is not None]
        parts = share_out(sum(line.own_forecast or 0 for line in shared), weights_of(shared))
        changed_lines += [line for line in own if line.own_forecast is None]
        changed_lines += [replace(line, own_forecast=part) for line, part in zip(shared, parts, strict=True)]
    return changed_lines


def _rephase(lines: dict[LineKey, LineFacts], step: Rephase) -> list[LineFacts]:
    line = lines[step.line]
    months = list(line.phasing)
    planned_cents = months[step.from_month - 1]
    if not 0 < step.cents <= planned_cents:
        raise BudgetError(
            f"In {MONTH_NAMES[step.from_month - 1]} is hoogstens {euro(planned_cents)} gepland."
        )
    months[step.from_month - 1] -= step.cents
    months[step.to_month - 1] += step.cents
    return [replace(line, phasing=tuple(months))]


def _release(lines: dict[LineKey, LineFacts], step: ReleaseChange) -> list[LineFacts]:
    line = lines[step.line]
    most = max(0, line.budget)
    if not 0 <= step.cents <= most:
        raise BudgetError(f"Vrijgegeven ligt tussen {euro(0)} en het budget van {euro(most)}.")
    return [replace(line, released=step.cents)]


def _commit(lines: dict[LineKey, LineFacts], step: ExtraCommitment) -> list[LineFacts]:
    if step.cents <= 0:
        raise BudgetError("Een nieuwe verplichting is meer dan nul euro.")
    line = lines[step.line]
    return [replace(line, committed=line.committed + step.cents)]
