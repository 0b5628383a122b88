"""The names in a plan are read before any programme knows them; totals are no names."""

from __future__ import annotations

import pytest

from budget.intake.output.template import write_workbook
from budget.intake.plan_names import names_in_plan
from budget.model import Content
from budget.model.words import BudgetError
from budget.workbook.limits import Limits
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
