"""The command that shows what was reconciled, and up to which day."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date

from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.labels import day_short, euro_exact
from budget.model.months import local_day
from budget.standing.moment import default_reference_date
from budget.usecases import reconcile as reconciling
from budget.usecases.reconcile import NOT_RECONCILED


def show(options: argparse.Namespace) -> int:
    """Print every accepted plan and ledger of a year with its source system's total and ours."""
    ctx = Context()
    year = options.year or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now)).year
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
        print(f"In {year} is nog niets vastgesteld.")
    return DONE


def _until(day: date | None) -> str:
    return f"sluit aan tot en met {day_short(day)}" if day else NOT_RECONCILED
