"""Drafts of municipal files give the exact costs, or ask what only a person can decide."""

from __future__ import annotations

import pytest

from budget.intake.check_context import CheckContext
from budget.intake.findings import message_of
from budget.intake.mapping.layout import Part
from budget.intake.mapping.layout_text import read_layouts
from budget.intake.mapping.layout_writing import write_layouts
from budget.labels import euro_exact
from budget.model import CheckedFile, Programme
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_layouts
from tests.intake import municipal
from tests.intake.suggest.drafts import Rows, agree, amounts, asked, draft, spent, uncover
from tests.intake.suggest.drafts import read as check
from tests.intake.workbooks import codes, line, message, xlsx

PLAN = line(), line(code="JEU-002")
Read = tuple[CheckedFile, tuple[Part, ...]]


def read(rows: Rows, programme: Programme, *lines: str, change: tuple[str, str] = ("", "")) -> Read:
    """The file as its draft reads it with every first offer, these lines uncommented and one correction."""
    text = agree(uncover(draft(rows, programme), *lines))
    assert change[0] in text
    text = text.replace(*change)
    (layout,) = read_layouts(text)
    return check(rows, programme, text), layout.parts


CASES = {
    "TWO_ROW_HEADER": ({"budget": 312_050_000, "realised": 319_025_000}, {"Regelcode"}),
    "MERGED_HEADER": ({"budget": 155_050, "realised": 102_025}, {"Boekdatum"}),
    "COSTS_AND_REVENUE": ({"budget": 595_000, "realised": 475_075, "committed": 15_000}, {"Jaar"}),
    "REPEATED_CODES": ({"budget": 900_400, "realised": 884_700}, {"Regelcode"}),
    "DIRECTION_AND_KIND": ({"budget": 110_000, "realised": 85_000}, {"Regelcode"}),
    "ACCOUNT_CODES": ({"realised": 150_000}, {"Regelcode"}),
    "SAP_STARS": ({"realised": 11_200_024}, set()),
    "DEBIT_OR_CREDIT": ({"realised": 200_025}, {"Regelcode"}),
    "YEARS_ON_END": ({"budget": 1_150}, {"Begroot", "Jaar"}),
    "SPENDING": ({"realised": 133_335_270}, {"Regelcode"}),
    "MONTH_FIRST": ({"realised": 1_120_050}, {"Regelcode"}),
    "EIGHT_DIGITS": ({"realised": 120_025}, set()),
    "APOSTROPHES": ({"budget": 320_440_397, "realised": 310_040_025}, {"Regelcode"}),
    "IN_AND_OUT": ({"realised": 200_025}, {"Regelcode"}),
    "CODES_OF_CODES": ({"realised": 1_581_111_775}, set()),
    "UNIT_IN_A_COLUMN": ({"budget": 2_069_100_000, "realised": 2_046_900_000}, {"Regelcode"}),
    "NUMBERED_ARTICLES": ({"realised": 1_561_501_700_000}, {"Regelcode"}),
    "SHARES_AS_TEXT": ({"budget": 134_500_000, "realised": 114_025_100}, {"Regelcode"}),
    "UNITS_UNDER_A_HEADER": ({"budget": 300_050, "realised": 190_025}, {"Boekdatum"}),
    "TWO_COLUMNS": ({"realised": 421_858_054}, {"Boekdatum", "Jaar", "Regelcode"}),
    "OLD_AND_NEW_VOTES": ({"budget": 1_320_000, "realised": 1_278_300}, {"Begroot", "Boekdatum", "Jaar"}),
    "BLANK_REFERENCES": ({"realised": 320_050}, {"Regelcode"}),
    "BARE_TOTAL": ({"realised": 320_050}, {"Regelcode"}),
}
"""The totals of each layout, and the columns that its draft asks for; here the first offer is right."""


@pytest.mark.parametrize("name", CASES)
def test_a_published_layout_is_read_to_its_exact_costs_once_its_questions_are_answered(
    name: str, programme: Programme
) -> None:
    rows, (expected, questions) = getattr(municipal, name), CASES[name]
    assert asked(draft(rows, programme)) == questions
    checked, _ = read(rows, programme)
    assert amounts(checked) == expected
    assert checked.accepted, [message_of(finding) for finding in checked.findings]


def test_revenue_below_zero_is_left_out_when_a_person_says_so(strict: Programme) -> None:
    assert not read(municipal.PLUS_IS_NADEEL, strict)[0].accepted
    text = draft(municipal.PLUS_IS_NADEEL, strict).replace("# onder-nul", "onder-nul")
    checked = check(municipal.PLUS_IS_NADEEL, strict, agree(text))
    assert amounts(checked) == {"budget": 340_075, "realised": 300_010}
    assert codes(checked).count("mapping-below-zero") == 2
    assert f"samen {euro_exact(-520_000)}" in message(checked, "mapping-below-zero")


def test_quarters_not_labelled_as_booked_are_asked_about(programme: Programme) -> None:
    checked, _ = read(municipal.QUARTERS, programme, 'maanden = ["1e kwartaal"')
    assert amounts(checked) == {"realised": 470_050}


def test_decimal_points_are_read_as_budget_under_a_budget_title(programme: Programme) -> None:
    rows = [["Begroting 2025"], *municipal.DECIMAL_POINTS]
    checked, parts = read(rows, programme)
    assert amounts(checked) == {"budget": 7_168_850}
    assert [(part.columns["budget"], part.constants["year"]) for part in parts] == [("Lasten", "2025")]


def test_the_bookings_of_a_table_carry_the_codes_of_its_plan(programme: Programme) -> None:
    checked, parts = read(municipal.COSTS_AND_REVENUE, programme)
    assert next((part.columns["code"], part.adds_up) for part in parts) == ("FCL", True)
    assert {part.columns["code"] for part in parts} == {"FCL"}
    assert "code-unknown" not in codes(checked)


def test_rows_with_revenue_are_left_out_with_their_number_and_money(programme: Programme) -> None:
    checked, _ = read(municipal.COSTS_AND_REVENUE, programme)
    assert f"1 rij met samen {euro_exact(-300_000)}" in message(checked, "mapping-rows")


def test_a_few_negative_rows_are_not_taken_for_revenue(strict: Programme) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"A-{n}", "x", 10.0] for n in range(19)), ["B", "min", -1.0]]
    checked, (part,) = read(rows, strict)
    assert not part.costs_only
    assert not checked.accepted
    assert amounts(checked) == {"budget": 18_900}
    checked, _ = read(rows, strict, change=("# onder-nul", "onder-nul"))
    assert checked.accepted
    assert amounts(checked) == {"budget": 19_000}


@pytest.mark.parametrize(("last", "asked"), [(-1.0, True), (0.0, False), (1.0, False)])
def test_a_budget_below_zero_is_asked_about_where_the_source_may_have_a_task(
    programme: Programme, last: float, asked: bool
) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"A-{n}", "x", 10.0] for n in range(19)), ["B", "min", last]]
    checked, _ = read(rows, programme)
    assert checked.accepted
    assert ("mapping-negative" in codes(checked)) == asked == bool(checked.content.asks)


def test_years_outside_the_programme_are_left_out_beside_years_of_it(programme: Programme) -> None:
    checked, parts = read(municipal.DIRECTION_AND_KIND, programme)
    assert all(part.only["Jahr"] == ("2024",) for part in parts)
    assert "rij 3, 7" in message(checked, "mapping-rows")


def test_one_year_outside_the_programme_counts_only_for_the_year_a_person_fills_in(programme) -> None:
    rows = [["Code", "Naam", "Jaar", "Begroot"], ["A", "Molen", "2018", "10"], ["B", "Sluis", "2018", "20"]]
    assert not read(rows, programme)[0].accepted
    checked, _ = read(rows, programme, change=('"2018" = ""', '"2018" = "2024"'))
    assert "noemt 2018, maar" in message(checked, "mapping-year")
    assert {line.year for line in checked.content.plan} == {2024}


def test_several_years_outside_the_programme_are_for_a_person_to_say(programme: Programme) -> None:
    rows = [
        ["Code", "Naam", "Jaar", "Begroot", "Besteed"],
        ["A", "Molen", "2017", "10", "1"],
        ["B", "Sluis", "2018", "20", "2"],
    ]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    assert "'2017'" not in message(checked, "mapping-no-year")
    assert amounts(checked) == {}
    checked, _ = read(rows, programme, change=('"2018" = ""', '"2018" = "2024"'))
    assert amounts(checked) == {"budget": 2_000, "realised": 200}
    assert {line.year for line in checked.content.plan} == {2024}
    assert f"1 rij met samen {euro_exact(1_000)}" in message(checked, "mapping-rows")


def test_dates_outside_the_programme_are_left_out_beside_dates_of_it(programme: Programme) -> None:
    rows = [*municipal.DEBIT_OR_CREDIT, ["BNK", "31-12-2022", "22009", "4300", "D", "9,75"]]
    checked, parts = read(rows, programme)
    assert {part.only["Datum"] for part in parts} == {("2024",)}
    assert amounts(checked) == {"realised": 200_025}
    assert f"1 rij met samen {euro_exact(975)}" in message(checked, "mapping-rows")


def test_dates_that_are_all_outside_the_programme_count_on_a_day_only_when_a_person_says_so(
    programme: Programme,
) -> None:
    rows = [[cell.replace("2024", "2012") for cell in row] for row in municipal.SPENDING]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    assert codes(checked).count("date-outside") == 4
    checked, _ = read(rows, programme, change=('# "Boekdatum"', '"Boekdatum"'))
    assert checked.accepted
    assert amounts(checked) == {"realised": 133_335_270}
    assert "noemt 2012, maar" in message(checked, "mapping-year")


def test_thousands_and_days_that_can_be_read_two_ways_are_asked_about(programme: Programme) -> None:
    rows = [["Kostenplaats", "Datum", "Bedrag"], ["A", "15-01-2024", "1,200"], ["B", "03-02-2024", "650"]]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    assert codes(checked).count("amount-double") == 1
    checked, _ = read(rows, programme, change=("# decimaalteken", "decimaalteken"))
    assert amounts(checked) == {"realised": 185_000}
    rows = [["Kostenplaats", "Datum", "Bedrag"], ["A", "05/01/2024", "1,20"], ["B", "03/02/2024", "6,50"]]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    checked, _ = read(rows, programme, change=("# datum", "datum"))
    days = {row.date.isoformat() for found in checked.content.statements for row in found.rows}
    assert days == {"2024-01-05", "2024-02-03"}


def test_a_foreign_currency_is_counted_as_euro_and_reported(programme: Programme) -> None:
    checked, _ = read(municipal.SPENDING, programme)
    assert "in Amount staat £" in message(checked, "mapping-currency")


def test_a_financial_year_of_two_calendar_years_is_asked(programme: Programme) -> None:
    checked, _ = read(municipal.THOUSANDS_OF_POUNDS, programme)
    assert (checked.accepted, amounts(checked)) == (False, {})
    checked, _ = read(
        municipal.THOUSANDS_OF_POUNDS, programme, change=('"2024/25" = ""', '"2024/25" = "2024"')
    )
    assert amounts(checked) == {"budget": 1_354_600_000, "realised": 1_244_500_000}


YEAR_SPANS = [
    ("Boekjaar", "2023/2024", "2024/2025"),
    ("Boekjaar", "FY23-24", "FY24-25"),
    ("Schooljaar", "schooljaar 23/24", "schooljaar 24/25"),
    ("Jaar", "23-24", "24-25"),
]


@pytest.mark.parametrize(("header", "first", "second"), YEAR_SPANS)
@pytest.mark.parametrize(("which", "cents"), [(0, 130_000), (1, 570_000)])
def test_financial_years_are_never_added_together(
    header: str, first: str, second: str, which: int, cents: int, programme: Programme
) -> None:
    rows = [
        [header, "Kostenplaats", "Omschrijving", "Soort", "Bedrag"],
        [first, "JEU-001", "Zaal", "lasten", 1_000],
        [first, "JEU-002", "Bal", "lasten", 300],
        [first, "JEU-001", "Huur", "baten", -50],
        [second, "JEU-001", "Zaal", "lasten", 5_000],
        [second, "JEU-002", "Bal", "lasten", 700],
    ]
    text = spent(draft(rows, programme))
    assert not check(rows, programme, text).accepted
    word = (first, second)[which]
    assert f"2 rijen, {euro_exact(cents)}" in next(
        line for line in text.splitlines() if f'"{word}" = ' in line
    )
    checked = check(rows, programme, text.replace(f'"{word}" = ""', f'"{word}" = "2024"'), PLAN)
    assert amounts(checked) == {"realised": cents}
    days = {row.date.isoformat() for found in checked.content.statements for row in found.rows}
    assert days == {"2024-12-31"}


def test_sheets_with_the_same_header_are_read_by_their_names(programme: Programme) -> None:
    header = ["Code", "Naam", "Begroot"]
    data = xlsx(**{"2023": [header, ["A", "Molen", 10.0]], "2024": [header, ["A", "Molen", 20.5]]})
    text = agree(write_layouts(draft_layouts("a.xlsx", data, programme)))
    checked = check_file("a.xlsx", data, programme, CheckContext((), (text,)))
    assert {line.year: line.budget for line in checked.content.plan} == {2023: 1_000, 2024: 2_050}


def test_a_unit_in_a_column_must_be_that_of_the_mapping(programme: Programme) -> None:
    checked, _ = read(municipal.UNIT_IN_A_COLUMN, programme, change=("eenheid = 1000", "eenheid = 1"))
    assert not checked.accepted
    assert "x € 1.000, maar" in message(checked, "mapping-unit")


def test_sums_of_codes_are_left_out_by_name_and_with_their_money(programme: Programme) -> None:
    checked, (part,) = read(municipal.CODES_OF_CODES, programme)
    assert part.without == {"code": ("01", "02", "07")}
    assert f"3 rijen met samen {euro_exact(1_581_111_775)}" in message(checked, "mapping-rows")


def test_negative_budgets_are_reported_with_their_rows_and_sum(programme: Programme) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"A-{n}", "x", 10.0] for n in range(19)), ["B", "min", -1.0]]
    checked, _ = read(rows, programme)
    assert f"samen {euro_exact(-100)}: rij 21" in message(checked, "mapping-negative")


def test_a_second_plan_with_the_same_total_is_its_summary(programme: Programme) -> None:
    sheets = {
        "Regels": [["Code", "Naam", "Begroot"], ["A", "Molen", 10.0], ["B", "Sluis", 20.0]],
        "Totaal": [["Code", "Naam", "Begroot"], ["AB", "Water", 30.0]],
    }
    (layout,) = draft_layouts("a.xlsx", xlsx(**sheets), programme)
    assert layout.name == "Regels"


def test_amounts_that_cannot_be_read_are_refused_and_no_number_takes_their_place(
    programme: Programme,
) -> None:
    rows = [
        ["Body Name", "Date", "Transaction Number", "Supplier Name", "Amount"],
        ["Zeestad", "02-04-2024", "5100001", "Touw en Zoon", "12,345.6.7"],
        ["Zeestad", "15-04-2024", "5100002", "Touw en Zoon", "1,25,000.00"],
    ]
    checked, (part,) = read(rows, programme)
    assert part.columns["amount"] == "Amount"
    assert codes(checked).count("amount-invalid") == 2
    assert not checked.accepted


GROUPED = [
    ["Domein", "Code", "Naam", "Begroot"],
    ["JEU", "A-1", "Molen", 10.0],
    [None, "A-2", "Sluis", 20.5],
    ["WON", "B-1", "Brug", 30.0],
    [None, "B-2", "Kade", 40.0],
]


def test_a_name_on_the_first_row_of_a_group_can_be_filled_down(programme: Programme) -> None:
    unanswered, _ = read(GROUPED, programme)
    assert codes(unanswered).count("cell-missing") == 2
    checked, (part,) = read(GROUPED, programme, 'loopt-door = ["Domein"]')
    assert part.goes_on == ("Domein",)
    assert checked.content is not None
    assert [(line.code, line.domain) for line in checked.content.plan] == [
        ("A-1", "JEU"), ("A-2", "JEU"), ("B-1", "WON"), ("B-2", "WON"),
    ]  # fmt: skip
    assert sum(line.budget for line in checked.content.plan) == 100_50


def test_filling_down_is_not_offered_when_the_first_row_or_no_row_is_empty(programme: Programme) -> None:
    names = [domain.name for domain in programme.domains][:4]
    for column in ([None, *names[1:]], names):
        rows = [GROUPED[0], *([name, *row[1:]] for name, row in zip(column, GROUPED[1:], strict=True))]
        assert "loopt-door" not in draft(rows, programme)
