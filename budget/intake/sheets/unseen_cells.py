"""Rows, columns and cells that count although the sheet hides them or shows something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from itertools import pairwise

from budget import labels
from budget.intake.cell_text import quoted_text
from budget.intake.places import column_names, row_names
from budget.intake.schema import amount_fields
from budget.intake.sheets.table import Table
from budget.workbook.cells import Raw
from budget.workbook.number_format import ABOVE, BELOW, DIVIDED, TEXT, ZERO

SCREEN = 50
"""After more empty rows than this a reader thinks that the table has ended."""


def report_unseen(
    table: Table, left_out: Collection[int], filled: Collection[int], other_columns: Collection[int]
) -> None:
    """Report what is hidden, struck, covered, far below, or shown as something else, as far as it is read.

    `left_out` are the rows with a total or a note, `filled` those with anything; `other_columns` are columns
    read beside those of the header.
    """
    marks, data = table.grid.marks, set(table.rows) if table.grid.marks.hidden_rows else set()
    rows = [row for row in marks.hidden_rows if row in data]
    if table.grid.hidden:
        table.findings.add("sheet-hidden", table.sheet)
    if rows:
        table.findings.add(
            "rows-hidden", table.sheet, count=labels.count(len(rows), "rij", "rijen"), rows=row_names(rows)
        )
    others = [row for row in marks.hidden_rows if row in left_out]
    if others:
        table.findings.add(
            "rows-hidden-out",
            table.sheet,
            count=labels.count(len(others), "rij", "rijen"),
            rows=row_names(others),
        )
    origins = (table.grid.origins.get(number, number) for number in table.header.columns.values())
    read = {number for number in origins if number is not None} | set(other_columns)
    data = set(table.rows) if marks.struck else set()
    struck = sorted({row for row, column in marks.struck if row in data and column in read})
    if struck:
        text = labels.count(len(struck), "rij", "rijen")
        table.findings.add("rows-struck", table.sheet, count=text, rows=row_names(struck))
    _report_columns(table, read, other_columns)
    _report_far(table, filled)
    _report_cells(table, read, other_columns)


def _report_columns(table: Table, read_columns: set[int], other_columns: Collection[int]) -> None:
    hidden = sorted(column for column in table.grid.marks.hidden_columns if column in read_columns)
    money = _money(table, other_columns)
    for code, columns in (
        ("amounts-hidden", [column for column in hidden if column in money]),
        ("columns-hidden", [column for column in hidden if column not in money]),
    ):
        if columns:
            text = labels.count(len(columns), "kolom", "kolommen")
            table.findings.add(code, table.sheet, count=text, columns=column_names(columns))


def _report_far(table: Table, filled: Collection[int]) -> None:
    """Ask about rows below so many empty rows that nobody scrolls there."""
    for above, below in pairwise(sorted({*table.rows, *filled})):
        if below - above - 1 > SCREEN and (far_rows := [row for row in table.rows if row >= below]):
            table.findings.add(
                "rows-far",
                table.sheet,
                (far_rows[0], min(table.header.columns.values())),
                empty=str(below - above - 1),
                row=str(above + 1),
                count=labels.count(len(far_rows), "regel", "regels"),
            )
            return


def _report_cells(table: Table, read_columns: set[int], other_columns: Collection[int]) -> None:
    """For each column one finding on cells that show something else, and one on cells that show nothing."""
    marks = table.grid.marks
    if not (marks.shown or marks.unseen):
        return
    rows, money = set(table.rows), _money(table, other_columns)
    unseen = sorted(place for place in marks.unseen if place[0] in rows and place[1] in read_columns)
    _report_by_column(table, "cells-unseen", unseen)
    titles = {place for place in marks.shown if place[0] <= table.header.last}
    places = titles | {(row, column) for row, column in marks.shown if row in rows and column in read_columns}
    shown = [place for place in sorted(places) if marks.shown[place] & _flag(table, place, money)]
    _report_by_column(table, "cells-shown", shown)


def _report_by_column(table: Table, code: str, places: Iterable[tuple[int, int]]) -> None:
    columns: dict[int, list[int]] = {}
    for row, column in places:
        columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        value = quoted_text(table.grid.columns[column][rows[0]])
        count = labels.count(len(rows), "cel", "cellen")
        table.report(code, rows[0], column, count=count, rows=row_names(rows), value=value)


def _money(table: Table, other_columns: Collection[int]) -> dict[int, int]:
    """The columns with amounts, and their units in euros."""
    units, unit_by_column = table.units, dict.fromkeys(other_columns, max(table.units.values(), default=1))
    for name in amount_fields(table.spec):
        if (number := table.header.columns.get(name)) is not None:
            unit_by_column[table.grid.origins.get(number, number) or 0] = units.get(name, 1)
    return unit_by_column


def _flag(table: Table, place: tuple[int, int], money: dict[int, int]) -> int:
    """The flags that matter for the value in a cell."""
    value: Raw = table.grid.columns[place[1]][place[0]]
    if isinstance(value, str):
        return TEXT
    if isinstance(value, (date, datetime)):
        return ABOVE
    if not isinstance(value, (int, float)):
        return 0
    # Where the sheet states a unit, its reader counts in that unit.
    divided = DIVIDED if value and money.get(place[1], 1) == 1 else 0
    return divided | (ABOVE if value > 0 else BELOW if value < 0 else ZERO)
