"""A question to the board as a row of a Voortgang sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from budget.intake.grammar.names import Vocabulary
from budget.model.questions import LEAST_OPTIONS, BoardQuestion

Row = dict[str, Any]


def question_row(question: BoardQuestion, vocabulary: Vocabulary, as_of: date | None) -> Row:
    """Raises ValueError without `as_of` or for more options than the sheet has."""
    if as_of is None or len(question.options) != LEAST_OPTIONS:
        raise ValueError("a question needs a day, and as many options as the sheet has")
    one, other = question.options
    owner = vocabulary.person.written(question.owner) if question.owner else ""
    return {
        "code": question.code,
        "as_of": as_of,
        "question": question.text,
        "option_a": one.text,
        "effect_a": one.effect,
        "option_b": other.text,
        "effect_b": other.effect,
        "meeting": question.meeting,
        "owner": owner,
    }
