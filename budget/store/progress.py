"""What people say next to the figures: progress, partner contributions and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, func, insert, select

from budget.model import Cause, Decision, PartnerContribution, PartnerForm, Progress
from budget.store.schema import decisions, partners, progress


def store_progress(connection: Connection, programme: str, seq: int, notes: Iterable[Progress]) -> None:
    rows = [
        {"programme": programme, "seq": seq, "n": n, **_fields(note, progress)}
        for n, note in enumerate(notes)
    ]
    if rows:
        connection.execute(insert(progress), rows)


def load_progress(connection: Connection, programme: str, known_at: int) -> tuple[tuple[int, Progress], ...]:
    """Every note of every line up to `known_at`, as (seq, note), oldest acceptance first."""
    query = (
        select(progress)
        .where(progress.c.programme == programme, progress.c.seq <= known_at)
        .order_by(progress.c.seq, progress.c.n)
    )
    return tuple((row.seq, _progress(row)) for row in connection.execute(query))


def store_partners(
    connection: Connection, programme: str, seq: int, contributions: Sequence[PartnerContribution]
) -> None:
    _store_by_domain(connection, partners, programme, seq, contributions)


def load_partners(connection: Connection, programme: str, known_at: int) -> tuple[PartnerContribution, ...]:
    """Per domain the contributions of the statement accepted last."""
    rows = _latest_by_domain(connection, partners, programme, known_at)
    return tuple(
        PartnerContribution(**{**_values(row, partners), "form": PartnerForm(row.form)}) for row in rows
    )


def store_decisions(connection: Connection, programme: str, seq: int, taken: Sequence[Decision]) -> None:
    _store_by_domain(connection, decisions, programme, seq, taken)


def load_decisions(connection: Connection, programme: str, known_at: int) -> tuple[Decision, ...]:
    """Per domain the decisions of the list accepted last."""
    rows = _latest_by_domain(connection, decisions, programme, known_at)
    return tuple(
        Decision(**{**_values(row, decisions), "decided_by": tuple(row.decided_by.split("\n"))})
        for row in rows
    )


def _store_by_domain(connection: Connection, table: Table, programme: str, seq: int, facts: Sequence) -> None:
    rows = [
        {"programme": programme, "seq": seq, "n": n, **_fields(fact, table)} for n, fact in enumerate(facts)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _latest_by_domain(connection: Connection, table: Table, programme: str, known_at: int):
    newest = (
        select(table.c.domain, func.max(table.c.seq).label("seq"))
        .where(table.c.programme == programme, table.c.seq <= known_at)
        .group_by(table.c.domain)
        .subquery()
    )
    query = (
        select(table)
        .join(newest, (table.c.domain == newest.c.domain) & (table.c.seq == newest.c.seq))
        .where(table.c.programme == programme)
        .order_by(table.c.domain, table.c.n)
    )
    return connection.execute(query)


def _fields(fact, table: Table) -> dict[str, object]:
    names = [column.name for column in table.columns if column.name not in ("programme", "seq", "n")]
    values = {name: getattr(fact, name) for name in names}
    if isinstance(fact, Decision):
        values["decided_by"] = "\n".join(fact.decided_by)
    return values


def _values(row, table: Table) -> dict[str, object]:
    names = [column.name for column in table.columns if column.name not in ("programme", "seq", "n")]
    return {name: getattr(row, name) for name in names}


def _progress(row) -> Progress:
    return Progress(**{**_values(row, progress), "cause": Cause(row.cause) if row.cause else None})
