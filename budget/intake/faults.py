"""What is wrong with one value, before its cell is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Raw = object
"""Any value a cell may hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """A value that cannot be read: the code of a catalogue entry, with the values for its text."""

    code: str
    values: dict[str, Raw]


def fault(code: str, **values: Raw) -> Fault:
    """A fault with the catalogue code `code`."""
    return Fault(code, values)


class Reports(Protocol):
    """Where a table reports faults; `budget.intake.findings.Findings` implements it."""

    def add(
        self,
        code: str,
        sheet: str = "",
        at: tuple[int, int] | None = None,
        header: str = "",
        /,
        **values: Raw,
    ) -> None:
        """Report a catalogue entry on a file, a sheet or the cell `at` under `header`."""
