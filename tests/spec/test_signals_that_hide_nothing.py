"""Situations a controller can read: what signals say of money that may not be mixed, and of a late ledger."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from budget.labels import NBSP
from budget.model.figures import Row
from budget.model.words import By, Colour
from budget.programme import load_programme
from budget.standing.moment import Standing, load_standing
from budget.standing.sentences import signal_words
from budget.store.engine import Store
from tests.store.samples import PROGRAMME, booking, deliver, ledger, line, plan, statement

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west"
JUDGED = replace(PROGRAMME, rules=load_programme(EXAMPLE).rules)
EURO = 100
AUGUST_31, SEPTEMBER_3, SEPTEMBER_30 = date(2024, 8, 31), date(2024, 9, 3), date(2024, 9, 30)
NOVEMBER_30 = date(2024, 11, 30)


def at(store: Store, as_of: date) -> Standing:
    return load_standing(store, JUDGED, as_of)


def groen(store: Store, as_of: date = SEPTEMBER_30) -> Row:
    return at(store, as_of).domain_row("GRO")


def test_the_ledger_up_to_31_august_drawn_up_on_3_september_counts_at_31_august(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    deliver(
        store, ledger(statement(SEPTEMBER_3, booking("F1", date(2024, 8, 30), 700 * EURO), last=AUGUST_31))
    )
    for as_of in (AUGUST_31, SEPTEMBER_30):
        found = groen(store, as_of).measures
        assert (found.known_until, found.norm, found.ahead) == (AUGUST_31, 800_00, -100_00)


def test_a_ledger_that_ends_in_september_does_not_count_as_underspending_in_november(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1_200_000 * EURO, released=1_200_000 * EURO)))
    deliver(store, ledger(statement(SEPTEMBER_30, booking("F1", date(2024, 9, 1), 900_000 * EURO))))
    then, now = groen(store), groen(store, NOVEMBER_30)
    assert then.measures.ahead == now.measures.ahead == 0
    assert now.signal.rule != "wijkt-af-van-plan"
    assert now.measures.known_until == SEPTEMBER_30


@pytest.mark.wording
def test_money_of_one_source_does_not_pay_for_another(store: Store) -> None:
    deliver(
        store, plan(line("GRO-1", 500_000 * EURO), line("GRO-2", 10_000 * EURO, source="FONDS", theme="BOS"))
    )
    spent = (
        booking("F1", date(2024, 9, 1), 370_000 * EURO),
        booking("F2", date(2024, 9, 1), 44_000 * EURO, "GRO-2"),
    )
    deliver(store, ledger(statement(SEPTEMBER_30, *spent)))
    row = groen(store)
    assert (row.measures.short, row.measures.room, row.measures.free) == (34_000_00, 130_000_00, 96_000_00)
    assert row.signal.colour is Colour.RED
    assert row.signal.reason.startswith(f"Er is €{NBSP}34.000 te veel uitgegeven of vastgelegd bij ")
    pots = at(store, SEPTEMBER_30).rows(By.POT)
    assert sum(pot.measures.short for pot in pots) == row.measures.short


def test_an_excess_of_one_euro_is_reported_without_turning_red(store: Store) -> None:
    deliver(
        store, plan(line("GRO-1", 12_000 * EURO), line("GRO-2", 10_000 * EURO, source="FONDS", theme="BOS"))
    )
    spent = (
        booking("F1", date(2024, 9, 1), 9_000 * EURO),
        booking("F2", date(2024, 9, 1), 10_001 * EURO, "GRO-2"),
    )
    deliver(store, ledger(statement(SEPTEMBER_30, *spent)))
    signal = groen(store).signal
    assert signal.colour is not Colour.RED
    assert f"Er is €{NBSP}1 te veel uitgegeven of vastgelegd" in signal.reason


def test_a_domain_without_any_ledger_is_grey_and_not_on_course(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1200 * EURO)))
    signal = groen(store).signal
    assert (signal.colour, signal.reason) == (Colour.GREY, "Er zijn nog geen uitgaven aangeleverd.")


@pytest.mark.wording
def test_money_on_a_line_in_no_plan_is_a_pot_without_budget_and_no_line_is_counted_for_it(
    store: Store,
) -> None:
    deliver(store, plan(line("GRO-1", 120_000 * EURO, released=120_000 * EURO)))
    stray = (
        booking("F1", date(2024, 9, 1), 90_000 * EURO),
        booking("F2", date(2024, 9, 1), 5_000 * EURO, "GRO-9"),
    )
    deliver(store, ledger(statement(SEPTEMBER_30, *stray)))
    row = groen(store)
    assert (row.measures.short, row.signal.colour) == (5_000_00, Colour.RED)
    assert row.signal.reason.endswith(
        f"€{NBSP}5.000 te veel uitgegeven of vastgelegd buiten het bestedingsplan."
    )
    (apart,) = [found for found in at(store, SEPTEMBER_30).rows(By.LINE) if not found.is_planned]
    assert (apart.signal.colour, apart.signal.rule) == (Colour.RED, "tekort-buiten-plan")
    assert signal_words(apart).startswith("Buiten plan: Er is ")
    assert "actielijn" not in row.signal.reason
