"""Control totals typed on the command line or sent by another system."""

from __future__ import annotations

from collections.abc import Sequence

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import read_amount
from budget.labels import join_words
from budget.model.content import CheckedFile, ControlTotal
from budget.model.submission_details import Money
from budget.model.words import Cents, UnknownNameError
from budget.usecases.control_totals import control_of, totals_by_kind


def read_control(
    checked: CheckedFile, totals: Sequence[str], explained: Sequence[str]
) -> tuple[ControlTotal, ...]:
    """The totals as typed: `136000,00`, or `gerealiseerd=136000,00` beside other kinds of money."""
    stated = {money: _amount(text) for money, text in (_by_kind(checked, text) for text in totals)}
    return control_of(checked, stated, dict(_by_kind(checked, text) for text in explained))


def _by_kind(checked: CheckedFile, typed: str) -> tuple[Money, str]:
    name, sign, text = typed.partition("=")
    if sign and name.strip() in set(Money):
        return Money(name.strip()), text
    kinds = list(totals_by_kind(checked))
    if len(kinds) != 1:
        raise UnknownNameError(
            f"Zeg van welk bedrag dit is: {join_words([f'{money}=...' for money in kinds])}."
        )
    return kinds[0], typed


def _amount(text: str) -> Cents:
    cents_or_fault = read_amount(text)
    if isinstance(cents_or_fault, Fault) or not any(sign.isdigit() for sign in text):
        raise UnknownNameError(f"'{text}' is geen bedrag. Schrijf het zo: 136000,00.")
    return cents_or_fault
