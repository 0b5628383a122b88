"""The script scores every panel of a folder; the figures of real panels are in test_backtest."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.__main__ import main as budget_command
from scripts.backtest import GUARDED, ROLLING, TABLES, WARNINGS, main
from tests.calibration.panels import random_panel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two invented panels, one with forecasts by staff, packed as the real ones are."""
    for name, own in (("cities.csv.gz", False), ("departments.csv.gz", True)):
        random_panel(1, own, series=8).to_csv(tmp_path / name, index=False)
    return tmp_path


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["backtest", str(folder)])
    return main()


def test_every_panel_is_scored_in_every_way(folder: Path, monkeypatch, capsys) -> None:
    assert run(folder, monkeypatch) == 0
    said = capsys.readouterr().out
    for panel in ("cities.csv.gz", "departments.csv.gz"):
        assert all(f"{panel}: {table}\n" in said for table in (*TABLES, *GUARDED, ROLLING, *WARNINGS))
    cities, departments = said.split("departments.csv.gz", 1)
    assert ("eigen prognose" in cities, "eigen prognose" in departments) == (False, True)


def test_a_folder_without_panels_is_refused(tmp_path: Path, monkeypatch) -> None:
    assert run(tmp_path, monkeypatch) == 2


def test_a_packed_panel_is_predicted_for_every_judged_month(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "predictions.csv"
    assert budget_command(["backtest", str(folder / "cities.csv.gz"), "--predictions", str(out)]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1 + 8 * 3 * 3
