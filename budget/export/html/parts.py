"""The building blocks of the page: escaped text, tables, and expandable terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from budget.charts.tables import Tabular, sentence_case
from budget.export.cells import Cell, written

NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'"
OWN_LETTERS = f"{NO_SCRIPT}; font-src data:"
_EMPTY = frozenset({"meta", "rect", "line", "polyline", "polygon", "circle"})


class Html(str):
    """Safe markup; every other string is text and is escaped when inserted."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: object) -> Html:
    """An element: `class_` stands for class, `_` in a name for `-`; None leaves a child or attribute out."""
    stated = "".join(
        f' {name.strip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _EMPTY and not children:
        return Html(f"<{tag}{stated}>" if tag == "meta" else f"<{tag}{stated}/>")
    return Html(f"<{tag}{stated}>{join(*children)}</{tag}>")


def join(*pieces: str | None) -> Html:
    """Pieces in sequence: markup as it is, text escaped."""
    return Html("".join(p if isinstance(p, Html) else _escaped(p) for p in pieces if p is not None))


def _escaped(text: str) -> str:
    return escape(text, quote=True)


def section(anchor: str, title: str, *children: str | None, level: int = 2) -> Html:
    """A section of the page, labelled by its heading."""
    heading = el(f"h{level}", title, id=f"{anchor}-kop")
    return el("section", heading, *children, id=anchor, aria_labelledby=f"{anchor}-kop")


def table(
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    words: int = 1,
    total: Sequence[Cell] | None = None,
    groups: frozenset[int] = frozenset(),
) -> Html:
    """A table that becomes cards on a phone; the first `words` columns are left-aligned.

    `groups` are the places of rows that head the rows after them. Roles keep it a table for screen readers
    when it is displayed as cards.
    """
    looks = ["words" if n < words else "amount" for n in range(len(headers))]
    head = el("tr", *(_head(h, look) for h, look in zip(headers, looks, strict=True)), role="row")
    body = [_row(headers, row, looks, "group" if n in groups else None) for n, row in enumerate(rows)]
    foot = [_row(headers, total, looks, "total")] if total else []
    parts = (
        el("caption", caption),
        el("thead", head, role="rowgroup"),
        el("tbody", *body, *foot, role="rowgroup"),
    )
    whole = el("table", *parts, role="table")
    return el("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _head(text: str, look: str) -> Html:
    return el("th", text, scope="col", role="columnheader", class_=look)


def _row(headers: Sequence[str], values: Sequence[Cell], looks: Sequence[str], kind: str | None) -> Html:
    first = el("th", written(values[0]) or "–", scope="row", role="rowheader", class_="words")
    others = zip(headers[1:], values[1:], looks[1:], strict=True)
    cells = (
        el("td", written(value), role="cell", class_=look, data_label=header)
        for header, value, look in others
    )
    return el("tr", first, *cells, role="row", class_=kind)


def as_table(chart: Tabular, words: int = 1) -> Html:
    """`Bekijk als tabel`: the figures behind a chart."""
    headers, rows = chart.display()
    return disclosure("Bekijk als tabel", table(chart.title, headers, rows, words))


def disclosure(summary: str, *children: str, prints: bool = False) -> Html:
    """A collapsed part; with `prints` it is expanded on paper."""
    return el("details", el("summary", summary), *children, class_="fold prints" if prints else "fold")


def term(terms: Mapping[str, str], word: str) -> Html:
    """An expandable word with its meaning; plain text if the snapshot does not have it."""
    text, shown = terms.get(word), sentence_case(word)
    if text is None:
        return el("span", shown, class_="name")
    return el("details", el("summary", shown), el("p", text), class_="term")


def bullet_list(items: Iterable[str], **attributes: object) -> Html:
    """An unordered list."""
    return el("ul", *(el("li", item) for item in items), **attributes)
