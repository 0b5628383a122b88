"""What a second process does to a database: run as `python -m tests.faults.workers STEP URL ...`."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from budget.model import BudgetError, Content
from budget.store import ledger as ledger_module
from budget.store import submissions as submissions_module
from budget.store.engine import open_store
from budget.usecases import deliver as delivery
from tests.store.samples import AMENDED, NOW, PROGRAMME, YEAR, booking, ledger, line, packed, plan, statement

ROWS = 5_000


def large_ledger() -> Content:
    first = date(YEAR, 1, 1)
    rows = [
        booking(f"D{n}", first + timedelta(days=n % 200), n, f"GRO-{n % 50}", supplier=f"Firma {n % 9}")
        for n in range(ROWS)
    ]
    return ledger(statement(date(YEAR, 9, 30), *rows))


def accept_and_hang(url: str, number: str, where: str) -> None:
    """Stop for ever in the middle of an acceptance, just before `where`."""
    module = ledger_module if hasattr(ledger_module, where) else submissions_module

    def hang(*_) -> None:
        _say("hangt")
        time.sleep(600)

    setattr(module, where, hang)
    delivery.accept(open_store(url), PROGRAMME, int(number), "cato", NOW)


def accept_and_say(url: str, number: str) -> None:
    """Say when the work begins, and when it is done."""
    store = open_store(url)
    _say("begint")
    delivery.accept(store, PROGRAMME, int(number), "cato", NOW)
    _say("gelukt")


def accept(url: str, number: str, person: str, start: str) -> None:
    store = open_store(url)
    _wait_for(start)
    done = delivery.accept(store, PROGRAMME, int(number), person, NOW)
    _say(f"gelukt {done.seq}")


def submit(url: str, n: str, start: str) -> None:
    _wait_for(start)
    checked, data = packed(plan(line(f"GRO-{n}")))
    done = delivery.submit(open_store(url), PROGRAMME, checked, data, "cor", NOW, amendment=AMENDED)
    _say(f"gelukt {done.id}")


def at_once(calls: str) -> None:
    """Each of `calls` (JSON: a list of words) in a process of its own; they share what was imported."""
    for words in json.loads(calls):
        if os.fork() == 0:
            _run(*words)
            os._exit(0)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _run(step: str, *words: str) -> None:
    try:
        globals()[step](*words)
    except BudgetError as error:
        _say(f"zin: {error}")
    except Exception as error:  # noqa: BLE001 - the test that started this process must hear of it
        _say(f"fout: {error!r}")


def _say(text: str) -> None:
    """A whole line in one write, so that those of several processes never mix."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


def _wait_for(start: str) -> None:
    _say("klaar")
    while not Path(start).exists():
        time.sleep(0.001)


if __name__ == "__main__":
    _run(*sys.argv[1:])
