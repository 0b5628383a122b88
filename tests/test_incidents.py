"""Incidents: a numbered log entry with the location and no personal data."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from budget.incidents import record_incident


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    return tmp_path / "logs" / "incidenten.log"


def incident(value: str) -> str:
    try:
        return str(int(value))
    except ValueError:
        return record_incident()


def test_every_incident_is_logged_under_its_own_number(log: Path) -> None:
    numbers = {incident("Bakkerij De Vries") for _ in range(3)}
    assert len(numbers) == 3
    text = log.read_text()
    assert all(f"incident {number}\n" in text for number in numbers)
    assert "return str(int(value))" in text
    assert "Vries" not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_an_unwritable_log_is_mentioned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "file" / "logs"))
    assert incident("x").endswith("logboek is niet te schrijven)")
