"""The bookings behind one line: those that count then, without suppliers."""

from datetime import date

from budget.model import Kind
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.snapshot.history import live_through
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    statement,
)


def standing(store: Store, as_of: date = AUGUST_END, **options):
    return load_standing(store, PROGRAMME, as_of, **options)


def test_bookings_of_a_line_are_those_counting_at_that_moment_without_suppliers(store: Store) -> None:
    live_through(store)
    rows = line_bookings(store, standing(store), "GRO-1")
    assert [(row.document, row.amount, row.kind) for row in rows] == [
        ("A", 9_000, Kind.REALISED),
        ("V", 5_000, Kind.COMMITTED),
    ]
    assert {row.supplier for row in rows} == {""}
    earlier = line_bookings(store, standing(store, MAY_END, known_at=3), "GRO-1")
    assert [row.amount for row in earlier] == [10_000, 20_000]


def test_bookings_after_the_reference_date_are_not_shown(store: Store) -> None:
    live_through(store)
    assert [row.document for row in line_bookings(store, standing(store, date(YEAR, 7, 8)), "SPE-1")] == ["B"]
    assert [row.document for row in line_bookings(store, standing(store, date(YEAR, 7, 9)), "SPE-1")] == [
        "B",
        "C",
    ]


def test_bookings_that_fit_two_lines_of_a_code_are_not_among_those_of_the_line(store: Store) -> None:
    """They are in 'niet in bestedingsplan', so the list adds up to the figure of the line."""
    deliver(store, plan(line(), line(source="FONDS", theme="BOS")))
    clear, unclear = booking("A", MAY_END, 1, source="DORP"), booking("B", MAY_END, 2)
    open_unclear = commitment("V", MAY_END, 4)
    deliver(store, ledger(statement(AUGUST_END, clear, unclear, open_unclear)))
    assert [row.document for row in line_bookings(store, standing(store), "GRO-1")] == ["A"]
