"""The child process: whatever a file does to it, the parent gets one finding."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budget.intake.check_context import CheckContext
from budget.model import Programme
from budget.sandbox.check import check_file
from budget.sandbox.frame_kinds import SIZE
from budget.sandbox.process import Outcome, run
from budget.sandbox.wire import Request, encode_request
from budget.workbook.file_type import OLE
from budget.workbook.limits import MB, Limits
from tests.intake.workbooks import codes, edited, ledger, line, plan, xlsx
from tests.sandbox.conftest import Job

SHORT = Limits(seconds=1.0, seconds_per_mb=1e-9, patience=0.5)
SERVE = "from budget.sandbox.child import serve\n"


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("import os; os.abort()", "file-crash"),
        ("import sys; sys.exit(3)", "file-crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "file-crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "file-memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "file-time"),
        ("import os\nwhile True: os.write(1, b'A' + (10**9).to_bytes(8) + bytes(10**6))", "file-memory"),
        ("import os; os.write(1, b'M' + bytes(8))", "file-memory"),
        ("import os; os.write(1, b'F' + bytes(8))", "file-crash"),
        ("import os; os.write(1, b'A'); os.close(1)", "file-crash"),
    ],
)
def test_a_child_that_fails_in_any_way_becomes_one_failure(code: str, failure: str, job: Job):
    assert run([b"x" * 200_000], Limits(answer=3 * MB), job(code)).failure == failure


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import sys, time; sys.stdin.buffer.read(); time.sleep(600)",
        "import time; time.sleep(600)",
    ],
)
def test_a_child_that_does_not_end_is_stopped_by_the_wall_clock(code: str, job: Job):
    assert run([b"x" * 200_000], SHORT, job(code)).failure == "file-time"


def test_a_child_is_stopped_at_its_processor_time_limit(programme: Programme, job: Job):
    """A limit on elapsed time would let this child go on for hours."""
    limits = Limits(seconds=1.0, patience=10_000)
    code = SERVE + "def work(*request):\n    while True: pass\nserve(work)"
    request = encode_request(Request("proef.xlsx", programme, CheckContext(), limits))
    assert run([request], limits, job(code)).failure == "file-time"


def test_a_child_that_only_waits_uses_no_processor_time(programme: Programme, job: Job):
    """A busy machine fails no file."""
    limits = Limits(seconds=1.0)
    code = SERVE + "import time\ndef work(*request):\n    time.sleep(1.2)\n    return b'x'\nserve(work)"
    request = encode_request(Request("proef.xlsx", programme, CheckContext(), limits))
    assert run([request], limits, job(code)) == Outcome(answer=b"x")


def test_a_child_runs_at_a_lower_priority(programme: Programme, job: Job):
    limits = Limits()
    request = encode_request(Request("a.xlsx", programme, CheckContext(), limits))
    code = SERVE + "import os\nserve(lambda *request: str(os.nice(0)).encode())"
    assert int(run([request, b""], limits, job(code)).answer) >= min(os.nice(0) + 10, 19)


def test_the_processor_limit_grows_with_the_size_of_the_file(programme: Programme, job: Job):
    limits = Limits(seconds=1.0, seconds_per_mb=1.0)
    code = SERVE + (
        "import resource\n"
        "def work(request, data, say, weigh):\n"
        "    weigh(20 * 2**20)\n"
        "    return str(resource.getrlimit(resource.RLIMIT_CPU)[0]).encode()\n"
        "serve(work)"
    )
    request = encode_request(Request("proef.xlsx", programme, CheckContext(), limits))
    assert run([request], limits, job(code)) == Outcome(answer=b"21")
    assert Limits().allowed_seconds(0) == Limits().seconds < Limits().allowed_seconds(100 * MB)


def test_no_child_process_remains(job: Job):
    heard: list[str] = []
    own_id = "b'P' + (22).to_bytes(8) + b'0\\t' + str(os.getpid()).zfill(20).encode()"
    weighed = f"b'{SIZE.decode()}' + (7).to_bytes(8) + b'{MB}'"
    code = f"import os, time; os.write(1, {own_id}); os.write(1, {weighed}); time.sleep(600)"
    # It has all the time to begin; at the size that it names then, its time is over.
    until_weighed = Limits(seconds=300, seconds_per_mb=-300, patience=1)
    failure = run([b""], until_weighed, job(code), lambda part, step: heard.append(step)).failure
    assert failure == "file-time"
    with pytest.raises(ProcessLookupError):
        os.kill(int(heard[0]), 0)


def test_the_child_does_not_get_our_environment(monkeypatch: pytest.MonkeyPatch, job: Job):
    monkeypatch.setenv("BUDGET_DATABASE_URL", "postgresql://user:secret@host/db")
    code = (
        "import os; body = repr(dict(os.environ)).encode(); os.write(1, b'A' + len(body).to_bytes(8) + body)"
    )
    assert b"secret" not in run([b""], Limits(), job(code)).answer


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_a_cell_at_a_far_corner_is_refused_within_the_allowance_and_names_no_traceback(
    cell: str, programme: Programme
):
    row = cell.lstrip("AXFD")
    data = edited(
        xlsx(Plan=plan({})),
        "xl/worksheets/sheet1.xml",
        '<row r="2".*?<c r="A2"',
        f'<row r="{row}"><c r="{cell}"',
    )
    checked = check_file("proef.xlsx", data, programme, limits=Limits(seconds=60))
    assert not checked.accepted
    assert "file-time" not in codes(checked)
    assert "Traceback" not in str(checked.findings)


OLD_KIND = """
def work(request, data, say, weigh):
    return str(len(bytearray(60_000_000))).encode()
serve(work)
"""


@pytest.mark.parametrize(("start", "fits"), [(OLE, False), (b"PK", True)])
def test_an_old_workbook_gets_less_memory_than_the_other_kinds(
    start: bytes, fits: bool, programme: Programme, job: Job
):
    limits = Limits(memory_xls=50 * MB)
    request = encode_request(Request("a.xls", programme, CheckContext(), limits))
    outcome = run([request, start + bytes(100)], limits, job(SERVE + OLD_KIND))
    assert (outcome.failure == "") is fits
    assert outcome.failure in ("", "file-memory")


def test_a_false_dimension_in_the_sheet_is_ignored(programme: Programme):
    data = edited(xlsx(Plan=plan({})), "xl/worksheets/sheet1.xml", 'ref="A1:I2"', 'ref="A1:XFD1048576"')
    assert check_file("proef.xlsx", data, programme).accepted


def test_a_file_is_checked_through_the_child_and_progress_moves(programme: Programme):
    heard: list[tuple[float, str]] = []
    data = xlsx(Plan=plan({}), Boekingen=ledger({}))
    checked = check_file(
        "map/proef.xlsx",
        data,
        programme,
        CheckContext((line(),)),
        lambda part, step: heard.append((part, step)),
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
def test_a_file_of_the_largest_size_is_accepted_and_one_byte_more_is_refused(
    size: int, fits: bool, programme: Programme
):
    data = xlsx(Plan=plan({}))
    assert (
        check_file("proef.xlsx", data, programme, limits=Limits(file_size=len(data) + size)).accepted == fits
    )


def test_a_fault_in_the_progress_of_the_caller_ends_the_child(programme: Programme):
    def fail(part: float, step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_file("proef.xlsx", xlsx(Plan=plan({})), programme, progress=fail)


def test_the_child_starts_without_the_heavy_packages(job: Job):
    code = (
        "import sys, budget.sandbox.check_job, os\n"
        "heavy = {'pandas', 'streamlit', 'sqlalchemy', 'xlsxwriter', 'openpyxl', 'numpy'}\n"
        "heavy &= sys.modules.keys()\n"
        "body = ','.join(sorted(heavy)).encode(); os.write(1, b'A' + len(body).to_bytes(8) + body)"
    )
    assert run([b""], Limits(), job(code)) == Outcome(answer=b"")


def test_importing_the_sandbox_does_not_load_the_readers():
    """Only the jobs load them: parsing code runs in the child alone."""
    code = (
        "import sys\n"
        "import budget.sandbox.annotate, budget.sandbox.check, budget.sandbox.suggest\n"
        "reading = ('budget.intake.check', 'budget.intake.sheets', 'budget.intake.output', 'openpyxl')\n"
        "print([name for name in reading if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_a_fork_server_that_is_gone_starts_again(job: Job):
    says = job(
        "import os; body = str(os.getppid()).encode(); os.write(1, b'A' + len(body).to_bytes(8) + body)"
    )
    server = int(run([b""], Limits(), says).answer)
    os.kill(server, signal.SIGKILL)
    while Path(f"/proc/{server}/stat").read_text().split()[2] != "Z":
        time.sleep(0.01)
    assert int(run([b""], Limits(), says).answer) != server


def test_the_fork_server_and_its_children_end_with_their_parent():
    """Even when that process is killed."""
    code = (
        "import os, time\n"
        "from budget.sandbox.children import Children\n"
        "children = Children()\n"
        "child = children.start('http.server')\n"
        "print(children._server.pid, flush=True)\n"
        "time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as starter:
        assert starter.stdout
        server = int(starter.stdout.readline())
        children = Path(f"/proc/{server}/task/{server}/children")
        while not (started := children.read_text().split()):
            time.sleep(0.01)
        starter.kill()
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in (server, *started)):
        time.sleep(0.01)
