"""Names of months and quarters, as headers and dates have them."""

from __future__ import annotations

import pytest

from budget.intake.grammar.months import MONTHS, month_number, quarter_number


def test_a_name_means_one_month() -> None:
    names = [name for names in MONTHS for name in names]
    assert len(MONTHS) == 12
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("word", "number"),
    [("Mrt", 3), ("maart", 3), ("OCT", 10), ("mei", 5), ("Januar", 1), ("März", 3), ("maandag", 0)],
)
def test_a_month_is_known_by_any_of_its_names(word: str, number: int) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(
    ("key", "number"),
    [("kw1", 1), ("q4", 4), ("2ekwartaal", 2), ("kwartaal3", 3), ("kw5", 0), ("kw2026", 0)],
)
def test_a_quarter_is_known_by_its_number(key: str, number: int) -> None:
    assert quarter_number(key) == number
