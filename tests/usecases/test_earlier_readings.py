"""Ledgers as earlier releases read them are recognised as unchanged; forged ones are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.model.content import Content, Statement
from budget.usecases.earlier_readings import as_read_before
from tests.store.samples import booking, ledger, line, statement

MONTHS = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]
ROWS = [booking("maandstaat", day, 1_000 * n, sequence="") for n, day in enumerate(MONTHS, 1)]


def whole(*rows: object) -> Statement:
    said = statement(MONTHS[-1], *rows, sheet="Blad")
    return replace(said, first=date(2024, 1, 1), last=MONTHS[-1], listed=("GRO-1", "GRO-2"))


def apart(cents: int = 1_000, *, ahead: int = 0) -> list[Statement]:
    rows = [replace_amount(ROWS[0], cents), *ROWS[1:]]
    found = [replace(statement(row.date, row, sheet="Blad"), first=row.date.replace(day=1)) for row in rows]
    later = date(2024, 4, 30)
    return [*found, *(statement(later, booking("maandstaat", later, 0), sheet="Blad") for _ in range(ahead))]


def replace_amount(row, cents: int):
    return row._replace(amount=cents)


@pytest.mark.parametrize("ahead", [0, 1])
def test_earlier_statements_per_month_equal_one_statement_with_the_same_money(ahead: int) -> None:
    stored = ledger(*apart(ahead=ahead))
    assert as_read_before(ledger(whole(*ROWS)), stored) == stored


def test_a_list_in_which_a_month_is_missing_is_the_same_money_too() -> None:
    stored = ledger(*apart())
    runs = ledger(whole(*ROWS[:1]), replace(whole(*ROWS[1:]), first=MONTHS[1]))
    assert as_read_before(runs, stored) == stored
    assert as_read_before(runs, ledger(*apart(1_001))) == runs


def test_fields_earlier_releases_did_not_store_are_no_difference() -> None:
    said = Content(
        plan=(line(),), statements=(replace(whole(*ROWS), domains=("GRO",)),), plan_cells=((0, "B2"),)
    )
    stored = replace(said, statements=(replace(whole(*ROWS), domains=None, listed=()),), plan_cells=())
    assert as_read_before(said, stored) == stored
    moved = replace(stored, statements=(replace(whole(*ROWS), domains=("SPE",)),))
    assert as_read_before(said, moved).statements == said.statements


@pytest.mark.parametrize("asked", [(), ("Zo vroeg een eerdere versie het.",)])
def test_different_questions_are_no_difference(asked: tuple[str, ...]) -> None:
    said = Content(statements=(whole(*ROWS),), asks=("Dit wordt nu gevraagd.",))
    stored = replace(said, asks=asked)
    assert as_read_before(said, stored) == stored


def test_a_month_with_another_amount_is_not_what_the_file_says() -> None:
    now = ledger(whole(*ROWS))
    assert as_read_before(now, ledger(*apart(1_001))) == now


@pytest.mark.parametrize(
    ("last", "is_genuine"), [(date(2024, 3, 20), True), (date(2024, 3, 19), False), (date(2024, 4, 1), False)]
)
def test_a_period_end_that_was_not_read_equals_the_latest_booking(last: date, is_genuine: bool) -> None:
    said = replace(statement(MONTHS[-1], booking("1", date(2024, 3, 20), 5)), last=MONTHS[-1])
    stored: Content = ledger(replace(said, last=last, date=date(2024, 3, 20)))
    assert (as_read_before(ledger(said), stored) == stored) is is_genuine
