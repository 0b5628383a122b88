"""The commands that show the measures of one year by group, and of all years."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_data
from budget.labels import count, day_short, euro, percent, signal_word
from budget.model.months import local_day
from budget.model.years import RollRow, silent_years
from budget.standing.reference_date import default_reference_date
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, year_rows
from budget.usecases.figures import figure_rows, load_figures


def show_depletion(options: argparse.Namespace) -> int:
    """Show the measures of every group as a table, JSON or CSV."""
    ctx = Context()
    standing = load_figures(
        ctx.store, ctx.programme, ctx.actor, local_day(ctx.now), options.as_of, options.year, options.known_at
    )
    if not print_data(options, figure_rows(standing, options.by)):
        print(f"{ctx.programme.name}, {standing.facts.year}, peildatum {day_short(standing.facts.as_of)}")
        print(ctx.programme.scope)
        for row in standing.rows(options.by):
            m = row.measures
            # A domain that delivered nothing has no measured zero.
            spent = ("–", "–") if m.is_silent else (euro(m.realised), percent(m.depletion))
            word = signal_word(row.signal.colour, m.budget, row.is_outside_plan).lower()
            print(
                f"{row.name[:44]:<44} {euro(m.budget):>14} {spent[0]:>14} {spent[1]:>8}  "
                f"{row.signal.colour} ({word})"
            )
    return DONE


def show_years(options: argparse.Namespace) -> int:
    """Show every year and source as a table, JSON or CSV."""
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now))
    years = load_years(ctx.store, ctx.programme, as_of)
    if options.rollforward:
        return _show_rollforward(options, ctx, load_rollforward(ctx.store, years), as_of)
    rows = year_rows(years)
    data = [asdict(row) | {"as_of": as_of.isoformat()} for row in rows]
    if not print_data(options, data):
        print(f"{ctx.programme.name}, peildatum {day_short(as_of)}")
        names = ("begroot", "vrijgegeven", "besteed", "verplicht", "prognose")
        print(f"{'':<38} {' '.join(f'{name:>14}' for name in names)}")
        silent = silent_years(rows)
        for row in rows:
            plan = (euro(row.budget), euro(row.released)) if row.has_plan else ("geen plan", "–")
            used = ("–" if row.year in silent else euro(cents) for cents in (row.realised, row.committed))
            row_text = " ".join(f"{cell:>14}" for cell in (*plan, *used, euro(row.forecast)))
            unknown = count(row.released_unknown, "regel", "regels") if row.released_unknown else ""
            note = f"  vrijgave niet bekend: {unknown}" if unknown else ""
            print(f"{row.year} {row.name[:33]:<33} {row_text}{note}")
    return DONE


def _show_rollforward(options: argparse.Namespace, ctx: Context, rows: Sequence[RollRow], as_of: date) -> int:
    data = [asdict(row) | {"as_of": as_of.isoformat()} for row in rows]
    if not print_data(options, data):
        print(f"{ctx.programme.name}, peildatum {day_short(as_of)}")
        names = ("begin", "ontvangen", "besteed", "overgeheveld", "terug", "einde", "dreigt terug")
        print(f"{'':<44} {'jaar':<5} {' '.join(f'{name:>14}' for name in names)}")
        for row in rows:
            money = (row.begin, row.received, row.spent, row.carried, row.repaid, row.end, row.at_risk)
            row_text = " ".join(f"{'' if cents is None else euro(cents):>14}" for cents in money)
            print(f"{row.name[:44]:<44} {row.year or 'alle':<5} {row_text}")
    return DONE
