"""How far a plan is decided: per version, ignoring steps after the reference date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from budget.insight.decision_path import follow_decisions
from budget.model.content import Knowledge, PathStep, PlanVersion
from budget.model.programme import DecisionStep
from tests.store.samples import PROGRAMME, YEAR, line

DAY = date(YEAR, 3, 14)
STEPS = DecisionStep("BT", "vastgesteld BT"), DecisionStep("RAAD", "raad", is_last_word=True)
TOWN = replace(PROGRAMME, steps=STEPS)


def known(*steps: tuple[int, PathStep], plans: int = 1) -> Knowledge:
    versions = tuple(PlanVersion(n + 1, "GRO", (line("GRO-1", 100 + n),)) for n in range(plans))
    return Knowledge(YEAR, 9, versions=versions, path=steps)


def step(code: str = "RAAD", version: int = 1, day: date = DAY) -> PathStep:
    return PathStep("GRO", version, code, day)


@pytest.mark.parametrize(("days", "is_decided"), [(-1, False), (0, True), (1, True)])
def test_a_step_is_known_from_its_own_day(days: int, is_decided: bool) -> None:
    found = follow_decisions(known((3, step())), TOWN, "GRO", DAY + timedelta(days=days))
    assert found.is_decided is is_decided
    assert bool(found.steps) is is_decided


def test_a_step_accepted_later_is_not_known_yet() -> None:
    then = replace(known((3, step())), known_at=2)
    assert not follow_decisions(then, TOWN, "GRO", DAY).is_decided


def test_the_council_decides_on_one_version_and_a_new_version_is_undecided() -> None:
    found = follow_decisions(known((3, step()), (3, step("BT", 2)), plans=2), TOWN, "GRO", DAY)
    assert (found.version, found.is_decided, found.last.step) == (2, False, "BT")
    assert [s.version for s in found.steps] == [1, 2]


def test_a_step_other_than_that_of_the_council_decides_nothing() -> None:
    assert not follow_decisions(known((3, step("BT"))), TOWN, "GRO", DAY).is_decided


def test_a_new_list_replaces_the_one_before() -> None:
    found = follow_decisions(known((3, step()), (4, step("BT"))), TOWN, "GRO", DAY)
    assert (found.is_decided, [s.step for s in found.steps]) == (False, ["BT"])


def test_without_a_plan_or_decision_steps_there_is_no_path() -> None:
    assert follow_decisions(known((3, step())), TOWN, "SPE", DAY) is None
    assert follow_decisions(known((3, step())), replace(TOWN, steps=()), "GRO", DAY) is None


def test_the_same_plan_submitted_again_needs_no_new_decision() -> None:
    again = known((3, step()))
    again = replace(again, versions=(*again.versions, replace(again.versions[0], seq=2)))
    found = follow_decisions(again, TOWN, "GRO", DAY)
    assert (found.version, found.is_decided) == (2, True)
