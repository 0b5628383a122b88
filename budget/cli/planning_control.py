"""The command that gives the table for VJN, NJN and annual accounts."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_csv, print_json
from budget.export.planning_control_tables import DOCUMENT_NAME, pc_workbook
from budget.labels import day_short, euro
from budget.model.months import local_day
from budget.model.planning_control import PcDocument, PcRow
from budget.model.words import UnknownNameError
from budget.snapshot.forecast_record import record_of
from budget.standing.decision_path import undecided_sentence
from budget.standing.moment import load_standing
from budget.standing.planning_control import pc_rows, require_period
from budget.standing.reference_date import default_reference_date


def show_table(options: argparse.Namespace) -> int:
    """Show the table as text, JSON or CSV, or write it as a workbook."""
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    domain, document = options.domain, PcDocument(options.document)
    if domain and domain not in {each.code for each in ctx.programme.domains}:
        known = ", ".join(each.code for each in ctx.programme.domains)
        raise UnknownNameError(f"'{domain}' is geen opgavedomein. Kies uit: {known}.")
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now))
    year = options.year or as_of.year
    require_period(document, year, as_of)
    standing = load_standing(ctx.store, ctx.programme, as_of, year)
    rows = pc_rows(standing, domain)
    moment = {"document": document.value, "year": year, "as_of": as_of.isoformat()}
    if options.json or options.csv:
        data = [_plain(row) | moment for row in rows]
        print_json(data) if options.json else print_csv(data)
    elif options.out:
        undecided = undecided_sentence(standing, domain)
        record = [k for k in record_of(standing, standing.snapshots) if domain in (None, k.domain)]
        options.out.write_bytes(pc_workbook(ctx.programme, document, year, as_of, rows, undecided, record))
        print(f"Geschreven: {options.out}")
    else:
        print(f"{DOCUMENT_NAME[document]} {year}: {ctx.programme.name}, peildatum {day_short(as_of)}")
        print(ctx.programme.scope)
        for row in rows:
            amounts = (row.original, row.budget, row.realised, row.forecast, row.variance)
            cells = ("–" if cents is None else euro(cents) for cents in amounts)
            print(f"{row.name[:40]:<40}", *(f"{words:>14}" for words in cells), row.direction)
    return DONE


def _plain(row: PcRow) -> dict[str, Any]:
    further = {"variance": row.variance, "direction": row.direction, "nature": row.nature}
    return asdict(row) | {"by": row.by.value} | further
