"""What is wrong with one value, before it is known in which cell it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Raw = object
"""Any value a cell may hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """A value that cannot be read: an entry of the catalogue, with the values for its text."""

    code: str
    values: dict[str, Raw]


def fault(code: str, **values: Raw) -> Fault:
    """A fault of the entry `code`."""
    return Fault(code, values)


class Reports(Protocol):
    """Where a table reports what is wrong; `budget.intake.findings.Findings` is one."""

    def add(
        self,
        code: str,
        sheet: str = "",
        at: tuple[int, int] | None = None,
        header: str = "",
        /,
        **values: Raw,
    ) -> None:
        """Report an entry of the catalogue, on a file, a sheet or the cell `at` under `header`."""
