"""The date of an undated ledger: the end of its period, unless that lies long after its last booking."""

from datetime import date, timedelta

import pytest

from budget.intake.grammar.periods import read_period
from budget.intake.sheets.period_days import take_end

YEARS = (2024, 2025)
END = date(2024, 8, 31)
PERIOD = ["Periode: 01-01-2024 t/m 31-08-2024"]


def day_of(*titles: list[str], latest: date) -> date | None:
    found = read_period(titles, YEARS)
    found.complete(date(2024, 1, 5), latest)
    return found.date


@pytest.mark.parametrize(("before", "is_end"), [(0, True), (1, True), (30, True), (31, True), (32, False)])
def test_an_undated_ledger_gets_the_end_of_its_period_up_to_31_days_after_its_last_booking(
    before: int, is_end: bool
) -> None:
    latest = END - timedelta(before)
    assert day_of(PERIOD, latest=latest) == (END if is_end else latest)


def test_an_undated_ledger_of_a_running_year_gets_the_date_of_its_latest_booking() -> None:
    latest = date(2024, 8, 20)
    assert day_of(["Periode: 01-01-2024 t/m 31-12-2024"], latest=latest) == latest


def test_a_day_that_is_stated_decides() -> None:
    assert day_of(["Extractiedatum: 03-09-2024"], PERIOD, latest=date(2024, 8, 20)) == date(2024, 9, 3)


def test_without_a_period_the_latest_booking_decides() -> None:
    assert day_of(latest=date(2024, 8, 20)) == date(2024, 8, 20)


@pytest.mark.parametrize(
    ("titles", "latest", "asks"),
    [
        (PERIOD, date(2024, 8, 24), False),
        (PERIOD, date(2024, 8, 23), True),
        (PERIOD, date(2024, 7, 30), False),
        (["Periode: 01-01-2024 t/m 31-12-2024"], date(2024, 12, 31), False),
        (["Periode: 01-01-2024 t/m 31-12-2024"], date(2024, 12, 30), True),
        (["Periode: 01-01-2024 t/m 31-12-2024"], date(2024, 12, 3), True),
        (["Periode: 01-01-2024 t/m 31-12-2024, stand per 03-01-2025"], date(2024, 12, 30), False),
    ],
)
def test_a_period_that_may_still_run_is_asked_about(titles: list[str], latest: date, asks: bool) -> None:
    found = read_period([titles], YEARS)
    found.complete(date(2024, 1, 5), latest)
    assert found.may_still_run is asks


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Boekingen t/m september 2024", date(2024, 9, 30)),
        ("Realisatie tot en met sept. 2024", date(2024, 9, 30)),
        ("Boekingen t/m 15-09-2024", date(2024, 9, 15)),
        ("Boekingen t/m 3e kwartaal 2024", date(2024, 9, 30)),
        ("Boekingen t/m september 2024, stand per 03-10-2024", date(2024, 9, 30)),
        ("Periode: januari t/m september 2024", date(2024, 9, 30)),
        ("Boekingen t/m augustus 2024", date(2024, 9, 10)),
        ("Subsidie t/m september 2030", date(2024, 9, 10)),
        ("Prognose t/m december 2024", date(2024, 9, 10)),
        ("Uitdraai van september 2024", date(2024, 9, 10)),
    ],
)
def test_an_end_without_a_begin_is_the_end_unless_the_bookings_go_on(title: str, last: date) -> None:
    found = read_period([[title]], YEARS)
    take_end(found, [[title]], YEARS, date(2024, 9, 10))
    found.complete(date(2024, 1, 5), date(2024, 9, 10))
    assert found.last == last
    assert found.first == (date(2024, 1, 1) if "januari" in title else date(2024, 1, 5))


@pytest.mark.parametrize(
    ("title", "day", "asks", "named"),
    [
        ("t/m september 2024", date(2024, 9, 30), True, ""),
        ("t / m september 2024", date(2024, 9, 30), True, ""),
        ("t/m september", date(2024, 9, 30), True, ""),
        ("Jan-sep 2024", date(2024, 9, 30), True, ""),
        ("Periode: t/m 9-2024", date(2024, 9, 30), True, ""),
        ("t/m januari 2025", date(2025, 1, 31), True, ""),
        ("t/m 19-08-2024", date(2024, 8, 19), False, ""),
        ("Boekingen september 2024", date(2024, 8, 12), False, "Boekingen september 2024"),
        ("tot 1 oktober 2024", date(2024, 8, 12), False, "tot 1 oktober 2024"),
        ("t/m week 39 2024", date(2024, 8, 12), False, "t/m week 39 2024"),
        ("3e kwartaal 2024", date(2024, 8, 12), False, "3e kwartaal 2024"),
        ("t/m september 2029", date(2024, 8, 12), False, "t/m september 2029"),
        ("Boekingen augustus 2024", date(2024, 8, 12), False, "Boekingen augustus 2024"),
        ("Boekingen juli 2024", date(2024, 8, 12), False, ""),
        ("Prognose t/m december 2024", date(2024, 8, 12), False, ""),
        ("Boekjaar 2024", date(2024, 8, 12), False, ""),
        ("Maand 1 t/m 9", date(2024, 9, 30), True, ""),
        ("P1 t/m P9", date(2024, 9, 30), True, ""),
        ("P9 2024", date(2024, 8, 12), False, "P9 2024"),
        # Numbers that are not months.
        ("Bedrijf 1 t/m 9", date(2024, 8, 12), False, ""),
        ("Bedrijf 1 t/m 3, kostenplaats 10 t/m 12", date(2024, 8, 12), False, ""),
        ("Blad 1 t/m 3", date(2024, 8, 12), False, ""),
        ("Programma P12 Veiligheid", date(2024, 8, 12), False, ""),
    ],
)
def test_the_month_above_a_ledger_is_its_end_or_is_asked_about(
    title: str, day: date, asks: bool, named: str
) -> None:
    latest = date(2024, 8, 12)
    found = read_period([[title]], YEARS)
    take_end(found, [[title]], YEARS, latest)
    found.complete(date(2024, 1, 5), latest)
    assert (found.date, found.may_still_run, found.named, found.passed) == (day, asks, named, None)


@pytest.mark.parametrize(
    ("title", "runs_on"),
    [
        ("Periode: 01-01-2024 t/m 31-12-2024", False),
        ("Periode: 01-01-2024 t/m 30-09-2024", True),
        ("januari t/m september 2024", True),
        ("Periode: 01-01-2024 t/m 12-09-2024", False),
        ("Periode: 01-01-2024 t/m 13-09-2024", True),
        ("Periode: 01-01-2024 t/m 30-09-2024, stand per 13-08-2024", False),
    ],
)
def test_a_period_end_that_is_not_used_as_ledger_date_is_reported(title: str, runs_on: bool) -> None:
    found = read_period([[title]], YEARS)
    found.complete(date(2024, 1, 5), date(2024, 8, 12))
    assert found.runs_on is runs_on
