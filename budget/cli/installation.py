"""The command that serves the dashboard."""

from __future__ import annotations

import argparse
import sys

from budget.cli.context import DONE, WRONG_USE
from budget.model.words import BudgetError


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard until interrupted."""
    from budget import server  # slow to import, and only this command needs it

    try:
        server.run(host=options.host, port=options.port)
    except BudgetError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return DONE
