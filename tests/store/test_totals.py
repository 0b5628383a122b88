"""Loading statement totals, and how the cost grows with their number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from budget.store.engine import Store, open_store
from budget.store.totals import load_commitments, load_coverage, load_stated_codes
from tests.store.samples import ID, MAY_END, YEAR, booking, commitment, deliver, ledger, line, plan, statement

CODES = ("GRO-1", "GRO-2", "GRO-3")


def _fill(store: Store, first: int, last: int) -> None:
    """Statements of three lines each, one a day."""
    for n in range(first, last):
        day = MAY_END + timedelta(n)
        rows = [booking(f"B{n}", day, 100, code) for code in CODES]
        deliver(store, ledger(statement(day, *rows, commitment("V", day, 900), first=day)))


@pytest.mark.parametrize("known_at", [1, 2, 6])
def test_each_statement_known_by_then_comes_with_its_lines(store: Store, known_at: int) -> None:
    deliver(store, plan(*map(line, CODES)))
    _fill(store, 0, 5)
    with store.read() as connection:
        coverage = load_coverage(connection, ID, known_at)
        stating = load_commitments(connection, ID, YEAR, known_at)
    seqs = list(range(2, known_at + 1))
    assert [(one.seq, one.codes) for one in coverage] == [(seq, frozenset(CODES)) for seq in seqs]
    assert [(one.seq, one.sheets) for one in stating] == [(seq, (frozenset(CODES),)) for seq in seqs]
    assert [sum(one.open.values()) for one in stating] == [900 for _ in seqs]


def test_the_lines_of_each_acceptance_are_those_of_all_its_sheets(store: Store) -> None:
    day = MAY_END
    deliver(store, plan(*map(line, CODES)))
    sheets = [statement(day, booking("A", day, 1, code), sheet=code) for code in CODES[:2]]
    deliver(store, ledger(*sheets))
    with store.read() as connection:
        assert load_stated_codes(connection, ID) == {2: frozenset(CODES[:2])}


@pytest.mark.parametrize(
    "load",
    [
        lambda connection: load_coverage(connection, ID, 1_000),
        lambda connection: load_commitments(connection, ID, YEAR, 1_000),
    ],
    ids=["coverage", "commitments"],
)
def test_loading_totals_is_linear_in_the_number_of_statements(
    ready_sqlite_url: str, load: Callable[[Connection], object]
) -> None:
    """Without statistics SQLite joined each statement with the lines of all: four times the steps."""
    store = open_store(ready_sqlite_url)
    deliver(store, plan(*map(line, CODES)))
    _fill(store, 0, 30)
    few = _steps(store, load)
    _fill(store, 30, 60)
    assert _steps(store, load) < 2.5 * few
    store.close()


def _steps(store: Store, load: Callable[[Connection], object]) -> int:
    """The number of SQLite virtual-machine instructions, in tens."""
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    with store.read() as connection:
        raw = connection.connection.driver_connection
        raw.set_progress_handler(count, 10)
        load(connection)
        raw.set_progress_handler(None, 0)
    return steps[0]
