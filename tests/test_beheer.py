"""Every command and setting in docs/beheer.md exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from budget import mail
from budget.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    python -m budget (.+)$", TEXT, re.MULTILINE)
NAMES = {
    name
    for path in (ROOT / "budget").rglob("*.py")
    for name in re.findall(r"\bBUDGET_[A-Z]+(?:_[A-Z]+)*\b", path.read_text(encoding="utf-8"))
} | {f"{mail.PREFIX}{name}" for name in mail.NAMES}
OTHERS = {"BUDGET_HOLDER", "BUDGET_LIMIT", "BUDGET_LIMIT_ROWS"}
"""A word in the code, not a setting; and limits, which have their own test."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_documented_command_can_be_parsed(command: str) -> None:
    assert parser().parse_args(shlex.split(command, comments=True))


@pytest.mark.parametrize("name", sorted(NAMES - OTHERS))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}" in TEXT


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(BUDGET_[A-Z_]+)", TEXT))))
def test_every_documented_setting_exists(name: str) -> None:
    assert name in NAMES or name.startswith("BUDGET_LIMIT_")


def test_the_container_copies_what_there_is_and_starts_what_there_is() -> None:
    container = re.search(r"```dockerfile\n(.*?)```", TEXT, re.DOTALL)[1]
    copied = re.findall(r"^COPY (\S+)", container, re.MULTILINE)
    assert len(copied) == 6
    assert [name for name in copied if not (ROOT / name).exists()] == []
    command = re.search(r'CMD \["python", "-m", "budget", (.*)\]', container)[1]
    assert parser().parse_args(shlex.split(command.replace(",", "")))


def test_the_units_start_what_there_is() -> None:
    started = re.findall(r"^ExecStart=(.*)$", TEXT, re.MULTILINE)
    assert len(started) == 3
    for line in started:
        command = re.search(r"python -m budget ([^']+)", line)[1].replace("$(date +%%F)", "2024-10-03")
        assert parser().parse_args(shlex.split(command, comments=True))
