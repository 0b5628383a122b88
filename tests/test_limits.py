"""Server limits are set by the installation."""

from __future__ import annotations

import re
from dataclasses import Field, fields
from pathlib import Path

import pytest

from budget.limits import ServerLimits, read_server_limits
from budget.model import BudgetError
from budget.workbook.limits import Limits, read_limits

DOCS = Path(__file__).resolve().parent.parent / "docs"
NAMES = [field.name for field in fields(ServerLimits)]


def test_without_settings_the_limits_are_the_usual_ones() -> None:
    assert read_server_limits({"PATH": "/bin", "BUDGET_LIMIT_SESSIONS": ""}) == ServerLimits()


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_can_be_set(name: str) -> None:
    assert getattr(read_server_limits({f"BUDGET_LIMIT_{name.upper()}": "7"}), name) == 7


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_of_the_server_is_no_mistake_among_those_of_a_file(name: str) -> None:
    assert read_limits({f"BUDGET_LIMIT_{name.upper()}": "7"}) == Limits()


def test_server_and_file_limits_have_different_names() -> None:
    assert not set(NAMES) & {field.name for field in fields(Limits)}


@pytest.mark.parametrize("text", ["0", "-1", "veel", "nan", "inf", "1,5"])
def test_a_limit_that_is_no_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(BudgetError, match="BUDGET_LIMIT_SESSIONS is '"):
        read_server_limits({"BUDGET_LIMIT_SESSIONS": text})


@pytest.mark.parametrize("field", fields(ServerLimits), ids=lambda field: field.name)
def test_the_table_for_administrators_has_every_limit_with_its_default(field: Field[float]) -> None:
    row = f"| `BUDGET_LIMIT_{field.name.upper()}` | {field.default:g} |"
    if isinstance(field.default, int):
        row = f"| `BUDGET_LIMIT_{field.name.upper()}` | {field.default} |"
    assert row in (DOCS / "beheer.md").read_text(encoding="utf-8")


def test_every_test_that_the_threat_model_names_exists() -> None:
    text = (DOCS / "dreigingen.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "test_" in line]
    assert len(rows) > 15
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)`", row.rpartition(" | ")[2])
        assert named, row
        folder = DOCS.parent
        for name in named:
            path = DOCS.parent / name if "/" in name else folder / name
            folder = path.parent
            assert path.is_file(), f"{name} in: {row}"
