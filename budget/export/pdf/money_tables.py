"""The money tables of both report layouts: sources, pots, and partners by form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from budget import labels
from budget.charts.tables import measured_only
from budget.export.cells import Cell, Share, amount, delivered
from budget.export.pdf.sheets import RowStyle, Sheet, SheetRow, rows_of
from budget.export.pots import POTS_HEADERS, pot_lines
from budget.export.row_by_format import row_in_format
from budget.export.wording import plan_cells, pot_room
from budget.export.years import MONEY, is_whole, money_cells, with_money
from budget.labels import NOTHING
from budget.model.content import PartnerContribution
from budget.model.figures import Row
from budget.model.words import By, PartnerForm
from budget.model.years import silent_years
from budget.snapshot.content import SHOWS_LISTS, Content


def sources(content: Content, is_brief: bool = False) -> Sheet:
    """Each source with its themes and what happens to unspent money; in brief only the sources."""
    headers = ("Bron en thema", "Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Vrije ruimte", "Besteed %")
    return Sheet(headers, (2.4, 1, 1, 1, 1, 1.3, 0.75), 1, tuple(_source_rows(content, is_brief)))


def pots(content: Content, most: int | None = None) -> Sheet | None:
    """The pots that are short or used without a release; those past `most` in one row. None without any."""
    lines_and_total = pot_lines(content, most)
    if lines_and_total is None:
        return None
    lines, total = lines_and_total
    return Sheet(POTS_HEADERS, (3, 1, 1, 1.1, 1.3), 1, (*rows_of(lines), SheetRow(total, RowStyle.TOTAL)))


def years(content: Content) -> tuple[Sheet, ...]:
    """The years with a plan or money side by side, first with their sources, then without.

    Empty for a single such year, or in formats before 8.
    """
    rows = with_money(content.years)
    if content.format < SHOWS_LISTS or len({row.year for row in rows}) < 2:
        return ()
    silent = silent_years(rows)
    shown = [
        SheetRow((str(row.year), *money_cells(row, silent)), RowStyle.GROUP)
        if is_whole(row)
        else SheetRow((row.name, *money_cells(row, silent)))
        for row in rows
    ]
    whole = [row for row in shown if row.kind is RowStyle.GROUP]
    return tuple(
        Sheet(("Jaar", *MONEY), (1.6, 1, 1, 1.2, 1.2, 1), 1, tuple(year_rows)) for year_rows in (shown, whole)
    )


def _source_rows(content: Content, is_brief: bool) -> Iterator[SheetRow]:
    """Each source with its themes, if more than one, and what happens to unspent money."""
    unspent = {source.code: source.unspent for source in content.sources}
    themes, hides = content.with_money(By.THEME), content.hides_silent
    for row in content.with_money(By.SOURCE):
        yield SheetRow(_source_cells(row_in_format(content, row), row.name, hides), RowStyle.GROUP)
        if is_brief:
            continue
        own = [theme for theme in themes if theme.key.partition("/")[0] == row.key and theme.is_planned]
        if len(own) > 1:
            shown = (row_in_format(content, theme) for theme in own)
            yield from (
                SheetRow(_source_cells(theme, theme.name.partition(": ")[2], hides)) for theme in shown
            )
        if row.key in unspent:
            yield SheetRow((f"Wat overblijft {unspent[row.key]}.",), RowStyle.NOTE)
    yield SheetRow(_source_cells(row_in_format(content, content.total), "Totaal", hides), RowStyle.TOTAL)


def _source_cells(row: Row, name: str, is_told: bool) -> tuple[Cell, ...]:
    m = row.measures
    used = (delivered(measured_only(m, cents, is_told)) for cents in (m.realised, m.committed))
    return name, *plan_cells(row), *used, pot_room(m), Share(measured_only(m, m.depletion, is_told))


def by_form(partners: Iterable[PartnerContribution]) -> tuple[Cell, ...]:
    """The valued contributions per form, and how many have no value."""
    sums, unvalued = dict.fromkeys(PartnerForm, 0), 0
    for partner in partners:
        sums[partner.form] += partner.amount or 0
        unvalued += partner.amount is None
    counted = labels.count(unvalued, "bijdrage", "bijdragen") if unvalued else NOTHING
    return *(amount(cents or None) for cents in sums.values()), counted
