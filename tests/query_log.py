"""The statements that a database is asked, and which of them do not name a programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

from budget.store.schema_mail import metadata

PLACE = re.compile(r'(?:\bFROM|\bJOIN|,)\s+"?(\w+)"?(?:\s+AS\s+"?(\w+)"?)?')
ADDED = re.compile(r'^(?:INSERT INTO|COPY)\s+"?(\w+)"?\s*\(([^)]*)\)')


@contextmanager
def queries() -> Iterator[list[str]]:
    """Every statement of every engine meanwhile, in order."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def unscoped(statement: str) -> list[str]:
    """The tables of a programme that this statement asks without saying of which programme."""
    text = " ".join(statement.split())
    if text.startswith("CREATE"):
        return []
    if added := ADDED.match(text):
        return [] if "programme" in re.split(r"[\s,\"]+", added[2]) else [added[1]]
    asked = [(name, alias or name) for name, alias in PLACE.findall(text) if name in metadata.tables]
    lost = [name for name, alias in asked if not _is_bound(text, alias)]
    if not lost and asked and not re.search(r"programme = (?:\?|:|%|\$)", text):
        return [name for name, _ in asked]
    return lost


def _is_bound(text: str, alias: str) -> bool:
    """Whether the programme of this table is compared with something."""
    own = rf'\b"?{alias}"?\.programme'
    return bool(re.search(rf"{own} = |= {own}\b", text))
