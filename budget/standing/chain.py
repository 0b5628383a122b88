"""Where a figure comes from: the lines it sums, the accepted files, and its earlier value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from budget.insight.diff.free_room import Change, Moment
from budget.insight.facts import Resolver, released_by_lists
from budget.model.content import Acceptance
from budget.model.figures import Measures, Row
from budget.model.words import By, Cents, ChangeKind, LineKey
from budget.standing.moment import Standing


class Figure(StrEnum):
    """A figure whose origin can be shown; the value is its Dutch term and its name in an address."""

    BUDGET = "begroot"
    RELEASED = "vrijgegeven"
    REALISED = "besteed"
    COMMITTED = "verplicht"
    FREE = "vrije ruimte"


KINDS = {
    Figure.BUDGET: (ChangeKind.PLAN,),
    Figure.RELEASED: (ChangeKind.PLAN,),
    Figure.REALISED: (ChangeKind.BOOKINGS,),
    Figure.COMMITTED: (ChangeKind.COMMITMENTS,),
    Figure.FREE: tuple(ChangeKind),
}
"""The changes that move each figure."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure: a line (`code`), a source, a domain, or the whole programme (all empty)."""

    domain: str = ""
    code: str = ""
    source: str = ""

    def holds(self, domain: str, key: LineKey) -> bool:
        """Whether a line of this domain is in scope."""
        if self.source:
            return key.source == self.source
        return key.code == self.code if self.code else self.domain in ("", domain)


@dataclass(frozen=True, slots=True)
class FilePart:
    """What one accepted file added to a figure, in cents; negative for a later correction."""

    by: Acceptance
    cents: Cents


def row_of(standing: Standing, scope: Scope) -> Row | None:
    """The row with the measures of `scope`; None for a line without any at this moment."""
    if scope.code:
        return next((row for row in standing.rows(By.LINE) if row.key == scope.code), None)
    if scope.source:
        return next((row for row in standing.rows(By.SOURCE) if row.key == scope.source), None)
    return standing.domain_row(scope.domain) if scope.domain else standing.total()


def amount_of(measures: Measures, figure: Figure) -> Cents | None:
    """The figure in cents; None for a release that no line states."""
    return {
        Figure.BUDGET: measures.budget,
        Figure.RELEASED: measures.released,
        Figure.REALISED: measures.realised,
        Figure.COMMITTED: measures.committed,
        Figure.FREE: measures.free,
    }[figure]


def parts_of(standing: Standing, scope: Scope) -> tuple[Row, ...]:
    """The rows that a figure sums: domains, or the lines of a domain or source; none for a line."""
    if scope.code:
        return ()
    if scope.source:
        return standing.rows_within(By.SOURCE, scope.source)
    return standing.rows(By.LINE, scope.domain) if scope.domain else standing.rows(By.DOMAIN)


def files_of(standing: Standing, scope: Scope, figure: Figure) -> tuple[FilePart, ...]:
    """The accepted files that add up to the figure, in order.

    A file that changed nothing is left out. Released amounts come from the release lists in force; for lines
    in no list, from the plans in force.
    """
    sums: Counter[int] = Counter()
    if figure is Figure.RELEASED:
        for seq, cents in _released(standing, scope):
            sums[seq] += cents
    else:
        for change in changes_of(standing, scope, figure, Moment(standing.facts.as_of, 0)):
            sums[change.seq] += change.effect if figure is Figure.FREE else change.cents
    return tuple(FilePart(standing.acceptance(seq), cents) for seq, cents in sorted(sums.items()) if cents)


def changes_of(standing: Standing, scope: Scope, figure: Figure, since: Moment) -> tuple[Change, ...]:
    """The changes between `since` and now that can move the figure."""
    changes = standing.changes_since(since)
    return tuple(change for change in changes if _moves(change, figure, scope))


def _moves(change: Change, figure: Figure, scope: Scope) -> bool:
    return change.kind in KINDS[figure] and scope.holds(change.domain, change.key)


def _released(standing: Standing, scope: Scope) -> list[tuple[int, Cents]]:
    resolver = Resolver(standing.knowledge, standing.programme)
    listed, lists = released_by_lists(resolver, standing.facts.as_of), resolver.release_lists()
    return [
        (lists[line.domain], listed[line.domain, line.key])
        if (line.domain, line.key) in listed
        else (version.seq, line.released or 0)
        for version in resolver.in_force.values()
        for line in version.lines
        if scope.holds(line.domain, line.key)
    ]
