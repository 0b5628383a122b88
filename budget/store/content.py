"""The content of a workbook as bytes in the database."""

from __future__ import annotations

import zlib

import msgspec

from budget.model.content import Content


def pack_content(content: Content) -> bytes:
    """Compressed JSON; the same content gives the same bytes."""
    return zlib.compress(msgspec.json.encode(content))


def unpack_content(data: bytes) -> Content:
    """The content that pack_content() wrote, in this release or an earlier one."""
    return msgspec.json.decode(zlib.decompress(data), type=Content)
