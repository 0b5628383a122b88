"""What a second process does to a database: run as `python -m tests.faults.workers STEP URL ...`."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from budget.model import BudgetError, Content
from budget.store import ledger as ledger_module
from budget.store import submissions as submissions_module
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from tests.snapshot.full_history import live_fully
from tests.store.samples import AMENDED, NOW, PROGRAMME, YEAR, booking, ledger, line, packed, plan, statement

ROWS = 5_000
CHANGES = ("INSERT", "UPDATE", "DELETE")
ACKNOWLEDGED, CHANGED = b"a", b"c"


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
    delivery.accept(open_store(url).of(PROGRAMME.id), PROGRAMME, int(number), "cato", NOW)


def accept_and_die() -> None:
    """For each line of the input, an address, the number of a submission and how soon to be killed.

    Says `gelukt` when the acceptance was acknowledged before that.
    """
    for words in sys.stdin:
        url, number, seconds = words.split()
        heard, told = os.pipe()
        if (child := os.fork()) == 0:
            store = open_store(url).of(PROGRAMME.id)
            os.write(told, ACKNOWLEDGED)
            with suppress(BudgetError):
                delivery.accept(store, PROGRAMME, int(number), "cato", NOW)
                os.write(told, ACKNOWLEDGED)
                os._exit(0)
            os._exit(1)
        os.close(told)
        with os.fdopen(heard, "rb", buffering=0) as pipe:
            pipe.read(1)
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
            said = "gelukt" if pipe.read() else "gedood"
        _, status = os.waitpid(child, 0)
        _say("geweigerd" if os.WIFEXITED(status) and os.WEXITSTATUS(status) else said)


def accept(url: str, number: str, person: str, start: str) -> None:
    store = open_store(url).of(PROGRAMME.id)
    _wait_for(start)
    done = delivery.accept(store, PROGRAMME, int(number), person, NOW)
    _say(f"gelukt {done.seq}")


def submit(url: str, n: str, start: str) -> None:
    _wait_for(start)
    checked, data = packed(plan(line(f"GRO-{n}")))
    store = open_store(url).of(PROGRAMME.id)
    done = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, amendment=AMENDED)
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


def live_and_die() -> None:
    """For each line of the input, an address and two numbers: live the whole year there, and be killed.

    That is before the change or commit with the first number, or so many seconds after as many
    acknowledged transactions as the second says. Says how many steps were acknowledged (to begin is the
    first), how many changes and commits were begun, and whether it was killed.
    """
    for words in sys.stdin:
        url, number, acknowledged, seconds = words.split()
        heard, told = os.pipe()
        if (child := os.fork()) == 0:
            _live_until(url, int(number), told)
            os._exit(0)
        os.close(told)
        said = bytearray()
        with os.fdopen(heard, "rb", buffering=0) as pipe:
            while part := pipe.read(1):
                said += part
                if part == ACKNOWLEDGED and said.count(ACKNOWLEDGED) == int(acknowledged):
                    time.sleep(float(seconds))
                    os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        outcome = "gedood" if os.WIFSIGNALED(status) else f"klaar {os.WEXITSTATUS(status)}"
        _say(f"{said.count(ACKNOWLEDGED)} {said.count(CHANGED)} {outcome}")


def _live_until(url: str, number: int, told: int) -> None:
    steps, write = itertools.count(1), Store.write

    def step() -> None:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(told, CHANGED)

    @event.listens_for(Engine, "before_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(CHANGES):
            step()

    @event.listens_for(Engine, "commit")
    def _(_connection: object) -> None:
        step()

    @contextmanager
    def acknowledging(*arguments: object, **options: object):
        with write(*arguments, **options) as connection:
            yield connection
        os.write(told, ACKNOWLEDGED)

    Store.write = acknowledging
    try:
        os.write(told, ACKNOWLEDGED)
        store = open_store(url).of(PROGRAMME.id)
        live_fully(store)
        store.close()
    except Exception as error:  # noqa: BLE001 - the test that started this process must hear of it
        _say(f"fout: {error!r}")
        os._exit(3)


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
