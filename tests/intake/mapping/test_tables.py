"""Foreign sheets are read by mapping, to the cent; findings name the user's cells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.intake.check import check_data
from budget.intake.check_context import CheckContext
from budget.intake.findings import cell_of
from budget.intake.grammar.amounts import write_amount
from budget.intake.mapping import tables
from budget.model import CheckedFile, Kind, Programme, SheetKind
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits
from tests.intake.layouts import (
    DEBIT,
    DEBIT_TOML,
    KINDS,
    KINDS_TOML,
    PLAN_FIXED,
    REVENUE,
    REVENUE_TOML,
    SAP,
    SAP_TOML,
    SEVERAL,
    SEVERAL_TOML,
    STAND,
    STAND_TOML,
    WIDE,
    WIDE_TOML,
)
from tests.intake.workbooks import cells, codes, ledger, line, message, xlsx

PLAN = line(), line(code="JEU-002")


def mapped(rows: list[list[Any]], toml: str, programme: Programme, plan=PLAN) -> CheckedFile:
    return check_file("uitdraai.xlsx", xlsx(Blad=rows), programme, CheckContext(plan, (toml,)))


def booked(checked: CheckedFile) -> dict[tuple[str, Kind], int]:
    """Cents per code and kind."""
    assert checked.accepted, [finding.code for finding in checked.findings]
    sums: dict[tuple[str, Kind], int] = {}
    for statement in checked.content.statements:
        for row in statement.rows:
            sums[row.code, row.kind] = sums.get((row.code, row.kind), 0) + row.amount
    return sums


@pytest.mark.parametrize(
    ("rows", "toml", "expected"),
    [
        (SAP, SAP_TOML, {"JEU-001": 120_025, "JEU-002": 80_000}),
        (DEBIT, DEBIT_TOML, {"JEU-001": 120_025, "JEU-002": 80_000}),
        (WIDE, WIDE_TOML, {"JEU-001": 375_000, "JEU-002": 80_000}),
        (REVENUE, REVENUE_TOML, {"JEU-001": 497_700, "JEU-002": -100_000}),
    ],
    ids=["line items", "debit and credit", "wide months", "costs negative"],
)
def test_bookings_of_other_systems_are_read_to_the_cent(rows, toml, expected, programme) -> None:
    checked = mapped(rows, toml, programme)
    assert booked(checked) == {(code, Kind.REALISED): cents for code, cents in expected.items()}
    assert "mapping-used" in codes(checked)
    assert sum(sheet.total for sheet in checked.sheets) == sum(expected.values())


def test_kinds_in_rows_become_a_plan_bookings_and_commitments(programme: Programme) -> None:
    checked = mapped(KINDS, KINDS_TOML, programme)
    assert booked(checked) == {("JEU-001", Kind.REALISED): 120_025, ("JEU-001", Kind.COMMITTED): 2_000_000}
    assert [(found.code, found.budget) for found in checked.content.plan] == [("JEU-001", 12_000_000)]


def test_several_amounts_of_one_line_become_a_plan_bookings_and_commitments(programme: Programme) -> None:
    checked = mapped(SEVERAL, SEVERAL_TOML, programme)
    assert booked(checked) == {
        ("JEU-001", Kind.REALISED): 45_075,
        ("JEU-002", Kind.REALISED): 10_000,
        ("JEU-001", Kind.COMMITTED): 20_000,
    }
    found = [(x.code, x.budget, x.released, x.activity) for x in checked.content.plan]
    assert found == [("JEU-001", 120_000, 100_000, "Sport"), ("JEU-002", 80_000, 80_000, "Trainers")]


def test_a_month_is_booked_on_its_last_day(programme: Programme) -> None:
    days = {
        (row.date.isoformat(), row.amount)
        for statement in mapped(WIDE, WIDE_TOML, programme).content.statements
        for row in statement.rows
    }
    assert days == {("2024-01-31", 150_000), ("2024-03-31", 225_000), ("2024-02-29", 80_000)}


@pytest.mark.parametrize(
    ("place", "value", "code", "cell"),
    [((2, 6), "n.t.b.", "amount-unknown", "G3"), ((1, 5), "12,345", "amount-double", "F2")],
)
def test_a_finding_names_the_cell_in_the_users_file(place, value, code, cell, programme) -> None:
    rows = [list(row) for row in DEBIT]
    rows[place[0]][place[1]] = value
    checked = mapped(rows, DEBIT_TOML, programme)
    assert not checked.accepted
    assert cell in {cell_of(found) for found in checked.findings if found.code == code}


def test_a_wrong_fixed_value_is_reported_once_on_the_sheet(programme: Programme) -> None:
    rows = [list(row) for row in KINDS]
    rows[3][1] = "Iets anders"
    checked = mapped(rows, KINDS_TOML.replace("Sanne Bakker", "Niemand"), programme)
    assert cells(checked, "name-unknown") == ["Blad!"]
    assert message(checked, "name-unknown").startswith("Blad: 'Niemand'")


def test_rows_of_an_unmapped_kind_are_reported(programme: Programme) -> None:
    rows = [*KINDS, ["JEU-001", "Prognose", "30-06-2024", "5.000,00"]]
    checked = mapped(rows, KINDS_TOML, programme)
    assert "mapping-rows" in codes(checked)
    assert "rij 6" in message(checked, "mapping-rows")


@pytest.mark.parametrize(("title", "fits"), [("Bedragen x € 1.000", True), ("In miljoenen euro", False)])
def test_a_unit_that_the_file_states_must_be_that_of_the_mapping(title, fits, programme) -> None:
    rows = [[title], *WIDE[1:]]
    assert ("mapping-unit" in codes(mapped(rows, WIDE_TOML, programme))) is not fits


def test_a_layout_with_another_header_is_not_read_by_this_mapping(programme: Programme) -> None:
    rows = [list(row) for row in DEBIT]
    rows[0][6] = "Credit EUR x"
    checked = mapped(rows, DEBIT_TOML, programme)
    assert "mapping-used" not in codes(checked)
    assert not checked.accepted


def test_our_own_layout_can_have_a_mapping_for_its_sign(programme: Programme) -> None:
    toml = """
        [[koppeling]]
        naam = "Eigen blad, kosten negatief"
        koppen = [
            "Boekstuknummer", "Volgnummer", "Boekdatum", "Regelcode", "Bron", "Thema", "Bedrag", "Soort",
        ]
        [[koppeling.deel]]
        soort = "boekingen"
        teken = "min"
        [koppeling.deel.kolommen]
        Boekstuknummer = "Boekstuknummer"
        Boekdatum = "Boekdatum"
        Regelcode = "Regelcode"
        Bedrag = "Bedrag"
        Soort = "Soort"
    """
    rows = ledger({"Bedrag": -100}, {"Bedrag": -20.5, "Boekstuknummer": "2"})
    checked = check_file("b.xlsx", xlsx(Boekingen=rows), programme, CheckContext(PLAN, (toml,)))
    assert booked(checked) == {("JEU-001", Kind.REALISED): 12_050}


def stand(programme: Programme, toml: str = STAND_TOML, rows: list[list[Any]] = STAND) -> CheckedFile:
    return mapped(rows, toml, programme)


def test_revenue_is_left_out_and_rows_of_one_code_are_added_up_when_the_mapping_says_so(programme) -> None:
    checked = stand(programme)
    lines = {row.code: (row.activity, row.budget) for row in checked.content.plan}
    assert lines == {"4711": ("Jeugd", 120_000), "4712": ("4712", 70_025)}
    told = "samen \u2212\xa0\u20ac\xa0400,00: rij 5"
    assert told in message(checked, "mapping-below-zero")
    assert "2 rijen met dezelfde code" in message(checked, "mapping-added-up")
    assert [(sheet.rows, sheet.total) for sheet in checked.sheets] == [(2, 190_025)]


def test_without_an_instruction_negative_budgets_and_duplicate_rows_are_refused(strict: Programme) -> None:
    toml = STAND_TOML.replace('onder-nul = "weglaten"\n', "").replace('herhaald = "optellen"\n', "")
    checked = stand(strict, toml)
    assert "plan-negative-source" in codes(checked)
    assert "Blad!A5" in cells(checked, "plan-double")


def test_revenue_is_never_taken_off_the_budget_of_its_line(strict: Programme) -> None:
    checked = stand(strict, STAND_TOML.replace('onder-nul = "weglaten"\n', ""))
    assert "plan-negative-source" in codes(checked)
    assert checked.content is None


def test_duplicate_rows_with_an_ambiguous_amount_are_not_summed(programme: Programme) -> None:
    rows = [*STAND[:6], ["4711", "Jeugd", "43000", 0, "2.41", 0, 0]]
    checked = stand(programme, rows=rows)
    assert cells(checked, "amount-double") == ["Blad!E7"]
    assert checked.content is None


GATHERED_TOML = (
    """
[[koppeling]]
koppen = ["Code", "Naam", "Begroot"]
[[koppeling.deel]]
soort = "bestedingsplan"
onder-nul = "weglaten"
herhaald = "optellen"
[koppeling.deel.kolommen]
Regelcode = "Code"
Activiteit = "Naam"
Begroot = "Begroot"
"""
    + PLAN_FIXED
)


def test_the_report_of_lines_that_were_added_up_has_their_sum(programme: Programme) -> None:
    """Two equal rows become one line of twice the amount, also in the reported total."""
    rows = [["Code", "Naam", "Begroot"], ["C1", "x", "0,01"], ["C1", "x", "0,01"]]
    checked = check_data(
        "a.xlsx",
        xlsx(Blad=rows),
        programme,
        CheckContext((), (GATHERED_TOML,)),
        Limits(),
        lambda part, step: None,
    )
    assert [line.budget for line in checked.records[SheetKind.PLAN]] == [2]
    assert [report.total for report in checked.reports] == [2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-(10**9), 10**9)), min_size=1, max_size=30))
def test_adding_up_and_leaving_out_never_lose_a_cent(programme: Programme, amounts) -> None:
    rows = [["Code", "Naam", "Begroot"], *([f"C{code}", "x", write_amount(cents)] for code, cents in amounts)]
    checked = check_data(
        "a.xlsx",
        xlsx(Blad=rows),
        programme,
        CheckContext((), (GATHERED_TOML,)),
        Limits(),
        lambda part, step: None,
    )
    kept = [(f"C{code}", cents) for code, cents in amounts if cents >= 0]
    sums = {code: sum(cents for k, cents in kept if k == code) for code, _ in kept}
    assert {line.code: line.budget for line in checked.records.get(SheetKind.PLAN, [])} == sums
    assert sum(report.total for report in checked.reports) == sum(sums.values())


@pytest.mark.parametrize(
    ("amounts", "total"),
    [(["-1234.56", "-0.44"], 123_500), (["-1.234,56", "-0,44"], 123_500)],
    ids=["point", "comma"],
)
def test_the_sign_turns_whatever_the_decimal_sign_is(amounts, total: int, programme: Programme) -> None:
    text = "Boekstuk;Datum;Kostenplaats;Bedrag\n" + "".join(
        f"{n};0{n}-03-2024;JEU-001;{amount}\n" for n, amount in enumerate(amounts, 1)
    )
    toml = """
[[koppeling]]
koppen = ["Boekstuk", "Datum", "Kostenplaats", "Bedrag"]
[[koppeling.deel]]
soort = "boekingen"
teken = "min"
[koppeling.deel.kolommen]
Boekstuknummer = "Boekstuk"
Boekdatum = "Datum"
Regelcode = "Kostenplaats"
Bedrag = "Bedrag"
"""
    checked = check_file("uitdraai.csv", text.encode(), programme, CheckContext(PLAN, (toml,)))
    assert booked(checked) == {("JEU-001", Kind.REALISED): total}


def test_the_sign_turns_amounts_in_thousands_with_many_decimals(programme: Programme) -> None:
    rows = [[*REVENUE[0]], ["JEU-001", "401", "30-04-2024", -4977.12345]]
    toml = REVENUE_TOML.replace("[[koppeling.deel]]", "eenheid = 1000\n[[koppeling.deel]]", 1)
    assert booked(mapped(rows, toml, programme)) == {("JEU-001", Kind.REALISED): 497_712_345}


@pytest.mark.parametrize("extra", [["", "", "", "", "", "7,00", ""], ["", "", "", "", "", "", "7,00"]])
def test_a_row_with_only_an_amount_is_reported(extra: list[str], programme: Programme) -> None:
    checked = mapped([*DEBIT, extra], DEBIT_TOML, programme)
    assert not checked.accepted
    missing = {cell_of(finding) for finding in checked.findings if finding.code == "cell-missing"}
    assert missing >= {"C5", "D5"}


def test_a_row_with_only_sums_is_a_total(programme: Programme) -> None:
    checked = mapped([*DEBIT, ["", "", "", "", "", "2.000,25", ""]], DEBIT_TOML, programme)
    assert "totals-skipped" in codes(checked)
    assert sum(booked(checked).values()) == 200_025


@pytest.mark.parametrize(
    ("domains", "asked"), [("", 0), ('"JEU"', 0), ('"JEU", "VEI"', 0), ('"VEI"', 1)], ids=str
)
def test_money_of_a_domain_the_mapping_was_not_agreed_for_is_asked_about(
    domains: str, asked: int, programme: Programme
) -> None:
    toml = DEBIT_TOML.replace("[[koppeling]]", f"[[koppeling]]\ndomeinen = [{domains}]")
    checked = mapped(DEBIT, toml, programme)
    assert [found.code for found in checked.findings].count("mapping-domain") == asked
    assert len(checked.content.asks) == asked


def test_the_cost_per_row_does_not_grow_with_the_number_of_rows(programme: Programme, monkeypatch) -> None:
    """The rows that count are gathered once: before, 16.000 rows took 6 s and 100.000 exceeded the limit."""
    made: list[int] = []

    def counted(*of: Any) -> set[Any]:
        made.append(1)
        return set(*of)

    monkeypatch.setattr(tables, "set", counted, raising=False)
    numbers = []
    for count in (3, 300):
        rows = [*SAP[:3], *([*SAP[3][:1], f"{n}", *SAP[3][2:]] for n in range(count))]
        found = check_data(
            "uitdraai.xlsx",
            xlsx(Blad=rows),
            programme,
            CheckContext(PLAN, (SAP_TOML,)),
            Limits(),
            lambda *_: None,
        )
        assert found.accepted
        numbers.append(len(made))
        made.clear()
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("debit", "credit", "title", "refused"),
    [
        ("Debet x € 1.000", "Credit", "", True),
        ("Debet", "Credit (x € 1.000)", "", True),
        ("Debet x € 1.000", "Credit (x € 1.000)", "", False),
        ("Debet x € 1.000", "Credit", "Bedragen x € 1.000", False),
    ],
)
def test_columns_in_different_units_are_refused(debit, credit, title, refused, programme: Programme) -> None:
    names = {"Debet": debit, "Credit": credit}
    rows = [[title], *([names.get(cell, cell) for cell in row] for row in DEBIT)]
    toml = DEBIT_TOML.replace('"Debet"', f'"{debit}"').replace('"Credit"', f'"{credit}"')
    toml = toml.replace('naam = "Mutaties"', 'naam = "Mutaties"\neenheid = 1000', 1)
    checked = mapped(rows, toml, programme)
    assert "mapping-used" in codes(checked)
    assert ("mapping-units" in codes(checked)) is refused
