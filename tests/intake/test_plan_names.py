"""The names in a plan are read before any programme knows them; totals are no names."""

from __future__ import annotations

import pytest

from budget.intake.output.template import write_workbook
from budget.intake.plan_names import names_in_plan
from budget.model import Content
from budget.model.plan_names import PlanNames
from budget.model.words import BudgetError
from budget.workbook.limits import Limits
from tests.intake.workbooks import xlsx
from tests.store.samples import PROGRAMME, line, plan, progress

PLAN = write_workbook(plan(line("GRO-1"), line("GRO-2")), PROGRAMME, "Proef")


def test_every_row_of_a_plan_is_read_with_its_names() -> None:
    found = names_in_plan("plan.xlsx", PLAN, Limits())
    assert [row.code for row in found] == ["GRO-1", "GRO-2"]
    assert {row.domain for row in found} == {"Groen"}
    assert {row.year for row in found} == {line("GRO-1").year}
    assert {row.budget_holder for row in found} == {"Gea Groen"}


@pytest.mark.parametrize(
    "data", [b"geen werkmap", write_workbook(Content(progress=(progress(),)), PROGRAMME, "x")]
)
def test_a_file_without_a_plan_is_refused(data: bytes) -> None:
    with pytest.raises(BudgetError, match="x"):
        names_in_plan("x.xlsx", data, Limits())


THEIRS = [
    ["Rivierenwijk: bestedingsplan"],
    ["Projectcode", "Opgave", "Programmalijn", "Project", "Financiering", "Opdrachtgever", "Begroting 2025"],
    ["R-101", "Jong en gezond", "Sport", "Buurtsport", "Rijksbijdrage", "Fatma Kaya", 180_000],
    ["R-102", None, "Sport", "Zwemles", "Rijksbijdrage", "Fatma Kaya", 60_000],
    ["Subtotaal", None, None, None, None, None, 240_000],
    ["R-201", "Schone straten", "Afval", "Containers", "Wijkbudget", "Jan de Wit", 240_000],
]


def test_the_names_in_a_foreign_plan_are_read_too() -> None:
    found = names_in_plan("plan.xlsx", xlsx(Blad=THEIRS), Limits())
    assert found[:2] == [
        PlanNames("R-101", "Jong en gezond", "Sport", "Rijksbijdrage", "", "Fatma Kaya", 2025),
        PlanNames("R-102", "Jong en gezond", "Sport", "Rijksbijdrage", "", "Fatma Kaya", 2025),
    ]
    assert [row.code for row in found] == ["R-101", "R-102", "R-201"]


def test_a_plan_without_a_column_of_domains_says_how_to_go_on() -> None:
    with pytest.raises(BudgetError, match="Opgavedomein"):
        names_in_plan("x.xlsx", xlsx(Blad=[["Post", "Soort", "Bedrag"], ["1", "a", 5]]), Limits())
