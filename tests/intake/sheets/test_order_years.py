"""Orders of an earlier year on this year's statement raise a question and never count in that year."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Kind, Programme
from tests.intake.workbooks import LEDGER, cells, check, codes, ledger, line, message, xlsx

ORDER = {"Boekstuknummer": "O1", "Boekdatum": date(2024, 11, 3), "Soort": "verplichting", "Bedrag": 400}
INVOICE = {"Boekstuknummer": "F1", "Boekdatum": date(2025, 1, 20), "Bedrag": 100}
KNOWN = line(), line(year=2025)


def year_of_order(programme: Programme, *rows: dict, titles: tuple = ()) -> tuple[int, bool]:
    """The fiscal year of the order, and whether it is asked about."""
    checked = check(xlsx(Boekingen=[*titles, *ledger(*rows)]), programme, *KNOWN)
    assert checked.content is not None
    (said,) = checked.content.statements
    (found,) = {row.fiscal_year for row in said.rows if row.kind is Kind.COMMITTED}
    assert bool(checked.content.asks) == ("ledger-order-year" in codes(checked))
    return found, bool(checked.content.asks)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 31), (2025, True)),
        (date(2025, 1, 1), (2025, False)),
    ],
)
def test_an_order_of_last_year_counts_in_the_year_of_the_statement_and_is_asked_about(
    programme: Programme, day: date, expected: tuple[int, bool]
) -> None:
    assert year_of_order(programme, {**ORDER, "Boekdatum": day}, INVOICE) == expected


def test_an_order_on_a_statement_of_its_own_year_is_not_asked_about(programme: Programme) -> None:
    invoice = {**INVOICE, "Boekdatum": date(2024, 12, 30)}
    assert year_of_order(programme, ORDER, invoice) == (2024, False)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Periode: 01-01-2024 t/m 31-12-2024", (2024, False)),
        ("Periode: 01-01-2025 t/m 31-01-2025", (2025, True)),
        ("Extractiedatum: 31-01-2025", (2025, True)),
    ],
)
def test_the_text_above_the_table_gives_the_year_of_the_statement(
    programme: Programme, title: str, expected: tuple[int, bool]
) -> None:
    assert year_of_order(programme, ORDER, titles=([title],)) == expected


def test_a_stated_fiscal_year_is_used_without_a_question(programme: Programme) -> None:
    rows = ledger(ORDER, INVOICE)
    sheet = [[*LEDGER, "Boekjaar"], [*rows[1], 2024], [*rows[2], None]]
    checked = check(xlsx(Boekingen=sheet), programme, *KNOWN)
    assert checked.content is not None
    assert [row.fiscal_year for row in checked.content.statements[0].rows] == [2024, 2025]
    assert "ledger-order-year" not in codes(checked)


def test_all_orders_of_a_sheet_are_one_question_with_their_cells_and_sum(programme: Programme) -> None:
    orders = [{**ORDER, "Boekstuknummer": f"O{n}"} for n in range(7)]
    checked = check(xlsx(Boekingen=ledger(*orders, INVOICE)), programme, *KNOWN)
    assert cells(checked, "ledger-order-year") == ["Boekingen!C2"]
    said = message(checked, "ledger-order-year")
    for words in ("7 verplichtingen", "C2, C3, C4, C5, C6 ...", "2.800", "2025"):
        assert words in said
