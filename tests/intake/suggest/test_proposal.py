"""A draft of how a foreign sheet is read: right for what other systems write, open where it cannot know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from budget.intake.known import Known
from budget.intake.mapping.layout import read_layouts
from budget.model import BudgetError, Programme, SheetKind
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_mapping
from budget.workbook.limits import Limits
from tests.intake.layouts import DEBIT, KINDS, REVENUE, SAP, SEVERAL, STAND, WIDE
from tests.intake.workbooks import codes, line, xlsx

PLAN = line(), line(code="JEU-002")


def totals(rows: list[list[Any]], programme: Programme, change: tuple[str, str] = ("", "")) -> dict:
    """Cents per kind of sheet when the draft is used, after at most one correction."""
    data = xlsx(Blad=rows)
    draft = draft_mapping("uitdraai.xlsx", data, programme)
    assert change[0] in draft
    checked = check_file("uitdraai.xlsx", data, programme, Known(PLAN, (draft.replace(*change, 1),)))
    assert checked.accepted, [finding.code for finding in checked.findings]
    found: dict[SheetKind, int] = {}
    for sheet in checked.sheets:
        found[sheet.kind] = found.get(sheet.kind, 0) + sheet.total
    return found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (SAP, {SheetKind.LEDGER: 200_025}),
        (DEBIT, {SheetKind.LEDGER: 200_025}),
        (WIDE, {SheetKind.LEDGER: 455_000}),
        (KINDS, {SheetKind.PLAN: 12_000_000, SheetKind.LEDGER: 2_120_025}),
        (SEVERAL, {SheetKind.PLAN: 200_000, SheetKind.LEDGER: 75_075}),
    ],
    ids=["line items", "debit and credit", "wide months", "kinds in rows", "several amounts"],
)
def test_the_draft_for_what_other_systems_write_is_right_at_once(rows, expected, programme) -> None:
    assert totals(rows, programme) == expected


def test_a_header_of_two_rows_is_one_and_bookings_have_the_code_of_the_plan(programme: Programme) -> None:
    rows = [*STAND[:4], *STAND[5:6], ["4711", "Jeugd", "44000", 0, 200, 0.25, 0], STAND[-1]]
    draft = draft_mapping("a.xlsx", xlsx(Blad=rows), programme)
    (layout,) = read_layouts(draft)
    assert layout.headers[4] == "Begroting Gewijzigd"
    assert {part.columns["code"] for part in layout.parts} == {"Kostenplaats Code + Kostensoort Code"}
    assert totals(rows, programme) == {SheetKind.PLAN: 190_025, SheetKind.LEDGER: 26_575}


def test_rows_that_nothing_tells_apart_are_added_up_and_amounts_below_zero_are_asked_about(programme) -> None:
    draft = draft_mapping("a.xlsx", xlsx(Blad=STAND), programme)
    (layout,) = read_layouts(draft)
    assert (layout.parts[0].adds_up, layout.parts[0].costs_only) == (True, False)
    assert {part.columns["code"] for part in layout.parts} == {"Kostenplaats Code"}
    assert '# onder-nul = "weglaten"' in draft
    assert read_layouts(draft.replace("# onder-nul", "onder-nul"))[0].parts[0].costs_only


def test_of_a_sheet_with_costs_and_revenue_only_the_costs_are_taken(programme: Programme) -> None:
    rows = [
        ["Programma", "Lasten/Baten", "Begroting 2024", "Rekening 2024"],
        ["1 Jeugd", "Lasten", 100, 60],
        ["1 Jeugd", "Baten", 40, 10],
        ["2 Wonen", "Lasten", 30.5, 1],
    ]
    assert totals(rows, programme) == {SheetKind.PLAN: 13_050, SheetKind.LEDGER: 6_100}


def test_a_sheet_with_the_same_total_as_another_is_left_out_and_named(programme: Programme) -> None:
    details = [["Code", "Naam", "Begroot"], ["A-1", "x", 10], ["A-2", "y", 5]]
    summary = [["Code", "Naam", "Begroot"], ["A", "alles", 15], ["B", "niets", 0]]
    draft = draft_mapping("a.xlsx", xlsx(Detail=details, Som=[*summary[:1], *summary[1:]]), programme)
    assert "# Blad Som telt op tot hetzelfde bedrag als blad Detail" in draft
    assert [layout.name for layout in read_layouts(draft)] == ["Detail"]


def test_an_amount_is_never_the_code_of_a_line(programme: Programme) -> None:
    rows = [["Taakveld", "Begroting", "Rekening"], ["0.1", 5, 1], ["0.1", 7, 2], ["0.2", 8, 3]]
    (layout,) = read_layouts(draft_mapping("a.xlsx", xlsx(Blad=rows), programme))
    assert [part.columns["code"] for part in layout.parts] == ["Taakveld", "Taakveld"]
    assert totals(rows, programme) == {SheetKind.PLAN: 2_000, SheetKind.LEDGER: 600}


def test_amounts_with_a_decimal_point_are_recognised(programme: Programme) -> None:
    text = "Date,Transaction Number,Amount,Expense Area\n31-03-2024,9,1234.56,JEU-001\n"
    data = text.encode()
    (layout,) = read_layouts(draft_mapping("spend.csv", data, programme))
    assert layout.parts[0].columns["amount"] == "Amount"


def test_costs_that_are_mostly_negative_are_turned_around(programme: Programme) -> None:
    rows = [*REVENUE, ["JEU-001", "402", "30-04-2024", "20-"], ["JEU-001", "403", "30-04-2024", "3-"]]
    assert totals(rows, programme) == {SheetKind.LEDGER: 500_000 - 100_000}


def test_a_code_that_stands_in_many_rows_is_joined_with_what_tells_them_apart(programme: Programme) -> None:
    rows = [
        ["Kostenplaats", "Soort kosten", "Geraamd 2024"],
        ["4711", "Zaalhuur", 100.0],
        ["4711", "Trainers", 200.0],
        ["4712", "Zaalhuur", 50.0],
    ]
    draft = draft_mapping("a.xlsx", xlsx(Blad=rows), programme)
    (layout,) = read_layouts(draft)
    assert layout.parts[0].columns["code"] == "Kostenplaats + Soort kosten"
    assert totals(rows, programme) == {SheetKind.PLAN: 35_000}


def test_an_unknown_name_is_listed_with_the_nearest_one_and_not_used(programme: Programme) -> None:
    rows = [["Code", "Pijler", "Naam", "Begroot"], ["A-1", "Veilighied", "Toezicht", 10.0]]
    data = xlsx(Blad=rows)
    draft = draft_mapping("a.xlsx", data, programme)
    assert '"Veilighied" = ""  # Bedoelt u \'Veiligheid\'?' in draft
    refused = check_file("a.xlsx", data, programme, Known((), (draft,)))
    assert codes(refused).count("name-unknown") == 1
    assert totals(rows, programme, ('"Veilighied" = ""', '"Veilighied" = "Veiligheid"')) == {
        SheetKind.PLAN: 1_000
    }


def test_a_column_of_mostly_other_names_is_not_taken_for_ours(programme: Programme) -> None:
    rows = [["Programma", "Code", "Begroot"], ["1 Sociaal", "A-1", 10.0], ["2 Veilig", "A-2", 5.0]]
    assert totals(rows, programme) == {SheetKind.PLAN: 1_500}


def test_the_unit_in_a_title_is_in_the_draft(programme: Programme) -> None:
    rows = [["Bedragen in € 1.000"], [], ["Code", "Naam", "Begroot"], ["A-1", "Toezicht", 10.5]]
    (layout,) = read_layouts(draft_mapping("a.xlsx", xlsx(Blad=rows), programme))
    assert layout.unit == 1_000


@pytest.mark.parametrize("rows", [[["Alleen", "maar", "tekst"], ["a", "b", "c"]], [["x"]]])
def test_a_sheet_without_amounts_has_no_draft(rows, programme: Programme) -> None:
    with pytest.raises(BudgetError, match="geen blad met kolomkoppen en bedragen"):
        draft_mapping("a.xlsx", xlsx(Blad=rows), programme)


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Naam", "Begroot"], [None, None, 10.5], [None, None, 20.5]],
        [["Code", "Naam", "Kolom"], [None, None, 10.5], [None, None, 20.5]],
        [["Code", "Datum", "Bedrag"], [None, date(2026, 3, 1), 10.5], [None, date(2026, 3, 2), 20.5]],
    ],
)
def test_amounts_that_no_column_names_have_no_draft(rows, programme: Programme) -> None:
    with pytest.raises(BudgetError, match="geen blad met kolomkoppen en bedragen"):
        draft_mapping("a.xlsx", xlsx(Blad=rows), programme)


def test_a_file_that_is_no_workbook_has_no_draft(programme: Programme) -> None:
    with pytest.raises(BudgetError, match="Er is niets te koppelen"):
        draft_mapping("a.xlsx", b"PK\x03\x04", programme)


def test_a_file_that_takes_too_long_is_told_as_such(programme: Programme):
    data = xlsx(Blad=[["Kostenplaats", "Budget"], ["1", 5]])
    with pytest.raises(BudgetError, match="a.xlsx: het lezen"):
        draft_mapping("a.xlsx", data, programme, Limits(seconds=0))


@pytest.mark.parametrize(
    ("name", "corrected", "plan", "ledger"),
    [
        ("bremen_2016.xlsx", True, 2_379_298_333_715, 1_878_552_163_840),
        ("programacao-orcamentaria.xlsx", False, 3_211_616_500, 0),
        ("arquivo-execucao-orcamentaria-tre-al.xlsx", False, 0, 138_539_706_301),
        ("drimmelen_jaarstukken2021_trailing_minus.csv", False, 5_990_500_000, 5_706_400_000),
        ("moers_haushalt.csv", False, 28_567_017_125, 27_693_938_319),
        ("nieuwkoop_jaarstukken2018_taakveld.csv", False, 4_080_000, 5_133_500),
    ],
)
def test_public_files_are_accepted_to_their_own_total_with_one_correction_at_most(
    name: str, corrected: bool, plan: int, ledger: int, shared_data: Path, programme: Programme
) -> None:
    data = (shared_data / "workbooks" / name).read_bytes()
    patient = Limits(seconds=60)
    draft = draft_mapping(name, data, programme, patient)
    draft = draft.replace("# onder-nul", "onder-nul") if corrected else draft
    checked = check_file(name, data, programme, Known((), (draft,)), limits=patient)
    assert checked.accepted
    found = dict.fromkeys((SheetKind.PLAN, SheetKind.LEDGER), 0)
    for sheet in checked.sheets:
        found[sheet.kind] += sheet.total
    assert found == {SheetKind.PLAN: plan, SheetKind.LEDGER: ledger}
