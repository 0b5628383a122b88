"""Tables and terms on paper, as the template receives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget.export.cells import Cell


class RowStyle(StrEnum):
    """The style of a row: plain, group heading, a note across the table, or the total."""

    PLAIN = ""
    GROUP = "group"
    NOTE = "note"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row; a note has one."""

    cells: tuple[Cell, ...]
    kind: RowStyle = RowStyle.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first `words` columns are text, the others figures; `widths` are shares of the page."""

    headers: tuple[str, ...]
    widths: tuple[float, ...]
    words: int
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its meaning here."""

    term: str
    text: str


def rows_of(cells: Iterable[tuple[Cell, ...]]) -> tuple[SheetRow, ...]:
    """Plain rows."""
    return tuple(map(SheetRow, cells))
