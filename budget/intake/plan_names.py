"""The names in spending plans, from which a first programme is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from budget.intake.findings import Findings
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.stated_day import stated_years
from budget.intake.grids import grids_of
from budget.intake.sheets.header import recognise
from budget.intake.sheets.row_kinds import make_table
from budget.intake.sheets.table import Table
from budget.intake.suggest.column_profile import column_texts, header_row
from budget.intake.suggest.header_words import find_word
from budget.model.plan_names import PlanNames
from budget.model.words import BudgetError, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits, RefusedError

Weigh = Callable[[int], None]
"""Callback with the unpacked size of the file in bytes."""
FIELDS = ("code", "domain", "action_line", "source", "theme", "budget_holder", "year")
_ALSO = {
    "domain": ("opgave", "pijler", "thema", "programma"),
    "source": ("financiering", "geldstroom", "subsidie", "fonds", "herkomst"),
    "budget_holder": ("opdrachtgever", "verantwoordelijk", "eigenaar", "trekker", "houder"),
    "action_line": ("programmalijn", "lijn"),
}  # fmt: skip
"""Parts of headers in others' plans; their names are only proposed, and corrected on screen."""
_TOTAL = re.compile(r"\W*(?:sub|eind)?totaal\b", re.IGNORECASE)


def names_in_plan(name: str, data: bytes, limits: Limits, weigh: Weigh | None = None) -> list[PlanNames]:
    """The rows of every plan sheet of a workbook. Raises BudgetError for a file that cannot be read.

    Amounts are not judged: that is done when the file is submitted.
    """
    try:
        grids = grids_of(name, data, limits, weigh or (lambda _: None))
    except RefusedError as error:
        raise BudgetError(f"{name} is niet te lezen ({error.code}).") from error
    plan_rows: list[PlanNames] = []
    for grid in grids:
        header = recognise(grid, limits.header_rows)
        if header and header.is_complete and header.spec.kind is SheetKind.PLAN and not grid.hidden:
            plan_rows += _rows(make_table(grid, header, Findings(name, 1)))
    if not plan_rows:
        plan_rows = [
            row for grid in grids if not grid.hidden for row in _foreign_rows(grid, limits.header_rows)
        ]
    if not plan_rows:
        raise BudgetError(
            f"In {name} vonden wij geen kolom met domeinen. Zet 'Opgavedomein' boven die kolom, of ga verder "
            "zonder dit bestand."
        )
    return plan_rows


def _rows(table: Table) -> Iterator[PlanNames]:
    columns = {field: table.header.columns.get(field) for field in FIELDS}
    for row in table.rows:
        cells = table.grid.row(row)
        texts = {f: _text(cells[n]) if n is not None else "" for f, n in columns.items() if f != "year"}
        year = _text(cells[columns["year"]]) if columns["year"] is not None else ""
        yield PlanNames(**texts, year=int(year) if year.isascii() and year.isdigit() else 0)


def _foreign_rows(grid: Grid, depth: int) -> Iterator[PlanNames]:
    """The names in a sheet with other columns; none if no column has domains."""
    at, ours = header_row(grid, depth), recognise(grid, depth)
    if at is None or (ours and ours.is_complete):
        return
    headers = column_texts(grid, at)
    columns = _columns(headers)
    if "domain" not in columns:
        return
    titles = " ".join(str(cell) for row in range(at) for cell in grid.row(row) if not is_blank(cell))
    stated = stated_years(" ".join(headers.values())) or stated_years(titles) or (0,)
    domain = ""
    for row in range(at + 1, grid.height):
        cells = [_text(cell) for cell in grid.row(row)]
        if any(map(_TOTAL.match, cells)):
            continue
        texts = {field: cells[columns[field]] if field in columns else "" for field in FIELDS}
        domain = texts["domain"] = texts["domain"] or domain
        year = texts.pop("year")
        if not domain or not (texts["code"] or texts["source"] or texts["action_line"]):
            continue
        row_year = int(year) if re.fullmatch(r"20\d\d", year) else stated[0]
        yield PlanNames(**texts, year=row_year)


def _columns(headers: Mapping[int, str]) -> dict[str, int]:
    """Field to column: first headers with a word of ours or of other systems, then looser matches."""
    number_by_field: dict[str, int] = {}
    words: tuple[Callable[[str, str], object], ...] = (
        find_word,
        lambda field, header: any(word in header_key(header) for word in _ALSO.get(field, ())),
    )
    for matches in words:
        for field in FIELDS:
            free = [n for n in headers if n not in number_by_field.values() and matches(field, headers[n])]
            if free and field not in number_by_field:
                number_by_field[field] = free[0]
    return number_by_field


def _text(value: object) -> str:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return " ".join(sign for sign in text.split() if sign.isprintable())
