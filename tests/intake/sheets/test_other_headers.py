"""Ledger columns under unknown headers are read when unambiguous, else refused."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.workbooks import cells, check, codes, ledger, line, xlsx

BASE = ["Boekstuknummer", "Boekdatum", "Regelcode"]


def _booked(header: list, *rows: list) -> bytes:
    own = [[str(n), date(2024, 3, n), "JEU-001", *row] for n, row in enumerate(rows, 1)]
    return xlsx(Boekingen=[[*BASE, *header], *own])


def _sums(data: bytes, programme: Programme) -> dict[str, int]:
    checked = check(data, programme, line())
    assert checked.accepted, codes(checked)
    found: dict[str, int] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            found[name] = found.get(name, 0) + cents
    return found


@pytest.mark.parametrize("header", ["Type", "Status", "Waardetype", "Soort post", "Iets"])
def test_the_kind_is_read_under_another_header_when_every_word_is_one(header: str, programme: Programme):
    data = _booked(["Bedrag", header], [10, "realisatie"], [250, "verplichting"], [1, None])
    assert _sums(data, programme) == {"realised": 1_100, "committed": 25_000}


@pytest.mark.parametrize("word", ["prognose", "inkooporder", "begroting"])
def test_a_kind_that_is_not_ours_is_refused_by_cell(word: str, programme: Programme):
    data = _booked(["Bedrag", "Type"], [10, "realisatie"], [250, word])
    assert cells(check(data, programme, line()), "column-kind") == ["Boekingen!E3"]


def test_a_kind_that_contradicts_the_column_soort_is_refused(programme: Programme):
    data = _booked(["Bedrag", "Soort", "Type"], [10, "realisatie", "verplichting"])
    assert cells(check(data, programme, line()), "column-kind") == ["Boekingen!F2"]


@pytest.mark.parametrize("header", ["Verplichting", "Openstaande verplichtingen", "Obligo"])
def test_commitments_beside_the_amount_are_read_as_commitments(header: str, programme: Programme):
    data = _booked(["Werkelijk", header], [10, 0], [0, 250.5], [3, None])
    assert _sums(data, programme) == {"realised": 1_300, "committed": 25_050}


def test_a_row_with_a_commitment_alone_is_no_booking_without_an_amount(programme: Programme):
    data = _booked(["Werkelijk", "Verplichting"], [10, None], [None, 250.5])
    assert _sums(data, programme) == {"realised": 1_000, "committed": 25_050}
    data = _booked(["Werkelijk", "Verplichting"], [10, 250.5], [None, 0])
    assert "cell-missing" in codes(check(data, programme, line()))


@pytest.mark.parametrize(("last", "asked"), [(750.5, False), (750.75, True), (751, False)])
def test_a_sum_among_the_commitments_alone_is_asked_about(last: float, asked: bool, programme: Programme):
    rows = ([10, 250.5], [20, 500.25], [0, last], [5, 33.1], [7, 0])
    checked = check(_booked(["Werkelijk", "Verplichting"], *rows), programme, line())
    assert cells(checked, "row-is-sum") == (["Boekingen!E4"] if asked else [])


@pytest.mark.parametrize(
    ("second", "refused"), [(0, False), (100_000, True), (99_999, False), ("PO-7", False)]
)
def test_numbers_that_may_be_order_numbers_are_asked_about(second, refused, programme: Programme):
    checked = check(_booked(["Bedrag", "Verplichting"], [10, second]), programme, line())
    assert cells(checked, "column-committed") == (["Boekingen!E1"] if refused else [])


def test_commitments_beside_a_column_for_the_kind_are_refused(programme: Programme):
    data = _booked(["Bedrag", "Soort", "Verplichting"], [10, "realisatie", 5])
    assert cells(check(data, programme, line()), "column-committed") == ["Boekingen!F1"]


@pytest.mark.parametrize("balances", [(100, 300, 250), (100, 200, -50)])
def test_debit_and_credit_take_precedence_over_a_balance_column(balances: tuple, programme: Programme):
    rows = zip((100, 200, None), (None, None, 50), balances, strict=True)
    assert _sums(_booked(["Debet", "Credit", "Saldo"], *map(list, rows)), programme) == {"realised": 25_000}


@pytest.mark.parametrize(
    "header", ["Dienstjaar", "Begrotingsjaar", "Fiscal year", "Jaar van last", "Lastjaar"]
)
def test_a_cost_year_column_is_read_as_the_fiscal_year(header: str, programme: Programme):
    data = _booked(["Bedrag", header], [10, 2025], [2, None])
    checked = check(data, programme, line(), line(year=2025))
    assert [row.fiscal_year for row in checked.content.statements[0].rows] == [2025, 2024]


@pytest.mark.parametrize(("year", "refused"), [(2023, True), (2024, False), (2025, True)])
def test_a_second_year_that_differs_is_refused_by_cell(year: int, refused: bool, programme: Programme):
    checked = check(xlsx(Boekingen=ledger({"Boekjaar": 2024, "Dienstjaar": year})), programme, line())
    assert cells(checked, "column-year") == (["Boekingen!J2"] if refused else [])
