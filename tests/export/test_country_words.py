"""Notes to the figures of all areas: their reference dates and missing data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.export.country_words import days_line, gap_rows
from budget.model.country import Area, SignedPosition
from tests.export.pdf.test_country import DAY, made

EARLIER = date(2024, 6, 30)


def signed_on(area: Area, day: date) -> Area:
    return replace(area, missing=(), stand=SignedPosition(day, day, "ab" * 32))


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (DAY, "Standen op 30 september 2024."),
        (EARLIER, "Standen van 30 juni 2024 tot en met 30 september 2024."),
    ],
)
def test_the_reference_dates_of_the_areas_are_stated(first: date, told: str) -> None:
    found = made(2)
    whole = replace(found, areas=(signed_on(found.areas[0], first), signed_on(found.areas[1], DAY)))
    assert days_line(whole) == told
    assert gap_rows(whole) == []


def test_missing_areas_are_counted_and_named() -> None:
    found = made(3)
    unsigned = replace(found.areas[0], row=None, stand=None, missing=())
    some = replace(found, areas=(unsigned, *found.areas[1:]), left=(("Weg", EARLIER),))
    lacks = "1 gebied zonder ondertekende stand en 2 gebieden zonder recente boekingen"
    assert days_line(some).endswith(f" Niet compleet: {lacks}.")
    assert [(area, since) for area, _, since in gap_rows(some)] == [
        (found.areas[1].name, "30-09-2024"),
        (found.areas[2].name, "30-09-2024"),
        (unsigned.name, "30-09-2024"),
        ("Weg", "30-06-2024"),
    ]
