"""Reports beside plan and ledger: progress, partners, decisions, releases, successions, and more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, bindparam, func, insert, select

from budget.model.content import Decision, PartnerContribution, PathStep, Progress, Release, Succession
from budget.model.domain_records import Promise, Request
from budget.store.schema import AnyRow, AnySelect, decisions, partners, progress, releases, row_values
from budget.store.schema_board import decision_path, promises, requests
from budget.store.schema_board import successions as succession_rows

Fact = Progress | PartnerContribution | Decision | Release | PathStep | Succession | Request | Promise


def store_progress(connection: Connection, programme: str, seq: int, notes: Iterable[Progress]) -> None:
    """Store the notes of acceptance `seq`."""
    _store(connection, progress, programme, seq, notes)


def load_progress(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, Progress], ...]:
    """Every note of every line up to `known_at`, as (seq, note), oldest acceptance first."""
    rows = _up_to(connection, progress, programme, known_at)
    return tuple(
        (row.seq, msgspec.convert({**row_values(row), "withdrawn": row.withdrawn == 1}, Progress))
        for row in rows
    )


def store_partners(
    connection: Connection, programme: str, seq: int, contributions: Iterable[PartnerContribution]
) -> None:
    """Store the contributions of acceptance `seq`."""
    _store(connection, partners, programme, seq, contributions)


def load_partners(connection: Connection, programme: str, known_at: int) -> tuple[PartnerContribution, ...]:
    """For each domain, the contributions of the list accepted last."""
    rows = _latest_by_domain(connection, partners, programme, known_at)
    return tuple(msgspec.convert(row_values(row), PartnerContribution) for row in rows)


def store_decisions(connection: Connection, programme: str, seq: int, taken: Iterable[Decision]) -> None:
    """Store the decisions of acceptance `seq`."""
    _store(connection, decisions, programme, seq, taken)


def load_decisions(connection: Connection, programme: str, known_at: int) -> tuple[Decision, ...]:
    """For each domain, the decisions of the list accepted last."""
    rows = _latest_by_domain(connection, decisions, programme, known_at)
    return tuple(msgspec.convert(_decision_values(row), Decision) for row in rows)


def _decision_values(row: AnyRow) -> dict[str, Any]:
    names = ("decided_by", "conflict", "resolved_by")
    persons = {name: value.split("\n") if (value := getattr(row, name)) else [] for name in names}
    return {**row_values(row), **persons, "route": row.route or ""}


def store_releases(connection: Connection, programme: str, seq: int, given: Iterable[Release]) -> None:
    """Store the releases of acceptance `seq`."""
    _store(connection, releases, programme, seq, given)


def load_releases(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, Release], ...]:
    """Every release of every list up to `known_at`, as (seq, release), oldest acceptance first."""
    rows = _up_to(connection, releases, programme, known_at)
    return tuple((row.seq, msgspec.convert(row_values(row), Release)) for row in rows)


def load_releases_in_force(connection: Connection, programme: str, known_at: int) -> tuple[Release, ...]:
    """The releases of the newest list of each domain up to `known_at`."""
    listed = load_releases(connection, programme, known_at)
    newest = {release.domain: seq for seq, release in listed}
    return tuple(release for seq, release in listed if seq == newest[release.domain])


def store_path(connection: Connection, programme: str, seq: int, steps: Iterable[PathStep]) -> None:
    """Store the decision steps of acceptance `seq`."""
    _store(connection, decision_path, programme, seq, steps)


def load_path(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, PathStep], ...]:
    """Every step of every list up to `known_at`, as (seq, step), oldest acceptance first."""
    rows = _up_to(connection, decision_path, programme, known_at)
    return tuple((row.seq, msgspec.convert(row_values(row), PathStep)) for row in rows)


def store_successions(connection: Connection, programme: str, seq: int, rows: Iterable[Succession]) -> None:
    """Store the successions of acceptance `seq`."""
    _store(connection, succession_rows, programme, seq, rows)


def load_successions(
    connection: Connection, programme: str, known_at: int
) -> tuple[tuple[int, Succession], ...]:
    """Every succession up to `known_at`, as (seq, succession), oldest acceptance first."""
    rows = _up_to(connection, succession_rows, programme, known_at)
    return tuple((row.seq, msgspec.convert(row_values(row), Succession)) for row in rows)


def store_requests(connection: Connection, programme: str, seq: int, asked: Iterable[Request]) -> None:
    """Store the requests of acceptance `seq`."""
    _store(connection, requests, programme, seq, asked)


def load_requests(connection: Connection, programme: str, known_at: int) -> tuple[Request, ...]:
    """For each domain, the requests of the list accepted last."""
    rows = _latest_by_domain(connection, requests, programme, known_at)
    return tuple(msgspec.convert(row_values(row), Request) for row in rows)


def store_promises(connection: Connection, programme: str, seq: int, made: Iterable[Promise]) -> None:
    """Store the promises of acceptance `seq`."""
    _store(connection, promises, programme, seq, made)


def load_promises(connection: Connection, programme: str, known_at: int) -> tuple[Promise, ...]:
    """For each domain, the promises of the list accepted last."""
    rows = _latest_by_domain(connection, promises, programme, known_at)
    return tuple(msgspec.convert(row_values(row), Promise) for row in rows)


def _store(connection: Connection, table: Table, programme: str, seq: int, facts: Iterable[Fact]) -> None:
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
