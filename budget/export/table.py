"""One table of an export: its columns with their widths, rows and total, independent of the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from budget.export.columns import Column, Kind

NOTHING = "Er is niets om te tonen."
WIDTHS = {Kind.EURO: 15, Kind.SHARE: 11, Kind.COUNT: 11, Kind.DAY: 12}
TEXT_WIDTHS = {
    "name": 40, "domain": 34, "activity": 40, "text": 70, "note": 60, "steering": 45, "result": 50,
    "description": 45, "partner": 38, "unspent": 90, "meaning": 100, "condition": 75, "source": 34,
    "outcome": 45, "signal_reason": 75, "indicator": 32, "action_line": 34, "file": 38, "sha256": 68,
    "domains": 44, "decision": 70, "kind": 34, "term": 26, "basis": 34,
}  # fmt: skip

Value = str | int | float | date | None
"""Text, cents or a count, a fraction, a day, or unknown."""
Values = tuple[Value, ...]


class Group(Enum):
    """The group of a table: figures go everywhere, the others where there is room for words."""

    FIGURES = auto()
    CHANGES = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """Typed values: text, cents, fractions, counts, dates, or None for unknown.

    `name` is for machines, `title` for people; `total` is the total row, with the frozen sums and never the
    sum of the rows above it.
    """

    name: str
    title: str
    group: Group
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]
    total: Values | None = None

    def without(self, is_dropped: Callable[[Column], bool]) -> Table:
        """The same table without the columns that `is_dropped` names."""
        positions = [n for n, column in enumerate(self.columns) if not is_dropped(column)]

        def chosen(values: Values) -> Values:
            return tuple(values[n] for n in positions)

        return replace(
            self,
            columns=tuple(self.columns[n] for n in positions),
            rows=tuple(map(chosen, self.rows)),
            total=None if self.total is None else chosen(self.total),
        )

    def column(self, name: str) -> int:
        """The place of the column with this name. Raises ValueError without one."""
        return [column.name for column in self.columns].index(name)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a table in a workbook: the sheet, and the row of its heading, counted from 0."""

    table: Table
    sheet: str
    top: int


def table_name(table: Table) -> str:
    """The name by which formulas and charts can refer to a table: `Wijzigingen_per_regel`."""
    return "".join(sign if sign.isalnum() else "_" for sign in table.title)


def width(column: Column) -> int:
    """The width of a column in characters."""
    return WIDTHS.get(column.kind) or TEXT_WIDTHS.get(column.name, 15)
