"""The commands for data beside plan and ledger: funding, results, requests, promises."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_csv, print_json
from budget.export.funding_tables import funding_workbook
from budget.export.results_tables import results_workbook
from budget.labels import day_short, euro, euro_exact, funding_amount
from budget.model.months import local_day
from budget.model.words import BudgetError, UnknownNameError
from budget.standing.decision_path import undecided_sentence
from budget.standing.funding import funding_rows, partner_years
from budget.standing.moment import Standing, load_standing
from budget.standing.outside_totals import (
    open_requests,
    promises_of,
    promises_sentence,
    requests_sentence,
)
from budget.standing.reference_date import default_reference_date
from budget.standing.results import result_rows


def show_means(options: argparse.Namespace) -> int:
    """Show all funding of one domain or of all as text, JSON or CSV, or write those of one as a workbook."""
    if options.out and not options.domain:
        raise BudgetError("Noem met --domain van welk opgavedomein u de begroting wilt.")
    standing = load(options)
    programme, facts = standing.programme, standing.facts
    codes = [options.domain] if options.domain else [domain.code for domain in programme.domains]
    rows = [row for code in codes for row in funding_rows(standing, code)]
    if options.json or options.csv:
        data = [asdict(row) | {"kind": row.kind.value, "as_of": facts.as_of.isoformat()} for row in rows]
        print_json(data) if options.json else print_csv(data)
    elif options.out:
        years, undecided = partner_years(standing, codes[0]), undecided_sentence(standing, codes[0])
        moment = (codes[0], facts.year, facts.as_of)
        options.out.write_bytes(funding_workbook(programme, *moment, rows, years, undecided))
        print(f"Geschreven: {options.out}")
    else:
        print(f"{programme.name}, {facts.year}, peildatum {day_short(facts.as_of)}")
        for row in rows:
            name, kind = row.name[:44], row.kind.value
            amount = funding_amount(row.kind, row.amount)
            print(f"{row.domain:<6} {kind:<20} {name:<44} {amount:>20}  {row.description}".rstrip())
    return DONE


def show_results(options: argparse.Namespace) -> int:
    """Show every measurement of one domain or of all as text, JSON, CSV or a workbook."""
    standing = load(options)
    programme, facts = standing.programme, standing.facts
    rows = result_rows(standing, options.domain)
    if options.json or options.csv:
        data = [asdict(row) | {"as_of": facts.as_of.isoformat()} for row in rows]
        print_json(data) if options.json else print_csv(data)
    elif options.out:
        options.out.write_bytes(results_workbook(programme, facts.year, facts.as_of, rows))
        print(f"Geschreven: {options.out}")
    else:
        print(f"{programme.name}, {facts.year}, peildatum {day_short(facts.as_of)}")
        for row in rows:
            per = euro_exact(row.per_result) if row.per_result is not None else row.why_not
            on = day_short(row.on) if row.on else ""
            row_text = f"{on:<10} {row.value:>8} / {row.target:<8} {row.indicator[:40]:<40} {per}"
            print(f"{row.code:<12} {row_text}".rstrip())
    return DONE


def show_requests(options: argparse.Namespace) -> int:
    """Show the open requests by deadline as text, JSON or CSV."""
    standing = load(options)
    rows = [asdict(request) for request in open_requests(standing, options.domain)]
    row_texts = [
        f"{row['domain']:<6} {euro(row['amount']):>14}  {row['moment']:<12} {day_short(row['deadline'])}  "
        f"{row['request']}"
        for row in rows
    ]
    return _show(options, rows, [*row_texts, requests_sentence(standing, options.domain)])


def show_promises(options: argparse.Namespace) -> int:
    """Show the promises, open ones first, as text, JSON or CSV."""
    standing = load(options)
    as_of, promises = standing.facts.as_of, promises_of(standing, options.domain)
    rows = [asdict(promise) | {"overdue": promise.is_overdue(as_of)} for promise in promises]
    row_texts = [
        f"{row['domain']:<6} {day_short(row['due'])}  {row['owner']:<14} {row['state']:<10} {row['promise']}"
        for row in rows
    ]
    return _show(options, rows, [*row_texts, promises_sentence(standing, options.domain)])


def _show(options: argparse.Namespace, rows: list[dict[str, Any]], lines: list[str]) -> int:
    if options.out:
        raise BudgetError("Kies tekst, --json of --csv. Als rekenblad staat zij in het verslag.")
    if options.json or options.csv:
        print_json(rows) if options.json else print_csv(rows)
    else:
        print("\n".join(filter(None, lines)))
    return DONE


def load(options: argparse.Namespace) -> Standing:
    """The requested standing. Raises UnknownNameError for an unknown domain."""
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    known = [domain.code for domain in ctx.programme.domains]
    if options.domain and options.domain not in known:
        raise UnknownNameError(f"'{options.domain}' is geen opgavedomein. Kies uit: {', '.join(known)}.")
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now))
    return load_standing(ctx.store, ctx.programme, as_of, options.year or as_of.year)
