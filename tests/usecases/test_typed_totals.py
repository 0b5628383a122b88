"""Totals as they are typed."""

from __future__ import annotations

import pytest

from budget.model.content import CheckedFile, ControlTotal, SheetReport
from budget.model.row_amounts import RowAmounts
from budget.model.submission_details import Money
from budget.model.words import BudgetError, SheetKind
from budget.usecases.typed_totals import read_control


def _checked(**amounts: int) -> CheckedFile:
    return CheckedFile(
        "f",
        "0",
        (
            SheetReport(
                "B",
                SheetKind.LEDGER,
                1,
                5,
                {},
                amounts,
                None,
                {name: RowAmounts.of([12], [5]) for name in amounts},
            ),
        ),
        (),
        None,
    )


def test_a_total_alone_is_of_the_only_kind_of_money() -> None:
    found = read_control(_checked(realised=5), ["136.000,00"], ["rij 12"])
    assert found == (ControlTotal(Money.REALISED, 13_600_000, 5, "rij 12: €\u00a00,05"),)


def test_with_several_kinds_of_money_a_control_total_names_its_kind() -> None:
    both = _checked(realised=5, committed=6)
    with pytest.raises(BudgetError, match="verplicht="):
        read_control(both, ["1"], [])
    found = read_control(both, ["verplicht=1,00", "gerealiseerd = 2"], [])
    assert [(one.money, one.stated) for one in found] == [(Money.REALISED, 200), (Money.COMMITTED, 100)]


@pytest.mark.parametrize("text", ["", "veel", "1.2.3", "12,345,6"])
def test_a_control_total_that_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BudgetError, match="geen bedrag"):
        read_control(_checked(realised=5), [text], [])
