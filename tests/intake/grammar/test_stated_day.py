"""The closing day stated by a title or header; forecasts do not count."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.grammar.stated_day import stated_day, stated_years


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Werkelijk t/m september 2024", date(2024, 9, 30)),
        ("Realisatie 2024 t/m september, prognose oktober t/m december", date(2024, 9, 30)),
        ("Actuals YTD Feb 2024", date(2024, 2, 29)),
        ("Ist bis 31.03.2024", date(2024, 3, 31)),
        ("t/m Q3 2024", date(2024, 9, 30)),
        ("t/m 3e kwartaal", date(2023, 9, 30)),
        ("t/m periode 9", date(2023, 9, 30)),
        ("t/m periode 13", None),
        ("Werkelijk per 30-9-2024", date(2024, 9, 30)),
        ("Realisatie jan-sep 2024", date(2024, 9, 30)),
        ("Werkelijk t/m 09-2024", date(2024, 9, 30)),
        ("Realisatie 2024 (tot en met 30 september)", date(2024, 9, 30)),
        ("Realisatie 2024-09", date(2024, 9, 30)),
        ("Realisatie sep 2024 cumulatief", date(2024, 9, 30)),
        ("Realisatie sep 2024", None),
        ("Begroting 2024-2025", None),
        ("Jaarrekening 2024", date(2024, 12, 31)),
        ("Rekening 2022", date(2022, 12, 31)),
        ("Begroting 2024", None),
        ("Realisatie 2024", None),
        ("Prognose t/m december 2024", None),
        ("t/m september 2023/2024", None),
    ],
)
def test_the_closing_day_is_the_last_of_the_month_that_is_named(text: str, day: date | None) -> None:
    named = stated_years(text)
    assert stated_day(text, 0 if len(named) > 1 else 2023) == day


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Begroting 2024", (2024,)),
        ("2023/2024", (2023, 2024)),
        ("2023/24", (2023, 2024)),
        ("FY23-24", (2023, 2024)),
        ("schooljaar 23/24", (2023, 2024)),
        ("jan-24", (2024,)),
        ("maart ’24", (2024,)),
        ("FY24", (2024,)),
        ("FY 2024", (2024,)),
        ("FY24-25", (2024, 2025)),
        ("Stand 08-09-2024", ()),
        ("peildatum 2024-01-31", ()),
        ("code 4711", ()),
        ("23-27", ()),
    ],
)
def test_all_years_named_in_a_text_are_found(text: str, years: tuple[int, ...]) -> None:
    assert stated_years(text) == years
