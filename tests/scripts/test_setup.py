"""What `scripts/setup.sh spark` and CI do with the Java that is there; nothing is installed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

NEW, OLD, OLDER = 'openjdk version "17.0.15"', 'openjdk version "11.0.2"', 'java version "1.8.0_292"'


def run(script: Path, tools: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the script with stand-ins for Java, pip, apt and make; it changes nothing outside `tools`."""
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tools), **settings}
    return subprocess.run(
        ["bash", script, *arguments], cwd=tools, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def scripts_copy(tmp_path: Path) -> Path:
    """A copy of the scripts, with an `id` command that reports a user without install rights."""
    for path in (".ci/run", "scripts/setup.sh"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text((ROOT / path).read_text(encoding="utf-8"), encoding="utf-8")
        (tmp_path / path).chmod(0o755)
    program(tmp_path / "id", "echo 1000")
    program(tmp_path / "make", 'echo "make $*"')
    program(tmp_path / ".venv/bin/python", "exit 0")
    (tmp_path / "requirements-scale.txt").touch()
    return tmp_path


def program(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    "java",
    [f"echo '{OLD}' >&2", f"echo '{OLDER}' >&2", "echo 'cannot open shared object file' >&2; exit 127"],
)
def test_an_unusable_java_is_reported_and_ci_continues(scripts_copy: Path, java: str) -> None:
    program(scripts_copy / "java", java)
    ran = run(scripts_copy / ".ci/run", scripts_copy)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[0] == "make test"
    assert "NOT TESTED ON SPARK" in ran.stdout.splitlines()[-1]
    assert re.search(r"Java 17", ran.stderr)
    assert "make test-scale" not in ran.stdout


def test_with_a_new_enough_java_ci_asks_both_engines(scripts_copy: Path) -> None:
    program(scripts_copy / "java", f"echo '{NEW}' >&2")
    (scripts_copy / ".spark").mkdir()
    (scripts_copy / ".spark/stamp").write_text("\n", encoding="utf-8")
    ran = run(scripts_copy / ".ci/run", scripts_copy)
    assert (ran.returncode, ran.stdout.splitlines()) == (0, ["make test", "make test-scale"]), ran.stderr


def test_java_home_takes_precedence(scripts_copy: Path) -> None:
    program(scripts_copy / "java", f"echo '{NEW}' >&2")
    program(scripts_copy / "home/bin/java", f"echo '{OLD}' >&2")
    ran = run(scripts_copy / ".ci/run", scripts_copy, JAVA_HOME=str(scripts_copy / "home"))
    assert ran.returncode == 0
    assert "NOT TESTED ON SPARK" in ran.stdout
    assert "11" in ran.stderr


def test_a_test_on_spark_that_fails_fails_ci(scripts_copy: Path) -> None:
    program(scripts_copy / "java", f"echo '{NEW}' >&2")
    program(scripts_copy / "make", '[ "$1" = test ]')
    (scripts_copy / ".spark").mkdir()
    (scripts_copy / ".spark/stamp").write_text("\n", encoding="utf-8")
    assert run(scripts_copy / ".ci/run", scripts_copy).returncode != 0


def test_peers_that_cannot_be_installed_do_not_stop_the_comparison(scripts_copy: Path) -> None:
    (scripts_copy / "requirements-bench.txt").touch()
    program(scripts_copy / ".venv/bin/python", 'echo hash; [ "$2" != pip ]')
    ran = run(scripts_copy / "scripts/setup.sh", scripts_copy, "peers")
    assert ran.returncode == 0, ran.stderr
    assert "requirements-bench.txt" in ran.stdout.splitlines()[-1]
    assert not (scripts_copy / ".peers/stamp").exists()
