"""The commands around an installation: prepare, load-example, serve, backtest."""

from __future__ import annotations

import argparse
import sys

from budget.cli.desk import DONE, WRONG_USE, Desk
from budget.model import BudgetError, UnknownNameError
from budget.usecases import deliver as delivery
from budget.usecases.load_example import has_example, load_example


def load(options: argparse.Namespace) -> int:
    desk = Desk()
    load_example(desk.store, desk.programme, desk.folder, lambda text: print(text, flush=True))
    print("Het voorbeeld is geladen. Alle bedragen en personen zijn verzonnen.")
    return DONE


def prepare(options: argparse.Namespace) -> int:
    """Migrate; an empty programme that has an example gets it."""
    desk = Desk()
    if delivery.submissions(desk.store, desk.programme):
        print("De database is klaar; uw gegevens staan er nog.")
        return DONE
    if not has_example(desk.folder):
        print("De database is klaar. Dit programma heeft geen voorbeeld.")
        return DONE
    return load(options)


def serve(options: argparse.Namespace) -> int:
    from budget import server  # the web server is large; the other commands start without it

    try:
        server.run(host=options.host, port=options.port)
    except BudgetError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return DONE


def backtest(options: argparse.Namespace) -> int:
    from budget.cli.panel import predict_file  # pandas is large; the other commands start without it

    try:
        predict_file(options.panel, options.predictions)
    except OSError as error:
        raise UnknownNameError(
            f"{error.filename} is niet te lezen of te schrijven: {error.strerror}."
        ) from error
    print(f"Geschreven: {options.predictions}")
    return DONE
