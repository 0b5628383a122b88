"""The amounts of many rows of a sheet, in a tenth of the memory of a dict."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from operator import lt
from typing import Final

_ROW: Final = "I"
_CENTS: Final = "q"
"""Array types: unsigned, and signed of 64 bits as in the database."""


@dataclass(frozen=True, slots=True)
class RowAmounts:
    """Cents by row, counted from 1: both as the bytes of an array, `rows` ascending."""

    rows: bytes = b""
    cents: bytes = b""

    @classmethod
    def of(cls, rows: Iterable[int], cents: Iterable[int]) -> RowAmounts:
        """The amounts of these rows in any order; of a row that comes twice, the last."""
        numbers, amounts = array(_ROW, rows), array(_CENTS, cents)
        if len(numbers) != len(amounts):
            raise ValueError(f"{len(amounts)} amounts of {len(numbers)} rows")
        if not all(map(lt, numbers, islice(numbers, 1, None))):
            found = sorted(dict(zip(numbers, amounts, strict=True)).items())
            numbers = array(_ROW, (row for row, _ in found))
            amounts = array(_CENTS, (one for _, one in found))
        return cls(numbers.tobytes(), amounts.tobytes())

    def get(self, row: int) -> int | None:
        """The cents of a row; None for a row without an amount."""
        rows = memoryview(self.rows).cast(_ROW)
        at = bisect_right(rows, row) - 1
        if at < 0 or rows[at] != row:
            return None
        return memoryview(self.cents).cast(_CENTS)[at]

    @property
    def total(self) -> int:
        """The sum."""
        return sum(memoryview(self.cents).cast(_CENTS))

    @property
    def first(self) -> int:
        """The first row; 0 without rows."""
        return memoryview(self.rows).cast(_ROW)[0] if self.rows else 0
