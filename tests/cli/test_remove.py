"""`remove-suppliers`: list, propose with a reason, carry out as another person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.engine import open_store
from budget.usecases import remove as removing
from tests.snapshot.history import live_through
from tests.store.samples import install

COMMAND = ["remove-suppliers", "2024"]


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str) -> None:
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    live_through(store)
    store.close()


def test_submissions_that_are_too_recent_are_listed_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "--as", "cor"]) == 0
    assert "mei.xlsx" in capsys.readouterr().out
    assert main([*COMMAND, "--reason", "Oud", "--as", "cor"]) == 1
    assert main([*COMMAND, "--accept", "0" * 16, "--as", "sien"]) == 1


def test_suppliers_are_removed_by_two_persons_and_verify_reports_the_count(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(removing, "YEARS_KEPT", 0)
    assert main([*COMMAND, "--reason", "Oud", "--as", "cor"]) == 0
    capsys.readouterr()
    assert main([*COMMAND, "--as", "sien"]) == 0
    (mark,) = re.findall(r"--accept ([0-9a-f]{16})\.", capsys.readouterr().out)
    assert main([*COMMAND, "--accept", mark, "--as", "cor"]) == 1
    for other in ("1", "2", mark[:-1], mark.upper(), ""):
        assert main([*COMMAND, "--accept", other, "--as", "sien"]) == 1, other
    assert main([*COMMAND, "--accept", mark, "--as", "sien"]) == 0
    capsys.readouterr()
    assert main([*COMMAND, "--as", "cor"]) == 0
    assert "mei.xlsx" not in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert "Van 2 bestanden" in capsys.readouterr().out
