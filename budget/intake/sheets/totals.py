"""Distinguishes total rows from data rows, by their words and by arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from budget.intake.grammar.amounts import Exact, read_amount
from budget.intake.places import euros
from budget.intake.sheets.table import Table, amounts_of
from budget.model.words import Cents
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column

BLANK, TOTAL, NOTE, HEADER, DATA = "blank", "total", "note", "header", "data"
BARE, NAMED, LABELLED = "bare", "named", "labelled"
_BREAKS = TOTAL, NOTE, BARE, NAMED, LABELLED
_ENOUGH = {BARE: 1, NAMED: 1, LABELLED: 2}
"""For each kind of row, the fewest rows in a sum that makes it a total."""


def anchor_of(table: Table) -> int:
    """The column that every data row fills; -1 if there is none."""
    spec, columns = table.spec, table.header.columns
    return columns.get(spec.anchor, columns.get(spec.column(spec.anchor).instead, -1))


def judge_amount_only_rows(table: Table, kinds: dict[int, str]) -> None:
    """Make a row with only amounts a total if it equals the sum above it, else data.

    A row that calls itself a total but is no sum becomes data as well, and is asked about.
    """
    bare = [row for row, kind in kinds.items() if kind in _ENOUGH]
    if not bare:
        return
    sums = _Sums(table, kinds)
    for row in bare:
        is_sum = bool(table.rows) and sums.explains(row, _ENOUGH[kinds[row]])
        if (
            kinds[row] == NAMED
            and not is_sum
            and not is_blank(code := table.grid.columns[anchor_of(table)][row])
        ):
            table.add("total-doubt", row, table.spec.anchor, value=code)
        kinds[row] = TOTAL if is_sum else DATA
        if kinds[row] == DATA:
            table.rows.insert(bisect_left(table.rows, row), row)


def check_totals(table: Table, totals: Sequence[int], kinds: dict[int, str]) -> None:
    """Report total rows that differ from the sum of the rows above them, in cents."""
    if not totals or table.spec.total not in table.header.columns:
        return
    sums = _Sums(table, kinds)
    for row in totals:
        stated = sums.stated(row)
        if stated is not None and not sums.explains(row):
            table.add(
                "total-differs",
                row,
                table.spec.total,
                stated=euros(stated),
                counted=euros(sums.nearest(row, stated)),
            )


def stated_total(table: Table) -> Cents | None:
    """The amount in the last total row, if it is of the whole sheet; None without any."""
    totals = [row for row, kind in sorted(table.kinds.items()) if kind == TOTAL]
    if not totals or table.spec.total not in table.header.columns or not table.rows:
        return None
    return _Sums(table, table.kinds).stated(totals[-1]) if totals[-1] > table.rows[-1] else None


class _Sums:
    """Sums of the data rows above any row, from the top or from any total or heading."""

    def __init__(self, table: Table, kinds: dict[int, str]) -> None:
        self._table = table
        self._rows = tuple(table.rows)
        self._unit = table.units.get(table.spec.total, 1)
        self._sums = list(accumulate(amounts_of(table), initial=0))
        self._before: dict[Cents, int] = {}
        for row in sorted(row for row, kind in kinds.items() if kind in _BREAKS):
            self._before.setdefault(self.above(row), row)

    @property
    def _column(self) -> Column:
        return self._table.grid.columns[self._table.header.columns[self._table.spec.total]]

    def above(self, row: int) -> Cents:
        """Sum of all data rows above a row."""
        return self._sums[bisect_left(self._rows, row)]

    def stated(self, row: int) -> Cents | None:
        """The amount in the row itself, None if it is not an amount."""
        value = self._column[row]
        if is_blank(value) or not isinstance(value, (str, int, float, Exact)):
            return None
        cents = read_amount(value, self._unit)
        return cents if isinstance(cents, int) else None

    def explains(self, row: int, rows: int = 1) -> bool:
        """Whether the amount in the row is the sum of the sheet, or from the top or a break to here.

        The sum must be of at least `rows` rows.
        """
        stated, above, end = self.stated(row), self.above(row), bisect_left(self._rows, row)
        if stated is None:
            return False
        if (end >= rows and stated == above) or (len(self._rows) >= rows and stated == self._sums[-1]):
            return True
        start = self._before.get(above - stated, row)
        return start < row and end - bisect_left(self._rows, start) >= rows

    def nearest(self, row: int, total: Cents) -> Cents:
        """The sum above the row that is closest to its stated amount."""
        above = self.above(row)
        sections = [above, *(above - before for before, at in self._before.items() if at < row)]
        return min(sections, key=lambda counted: abs(counted - total))
