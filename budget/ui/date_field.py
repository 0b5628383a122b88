"""A field for a day, read like a cell in a workbook; the page shows how it was understood.

Streamlit's date field has English labels and ignores Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from budget.intake.faults import Fault
from budget.intake.findings import Findings, text_of
from budget.intake.grammar.dates import read_date
from budget.labels import day, day_short
from budget.ui.address import LONGEST_DAY
from budget.ui.figures import show_below

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
NOT_A_DAY = "Deze dag bestaat niet. Typ een datum, bijvoorbeeld 30-09-2024."
LEFT_OPEN = "Typ een datum, bijvoorbeeld 30-09-2024."


@dataclass(frozen=True, slots=True)
class TypedDay:
    """Parsed day: `day`, or a Dutch error text (`complaint`) to show under the field."""

    day: date | None
    complaint: str = ""


def read_typed_day(text: str, last: date = LATEST) -> TypedDay:
    """The day in `text`, up to and including `last`; an invalid one is a complaint."""
    if not text.strip():
        return TypedDay(None, LEFT_OPEN)
    day_or_fault = read_date(text, tuple(range(EARLIEST.year, LATEST.year + 1)))
    if isinstance(day_or_fault, Fault):
        return TypedDay(None, _complaint(day_or_fault))
    if day_or_fault > last:
        return TypedDay(None, f"Deze dag is te laat. Kies {day(last)} of eerder.")
    return TypedDay(day_or_fault)


def ask_day(
    label: str,
    key: str,
    start: date | None,
    *,
    last: date = LATEST,
    help_text: str | None = None,
) -> TypedDay:
    """A field for a day, prefilled with `start`, with a line below it that says how it was read.

    Not for use in a form: there the line would only appear after the button.
    """
    begin = day_short(start) if start else ""
    text = st.text_input(
        label, begin, key=key, help=help_text, placeholder="dd-mm-jjjj", max_chars=LONGEST_DAY
    )
    typed = read_typed_day(text, last)
    line_below = typed.complaint or f"Gelezen als: {day(typed.day or EARLIEST)}"
    show_below(line_below, is_wrong=typed.complaint not in ("", LEFT_OPEN))
    return typed


def _complaint(fault: Fault) -> str:
    if fault.code != "date-double":
        return NOT_A_DAY
    findings = Findings("", 1)
    findings.add(fault.code, **fault.values)
    return text_of(findings.all()[0])
