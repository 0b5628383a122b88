"""Situations a controller can read: what was handed in, what was accepted, and what the figures say then."""

from datetime import date, datetime

import pytest

from budget.model import BudgetError, By, Measures
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from tests.store.samples import (
    PROGRAMME,
    accept,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    statement,
    submit,
)
from tests.wording import unsaid

EURO = 100
MAY_31, AUGUST_31 = date(2024, 5, 31), date(2024, 8, 31)


def figures(store: Store, as_of: date = AUGUST_31) -> Measures:
    return load_standing(store, PROGRAMME, as_of).total().measures


def test_in_may_groen_with_1200_euro_and_bookings_of_300_and_100_committed_has_800_free(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    invoices = booking("F1", date(2024, 2, 1), 100 * EURO), booking("F2", date(2024, 5, 31), 200 * EURO)
    deliver(store, ledger(statement(MAY_31, *invoices, commitment("O1", date(2024, 4, 1), 100 * EURO))))
    found = figures(store, MAY_31)
    assert (found.realised, found.committed, found.used, found.free) == (300_00, 100_00, 400_00, 800_00)
    assert (found.depletion, found.norm) == (0.25, 500_00)


def test_the_invoice_of_an_order_is_never_counted_beside_the_order(store: Store) -> None:
    """In May 100 euro is ordered; in August it is invoiced, and the order is no longer open."""
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    deliver(store, ledger(statement(MAY_31, commitment("O1", date(2024, 4, 1), 100 * EURO))))
    assert figures(store, MAY_31).used == 100_00
    deliver(store, ledger(statement(AUGUST_31, booking("F1", date(2024, 7, 1), 100 * EURO))))
    found = figures(store)
    assert (found.realised, found.committed, found.used) == (100_00, 0, 100_00)


def test_the_export_of_august_holds_that_of_may_and_nothing_counts_twice(store: Store) -> None:
    may = booking("F1", date(2024, 2, 1), 100 * EURO), booking("F2", date(2024, 5, 31), 200 * EURO)
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    deliver(store, ledger(statement(MAY_31, *may)))
    deliver(store, ledger(statement(AUGUST_31, *may, booking("F3", date(2024, 8, 1), 50 * EURO))))
    assert figures(store).realised == 350_00
    assert figures(store, MAY_31).realised == 300_00


def test_a_credit_note_gives_money_back(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    rows = booking("F1", date(2024, 2, 1), 100 * EURO), booking("C1", date(2024, 3, 1), -30 * EURO)
    deliver(store, ledger(statement(MAY_31, *rows)))
    assert figures(store, date(2024, 2, 29)).realised == 100_00
    assert figures(store, date(2024, 3, 1)).realised == 70_00


def test_a_booking_put_on_another_line_moves_and_is_not_doubled(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1000 * EURO), line("SPE-1", 1000 * EURO)))
    invoice = booking("F1", date(2024, 2, 1), 100 * EURO)
    deliver(store, ledger(statement(MAY_31, invoice)))
    deliver(store, ledger(statement(AUGUST_31, invoice._replace(code="SPE-1"))))
    rows = load_standing(store, PROGRAMME, AUGUST_31).rows(By.DOMAIN)
    assert {row.name: row.measures.realised for row in rows} == {"Groen": 0, "Spelen": 100_00}


def test_an_amendment_replaces_the_plan_and_the_first_plan_stays_known(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1000 * EURO)))
    deliver(store, plan(line("GRO-1", 1500 * EURO)))
    found = figures(store)
    assert (found.budget, found.original_budget) == (1500_00, 1000_00)


def test_money_on_a_line_that_is_in_no_plan_counts_and_is_shown_apart(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1000 * EURO)))
    deliver(store, ledger(statement(MAY_31, booking("F1", date(2024, 2, 1), 40 * EURO, "GRO-99"))))
    standing = load_standing(store, PROGRAMME, MAY_31)
    assert standing.total().measures.realised == 40_00
    assert standing.domain_row("GRO").measures.realised == 40_00
    (apart,) = [row for row in standing.rows(By.LINE) if row.measures.realised]
    assert apart.name.startswith("Niet in bestedingsplan")


def test_spending_more_than_the_budget_is_shown_and_never_cut_off(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 100 * EURO)))
    deliver(store, ledger(statement(MAY_31, booking("F1", date(2024, 2, 1), 250 * EURO))))
    found = figures(store)
    assert (found.free, found.depletion) == (-150_00, 2.5)
    row = load_standing(store, PROGRAMME, MAY_31).domain_row("GRO")
    assert row.signal.colour == "rood"
    assert unsaid(row.signal.reason, "€ 150") == []


def test_nothing_counts_before_a_second_person_accepts_it(store: Store) -> None:
    number = submit(store, plan(line("GRO-1", 1000 * EURO)), person="gea").id
    assert figures(store).budget == 0
    with pytest.raises(BudgetError):
        accept(store, number, "gea")
    assert figures(store).budget == 0
    accept(store, number, "cor")
    assert figures(store).budget == 1000_00


def test_a_submission_that_was_sent_back_never_counts(store: Store) -> None:
    number = submit(store, plan(line("GRO-1", 1000 * EURO)), person="gea").id
    delivery.reject(store, PROGRAMME, number, "cor", "Bedrag klopt niet", datetime(2024, 3, 1))
    assert figures(store).budget == 0
