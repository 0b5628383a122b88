"""What municipalities publish is drafted to its exact costs, or refused for what only a person can say."""

from __future__ import annotations

from typing import Any

import pytest

from budget.intake import check_file
from budget.intake.drafting import draft_mapping
from budget.intake.known import Known
from budget.intake.mapping import Part, read_layouts
from budget.labels import euro_exact
from budget.model import CheckedFile, Programme
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
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_layout_is_drafted_to_its_exact_costs_at_once(name: str, programme: Programme) -> None:
    checked, _ = read(getattr(municipal, name), programme)
    assert amounts(checked) == CASES[name]
    assert checked.accepted, [finding.message for finding in checked.findings]


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
    rows = [["Code", "Naam", "Jaar", "Begroot"], ["A", "Molen", "2017", "10"], ["B", "Sluis", "2018", "20"]]
    checked, _ = read(rows, programme)
    assert not checked.accepted
    assert set(codes(checked)) >= {"year-outside"}
    assert amounts(checked) == {"budget": 3_000}


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
        ["Zeestad", "02-04-2024", "5100001", "Touw en Zoon", "12,345.67"],
        ["Zeestad", "15-04-2024", "5100002", "Touw en Zoon", "1,250,000.00"],
    ]
    checked, (part,) = read(rows, programme)
    assert part.columns["amount"] == "Amount"
    assert codes(checked).count("amount-double") == 2
    assert not checked.accepted
