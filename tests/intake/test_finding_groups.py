"""Equal findings are grouped."""

from __future__ import annotations

import pytest

from budget.intake.finding_groups import ALONE, NAMED, Group, group_findings
from budget.intake.findings import cell_of
from budget.model import Finding, Level
from budget.workbook.places import column_number


def finding(cell: str, code: str = "amount-unknown", sheet: str = "Plan") -> Finding:
    letters = cell.rstrip("0123456789")
    row, column = (int(cell[len(letters) :]) - 1, column_number(letters)) if cell else (None, None)
    return Finding(code, Level.ERROR, "plan.xlsx", sheet, row, column)


def cells(column: str, many: int) -> list[str]:
    return [f"{column}{row}" for row in range(2, many + 2)]


@pytest.mark.parametrize(("many", "groups"), [(ALONE - 1, ALONE - 1), (ALONE, ALONE), (ALONE + 1, 1)])
def test_more_findings_than_the_limit_become_one_group(many: int, groups: int) -> None:
    found = group_findings([finding(cell) for cell in cells("I", many)])
    assert len(found) == groups
    assert [cell_of(found[0].first), *found[0].others] == (cells("I", many) if groups == 1 else ["I2"])


def test_findings_of_other_columns_sheets_and_codes_are_grouped_apart() -> None:
    many = cells("I", 9)
    found = group_findings(
        [
            *(finding(cell) for cell in many),
            *(finding(cell) for cell in cells("AI", 9)),
            *(finding(cell, sheet="Plan 2025") for cell in many),
            *(finding(cell, code="cell-missing") for cell in many),
        ]
    )
    assert [len(group.others) for group in found] == [8, 8, 8, 8]


def test_findings_without_a_cell_are_not_grouped() -> None:
    assert len(group_findings([finding("") for _ in range(9)])) == 9


@pytest.mark.parametrize(
    ("many", "text"),
    [
        (0, ""),
        (2, "Ook in I2, I3."),
        (NAMED, f"Ook in {', '.join(cells('I', NAMED))}."),
        (NAMED + 5, f"Ook in {', '.join(cells('I', NAMED))} en nog 5 andere cellen."),
    ],
)
def test_the_other_cells_are_named_up_to_a_maximum(many: int, text: str) -> None:
    assert Group(finding("I1"), tuple(cells("I", many))).more == text
