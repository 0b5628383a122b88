"""A field for an amount, read like a cell in a workbook; the page shows how it was understood.

The browser's number field will not do: it reads 120.000 as 120 euros and 10000,50 as a million.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from budget.intake.faults import Fault
from budget.intake.findings import Findings, text_of
from budget.intake.grammar.amounts import read_amount
from budget.labels import euro, euro_exact
from budget.model.words import Cents
from budget.ui.figures import show_below

EXAMPLE = "120.000 of 10.000,50"
NOT_KNOWN = "Dit is nog geen bedrag. Vul een getal in, bijvoorbeeld 120.000."
LEFT_OPEN = "Vul een bedrag in, bijvoorbeeld 120.000."
BELOW_ZERO = "Een bedrag onder nul kan hier niet. Vul nul of meer in."


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """Parsed amount: `cents`, or a Dutch error text (`complaint`) to show under the field.

    With neither the field is empty, if allowed.
    """

    cents: Cents | None
    complaint: str = ""


def read_typed(text: str, *, may_be_empty: bool = False, may_be_negative: bool = False) -> TypedAmount:
    """The amount in `text` in Dutch notation; a complaint if the text is ambiguous."""
    if not text.strip():
        return TypedAmount(None, "" if may_be_empty else LEFT_OPEN)
    cents_or_fault = read_amount(text)
    if isinstance(cents_or_fault, Fault):
        return TypedAmount(None, _complaint(cents_or_fault))
    if not any(sign.isdigit() for sign in text):
        return TypedAmount(None, NOT_KNOWN)
    if cents_or_fault < 0 and not may_be_negative:
        return TypedAmount(None, BELOW_ZERO)
    return TypedAmount(cents_or_fault)


def amount_read(cents: Cents) -> str:
    """The amount as understood: with cents only if not zero."""
    return euro_exact(cents) if cents % 100 else euro(cents)


def ask_amount(
    label: str,
    key: str,
    start: str = "",
    *,
    may_be_empty: bool = False,
    may_be_negative: bool = False,
    say: Callable[[Cents], str] = amount_read,
    empty: str = "nog niet bekend",
) -> TypedAmount:
    """A field for an amount, with a line below it: how it was read, or what is wrong.

    Not for use in a form: there the line would only appear after the button. `empty` is the meaning of an
    empty field.
    """
    text = st.text_input(label, start, key=key, placeholder=f"Bijvoorbeeld {EXAMPLE}")
    typed = read_typed(text, may_be_empty=may_be_empty, may_be_negative=may_be_negative)
    line_below = f"Leeg: {empty}." if typed.cents is None else f"Gelezen als: {say(typed.cents)}"
    show_below(typed.complaint or line_below, is_wrong=bool(typed.complaint))
    return typed


def _complaint(fault: Fault) -> str:
    if fault.code == "amount-unknown":
        return NOT_KNOWN
    findings = Findings("", 1)
    findings.add(fault.code, **fault.values)
    return text_of(findings.all()[0])
