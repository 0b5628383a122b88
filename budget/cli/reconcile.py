"""The command that shows what was reconciled, and up to which day."""

from __future__ import annotations

import argparse
from dataclasses import fields
from datetime import date

from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.labels import day_short, euro_exact
from budget.model.months import local_day
from budget.usecases import reconcile as reconciling
from budget.usecases.gaps import Reconciled, reconciled_until
from budget.usecases.reconcile import NOT_RECONCILED


def show(options: argparse.Namespace) -> int:
    """Print every accepted plan and ledger of a year with its source system's total and ours."""
    ctx = Context()
    year = options.year or reconciling.default_year(ctx.store, ctx.programme, local_day(ctx.now))
    reconciled = reconciling.reconciliation(ctx.store, ctx.programme, ctx.actor, year)
    until = reconciled_until(reconciled)
    if options.json:
        statements = [{**_fields(file), "difference": file.difference} for file in reconciled]
        print_json({"year": year, "reconciled_until": until, "statements": statements})
        return DONE
    for file in reconciled:
        stated = NOT_RECONCILED if file.stated is None else euro_exact(file.stated)
        line = (
            f"{file.submission:>5}  {file.file}  {file.money}: {stated}, gelezen {euro_exact(file.counted)}"
        )
        print(
            f"{line}  verschil {euro_exact(file.difference)}: {file.explained}" if file.difference else line
        )
    for code, day in until.items():
        print(f"{ctx.programme.domain(code).name}: {_until(day)}")
    if not reconciled:
        print(f"In {year} is nog niets vastgesteld.")
    return DONE


def _fields(file: Reconciled) -> dict[str, object]:
    return {item.name: getattr(file, item.name) for item in fields(file) if item.name != "lines"}


def _until(day: date | None) -> str:
    return f"sluit aan tot en met {day_short(day)}" if day else NOT_RECONCILED
