"""Dates and years are read as the cell shows them; ambiguous ones are refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import labels
from budget.intake.faults import Fault
from budget.intake.grammar.dates import (
    DAY_FIRST,
    DIGITS,
    MONTH_FIRST,
    order_of,
    read_date,
    read_ordered,
    read_year,
    year_of,
)

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
def test_an_ambiguous_invalid_or_out_of_range_date_is_refused(value: object, code: str | None):
    found = read_date(value, YEARS)
    assert (found.code if isinstance(found, Fault) else None) == code


@given(days)
def test_writing_and_reading_gives_the_same_day(day: date):
    for text in (day.isoformat(), labels.day_short(day), labels.day(day), f"{day:%d.%m.%Y}"):
        assert read_date(text, YEARS) == day


@given(days)
def test_a_date_with_slashes_is_read_only_when_day_and_month_cannot_be_swapped(day: date):
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
def test_a_year_of_the_programme_is_read(value: object, year: int):
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
def test_a_year_outside_the_programme_is_refused(value: object, code: str):
    found = read_year(value, YEARS)
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize(
    ("value", "order", "day"),
    [
        ("05/03/2024", DAY_FIRST, date(2024, 3, 5)),
        ("05/03/2024", MONTH_FIRST, date(2024, 5, 3)),
        ("05-03-24", DAY_FIRST, date(2024, 3, 5)),
        ("05/03/2024 14:00:00", DAY_FIRST, date(2024, 3, 5)),
        ("20240305", DIGITS, date(2024, 3, 5)),
        (20240305.0, DIGITS, date(2024, 3, 5)),
        ("25/03/2024", MONTH_FIRST, None),
        ("20241305", DIGITS, None),
        ("05/03/2024", DIGITS, None),
    ],
)
def test_a_mapping_states_the_order_of_dates_and_no_other_is_tried(value, order, day):
    found = read_ordered(value, order)
    assert found == day if day else found.code == "date-invalid"


@pytest.mark.parametrize("value", [date(2024, 3, 5), "2024-03-05", "5 maart 2024", None])
def test_an_unambiguous_date_is_left_as_it_is(value):
    assert read_ordered(value, MONTH_FIRST) == value


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["05/03/2024", "19/04/2024"], DAY_FIRST),
        (["05/03/2024", "04/19/2024"], MONTH_FIRST),
        (["05/03/2024", "06/04/2024"], None),
        (["19/04/2024", "04/19/2024"], ""),
        (["19/04/2024", "04/19/2024", "05/03/2024"], None),
        (["05-03-2024", "2024-03-06", date(2024, 3, 7)], ""),
        (["20240305", 20241231.0], DIGITS),
    ],
)
def test_the_date_order_is_taken_from_the_column_when_it_is_unambiguous(values, order):
    assert order_of(values, (2023, 2024)) == order


@pytest.mark.parametrize(
    ("value", "order", "year"),
    [("05/03/2024", "", 2024), (date(2023, 1, 1), "", 2023), ("2022-01-01", "", 2022), ("20210101", "", 0),
     ("20210101", DIGITS, 2021), ("tekst", "", 0), (2024.0, "", 0)],
)  # fmt: skip
def test_the_year_of_a_date_is_clear_in_any_order(value, order: str, year: int):
    assert year_of(value, order) == year
