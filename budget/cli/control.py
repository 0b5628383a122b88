"""Reconciliation on the command line: the totals that are typed, and what was reconciled."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.intake.faults import Fault
from budget.intake.grammar.amounts import read_amount
from budget.labels import day_short, euro_exact, listed
from budget.model.content import CheckedFile, ControlTotal
from budget.model.words import Cents, Money, UnknownNameError
from budget.usecases import reconcile as reconciling
from budget.usecases.control import control_of, counted_in
from budget.usecases.reconcile import NOT_RECONCILED


def read_control(
    checked: CheckedFile, totals: Sequence[str], explained: Sequence[str]
) -> tuple[ControlTotal, ...]:
    """The totals as they were typed: `136000,00`, or `gerealiseerd=136000,00` beside other kinds of money."""
    stated = {money: _amount(text) for money, text in (_by_kind(checked, one) for one in totals)}
    return control_of(checked, stated, dict(_by_kind(checked, one) for one in explained))


def _by_kind(checked: CheckedFile, typed: str) -> tuple[Money, str]:
    name, sign, text = typed.partition("=")
    if sign and name.strip() in set(Money):
        return Money(name.strip()), text
    kinds = list(counted_in(checked))
    if len(kinds) != 1:
        raise UnknownNameError(f"Zeg van welk bedrag dit is: {listed([f'{money}=...' for money in kinds])}.")
    return kinds[0], typed


def _amount(text: str) -> Cents:
    found = read_amount(text)
    if isinstance(found, Fault) or not any(sign.isdigit() for sign in text):
        raise UnknownNameError(f"'{text}' is geen bedrag. Schrijf het zo: 136000,00.")
    return found


def show(options: argparse.Namespace) -> int:
    """Print every accepted plan and ledger of a year with the total of its system and ours."""
    ctx = Context()
    year = options.year or ctx.now.year
    found = reconciling.reconciliation(ctx.store, ctx.programme, ctx.actor, year)
    until = reconciling.reconciled_until(found)
    if options.json:
        statements = [{**asdict(one), "difference": one.difference} for one in found]
        print_json({"year": year, "reconciled_until": until, "statements": statements})
        return DONE
    for one in found:
        stated = NOT_RECONCILED if one.stated is None else euro_exact(one.stated)
        line = f"{one.submission:>5}  {one.file}  {one.money}: {stated}, gelezen {euro_exact(one.counted)}"
        print(f"{line}  verschil {euro_exact(one.difference)}: {one.explained}" if one.difference else line)
    for code, day in until.items():
        print(f"{ctx.programme.domain(code).name}: {_until(day)}")
    if not found:
        print("In dit jaar is nog niets vastgesteld.")
    return DONE


def _until(day: date | None) -> str:
    return f"sluit aan tot en met {day_short(day)}" if day else NOT_RECONCILED
