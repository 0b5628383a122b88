"""File limits are set by the installation."""

from __future__ import annotations

from dataclasses import fields

import pytest

from budget.model import BudgetError, Programme
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits, read_limits


def test_without_settings_the_limits_are_the_usual_ones() -> None:
    assert read_limits({"PATH": "/bin", "BUDGET_DATABASE_URL": "sqlite://"}) == Limits()


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_every_limit_can_be_set(name: str) -> None:
    assert getattr(read_limits({f"BUDGET_LIMIT_{name.upper()}": "7"}), name) == 7


def test_an_empty_setting_counts_as_unset() -> None:
    assert read_limits({"BUDGET_LIMIT_ROWS": ""}) == Limits()


@pytest.mark.parametrize("text", ["0", "-1", "veel", "nan", "inf", "1,5"])
def test_a_limit_that_is_no_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(BudgetError, match="BUDGET_LIMIT_SECONDS is '"):
        read_limits({"BUDGET_LIMIT_SECONDS": text})


def test_a_limit_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(BudgetError, match=r"BUDGET_LIMIT_LINES is geen instelling. .*BUDGET_LIMIT_ROWS"):
        read_limits({"BUDGET_LIMIT_LINES": "5"})


def test_a_file_above_the_limit_of_this_installation_is_refused(
    monkeypatch: pytest.MonkeyPatch, programme: Programme
) -> None:
    data = b"Regelcode;Opgavedomein\n"
    monkeypatch.setenv("BUDGET_LIMIT_FILE_SIZE", str(len(data) - 1))
    assert [f.code for f in check_file("plan.csv", data, programme).findings] == ["file-size"]
    monkeypatch.setenv("BUDGET_LIMIT_FILE_SIZE", str(len(data)))
    assert "file-size" not in [f.code for f in check_file("plan.csv", data, programme).findings]
