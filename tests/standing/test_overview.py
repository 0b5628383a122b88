"""The rows of the overview: room and shortage never netted, and one result of the largest line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.labels import NBSP
from budget.model.content import Progress
from budget.model.figures import Interval, Measures, RunOut
from budget.standing.overview import main_result, owners, result_words, room_and_shortage_words

NOTHING = Measures(
    budget=0, original_budget=0, released=0, released_unknown=0, realised=0, committed=0, norm=0,
    forecast=Interval(0, 0, 0), run_out=RunOut(None, None, None, 0.0),
)  # fmt: skip


def note(code: str, indicator: str, value: str, target: str = "") -> Progress:
    return Progress(code, date(2024, 9, 30), indicator=indicator, value=value, target=target)


@pytest.mark.parametrize(
    ("budget", "used", "short", "said"),
    [
        (1_000_00, 400_00, 0, (f"€{NBSP}600 vrij",)),
        (1_000_00, 1_000_00, 0, (f"€{NBSP}0 vrij",)),
        (1_000_00, 1_200_00, 200_00, (f"€{NBSP}200 tekort",)),
        (1_000_00, 1_200_00, 0, (f"€{NBSP}200 tekort",)),
        (1_000_00, 900_00, 50_00, (f"€{NBSP}150 vrij", f"€{NBSP}50 tekort")),
    ],
)
def test_free_room_and_shortage_are_shown_side_by_side(
    budget: int, used: int, short: int, said: tuple
) -> None:
    assert room_and_shortage_words(replace(NOTHING, budget=budget, realised=used, short=short)) == said


def test_the_main_result_is_that_of_the_largest_line_with_a_measurement() -> None:
    notes = [
        note("A", "coaches", "3"),
        note("B", "woningen", "52"),
        note("C", "", ""),
        note("D", "banen", ""),
    ]
    assert main_result(notes, {"A": 1, "B": 2, "C": 3, "D": 4}) == notes[1]
    assert main_result(notes[2:], {"C": 3, "D": 4}) is None


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [
        ("52", "96", "52 van 96 eenheden"),
        ("6,6", "7,0", "eenheden: 6,6 (doel 7,0)"),
        ("52", "", "eenheden: 52"),
        ("999", "1000", "999 van 1.000 eenheden"),
        ("1200", "", "eenheden: 1.200"),
    ],
)
def test_a_result_is_shown_against_its_target(value: str, target: str, words: str) -> None:
    assert result_words(note("A", "eenheden", value, target)) == words


def test_without_a_result_there_are_no_words() -> None:
    assert result_words(None) == ""


def test_every_domain_of_a_budget_holder_has_an_owner(programme) -> None:
    assert owners(programme)["LEM"] == owners(programme)["EID"] == "Rowena Pinas"
