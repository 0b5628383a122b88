"""Names of rows, columns and amounts in a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budget import labels
from budget.workbook.places import column_name

_RUNS = 12


def row_names(rows: Sequence[int]) -> str:
    """`rij 3, 5-8`, from rows counted from 0, in order."""
    return "rij " + _listed(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in _runs(rows))


def column_names(columns: Sequence[int]) -> str:
    """`kolom C, E-G`, from columns counted from 0, in order."""
    return "kolom " + _listed(
        column_name(a) if a == b else f"{column_name(a)}-{column_name(b)}" for a, b in _runs(columns)
    )


def _listed(names: Iterable[str]) -> str:
    all_names = list(names)
    more = len(all_names) - _RUNS
    return ", ".join(all_names[:_RUNS]) + (
        f" en nog {more} plaats{'en' if more > 1 else ''}" if more > 0 else ""
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def euros(cents: int) -> str:
    """An amount with cents."""
    return labels.euro_exact(cents)
