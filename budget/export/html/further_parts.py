"""Parts outside the figures: promises, requests, changed codes, money over the years, P&C."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from budget import labels
from budget.export.columns import Column, Kind
from budget.export.html.parts import Html, disclosure, el, join, table
from budget.export.tables import Group, Table, Value, tables
from budget.export.wording import RELEASE_NOTE
from budget.export.years import MONEY, is_whole, money_cells, with_money
from budget.labels import NOTHING
from budget.model.years import YearRow, silent_years
from budget.snapshot.content import SHOWS_LISTS, Content

SHOWN = {
    "promises": ("toezeggingen", "Wat is er toegezegd?"),
    "requests": ("aanvragen", "Waar is nog geen geld voor?"),
    "successions": ("regelcodes", "Welke regels veranderden?"),
    "rollforward": ("verloop", "Hoe loopt het geld over de jaren?"),
    "pc": ("jaarstukken", "Voor VJN, NJN en jaarrekening"),
}
"""By the name of the table: the anchor and title of its part."""
INTRO = {
    "requests": "Deze wensen hebben geen bron. Zij tellen nergens in mee.",
    "rollforward": "Wat er van vorig jaar kwam, erbij kwam, is uitgegeven en meegaat.",
}


def parts(content: Content, is_public: bool) -> Iterator[tuple[str, str, Html]]:
    """Anchor, title and markup of each part with content; none in formats before 8."""
    if content.format < SHOWS_LISTS:
        return
    if len({row.year for row in with_money(content.years)}) > 1:
        yield "jaren", "Hoe staan alle jaren ervoor?", years(content.years, silent_years(content.years))
    table_by_name = {figures.name: figures for figures in tables(content)}
    for name, (anchor, title) in SHOWN.items():
        if name in table_by_name and table_by_name[name].rows:
            intro = el("p", INTRO[name]) if name in INTRO else None
            yield anchor, title, join(intro, _collapsed_table(table_by_name[name], is_public))


def years(rows_by_year: Sequence[YearRow], silent: frozenset[int]) -> Html:
    """Each year, and, collapsed, each source per year; for `silent` years no bookings are known yet."""
    rows = with_money(rows_by_year)
    whole = [(str(row.year), *money_cells(row, silent)) for row in rows if is_whole(row)]
    parts = [(row.name, str(row.year), *money_cells(row, silent)) for row in rows if not is_whole(row)]
    by_source = table("Elke bron in elk jaar", ("Bron", "Jaar", *MONEY), parts, words=2)
    return join(
        table("Elk jaar in euro's", ("Jaar", *MONEY), whole),
        el("p", RELEASE_NOTE, class_="notice") if any(row.released_unknown for row in rows) else None,
        disclosure("Bekijk per bron", by_source, prints=True) if parts else None,
    )


def _collapsed_table(own_table: Table, is_public: bool) -> Html:
    """The table, collapsed; without persons in a public report."""
    if is_public:
        own_table = own_table.without(lambda column: column.is_personal)
    rows = [_cells(own_table, row) for row in own_table.rows]
    total = _cells(own_table, own_table.total) if own_table.total else None
    kinds = [column.kind for column in own_table.columns]
    words = len(kinds)
    if own_table.group is Group.FIGURES:
        words = max(1, next((n for n, kind in enumerate(kinds) if kind is not Kind.TEXT), words))
    headers = [column.title for column in own_table.columns]
    shown = table(own_table.title, headers, rows, words=words, total=total)
    return disclosure(
        f"Bekijk {labels.count(len(rows), 'rij', 'rijen')}", shown, prints=own_table.name != "pc"
    )


def _cells(shown: Table, values: tuple[Value, ...]) -> list[str]:
    return [_cell_text(column, value) for column, value in zip(shown.columns, values, strict=True)]


def _cell_text(column: Column, value: Value) -> str:
    if value is None or value == "":
        return NOTHING
    if column.kind is Kind.EURO and isinstance(value, int):
        return labels.euro(value)
    if column.kind is Kind.SHARE and isinstance(value, float):
        return labels.percent(value)
    return labels.day_short(value) if isinstance(value, date) else str(value)
