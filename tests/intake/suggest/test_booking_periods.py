"""A ledger with periods instead of dates: each row counts on the last day of its period."""

from __future__ import annotations

import pytest

from budget.model import CheckedFile, Programme
from tests.intake.suggest.drafts import Rows, agree, amounts, asked, draft, read
from tests.intake.workbooks import codes, line

PLAN = line(), line(code="JEU-002")


def days(checked: CheckedFile) -> list[str]:
    return sorted({row.date.isoformat() for found in checked.content.statements for row in found.rows})


def rows_of(headers: list[str], *values: list[object]) -> Rows:
    rows = [["JEU-001", f"D{n}", *value, 100 * n] for n, value in enumerate(values, 1)]
    return [["Kostenplaats", "Documentnr", *headers, "Bedrag"], *rows]


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        (["Periode", "Boekjaar"], [[9, 2024], [13, 2024], [16, 2024]]),
        (["Maand", "Jaar"], [["september", 2024], ["december", 2024]]),
        (["Posting period", "Fiscal Year"], [["009", 2024], ["012", 2024]]),
        (["Periode"], [["009.2024"], ["014.2024"]]),
        (["Boekperiode"], [["2024-09"], ["2024-12"]]),
        (["Tijdvak"], [[202409], [202412]]),
    ],
)
def test_periods_are_read_without_a_question(headers, values, programme: Programme) -> None:
    rows = rows_of(headers, *values)
    text = draft(rows, programme)
    checked = read(rows, programme, text, PLAN)
    assert (asked(text), days(checked)) == (set(), ["2024-09-30", "2024-12-31"])


def test_a_number_of_a_period_takes_the_year_in_the_title(programme: Programme) -> None:
    rows = [["Grootboek 2024"], *rows_of(["Periode"], [9], [12])]
    assert days(read(rows, programme, draft(rows, programme), PLAN)) == ["2024-09-30", "2024-12-31"]


def test_a_number_of_a_period_of_no_known_year_is_asked(programme: Programme) -> None:
    assert asked(draft(rows_of(["Periode"], [9], [12]), programme)) == {"Boekdatum"}


def test_an_opening_balance_in_period_0_is_refused(programme: Programme) -> None:
    rows = rows_of(["Periode", "Boekjaar"], [0, 2024], [9, 2024])
    checked = read(rows, programme, draft(rows, programme), PLAN)
    assert (checked.accepted, "date-invalid" in codes(checked)) == (False, True)


def test_rows_of_kind_forecast_are_left_out(programme: Programme) -> None:
    kinds = [["2024-09", "Realisatie"], ["2024-10", "Prognose"]]
    rows = rows_of(["Periode", "Soort"], *kinds)
    checked = read(rows, programme, draft(rows, programme), PLAN)
    assert (amounts(checked), "mapping-rows" in codes(checked)) == ({"realised": 10_000}, True)


@pytest.mark.parametrize(
    ("word", "words"), [("Boekjaar", ("FY2023", "FY2024")), ("Seizoen", ("2023/2024", "2024/2025"))]
)
def test_years_as_text_are_asked_below_any_header(word, words, programme: Programme) -> None:
    rows = [
        ["Kostenplaats", word, "Bedrag"],
        *(["JEU-001", text, 100 * n] for n, text in enumerate(words, 1)),
    ]
    assert all(f'"{text}" = ""' in draft(rows, programme) for text in words)


def test_a_budget_that_is_repeated_per_month_is_asked(programme: Programme) -> None:
    rows = [["Kostenplaats", "Periode", "Begroot", "Werkelijk"]]
    rows += [["JEU-001", f"2024-{n:02}", 1200, 100 + n % 3] for n in range(1, 13)]
    assert "Begroot" in asked(draft(rows, programme))


@pytest.mark.parametrize("title", ["Begroting en realisatie 2024", "Overzicht budget en werkelijk 2024"])
def test_an_amount_below_a_title_of_both_kinds_is_asked(title: str, programme: Programme) -> None:
    rows = [[title], ["Kostenplaats", "Naam", "Bedrag"], ["JEU-001", "Sport", 40.5]]
    assert "Bedrag" in asked(draft(rows, programme))


def test_actuals_under_a_title_with_budget_are_not_read_as_budget(programme: Programme) -> None:
    rows = [
        ["Begroting 2024"],
        ["Kostenplaats", "Naam", "Werkelijk t/m juni 2024"],
        ["JEU-001", "Sport", 40.5],
    ]
    assert amounts(read(rows, programme, agree(draft(rows, programme)), PLAN)) == {"realised": 4_050}


@pytest.mark.parametrize(
    ("title", "header", "day", "booked", "said"),
    [
        ("", "Bedrag", "2024-12-31", "2024-12-31", {"ledger-period-day"}),
        ("Grootboekrekeningen 2024", "Bedrag", "2024-12-31", "2024-12-31", {"ledger-period-day"}),
        ("Stand per 31-12-2024", "Bedrag", "2024-12-31", "2024-12-31", set()),
        ("Stand per 10-12-2024", "Bedrag", "2024-12-10", "2024-12-10", set()),
        ("Stand per 01-12-2024", "Bedrag", "2024-12-01", "2024-12-01", set()),
        ("Stand per 30-11-2024", "Bedrag", "2024-11-30", "2024-12-31", {"ledger-ahead"}),
        ("Grootboek t/m 10-12-2024", "Bedrag", "2024-12-10", "2024-12-10", set()),
        ("Periode 01-01-2024 t/m 10-12-2024", "Bedrag", "2024-12-10", "2024-12-10", set()),
        ("", "Bedrag t/m 10-12-2024", "2024-12-10", "2024-12-10", set()),
        ("", "Bedrag t/m december 2024", "2024-12-31", "2024-12-31", set()),
        ("Grootboek t/m januari 2025", "Bedrag", "2024-12-31", "2024-12-31", {"ledger-period-day"}),
    ],
)
def test_a_stated_day_ends_the_period_it_falls_in_and_without_one_it_is_asked(
    title: str, header: str, day: str, booked: str, said: set[str], programme: Programme
) -> None:
    rows = rows_of(["Periode"], ["009.2024"], ["012.2024"])
    rows[0][-1] = header
    text = draft(rows, programme)
    checked = read([[title], *rows] if title else rows, programme, text, PLAN)
    found = {"ledger-period-day", "ledger-ahead", "ledger-outside"} & set(codes(checked))
    assert ({one.date.isoformat() for one in checked.content.statements}, found) == ({day}, said)
    assert (days(checked), amounts(checked)) == (["2024-09-30", booked], {"realised": 30_000})
    assert len(checked.content.asks) == len(said)


@pytest.mark.parametrize(
    ("title", "day", "said"),
    [("", "2024-12-31", True), ("Stand per 10-12-2024", "2024-12-10", False)],
)
def test_a_ledger_of_a_year_alone_is_asked_for_its_day(
    title: str, day: str, said: bool, programme: Programme
) -> None:
    rows = rows_of(["Boekjaar"], [2024])
    checked = read([[title], *rows] if title else rows, programme, agree(draft(rows, programme)), PLAN)
    assert (days(checked), "ledger-period-day" in codes(checked)) == ([day], said)


@pytest.mark.parametrize("title", ["", "Stand per 10-12-2024"])
@pytest.mark.parametrize(
    ("header", "value", "first"), [("Periode", "012.2024", "2024-12-01"), ("Boekjaar", 2024, "2024-01-01")]
)
def test_the_statement_covers_the_whole_of_its_first_period(
    title: str, header: str, value: str | int, first: str, programme: Programme
) -> None:
    rows = rows_of([header], [value])
    checked = read([[title], *rows] if title else rows, programme, agree(draft(rows, programme)), PLAN)
    assert [one.first.isoformat() for one in checked.content.statements] == [first]


def test_a_ledger_with_booking_dates_is_not_asked_for_its_day(programme: Programme) -> None:
    rows = rows_of(["Boekdatum"], ["10-12-2024"], ["09-12-2024"])
    assert "ledger-period-day" not in codes(read(rows, programme, draft(rows, programme), PLAN))
