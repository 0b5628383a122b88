"""A preloaded command behaves like the program started normally."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.preloaded.command import ROOT, program

SPEAKS = """
import os, sys, time
print(sys.argv[1:], os.getcwd(), os.environ.get("BUDGET_LOGS"), time.tzname[0], flush=True)
print(sys.stdin.read(), file=sys.stderr)
sys.exit(len(sys.argv))
"""
WAITS = """
import os, time
print(os.getpid(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module written to this folder, importable by any Python."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    return "spoken"


def run(command: list[str], folder: Path) -> tuple[int, str, str]:
    own = os.environ | {"BUDGET_LOGS": "elders", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        command, cwd=folder, env=own, input="é", capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_preloaded_command_has_the_arguments_environment_streams_and_exit_code_of_its_caller(
    tmp_path: Path, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text(SPEAKS)
    alone = run([sys.executable, "-m", module, "a", "b c"], tmp_path)
    assert alone == (3, f"['a', 'b c'] {tmp_path} elders JST\n", "é\n")
    assert run(program(module, "a", "b c"), tmp_path) == alone


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_the_stub_ends_its_command(tmp_path: Path, module: str, sign: signal.Signals) -> None:
    (tmp_path / f"{module}.py").write_text(WAITS)
    with subprocess.Popen(program(module), cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.send_signal(sign)
        assert process.stdout.read() == "", "it holds the other end as long as it lives"
    assert process.returncode == -sign
    assert pid != process.pid
