"""A plan that moves money to another source or theme needs a decision, and the second person sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from budget.access import VISITOR
from budget.model.content import Content, MoveDecision
from budget.model.words import BudgetError
from budget.store.engine import Store
from budget.store.submissions import store_submission
from budget.usecases import deliver as delivery
from budget.usecases.effects import effects_of, list_effects
from budget.usecases.moves import ASKS_WHERE, MovesError, list_money_sentences
from budget.usecases.plan_proposals import write_proposal
from tests.intake.workbooks import check
from tests.store.samples import ALLOWED, AMENDED, ID, NOW, PROGRAMME, accept, deliver, line, packed, plan

BOS = {"source": "FONDS", "theme": "BOS"}
OLD = plan(line("GRO-1", 100_00), line("GRO-2", 100_00, **BOS))
MOVED = plan(line("GRO-1", 140_00), line("GRO-2", 60_00, **BOS))
DECIDED = Content(plan=MOVED.plan, allowed_by=(ALLOWED,))
RULE = "Geld blijft bij zijn bron en thema"


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, OLD)
    return store


def hand_in(store: Store, content: Content, decision: MoveDecision | None = None):
    said = {"decision": decision, "amendment": AMENDED}
    return delivery.submit(store, PROGRAMME, *packed(content), "cor", NOW, **said)


def waiting(store: Store) -> int:
    return sum(s.is_pending for s in delivery.submissions(store, PROGRAMME, "cato"))


def test_a_move_without_a_decision_is_refused_and_not_stored(plan_store: Store):
    with pytest.raises(MovesError) as refused:
        hand_in(plan_store, MOVED)
    assert waiting(plan_store) == 0
    for words in ("2024", "€ 40,00", "Streekfonds, thema Bos en hei", "Dorpsgeld", RULE, "--decision"):
        assert words in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("content", "typed"), [(DECIDED, None), (MOVED, ALLOWED)], ids=["read", "typed"])
def test_the_second_person_sees_which_decision_was_given(plan_store: Store, content: Content, typed):
    number = hand_in(plan_store, content, typed).id
    seen = delivery.preview_submission(plan_store, PROGRAMME, "cato", number)
    assert seen.allowed_by == (ALLOWED,)
    found = effects_of(plan_store, PROGRAMME, VISITOR, seen.asked[1], seen, NOW.date())
    told = "\n".join(list_effects(seen, found, PROGRAMME))
    assert ALLOWED.text in told
    assert RULE in told
    assert accept(plan_store, number).seq == 2


def test_a_pending_move_without_a_decision_is_not_accepted(plan_store: Store):
    with plan_store.write(ID) as connection:
        number = store_submission(connection, ID, *packed(MOVED), "cor", NOW).id
    with pytest.raises(MovesError):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)
    assert waiting(plan_store) == 1


@pytest.mark.parametrize(("days", "allowed"), [(-1, True), (0, True), (1, False)])
def test_a_decision_with_a_future_date_allows_no_move(plan_store: Store, days: int, allowed: bool):
    decision = MoveDecision("Raadsbesluit", NOW.date() + timedelta(days=days))
    if allowed:
        assert hand_in(plan_store, MOVED, decision).is_pending
        return
    for content, typed in ((MOVED, decision), (Content(plan=MOVED.plan, allowed_by=(decision,)), None)):
        with pytest.raises(BudgetError):
            hand_in(plan_store, content, typed)
    assert waiting(plan_store) == 0


@pytest.mark.parametrize("text", ["", " \t", "Besluit x € 1.000"])
def test_a_decision_without_a_name_or_with_a_unit_is_refused(plan_store: Store, text: str):
    with pytest.raises(BudgetError):
        hand_in(plan_store, MOVED, MoveDecision(text, date(2024, 1, 1)))


def test_a_plan_that_moves_no_money_between_purses_keeps_no_decision(plan_store: Store):
    number = hand_in(plan_store, plan(line("GRO-1", 60_00), line("GRO-3", 40_00), OLD.plan[1]), ALLOWED).id
    assert delivery.preview_submission(plan_store, PROGRAMME, VISITOR, number).allowed_by == ()


CUT = plan(OLD.plan[0], line("GRO-2", 60_00, **BOS))
LATER = plan(line("GRO-1", 140_00), CUT.plan[1])


def bring_in(store: Store, content: Content, decision: MoveDecision | None = None) -> None:
    accept(store, hand_in(store, content, decision).id)


def test_a_move_over_two_files_needs_a_decision_and_names_the_first_file(plan_store: Store):
    bring_in(plan_store, CUT)
    with pytest.raises(MovesError) as refused:
        hand_in(plan_store, LATER)
    said = str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    for words in ("€ 40,00 gaat van Streekfonds", "naar Dorpsgeld", "inzending 2, zonder besluit"):
        assert words in said
    bring_in(plan_store, LATER, ALLOWED)
    bring_in(plan_store, plan(line("GRO-1", 150_00), CUT.plan[1]))


def test_extra_money_followed_by_a_cut_needs_a_decision_too(plan_store: Store):
    bring_in(plan_store, plan(line("GRO-1", 140_00), OLD.plan[1]))
    with pytest.raises(MovesError):
        hand_in(plan_store, LATER)


def test_a_cut_that_names_its_decision_is_not_asked_about_again(plan_store: Store):
    bring_in(plan_store, CUT, ALLOWED)
    bring_in(plan_store, LATER)


def test_a_file_that_waited_is_refused_once_the_cut_is_accepted(plan_store: Store):
    deliver(plan_store, plan(line("SPE-1", 100_00)))
    number = hand_in(plan_store, plan(line("SPE-1", 140_00))).id
    bring_in(plan_store, CUT)
    with pytest.raises(MovesError):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)


def test_a_cut_without_a_decision_asks_where_the_money_goes(plan_store: Store):
    seen = delivery.preview(plan_store, PROGRAMME, VISITOR, CUT)
    assert [(move.taken, move.given) for move in seen.one_sided] == [(((("FONDS", "BOS"), 40_00),), ())]
    assert ASKS_WHERE in list(list_money_sentences(seen.moves, seen.one_sided, (), PROGRAMME))
    assert ASKS_WHERE not in list(list_money_sentences(seen.moves, seen.one_sided, (ALLOWED,), PROGRAMME))


def test_a_proposal_sees_earlier_cuts(plan_store: Store):
    bring_in(plan_store, CUT)
    with pytest.raises(MovesError):
        write_proposal(plan_store, PROGRAMME, "gea", LATER.plan, "Voorstel", None, NOW.date())


def said_in(data: bytes) -> Content:
    """The sentences of the proposal, without the questions about its round amounts."""
    content = check(data, PROGRAMME).content
    assert content is not None
    return replace(content, asks=())


def test_a_proposal_that_moves_money_carries_the_decision_or_is_refused(plan_store: Store):
    def write(decision: MoveDecision | None, content: Content = MOVED) -> bytes:
        return write_proposal(plan_store, PROGRAMME, "gea", content.plan, "Voorstel", decision, NOW.date())

    with pytest.raises(MovesError):
        write(None)
    assert said_in(write(ALLOWED)) == DECIDED
    within = plan(line("GRO-1", 90_00), line("GRO-3", 10_00), OLD.plan[1])
    assert said_in(write(None, within)) == within
