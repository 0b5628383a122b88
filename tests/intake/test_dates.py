"""Dates and years: as the cell shows them, never a guess."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import labels
from budget.intake.dates import read_date, read_year
from budget.intake.findings import Fault

YEARS = tuple(range(2023, 2029))
days = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("3-4-2024", date(2024, 4, 3)),
        ("2024-03-01T00:00:00", date(2024, 3, 1)),
        ("01-03-2024 23:59", date(2024, 3, 1)),
        ("1 maart 2024", date(2024, 3, 1)),
        ("1 mrt 2024", date(2024, 3, 1)),
        ("05/05/2024", date(2024, 5, 5)),
        ("29-02-2024", date(2024, 2, 29)),
        (date(2024, 3, 1), date(2024, 3, 1)),
        (datetime(2024, 3, 31, 23, 59, 59, 999900), date(2024, 3, 31)),
        (" 31-12-2026 ", date(2026, 12, 31)),
    ],
)
def test_a_cell_that_shows_one_day_is_that_day(value: object, day: date):
    assert read_date(value, YEARS) == day


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("03/04/2024", "date-double"),
        ("03/04/24", "date-double"),
        ("24-03-26", "date-double"),
        ("29-02-2023", "date-invalid"),
        ("31-04-2024", "date-invalid"),
        ("vandaag", "date-invalid"),
        ("2024", "date-invalid"),
        (45_382.0, "date-invalid"),
        (time(12), "date-invalid"),
        (timedelta(hours=30), "date-invalid"),
        (True, "date-invalid"),
        ("31-12-2022", "date-outside"),
        ("01-01-2023", None),
        ("31-12-2028", None),
        ("01-01-2029", "date-outside"),
        (date(1900, 1, 1), "date-outside"),
        ("1-2/2024", "date-invalid"),
        ("\u0663-4-2024", "date-invalid"),
        ("00-00-2024", "date-invalid"),
    ],
)
def test_a_day_that_is_not_sure_or_not_of_the_programme_is_refused(value: object, code: str | None):
    found = read_date(value, YEARS)
    assert (found.code if isinstance(found, Fault) else None) == code


@given(days)
def test_writing_and_reading_gives_the_same_day(day: date):
    for text in (day.isoformat(), labels.day_short(day), labels.day(day), f"{day:%d.%m.%Y}"):
        assert read_date(text, YEARS) == day


@given(days)
def test_with_slashes_a_day_is_read_only_when_it_cannot_be_turned_around(day: date):
    found = read_date(f"{day:%d/%m/%Y}", YEARS)
    assert found == day if day.day > 12 or day.day == day.month else isinstance(found, Fault)


@given(st.text(max_size=12))
def test_any_text_is_a_day_of_the_programme_or_refused(text: str):
    found = read_date(text, YEARS)
    assert isinstance(found, Fault) or found.year in YEARS


@pytest.mark.parametrize(
    ("value", "year"),
    [(2024, 2024), (2024.0, 2024), ("2024", 2024), (" 2024 ", 2024), (2023, 2023), (2028, 2028)],
)
def test_a_year_of_the_programme(value: object, year: int):
    assert read_year(value, YEARS) == year


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (2022, "year-outside"),
        (2029, "year-outside"),
        ("2022", "year-outside"),
        (2024.5, "year-invalid"),
        ("'24", "year-invalid"),
        (True, "year-invalid"),
        (date(2024, 1, 1), "year-invalid"),
        (float("nan"), "year-invalid"),
        ("2024-2025", "year-invalid"),
    ],
)
def test_what_is_no_year_of_the_programme_is_refused(value: object, code: str):
    found = read_year(value, YEARS)
    assert isinstance(found, Fault)
    assert found.code == code
