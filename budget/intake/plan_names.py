"""The names in spending plans, before any programme knows them: what a first programme is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from budget.intake.findings import Findings
from budget.intake.grids import grids_of
from budget.intake.sheets.header import recognise
from budget.intake.sheets.row_kinds import make_table
from budget.intake.sheets.table import Table
from budget.model.plan_names import PlanNames
from budget.model.words import BudgetError, SheetKind
from budget.workbook.limits import Limits, RefusedError

Weigh = Callable[[int], None]
"""Callback with the unpacked size of the file in bytes."""
FIELDS = ("code", "domain", "action_line", "source", "theme", "budget_holder", "year")


def names_in_plan(name: str, data: bytes, limits: Limits, weigh: Weigh | None = None) -> list[PlanNames]:
    """The rows of every plan sheet of a workbook. Raises BudgetError for a file that cannot be read.

    Amounts are not judged: that is done when the file is handed in.
    """
    try:
        grids = grids_of(name, data, limits, weigh or (lambda _: None))
    except RefusedError as error:
        raise BudgetError(f"{name} is niet te lezen ({error.code}).") from error
    found: list[PlanNames] = []
    for grid in grids:
        header = recognise(grid, limits.header_rows)
        if header and header.is_complete and header.spec.kind is SheetKind.PLAN and not grid.hidden:
            found += _rows(make_table(grid, header, Findings(name, 1)))
    if not found:
        raise BudgetError(f"In {name} staat geen blad met de kolommen van een bestedingsplan.")
    return found


def _rows(table: Table) -> Iterator[PlanNames]:
    columns = {field: table.header.columns.get(field) for field in FIELDS}
    for row in table.rows:
        cells = table.grid.row(row)
        texts = {f: _text(cells[n]) if n is not None else "" for f, n in columns.items() if f != "year"}
        year = _text(cells[columns["year"]]) if columns["year"] is not None else ""
        yield PlanNames(**texts, year=int(year) if year.isascii() and year.isdigit() else 0)


def _text(value: object) -> str:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return " ".join(sign for sign in text.split() if sign.isprintable())
