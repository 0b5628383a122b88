"""Reads sheets of kind progress and checks their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Vocabulary
from budget.intake.schema import QUESTION_FIELDS
from budget.intake.sheets.columns import check_codes, forbid_negative, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.questions import check_question_doubles, read_question
from budget.intake.sheets.table import Table
from budget.model.content import Progress
from budget.model.questions import BoardQuestion
from budget.model.words import Cause
from budget.workbook.places import cell_name


def read_progress(
    table: Table, vocabulary: Vocabulary, index: PlanIndex
) -> list[tuple[int, Progress | BoardQuestion]]:
    """(sheet row, record) of every data row without a fault.

    A row with a question to the board gives that question, and a progress note only if it says more.
    """
    check_codes(table, (columns := read_columns(table, vocabulary)), index, vocabulary.domain.shown)
    forbid_negative(table, columns, "forecast")
    records: list[tuple[int, Progress | BoardQuestion]] = []
    for row, values in read_records(table, columns, dict):
        question = read_question(table, row, values, vocabulary.meetings)
        progress = _progress(table, row, values)
        if question:
            records.append((row, question))
        if not question or progress != Progress(progress.code, progress.as_of):
            records.append((row, progress))
    return records


def _progress(table: Table, row: int, values: dict[str, Any]) -> Progress:
    own = {name: value for name, value in values.items() if name not in QUESTION_FIELDS}
    withdrawn = bool(own["withdrawn"])
    if withdrawn and own["forecast"] is not None:
        table.add("progress-withdrawn", row, "withdrawn", value=own["code"])
    cause = None if own["cause"] is None else Cause(own["cause"])
    return Progress(**{**own, "cause": cause, "withdrawn": withdrawn})


def check_progress_doubles(records: Sequence[tuple[Table, int, Progress | BoardQuestion]]) -> None:
    """In a file, line, day and indicator are unique; a line has one forecast per day, and asks once."""
    check_question_doubles(
        [(t, row, record) for t, row, record in records if isinstance(record, BoardQuestion)]
    )
    _check_views([(t, row, record) for t, row, record in records if isinstance(record, Progress)])


def _check_views(records: Sequence[tuple[Table, int, Progress]]) -> None:
    _check_forecasts(records)
    first_places: dict[tuple[Any, ...], tuple[Table, int]] = {}
    for table, row, progress in records:
        key = (progress.code, progress.as_of, fold(progress.indicator))
        first = first_places.setdefault(key, (table, row))
        if first != (table, row):
            first_place = f"{first[0].sheet}!{cell_name(first[1], first[0].header.columns['code'])}"
            table.add(
                "progress-double", row, "code", value=progress.code, day=progress.as_of, other=first_place
            )


def _check_forecasts(records: Sequence[tuple[Table, int, Progress]]) -> None:
    forecasts: dict[tuple[Any, ...], tuple[Table, int, Any]] = {}
    for table, row, progress in records:
        if progress.forecast is None and not progress.withdrawn:
            continue
        earlier = forecasts.setdefault((progress.code, progress.as_of), (table, row, progress.forecast))
        if earlier[2] != progress.forecast:
            first_place = f"{earlier[0].sheet}!{cell_name(earlier[1], earlier[0].header.columns['forecast'])}"
            table.add(
                "progress-forecasts",
                row,
                "forecast",
                value=progress.code,
                day=progress.as_of,
                other=first_place,
            )
