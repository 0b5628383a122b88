"""Possible duplicate payments get a remark; other payments do not."""

from __future__ import annotations

from typing import Any

import pytest

from budget.model import Programme
from tests.intake.workbooks import check, codes, ledger, line, xlsx

FIRST = {"Boekstuknummer": "240001", "Leverancier": "Bakker", "Omschrijving": "Zaalhuur"}


def remarks(programme: Programme, **other: Any) -> int:
    rows = ledger(FIRST, FIRST | {"Boekstuknummer": "240002"} | other)
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert checked.accepted
    return codes(checked).count("payment-twice")


def test_the_same_payment_under_two_documents_is_a_remark(programme: Programme) -> None:
    assert remarks(programme) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"Boekstuknummer": "240001", "Volgnummer": "2"},
        {"Leverancier": "Slager"},
        {"Bedrag": 100.01},
        {"Omschrijving": "Zaalhuur april"},
        {"Soort": "verplichting"},
    ],
)
def test_payments_that_differ_in_any_field_are_not_remarked_on(
    programme: Programme, other: dict[str, Any]
) -> None:
    assert remarks(programme, **other) == 0


@pytest.mark.parametrize(("supplier", "amount"), [("", 100), ("Bakker", -100), ("Bakker", 0)])
def test_a_payment_without_supplier_and_a_credit_are_not_remarked_on(
    programme: Programme, supplier: str, amount: int
) -> None:
    rows = [FIRST | {"Leverancier": supplier, "Bedrag": amount, "Boekstuknummer": n} for n in ("1", "2")]
    checked = check(xlsx(Boekingen=ledger(*rows)), programme, line())
    assert "payment-twice" not in codes(checked)
