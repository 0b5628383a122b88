"""`reconcile`: the default year and a requested one."""

from __future__ import annotations

import json

import pytest

from budget.__main__ import main
from tests.cli.test_close import store_url as store_url


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_default_year_is_that_of_the_figures(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "reconcile")
    assert found["year"] == read(capsys, "depletion")[0]["year"]
    assert found["statements"]


def test_a_year_without_accepted_files_is_named(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reconcile", "--year", "2023"]) == 0
    assert capsys.readouterr().out.strip().startswith("In 2023")
