"""Returning to an earlier plan is a change: proposed by one person, accepted by another."""

from __future__ import annotations

import pytest

from budget.access import Action, Actor, NotAllowedError
from budget.model.words import BudgetError
from budget.store.engine import Store
from budget.usecases import deliver, plan_proposals
from budget.usecases.amend import AmendmentError
from tests.store.samples import AMENDED, NOW, PROGRAMME, accept, line, plan, submit


def in_force(store: Store) -> list[tuple[str, int]]:
    return [(one.code, one.budget) for one in deliver.plan_in_force(store, PROGRAMME, "cor", "GRO").plan]


def test_an_earlier_plan_counts_again_after_two_persons_with_origin_and_reason(store: Store) -> None:
    for number, lines in enumerate(((line("GRO-1"), line("GRO-2")), (line("GRO-1", 150_000),)), start=1):
        submit(store, plan(*lines))
        accept(store, number)
    first = [("GRO-1", line("GRO-1").budget), ("GRO-2", line("GRO-2").budget)]
    name, data = plan_proposals.earlier_plan_workbook(store, PROGRAMME, "cor", 1)
    checked = deliver.check(store, PROGRAMME, "cor", name, data)
    with pytest.raises(AmendmentError):
        deliver.submit(store, PROGRAMME, checked, data, "cor", NOW)
    found = deliver.submit(store, PROGRAMME, checked, data, "cor", NOW, amendment=AMENDED)
    with pytest.raises(BudgetError, match="zelf ingediend"):
        deliver.accept(store, PROGRAMME, found.id, "cor", NOW)
    assert in_force(store) == [("GRO-1", 150_000)]
    deliver.accept(store, PROGRAMME, found.id, "cato", NOW)
    assert in_force(store) == first


@pytest.mark.parametrize("number", [1, 99])
def test_only_accepted_plans_can_be_proposed_again(store: Store, number: int) -> None:
    submit(store, plan(line()))
    assert plan_proposals.earlier_plans(store, PROGRAMME, "cor") == []
    with pytest.raises(BudgetError, match="geen vastgesteld plan"):
        plan_proposals.earlier_plan_workbook(store, PROGRAMME, "cor", number)


def test_a_token_that_only_submits_does_not_read_an_earlier_plan(store: Store) -> None:
    submit(store, plan(line()))
    accept(store, 1)
    with pytest.raises(NotAllowedError):
        plan_proposals.earlier_plan_workbook(store, PROGRAMME, Actor("cor", frozenset({Action.SUBMIT})), 1)
    both = Actor("cor", frozenset({Action.SUBMIT, Action.REVIEW}))
    assert plan_proposals.earlier_plan_workbook(store, PROGRAMME, both, 1)[0] == "opnieuw-1.xlsx"
