"""Commands start fast: each imports only what it needs."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from budget.__main__ import _module
from budget.cli.arguments import ADDED_BY, REPORT_FORMATS, parser
from budget.cli.options import Commands
from budget.export.registry import FORMATS
from budget.sandbox.process import CHILDREN
from tests.store.samples import TOML

HEAVY = {"alembic", "pandas", "plotly", "pptx", "streamlit", "typst", "uvicorn", "xlsxwriter"}
PARTNERS = """Partner;Opgavedomein;Jaar;Vorm;Omschrijving;Bedrag
De Plantenbak;GRO;2024;financieel;Bankjes;100
"""
"""A list that changes nothing about the money of the programme."""
COMMANDS = [
    "check a.xlsx",
    "submit a.xlsx --as p",
    "accept 1 --as p",
    "reject 1 --as p --reason r",
    "list",
    "watch inkomend --once --as p",
    "reconcile --year 2024",
    "mapping suggest a.xlsx",
    "mapping save a.toml a.xlsx --control-total 1,00 --as p",
    "mapping revoke f --as p",
    "mapping list",
    "depletion",
    "snapshot freeze 2024-06-01 --as p --as-of 2024-05-31",
    "snapshot sign 2024-06-01 1a2b3c4d --as p",
    "snapshot withdraw 2024-06-01 --as p --reason r",
    "snapshot list",
    "report 2024-06-01 --format pdf --out a.pdf",
    "verify",
    "load-example",
    "prepare",
    "serve",
    "backtest a.csv --predictions b.csv",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_function(command: str) -> None:
    options = parser().parse_args(command.split())
    assert callable(getattr(_module(options.module), options.function))


@pytest.mark.parametrize(
    ("command", "starts"),
    [("check a.xlsx", True), ("submit a.xlsx", True), ("accept 1", False), ("list", False), ("log", False)],
)
def test_only_a_command_that_opens_a_file_starts_the_readers(
    command: str, starts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(CHILDREN, "prepare", lambda: started.append(command))
    _module(parser().parse_args(command.split()).module)
    assert bool(started) == starts


@pytest.mark.parametrize("add", dict.fromkeys(ADDED_BY.values()))
def test_a_command_is_added_by_what_stands_beside_its_name(add: Callable[[Commands], None]) -> None:
    added = argparse.ArgumentParser().add_subparsers()
    add(added)
    assert list(added.choices) == [command for command, its in ADDED_BY.items() if its is add]


@pytest.mark.parametrize("before", [[], ["--programme", "dorp"], ["--programme=dorp"], ["--prog", "dorp"]])
def test_a_command_is_read_the_same_whichever_others_there_are(before: list[str]) -> None:
    given = [*before, "depletion", "--as-of", "03-10-2024", "--json"]
    assert parser(given).parse_args(given) == parser().parse_args(given)


@pytest.mark.parametrize("wrong", ["", "chek list", "check", "check --help", "--help list", "list --els"])
def test_help_and_mistakes_are_answered_the_same_whichever_commands_there_are(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for known in (wrong.split(), []):
        with pytest.raises(SystemExit):
            parser(known).parse_args(wrong.split())
        told.append(capsys.readouterr())
    assert told[0] == told[1]


def test_the_names_of_the_report_formats_are_those_of_the_registry() -> None:
    assert tuple(FORMATS) == REPORT_FORMATS


def imported(*arguments: str, environment: dict[str, str]) -> set[str]:
    """The top-level packages that a command imports, measured in its own process."""
    script = "import sys; from budget.__main__ import main; main(sys.argv[1:]); print('\\n', *sys.modules)"
    if arguments == ("--help",):
        script = "import sys, atexit; atexit.register(lambda: print('\\n', *sys.modules)); " + script
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env={"PATH": "/usr/bin:/bin", **environment},
    )
    assert arguments[0] != "check" or "Na vaststellen" in done.stdout
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_imports_no_large_package() -> None:
    assert not imported("--help", environment={}) & (HEAVY | {"sqlalchemy", "openpyxl"})


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "list", "reconcile", "depletion"])
def test_a_daily_command_imports_no_large_package_that_it_does_not_need(
    command: str, tmp_path: Path, ready_sqlite_url: str
) -> None:
    (tmp_path / "programme.toml").write_text(TOML, encoding="utf-8")
    book = tmp_path / "a.csv"
    book.write_text(PARTNERS, encoding="utf-8")
    environment = {"BUDGET_PROGRAMME": str(tmp_path), "BUDGET_DATABASE_URL": ready_sqlite_url}
    arguments = [command, str(book)] if command == "check" else [command]
    needed = {"pandas"} if command == "depletion" else set()
    assert not imported(*arguments, environment=environment) & (HEAVY - needed)
