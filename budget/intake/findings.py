"""Collects what is to be said about a file and where, from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from budget.intake.catalogue import CATALOGUE
from budget.intake.places import quoted, shown
from budget.model import Finding, Level
from budget.workbook.places import cell_name, column_name


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """A cell that cannot be read: which entry of the catalogue, with the values for its text."""

    code: str
    values: dict[str, Any]


def fault(code: str, **values: Any) -> Fault:
    return Fault(code, values)


class Findings:
    """Collects the findings of one file; after `same` of one kind on a sheet they become one with a count."""

    def __init__(self, file: str, same: int) -> None:
        self._file, self._same = file, same
        self._found: list[Finding] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._overflow: dict[tuple[str, str], Finding] = {}

    def add(self, code: str, sheet: str = "", at: tuple[int, int] | None = None, **values: Any) -> None:
        """Add a finding on the file, on a sheet, or on the cell `at` (row, column), both counted from 0."""
        kind = (code, sheet)
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= self._same + 1:
            finding = _finding(code, sheet or self._file, sheet, cell_name(*at) if at else "", values)
            if count <= self._same:
                self._found.append(finding)
            else:
                self._overflow[kind] = finding

    def add_fault(self, found: Fault, sheet: str, at: tuple[int, int], header: str) -> None:
        """Add what is wrong with one cell of the column named `header`."""
        self.add(found.code, sheet, at, **{"column": header, **found.values})

    @property
    def has_error(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self._found)

    def all(self) -> tuple[Finding, ...]:
        """Errors first, then warnings and remarks; within a level in the order of discovery."""
        found = [*self._found, *(self._counted(kind) for kind in self._overflow)]
        return tuple(sorted(found, key=lambda finding: _ORDER[finding.level]))

    def relocate(self, sheet: str, origins: dict[int, int | None]) -> None:
        """Say findings on a column that was made for `sheet` on the column it was made of.

        One that was made of nothing holds a fixed value: what is wrong with it is said once, of the sheet.
        """
        names = {column_name(number): origin for number, origin in origins.items()}
        moved = [_relocated(found, names) if found.sheet == sheet else found for found in self._found]
        self._found = list(dict.fromkeys(moved))
        for kind, found in list(self._overflow.items()):
            if kind[1] == sheet:
                self._overflow[kind] = _relocated(found, names)
                if not self._overflow[kind].cell:
                    del self._overflow[kind]

    def _counted(self, kind: tuple[str, str]) -> Finding:
        more, finding = self._counts[kind] - self._same, self._overflow[kind]
        if more == 1:
            return finding
        text = f"{finding.message} Dit komt op dit blad nog {more - 1} keer voor."
        return Finding(finding.code, finding.level, finding.sheet, finding.cell, text)


_ORDER = {level: n for n, level in enumerate(Level)}


def _relocated(found: Finding, names: dict[str, int | None]) -> Finding:
    letters = found.cell.rstrip("0123456789")
    if letters not in names:
        return found
    origin, row = names[letters], found.cell[len(letters) :]
    cell = "" if origin is None else f"{column_name(origin)}{row}"
    text = found.message.removeprefix(f"{found.sheet}!{found.cell}: ")
    place = f"{found.sheet}!{cell}" if cell else found.sheet
    return Finding(found.code, found.level, found.sheet, cell, f"{place}: {text}")


def _finding(code: str, place: str, sheet: str, cell: str, values: dict[str, Any]) -> Finding:
    entry = CATALOGUE[code]
    words = {name: quoted(value) if name == "value" else shown(value) for name, value in values.items()}
    text = entry.text.format(**words).rstrip()
    return Finding(code, entry.level, sheet, cell, f"{place}!{cell}: {text}" if cell else f"{place}: {text}")
