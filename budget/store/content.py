"""The content of a workbook as bytes in the database."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from weakref import WeakValueDictionary

import msgspec

from budget.model.content import Booking, Content

_LATER = (
    b',"release_cells":[]}', b',"transfers":[]}', b',"promises":[]}', b',"requests":[]}',
    b',"successions":[]}', b',"plan_cells":[]}', b',"path":[]}', b',"amendment":null}', b',"control":[]}',
    b',"asks":[]}',
)  # fmt: skip
"""Empty last fields of a content, last one first; left out, as in releases that did not have them."""

_NOT_SAID = (
    b',"cells":[]',
    b',"nature":null',
    b',"conflict":[],"route":"","resolved_on":null,"resolved_by":[]',
)
"""Left out when empty: of a statement, of a plan line, and of a decision without a conflict of interest. They

never match inside a text, where a quote has a backslash.
"""
_NO_ROWS = b'"rows":[]'
"""A statement without rows; it never matches inside a text either."""
_LEVEL = 4
"""Half the time of level 6, for a twelfth more bytes."""
_BLOCK = 10_000
"""Rows that are text at a time."""
_in_use: WeakValueDictionary[bytes, Content] = WeakValueDictionary()
"""By the SHA-256 of their bytes."""


def pack_content(content: Content) -> bytes:
    """Compressed JSON; the same content gives the same bytes.

    Empty fields that were added later are left out, so that old contents keep their bytes. The rows of
    ledgers are compressed block by block: their whole text takes as much memory as they do.
    """
    bare = tuple(replace(statement, rows=()) for statement in content.statements)
    text = msgspec.json.encode(replace(content, statements=bare))
    for unsaid in _NOT_SAID:
        text = text.replace(unsaid, b"")
    for empty in _LATER:
        text = text.removesuffix(empty) + b"}" if text.endswith(empty) else text
    packer = zlib.compressobj(_LEVEL)
    first, *others = text.split(_NO_ROWS)
    packed = [packer.compress(first)]
    for statement, after in zip(content.statements, others, strict=True):
        packed += (packer.compress(piece) for piece in _rows_text(statement.rows))
        packed.append(packer.compress(after))
    return b"".join([*packed, packer.flush()])


def _rows_text(rows: Sequence[Booking]) -> Iterator[bytes]:
    yield b'"rows":['
    for first in range(0, len(rows), _BLOCK):
        block = msgspec.json.encode(rows[first : first + _BLOCK])[1:-1]
        yield b"," + block if first else block
    yield b"]"


def unpack_content(data: bytes) -> Content:
    """The content written by pack_content(), in this release or an earlier one."""
    return msgspec.json.decode(zlib.decompress(data), type=Content)


def pack_in_use(content: Content) -> bytes:
    """The same bytes, from which unpack_in_use() gives this object for as long as it is in use here."""
    packed = pack_content(content)
    _in_use[sha256(packed).digest()] = content
    return packed


def unpack_in_use(data: bytes) -> Content:
    """The content of these bytes; a large ledger that is in use here is not put in memory a second time."""
    return _in_use.get(sha256(data).digest()) or unpack_content(data)


def content_domains(content: Content) -> list[str]:
    """Sorted codes of the domains it names; progress notes name only lines."""
    lists = (content.plan, content.partners, content.decisions, content.releases, content.path)
    others = (content.successions, content.requests, content.promises)
    named = {fact.domain for part in (*lists, *others) for fact in part}
    whole = {domain for statement in content.statements for domain in statement.domains or ()}
    return sorted(named | whole)
