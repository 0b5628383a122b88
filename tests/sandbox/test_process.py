"""The child process: whatever a file does to it, the parent gets one clear finding, soon."""

from __future__ import annotations

import os
import sys

import pytest

from budget.intake.known import Known
from budget.model import Programme
from budget.sandbox.check import check_file
from budget.sandbox.process import Outcome, allowed_seconds, run
from budget.workbook.limits import MB, Limits
from tests.intake.workbooks import codes, edited, ledger, line, plan, xlsx

PATIENT, SHORT = Limits(seconds=300, answer=3 * MB), Limits(seconds=1, answer=3 * MB)


def _child(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("import os; os.abort()", "file-crash"),
        ("import sys; sys.exit(3)", "file-crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "file-crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "file-memory"),
        ("import os\nwhile True: os.write(1, b'A' + (10**9).to_bytes(8) + bytes(10**6))", "file-memory"),
        ("import os; os.write(1, b'M' + bytes(8))", "file-memory"),
        ("import os; os.write(1, b'F' + bytes(8))", "file-crash"),
        ("import os; os.write(1, b'A'); os.close(1)", "file-crash"),
    ],
)
def test_a_child_that_fails_becomes_one_failure(code: str, failure: str):
    assert run([b"x" * 200_000], PATIENT, command=_child(code)).failure == failure


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import sys, time; sys.stdin.buffer.read(); time.sleep(10**6)",
        "import time; time.sleep(10**6)",
    ],
)
def test_a_child_that_does_not_end_is_stopped(code: str):
    assert run([b"x" * 200_000], SHORT, command=_child(code)).failure == "file-time"


def test_no_child_is_left_behind(monkeypatch: pytest.MonkeyPatch):
    own_id = "b'S' + (20).to_bytes(8) + str(os.getpid()).zfill(20).encode()"
    code = f"import os, time; os.write(1, {own_id}); time.sleep(10**6)"
    seen: list[int] = []

    def remember(size: int, limits: Limits) -> float:
        """All the time to say its process id, and none after that."""
        seen.append(size)
        return 0 if size else limits.seconds

    monkeypatch.setattr("budget.sandbox.process.allowed_seconds", remember)
    assert run([b""], PATIENT, command=_child(code)).failure == "file-time"
    with pytest.raises(ProcessLookupError):
        os.kill(seen[-1], 0)


def test_the_child_does_not_get_our_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BUDGET_DATABASE_URL", "postgresql://user:secret@host/db")
    code = (
        "import os; body = repr(dict(os.environ)).encode(); os.write(1, b'A' + len(body).to_bytes(8) + body)"
    )
    assert b"secret" not in run([b""], SHORT, command=_child(code)).answer


def test_a_larger_file_gets_more_time():
    assert allowed_seconds(0, Limits()) == Limits().seconds < allowed_seconds(100 * MB, Limits())


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_a_cell_at_a_far_corner_is_refused_before_time_runs_out(cell: str, programme: Programme):
    row = cell.lstrip("AXFD")
    data = edited(
        xlsx(Plan=plan({})),
        "xl/worksheets/sheet1.xml",
        '<row r="2".*?<c r="A2"',
        f'<row r="{row}"><c r="{cell}"',
    )
    checked = check_file("proef.xlsx", data, programme)
    assert not checked.accepted
    assert "file-time" not in codes(checked)


def test_a_false_dimension_changes_nothing(programme: Programme):
    data = edited(xlsx(Plan=plan({})), "xl/worksheets/sheet1.xml", 'ref="A1:I2"', 'ref="A1:XFD1048576"')
    assert check_file("proef.xlsx", data, programme).accepted


def test_a_file_is_checked_through_the_child_and_progress_moves(programme: Programme):
    heard: list[tuple[float, str]] = []
    data = xlsx(Plan=plan({}), Boekingen=ledger({}))
    checked = check_file(
        "map/proef.xlsx", data, programme, Known((line(),)), lambda part, step: heard.append((part, step))
    )
    assert checked.accepted
    assert checked.file == "proef.xlsx"
    assert len(checked.sha256) == 64
    assert [part for part, _ in heard] == sorted(part for part, _ in heard)
    assert heard[-1] == (1.0, "Klaar")


def test_a_file_over_the_limit_never_reaches_the_child(programme: Programme):
    checked = check_file("proef.xlsx", b"x" * 11, programme, limits=Limits(file_size=10))
    assert codes(checked) == ["file-size"]


@pytest.mark.parametrize(("size", "fits"), [(-1, False), (0, True), (1, True)])
def test_the_largest_file(size: int, fits: bool, programme: Programme):
    data = xlsx(Plan=plan({}))
    assert (
        check_file("proef.xlsx", data, programme, limits=Limits(file_size=len(data) + size)).accepted == fits
    )


def test_a_fault_in_the_progress_of_the_caller_ends_the_child(programme: Programme):
    def fail(part: float, step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_file("proef.xlsx", xlsx(Plan=plan({})), programme, progress=fail)


def test_the_child_starts_without_the_heavy_packages():
    code = (
        "import sys, budget.sandbox.check_job, os\n"
        "heavy = {'pandas', 'streamlit', 'sqlalchemy', 'xlsxwriter', 'openpyxl', 'numpy'}\n"
        "heavy &= sys.modules.keys()\n"
        "body = ','.join(sorted(heavy)).encode(); os.write(1, b'A' + len(body).to_bytes(8) + body)"
    )
    assert run([b""], Limits(), command=_child(code)) == Outcome(answer=b"")
