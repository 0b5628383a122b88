"""`python -m budget`: runs one command; only the module of that command is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from budget.batch import collector_paused
from budget.cli.arguments import CHOSEN, parser
from budget.model.words import BudgetError, UnknownNameError

DONE, REFUSED, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 refused, 2 wrong usage. Never a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given).parse_args(given)
    chosen = CHOSEN.set(options.of_programme or "")
    try:
        status: int = getattr(_module(options.module), options.function)(options)
        return status
    except UnknownNameError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BudgetError as error:
        print(error)
        return REFUSED
    except BrokenPipeError:
        return DONE
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        from budget.incidents import record_incident

        print(f"Er ging iets mis in het programma. Meld dit nummer: {record_incident()}", file=sys.stderr)
        return REFUSED
    finally:
        CHOSEN.reset(chosen)


def _module(name: str) -> ModuleType:
    """The module of a command. Only that one is imported: imports take longer than most commands."""
    with collector_paused():
        found = _handing_in(name) or _looking(name) or _import_command(name)
    if __name__ == "__main__":
        # Imported modules are never garbage: the collector need not scan them.
        gc.freeze()
    return found


def _handing_in(name: str) -> ModuleType | None:
    if name == "delivery":
        # Start loading the readers while the rest of this command loads.
        from budget.sandbox.process import CHILDREN

        CHILDREN.prepare()
        from budget.cli import delivery

        return delivery
    if name == "submissions":
        from budget.cli import submissions

        return submissions
    if name == "mapping":
        from budget.cli import mapping

        return mapping
    if name == "reconcile":
        from budget.cli import reconcile

        return reconcile
    if name == "watch":
        from budget.cli import watch

        return watch
    if name == "logbook":
        from budget.cli import logbook

        return logbook
    return None


def _looking(name: str) -> ModuleType | None:
    if name == "depletion":
        from budget.cli import depletion

        return depletion
    if name == "close":
        from budget.cli import close

        return close
    if name == "releases":
        from budget.cli import releases

        return releases
    if name == "extra_data":
        from budget.cli import extra_data

        return extra_data
    if name == "planning_control":
        from budget.cli import planning_control

        return planning_control
    if name == "plans":
        from budget.cli import plans

        return plans
    if name == "snapshot":
        from budget.cli import snapshot

        return snapshot
    if name == "publish":
        from budget.cli import publish

        return publish
    if name == "country":
        from budget.cli import country

        return country
    return None


def _import_command(name: str) -> ModuleType:
    if name == "example":
        from budget.cli import example

        return example
    if name == "remove":
        from budget.cli import remove

        return remove
    if name == "token":
        from budget.cli import token

        return token
    if name == "mail":
        from budget.cli import mail

        return mail
    if name == "programme":
        from budget.cli import programme

        return programme
    if name == "maintenance":
        from budget.cli import maintenance

        return maintenance
    if name == "installation":
        from budget.cli import installation

        return installation
    from budget.cli import backtest

    return backtest


if __name__ == "__main__":
    # Nothing here multiplies matrices, for which numpy would start a thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = main()
    # At exit Python would search everything that was imported for garbage; the system frees it at once.
    gc.freeze()
    sys.exit(status)
