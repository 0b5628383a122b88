"""A list with a column per month is handed in each month: what it no longer says is gone."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.check_context import CheckContext
from budget.model import BudgetError, Content
from budget.sandbox.check import check_file
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.intake.layouts import MONTHS, WIDE_TOML
from tests.intake.workbooks import xlsx
from tests.store.samples import PROGRAMME, deliver, line, plan, submit

LAYOUT = WIDE_TOML.replace("eenheid = 1000", "eenheid = 1")
SEPTEMBER, OCTOBER = [10] * 8 + [50], [10] * 9 + [20]


def month_list(title: str, amounts: list[int | None]) -> Content:
    """The list of one line, in euros; another line has no amount."""
    rest = [None] * (12 - len(amounts))
    rows = [["GRO-1", "Bomen", *amounts, *rest, None], ["GRO-2", "Gras", *[None] * 13]]
    data = xlsx(Blad=[[title], ["Order", "Naam", *MONTHS, "Jaar"], *rows])
    return check_file("lijst.xlsx", data, PROGRAMME, CheckContext((), (LAYOUT,))).content


def realised(store: Store) -> int:
    return load_standing(store, PROGRAMME, date(2024, 12, 31)).total().measures.realised


@pytest.mark.parametrize(
    ("title", "amounts", "cents"),
    [
        ("Realisatie t/m oktober 2024", OCTOBER, 11_000),
        ("Realisatie t/m oktober 2024", [*[10] * 8, 0, 0], 8_000),
        ("Realisatie t/m oktober 2024", [10] * 8, 8_000),
        ("Periode: 01-01-2024 t/m 31-10-2024", [*[10] * 8, None, 20], 10_000),
        ("Realisatie t/m oktober 2024", [10, None, *[10] * 8], 9_000),
    ],
    ids=["another amount", "zeros", "blank", "blank before", "blank between"],
)
def test_a_later_list_says_what_is_booked_until_its_day(
    store: Store, title: str, amounts: list[int | None], cents: int
) -> None:
    deliver(store, plan(line(), line("GRO-2")))
    deliver(store, month_list("Realisatie t/m september 2024", SEPTEMBER), name="september.xlsx")
    assert realised(store) == 13_000
    deliver(store, month_list(title, amounts), name="oktober.xlsx")
    assert realised(store) == cents


def test_a_list_that_says_no_day_counts_until_its_latest_month_with_money(store: Store) -> None:
    deliver(store, plan(line(), line("GRO-2")))
    deliver(store, month_list("Realisatie t/m september 2024", SEPTEMBER), name="september.xlsx")
    with pytest.raises(BudgetError, match="verandert niets"):
        submit(store, month_list("Realisatie 2024", [10] * 8), name="oktober.xlsx")
    assert realised(store) == 13_000
