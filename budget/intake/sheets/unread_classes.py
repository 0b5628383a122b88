"""Asks about unread columns that classify the rows, or hold amounts: any may change what counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import isfinite

from budget import labels
from budget.intake.cell_text import display_text, quoted_text
from budget.intake.grammar.amounts import read_amount
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.months import month_number
from budget.intake.grammar.unread_words import LONGEST
from budget.intake.places import euros
from budget.intake.sheets.table import Table, amounts_of
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column
from budget.workbook.places import column_name

MOST_CLASSES = 12
_MOSTLY = 0.8
_LEAST = 300_000
"""A number of at least this many cents is no year, count or share."""
_DESCRIBES = re.compile(
    r"omschr|toelicht|opmerk|beschrijv|notitie|memo|naam|tekst|titel|onderwerp|contact|telefoon|mail|adres"
    r"|wijk|buurt|locatie|gebied|stadsdeel|plaats|postcode|afdeling|team|directie|cluster|organisatie|eigenaar"
    r"|verantwoordelijk|indiener|aanvrager|houder|leverancier|crediteur|debiteur|partner|relatie|gebruiker|door$"
    r"|nummer|^(?:\w*nr|id|code|link|url|jan|x)$|code$|referentie|factuur|document|dagboek|grootboek|rekening"
    r"|kostensoort|kostenplaats|kostendrager|project|prioriteit|thema|programma|doel|indicator|bijlage|pagina"
    r"|volg|datum|dag$|tijd|week|aantal|uren|fte|activiteit|actie(?!f)|resultaat|product|taakveld|regelcode"
    r"|description|name|vendor|remark|comment",
)
"""Keys of headers that describe a row without saying how its amount counts."""
_CODE = re.compile(r"\w{0,2}\d+[-.\d]{3,}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:,0)?")
_FEW, _LARGE = 3, 10_000
"""From this many different numbers on, no column classifies; nor one with its own in each row, from € 100."""
_QUALIFIES = re.compile(r"soort(?!elijk)|type|status|stand$|fase|kind\b|geldig|meetel|teken$|actief|a[kc]tiv")
"""Words that make a header a classification, whatever else it contains: Documentsoort."""


def ask_about_classes(table: Table, unread: Iterable[int], years: tuple[int, ...]) -> None:
    """Report the unread columns that divide the rows into a few classes, with the money of each.

    A column that only repeats the month of each booking is skipped.
    """
    amounts = {row: cents for row, cents in zip(table.rows, amounts_of(table), strict=True) if cents}
    for number in _meaningful_columns(table, unread):
        column = table.grid.columns[number]
        if not _repeats_months(table, column, amounts, years):
            _ask_about_classes(table, number, column, amounts)


def ask_about_amounts(table: Table, unread: Iterable[int]) -> None:
    """Report the unread money columns with their total; nameless ones are reported elsewhere."""
    for number in _meaningful_columns(table, unread):
        header = table.header.texts.get(number, "")
        if _DESCRIBES.search(header_key(header)):
            continue
        if header and (money := _money(table, table.grid.columns[number])):
            table.report("column-amounts", table.header.last, number, header, total=euros(sum(money)))


def _meaningful_columns(table: Table, unread: Iterable[int]) -> list[int]:
    """The columns that may say how an amount counts; none for a kind of sheet without money."""
    if table.spec.kind not in (SheetKind.PLAN, SheetKind.LEDGER):
        return []
    keys = {number: header_key(table.header.texts.get(number, "")) for number in unread}
    return [n for n, key in keys.items() if _QUALIFIES.search(key) or not _DESCRIBES.search(key)]


def _money(table: Table, column: Column) -> list[Cents]:
    """The amounts of a column; empty if its numbers may be years, counts or shares."""
    cells = [column[row] for row in table.rows if row < len(column.codes) and not is_blank(column[row])]
    amounts = [cents for cell in cells if (cents := _cents(cell)) is not None]
    is_money = any(abs(cents) >= _LEAST or cents % 100 for cents in amounts)
    return amounts if is_money and len(amounts) >= _MOSTLY * len(cells) else []


def _cents(cell: object) -> Cents | None:
    """The amount in a cell; that of a number with fractions of a cent, as formulas give, rounded."""
    cents = read_amount(cell)
    if isinstance(cents, int):
        return cents
    return round(cell * 100) if isinstance(cell, float) and isfinite(cell) else None


def _repeats_months(table: Table, column: Column, rows: Iterable[int], years: tuple[int, ...]) -> bool:
    """Whether the column has the month of the booking in every row, as a number or by its name."""
    if (number := table.header.columns.get("date")) is None:
        return False
    days = table.grid.columns[number]
    for row in rows:
        day = read_date(days[row], years)
        text = display_text(column[row]).strip().removesuffix(",0") if row < len(column.codes) else ""
        month = int(text) if text.isdecimal() and text.isascii() else month_number(text)
        if not isinstance(day, date) or month != day.month:
            return False
    return True


def _ask_about_classes(table: Table, number: int, column: Column, amounts: dict[int, Cents]) -> None:
    if _money(table, column):
        return
    totals: dict[str, Cents] = {}
    rows: Counter[str] = Counter()
    for row, cents in amounts.items():
        text = " ".join(display_text(column[row]).split()) if row < len(column.codes) else ""
        totals[text] = totals.get(text, 0) + cents
        rows[text] += 1
        if len(totals) > MOST_CLASSES or len(text) > LONGEST:
            return
    words = [text for text in totals if text]
    numbers = [number_read for text in words if isinstance(number_read := read_amount(text), int)]
    is_series = len(words) == rows.total() and any(abs(number_read) >= _LARGE for number_read in numbers)
    are_years = all(map(_YEAR.fullmatch, words))
    is_number = len(words) == len(numbers) and (len(words) > _FEW or (is_series and not are_years))
    is_code = all(map(_CODE.fullmatch, words)) and not are_years
    if len(totals) > 1 and not is_number and not is_code:
        header = table.header.texts.get(number, "") or column_name(number)
        classes_text = labels.join_words([
            f"{quoted_text(text) or 'leeg'} ({labels.count(rows[text], 'rij', 'rijen')}, {euros(cents)})"
            for text, cents in totals.items()
        ])  # fmt: skip
        table.report("column-classes", table.header.last, number, header, words=classes_text)
