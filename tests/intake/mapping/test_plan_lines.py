"""Plan rows by mapping: excluded and summed rows are reported with their amounts."""

from __future__ import annotations

from typing import Any

import pytest

from budget.intake.check_context import CheckContext
from budget.intake.mapping.layout import UNITS
from budget.labels import euro_exact
from budget.model import CheckedFile, Kind, Programme
from budget.sandbox.check import check_file
from tests.intake.layouts import PLAN_FIXED
from tests.intake.workbooks import codes, message, xlsx

TOML = (
    """
[[koppeling]]
naam = "Raming"
koppen = ["Code", "Naam", "Raming", "Vrij"]
eenheid = 1
[[koppeling.deel]]
soort = "bestedingsplan"
[koppeling.deel.kolommen]
Regelcode = "Code"
Activiteit = "Naam"
Begroot = "Raming"
Vrijgegeven = "Vrij"
"""
    + PLAN_FIXED
)
HEADER = ["Code", "Naam", "Raming", "Vrij"]
PART = 'soort = "bestedingsplan"'
COSTS = 'onder-nul = "weglaten"'


def read(rows: list[list[Any]], programme: Programme, extra: str = "", unit: int = 1) -> CheckedFile:
    toml = TOML.replace(PART, f"{PART}\n{extra}").replace("eenheid = 1", f"eenheid = {unit}")
    return check_file("a.xlsx", xlsx(Blad=[HEADER, *rows]), programme, CheckContext((), (toml,)))


def plan(checked: CheckedFile) -> list[tuple[str, int, int | None]]:
    assert checked.accepted, [finding.code for finding in checked.findings]
    return [(line.code, line.budget, line.released) for line in checked.content.plan]


@pytest.mark.parametrize(("amount", "counts"), [(-0.01, False), (0, True), (0.01, True)])
def test_only_amounts_below_zero_are_revenue(amount: float, counts: bool, programme: Programme) -> None:
    checked = read([["A", "Molen", 10, 5], ["B", "Sluis", amount, 0]], programme, COSTS)
    assert [code for code, _, _ in plan(checked)] == ["A", "B"][: 1 + counts]
    assert ("mapping-below-zero" in codes(checked)) is not counts


def test_the_sign_also_applies_to_the_released_amount(programme: Programme) -> None:
    rows = [["A", "Molen", -10, -5], ["B", "Heffing", 7, 0]]
    checked = read(rows, programme, f'{COSTS}\nteken = "min"')
    assert plan(checked) == [("A", 1_000, 500)]
    assert f"samen {euro_exact(-700)}" in message(checked, "mapping-below-zero")


BOOKED = """
[[koppeling.deel]]
soort = "boekingen"
onder-nul = "weglaten"
onder-nul-in = "Raming"
[koppeling.deel.kolommen]
Regelcode = "Code"
Bedrag = "Vrij"
[koppeling.deel.vast]
Boekstuknummer = "stand"
Boekdatum = "2024-06-30"
"""


def test_a_mapped_revenue_column_decides_unless_it_is_empty(
    programme: Programme,
) -> None:
    rows = [
        ["A", "Molen", 10, -1],
        ["B", "Heffing", -7, 3],
        ["C", "Huur", 0, -4],
        ["D", "Rente", None, 2],
    ]
    toml = TOML.split("[[koppeling.deel]]")[0] + BOOKED
    checked = check_file("a.xlsx", xlsx(Blad=[HEADER, *rows]), programme, CheckContext((), (toml,)))
    found = [(row.code, row.amount, row.kind) for row in checked.content.statements[0].rows]
    assert found == [("A", -100, Kind.REALISED), ("D", 200, Kind.REALISED)]
    assert f"samen {euro_exact(-100)}" in message(checked, "mapping-below-zero")


def test_a_row_without_an_amount_is_skipped_and_reported(programme: Programme) -> None:
    checked = read([["A", "Molen", 10, 5], ["B", "Sluis", None, None]], programme)
    assert plan(checked) == [("A", 1_000, 500)]
    assert "zonder bedrag in Raming" in message(checked, "mapping-blank")


@pytest.mark.parametrize("unit", UNITS)
def test_an_amount_that_is_turned_around_keeps_the_cents_of_its_unit(unit: int, programme: Programme) -> None:
    amount = -1.2345678 if unit > 1_000 else -1.25
    checked = read([["A", "Molen", amount, None]], programme, 'teken = "min"', unit)
    assert [budget for _, budget, _ in plan(checked)] == [123_456_780 if unit > 1_000 else 125 * unit]
