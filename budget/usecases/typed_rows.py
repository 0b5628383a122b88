"""Rows of a sheet typed on screen: they become a workbook and are submitted like any file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from budget.access import Action, Who, requires
from budget.insight.successor_plan import plan_with_successors
from budget.intake.faults import Fault
from budget.intake.grammar.amounts import write_amount
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.shares import read_share
from budget.intake.output.content_rows import content_rows
from budget.intake.output.template import write_rows
from budget.intake.schema import Cell, Column, spec_of
from budget.labels import SHEET_NAME, day_short
from budget.model.content import (
    Content,
    Decision,
    PartnerContribution,
    PathStep,
    PlanLine,
    Promise,
    Release,
    Request,
)
from budget.model.programme import Programme
from budget.model.succession import WHOLE, Succession, SuccessionKind
from budget.model.words import SheetKind
from budget.store import Connection, Store
from budget.store.acceptances import latest_seq
from budget.store.plans import load_plan
from budget.store.progress import (
    load_decisions,
    load_partners,
    load_path,
    load_promises,
    load_releases,
    load_requests,
)

Fact = TypeVar("Fact", PartnerContribution, Decision, Release, PathStep, Request, Promise)
Typed = Mapping[str, str]
"""The typed text by field; '' for an empty column."""
LISTS = (
    SheetKind.REQUESTS, SheetKind.PROMISES, SheetKind.DECISIONS, SheetKind.PARTNERS, SheetKind.RELEASES,
    SheetKind.PATH,
)  # fmt: skip
"""Kinds whose new list replaces the old one of its domain."""
ACTS = (SheetKind.TRANSFER, SheetKind.SUCCESSION)
"""Kinds whose rows are acts by themselves, not part of a list in force."""


@requires(Action.SUBMIT)
def rows_in_force(
    store: Store, programme: Programme, actor: Who, kind: SheetKind, domain: str
) -> tuple[Typed, ...]:
    """The rows of this domain's list in force, as one would type them; none for the kinds in ACTS."""
    if kind not in LISTS:
        return ()
    with store.read() as connection:
        content = _lists(connection, programme.id, kind, domain)
    spec = spec_of(kind)
    rows = next(
        rows for sheet_spec, rows in content_rows(content, Vocabulary(programme)) if sheet_spec is spec
    )
    return tuple({c.field: _text(c, row.get(c.field)) for c in spec.columns} for row in rows)


@requires(Action.SUBMIT)
def typed_file(
    store: Store, programme: Programme, actor: Who, kind: SheetKind, rows: Sequence[Typed]
) -> tuple[str, bytes]:
    """Name and bytes of a workbook with these rows; mistakes in them are left to its check.

    If a code gets a new code that is in no plan yet, the plan with its budget moved along is added.
    """
    plan = _successor_plan(store, programme, rows) if kind is SheetKind.SUCCESSION else ()
    name = SHEET_NAME[kind].lower()
    return f"{name}_ingevuld.xlsx", write_rows(spec_of(kind), [dict(row) for row in rows], programme, plan)


@requires(Action.SUBMIT)
def known_lines(store: Store, programme: Programme, actor: Who) -> dict[str, list[PlanLine]]:
    """The lines of the plans in force by code, in order of code and year."""
    lines_by_code: dict[str, list[PlanLine]] = defaultdict(list)
    with store.read() as connection:
        for line in sorted(load_plan(connection, programme.id), key=lambda x: (x.code, x.year, x.key)):
            lines_by_code[line.code].append(line)
    return dict(lines_by_code)


def _successor_plan(store: Store, programme: Programme, rows: Sequence[Typed]) -> tuple[PlanLine, ...]:
    """The plan of the domains whose codes get a new one; empty without any, or for an unreadable row."""
    with store.read() as connection:
        lines = load_plan(connection, programme.id)
    domains = {line.code: line.domain for line in lines}
    successions = [_succession(programme, domains, row) for row in rows]
    new = [
        succession
        for succession in successions
        if succession and succession.successor and succession.successor not in domains
    ]
    codes = {succession.code for succession in new}
    plan = plan_with_successors(
        lines, [succession for succession in successions if succession and succession.code in codes]
    )
    touched = {succession.domain for succession in new}
    return tuple(line for line in plan if line.domain in touched) if None not in successions else ()


def _succession(programme: Programme, domains: Mapping[str, str], row: Typed) -> Succession | None:
    """The row as far as a plan needs it; None if unreadable, which the check reports."""
    code, successor, fate = (row.get(name, "").strip() for name in ("code", "successor", "fate"))
    since = read_date(row.get("since", ""), programme.years)
    share = read_share(row["share"]) if row.get("share") else WHOLE
    if (
        code not in domains
        or fate not in list(SuccessionKind)
        or isinstance(since, Fault)
        or isinstance(share, Fault)
    ):
        return None
    return Succession(
        code, domains[code], SuccessionKind(fate), successor, share, since, row.get("reason", "")
    )


def _lists(connection: Connection, programme: str, kind: SheetKind, domain: str) -> Content:
    at = connection, programme, latest_seq(connection, programme)

    def own(facts: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.domain == domain)

    if kind is SheetKind.RELEASES:
        return Content(releases=own(_newest(load_releases(*at), domain)))
    if kind is SheetKind.PATH:
        return Content(path=own(_newest(load_path(*at), domain)))
    if kind is SheetKind.PARTNERS:
        return Content(partners=own(load_partners(*at)))
    if kind is SheetKind.DECISIONS:
        return Content(decisions=own(load_decisions(*at)))
    if kind is SheetKind.REQUESTS:
        return Content(requests=own(load_requests(*at)))
    return Content(promises=own(load_promises(*at)))


def _newest(listed_facts: Sequence[tuple[int, Fact]], domain: str) -> list[Fact]:
    """The facts in the last accepted list of this domain."""
    newest = max((seq for seq, fact in listed_facts if fact.domain == domain), default=0)
    return [fact for seq, fact in listed_facts if seq == newest]


def _text(column: Column, value: object) -> str:
    if value is None or value in ("", ()):
        return ""
    if column.cell is Cell.AMOUNT and isinstance(value, int):
        return write_amount(value)
    if isinstance(value, tuple):
        return "; ".join(value)
    return day_short(value) if isinstance(value, date) else str(value)
