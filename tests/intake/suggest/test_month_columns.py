"""Twelve columns of amounts are bookings only when that is certain: no running totals, no forecast."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font

from budget.intake.check_context import CheckContext
from budget.intake.findings import text_of
from budget.model import BudgetError, Programme
from budget.sandbox.check import check_file
from tests.intake.layouts import MONTHS, WIDE
from tests.intake.suggest.drafts import Rows, amounts, asked, draft, read, uncover
from tests.intake.workbooks import codes, line, message, xlsx

PLAN = line(), line(code="JEU-002")
GROWING = [4, 9, 15, 22, 31, 38, 46, 54, 62, 70, 80, 91]
SLOWER = [2, 4, 6, 9, 13, 16, 20, 24, 28, 32, 38, 45]


def months(title: str, *rows: list[float], headers: list[str] = MONTHS) -> Rows:
    """A sheet with a column per month, one row for each line of the plan."""
    lines = [[f"JEU-00{n}", "Sport", *row] for n, row in enumerate(rows, 1)]
    return [[title], ["Kostenplaats", "Omschrijving", *headers], *lines]


def test_months_under_a_title_that_says_booked_are_taken(programme: Programme) -> None:
    assert asked(draft(WIDE, programme)) == set()
    assert amounts(read(WIDE, programme, draft(WIDE, programme), PLAN)) == {"realised": 455_000}


@pytest.mark.parametrize(
    "title", ["Realisatie 2024 (cumulatief)", "Realisatie 2024", "Realisatie 2024 oplopend"]
)
def test_columns_that_only_grow_are_asked_with_both_totals(title: str, programme: Programme) -> None:
    rows = months(title, [1_000 * n for n in GROWING], [1_000 * n for n in SLOWER])
    text = draft(rows, programme)
    with pytest.raises(BudgetError, match="'Bedrag' ontbreekt"):
        read(rows, programme, text)
    last = read(rows, programme, uncover(text, '"Bedrag" = "dec"'), PLAN)
    assert amounts(last) == {"realised": 13_600_000}
    assert {row.date.isoformat() for found in last.content.statements for row in found.rows} == {"2024-12-31"}
    each = read(rows, programme, uncover(text, 'maanden = ["jan"'), PLAN)
    assert amounts(each) == {"realised": 75_900_000}


def test_running_totals_until_a_day_in_a_title_count_on_that_day(programme: Programme) -> None:
    rows = months(
        "Uitputting t/m juni 2024, werkelijk", [*GROWING[:6], *[None] * 6], [*SLOWER[:6], *[None] * 6]
    )
    checked = read(rows, programme, uncover(draft(rows, programme), '"Bedrag" = "jun"'), PLAN)
    assert amounts(checked) == {"realised": 5_400}
    assert {row.date.isoformat() for found in checked.content.statements for row in found.rows} == {
        "2024-06-30"
    }


def test_running_totals_that_decrease_are_read_as_monthly_amounts(programme: Programme) -> None:
    rows = months("Realisatie 2024", [*GROWING[:-1], 3], [*SLOWER[:-1], 2])
    assert asked(draft(rows, programme)) == set()


MARKED = [*(f"{month} R" for month in MONTHS[:9]), *(f"{month} P" for month in MONTHS[9:])]
NAMED = [*MONTHS[:9], *(f"prognose {month}" for month in MONTHS[9:])]
EXPECTED = [*MONTHS[:9], *(f"verwacht {month}" for month in MONTHS[9:])]
SPLIT = [6_000] * 9 + [12_000] * 3


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("Realisatie 2024 t/m september, prognose oktober t/m december", MONTHS),
        ("Realisatie 2024, stand per 30-09-2024", MONTHS),
        ("Overzicht 2024", MARKED),
        ("Realisatie 2024", NAMED),
        ("Realisatie 2024", EXPECTED),
        ("Realisatie 2024 (t/m sept, daarna begroot)", MONTHS),
        ("Realisatie", [f"{month}-24 {'act' if n < 9 else 'est'}" for n, month in enumerate(MONTHS)]),
    ],
)
def test_months_of_a_forecast_are_asked_and_do_not_count(title: str, headers: list[str], programme) -> None:
    rows = months(title, SPLIT, headers=headers)
    text = draft(rows, programme)
    with pytest.raises(BudgetError):
        read(rows, programme, text)
    assert "36.000,00" in text
    text = uncover(text, 'maanden = ["jan')
    checked = read(rows, programme, text, PLAN)
    assert amounts(checked) == {"realised": 5_400_000}
    assert codes(checked).count("mapping-forecast") == 3
    assert headers[-1] in message(checked, "mapping-forecast") or headers[9] in message(
        checked, "mapping-forecast"
    )
    all_months = "\n".join(row for row in text.splitlines() if not row.startswith("prognose"))
    assert amounts(read(rows, programme, all_months, PLAN)) == {"realised": 9_000_000}


@pytest.mark.parametrize("title", ["Begroting 2024", "Overzicht 2024"])
def test_months_not_labelled_as_booked_are_asked_about(title: str, programme: Programme) -> None:
    rows = months(title, SPLIT)
    text = draft(rows, programme)
    with pytest.raises(BudgetError, match="'soort' ontbreekt"):
        read(rows, programme, text)
    with pytest.raises(BudgetError, match="'Bedrag' ontbreekt"):
        read(rows, programme, uncover(text, 'soort = "boekingen"'))


def test_two_series_of_months_are_not_mixed(programme: Programme) -> None:
    headers = [f"{month} {kind}" for month in MONTHS for kind in ("begroting", "werkelijk")]
    rows = months("Stand 2024", [n for month in range(12) for n in (900, 100 + month % 2)], headers=headers)
    text = draft(rows, programme)
    assert '"jan werkelijk", "feb werkelijk"' in text
    assert "begroting" not in text.split("[[koppeling.deel]]")[1]


def test_a_sheet_with_a_few_months_is_read_as_a_series(programme: Programme) -> None:
    rows = months("Realisatie 2024", [5, 3, 4], headers=MONTHS[:3])
    assert amounts(read(rows, programme, draft(rows, programme), PLAN)) == {"realised": 1_200}


def test_a_credit_or_a_quiet_month_does_not_hide_running_totals(programme: Programme) -> None:
    quiet = [100, 100, 100, 250, 250, 400, 400, 400, 500, 600, 600, 700]
    credited = [100, 200, 300, 450, 440, 600, 700, 800, 900, 1000, 1100, 1200]
    assert asked(draft(months("Realisatie 2024", quiet, credited), programme)) == {"Bedrag"}


def test_kinds_of_money_above_the_months_tell_which_are_a_forecast(programme: Programme) -> None:
    rows = months("Overzicht 2024", SPLIT)
    rows.insert(1, [None, None, *["Realisatie"] * 9, *["Prognose"] * 3])
    text = draft(rows, programme)
    each = read(rows, programme, uncover(text, 'maanden = ["Realisatie jan"'), PLAN)
    assert amounts(each) == {"realised": 5_400_000}


@pytest.mark.parametrize(
    "headers",
    [[f"2024-{n:02}" for n in range(1, 13)], [f"{month}-24" for month in MONTHS]],
    ids=["numbers", "names"],
)
def test_months_with_their_year_in_the_header_are_months_of_that_year(headers, programme) -> None:
    rows = months("Realisatie", [*GROWING[:-1], 3], headers=headers)
    checked = read(rows, programme, draft(rows, programme), PLAN)
    days = {row.date.isoformat() for found in checked.content.statements for row in found.rows}
    assert (len(days), max(days)) == (12, "2024-12-31")


@pytest.mark.parametrize(
    ("title", "later", "last", "drawn_up", "said"),
    [
        ("Realisatie 2024", None, "2024-09-30", "2024-09-30", {"ledger-period-day"}),
        ("Realisatie 2024", 0, "2024-09-30", "2024-09-30", {"ledger-period-day"}),
        ("Realisatie 2024 t/m september", 0, "2024-09-30", "2024-09-30", set()),
        ("Realisatie 2024, stand per 12-09-2024", 0, "2024-09-12", "2024-09-12", set()),
        ("Realisatie 2024, stand per 30-09-2024", 0, "2024-09-30", "2024-09-30", set()),
        ("Realisatie 2024, stand per 31-08-2024", 0, "2024-09-30", "2024-08-31", {"ledger-ahead"}),
        ("Realisatie 2024", "PM", None, None, {"amount-unknown", "ledger-period-day"}),
    ],
)
def test_the_latest_month_with_money_counts_until_the_day_that_is_stated_or_it_is_asked_once(
    title: str, later: object, last: str | None, drawn_up: str | None, said: set[str], programme: Programme
) -> None:
    values = [5, 3, 4, 6, 2, 7, 5, 6, 4]
    rows = months(title, [*values, later, later, later], [*values, later, later, later])
    text = draft(months("Realisatie 2024", [*values, None, None, None]), programme)
    checked = read(rows, programme, text, PLAN)
    found = [code for code in codes(checked) if code.startswith(("ledger-period", "ledger-ahead", "amount-"))]
    assert (set(found), checked.accepted) == (said, last is not None)
    if checked.content:
        booked = {row.date.isoformat() for one in checked.content.statements for row in one.rows}
        assert (max(booked), len(booked), len(found)) == (last, 9, len(said))
        assert checked.content.statements[-1].date.isoformat() == drawn_up


@pytest.mark.parametrize(
    ("title", "first", "last", "said"),
    [
        ("Realisatie 2024", "2024-01-01", "2024-08-31", ["ledger-period-day"]),
        ("Realisatie 2024 t/m juli", "2024-01-01", "2024-08-31", ["ledger-ahead"]),
        ("Realisatie 2024 t/m 12-08-2024", "2024-01-01", "2024-08-12", []),
        ("Realisatie 2024 t/m september", "2024-01-01", "2024-09-30", ["ledger-period-end"]),
        ("Realisatie 2024, stand per 07-09-2024", "2024-01-01", "2024-09-07", []),
        ("Realisatie 2024, stand per 08-09-2024", "2024-01-01", "2024-09-08", ["ledger-period-end"]),
        ("Realisatie 2024 t/m december", "2024-01-01", "2024-12-31", ["ledger-period-end"]),
        ("Periode: 01-01-2024 t/m 30-09-2024", "2024-01-01", "2024-09-30", ["ledger-period-end"]),
        ("Periode: 01-02-2024 t/m 31-08-2024", "2024-02-01", "2024-08-31", ["ledger-outside"]),
    ],
)
@pytest.mark.parametrize("later", [None, 0])
def test_trailing_months_without_money_count_up_to_the_day_in_the_title(
    title: str, first: str, last: str, said: list[str], later: object, programme: Programme
) -> None:
    text = draft(months("Realisatie 2024", [*[5] * 8, *[None] * 4]), programme)
    checked = read(months(title, [*[5] * 8, *[later] * 4]), programme, text, PLAN)
    doubts = "ledger-period", "ledger-ahead", "ledger-outside"
    assert sorted({code for code in codes(checked) if code.startswith(doubts)}) == said
    if checked.content:
        (statement,) = checked.content.statements
        assert (statement.first.isoformat(), statement.last.isoformat()) == (first, last)
        assert sum(row.amount for row in statement.rows) == 4_000


def test_the_months_of_a_sheet_are_one_statement_of_all_its_lines(programme: Programme) -> None:
    rows = months("Realisatie 2024 t/m maart", [5, None, 3, *[None] * 9], [None] * 12)
    checked = read(rows, programme, draft(rows, programme), PLAN)
    (statement,) = checked.content.statements
    assert [(row.date.month, row.amount) for row in statement.rows] == [(1, 500), (3, 300)]
    assert statement.codes == {"JEU-001", "JEU-002"}
    assert codes(checked).count("ledger-statement") == 1


def test_a_missing_month_splits_the_statement(programme: Programme) -> None:
    rows = months("Realisatie 2024", [5, 3, 4], headers=["jan", "mrt", "apr"])
    checked = read(rows, programme, draft(rows, programme), PLAN)
    spans = [(one.first.month, one.last.month) for one in checked.content.statements]
    assert spans == [(1, 1), (3, 4)]


def test_a_month_that_began_before_the_day_of_the_list_is_booked_and_no_forecast(
    programme: Programme,
) -> None:
    rows = months("Realisatie 2024, stand per 12-09-2024", [5, 3, 4, 6, 2, 7, 5, 6, 4, 9, 9, 9])
    text = uncover(draft(rows, programme), 'maanden = ["jan')
    assert 'prognose = ["okt", "nov", "dec"]' in text


@pytest.mark.parametrize("is_turned", [False, True])
def test_struck_cells_of_several_months_are_asked_about_once(is_turned: bool, programme: Programme) -> None:
    rows = months("Realisatie 2024", [-5 if is_turned else 5] * 12, [-6 if is_turned else 6] * 12)
    turned = 'soort = "boekingen"\nteken = "min"' if is_turned else 'soort = "boekingen"'
    text = draft(rows, programme).replace('soort = "boekingen"', turned)

    def strike(book: openpyxl.Workbook) -> None:
        for cell in ("D3", "E3", "F4"):
            book.active[cell].font = Font(strike=True)

    checked = check_file("a.xlsx", xlsx(strike, Blad=rows), programme, CheckContext(PLAN, (text,)))
    (found,) = [one for one in checked.findings if one.code == "rows-struck"]
    assert "rij 3-4" in text_of(found)


@pytest.mark.parametrize(("title", "kinds"), [("Begroting 2024", 1), ("Overzicht 2024", 2)])
def test_months_with_a_column_of_the_year_may_be_a_plan(title: str, kinds: int, programme: Programme) -> None:
    rows = months(title, SPLIT, headers=MONTHS)
    rows[1].append("Jaar")
    for row in rows[2:]:
        row.append(sum(cell for cell in row if isinstance(cell, (int, float))))
    text = draft(rows, programme)
    assert '"Begroot" = "Jaar"' in text
    assert text.count("[[koppeling.deel]]") == kinds
    assert ('# soort = "bestedingsplan"' in text) is (kinds > 1)


def test_a_letter_below_a_month_header_can_mark_it_as_forecast(programme: Programme) -> None:
    rows = months("Realisatie 2024", *[[5, 3, 4, 9]] * 6, headers=MONTHS[:4])
    rows.insert(2, [None] * (len(rows[1]) - 4) + ["A", "A", "A", "F"])
    assert f'prognose = ["{MONTHS[3]}"]' in draft(rows, programme)


def test_a_row_below_the_header_may_say_what_each_month_holds(programme: Programme) -> None:
    kinds = [*["werkelijk"] * 9, *["verwacht"] * 3]
    rows = [["Kostenplaats", *MONTHS], [None, *kinds], ["JEU-001", *range(7, 19)]]
    text = uncover(draft(rows, programme), "maanden", '"Boekjaar" = "2024"')
    assert amounts(read(rows, programme, text, PLAN)) == {"realised": 100 * sum(range(7, 16))}
