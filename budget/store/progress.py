"""Reports beside plan and ledger: progress, partners, decisions, releases, successions, and more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, and_, bindparam, func, insert, select

from budget.model.content import (
    Content,
    Decision,
    PartnerContribution,
    PathStep,
    Progress,
    Release,
    Succession,
)
from budget.model.domain_records import Promise, Request
from budget.store.schema import AnyRow, AnySelect, decisions, partners, progress, releases, row_values
from budget.store.schema_board import decision_path, promises, requests
from budget.store.schema_board import successions as succession_rows

T = TypeVar("T")
Fact = Progress | PartnerContribution | Decision | Release | PathStep | Succession | Request | Promise


def store_reports(connection: Connection, programme: str, seq: int, content: Content) -> None:
    """Store what acceptance `seq` reports beside plan, ledger and questions."""
    for table, facts in (
        (progress, content.progress),
        (partners, content.partners),
        (decisions, content.decisions),
        (releases, content.releases),
        (decision_path, content.path),
        (requests, content.requests),
        (promises, content.promises),
        (succession_rows, content.successions),
    ):
        _insert_facts(connection, table, programme, seq, facts)


def load_progress(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, Progress], ...]:
    """Every note of every line up to `known_at`, as (seq, note), oldest acceptance first."""
    rows = _up_to(connection, progress, programme, known_at)
    return tuple(
        (row.seq, msgspec.convert({**row_values(row), "withdrawn": row.withdrawn == 1}, Progress))
        for row in rows
    )


def load_partners(connection: Connection, programme: str, known_at: int) -> tuple[PartnerContribution, ...]:
    """For each domain, the contributions of the list accepted last."""
    return _in_force(connection, partners, programme, known_at, PartnerContribution)


def load_decisions(connection: Connection, programme: str, known_at: int) -> tuple[Decision, ...]:
    """For each domain, the decisions of the list accepted last."""
    rows = _latest_by_domain(connection, decisions, programme, known_at)
    return tuple(msgspec.convert(_decision_values(row), Decision) for row in rows)


def _decision_values(row: AnyRow) -> dict[str, Any]:
    names = ("decided_by", "conflict", "resolved_by")
    persons = {name: value.split("\n") if (value := getattr(row, name)) else [] for name in names}
    return {**row_values(row), **persons, "route": row.route or ""}


def load_releases(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, Release], ...]:
    """Every release of every list up to `known_at`, as (seq, release), oldest acceptance first."""
    return _by_acceptance(connection, releases, programme, known_at, Release)


def load_releases_in_force(connection: Connection, programme: str, known_at: int) -> tuple[Release, ...]:
    """The releases of the newest list of each domain up to `known_at`."""
    listed = load_releases(connection, programme, known_at)
    newest = {release.domain: seq for seq, release in listed}
    return tuple(release for seq, release in listed if seq == newest[release.domain])


def load_path(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, PathStep], ...]:
    """Every step of every list up to `known_at`, as (seq, step), oldest acceptance first."""
    return _by_acceptance(connection, decision_path, programme, known_at, PathStep)


def load_successions(
    connection: Connection, programme: str, known_at: int
) -> tuple[tuple[int, Succession], ...]:
    """Every succession up to `known_at`, as (seq, succession), oldest acceptance first."""
    return _by_acceptance(connection, succession_rows, programme, known_at, Succession)


def load_requests(connection: Connection, programme: str, known_at: int) -> tuple[Request, ...]:
    """For each domain, the requests of the list accepted last."""
    return _in_force(connection, requests, programme, known_at, Request)


def load_promises(connection: Connection, programme: str, known_at: int) -> tuple[Promise, ...]:
    """For each domain, the promises of the list accepted last."""
    return _in_force(connection, promises, programme, known_at, Promise)


def _insert_facts(
    connection: Connection, table: Table, programme: str, seq: int, facts: Iterable[Fact]
) -> None:
    rows = [{"programme": programme, "seq": seq, "n": n, **_fields(fact)} for n, fact in enumerate(facts)]
    if rows:
        connection.execute(insert(table), rows)


def _fields(fact: Fact) -> dict[str, Any]:
    fields = asdict(fact)
    if isinstance(fact, Decision):
        for name in ("decided_by", "conflict", "resolved_by"):
            fields[name] = "\n".join(fields[name]) or None  # NULL keeps the old seals.
        fields["route"] = fact.route or None
    if isinstance(fact, Progress):
        fields["withdrawn"] = 1 if fact.withdrawn else None  # NULL keeps the old seals.
    return fields


def _by_acceptance(
    connection: Connection, table: Table, programme: str, known_at: int, kind: type[T]
) -> tuple[tuple[int, T], ...]:
    rows = _up_to(connection, table, programme, known_at)
    return tuple((row.seq, msgspec.convert(row_values(row), kind)) for row in rows)


def _in_force(
    connection: Connection, table: Table, programme: str, known_at: int, kind: type[T]
) -> tuple[T, ...]:
    rows = _latest_by_domain(connection, table, programme, known_at)
    return tuple(msgspec.convert(row_values(row), kind) for row in rows)


def _up_to(connection: Connection, table: Table, programme: str, known_at: int) -> Sequence[AnyRow]:
    return connection.execute(_all_query(table), {"of": programme, "at": known_at}).all()


@cache
def _all_query(table: Table) -> AnySelect:
    """Query for every row, oldest acceptance first; built once, as building is slower than running."""
    rows = select(table).where(table.c.programme == bindparam("of"), table.c.seq <= bindparam("at"))
    return rows.order_by(*(column for column in table.primary_key if column is not table.c.programme))


def _latest_by_domain(
    connection: Connection, table: Table, programme: str, known_at: int
) -> Sequence[AnyRow]:
    return connection.execute(_latest_query(table), {"of": programme, "at": known_at}).all()


@cache
def _latest_query(table: Table) -> AnySelect:
    """Query for the rows of each domain's last acceptance."""
    newest = (
        select(table.c.programme, table.c.domain, func.max(table.c.seq).label("seq"))
        .where(table.c.programme == bindparam("of"), table.c.seq <= bindparam("at"))
        .group_by(table.c.programme, table.c.domain)
        .subquery()
    )
    return (
        select(table)
        .join(newest, and_(*(table.c[name] == newest.c[name] for name in ("programme", "domain", "seq"))))
        .where(table.c.programme == bindparam("of"))
        .order_by(table.c.domain, table.c.n)
    )
