"""Previews are cached until any of their inputs changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest

from budget.access import VISITOR
from budget.model import BudgetError
from budget.model.periods import Period
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from budget.usecases.close import decide, propose_closing
from budget.usecases.preview import KEPT, preview_content
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
LATER = NOW + timedelta(days=150)


def test_a_preview_of_equal_content_is_cached(store: Store) -> None:
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    same = replace(FIRST, statements=(replace(FIRST.statements[0]),))
    assert delivery.preview(store, PROGRAMME, VISITOR, same) is seen


def test_a_preview_of_another_file_programme_or_database_is_made_again(store: Store, tmp_path: Path) -> None:
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    other = delivery.preview(store, PROGRAMME, VISITOR, OTHER)
    renamed = delivery.preview(store, replace(PROGRAMME, name="Ander dorp"), VISITOR, FIRST)
    empty = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    elsewhere = delivery.preview(empty, PROGRAMME, VISITOR, FIRST)
    empty.close()
    assert [row.amount for _, row in other.ledger.added] == [90]
    assert renamed is not seen
    assert elsewhere.known_at == 0


def test_a_preview_from_before_another_acceptance_is_not_trusted(store: Store) -> None:
    """What was new in his preview is a correction now, and he confirmed none."""
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, OTHER)
    deliver(store, FIRST)
    checked, data = packed(OTHER)
    with pytest.raises(BudgetError, match="1 correctie"):
        delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, seen.mark)


def test_a_preview_from_before_a_period_was_closed_is_not_trusted(store: Store) -> None:
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    closing = propose_closing(store, PROGRAMME, Period(2024, 5), "cor", "De maand is klaar.", LATER)
    assert delivery.preview(store, PROGRAMME, VISITOR, FIRST) == seen
    decide(store, PROGRAMME, closing, "cato", LATER, accepts=True)
    assert not seen.late
    assert delivery.preview(store, PROGRAMME, VISITOR, FIRST).late


def test_one_preview_serves_the_screen_submitting_and_accepting(store: Store) -> None:
    deliver(store, plan(line()))
    checked, data = packed(FIRST)
    seen = delivery.preview(store, PROGRAMME, VISITOR, FIRST)
    with mock.patch("budget.usecases.preview.preview_content", side_effect=AssertionError):
        number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW).id
        assert delivery.preview_submission(store, PROGRAMME, "cato", number) is seen
        assert delivery.accept(store, PROGRAMME, number, "cato", NOW).seq == 2


def test_few_previews_of_large_files_are_kept(store: Store) -> None:
    deliver(store, plan(line()))
    files = [ledger(statement(MAY_END, booking(f"A{n}", MAY_END, 100))) for n in range(KEPT + 1)]
    first = delivery.preview(store, PROGRAMME, VISITOR, files[0])
    with mock.patch("budget.usecases.preview.MOST_ROWS", 1):
        newest = delivery.preview(store, PROGRAMME, VISITOR, files[1])
        assert delivery.preview(store, PROGRAMME, VISITOR, files[1]) is newest
    made = [delivery.preview(store, PROGRAMME, VISITOR, file) for file in files]
    assert made[0] is not first
    assert made[1] is newest
    assert delivery.preview(store, PROGRAMME, VISITOR, files[-1]) is made[-1]
    assert delivery.preview(store, PROGRAMME, VISITOR, files[1]) is not newest


def test_the_cost_of_a_new_month_does_not_depend_on_earlier_bookings(store: Store) -> None:
    def calls(month: int, earlier: int) -> int:
        days = date(2024, month, 1), date(2024, month, 28)
        past = [booking(f"P{month}-{n}", days[0], 1) for n in range(earlier)]
        deliver(store, ledger(statement(days[1], *past, first=days[0])))
        begin, end = date(2024, month + 1, 1), date(2024, month + 1, 28)
        new = ledger(statement(end, *(booking(f"N{month}-{n}", end, 1) for n in range(50)), first=begin))
        with store.read() as connection:
            return count_calls(lambda: preview_content(connection, PROGRAMME, new), 10**7)

    deliver(store, plan(line()))
    calls(1, 1)
    few, many = calls(3, 10), calls(5, 1_000)
    assert many < MORE_CALLS * few
