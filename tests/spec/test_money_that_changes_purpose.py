"""Money of one fund for another: situations as a controller meets them, through the real intake."""

from datetime import date

import pytest

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Content, MoveDecision
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.moves import MovesError
from tests.store.samples import AMENDED, NOW, PROGRAMME, YEAR, deliver, line, plan

FUND = {"source": "FONDS", "theme": "BOS"}
DECISION = MoveDecision("Besluit van het Streekfonds, nr. 4", date(2024, 1, 10))
BEFORE = (line("GRO-1", 60_000_00), line("GRO-2", 40_000_00, **FUND), line("SPE-1", 10_000_00))


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, plan(*BEFORE))
    return store


def hand_in(store: Store, *lines, decision: MoveDecision | None = None):
    """A plan workbook with the decision above its table; coincidental sums are confirmed."""
    content = Content(plan=lines, allowed_by=(decision,) if decision else ())
    data = write_workbook(content, PROGRAMME, "Plan")
    checked = delivery.check(store, PROGRAMME, VISITOR, "plan.xlsx", data)
    asked = delivery.preview(store, PROGRAMME, VISITOR, checked.content).mark
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, asked, amendment=AMENDED).id
    seen = delivery.preview_submission(store, PROGRAMME, "cato", number)
    delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=seen.mark)
    return seen


def test_money_of_the_village_cannot_go_to_the_fund_without_a_decision(plan_store: Store) -> None:
    moved = line("GRO-1", 50_000_00), line("GRO-2", 50_000_00, **FUND)
    with pytest.raises(MovesError):
        hand_in(plan_store, *moved)
    seen = hand_in(plan_store, *moved, decision=DECISION)
    assert [(move.year, move.cents) for move in seen.moves] == [(YEAR, 10_000_00)]
    assert seen.allowed_by == (DECISION,)


def test_money_stays_with_its_source_in_another_line_domain_or_year(plan_store: Store) -> None:
    assert not hand_in(plan_store, line("GRO-1", 20_000_00), line("GRO-3", 40_000_00), BEFORE[1]).moves
    other_domain = line("GRO-1", 10_000_00), line("GRO-3", 40_000_00), BEFORE[1], line("SPE-1", 20_000_00)
    assert not hand_in(plan_store, *other_domain).moves
    fund = line("GRO-2", 30_000_00, **FUND), line("GRO-2", 10_000_00, year=YEAR + 1, **FUND)
    assert not hand_in(plan_store, *other_domain[:2], *fund).moves


def test_extra_money_alone_or_a_cut_alone_moves_no_money(plan_store: Store) -> None:
    assert not hand_in(plan_store, line("GRO-1", 90_000_00), BEFORE[1]).moves
    assert not hand_in(plan_store, line("GRO-1", 30_000_00), BEFORE[1]).moves


def test_a_cut_in_one_fund_beside_extra_money_in_another_asks_for_the_decision(plan_store: Store) -> None:
    """The plan cannot tell the two apart; the decision can."""
    with pytest.raises(MovesError):
        hand_in(plan_store, line("GRO-1", 200_000_00), line("GRO-2", 39_999_99, **FUND))


def test_a_cut_in_one_file_and_extra_money_in_a_later_one_are_one_move(plan_store: Store) -> None:
    """April takes from the fund and September gives to the village: the decision is required in September."""
    less = BEFORE[0], line("GRO-2", 30_000_00, **FUND)
    assert not hand_in(plan_store, *less).moves
    with pytest.raises(MovesError):
        hand_in(plan_store, line("GRO-1", 65_000_00), less[1])
    with pytest.raises(MovesError):
        hand_in(plan_store, line("SPE-1", 15_000_00))
    (seen,) = hand_in(plan_store, line("SPE-1", 15_000_00), decision=DECISION).moves
    assert (seen.cents, seen.earlier) == (5_000_00, (2,))
    with pytest.raises(MovesError):
        hand_in(plan_store, line("SPE-1", 15_000_01))


def test_a_decided_cut_needs_no_decision_when_the_money_goes_elsewhere(plan_store: Store) -> None:
    less = BEFORE[0], line("GRO-2", 30_000_00, **FUND)
    hand_in(plan_store, *less, decision=DECISION)
    assert not hand_in(plan_store, line("GRO-1", 65_000_00), less[1]).moves
