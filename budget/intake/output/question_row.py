"""Questions to the board as rows of a Voortgang sheet, and transfers as rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from budget.intake.grammar.names import Vocabulary
from budget.model.content import Transfer
from budget.model.questions import LEAST_OPTIONS, BoardQuestion

Row = dict[str, Any]


def question_row(question: BoardQuestion, vocabulary: Vocabulary, as_of: date | None) -> Row:
    """A question as a row. Raises ValueError without `as_of`, or for more options than the sheet has."""
    if as_of is None or len(question.options) != LEAST_OPTIONS:
        raise ValueError("a question needs a day, and as many options as the sheet has")
    option_a, option_b = question.options
    owner = vocabulary.person.written(question.owner) if question.owner else ""
    return {
        "code": question.code,
        "as_of": as_of,
        "question": question.text,
        "option_a": option_a.text,
        "effect_a": option_a.effect,
        "option_b": option_b.text,
        "effect_b": option_b.effect,
        "meeting": question.meeting,
        "owner": owner,
    }


def transfer_row(transfer: Transfer, vocabulary: Vocabulary) -> Row:
    """A transfer as a row, with both lines in full."""
    row: Row = {
        name: getattr(transfer, name) for name in ("year", "amount", "reason", "decision", "decided_on")
    }
    row["document"] = transfer.document
    for side, end in (("from", transfer.giver), ("to", transfer.taker)):
        row[f"{side}_code"], row[f"{side}_source"] = end.code, vocabulary.source.written(end.source)
        if end.theme:
            row[f"{side}_theme"] = vocabulary.theme(end.source).written(end.theme)
    return row
