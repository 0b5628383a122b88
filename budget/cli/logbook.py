"""The command that prints the log: who did what, when, and from which file."""

from __future__ import annotations

import argparse
import sys

from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.usecases.logbook import Wanted, act_cells, act_data, acts_csv, logbook


def show(options: argparse.Namespace) -> int:
    """Print the matching acts, newest first."""
    ctx = Context()
    who, kind, domain = (option or "" for option in (options.person, options.kind, options.domain))
    filters = Wanted(who, kind, domain, options.first, options.last)
    acts = logbook(ctx.store, ctx.programme, ctx.actor, filters)
    if options.json:
        print_json([act_data(act) for act in acts])
    elif options.csv:
        sys.stdout.write(acts_csv(acts, ctx.programme))
    else:
        for act in acts:
            print("  ".join(filter(None, act_cells(act, ctx.programme))))
        if not acts:
            print("Er is niets gevonden.")
    return DONE
