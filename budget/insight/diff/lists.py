"""Item-by-item changes by a new list of partner contributions, decisions, releases or decision steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from budget.insight.diff.plan import PlanChangeKind
from budget.model.content import Decision, PartnerContribution, PathStep, Release
from budget.model.domain_records import Promise, Request

Fact = PartnerContribution | Decision | Release | PathStep | Request | Promise


@dataclass(frozen=True, slots=True)
class ListChange:
    """One item that is added (`before` None), removed (`after` None) or changed."""

    before: Fact | None
    after: Fact | None

    @property
    def kind(self) -> PlanChangeKind:
        """Whether the item was added, removed or changed."""
        if self.before is None:
            return PlanChangeKind.ADDED
        return PlanChangeKind.CHANGED if self.after else PlanChangeKind.REMOVED

    @property
    def item(self) -> Fact:
        """The new item, or the old one if it was removed."""
        present = self.after or self.before
        assert present is not None, "a change has an item before or after it"
        return present


def compare_lists(in_force: Sequence[Fact], new: Sequence[Fact]) -> tuple[ListChange, ...]:
    """Changed items of the domains in `new`: a new list replaces the old one."""
    domains = {fact.domain for fact in new}
    old, fresh = Counter(fact for fact in in_force if fact.domain in domains), Counter(new)
    gone, come = _by_name(old - fresh), _by_name(fresh - old)
    return tuple(
        ListChange(before, after)
        for name in sorted(gone.keys() | come.keys())
        for before, after in zip_longest(gone[name], come[name])
    )


def _by_name(facts: Counter[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    facts_by_name: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts.elements():
        facts_by_name[_name(fact)].append(fact)
    return facts_by_name


def _name(fact: Fact) -> tuple[str, ...]:
    """Identity of an item: the fields that stay the same when its details change."""
    if isinstance(fact, Decision):
        return fact.domain, fact.date.isoformat(), fact.code, fact.decision
    if isinstance(fact, PathStep):
        return fact.domain, str(fact.version), fact.step
    if isinstance(fact, Request):
        return fact.domain, fact.code, fact.request
    if isinstance(fact, Promise):
        return fact.domain, fact.meeting.isoformat(), fact.promise
    if isinstance(fact, Release):
        return fact.domain, str(fact.year), fact.code, fact.source, fact.theme, fact.decision
    return fact.domain, str(fact.year), fact.partner, str(fact.form), fact.action_line, fact.description
