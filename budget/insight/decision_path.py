"""How far the plan in force of a domain has been decided at a reference date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from budget.insight.facts import Resolver
from budget.model.content import Knowledge, PlanVersion
from budget.model.decision_path import PlanDecisionState
from budget.model.programme import Programme


def follow_decisions(
    knowledge: Knowledge, programme: Programme, domain: str, as_of: date
) -> PlanDecisionState | None:
    """The decision path of one domain from the list accepted last, without steps after `as_of`.

    None without a plan for the year, or in a programme without decision steps.
    """
    resolver = Resolver(knowledge, programme)
    in_force = resolver.in_force.get(domain)
    if in_force is None or not in_force.lines or not programme.steps:
        return None
    known = [(seq, s) for seq, s in knowledge.path if s.domain == domain and seq <= resolver.known_at]
    newest = max((seq for seq, _ in known), default=0)
    steps = [step for seq, step in known if seq == newest and step.date <= as_of]
    own = [v for v in knowledge.versions if v.domain == domain and v.seq <= in_force.seq]
    same = set(_same_plan(own))
    order = {step.code: n for n, step in enumerate(programme.steps)}
    last_word = {step.code for step in programme.steps if step.is_last_word}
    ordered = sorted(steps, key=lambda s: (s.version, s.date, order.get(s.step, 0)))
    reached = [step for step in ordered if step.version in same]
    return PlanDecisionState(
        domain,
        len(own),
        in_force.seq,
        tuple(ordered),
        reached[-1] if reached else None,
        any(step.step in last_word for step in reached),
    )


def _same_plan(versions: Sequence[PlanVersion]) -> Iterator[int]:
    """The numbers of the last version and of the versions right before it with the same lines this year.

    A plan that changes nothing needs no new decision.
    """
    for number in range(len(versions), 0, -1):
        if versions[number - 1].lines != versions[-1].lines:
            return
        yield number
