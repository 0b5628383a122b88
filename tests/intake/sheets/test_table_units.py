"""A unit comes from a phrase about the money of the table, and from nothing else."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.workbooks import booking, check, codes, line, plan, plan_row, xlsx


@pytest.mark.parametrize(
    ("title", "euros"),
    [
        ("Kerncijfers in duizenden inwoners", 2),
        ("Looptijd keer 1.000 dagen", 2),
        ("Doel: x 1.000 woningen", 2),
        ("Bedragen in duizenden euro, bereik x 1.000 inwoners", 2000),
        ("Bedragen x € 1.000", 2000),
        ("(x 1.000)", 2000),
        ("in duizenden", 2000),
        ("Aantal inwoners (x 1.000)", None),
        ("Plannen in duizenden stappen", None),
        ("(x € 1.000), hier in euro", None),
        ("Begroting x € 1.000; dit blad in hele euro's", None),
        ("Oorspronkelijk x € 1.000", None),
    ],
)
def test_a_unit_in_a_title_is_of_money_or_not_applied(title: str, euros: int | None, programme: Programme):
    checked = check(xlsx(Plan=[[title], *plan({"Begroot": 2})]), programme)
    assert (
        [row.budget // 100 for row in checked.content.plan if euros] == [euros]
        if checked.accepted
        else not euros
    )


def test_a_header_with_a_contradicted_unit_is_refused(programme: Programme):
    rows = plan({"Begroot": 2})
    rows[0][8] = "Begroot (x € 1.000), hier in euro"
    assert not check(xlsx(Plan=rows), programme).accepted


@pytest.mark.parametrize("title", ["Begroting afgerond in duizenden euro's", "Bedragen afgerond (x € 1.000)"])
def test_rounded_amounts_in_thousands_are_thousands(title: str, programme: Programme) -> None:
    checked = check(xlsx(Plan=[[title], *plan({"Begroot": 2})]), programme)
    assert [sheet.total for sheet in checked.sheets] == [200_000]


def test_amounts_that_are_rounded_to_thousands_are_in_euros(programme: Programme) -> None:
    checked = check(xlsx(Plan=[["Bedragen afgerond op duizendtallen"], *plan({})]), programme)
    assert [sheet.total for sheet in checked.sheets] == [120_000]
    assert "unit-doubt" in codes(checked)


@pytest.mark.parametrize(
    ("budget", "released", "cents", "asked"),
    [
        ("Begroot (x € 1.000)", "Vrijgegeven", 400, True),
        ("Begroot", "Vrijgegeven x € 1.000", 1, True),
        ("Begroot (x € 1.000)", "Vrijgegeven (x € 1.000)", 400, False),
        ("Begroot (x € 1.000)", "Vrijgegeven (euro)", 400, False),
        ("Begroot (x € 1.000)", "Vrijgegeven", 0, False),
        ("Begroot (x € 1.000)", "Vrijgegeven", None, False),
    ],
)
def test_a_unit_of_one_column_of_amounts_alone_is_asked_about(
    budget: str, released: str, cents: int | None, asked: bool, programme: Programme
) -> None:
    head = [*plan({})[0][:-1], budget, released]
    checked = check(xlsx(Plan=[head, plan_row(Vrijgegeven=cents)]), programme)
    assert ("unit-part" in codes(checked), checked.accepted) == (asked, True)


@pytest.mark.parametrize(
    ("committed", "asked"), [("Verplichting", True), ("Verplichting (x € 1.000)", False)]
)
def test_commitments_beside_bookings_in_thousands_are_asked_about(
    committed: str, asked: bool, programme: Programme
) -> None:
    head = ["Boekstuknummer", "Boekdatum", "Regelcode", "Bedrag (x € 1.000)", committed]
    row = [booking()[0], booking()[2], "JEU-001", 100, 12.5]
    assert ("unit-part" in codes(check(xlsx(B=[head, row]), programme, line()))) is asked
