"""The rows of the sheets with a content's records: values by the field of their column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from budget.intake.grammar.names import Vocabulary
from budget.intake.output.question_row import question_row, transfer_row
from budget.intake.schema import (
    DECISIONS,
    MONTH_FIELDS,
    PARTNERS,
    PATH,
    PLAN,
    PROGRESS,
    PROMISES,
    RELEASES,
    REQUESTS,
    SUCCESSION,
    TRANSFER,
    SheetSpec,
)
from budget.model.content import (
    Amendment,
    Booking,
    Content,
    PartnerContribution,
    PathStep,
    PlanLine,
    Progress,
    Promise,
    Release,
    Statement,
    Succession,
)
from budget.model.domain_records import Told

Row = dict[str, Any]
Record = PlanLine | Progress | PartnerContribution | Told | Release | Amendment | PathStep | Succession


def content_rows(
    content: Content, vocabulary: Vocabulary, as_of: date | None = None
) -> Iterator[tuple[SheetSpec, list[Row]]]:
    """The rows of each kind of sheet except the ledger. Questions to the board need `as_of`."""
    yield PLAN, [_plan_row(line, vocabulary) for line in content.plan if not content.transfers]
    yield PROGRESS, _progress_rows(content, vocabulary, as_of)
    yield PARTNERS, [_domain_row(record, vocabulary) for record in content.partners]
    yield DECISIONS, [_domain_row(record, vocabulary) for record in content.decisions]
    yield RELEASES, [_funded_row(record, vocabulary) for record in content.releases]
    yield PATH, [_step_row(step, vocabulary) for step in content.path]
    yield REQUESTS, [_domain_row(record, vocabulary) for record in content.requests]
    yield PROMISES, [_promise_row(record, vocabulary) for record in content.promises]
    yield SUCCESSION, [{**fields_of(row), "share": row.share or None} for row in content.successions]
    yield TRANSFER, [transfer_row(transfer, vocabulary) for transfer in content.transfers]


def fields_of(record: Record) -> Row:
    """The values of a record by field."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _progress_rows(content: Content, vocabulary: Vocabulary, as_of: date | None) -> list[Row]:
    return [
        *({**fields_of(note), "withdrawn": "ja" if note.withdrawn else ""} for note in content.progress),
        *(question_row(question, vocabulary, as_of) for question in content.questions),
    ]


def _plan_row(line: PlanLine, vocabulary: Vocabulary) -> Row:
    row = _funded_row(line, vocabulary)
    row["budget_holder"] = vocabulary.person.written(line.budget_holder)
    row.update(zip(MONTH_FIELDS, line.phasing or (), strict=False))
    return row


def _funded_row(record: PlanLine | Release, vocabulary: Vocabulary) -> Row:
    row = _domain_row(record, vocabulary)
    row["source"] = vocabulary.source.written(record.source) if record.source else ""
    if record.theme:
        names = vocabulary.theme(record.source) if record.source in vocabulary.sources else None
        row["theme"] = (names or vocabulary.any_theme).written(record.theme)
    return row


def _promise_row(record: Promise, vocabulary: Vocabulary) -> Row:
    return {**_domain_row(record, vocabulary), "owner": vocabulary.person.written(record.owner)}


def _step_row(step: PathStep, vocabulary: Vocabulary) -> Row:
    return {**_domain_row(step, vocabulary), "step": vocabulary.step.written(step.step)}


def _domain_row(record: PlanLine | PartnerContribution | Told | Release | PathStep, names: Vocabulary) -> Row:
    return {**fields_of(record), "domain": names.domain.written(record.domain)}


def booking_row(statement: Statement, booking: Booking, vocabulary: Vocabulary) -> Row:
    """One row of a ledger sheet."""
    row = booking._asdict()
    row["source"] = vocabulary.source.written(booking.source) if booking.source else ""
    row["kind"] = booking.kind.value if statement.states_commitments else ""
    return row
