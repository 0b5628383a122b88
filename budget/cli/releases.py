"""The command that shows the releases in force and what is used without a release."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_data
from budget.labels import day_short, euro
from budget.model.months import local_day
from budget.model.releases import ReleasePath
from budget.standing.moment import load_standing
from budget.standing.reference_date import default_reference_date


def show_releases(options: argparse.Namespace) -> int:
    """Show each release of the year as a table, JSON or CSV."""
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now))
    standing = load_standing(ctx.store, ctx.programme, as_of, as_of.year)
    codes = [domain.code for domain in ctx.programme.domains]
    paths = [standing.releases(code) for code in codes]
    rows = [row for path in paths if path for row in _rows(path)]
    if not print_data(options, rows):
        print(f"{ctx.programme.name}, {as_of.year}, peildatum {day_short(as_of)}")
        for row in rows:
            subject = " ".join(word for word in (row["code"], row["source"], row["theme"]) if word)
            print(f"{row['date']} {row['domain']:<6} {subject:<28} {euro(row['amount']):>14}  {row['state']}")
        for path in paths:
            for unreleased in path.unreleased if path else ():
                amount, since = euro(unreleased.cents), day_short(unreleased.since)
                print(f"{unreleased.line.key.code}: {amount} zonder vrijgave sinds {since}")
    return DONE


def _rows(path: ReleasePath) -> list[dict[str, Any]]:
    """Each release as plain data; `counts`: whether it is released money of a line at `as_of`."""
    return [
        {
            **asdict(release),
            "as_of": path.as_of.isoformat(),
            "counts": is_taken and release.state == "vrijgegeven" and release.date <= path.as_of,
        }
        for release, is_taken in path.releases
    ]
