"""Whether a shift within a domain leaves the budget of each pot unchanged, as it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.model.content import PlanLine
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class Uneven:
    """Cents that a pot of a domain gains in a year; negative where it loses."""

    year: int
    domain: str
    source: str
    theme: str
    cents: Cents


def list_uneven(in_force: Iterable[PlanLine], new: Sequence[PlanLine]) -> tuple[Uneven, ...]:
    """The pots whose budget of a year would change, in domains with a plan in force."""
    old = tuple(in_force)
    domains = {line.domain for line in new} & {line.domain for line in old}
    change: Counter[tuple[int, str, str, str]] = Counter()
    for sign, lines in ((1, new), (-1, old)):
        for line in lines:
            if line.domain in domains:
                change[line.year, line.domain, line.source, line.theme] += sign * line.budget
    return tuple(Uneven(*pot, cents) for pot, cents in sorted(change.items()) if cents)
