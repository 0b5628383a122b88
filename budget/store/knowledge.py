"""Loads all that was accepted up to a moment about one fiscal year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, func, select

from budget.model import Acceptance, Knowledge
from budget.store.ledger import load_commitments, load_movements, load_reported
from budget.store.plans import load_code_domains, load_versions
from budget.store.progress import load_progress
from budget.store.schema import acceptances, submissions


def latest_seq(connection: Connection, programme: str) -> int:
    """Number of the last acceptance; 0 when nothing was accepted yet."""
    query = select(func.max(acceptances.c.seq)).where(acceptances.c.programme == programme)
    return connection.execute(query).scalar() or 0


def load_knowledge(
    connection: Connection,
    programme: str,
    year: int,
    known_at: int | None = None,
    reference_dates: Iterable[date] = (),
) -> Knowledge:
    """Everything insight needs for fiscal `year`; days inside a month must be named in `reference_dates`.

    Its cost depends on lines, months and acceptances, never on the number of bookings.
    """
    known = latest_seq(connection, programme) if known_at is None else known_at
    return Knowledge(
        year=year,
        known_at=known,
        acceptances=load_acceptances(connection, programme, known),
        versions=load_versions(connection, programme, year, known),
        code_domains=load_code_domains(connection, programme, known),
        movements=load_movements(connection, programme, year, known, reference_dates),
        commitments=load_commitments(connection, programme, year, known),
        progress=load_progress(connection, programme, known),
        reported=load_reported(connection, programme, known),
    )


def load_acceptances(connection: Connection, programme: str, known_at: int) -> tuple[Acceptance, ...]:
    """Who submitted and accepted what, oldest first."""
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
        .join(submissions, submissions.c.id == acceptances.c.submission)
        .where(acceptances.c.programme == programme, acceptances.c.seq <= known_at)
        .order_by(acceptances.c.seq)
    )
    return tuple(Acceptance(*row) for row in connection.execute(query))
