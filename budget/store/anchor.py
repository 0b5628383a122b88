"""The anchor: the head of the trail, signed with a key outside the database and kept in a file elsewhere."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from budget.model.words import BudgetError
from budget.store.audit import record
from budget.store.audit_entries import ANCHOR, Entry
from budget.store.schema_parts import AnyRow, audit

if TYPE_CHECKING:
    from budget.store.keys import Key

KEY, KEY_FILE, PUBLIC_KEYS, KEPT = "BUDGET_KEY", "BUDGET_KEY_FILE", "BUDGET_PUBLIC_KEYS", "BUDGET_ANCHORS"
"""Settings: the private key or its file; other trusted public keys; the file in which heads are kept."""
NO_KEY = (
    f"Deze database is ondertekend, maar hier is geen sleutel. Er is niets veranderd. Stel {KEY_FILE} in, "
    "of vraag de beheerder."
)

UNSIGNED = (
    "Het logboek eindigt niet met een handtekening van een bekende sleutel. Er is niets veranderd. Vraag de "
    "beheerder om te controleren met: python -m budget verify"
)
_NEWEST = select(audit).where(audit.c.programme == bindparam("of")).order_by(audit.c.id.desc()).limit(2)


def read_key() -> Key | None:
    """The key of this installation. Raises BudgetError if it is unreadable, or readable by other users."""
    if text := os.environ.get(KEY):
        return _key(text)
    if not (name := os.environ.get(KEY_FILE)):
        return None
    path = Path(name)
    try:
        if path.stat().st_mode & 0o077:
            raise BudgetError(f"Anderen kunnen de sleutel in {KEY_FILE} lezen. Geef het bestand mode 0600.")
        return _key(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise BudgetError(f"De sleutel in {KEY_FILE} is niet te lezen.") from error


def _key(text: str) -> Key:
    from budget.store.keys import Key

    try:
        return Key(text)
    except ValueError as error:
        raise BudgetError(f"De sleutel in {KEY} of {KEY_FILE} is niet te lezen.") from error


def trusted_keys() -> frozenset[str]:
    """The public keys whose signatures are trusted: our own, and those in BUDGET_PUBLIC_KEYS."""
    own = read_key()
    return frozenset([*os.environ.get(PUBLIC_KEYS, "").split(), *([own.public] if own else [])])


def require_signed(connection: Connection, programme: str, key: Key | None) -> None:
    """Raises BudgetError when a signed trail gets no signature, or an unsigned one would get one.

    A forged trail lacks a valid last signature: the next act must not add one.
    """
    last = connection.execute(_NEWEST, {"of": programme}).all()
    if not last:
        return
    newest, *before = last
    if key is None and newest.action == ANCHOR:
        raise BudgetError(NO_KEY)
    if key is not None and not (
        newest.action == ANCHOR and _is_valid(programme, newest, *before, keys=trusted_keys())
    ):
        raise BudgetError(UNSIGNED)


def sign_head(connection: Connection, programme: str, key: Key | None) -> None:
    """Append a signature of what was added since the last one to the trail; without a key, do nothing."""
    newest = _newest(connection, programme)
    if key is None or newest is None or newest.action == ANCHOR:
        return
    detail = {"key": key.public, "signature": key.sign(_message(programme, newest.hash))}
    record(connection, programme, Entry(newest.at, newest.person, ANCHOR, "trail", detail))


def find_unsigned(connection: Connection, programme: str, keys: frozenset[str]) -> Iterator[str]:
    """A Dutch sentence for every signature that is false or missing; none when no key is trusted."""
    if not keys:
        return
    signed, number, before = 0, 0, None
    query = select(audit).where(audit.c.programme == programme).order_by(audit.c.id)
    for number, row in enumerate(connection.execute(query), start=1):
        if row.action == ANCHOR:
            signed = number
            if not _is_valid(programme, row, before, keys=keys):
                yield f"Logboek: de handtekening in regel {number} is niet van een bekende sleutel."
        before = row
    if number and not signed:
        yield "Logboek: er staat geen enkele handtekening in. Misschien is het opnieuw gemaakt."
    elif number > signed:
        yield f"Logboek: na regel {signed} komen er nog {number - signed} zonder handtekening."


def is_signed(connection: Connection, programme: str) -> bool:
    """Whether the trail has any signature."""
    query = select(audit.c.id).where(audit.c.programme == programme, audit.c.action == ANCHOR).limit(1)
    return connection.execute(query).first() is not None


@contextmanager
def anchoring_heads() -> Iterator[list[str]]:
    """A list of lines to keep; written when the block ends without an error, so after a commit inside it.

    Raises BudgetError before the block when the file cannot be opened, and after it when writing fails.
    """
    lines: list[str] = []
    name = os.environ.get(KEPT)
    if not name:
        yield lines
        return
    try:
        file = os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as error:
        raise BudgetError(
            f"Het ankerbestand ({KEPT}) is niet te openen. Er is niets veranderd. Vraag de beheerder."
        ) from error
    try:
        yield lines
        _append(file, lines)
    finally:
        os.close(file)


def head_line(connection: Connection, programme: str) -> str:
    """The line to keep for the present head; empty without one."""
    newest = _newest(connection, programme)
    return f"{newest.at.isoformat()} {json.dumps(programme)} {newest.hash}\n" if newest else ""


def anchored_heads(programme: str = "") -> list[str]:
    """The heads in the file, oldest first, of one programme or ('') of all.

    Raises BudgetError when the file cannot be read.
    """
    name = os.environ.get(KEPT)
    if not name or not Path(name).exists():
        return []
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BudgetError(f"Het ankerbestand ({KEPT}) is niet te lezen.") from error
    mark = f" {json.dumps(programme)} " if programme else " "
    return [line.split()[-1] for line in lines if mark in line]


def has_head(connection: Connection, programme: str, head: str) -> bool:
    """Whether this head is in the trail."""
    query = select(audit.c.id).where(audit.c.programme == programme, audit.c.hash == head).limit(1)
    return connection.execute(query).first() is not None


def _append(file: int, lines: list[str]) -> None:
    try:
        if lines:
            os.write(file, "".join(lines).encode())
            os.fsync(file)
    except OSError as error:
        raise BudgetError(
            f"Uw handeling is vastgelegd; doe haar niet opnieuw. Alleen het ankerbestand ({KEPT}) is niet te "
            "schrijven. Vraag de beheerder om ruimte te maken."
        ) from error


def _is_valid(programme: str, row: AnyRow, before: AnyRow | None = None, *, keys: frozenset[str]) -> bool:
    """Whether this entry signs the one before it, and says nothing else: its own words are not signed."""
    from budget.store.keys import is_signature

    try:
        detail = json.loads(row.detail)
        if detail["key"] not in keys:
            return False
        signature = b64decode(detail["signature"])
        if not is_signature(signature, detail["key"], _message(programme, row.previous)):
            return False
    except (KeyError, TypeError, ValueError):
        return False
    own = json.dumps({"key": detail["key"], "signature": b64encode(signature).decode()}, sort_keys=True)
    is_own = (row.detail, row.subject) == (own, "trail")
    return is_own and before is not None and (row.at, row.person) == (before.at, before.person)


def _message(programme: str, head: str) -> bytes:
    """The bytes to sign; their first word separates them from anything else that a key could sign."""
    return f"bestedingsmonitor-anchor-1\n{programme}\n{head}".encode()


def _newest(connection: Connection, programme: str) -> AnyRow | None:
    return connection.execute(_NEWEST, {"of": programme}).first()
