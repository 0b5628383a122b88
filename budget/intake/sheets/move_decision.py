"""Reads the decision that lets a plan move money, from the rows above its table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from budget.intake.faults import Fault, Raw
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.text import read_text
from budget.intake.sheets.table import Table
from budget.intake.sheets.title_rows import title_values
from budget.model.content import MoveDecision

_EARLIER = 10
"""Most years between a decision and the start of the programme."""


def read_move_decisions(tables: Iterable[Table], vocabulary: Vocabulary) -> list[MoveDecision]:
    """The distinct decisions that these plan sheets name; one without text or day is reported."""
    years = tuple(range(vocabulary.years[0] - _EARLIER, vocabulary.years[-1] + 1))
    decisions: dict[MoveDecision, None] = {}
    for table in tables:
        texts, days = (title_values(table, name) for name in ("decision", "decided_on"))
        for text, day in zip_longest(texts, days):
            if (decision := _read(table, text, day, years)) is not None:
                decisions[decision] = None
    return list(decisions)


def _read(table: Table, document: Raw, on: Raw, years: tuple[int, ...]) -> MoveDecision | None:
    text = "" if document is None else read_text(document)
    day = None if on is None else read_date(on, years)
    if isinstance(text, str) and text and day is not None and not isinstance(day, Fault):
        return MoveDecision(" ".join(text.split()), day)
    if text or day is not None:
        lacks = "een leesbare datum ontbreekt" if text else "de naam van het besluit ontbreekt"
        table.findings.add("plan-decision", table.sheet, value=document if text else on, lacks=lacks)
    return None
