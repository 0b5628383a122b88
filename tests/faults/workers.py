"""What a second process does to a database: run as `python -m tests.faults.workers STEP URL ...`."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from budget.__main__ import main
from budget.access import VISITOR
from budget.model import BudgetError, Content
from budget.store import ledger as ledger_module
from budget.store import submissions as submissions_module
from budget.store.engine import Store, open_store
from budget.store.programmes import load_version
from budget.store.schema import metadata
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.faults.long_walk import walk
from tests.store.samples import AMENDED, NOW, PROGRAMME, YEAR, booking, ledger, line, packed, plan, statement

ROWS = 5_000
ACKNOWLEDGED = b"a"
WRITES = 52
"""Transactions of the walk that write."""


def large_ledger() -> Content:
    first = date(YEAR, 1, 1)
    rows = [
        booking(f"D{n}", first + timedelta(days=n % 200), n, f"GRO-{n % 50}", supplier=f"Firma {n % 9}")
        for n in range(ROWS)
    ]
    return ledger(statement(date(YEAR, 9, 30), *rows))


def accept_and_hang(url: str, number: str, where: str) -> None:
    """Hang in the middle of an acceptance, just before `where`."""
    module = ledger_module if hasattr(ledger_module, where) else submissions_module

    def hang(*_) -> None:
        _say("hangt")
        time.sleep(600)

    setattr(module, where, hang)
    delivery.accept(open_store(url).of(PROGRAMME.id), PROGRAMME, int(number), "cato", NOW)


def accept_and_die() -> None:
    """Accept the submissions on standard input, one per line: address, number, and how soon to be killed.

    Prints `gelukt` when the acceptance was acknowledged before that.
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
    """Run each of `calls` (JSON: a list of words) in a process of its own, forked with the imports done."""
    for words in json.loads(calls):
        if os.fork() == 0:
            _run(*words)
            os._exit(0)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def live_and_die() -> None:
    """Walk the whole walk for each line of the input (an address and a moment), and be killed.

    The moment is a number of seconds after a number of acknowledged transactions. Prints how many steps
    were acknowledged (starting is the first), and whether it was killed.
    """
    for words in sys.stdin:
        url, acknowledged, seconds = words.split()
        heard, told = os.pipe()
        if (child := os.fork()) == 0:
            _walk_and_tell(url, told)
            os._exit(0)
        os.close(told)
        said = bytearray()
        with os.fdopen(heard, "rb", buffering=0) as pipe:
            while part := pipe.read(1):
                said += part
                if len(said) == int(acknowledged):
                    time.sleep(float(seconds))
                    os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        outcome = "gedood" if os.WIFSIGNALED(status) else f"klaar {os.WEXITSTATUS(status)}"
        _say(f"{len(said)} {outcome}")


def _walk_and_tell(url: str, told: int) -> None:
    write = Store.write

    @contextmanager
    def acknowledging(*arguments: object, **options: object):
        with write(*arguments, **options) as connection:
            yield connection
        os.write(told, ACKNOWLEDGED)

    Store.write = acknowledging
    try:
        os.write(told, ACKNOWLEDGED)
        store = open_store(url).of(PROGRAMME.id)
        walk(store)
        store.close()
    except Exception as error:  # noqa: BLE001 - the test that started this process must hear of it
        _say(f"fout: {error!r}")
        os._exit(3)


def die_at_every_statement(url: str, transactions: str) -> None:
    """Walk the whole walk; in this number of random transactions, die before every statement.

    Each death uses a process in exactly the same state. Prints the numbers of statements and
    transactions; or `half` with the number of the first death that left something behind.
    """
    write, begun, killed = Store.write, itertools.count(), 0
    chosen = _chosen(int(transactions))

    @contextmanager
    def dying(store: Store, *arguments: object, **options: object):
        nonlocal killed
        if next(begun) in chosen:
            before = all_rows(store)
            for number in itertools.count(1):
                store._engine.dispose()  # After a fork the connection cannot be used.
                if (child := os.fork()) == 0:
                    _die_before(number)
                    break
                _, status = os.waitpid(child, 0)
                if os.WIFEXITED(status):
                    break  # The transaction has no more statements.
                killed += 1
                if all_rows(store) != before:
                    _say(f"half {killed}")
                    os._exit(3)
            require_verified(store)
        with write(store, *arguments, **options) as connection:
            yield connection

    Store.write = dying
    store = open_store(url).of(PROGRAMME.id)
    walk(store)
    require_verified(store)
    store.close()
    _say(f"{killed} {min(next(begun), len(chosen))}")


def _chosen(transactions: int) -> set[int]:
    return set(random.Random(transactions).sample(range(WRITES), min(WRITES, transactions)))


def _die_before(number: int) -> None:
    """Be killed before the statement or commit with this number; after the commit if there are fewer."""
    left = itertools.count(1)

    def step(*_: object) -> None:
        if next(left) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)

    @event.listens_for(Engine, "commit")
    def _(_connection: object) -> None:
        step()
        os._exit(0)


def upgrade_and_die(url: str, backup: str, number: str) -> None:
    """Upgrade as the command does, but die before the statement with this number; else print how many."""
    left = itertools.count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def _(*_: object) -> None:
        if next(left) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    os.environ["BUDGET_DATABASE_URL"] = url
    assert main(["upgrade", "--as", "b.haddad", "--backup", backup]) == 0
    _say(f"{next(left) - 1}")


def require_verified(store: Store) -> None:
    """Raises AssertionError when verify reports anything under the programme in force."""
    with store.read() as connection:
        version = load_version(connection, PROGRAMME.id)
    found = verification.verify(store, version.programme if version else PROGRAMME, VISITOR)
    assert found == [], found


def all_rows(store: Store) -> dict[str, list]:
    """Every row of every table, in a fixed order."""
    with store.read() as connection:
        return {
            name: sorted(map(repr, connection.execute(table.select())))
            for name, table in metadata.tables.items()
        }


def _run(step: str, *words: str) -> None:
    try:
        globals()[step](*words)
    except BudgetError as error:
        _say(f"zin: {error}")
    except Exception as error:  # noqa: BLE001 - the test that started this process must hear of it
        _say(f"fout: {error!r}")


def _say(text: str) -> None:
    """Print a line in one write, so that lines of several processes never mix."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


def _wait_for(start: str) -> None:
    _say("klaar")
    while not Path(start).exists():
        time.sleep(0.001)


if __name__ == "__main__":
    _run(*sys.argv[1:])
