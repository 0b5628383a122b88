"""Plans that drop most lines, and amounts of another magnitude, need confirmation by both persons."""

from __future__ import annotations

import pytest

from budget.access import VISITOR
from budget.model.content import Content
from budget.model.words import ReleaseState
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.deliver import CorrectionsError
from tests.store.samples import (
    AMENDED,
    AUGUST_END,
    MAY_END,
    NOW,
    PROGRAMME,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    packed,
    plan,
    release,
    statement,
    submit,
)


def _doubts(store: Store, content: Content) -> tuple[str, ...]:
    return delivery.preview(store, PROGRAMME, VISITOR, content).doubts


def mark_of(store: Store, content: Content) -> str:
    return delivery.preview(store, PROGRAMME, VISITOR, content).mark


def _lines(count: int, budget: int = 100_000) -> Content:
    return plan(*(line(f"GRO-{n}", budget) for n in range(count)))


@pytest.mark.parametrize(("lines", "asks"), [(3, False), (2, False), (1, True)])
def test_a_plan_of_less_than_half_the_lines_is_asked_about(store: Store, lines: int, asks: bool) -> None:
    deliver(store, _lines(4))
    assert bool(_doubts(store, _lines(lines, 400_000 // lines))) == asks


@pytest.mark.parametrize(("budget", "asks"), [(50_000, False), (49_999, True), (10_000_000, True)])
def test_a_plan_of_less_than_half_or_a_hundred_times_the_money_is_asked_about(
    store: Store, budget: int, asks: bool
) -> None:
    deliver(store, _lines(2))
    assert bool(_doubts(store, _lines(2, budget))) == asks


@pytest.mark.parametrize(("cents", "asks"), [(9_999_999, False), (10_000_000, True)])
def test_bookings_of_a_hundred_times_what_they_were_are_asked_about(
    store: Store, cents: int, asks: bool
) -> None:
    deliver(store, plan(line("GRO-1", 90_000_000)))
    deliver(store, ledger(statement(MAY_END, booking("A", MAY_END, 100_000))))
    later = ledger(
        statement(AUGUST_END, booking("A", MAY_END, 100_000), booking("B", AUGUST_END, cents - 100_000))
    )
    assert bool(_doubts(store, later)) == asks


def test_bookings_of_a_hundred_times_their_plan_are_asked_about(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 100_000)))
    assert _doubts(store, ledger(statement(MAY_END, booking("A", MAY_END, 10_000_000))))


@pytest.mark.parametrize(("cents", "asks"), [(9_999_999, False), (10_000_000, True)])
def test_open_commitments_of_another_order_are_asked_about(store: Store, cents: int, asks: bool) -> None:
    deliver(store, plan(line("GRO-1", 90_000_000)))
    deliver(store, ledger(statement(MAY_END, commitment("C", MAY_END, 100_000))))
    later = ledger(statement(AUGUST_END, commitment("C", AUGUST_END, cents)))
    assert bool(_doubts(store, later)) == asks


def test_commitments_of_a_hundred_times_their_plan_are_asked_about(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 100_000)))
    assert _doubts(store, ledger(statement(MAY_END, commitment("C", MAY_END, 10_000_000))))


def test_both_persons_confirm_a_doubt(store: Store) -> None:
    deliver(store, _lines(4))
    checked, data = packed(_lines(1), "kort.xlsx")
    with pytest.raises(CorrectionsError) as refused:
        delivery.submit(store, PROGRAMME, checked, data, "cor", NOW)
    mark = mark_of(store, checked.content)
    assert f"--corrections {mark}" in str(refused.value)
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, mark, amendment=AMENDED).id
    with pytest.raises(CorrectionsError):
        delivery.accept(store, PROGRAMME, number, "cato", NOW)
    assert delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=mark).decided_by


def test_doubts_of_the_check_reach_the_second_person(store: Store) -> None:
    asked = Content(plan=_lines(1).plan, asks=("Plan!B1: klopt dit?",))
    number = submit(store, asked).id
    assert delivery.preview_submission(store, PROGRAMME, "cato", number).doubts == asked.asks


@pytest.mark.parametrize(
    ("second", "asks"),
    [
        ((release(amount=50_000), release("GRO-2")), ""),
        ((release(amount=50_001), release("GRO-2")), ""),
        ((release(amount=49_999), release("GRO-2")), "van € 1.000,00 naar € 999,99"),
        ((release(amount=100_000),), "GRO-2"),
        ((release(amount=50_000), release("GRO-2", state=ReleaseState.PLANNED)), "naar € 500,00"),
        ((release(domain="SPE", code="SPE-1"),), ""),
    ],
)
def test_a_list_of_releases_that_covers_less_is_asked_about(store: Store, second, asks: str) -> None:
    deliver(store, plan(line(), line("GRO-2"), line("SPE-1")))
    deliver(store, Content(releases=(release(), release("GRO-2"))))
    found = "".join(_doubts(store, Content(releases=second))).replace("\N{NO-BREAK SPACE}", " ")
    assert asks in found
    assert bool(found) == bool(asks)


def test_a_year_that_a_list_of_releases_leaves_out_is_asked_about(store: Store) -> None:
    deliver(store, plan(line(), line(year=2025)))
    deliver(store, Content(releases=(release(), release(year=2025))))
    assert "2025" in "".join(_doubts(store, Content(releases=(release(),))))


def test_both_persons_confirm_that_less_is_released(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, Content(releases=(release(),)))
    checked, data = packed(Content(releases=(release(amount=1),)), "minder.xlsx")
    with pytest.raises(CorrectionsError):
        delivery.submit(store, PROGRAMME, checked, data, "cor", NOW)
    mark = mark_of(store, checked.content)
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, mark).id
    with pytest.raises(CorrectionsError):
        delivery.accept(store, PROGRAMME, number, "cato", NOW)
    assert delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=mark).seq
