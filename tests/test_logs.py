"""Logs that only their owner reads."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


def test_the_default_log_folder_is_separate() -> None:
    assert log_folder({}) == ROOT / "data" / "logboek"


def test_only_the_owner_reads_the_logs(folder: Path) -> None:
    write_line("a.log", "een")
    assert mode(folder) == 0o700
    assert mode(folder / "a.log") == 0o600


def test_a_log_readable_by_others_is_made_private(folder: Path) -> None:
    write_line("a.log", "een")
    (folder / "a.log").chmod(0o644)
    write_line("a.log", "twee")
    assert mode(folder / "a.log") == 0o600


def test_a_folder_that_the_administrator_made_keeps_its_mode(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o750)
    write_line("a.log", "een")
    assert mode(folder) == 0o750


def test_lines_are_appended_and_full_logs_rotated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES", 100)
    for _ in range(20):
        write_line("a.log", "x" * 60)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == ["a.log", "a.log.1", "a.log.2", "a.log.3"]
    assert {mode(folder / name) for name in kept} == {0o600}
    write_line("b.log", "een")
    write_line("b.log", "twee")
    assert [line[-4:].strip() for line in (folder / "b.log").read_text().splitlines()] == ["een", "twee"]


def test_concurrent_log_rotation_loses_no_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that find the log full would each rename it, overwriting the other's archive."""
    monkeypatch.setattr(logs, "_BYTES", 1_000)
    monkeypatch.setattr(logs, "_KEPT", 500)
    processes = [
        multiprocessing.get_context("fork").Process(target=_write_at_once, args=(n,)) for n in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert lines(folder) == sorted(f"{n}-{one}" for n in range(3) for one in range(200))
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) > 10


def _write_at_once(number: int) -> None:
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(write_line, "a.log", f"{number}-{one}") for one in range(200)]:
            done.result()


def lines(folder: Path) -> list[str]:
    """The last word of every line in all files of a folder, in order."""
    return sorted(line.split()[-1] for path in folder.iterdir() for line in path.read_text().splitlines())


def _rename(path: Path) -> None:
    path.rename(path.with_suffix(".old"))


def _rename_and_create(path: Path) -> None:
    _rename(path)
    path.touch(mode=0o644)


def _copy_and_truncate(path: Path) -> None:
    shutil.copy2(path, path.with_suffix(".old"))
    os.truncate(path, 0)


@pytest.mark.parametrize("rotate", [_rename, _rename_and_create, _copy_and_truncate])
def test_external_log_rotation_loses_no_line_and_keeps_the_mode(
    folder: Path, rotate: Callable[[Path], None]
) -> None:
    """As logrotate does: by renaming and creating an empty file, or with `copytruncate`."""
    for number in (1, 2):
        write_line("a.log", f"{number}")
    rotate(folder / "a.log")
    write_line("a.log", "3")
    assert lines(folder) == ["1", "2", "3"]
    assert (folder / "a.log").read_text().split()[-1:] == ["3"]
    assert b"\0" not in (folder / "a.log").read_bytes()
    assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_a_stranger_cannot_forge_a_line_or_fill_the_log(folder: Path) -> None:
    note_refusal("vreemde host", host="a\n2026-01-01 vreemde host b" + "x" * 10_000)
    (line,) = (folder / "beveiliging.log").read_text().splitlines()
    assert len(line) < 200


def test_an_unwritable_security_log_stops_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "file" / "logs"))
    note_refusal("vreemde host")
    with pytest.raises(OSError, match="directory"):
        write_line("a.log", "een")
