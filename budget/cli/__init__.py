"""The command line: the same use cases as the screens, for nightly imports and scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from budget.cli.arguments import parser
from budget.cli.desk import DONE, REFUSED, WRONG_USE
from budget.incidents import record_incident
from budget.model import BudgetError, UnknownNameError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 refused, 2 wrong use. Never a traceback."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except UnknownNameError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BudgetError as error:
        print(error)
        return REFUSED
    except BrokenPipeError:
        return DONE
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        print(f"Er ging iets mis in het programma. Meld dit nummer: {record_incident()}", file=sys.stderr)
        return REFUSED
