"""Reads the smaller sheets, progress, partners and decisions, and checks what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from budget.intake.findings import Fault
from budget.intake.grammar.dates import read_date, read_year
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.text import fold, read_choice, read_persons, read_text
from budget.intake.places import euros
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.schema import Cell
from budget.intake.sheets.table import (
    ParsedColumn,
    Table,
    each,
    read_amount_column,
    read_code_column,
    read_column,
)
from budget.model import Cause, Decision, PartnerContribution, PartnerForm, Progress
from budget.workbook.places import cell_name

Record = TypeVar("Record")


def read_progress(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Progress]]:
    """(sheet row, progress) of every data row without a fault."""
    _check_codes(table, (columns := _read(table, vocabulary)), index)
    _forbid_negative(table, columns, "forecast")
    return _records(
        table, columns, lambda values: Progress(**{**values, "cause": _as(Cause, values["cause"])})
    )


def read_partners(table: Table, vocabulary: Vocabulary) -> list[tuple[int, PartnerContribution]]:
    """(sheet row, contribution) of every data row without a fault."""
    columns = _read(table, vocabulary)
    _forbid_negative(table, columns, "amount")
    return _records(
        table,
        columns,
        lambda values: PartnerContribution(**{**values, "form": _as(PartnerForm, values["form"])}),
    )


def read_decisions(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Decision]]:
    """(sheet row, decision) of every data row without a fault."""
    _check_codes(table, (columns := _read(table, vocabulary)), index)
    records = _records(table, columns, lambda values: Decision(**values))
    for row, decision in records:
        other = index.domains.get(decision.code, decision.domain)
        if other != decision.domain:
            table.add(
                "decision-domain", row, "code", value=decision.code, domain=vocabulary.domain.written(other)
            )
    return records


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


def _as(kind: Callable[[str], Any], value: str | None) -> Any:
    return None if value is None else kind(value)


def _read(table: Table, vocabulary: Vocabulary) -> dict[str, ParsedColumn]:
    """All columns of a sheet, read as their declaration says."""
    years = vocabulary.years
    readers: dict[Cell, Callable[[Any], Any]] = {
        Cell.TEXT: read_text,
        Cell.DATE: lambda value: read_date(value, years),
        Cell.YEAR: lambda value: read_year(value, years),
        Cell.DOMAIN: vocabulary.domain.find,
        Cell.PERSONS: lambda value: read_persons(value, vocabulary.person.find),
    }
    found = {}
    for column in table.spec.columns:
        if column.cell is Cell.AMOUNT:
            found[column.field] = read_amount_column(table, column.field)
        elif column.cell is Cell.CODE:
            found[column.field] = read_code_column(table, column.field)
        elif column.cell is Cell.CHOICE:
            found[column.field] = read_column(
                table, column.field, each(lambda value, options=column.options: read_choice(value, options))
            )
        else:
            found[column.field] = read_column(table, column.field, each(readers[column.cell]), default="")
    return found


def _records(
    table: Table, columns: dict[str, ParsedColumn], make: Callable[[dict[str, Any]], Record]
) -> list[tuple[int, Record]]:
    records = []
    for number, row in enumerate(table.rows):
        values = {name: column[number] for name, column in columns.items()}
        if not any(isinstance(value, Fault) for value in values.values()):
            records.append((row, make(values)))
    return records


def _check_codes(table: Table, columns: dict[str, ParsedColumn], index: PlanIndex) -> None:
    for row, code in zip(table.rows, columns["code"].all(), strict=True):
        if isinstance(code, str) and code and code not in index.domains:
            table.add("code-unknown", row, "code", value=code, year="", times="", hint=index.hint(code))


def _forbid_negative(table: Table, columns: dict[str, ParsedColumn], name: str) -> None:
    for row, amount in zip(table.rows, columns[name].all(), strict=True):
        if isinstance(amount, int) and amount < 0:
            table.add(
                "amount-negative", row, name, column=table.spec.column(name).header, value=euros(amount)
            )
