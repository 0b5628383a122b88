"""A preview is made once, and again when anything it was made of is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unittest import mock

import pytest

from budget.access import VISITOR
from budget.model import BudgetError
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.preview import preview_again
from tests.operations import count_calls
from tests.store.samples import (
    MAY_END,
    NOW,
    PROGRAMME,
    booking,
    deliver,
    ledger,
    line,
    packed,
    plan,
    statement,
)

FIRST = ledger(statement(MAY_END, booking("A", MAY_END, 100)))
OTHER = ledger(statement(MAY_END, booking("A", MAY_END, 90)))
MORE_CALLS = 1.2


def test_a_preview_of_the_same_is_not_made_again(store: Store) -> None:
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    with store.read() as connection:
        same = replace(FIRST, statements=(replace(FIRST.statements[0]),))
        assert preview_again(connection, PROGRAMME, same, seen) is seen


def test_a_preview_of_another_file_or_programme_is_made_again(store: Store) -> None:
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    with store.read() as connection:
        other = preview_again(connection, PROGRAMME, OTHER, seen)
        renamed = preview_again(connection, replace(PROGRAMME, name="Ander dorp"), FIRST, seen)
        missing = preview_again(connection, PROGRAMME, FIRST, None)
    assert [row.amount for _, row in other.ledger.added] == [90]
    assert renamed is not seen
    assert missing == seen


def test_a_preview_from_before_another_acceptance_is_not_trusted(store: Store) -> None:
    """What was new when he looked is a correction now, and he confirmed none."""
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, OTHER)
    deliver(store, FIRST)
    checked, data = packed(OTHER)
    with pytest.raises(BudgetError, match="1 correctie"):
        delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, seen.corrections, seen)


def test_one_preview_serves_submitting_and_accepting(store: Store) -> None:
    deliver(store, plan(line()))
    checked, data = packed(FIRST)
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    with mock.patch("budget.usecases.preview.preview_content", side_effect=AssertionError):
        number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, 0, seen).id
        assert delivery.accept(store, PROGRAMME, number, "cato", NOW, seen=seen).seq == 2


def test_the_cost_of_a_new_month_does_not_follow_what_was_booked_before(store: Store) -> None:
    def calls(month: int, earlier: int) -> int:
        days = date(2024, month, 1), date(2024, month, 28)
        past = [booking(f"P{month}-{n}", days[0], 1) for n in range(earlier)]
        deliver(store, ledger(statement(days[1], *past, first=days[0])))
        begin, end = date(2024, month + 1, 1), date(2024, month + 1, 28)
        new = ledger(statement(end, *(booking(f"N{month}-{n}", end, 1) for n in range(50)), first=begin))
        with store.read() as connection:
            return count_calls(lambda: preview_again(connection, PROGRAMME, new, None), 10**7)

    deliver(store, plan(line()))
    calls(1, 1)
    few, many = calls(3, 10), calls(5, 1_000)
    assert many < MORE_CALLS * few
