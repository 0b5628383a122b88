"""The accepted data as they would be if a file were accepted now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from budget.model.content import CommitmentStatement, Content, Coverage, Knowledge, Movement, PlanVersion
from budget.model.months import month_end
from budget.model.words import LineKey
from budget.store.scope_text import all_domains
from budget.store.statements import LedgerDiff, covered_period, open_amounts

Moved = Counter[tuple[str, str, str, date]]
"""Cents by line code, source, theme and the day they count on."""


def changes_by_year(diff: LedgerDiff, on: Callable[[date], date] = month_end) -> dict[int, Moved]:
    """For each fiscal year, the change in bookings per line and month; `on` gives the day it counts on."""
    moved_by_year: dict[int, Moved] = defaultdict(Counter)
    sums = diff.sums()
    counts_on = {day: on(day) for day in {key[1] for key in sums}}
    for (year, day, code, source, theme), cents in sums.items():
        moved_by_year[year][code, source, theme, counts_on[day]] += cents
    return moved_by_year


def knowledge_after(now: Knowledge, content: Content, moved: Moved) -> Knowledge:
    """What would be known of plan, bookings and commitments if `content` were accepted now."""
    seq = now.known_at + 1
    domains = sorted({line.domain for line in content.plan})
    versions = [
        PlanVersion(seq, d, tuple(x for x in content.plan if x.domain == d and x.year == now.year))
        for d in domains
    ]
    codes = sorted({(line.code, line.domain) for line in content.plan})
    return replace(
        now,
        known_at=seq,
        versions=(*now.versions, *versions),
        code_domains=(*now.code_domains, *((seq, code, domain) for code, domain in codes)),
        movements=(*now.movements, *(Movement(seq, *key, cents) for key, cents in moved.items())),
        coverage=(*now.coverage, *coverage_of(content, seq)),
        releases=(*now.releases, *((seq, release) for release in content.releases)),
        path=(*now.path, *((seq, step) for step in content.path)),
        successions=(*now.successions, *((seq, row) for row in content.successions)),
        commitments=(*now.commitments, *commitments_of(content, now.year, seq)),
    )


def coverage_of(content: Content, seq: int) -> Iterator[Coverage]:
    """The coverage of a file's statements, if accepted as number `seq`: signals depend on it."""
    for statement in content.statements:
        if statement.states_bookings:
            last, domains = min(statement.date, statement.last), frozenset(statement.domains or ())
            yield Coverage(seq, statement.date, statement.first, last, statement.codes, domains)


def commitments_of(content: Content, year: int, seq: int) -> tuple[CommitmentStatement, ...]:
    """The commitments of a year in a file's statements, if accepted as number `seq`."""
    stating = [statement for statement in content.statements if statement.states_commitments]
    amounts: dict[date, dict[LineKey, int]] = {statement.date: {} for statement in stating}
    for (fiscal_year, day, *key), cents in open_amounts(stating).items():
        if fiscal_year == year:
            amounts[day][LineKey(*key)] = cents
    sheets = {day: tuple(s.codes for s in stating if s.date == day) for day in amounts}
    scopes = {day: all_domains(s.domains for s in stating if s.date == day) for day in amounts}
    ends = {day: max(covered_period(s)[1] for s in stating if s.date == day) for day in amounts}
    return tuple(
        CommitmentStatement(seq, day, sheets[day], amounts[day], scopes[day], ends[day])
        for day in sorted(amounts)
    )
