"""What municipalities publish is drafted to its exact costs, or refused for what only a person can say."""

from __future__ import annotations

from typing import Any

import pytest

from budget.intake.known import Known
from budget.intake.mapping.layout import Part, read_layouts
from budget.labels import euro_exact
from budget.model import CheckedFile, Programme
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_mapping
from tests.intake import municipal
from tests.intake.workbooks import codes, message, xlsx

Read = tuple[CheckedFile, tuple[Part, ...]]


def read(rows: list[list[Any]], programme: Programme, change: tuple[str, str] = ("", "")) -> Read:
    """The file as its draft reads it, after at most one correction, and the parts of that draft."""
    is_text = all(cell is None or isinstance(cell, str) for row in rows for cell in row)
    lines = (";".join(cell or "" for cell in row) for row in rows if is_text)
    name, data = ("a.csv", "\n".join(lines).encode()) if is_text else ("a.xlsx", xlsx(Blad=rows))
    draft = draft_mapping(name, data, programme)
    assert change[0] in draft
    text = draft.replace(*change, 1)
    (layout,) = read_layouts(text)
    return check_file(name, data, programme, Known((), (text,))), layout.parts


def amounts(checked: CheckedFile) -> dict[str, int]:
    """Cents per kind of money over all sheets."""
    found: dict[str, int] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            found[name] = found.get(name, 0) + cents
    return found


CASES = {
    "TWO_ROW_HEADER": {"budget": 312_050_000, "realised": 319_025_000},
    "MERGED_HEADER": {"budget": 155_050, "realised": 102_025},
    "PLUS_IS_NADEEL": {"budget": 340_075, "realised": 300_010},
    "COSTS_AND_REVENUE": {"budget": 595_000, "realised": 475_075, "committed": 15_000},
    "REPEATED_CODES": {"budget": 900_400, "realised": 884_700},
    "DIRECTION_AND_KIND": {"budget": 110_000, "realised": 85_000},
    "ACCOUNT_CODES": {"realised": 150_000},
    "SAP_STARS": {"realised": 11_200_024},
    "DEBIT_OR_CREDIT": {"realised": 200_025},
    "YEARS_ON_END": {"budget": 1_150},
    "SPENDING": {"realised": 133_335_270},
    "MONTH_FIRST": {"realised": 1_120_050},
    "EIGHT_DIGITS": {"realised": 120_025},
    "APOSTROPHES": {"budget": 320_440_397, "realised": 310_040_025},
    "IN_AND_OUT": {"realised": 200_025},
    "QUARTERS": {"realised": 470_050},
    "CODES_OF_CODES": {"realised": 1_581_111_775},
    "UNIT_IN_A_COLUMN": {"budget": 2_069_100_000, "realised": 2_046_900_000},
    "NUMBERED_ARTICLES": {"realised": 1_561_501_700_000},
    "TOTALS_IN_ITALIAN": {"budget": 43_550_050, "realised": 34_000_025},
    "SHARES_AS_TEXT": {"budget": 134_500_000, "realised": 114_025_100},
    "UNITS_UNDER_A_HEADER": {"budget": 300_050, "realised": 190_025},
    "TWO_COLUMNS": {"realised": 421_858_054},
    "OLD_AND_NEW_VOTES": {"budget": 1_320_000, "realised": 1_278_300},
    "BLANK_REFERENCES": {"realised": 320_050},
    "THOUSANDS_OF_POUNDS": {"budget": 1_354_600_000, "realised": 1_244_500_000},
    "BARE_TOTAL": {"realised": 320_050},
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_layout_is_drafted_to_its_exact_costs_at_once(name: str, programme: Programme) -> None:
    checked, _ = read(getattr(municipal, name), programme)
    assert amounts(checked) == CASES[name]
    assert checked.accepted, [finding.code for finding in checked.findings]


def test_decimal_points_are_costs_of_the_budget_when_the_sheet_is_called_so(programme: Programme) -> None:
    rows = [["Begroting 2025"], *municipal.DECIMAL_POINTS]
    checked, parts = read(rows, programme)
    assert amounts(checked) == {"budget": 7_168_850}
    assert [(part.columns["budget"], part.constants["year"]) for part in parts] == [("Lasten", "2025")]


def test_the_bookings_of_a_table_carry_the_codes_of_its_plan(programme: Programme) -> None:
    checked, parts = read(municipal.COSTS_AND_REVENUE, programme)
    assert {part.columns["code"] for part in parts} == {"FCL + ECL"}
    assert "code-unknown" not in codes(checked)


def test_rows_with_revenue_are_left_out_with_their_number_and_money(programme: Programme) -> None:
    checked, _ = read(municipal.COSTS_AND_REVENUE, programme)
    assert f"1 rij met samen {euro_exact(-300_000)}" in message(checked, "mapping-rows")
    checked, _ = read(municipal.PLUS_IS_NADEEL, programme)
    assert codes(checked).count("mapping-below-zero") == 2
    assert f"samen {euro_exact(-520_000)}" in message(checked, "mapping-below-zero")


def test_rows_below_zero_that_are_few_are_not_taken_for_revenue(programme: Programme) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"A-{n}", "x", 10.0] for n in range(19)), ["B", "min", -1.0]]
    checked, (part,) = read(rows, programme)
    assert not part.costs_only
    assert not checked.accepted
    assert amounts(checked) == {"budget": 18_900}
    checked, _ = read(rows, programme, ("# onder-nul", "onder-nul"))
    assert checked.accepted
    assert amounts(checked) == {"budget": 19_000}


def test_a_row_number_is_a_code_only_when_nothing_else_tells_rows_apart(programme: Programme) -> None:
    _, parts = read(municipal.DIRECTION_AND_KIND, programme)
    assert parts[0].columns["code"] == "Identifikation"
    apart = [row for row in municipal.DIRECTION_AND_KIND if row[0] != "4"]
    _, parts = read(apart, programme)
    assert parts[0].columns["code"] == "Konto"


def test_years_outside_the_programme_are_left_out_beside_years_of_it(programme: Programme) -> None:
    checked, parts = read(municipal.DIRECTION_AND_KIND, programme)
    assert all(part.only["Jahr"] == ("2024",) for part in parts)
    assert "rij 3, 7" in message(checked, "mapping-rows")


def test_one_year_outside_the_programme_is_put_in_it_and_said(programme: Programme) -> None:
    rows = [["Code", "Naam", "Jaar", "Begroot"], ["A", "Molen", "2018", "10"], ["B", "Sluis", "2018", "20"]]
    checked, _ = read(rows, programme)
    assert checked.accepted
    assert "het bestand noemt 2018, maar de bedragen tellen voor 2023" in message(checked, "mapping-year")
    checked, _ = read(rows, programme, ('"2018" = "2023"', '"2018" = "2024"'))
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
    checked, _ = read(rows, programme, ('"2018" = ""', '"2018" = "2024"'))
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
    checked, _ = read(rows, programme, ('# "Boekdatum"', '"Boekdatum"'))
    assert checked.accepted
    assert amounts(checked) == {"realised": 133_335_270}
    assert "noemt 2012, maar de bedragen tellen voor 2023" in message(checked, "mapping-year")


def test_thousands_and_days_that_can_be_read_two_ways_are_asked_about(programme: Programme) -> None:
    rows = [["Kostenplaats", "Datum", "Bedrag"], ["A", "15-01-2024", "1,200"], ["B", "03-02-2024", "650"]]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    assert codes(checked).count("amount-double") == 1
    checked, _ = read(rows, programme, ("# decimaalteken", "decimaalteken"))
    assert amounts(checked) == {"realised": 185_000}
    rows = [["Kostenplaats", "Datum", "Bedrag"], ["A", "05/01/2024", "1,20"], ["B", "03/02/2024", "6,50"]]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    checked, _ = read(rows, programme, ("# datum", "datum"))
    days = {row.date.isoformat() for found in checked.content.statements for row in found.rows}
    assert days == {"2024-01-05", "2024-02-03"}


def test_another_currency_is_counted_as_euro_and_said(programme: Programme) -> None:
    checked, _ = read(municipal.SPENDING, programme)
    assert "in Amount staat £" in message(checked, "mapping-currency")


def test_a_financial_year_is_told_by_its_first_half(programme: Programme) -> None:
    _, parts = read(municipal.THOUSANDS_OF_POUNDS, programme)
    assert parts[0].constants["year"] == "2024"


def test_sheets_with_the_same_header_are_read_by_their_names(programme: Programme) -> None:
    header = ["Code", "Naam", "Begroot"]
    data = xlsx(**{"2023": [header, ["A", "Molen", 10.0]], "2024": [header, ["A", "Molen", 20.5]]})
    draft = draft_mapping("a.xlsx", data, programme)
    checked = check_file("a.xlsx", data, programme, Known((), (draft,)))
    assert {line.year: line.budget for line in checked.content.plan} == {2023: 1_000, 2024: 2_050}


def test_a_unit_in_a_column_must_be_that_of_the_mapping(programme: Programme) -> None:
    checked, _ = read(municipal.UNIT_IN_A_COLUMN, programme, ("eenheid = 1000", "eenheid = 1"))
    assert not checked.accepted
    assert "x € 1.000, maar de koppeling rekent met € 1" in message(checked, "mapping-unit")


def test_a_supplier_names_a_line_only_where_nothing_else_does(programme: Programme) -> None:
    _, (part,) = read(municipal.MONTH_FIRST, programme)
    assert (part.columns["code"], part.columns["supplier"]) == ("Department", "Vendor")


def test_sums_of_codes_are_left_out_by_name_and_with_their_money(programme: Programme) -> None:
    checked, (part,) = read(municipal.CODES_OF_CODES, programme)
    assert part.without == {"code": ("01", "02", "07")}
    assert f"3 rijen met samen {euro_exact(1_581_111_775)}" in message(checked, "mapping-rows")


def test_budgets_below_zero_come_with_what_the_mapping_can_say(programme: Programme) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"A-{n}", "x", 10.0] for n in range(19)), ["B", "min", -1.0]]
    checked, _ = read(rows, programme)
    assert f"1 rij met Begroot onder nul, samen {euro_exact(-100)}: rij 21" in message(
        checked, "mapping-negative"
    )


def test_a_domain_column_without_a_known_word_is_a_fixed_domain_to_look_at(programme: Programme) -> None:
    rows = [["Code", "Programma", "Begroot"], ["A", "Waterwegen", 10.0], ["B", "Dijken", 20.0]]
    checked, (part,) = read(rows, programme)
    assert checked.accepted
    assert "domain" in part.constants


def test_a_second_plan_with_the_same_total_is_its_summary(programme: Programme) -> None:
    sheets = {
        "Regels": [["Code", "Naam", "Begroot"], ["A", "Molen", 10.0], ["B", "Sluis", 20.0]],
        "Totaal": [["Code", "Naam", "Begroot"], ["AB", "Water", 30.0]],
    }
    (layout,) = read_layouts(draft_mapping("a.xlsx", xlsx(**sheets), programme))
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
