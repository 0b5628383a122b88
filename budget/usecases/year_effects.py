"""What a file would do to the money of each fiscal year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from budget.insight.diff.commitments import CommitmentsChange, compare_commitments
from budget.insight.diff.free_room import Bridge, Change, Moment, bridge, list_changes
from budget.insight.diff.plan import PlanChange
from budget.insight.diff.succession_effects import list_followed, list_orphaned_money
from budget.insight.facts import Resolver
from budget.model.content import Content, Knowledge
from budget.model.programme import Programme
from budget.model.succession import OrphanedMoney, RedirectedMoney
from budget.store.statements import LedgerDiff
from budget.usecases.knowledge_after import Moved, changes_by_year, knowledge_after


@dataclass(frozen=True, slots=True)
class YearEffect:
    """What acceptance would do to one fiscal year: free room before and after, and every change.

    `restated` has, per domain, the effect on open commitments. `followed` is money that goes to the
    successors of a code, `strays` money that leaves the plan.
    """

    year: int
    bridge: Bridge
    changes: tuple[Change, ...]
    restated: tuple[CommitmentsChange, ...] = ()
    followed: tuple[RedirectedMoney, ...] = ()
    strays: tuple[OrphanedMoney, ...] = ()


def year_effects(
    load: Callable[[int, list[date]], Knowledge],
    programme: Programme,
    content: Content,
    plan: tuple[PlanChange, ...],
    diff: LedgerDiff,
    open_years: set[int],
) -> Iterator[YearEffect]:
    """The years that the file is about, and those in which it ends commitments by not naming them.

    `load` gives what is known of a year, with the months of the given days by day; `open_years` are the years
    with commitments.
    """
    moved = changes_by_year(diff, lambda day: day) if content.successions else changes_by_year(diff)
    stated = {row.fiscal_year for statement in content.statements for row in statement.rows}
    about = {change.line.year for change in plan} | moved.keys() | stated
    days = [row.since - timedelta(days=1) for row in content.successions]
    others = set(programme.years) if content.successions else set()
    states = any(statement.states_commitments for statement in content.statements)
    for year in sorted(about | others | (open_years if states else set())):
        effect = _effect(load(year, days), programme, content, moved[year])
        if year in about or effect.changes:
            yield effect


def _effect(now: Knowledge, programme: Programme, content: Content, moved: Moved) -> YearEffect:
    year = now.year
    then = knowledge_after(now, content, moved)
    stated = then.commitments[len(now.commitments) :]
    changes = list_changes(then, programme, Moment(date.max, now.known_at), Moment(date.max, then.known_at))
    before, after = Resolver(now, programme), Resolver(then, programme)
    spoken = {after.domain_of(code) for statement in content.statements for code in statement.codes}
    spoken |= {domain for statement in content.statements for domain in statement.domains or ()}
    restated = compare_commitments(before, after, stated, programme, spoken)
    is_other = bool(content.plan or content.successions)
    followed = tuple(list_followed(year, before, after)) if is_other else ()
    strays = tuple(list_orphaned_money(year, before, after)) if is_other else ()
    return YearEffect(year, bridge(_free(before), changes), changes, restated, followed, strays)


def _free(resolver: Resolver) -> int:
    budget = sum(line.budget for version in resolver.in_force.values() for line in version.lines)
    realised = sum(movement.cents for movement in resolver.movements(date.max))
    return budget - realised - sum(commitment.cents for commitment in resolver.commitments(date.max).values())
