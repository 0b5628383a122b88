"""Logs that only their owner reads."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from budget import logs
from budget.logs import write_line
from budget.security_log import note_refusal
from budget.settings import ROOT, log_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "deep" / "logs"))
    return tmp_path / "deep" / "logs"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_without_a_setting_the_logs_stand_in_a_folder_of_their_own() -> None:
    assert log_folder({}) == ROOT / "data" / "logboek"


def test_only_the_owner_reads_the_logs(folder: Path) -> None:
    write_line("a.log", "een")
    assert mode(folder) == 0o700
    assert mode(folder / "a.log") == 0o600


def test_a_log_that_others_could_read_is_closed_to_them(folder: Path) -> None:
    write_line("a.log", "een")
    (folder / "a.log").chmod(0o644)
    write_line("a.log", "twee")
    assert mode(folder / "a.log") == 0o600


def test_a_folder_that_the_administrator_made_keeps_its_mode(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o750)
    write_line("a.log", "een")
    assert mode(folder) == 0o750


def test_lines_are_added_and_a_full_log_is_put_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES", 100)
    for _ in range(20):
        write_line("a.log", "x" * 60)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == ["a.log", "a.log.1", "a.log.2", "a.log.3"]
    assert {mode(folder / name) for name in kept} == {0o600}
    write_line("b.log", "een")
    write_line("b.log", "twee")
    assert [line[-4:].strip() for line in (folder / "b.log").read_text().splitlines()] == ["een", "twee"]


def test_a_stranger_cannot_forge_a_line_or_fill_the_log(folder: Path) -> None:
    note_refusal("vreemde host", host="a\n2026-01-01 vreemde host b" + "x" * 10_000)
    (line,) = (folder / "beveiliging.log").read_text().splitlines()
    assert len(line) < 200


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "file" / "logs"))
    note_refusal("vreemde host")
    with pytest.raises(OSError, match="directory"):
        write_line("a.log", "een")
