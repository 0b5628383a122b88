"""The cells of plan lines that may hold money of an earlier year, for findings that refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budget.intake.sheets.table import Table
from budget.model.content import PlanLine
from budget.workbook.places import cell_name


def later_cells(
    placed_lines: Sequence[tuple[tuple[Table, int], PlanLine]], earlier_lines: Iterable[PlanLine]
) -> tuple[tuple[int, str], ...]:
    """(place in the plan, sheet and cell of its budget) of each line with more money than in `earlier_lines`.

    Only if its source has money in an earlier year of `earlier_lines`: else there is nothing to carry over.
    """
    budgets = {(line.domain, line.key, line.year): line.budget for line in earlier_lines}
    since: dict[str, int] = {}
    for _, key, year in budgets:
        since[key.source] = min(year, since.get(key.source, year))
    cells = []
    for place, ((table, row), line) in enumerate(placed_lines):
        more = line.budget > budgets.get((line.domain, line.key, line.year), 0)
        if more and since.get(line.source, line.year) < line.year:
            column = table.header.columns.get("budget", 0)
            at = table.grid.origins.get(column, column)
            cells.append(
                (place, f"Blad {table.sheet}" + ("" if at is None else f", cel {cell_name(row, at)}"))
            )
    return tuple(cells)
