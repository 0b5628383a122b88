"""Bookings in a closed period keep their cells, also through the child process."""

from __future__ import annotations

from datetime import date

from budget.intake.check_context import CheckContext
from budget.model import Programme
from budget.model.periods import Period
from budget.sandbox.check import check_file
from tests.intake.layouts import WIDE, WIDE_TOML
from tests.intake.workbooks import ledger, line, xlsx

DATA = xlsx(
    Boekingen=ledger(
        {},
        {"Boekstuknummer": "2", "Boekdatum": date(2024, 4, 1)},
        {"Boekstuknummer": "3", "Soort": "verplichting"},
    )
)


def cells(programme: Programme, *closed: Period) -> tuple[tuple[int, str], ...]:
    checked = check_file("proef.xlsx", DATA, programme, CheckContext((line(),), (), closed))
    assert checked.content is not None
    (found,) = checked.content.statements
    return found.cells


def test_only_rows_of_a_closed_period_have_a_cell(programme: Programme) -> None:
    assert cells(programme) == ()
    assert cells(programme, Period(2024, 3)) == ((0, "C2"), (2, "C4"))
    assert cells(programme, Period(2024)) == ((0, "C2"), (1, "C3"), (2, "C4"))
    assert cells(programme, Period(2023)) == ()


def test_each_row_of_a_month_sheet_keeps_the_cell_its_booking_came_from(
    programme: Programme,
) -> None:
    rows = [
        *WIDE[:2],
        ["JEU-001", "Sport", 1, 2, 3, *[None] * 10],
        ["JEU-002", "Spel", 4, None, 6, *[None] * 10],
    ]
    known = CheckContext((line(),), (WIDE_TOML,), (Period(2024, 1), Period(2024, 3)))
    (statement,) = check_file("proef.xlsx", xlsx(Blad=rows), programme, known).content.statements
    assert [place for place, _ in statement.cells] == [0, 1, 3, 4]
    assert [statement.rows[place].amount for place, _ in statement.cells] == [
        100_000,
        400_000,
        300_000,
        600_000,
    ]
