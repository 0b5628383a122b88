"""What-if steps change only their own lines, to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.facts import resolve
from budget.insight.measures import total
from budget.insight.what_if import ExtraCommitment, ReleaseChange, Rephase, Shift, apply_steps, propose_plan
from budget.model import BudgetError, Facts, LineKey, Progress
from budget.model.shares import spread_evenly
from tests.insight.samples import PROGRAMME, YEAR, knowledge, plan_line, version

ONE, TWO = LineKey("VEI-1", "COA", ""), LineKey("VEI-2", "COA", "")
PLAN = plan_line("VEI-1", 1200, released=1000), plan_line("VEI-2", 600)


def facts() -> Facts:
    return resolve(knowledge([version(1, *PLAN)]), PROGRAMME, date(YEAR, 6, 30))


def line_after(key: LineKey, *steps):
    return next(line for line in apply_steps(facts(), steps).lines if line.key == key)


def test_no_steps_change_nothing():
    assert apply_steps(facts(), ()) == facts()


def test_a_shift_takes_from_one_line_what_it_gives_to_the_other():
    assert line_after(ONE, Shift(ONE, TWO, 300)).budget == 900
    assert line_after(TWO, Shift(ONE, TWO, 300)).budget == 900


@given(st.integers(1, 1200))
def test_after_a_shift_every_phasing_adds_up_and_the_total_stays(cents):
    after = apply_steps(facts(), [Shift(ONE, TWO, cents)])
    assert all(sum(line.phasing) == line.budget for line in after.lines)
    assert total(after, PROGRAMME).measures.budget == total(facts(), PROGRAMME).measures.budget


@pytest.mark.parametrize(("cents", "fits"), [(0, False), (1, True), (1200, True), (1201, False)])
def test_no_more_can_be_shifted_than_the_line_has(cents, fits):
    if fits:
        assert line_after(ONE, Shift(ONE, TWO, cents)).budget == 1200 - cents
    else:
        with pytest.raises(BudgetError, match="schuiven"):
            line_after(ONE, Shift(ONE, TWO, cents))


def test_a_line_that_moved_to_another_domain_is_changed_once():
    moved = plan_line("VEI-1", 1200, domain="WON", released=1000)
    known = knowledge([version(1, *PLAN), version(2, PLAN[1]), version(2, moved, domain="WON")])
    now = resolve(known, PROGRAMME, date(YEAR, 6, 30))
    after = apply_steps(now, [Shift(ONE, TWO, 200)])
    budgets = {(line.domain, line.key.code): line.budget for line in after.lines}
    assert budgets == {("VEI", "VEI-1"): 0, ("VEI", "VEI-2"): 800, ("WON", "VEI-1"): 1000}
    assert [line.budget for line in propose_plan((PLAN[1], moved), now, after)] == [800, 1000]


def test_no_proposal_loses_money_to_a_line_that_the_plan_does_not_have():
    now = facts()
    after = apply_steps(now, [Shift(ONE, TWO, 200)])
    with pytest.raises(BudgetError, match="niet in het geldende plan"):
        propose_plan(PLAN[:1], now, after)


def test_a_shift_to_the_same_line_is_refused():
    with pytest.raises(BudgetError, match="verschillende"):
        line_after(ONE, Shift(ONE, ONE, 1))


def test_a_release_never_stays_above_the_budget():
    assert line_after(ONE, Shift(ONE, TWO, 500)).released == 700


@pytest.mark.parametrize(("cents", "fits"), [(-1, False), (0, True), (1200, True), (1201, False)])
def test_a_release_outside_zero_and_the_budget_is_refused(cents, fits):
    if fits:
        assert line_after(ONE, ReleaseChange(ONE, cents)).released == cents
    else:
        with pytest.raises(BudgetError, match="Vrijgegeven"):
            line_after(ONE, ReleaseChange(ONE, cents))


def test_another_phasing_moves_money_between_two_months():
    phasing = line_after(ONE, Rephase(ONE, 1, 12, 40)).phasing
    assert (phasing[0], phasing[11]) == (60, 140)


@pytest.mark.parametrize("cents", [0, 101])
def test_no_more_can_be_moved_than_the_month_has(cents):
    with pytest.raises(BudgetError, match="januari"):
        line_after(ONE, Rephase(ONE, 1, 12, cents))


def test_a_commitment_adds_to_the_open_commitments():
    assert line_after(ONE, ExtraCommitment(ONE, 40), ExtraCommitment(ONE, 2)).committed == 42


def test_a_commitment_of_zero_is_refused():
    with pytest.raises(BudgetError, match="meer dan nul"):
        line_after(ONE, ExtraCommitment(ONE, 0))


def test_a_proposal_holds_the_changed_lines_and_leaves_the_others_as_they_were():
    later = plan_line("VEI-1", 10, year=YEAR + 1)
    after = apply_steps(facts(), [Shift(ONE, TWO, 300), ExtraCommitment(ONE, 5)])
    first, second, other = propose_plan((*PLAN, later), facts(), after)
    assert (first.budget, second.budget, first.phasing, other) == (900, 900, None, later)


@pytest.mark.parametrize("budget", [11, 12, 100])
def test_a_line_without_a_phasing_stays_without_one_however_much_it_grows(budget):
    """Otherwise the rounding cents in December grow too, and look like a phasing."""
    plan = plan_line("VEI-1", 120_000), plan_line("VEI-2", budget)
    before = resolve(knowledge([version(1, *plan)]), PROGRAMME, date(YEAR, 6, 30))
    after = apply_steps(before, [Shift(ONE, TWO, 90_007)])
    assert [line.phasing for line in after.lines] == [spread_evenly(29_993), spread_evenly(budget + 90_007)]
    assert [line.phasing for line in propose_plan(plan, before, after)] == [None, None]


def test_a_phasing_that_was_stated_grows_in_proportion():
    months = (300, *(0,) * 10, 300)
    plan = plan_line("VEI-1", 1200), plan_line("VEI-2", 600, phasing=months)
    before = resolve(knowledge([version(1, *plan)]), PROGRAMME, date(YEAR, 6, 30))
    after = apply_steps(before, [Shift(ONE, TWO, 200)])
    assert propose_plan(plan, before, after)[1].phasing == (400, *(0,) * 10, 400)


def test_the_own_forecast_of_a_code_follows_the_budgets_of_its_lines():
    """As after an upload of the plan: it is given per code, and shared out by budget."""
    other = LineKey("VEI-1", "SPUK", "ARM")
    second = plan_line("VEI-1", 200, source="SPUK", theme="ARM")
    plan = plan_line("VEI-1", 600), second, plan_line("VEI-2", 40)
    note = (2, Progress("VEI-1", date(YEAR, 5, 31), 400))
    before = resolve(knowledge([version(1, *plan)], progress=[note]), PROGRAMME, date(YEAR, 6, 30))
    after = apply_steps(before, [Shift(ONE, other, 200)])
    assert [line.own_forecast for line in before.lines] == [300, 100, None]
    assert [line.own_forecast for line in after.lines] == [200, 200, None]


def test_a_proposal_without_steps_is_the_plan_in_force():
    assert propose_plan(PLAN, facts(), apply_steps(facts(), ())) == PLAN
