"""Original plan, every amendment and the plan in force, line by line; the three are never added up."""

from __future__ import annotations

from collections.abc import Mapping

from budget.insight.facts import Resolver
from budget.model.amended_plan import AmendedLine, AmendedPlan, AmendmentStep
from budget.model.content import Knowledge, PlanLine, PlanVersion
from budget.model.programme import Programme
from budget.model.words import LineKey

_Lines = Mapping[LineKey, PlanLine]


def follow_amendments(knowledge: Knowledge, programme: Programme, domain: str) -> AmendedPlan | None:
    """The plan of a domain in the year of `knowledge`, or None without one.

    A version that changes nothing in this year is no step.
    """
    resolver = Resolver(knowledge, programme)
    first = resolver.original.get(domain)
    if first is None:
        return None
    then = _by_key(first)
    before, steps, stands = then, [], []
    for version in knowledge.versions:
        if version.domain != domain or not first.seq < version.seq <= resolver.known_at:
            continue
        after = _by_key(version)
        if after != before:
            steps.append(_step(knowledge, version.seq))
            stands.append((before, after))
        before = after
    keys = sorted({key for lines in (then, *(after for _, after in stands)) for key in lines})
    names = {key: line.activity for lines in (then, *(a for _, a in stands)) for key, line in lines.items()}
    lines = tuple(
        AmendedLine(
            key,
            names[key],
            _budget(then, key),
            tuple((_budget(new, key) or 0) - (_budget(old, key) or 0) for old, new in stands),
            _budget(before, key),
        )
        for key in keys
    )
    return AmendedPlan(domain, knowledge.year, _step(knowledge, first.seq), tuple(steps), lines)


def _step(knowledge: Knowledge, seq: int) -> AmendmentStep:
    on = next(acceptance.accepted_at.date() for acceptance in knowledge.acceptances if acceptance.seq == seq)
    return AmendmentStep(seq, on, dict(knowledge.amendments).get(seq))


def _by_key(version: PlanVersion) -> _Lines:
    return {line.key: line for line in version.lines}


def _budget(lines: _Lines, key: LineKey) -> int | None:
    return lines[key].budget if key in lines else None
