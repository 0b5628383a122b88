"""The years of a programme side by side, as every report format shows them."""

from __future__ import annotations

from collections.abc import Sequence

from budget.export.cells import Cell, Euros, amount, delivered
from budget.labels import NOTHING, UNPLANNED
from budget.model.years import YearRow

MONEY = ("Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Verwacht")


def with_money(rows: Sequence[YearRow]) -> list[YearRow]:
    """The rows of years with a plan or with money."""
    return [row for row in rows if row.has_plan or row.realised or row.committed]


def is_whole(row: YearRow) -> bool:
    """Whether the row is the total of its year."""
    return not row.source and row.name != UNPLANNED


def money_cells(row: YearRow, silent: frozenset[int]) -> tuple[Cell, ...]:
    """A cell for each of MONEY; a star if the release of a line is unknown."""
    star = "*" if row.released_unknown and row.released is not None else ""
    planned = (Euros(row.budget), Euros(row.released, mark=star)) if row.has_plan else (NOTHING, NOTHING)
    used = (None if row.year in silent else cents for cents in (row.realised, row.committed))
    return *planned, *map(delivered, used), amount(row.forecast)
