"""The causes of a forecast change add up to the cent per line, each with its acceptances."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from budget.insight.facts import resolve
from budget.insight.forecast.changes import ForecastCause, list_forecast_changes
from budget.insight.forecast.outturn import forecast
from budget.model import Facts, Knowledge, Progress
from tests.insight.samples import PROGRAMME, THOUSAND, YEAR, booked, knowledge, plan_line, stated, version
from tests.insight.strategies import MOST_SEQ, days, knowledges

MARCH, MAY, JUNE = date(YEAR, 3, 31), date(YEAR, 5, 31), date(YEAR, 6, 30)


def facts(known: Knowledge, as_of: date, known_at: int) -> Facts:
    return resolve(known, PROGRAMME, as_of, known_at)


def changes(known: Knowledge, then: Facts, now: Facts):
    return list_forecast_changes(then, now, known, PROGRAMME)


def note(cents: int | None, as_of: date = MAY) -> Progress:
    return Progress("VEI-1", as_of, cents)


def test_the_forecast_does_not_change_between_equal_moments() -> None:
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", MARCH, 5 * THOUSAND)])
    now = facts(known, JUNE, 9)
    assert changes(known, now, now) == ()


def test_a_revised_own_forecast_is_its_own_cause_with_its_own_acceptance() -> None:
    known = knowledge(
        [version(1, plan_line())], progress=((2, note(900 * THOUSAND)), (5, note(700 * THOUSAND, JUNE)))
    )
    then, now = facts(known, JUNE, 4), facts(known, JUNE, 5)
    (change,) = changes(known, then, now)
    assert (change.cause, change.seqs) == (ForecastCause.OWN, (5,))
    assert change.cents == -200 * THOUSAND


def test_amendments_commitments_and_bookings_are_separate_causes() -> None:
    known = knowledge(
        [version(1, plan_line(budget=1200 * THOUSAND)), version(3, plan_line(budget=1500 * THOUSAND))],
        [booked(4, "VEI-1", MAY, 300 * THOUSAND)],
        [stated(5, MAY, {"VEI-1": 1100 * THOUSAND})],
    )
    then, now = facts(known, MARCH, 2), facts(known, JUNE, 5)
    found = {change.cause: change for change in changes(known, then, now)}
    assert found[ForecastCause.PLAN].seqs == (3,)
    assert found[ForecastCause.PLAN].cents > 0
    assert found[ForecastCause.BOOKINGS].seqs == (4,)
    assert ForecastCause.OWN not in found


def test_bookings_and_commitments_outside_the_plan_change_their_own_forecast() -> None:
    known = knowledge(
        [version(1, plan_line())], [booked(2, "VEI-9", MAY, 700)], [stated(3, MAY, {"VEI-9": 50})]
    )
    then, now = facts(known, MARCH, 1), facts(known, JUNE, 3)
    found = {c.cause: (c.cents, c.seqs) for c in changes(known, then, now) if not c.key.code}
    assert found == {ForecastCause.COMMITMENTS: (50, (3,)), ForecastCause.BOOKINGS: (700, (2,))}


def test_a_dropped_line_lowers_the_forecast_through_the_plan() -> None:
    known = knowledge([version(1, plan_line(), plan_line("VEI-2")), version(2, plan_line())])
    then, now = facts(known, MAY, 1), facts(known, MAY, 2)
    (change,) = changes(known, then, now)
    assert (change.cause, change.key.code, change.seqs) == (ForecastCause.PLAN, "VEI-2", (2,))
    gone = next(line for line in then.lines if line.key.code == "VEI-2")
    assert change.cents == -forecast([gone], YEAR, MAY).outturn.p50


@given(knowledges(), days, days, st.integers(0, MOST_SEQ), st.integers(0, MOST_SEQ))
def test_the_steps_of_every_group_add_up_to_the_cent(
    known: Knowledge, first: date, second: date, early: int, late: int
) -> None:
    then, now = facts(known, first, early), facts(known, second, late)
    found = changes(known, then, now)
    for domain in ("VEI", "WON", ""):
        before = [line for line in then.lines if line.domain == domain]
        after = [line for line in now.lines if line.domain == domain]
        moved = sum(change.cents for change in found if change.domain == domain)
        middle = forecast(after, YEAR, second).outturn.p50
        assert forecast(before, YEAR, first).outturn.p50 + moved == middle
    assert all(change.cents for change in found)
