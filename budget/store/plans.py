"""Plan versions: the lines of each accepted plan, per domain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select

from budget.model.content import Amendment, PlanLine, PlanVersion
from budget.model.words import BudgetError
from budget.store.schema import AnyRow, AnySelect, plan_lines, plan_versions, row_values
from budget.store.schema_board import amendments

# Made once: building a query takes longer than running it in a small year.
_LINES: AnySelect = (
    select(plan_lines)
    .where(plan_lines.c.programme == bindparam("of"))
    .order_by(
        plan_lines.c.domain, plan_lines.c.code, plan_lines.c.source, plan_lines.c.theme, plan_lines.c.year
    )
)
_OF_YEAR = _LINES.where(plan_lines.c.year == bindparam("year"), plan_lines.c.seq <= bindparam("at"))
_HEADS = (
    select(plan_versions.c.seq, plan_versions.c.domain)
    .where(plan_versions.c.programme == bindparam("of"), plan_versions.c.seq <= bindparam("at"))
    .order_by(plan_versions.c.seq, plan_versions.c.domain)
)


def versions_in_force(connection: Connection, programme: str, known_at: int | None = None) -> dict[str, int]:
    """Domain code -> acceptance (seq) of its plan in force at `known_at` (default: now)."""
    query = select(plan_versions.c.domain, func.max(plan_versions.c.seq)).where(
        plan_versions.c.programme == programme
    )
    if known_at is not None:
        query = query.where(plan_versions.c.seq <= known_at)
    return dict(connection.execute(query.group_by(plan_versions.c.domain)).all())


def count_versions(connection: Connection, programme: str) -> dict[str, int]:
    """Domain code -> number of its accepted plans."""
    query = select(plan_versions.c.domain, func.count()).where(plan_versions.c.programme == programme)
    return dict(connection.execute(query.group_by(plan_versions.c.domain)).all())


def load_plan(connection: Connection, programme: str, known_at: int | None = None) -> tuple[PlanLine, ...]:
    """All lines in force, of all domains and years, in order of domain, code, source, theme and year."""
    in_force = versions_in_force(connection, programme, known_at)
    query = _LINES.where(plan_lines.c.seq.in_(in_force.values()))
    rows = connection.execute(query, {"of": programme})
    return tuple(_plan_line(row) for row in rows if in_force[row.domain] == row.seq)


def load_former(connection: Connection, programme: str) -> tuple[PlanLine, ...]:
    """The lines of each code that is in no plan in force, from the last plan that had it."""
    in_force = versions_in_force(connection, programme)
    known = load_code_domains(connection, programme, max(in_force.values(), default=0))
    last = {code: (seq, domain) for seq, code, domain in known}
    gone = {code: seq for code, (seq, domain) in last.items() if in_force[domain] != seq}
    if not gone:
        return ()
    query = _LINES.where(plan_lines.c.seq.in_(set(gone.values())))
    rows = connection.execute(query, {"of": programme})
    return tuple(_plan_line(row) for row in rows if gone.get(row.code) == row.seq)


def load_versions(
    connection: Connection, programme: str, year: int, known_at: int
) -> tuple[PlanVersion, ...]:
    """Every version of every domain up to `known_at`, oldest first, with its lines of `year`."""
    given = {"of": programme, "at": known_at}
    heads = connection.execute(_HEADS, given).all()
    lines: dict[tuple[int, str], list[PlanLine]] = {(head.seq, head.domain): [] for head in heads}
    for row in connection.execute(_OF_YEAR, given | {"year": year}).all():
        lines[row.seq, row.domain].append(_plan_line(row))
    return tuple(
        PlanVersion(seq, domain, tuple(version_lines)) for (seq, domain), version_lines in lines.items()
    )


def load_code_domains(
    connection: Connection, programme: str, known_at: int
) -> tuple[tuple[int, str, str], ...]:
    """(seq, code, domain) of every code of every plan up to `known_at`, by seq."""
    query = (
        select(plan_lines.c.seq, plan_lines.c.code, plan_lines.c.domain)
        .where(plan_lines.c.programme == programme, plan_lines.c.seq <= known_at)
        .distinct()
        .order_by(plan_lines.c.seq, plan_lines.c.code, plan_lines.c.domain)
    )
    return tuple((seq, code, domain) for seq, code, domain in connection.execute(query))


def store_plan(connection: Connection, programme: str, seq: int, lines: Iterable[PlanLine]) -> None:
    """Store the plan of acceptance `seq`. Raises BudgetError when a code belongs to another domain."""
    lines = tuple(lines)
    domains = sorted({line.domain for line in lines})
    if not domains:
        return
    _refuse_codes_of_others(connection, programme, lines)
    connection.execute(
        insert(plan_versions), [{"programme": programme, "seq": seq, "domain": domain} for domain in domains]
    )
    connection.execute(insert(plan_lines), [_plan_row(programme, seq, line) for line in lines])


def store_amendment(connection: Connection, programme: str, seq: int, amendment: Amendment | None) -> None:
    """Store why acceptance `seq` changes a plan; nothing when no reason is given."""
    if amendment is not None:
        row = {"programme": programme, "seq": seq, **asdict(amendment)}
        connection.execute(insert(amendments), row)


def load_amendments(
    connection: Connection, programme: str, known_at: int
) -> tuple[tuple[int, Amendment], ...]:
    """Why plans were changed up to `known_at`, as (seq, amendment), by seq."""
    query = (
        select(amendments)
        .where(amendments.c.programme == programme, amendments.c.seq <= known_at)
        .order_by(amendments.c.seq)
    )
    return tuple((row.seq, msgspec.convert(row_values(row), Amendment)) for row in connection.execute(query))


def _refuse_codes_of_others(connection: Connection, programme: str, lines: tuple[PlanLine, ...]) -> None:
    own = {line.code: line.domain for line in lines}
    for line in load_plan(connection, programme):
        domain = own.get(line.code, line.domain)
        if domain != line.domain and line.domain not in own.values():
            raise BudgetError(
                f"Regelcode '{line.code}' hoort al bij domein {line.domain}. Geef de regel een eigen code."
            )


def _plan_line(row: AnyRow) -> PlanLine:
    phasing = json.loads(row.phasing) if row.phasing else None
    return msgspec.convert({**row_values(row), "phasing": phasing}, PlanLine)


def _plan_row(programme: str, seq: int, line: PlanLine) -> dict[str, Any]:
    phasing = json.dumps(line.phasing) if line.phasing is not None else None
    return {"programme": programme, "seq": seq, **asdict(line), "phasing": phasing}
