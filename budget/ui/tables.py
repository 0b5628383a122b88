"""Tables as HTML, and which of them may become cards on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeAlias

from budget.labels import NOT_YET, NOTHING

Cell: TypeAlias = str | tuple[str, str]
"""A table cell: text, or text with its link."""
_NO_AMOUNT = frozenset({"", "–", "onbekend", "n.v.t.", "geen plan", NOT_YET})
SHORT = 18
LONG = 50
"""Longer values are below their label in a card, not beside it."""
LETTER, SIDES = 7.2, 16
"""The width of a letter, and of the padding of a column, in px."""
LOOKS = ((860, "cards many most"), (540, "cards many"))
"""Widths in px from which a table needs more room; style.py has the limits of each class."""


def table_html(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    caption: str = "",
    *,
    total: bool = False,
    lines: bool = False,
) -> str:
    """A table; every cell is escaped text, the last row a total if `total`.

    With three columns or more it becomes cards if it does not fit, each headed by its first value unless that
    is a number. With `lines` a card is its values one after the other: for rows clear without headers.
    """
    columns = [[_text(row[n]) for row in rows] for n in range(len(headers))]
    kinds = [_kind(column) if rows else "" for column in columns]
    head = "".join(
        f'<th scope="col"{_class(k)}>{escape(h)}</th>' for h, k in zip(headers, kinds, strict=True)
    )
    columns_of = enumerate(zip(headers, kinds, strict=True))
    cells = [_cells(header, kind, [row[n] for row in rows]) for n, (header, kind) in columns_of]
    drawn = [f"<tr>{''.join(line)}</tr>" for line in zip(*cells, strict=True)]
    if total and drawn:
        drawn[-1] = f'<tr class="total">{drawn[-1].removeprefix("<tr>")}'
    body = "".join(drawn)
    looks = f"{_looks(headers, columns, kinds)}{' lines' if lines else ''}"
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption or "Tabel")}">'
        f'<table class="{looks}">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def linked(cell: Cell) -> str:
    """A cell as HTML, linked if it has a link."""
    text, link = (cell, "") if isinstance(cell, str) else cell
    words = escape(text)
    return f'<a class="cijfer" href="{escape(link)}" target="_self">{words}</a>' if link else words


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _kind(column: Sequence[str]) -> str:
    """Class of a column: amounts right-aligned, short values (dates, codes) unbroken."""
    amounts = any(value not in _NO_AMOUNT for value in column)
    if amounts and all(value[:1] in "€+−" or value.endswith("%") or value in _NO_AMOUNT for value in column):
        return "num"
    return "short" if max(map(len, column), default=0) <= SHORT else ""


def _looks(headers: Sequence[str], columns: Sequence[Sequence[str]], kinds: Sequence[str]) -> str:
    named = any(value and not value.isdigit() for column in columns[:1] for value in column)
    needed = sum(map(_width, headers, columns, kinds))
    cards = next((look for width, look in LOOKS if needed > width), "cards") if len(headers) > 2 else ""
    return " ".join(filter(None, ("data", cards, "named" if named else "")))


def _width(header: str, column: Sequence[str], kind: str) -> float:
    """Minimum width in px of a column: amounts, short values and words are not broken."""
    pieces = [piece for value in column for piece in ((value,) if kind == "short" else value.split(" "))]
    return SIDES + LETTER * max(map(len, (*header.split(), *pieces)), default=0)


def _cells(header: str, kind: str, column: Sequence[Cell]) -> list[str]:
    """The cells of one column as HTML; equal ones are rendered once."""
    start = f'<td data-label="{escape(header)}"'
    known = {
        cell: f"{start}{_class(kind or _length(cell))}{_empty(cell)}>{linked(cell)}</td>"
        for cell in set(column)
    }
    return [known[cell] for cell in column]


def _length(cell: Cell) -> str:
    return "long" if len(_text(cell)) > LONG else ""


def _empty(cell: Cell) -> str:
    return " data-empty" if _text(cell) in ("", NOTHING) else ""
