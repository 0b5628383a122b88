"""Possible old versions, headings and carried-over balances are not counted without a question."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.grammar.units import find_unit
from budget.model import Programme
from tests.intake.workbooks import check, codes, ledger, line, plan, xlsx


@pytest.mark.parametrize(
    ("name", "asks"),
    [("oud", True), ("Plan (concept)", True), ("Backup", True), ("Houdbaar", False), ("2025", False)],
)
def test_a_sheet_called_old_beside_another_is_asked_about(
    name: str, asks: bool, programme: Programme
) -> None:
    found = check(xlsx(**{"Plan": plan({}), name: plan({"Regelcode": "JEU-009"})}), programme)
    assert ("sheet-old-counts" in codes(found)) is asks


def test_a_sheet_called_old_alone_is_the_plan(programme: Programme) -> None:
    assert "sheet-old-counts" not in codes(check(xlsx(oud=plan({})), programme))


@pytest.mark.parametrize(
    ("code", "amount", "asks"), [("JEU", 1200, True), ("JEU", 1201, False), ("JE", 1200, False)]
)
def test_a_code_with_the_same_amount_as_the_only_code_below_it_is_asked_about(
    code, amount, asks, programme
) -> None:
    found = check(xlsx(Plan=plan({"Regelcode": code, "Begroot": amount}, {})), programme)
    assert ("plan-code-same" in codes(found)) is asks


@pytest.mark.parametrize("text", ["Saldo overgedragen", "Vortrag", "Saldo overgebracht"])
def test_a_balance_brought_forward_is_reported(text: str, programme: Programme) -> None:
    found = check(xlsx(B=ledger({"Omschrijving": text})), programme, line())
    assert "ledger-balance" in codes(found)


@pytest.mark.parametrize("header", ["BJ", "Bkjr", "Jaar boeking"])
def test_another_year_under_a_short_header_is_refused_or_read(header: str, programme: Programme) -> None:
    found = check(xlsx(B=ledger({header: 2025})), programme, line(), line(year=2025))
    years = (
        {row.fiscal_year for said in found.content.statements for row in said.rows}
        if found.content
        else {2025}
    )
    assert years == {2025}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Bedragen in euro, aantallen x 1.000", 1),
        ("Aantal inwoners x 1.000", 1_000),
        ("Bedragen x € 1.000", 1_000),
    ],
)
def test_a_unit_of_counts_does_not_apply_to_amounts_stated_in_euros(text: str, unit: int) -> None:
    assert find_unit(text) == unit


def test_a_running_balance_in_the_amount_column_is_asked_about(programme: Programme) -> None:
    rows = [["Boekstuknummer", "Boekdatum", "Regelcode", "Saldo"]]
    rows += [[str(n), date(2024, 1, n), "JEU-001", 100 * n] for n in (1, 2, 3)]
    assert "ledger-running" in codes(check(xlsx(B=rows), programme, line()))
