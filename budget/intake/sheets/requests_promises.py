"""Reads sheets of kinds requests and promises and checks what they mean."""

from __future__ import annotations

from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import check_codes, forbid_negative, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.domain_records import Promise, PromiseState, Request, RequestState


def read_requests(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Request]]:
    """(sheet row, request) of every data row without a fault."""
    columns = read_columns(table, vocabulary)
    forbid_negative(table, columns, "amount")
    check_codes(table, columns, index)
    return read_records(
        table, columns, lambda values: Request(**{**values, "state": RequestState(values["state"])})
    )


def read_promises(table: Table, vocabulary: Vocabulary) -> list[tuple[int, Promise]]:
    """(sheet row, promise) of every data row without a fault; a closed one must have an outcome."""
    columns = read_columns(table, vocabulary)
    records = read_records(
        table, columns, lambda values: Promise(**{**values, "state": PromiseState(values["state"])})
    )
    for row, promise in records:
        if not promise.is_open and not promise.outcome:
            table.add("promise-outcome", row, "outcome", value=promise.state.value)
        if promise.due < promise.meeting:
            table.add("promise-due", row, "due", day=promise.due.strftime("%d-%m-%Y"))
    return records
