"""What the whole server may cost is set by the installation."""

from __future__ import annotations

from dataclasses import fields

import pytest

from budget.limits import ServerLimits, read_server_limits
from budget.model import BudgetError
from budget.workbook.limits import Limits, read_limits

NAMES = [field.name for field in fields(ServerLimits)]


def test_without_settings_the_limits_are_the_usual_ones() -> None:
    assert read_server_limits({"PATH": "/bin", "BUDGET_LIMIT_SESSIONS": ""}) == ServerLimits()


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_can_be_set(name: str) -> None:
    assert getattr(read_server_limits({f"BUDGET_LIMIT_{name.upper()}": "7"}), name) == 7


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_of_the_server_is_no_mistake_among_those_of_a_file(name: str) -> None:
    assert read_limits({f"BUDGET_LIMIT_{name.upper()}": "7"}) == Limits()


def test_no_limit_has_two_meanings() -> None:
    assert not set(NAMES) & {field.name for field in fields(Limits)}


@pytest.mark.parametrize("text", ["0", "-1", "veel", "nan", "inf", "1,5"])
def test_a_limit_that_is_no_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(BudgetError, match="BUDGET_LIMIT_SESSIONS is '"):
        read_server_limits({"BUDGET_LIMIT_SESSIONS": text})
