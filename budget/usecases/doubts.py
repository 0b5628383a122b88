"""Effects of a file that are rarely intended: a plan or releases that vanish, amounts of another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from budget.insight.diff.commitments import CommitmentsChange
from budget.labels import count, escape_markdown, euro, euro_exact, join_words
from budget.model.content import Content, PlanLine, Release
from budget.model.programme import Programme
from budget.model.words import Cents, Kind, ReleaseState
from budget.store.statements import LedgerDiff, rows_of_kind

HALF, HUNDRED = 2, 100
_AMOUNT, _CODE = attrgetter("amount"), attrgetter("code")
_SMALL = 100_000
"""Cents below which a wrong unit of a whole ledger or plan is not suspected."""


def doubts_of(
    programme: Programme, in_force: Sequence[PlanLine], content: Content, diff: LedgerDiff
) -> Iterator[str]:
    """A Dutch sentence for each domain or ledger that would halve, or change a hundredfold.

    `in_force` are the lines of all plans in force, `diff` is what the statements do to the bookings.
    """
    yield from _of_plans(programme, in_force, content.plan)
    yield from _of_bookings(in_force, content, diff)


def _of_plans(programme: Programme, in_force: Sequence[PlanLine], new: Sequence[PlanLine]) -> Iterator[str]:
    for domain in sorted({line.domain for line in new}):
        old, fresh = ([x for x in lines if x.domain == domain] for lines in (in_force, new))
        before, after = (sum(line.budget for line in lines) for lines in (old, fresh))
        fewer = HALF * len(fresh) < len(old) or HALF * after < before
        if old and (fewer or _is_other_order(before, after)):
            name, lines = programme.domain(domain).name, count(len(old), "regel", "regels")
            yield (
                f"Plan van {escape_markdown(name)}: van {lines} met {euro(before)} "
                f"naar {count(len(fresh), 'regel', 'regels')} met {euro(after)}."
            )


def _of_bookings(in_force: Sequence[PlanLine], content: Content, diff: LedgerDiff) -> Iterator[str]:
    kinds = (Kind.REALISED, Kind.COMMITTED)
    parts = {
        kind: list(chain.from_iterable(rows_of_kind(statement, kind) for statement in content.statements))
        for kind in kinds
    }
    sums = {kind: sum(map(_AMOUNT, part)) for kind, part in parts.items()}
    codes = {kind: set(map(_CODE, part)) for kind, part in parts.items()}
    after = sums[Kind.REALISED]
    before = after - sum(diff.sums().values())
    if _is_other_order(before, after) and (diff.gone or diff.unchanged):
        yield f"Boekingen op deze regels: van {euro(before)} naar {euro(after)}."
    for kind, many in ((Kind.REALISED, "boekingen"), (Kind.COMMITTED, "verplichtingen")):
        after = sums[kind]
        budget = sum(line.budget for line in content.plan or in_force if line.code in codes[kind])
        if abs(after) > budget and _is_other_order(budget, after):
            yield f"De {many} zijn samen {euro(after)}; het plan van deze regels is {euro(budget)}."


def doubts_of_commitments(
    programme: Programme, year: int, restated: Iterable[CommitmentsChange]
) -> Iterator[str]:
    """A Dutch sentence for each domain whose open commitments of a year would change a hundredfold."""
    for item in restated:
        if _is_other_order(item.before, item.after):
            name = escape_markdown(programme.domain(item.domain).name)
            yield f"Verplichtingen van {name} in {year}: van {euro(item.before)} naar {euro(item.after)}."


def _is_other_order(before: Cents, after: Cents) -> bool:
    """Whether one amount is at least a hundred times the other."""
    small, large = sorted((abs(before), abs(after)))
    return large >= _SMALL and 0 < HUNDRED * small <= large


def list_fewer_releases(
    programme: Programme, in_force: Sequence[Release], new: Sequence[Release]
) -> Iterator[str]:
    """A Dutch sentence for each domain and year whose new list releases less, or drops a line.

    `in_force` are the releases that count now; a new list replaces the old one of its domain.
    """
    domains = {release.domain for release in new}
    known = [release for release in in_force if release.domain in domains]
    for domain, year in sorted({(release.domain, release.year) for release in known}):
        old, fresh = ([x for x in rows if (x.domain, x.year) == (domain, year)] for rows in (known, new))
        gone = sorted(_released_for(old) - _released_for(fresh))
        before, after = (_released(rows) for rows in (old, fresh))
        if not gone and after >= before:
            continue
        named = f" Er staat niets meer over {join_words(gone)}." if gone else ""
        of = f"{escape_markdown(programme.domain(domain).name)} in {year}"
        yield f"Vrijgave van {of}: van {euro_exact(before)} naar {euro_exact(after)}.{named}"


def _released_for(rows: Sequence[Release]) -> set[str]:
    """The lines, or sources with their theme, in a list."""
    return {" ".join(part for part in (row.code, row.source, row.theme) if part) for row in rows}


def _released(rows: Sequence[Release]) -> Cents:
    return sum(row.amount for row in rows if row.state is ReleaseState.RELEASED)
