"""What a second process does to a database: run as `python -m tests.faults.workers STEP URL ...`."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

from budget import delivery
from budget.model import BudgetError, Content
from budget.store import ledger as ledger_module
from budget.store import submissions as submissions_module
from budget.store.engine import open_store
from tests.store.samples import NOW, PROGRAMME, YEAR, booking, ledger, line, packed, plan, statement

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
        print("hangt", flush=True)
        time.sleep(600)

    setattr(module, where, hang)
    delivery.accept(open_store(url), PROGRAMME, int(number), "cato", NOW)


def accept(url: str, number: str, person: str, start: str) -> None:
    store = open_store(url)
    _wait_for(start)
    done = delivery.accept(store, PROGRAMME, int(number), person, NOW)
    print(f"gelukt {done.seq}")


def submit(url: str, n: str, start: str) -> None:
    _wait_for(start)
    checked, data = packed(plan(line(f"GRO-{n}")))
    print(f"gelukt {delivery.submit(open_store(url), PROGRAMME, checked, data, 'cor', NOW).id}")


def _wait_for(start: str) -> None:
    print("klaar", flush=True)
    while not Path(start).exists():
        time.sleep(0.001)


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]](*sys.argv[2:])
    except BudgetError as error:
        print(f"zin: {error}")
