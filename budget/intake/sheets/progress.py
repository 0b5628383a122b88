"""Reads sheets of kind progress and checks what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import check_codes, forbid_negative, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.content import Progress
from budget.model.words import Cause
from budget.workbook.places import cell_name


def read_progress(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Progress]]:
    """(sheet row, progress) of every data row without a fault."""
    check_codes(table, (columns := read_columns(table, vocabulary)), index)
    forbid_negative(table, columns, "forecast")
    return read_records(table, columns, _progress)


def _progress(values: dict[str, Any]) -> Progress:
    cause = values["cause"]
    return Progress(**{**values, "cause": None if cause is None else Cause(cause)})


def check_progress_doubles(records: Sequence[tuple[Table, int, Progress]]) -> None:
    """Line, day and indicator are unique within a file, and a line has one forecast for a day."""
    _check_forecasts(records)
    seen: dict[tuple[Any, ...], tuple[Table, int]] = {}
    for table, row, progress in records:
        key = (progress.code, progress.as_of, fold(progress.indicator))
        first = seen.setdefault(key, (table, row))
        if first != (table, row):
            other = f"{first[0].sheet}!{cell_name(first[1], first[0].header.columns['code'])}"
            table.add("progress-double", row, "code", value=progress.code, day=progress.as_of, other=other)


def _check_forecasts(records: Sequence[tuple[Table, int, Progress]]) -> None:
    seen: dict[tuple[Any, ...], tuple[Table, int, Any]] = {}
    for table, row, progress in records:
        if progress.forecast is None:
            continue
        said = seen.setdefault((progress.code, progress.as_of), (table, row, progress.forecast))
        if said[2] != progress.forecast:
            other = f"{said[0].sheet}!{cell_name(said[1], said[0].header.columns['forecast'])}"
            table.add(
                "progress-forecasts", row, "forecast", value=progress.code, day=progress.as_of, other=other
            )
