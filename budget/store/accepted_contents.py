"""The content of every accepted submission."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from budget.model.content import Content
from budget.store.content import unpack_content
from budget.store.schema import acceptances, submissions


def load_accepted(connection: Connection, programme: str) -> Iterator[tuple[int, int, str, Content]]:
    """Acceptance number, submission, file and content of each accepted file, in order of acceptance."""
    query = (
        select(acceptances.c.seq, submissions.c.id, submissions.c.file, submissions.c.content)
        .join_from(submissions, acceptances)
        .where(submissions.c.programme == programme)
        .order_by(acceptances.c.seq)
    )
    for seq, number, file, content in connection.execute(query):
        yield seq, number, file, unpack_content(content)
