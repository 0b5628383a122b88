"""A table on paper: what the template's `sheet` draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a row looks: plain, above the rows of its group, a note across the table, or the total."""

    PLAIN = ""
    GROUP = "group"
    NOTE = "note"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row; a note has one."""

    cells: tuple[str, ...]
    kind: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first `words` columns are text, the others figures; `widths` are shares of the page."""

    headers: tuple[str, ...]
    widths: tuple[float, ...]
    words: int
    rows: tuple[SheetRow, ...]


def rows_of(cells: Iterable[tuple[str, ...]]) -> tuple[SheetRow, ...]:
    """Plain rows."""
    return tuple(map(SheetRow, cells))
