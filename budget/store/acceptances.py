"""Acceptances: the numbered moments at which a submission came into force."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from budget.model.content import Acceptance
from budget.store.schema import acceptances, submissions

_LATEST = select(func.max(acceptances.c.seq)).where(acceptances.c.programme == bindparam("of"))


def latest_seq(connection: Connection, programme: str) -> int:
    """Number of the last acceptance; 0 before the first."""
    seq: int | None = connection.execute(_LATEST, {"of": programme}).scalar()
    return seq or 0


def load_acceptances(connection: Connection, programme: str, known_at: int) -> tuple[Acceptance, ...]:
    """The acceptances up to number `known_at`, oldest first."""
    query = (
        select(
            acceptances.c.seq,
            acceptances.c.submission,
            submissions.c.file,
            submissions.c.submitted_by,
            submissions.c.submitted_at,
            acceptances.c.accepted_by,
            acceptances.c.accepted_at,
        )
        .join_from(acceptances, submissions)
        .where(acceptances.c.programme == programme, acceptances.c.seq <= known_at)
        .order_by(acceptances.c.seq)
    )
    return tuple(Acceptance(*row) for row in connection.execute(query))
