"""The commands around an installation: prepare, load-example, serve."""

from __future__ import annotations

import argparse
import sys

from budget.cli.context import DONE, WRONG_USE, Context
from budget.model.words import BudgetError
from budget.usecases.load_example import has_data, has_example, load_example


def load(options: argparse.Namespace) -> int:
    """Load the example year into an empty database."""
    ctx = Context()
    load_example(ctx.store, ctx.programme, ctx.folder, lambda text: print(text, flush=True))
    print("Het voorbeeld is geladen. Alle bedragen en personen zijn verzonnen.")
    return DONE


def prepare(options: argparse.Namespace) -> int:
    """Migrate the database; load the example, if there is one, when it is empty."""
    ctx = Context()
    if has_data(ctx.store, ctx.programme):
        print("De database is klaar; uw gegevens staan er nog.")
        return DONE
    if not has_example(ctx.folder):
        print("De database is klaar. Dit programma heeft geen voorbeeld.")
        return DONE
    return load(options)


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard until interrupted."""
    from budget import server  # slow to import, and only this command needs it

    try:
        server.run(host=options.host, port=options.port)
    except BudgetError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return DONE
