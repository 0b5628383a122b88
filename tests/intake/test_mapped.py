"""A sheet of another system is read by a mapping, to the cent, with its own cells in every finding."""

from __future__ import annotations

from typing import Any

import pytest

from budget.intake import check_file
from budget.intake.known import Known
from budget.model import CheckedFile, Kind, Programme
from tests.intake.layouts import (
    DEBIT,
    DEBIT_TOML,
    KINDS,
    KINDS_TOML,
    REVENUE,
    REVENUE_TOML,
    SAP,
    SAP_TOML,
    SEVERAL,
    SEVERAL_TOML,
    WIDE,
    WIDE_TOML,
)
from tests.intake.workbooks import cells, codes, ledger, line, message, xlsx

PLAN = line(), line(code="JEU-002")


def mapped(rows: list[list[Any]], toml: str, programme: Programme, plan=PLAN) -> CheckedFile:
    return check_file("uitdraai.xlsx", xlsx(Blad=rows), programme, Known(plan, (toml,)))


def booked(checked: CheckedFile) -> dict[tuple[str, Kind], int]:
    """Cents per code and kind."""
    assert checked.accepted, [finding.message for finding in checked.findings]
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
    [((2, 6), "n.t.b.", "amount-unknown", "G3"), ((1, 5), "12,345", "amount-unreadable", "F2")],
)
def test_a_fault_is_told_in_the_cell_of_the_user(place, value, code, cell, programme) -> None:
    rows = [list(row) for row in DEBIT]
    rows[place[0]][place[1]] = value
    checked = mapped(rows, DEBIT_TOML, programme)
    assert not checked.accepted
    assert cell in {found.cell for found in checked.findings if found.cell}


def test_an_unknown_word_is_told_at_the_word_and_a_wrong_fixed_value_once(programme: Programme) -> None:
    rows = [list(row) for row in KINDS]
    rows[3][1] = "Iets anders"
    checked = mapped(rows, KINDS_TOML.replace("Sanne Bakker", "Niemand"), programme)
    assert cells(checked, "name-unknown") == ["Blad!"]
    assert message(checked, "name-unknown").startswith("Blad: 'Niemand'")


def test_rows_of_a_kind_nobody_named_are_not_read_in_silence(programme: Programme) -> None:
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
    checked = check_file("b.xlsx", xlsx(Boekingen=rows), programme, Known(PLAN, (toml,)))
    assert booked(checked) == {("JEU-001", Kind.REALISED): 12_050}
