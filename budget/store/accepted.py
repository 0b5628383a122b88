"""The content of every accepted submission."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from budget.model.content import Content
from budget.store.content import unpack_content
from budget.store.schema import acceptances, submissions

LATEST = 2**31 - 1


def load_accepted(
    connection: Connection, programme: str, known_at: int = LATEST
) -> Iterator[tuple[int, str, Content]]:
    """Number, file and content of each submission accepted up to `known_at`, in order of acceptance."""
    query = (
        select(submissions.c.id, submissions.c.file, submissions.c.content)
        .join_from(submissions, acceptances)
        .where(submissions.c.programme == programme, acceptances.c.seq <= known_at)
        .order_by(acceptances.c.seq)
    )
    for number, file, content in connection.execute(query):
        yield number, file, unpack_content(content)
