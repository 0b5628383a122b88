"""Limits on the size, memory and time of one file, and the refusal of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from budget.limits import MB, SERVER_NAMES, read_numbers


class RefusedError(Exception):
    """The file may not or cannot be read. `code` and `values` are those of the finding."""

    def __init__(self, code: str, **values: str) -> None:
        """`code` is of an entry in the catalogue."""
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, processor time in seconds.

    `memory_xls` is what an old .xls may take on top of the program itself: a few KB of it can name millions
    of cells, and its rows stop at 65,536.

    `seconds` is for a small file; each MB of unpacked content adds `seconds_per_mb`. A child that takes
    `patience` times as long by the clock is stopped as well. Annotated copies are made of files of up to
    `marking` unpacked bytes, with up to `marking_findings` of one kind on a sheet.
    """

    file_size: int = 100 * MB
    parts: int = 2_000
    unpacked: int = 800 * MB
    ratio: int = 200
    ratio_from: int = 5 * MB
    rows: int = 1_048_576
    columns: int = 1_000
    cells: int = 60_000_000
    header_rows: int = 60
    same_finding: int = 50
    memory: int = 3_000 * MB
    memory_xls: int = 500 * MB
    answer: int = 800 * MB
    seconds: float = 4.5
    seconds_per_mb: float = 0.1
    patience: float = 10.0
    marking: int = 60 * MB
    marking_findings: int = 5_000
    marking_seconds: float = 90.0

    def allowed_seconds(self, size: int) -> float:
        """Processor time for a file of `size` bytes of unpacked content."""
        return self.seconds + self.seconds_per_mb * size / MB

    def check_sheet(self, name: str, height: int, width: int, before: int = 0) -> None:
        """Raises RefusedError for a sheet with too many rows, columns or cells.

        `before` are the cells of other sheets that count towards the same limit.
        """
        for size_name, size, limit in (
            ("rijen", height, self.rows),
            ("kolommen", width, self.columns),
            ("cellen", before + height * width, self.cells),
        ):
            if size > limit:
                raise RefusedError(
                    "file-size", what=f"{size_name} op blad {name}", size=str(size), limit=str(limit)
                )


def read_limits(environment: Mapping[str, str]) -> Limits:
    """The limits of this installation: `BUDGET_LIMIT_ROWS=500000` sets `rows`; others keep their default.

    Raises BudgetError for a name that is no limit, or a value that is no number above zero.
    """
    return read_numbers(Limits(), environment, SERVER_NAMES)
