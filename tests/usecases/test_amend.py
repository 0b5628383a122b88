"""A plan in force changes only with an origin; a shift within a domain nets to zero or names a decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from budget.model.content import Amendment, Content, MoveDecision
from budget.model.submission_details import Origin
from budget.model.words import BudgetError
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.store.submissions import store_submission
from budget.usecases import deliver as delivery
from budget.usecases.amend import AmendmentError
from tests.store.samples import (
    ALLOWED,
    AMENDED,
    ID,
    MAY_END,
    NOW,
    PROGRAMME,
    accept,
    deliver,
    ledger,
    line,
    packed,
    plan,
    statement,
)

OLD = plan(line("GRO-1", 100_00), line("GRO-2", 100_00))
MORE = plan(line("GRO-1", 140_00), OLD.plan[1])
SHIFT = Amendment(Origin.SHIFT, "Meer bomen", "Besluit 3")


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, OLD)
    return store


def hand_in(
    store: Store, content: Content, why: Amendment | None = None, decision: MoveDecision | None = None
):
    return delivery.submit(store, PROGRAMME, *packed(content), "cor", NOW, decision=decision, amendment=why)


def waiting(store: Store) -> int:
    return sum(s.is_pending for s in delivery.submissions(store, PROGRAMME, "cato"))


def test_a_first_plan_needs_no_origin_and_keeps_none(store: Store) -> None:
    number = hand_in(store, OLD, AMENDED).id
    assert delivery.preview_submission(store, PROGRAMME, "cato", number).amendment is None


def test_a_change_without_an_origin_is_refused_with_the_ways_to_give_one(plan_store: Store) -> None:
    with pytest.raises(AmendmentError) as refused:
        hand_in(plan_store, MORE)
    assert waiting(plan_store) == 0
    for words in ("Groen", "--origin", "Herkomst wijziging"):
        assert words in str(refused.value)


@pytest.mark.parametrize("in_file", [True, False])
def test_the_second_person_sees_the_origin_and_it_is_kept_with_the_version(
    plan_store: Store, in_file: bool
) -> None:
    content = replace(MORE, amendment=AMENDED) if in_file else MORE
    number = hand_in(plan_store, content, None if in_file else AMENDED).id
    assert delivery.preview_submission(plan_store, PROGRAMME, "cato", number).amendment == AMENDED
    accept(plan_store, number)
    (step,) = load_standing(plan_store, PROGRAMME, MAY_END).amended("GRO").steps
    assert (step.seq, step.amendment) == (2, AMENDED)


def test_the_origin_in_the_file_takes_precedence_over_the_typed_one(plan_store: Store) -> None:
    number = hand_in(plan_store, replace(MORE, amendment=AMENDED), SHIFT).id
    assert delivery.preview_submission(plan_store, PROGRAMME, "cato", number).amendment == AMENDED


@pytest.mark.parametrize(("reason", "document"), [(" ", "Besluit"), ("Reden", ""), ("x 1.000", "Besluit")])
def test_an_origin_without_a_reason_or_document_is_refused(
    plan_store: Store, reason: str, document: str
) -> None:
    with pytest.raises(BudgetError):
        hand_in(plan_store, MORE, Amendment(Origin.NEW, reason, document))
    assert waiting(plan_store) == 0


def test_a_file_with_the_plan_as_it_is_needs_no_origin(plan_store: Store) -> None:
    said = replace(ledger(statement(MAY_END)), plan=OLD.plan)
    assert delivery.preview(plan_store, PROGRAMME, "cor", said).amends == ()


def test_a_pending_submission_without_an_origin_is_not_accepted(plan_store: Store) -> None:
    with plan_store.write(ID) as connection:
        number = store_submission(connection, ID, *packed(MORE), "cor", NOW).id
    with pytest.raises(AmendmentError):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)
    assert waiting(plan_store) == 1


# --- a shift within the domain ---------------------------------------------------------------


def shifted(cents: int) -> Content:
    """A plan with money moved from one line to the other, and a change of the total by this much."""
    return plan(line("GRO-1", 140_00), line("GRO-2", 60_00 + cents))


@pytest.mark.parametrize(("cents", "is_even"), [(-1, False), (0, True), (1, False)])
def test_a_shift_must_net_to_zero_to_the_cent(plan_store: Store, cents: int, is_even: bool) -> None:
    if is_even:
        assert hand_in(plan_store, shifted(cents), SHIFT).is_pending
        return
    with pytest.raises(AmendmentError) as refused:
        hand_in(plan_store, shifted(cents), SHIFT)
    assert "0,01" in str(refused.value)
    assert waiting(plan_store) == 0


def test_another_origin_need_not_net_to_zero(plan_store: Store) -> None:
    assert hand_in(plan_store, shifted(5), AMENDED).is_pending


def test_a_shift_between_years_does_not_net_to_zero(plan_store: Store) -> None:
    later = plan(line("GRO-1", 60_00), OLD.plan[1], line("GRO-1", 40_00, year=OLD.plan[0].year + 1))
    with pytest.raises(AmendmentError):
        hand_in(plan_store, later, SHIFT)


def test_a_decision_allows_an_uneven_shift_and_is_kept(plan_store: Store) -> None:
    number = hand_in(plan_store, shifted(5), SHIFT, ALLOWED).id
    assert delivery.preview_submission(plan_store, PROGRAMME, "cato", number).allowed_by == (ALLOWED,)
    assert accept(plan_store, number).seq == 2


def test_a_decision_with_a_future_date_allows_no_uneven_shift(plan_store: Store) -> None:
    later = MoveDecision("Raadsbesluit", NOW.date() + timedelta(days=1))
    for content, typed in ((shifted(5), later), (replace(shifted(5), allowed_by=(later,)), None)):
        with pytest.raises(BudgetError):
            hand_in(plan_store, content, SHIFT, typed)
    assert waiting(plan_store) == 0


def test_an_uneven_shift_that_waited_is_not_accepted(plan_store: Store) -> None:
    with plan_store.write(ID) as connection:
        content = replace(shifted(5), amendment=SHIFT)
        number = store_submission(connection, ID, *packed(content), "cor", NOW).id
    with pytest.raises(AmendmentError):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)
