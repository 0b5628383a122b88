"""From the command line: two persons consent, an export publishes, and all areas are added up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from budget.__main__ import main
from tests.lake.conftest import published  # noqa: F401 - a fixture


@pytest.fixture
def shared_figures(published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:  # noqa: F811
    """The shared figures of three villages, for an installation with an empty database."""
    monkeypatch.setenv("BUDGET_LAKE", str(published / "land"))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    return published / "land"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("by", ["source", "theme", "area"])
def test_a_rollup_gives_the_same_as_json_csv_and_text(shared_figures: Path, by: str, capsys) -> None:
    rows = json.loads(told(capsys, "rollup", "--by", by, "--json"))
    table = list(csv.DictReader(io.StringIO(told(capsys, "rollup", "--by", by, "--csv"))))
    assert [row["key"] for row in rows] == [row["key"] for row in table]
    assert [row["realised"] for row in rows] == [int(row["realised"]) for row in table]
    assert sum(row["budget"] for row in rows) == 6 * (1_200_000 + 360_001)
    text = told(capsys, "rollup", "--by", by)
    assert "Standen op 31 augustus 2024." in text
    assert all(row["name"] in text for row in rows)


@pytest.mark.wording
def test_accepted_totals_are_not_presented_as_signed(shared_figures: Path, capsys) -> None:
    text = told(capsys, "rollup", "--by", "source", "--accepted")
    assert "Alleen ondertekende standen tellen mee" not in text
    assert "ondertekend of niet" in text
