"""The child process that checks one file."""

from __future__ import annotations

from array import array
from dataclasses import fields
from datetime import date
from typing import Any

from budget.intake.catalogue import CATALOGUE
from budget.intake.check import check_data
from budget.intake.findings import message_of
from budget.intake.outcome import CheckOutcome, LedgerSheet, ParsedColumn
from budget.model.content import Content, Progress
from budget.model.questions import BoardQuestion
from budget.model.words import SheetKind
from budget.sandbox.child import Say, Weigh, serve
from budget.sandbox.wire import (
    Answer,
    PackedBookings,
    PackedColumn,
    PackedStatement,
    Request,
    encode_answer,
)

_FEW = 100
"""Most values that no row has, to be sent all the same."""


def work(request: Request, data: bytes, say: Say, weigh: Weigh) -> bytes:
    """The encoded answer for the file of one request."""
    checked = check_data(request.file, data, request.programme, request.known, request.limits, say, weigh)
    return encode_answer(pack(checked))


def pack(checked: CheckOutcome) -> Answer:
    """The outcome of a check, ready to be encoded."""
    if not checked.accepted:
        return Answer(tuple(checked.reports), checked.findings)
    records = checked.records
    notes = records.get(SheetKind.PROGRESS, ())
    content = Content(
        plan=tuple(records.get(SheetKind.PLAN, ())),
        progress=tuple(record for record in notes if isinstance(record, Progress)),
        partners=tuple(records.get(SheetKind.PARTNERS, ())),
        decisions=tuple(records.get(SheetKind.DECISIONS, ())),
        releases=tuple(records.get(SheetKind.RELEASES, ())),
        path=tuple(records.get(SheetKind.PATH, ())),
        requests=tuple(records.get(SheetKind.REQUESTS, ())),
        promises=tuple(records.get(SheetKind.PROMISES, ())),
        successions=tuple(records.get(SheetKind.SUCCESSION, ())),
        transfers=tuple(records.get(SheetKind.TRANSFER, ())),
        questions=tuple(record for record in notes if isinstance(record, BoardQuestion)),
        allowed_by=tuple(checked.allowed_by),
        amendment=checked.amendment,
        plan_cells=checked.plan_cells,
        release_cells=checked.release_cells,
        asks=tuple(message_of(found) for found in checked.findings if CATALOGUE[found.code].asks),
    )
    statements = tuple(map(_pack_ledger, checked.ledgers))
    return Answer(tuple(checked.reports), checked.findings, content, statements)


def _pack_ledger(sheet: LedgerSheet) -> PackedStatement:
    period = sheet.period
    columns = [_pack_column(sheet.columns[column.name]) for column in fields(PackedBookings)]
    return PackedStatement(
        sheet.sheet,
        _known(period.date),
        _known(period.first),
        _known(period.last),
        sheet.states_bookings,
        sheet.states_commitments,
        sheet.scope.domains,
        sheet.scope.codes,
        PackedBookings(*columns),
        sheet.cells,
    )


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("an accepted ledger without a period")
    return day


def _pack_column(column: ParsedColumn) -> PackedColumn[Any]:
    """The column without values that no row has: those were not read, and are None."""
    codes, values = column.codes, column.values
    unread = {code for code, value in enumerate(values) if value is None}
    if len(unread) <= _FEW and unread.isdisjoint(codes):
        # Another value in their place costs less than other numbers for all rows.
        other = next((value for value in values if value is not None), None)
        return PackedColumn(codes.tobytes(), tuple(other if value is None else value for value in values))
    used = sorted(set(codes))
    if len(used) != len(column.values):
        numbers = dict(zip(used, range(len(used)), strict=True))
        codes = array("I", map(numbers.__getitem__, codes))
    return PackedColumn(codes.tobytes(), tuple(column.values[code] for code in used))


if __name__ == "__main__":
    serve(work)
