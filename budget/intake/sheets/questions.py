"""Reads the questions to the board from rows of a progress sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from budget.intake.schema import QUESTION_FIELDS
from budget.intake.sheets.table import Table
from budget.model.questions import BoardQuestion, Option
from budget.workbook.places import cell_name

MOST_NAMED = 4


def read_question(
    table: Table, row: int, values: dict[str, Any], meetings: Sequence[date]
) -> BoardQuestion | None:
    """The question in a sheet row; None without one, or after a finding."""
    if not values["question"]:
        _refuse_orphans(table, row, values)
        return None
    texts = values["option_a"], values["option_b"]
    if not all(texts) or texts[0].casefold() == texts[1].casefold():
        table.add("question-options", row, "question", value=values["question"])
        return None
    meeting = values["meeting"] or None
    if meeting and meeting not in meetings:
        near = sorted(sorted(meetings, key=lambda day: abs(day - meeting))[:MOST_NAMED])
        named = ", ".join(f"{day:%d-%m-%Y}" for day in near)
        table.add("question-meeting", row, "meeting", value=f"{meeting:%d-%m-%Y}", options=named)
        return None
    options = Option(texts[0], values["effect_a"]), Option(texts[1], values["effect_b"])
    return BoardQuestion(values["code"], values["question"], options, values["owner"], meeting)


def check_question_doubles(records: Sequence[tuple[Table, int, BoardQuestion]]) -> None:
    """Refuse the same question on the same line twice in a file."""
    first_places: dict[tuple[str, str], tuple[Table, int]] = {}
    for table, row, question in records:
        first = first_places.setdefault(question.identity_key, (table, row))
        if first != (table, row):
            first_place = f"{first[0].sheet}!{cell_name(first[1], first[0].header.columns['question'])}"
            table.add("question-double", row, "question", value=question.code, other=first_place)


def _refuse_orphans(table: Table, row: int, values: dict[str, Any]) -> None:
    """Refuse the other fields of a question when the question is missing: they would be lost silently."""
    for field in QUESTION_FIELDS[1:]:
        if values[field] not in ("", None):
            table.add("question-missing", row, field, column=table.spec.column(field).header)
            return
