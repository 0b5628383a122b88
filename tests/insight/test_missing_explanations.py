"""Lines without an explanation of their deviation."""

from datetime import date

import pytest

from budget.insight.missing_explanations import list_missing_explanations
from budget.model import By, Cause, Colour, Interval, Measures, Progress, Row, RunOut, Signal

SINCE = date(2024, 5, 31)
NOTHING = Measures(0, 0, 0, 0, 0, 0, 0, Interval(0, 0, 0), RunOut(None, None, None, 0.0))


def line(colour: Colour, key: str = "VEI-1") -> Row:
    return Row(By.LINE, key, key, "VEI", NOTHING, Signal(colour, "regel", "reden"))


def note(on: date = SINCE, cause: Cause | None = Cause.OTHER, text: str = "Daarom.") -> Progress:
    return Progress("VEI-1", on, cause=cause, note=text)


@pytest.mark.parametrize(
    ("colour", "owes"),
    [(Colour.RED, True), (Colour.ORANGE, True), (Colour.GREEN, False), (Colour.GREY, False)],
)
def test_only_red_and_orange_lines_owe_an_explanation(colour, owes):
    assert bool(list_missing_explanations([line(colour)], [], SINCE)) is owes


def test_money_outside_the_plan_has_no_budget_holder_to_ask():
    assert list_missing_explanations([line(Colour.RED, "")], [], SINCE) == []


def test_a_cause_and_a_text_together_are_enough():
    assert list_missing_explanations([line(Colour.RED)], [note()], SINCE) == []


def test_a_cause_without_a_text_is_incomplete():
    (owed,) = list_missing_explanations([line(Colour.RED)], [note(text=" ")], SINCE)
    assert (owed.has_cause, owed.has_note) == (True, False)


def test_a_text_without_a_cause_is_incomplete():
    (owed,) = list_missing_explanations([line(Colour.RED)], [note(cause=None)], SINCE)
    assert (owed.has_cause, owed.has_note) == (False, True)


def test_an_explanation_from_before_the_last_meeting_is_too_old():
    assert list_missing_explanations([line(Colour.RED)], [note(on=date(2024, 5, 30))], SINCE)
