"""Access tokens, stored in the audit trail as a hash, and never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from budget.model.words import UnknownNameError
from budget.store.audit import load_trail, record
from budget.store.audit_entries import Entry
from budget.store.schema_parts import audit

MADE, ENDED = "token", "token-end"


@dataclass(frozen=True, slots=True)
class Token:
    """`person` acts with it, for the actions named in `scope`, until `expires_at` or `ended_at`."""

    number: int
    person: str
    name: str
    scope: tuple[str, ...]
    sha256: str
    expires_at: datetime
    made_by: str
    made_at: datetime
    ended_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it is still valid."""
        return self.ended_at is None and now < self.expires_at


def store_token(connection: Connection, programme: str, token: Token) -> Token:
    """Store a token under the next number."""
    numbered = replace(token, number=len(load_tokens(connection, programme)) + 1)
    detail = {
        "person": numbered.person,
        "name": numbered.name,
        "scope": list(numbered.scope),
        "sha256": numbered.sha256,
        "expires_at": numbered.expires_at.isoformat(),
    }
    entry = Entry(numbered.made_at, numbered.made_by, MADE, f"token {numbered.number}", detail)
    record(connection, programme, entry)
    return numbered


def end_token(connection: Connection, programme: str, number: int, person: str, now: datetime) -> None:
    """Revoke a token for good."""
    record(connection, programme, Entry(now, person, ENDED, f"token {number}", {}))


def load_token(connection: Connection, programme: str, number: int) -> Token:
    """The token with this number. Raises UnknownNameError when there is none."""
    for token in load_tokens(connection, programme):
        if token.number == number:
            return token
    raise UnknownNameError(f"Er is geen sleutel {number}. Bekijk de lijst met sleutels.")


def load_tokens(connection: Connection, programme: str) -> list[Token]:
    """All tokens ever made, oldest first."""
    tokens: dict[int, Token] = {}
    for entry in _entries(connection, programme):
        number = int(entry.subject.partition(" ")[2])
        if entry.action == ENDED:
            tokens[number] = replace(tokens[number], ended_at=entry.at)
            continue
        detail = entry.detail
        tokens[number] = Token(
            number,
            detail["person"],
            detail["name"],
            tuple(detail["scope"]),
            detail["sha256"],
            datetime.fromisoformat(detail["expires_at"]),
            entry.person,
            entry.at,
        )
    return list(tokens.values())


def _entries(connection: Connection, programme: str) -> list[Entry]:
    any_token = select(audit.c.id).where(audit.c.programme == programme, audit.c.action == MADE).limit(1)
    if connection.execute(any_token).first() is None:
        return []
    return [entry for entry in load_trail(connection, programme) if entry.action in (MADE, ENDED)]
