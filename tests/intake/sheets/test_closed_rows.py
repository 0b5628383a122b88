"""The cells of bookings in a closed period come along with the bookings, through the child process too."""

from __future__ import annotations

from datetime import date

from budget.intake.known import Known
from budget.model import Programme
from budget.model.periods import Period
from budget.sandbox.check import check_file
from tests.intake.workbooks import ledger, line, xlsx

DATA = xlsx(
    Boekingen=ledger(
        {},
        {"Boekstuknummer": "2", "Boekdatum": date(2024, 4, 1)},
        {"Boekstuknummer": "3", "Soort": "verplichting"},
    )
)


def cells(programme: Programme, *closed: Period) -> tuple[tuple[int, str], ...]:
    checked = check_file("proef.xlsx", DATA, programme, Known((line(),), (), closed))
    assert checked.content is not None
    (found,) = checked.content.statements
    return found.cells


def test_only_rows_of_a_closed_period_have_a_cell(programme: Programme) -> None:
    assert cells(programme) == ()
    assert cells(programme, Period(2024, 3)) == ((0, "C2"), (2, "C4"))
    assert cells(programme, Period(2024)) == ((0, "C2"), (1, "C3"), (2, "C4"))
    assert cells(programme, Period(2023)) == ()
