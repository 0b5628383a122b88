"""Rights of the command line: every command checks the rights table for every role first."""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.access import Action
from budget.cli.arguments import parser
from budget.model.rights import role_may
from budget.model.words import Role
from budget.programme import parse_programme
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.store.mappings import SavedMapping, propose_mapping
from budget.store.schema_parts import metadata
from budget.store.tokens import Token, store_token
from budget.usecases.database_use import begin
from budget.usecases.map_layouts import mark
from tests.intake.layouts import SAP_TOML
from tests.store.samples import NOW, TOML, accept, line, plan, submit

pytestmark = pytest.mark.slow
ACCOUNT = pwd.getpwuid(os.getuid()).pw_name
MORE = "".join(
    f'\n[[people]]\nid = "{one}"\nname = "{name}"\nrole = "{role}"\n'
    for one, name, role in (
        ("mia", "Mia Manager", "programmamanager"),
        ("lot", "Lot Lezer", "lezer"),
        ("bea", "Bea Beheer", "beheer"),
    )
)
MEETING, DAY = "2024-06-27", "2024-05-31"
WAITING = SavedMapping(
    "abc", "SAP", SAP_TOML.replace("[[koppeling]]", '[[koppeling]]\ndomeinen = ["GRO"]'), "cato", NOW
)
TEXT_PLAN = "Regelcode;Opgavedomein;Jaar\nGRO-1;GRO;2024\n"
COMMANDS: dict[str, tuple[Action, str]] = {
    "check": (Action.CHECK, "plan.csv"),
    "submit": (Action.CHECK, "plan.csv"),
    "reconcile": (Action.VIEW, ""),
    "log": (Action.LOG, ""),
    "accept": (Action.ACCEPT, "2"),
    "reject": (Action.ACCEPT, "2 --reason Nee"),
    "watch": (Action.SUBMIT, "--once --every 0.01 ."),
    "list": (Action.REVIEW, ""),
    "mapping suggest": (Action.CHECK, "plan.csv"),
    "mapping save": (Action.SUBMIT, "layout.toml plan.csv"),
    "mapping accept": (Action.ACCEPT, f"abc {mark(WAITING)}"),
    "mapping reject": (Action.ACCEPT, "abc --reason Nee"),
    "mapping revoke": (Action.SUBMIT, "abc"),
    "mapping list": (Action.VIEW, ""),
    "depletion": (Action.VIEW, ""),
    "releases": (Action.VIEW, ""),
    "amendments": (Action.VIEW, ""),
    "decisions": (Action.VIEW, ""),
    "snapshot freeze": (Action.FREEZE, f"{MEETING} --as-of {DAY}"),
    "snapshot sign": (Action.SIGN, f"{MEETING} 12345678"),
    "snapshot withdraw": (Action.FREEZE, f"{MEETING} --reason Fout"),
    "snapshot list": (Action.VIEW, ""),
    "report": (Action.VIEW, f"{MEETING} --format xlsx --out out.xlsx"),
    "publish": (Action.PUBLISH, f"{MEETING} --out site"),
    "verify": (Action.VERIFY, ""),
    "years": (Action.VIEW, ""),
    "remove-suppliers": (Action.REMOVE, "2010 --reason oud"),
    "close": (Action.CLOSE, "2024"),
    "pc-table": (Action.VIEW, ""),
    "requests": (Action.VIEW, ""),
    "promises": (Action.VIEW, ""),
    "results": (Action.VIEW, ""),
    "means": (Action.VIEW, ""),
    "lake propose": (Action.SHARE, f"--area GM0363 --decision Besluit --inhabitants 9 --counted-on {DAY}"),
    "lake accept": (Action.SHARE, "1"),
    "lake refuse": (Action.SHARE, "1 --reason Nee"),
    "lake withdraw": (Action.SHARE, "--reason Nee"),
    "lake export": (Action.MAINTAIN, "--out lake"),
    "lake list": (Action.VIEW, ""),
    "rollup": (Action.VIEW, "--lake lake"),
    "token make": (Action.TOKENS, "--for sjoerd --scope view --days 1 --name x"),
    "token revoke": (Action.TOKENS, "1"),
    "key": (Action.MAINTAIN, "key.pem"),
    "backup": (Action.MAINTAIN, "backup.db"),
    "upgrade": (Action.MAINTAIN, ""),
    "programme propose": (Action.PROPOSE_PROGRAMME, "programme.toml"),
    "programme import": (Action.PROPOSE_PROGRAMME, "programme.toml"),
    "programme accept": (Action.ACCEPT_PROGRAMME, "1"),
    "programme refuse": (Action.PROPOSE_PROGRAMME, "1 --reason Nee"),
    "programme list": (Action.VERIFY, ""),
    "programme export": (Action.VERIFY, "out.toml"),
}
"""The right each command requires first, and arguments with which it can be run."""
OPEN = {
    "restore", "citus-plan", "programme check", "programme start", "load-example", "prepare", "serve",
    "mail send", "backtest", "token list",
}  # fmt: skip
"""Commands that require no right: they start or serve an installation, read files, or list own tokens."""
PEOPLE = {
    person.id: person
    for person in parse_programme(TOML + MORE).people
    if person.id in ("gea", "mia", "cor", "sien", "bo", "lot", "bea")
}


def _commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command, including subcommands."""
    inside = [one for one in of._actions if isinstance(one, argparse._SubParsersAction)]
    if not inside:
        yield before.strip()
    for one in inside:
        for name, command in one.choices.items():
            yield from _commands(command, f"{before} {name}")


def test_every_command_has_its_right() -> None:
    assert set(COMMANDS) | OPEN == set(_commands(parser()))
    assert {person.role for person in PEOPLE.values()} == set(Role)


PROGRAMME = parse_programme(TOML + MORE)


@pytest.fixture(scope="module")
def database_to_copy(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A production database with a plan in force and one pending, to copy."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("rights") / "filled.db"))
    opened = open_store(f"sqlite:///{path}").of(PROGRAMME.id)
    begin(opened, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    accept(opened, submit(opened, plan(line()), "gea").id)
    submit(opened, plan(line(budget=130_000)), "cato")
    with opened.write(PROGRAMME.id) as connection:
        propose_mapping(connection, PROGRAMME.id, "abc", "SAP", WAITING.text, "cato", NOW)
        store_token(connection, PROGRAMME.id, Token(0, "cato", "x", ("view",), "0", NOW, "cato", NOW))
    opened.close()
    return path


@pytest.fixture
def store(database_to_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of that database, with the files that the commands name."""
    url = f"sqlite:///{shutil.copy(database_to_copy, tmp_path / 'budget.db')}"
    (tmp_path / "programme.toml").write_text(TOML + MORE)
    (tmp_path / "plan.csv").write_text(TEXT_PLAN)
    (tmp_path / "layout.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    monkeypatch.setenv("BUDGET_DATABASE_URL", url)
    monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
    opened = open_store(url).of(PROGRAMME.id)
    yield opened
    opened.close()


TABLES = sorted(metadata.tables)
NUMBERS = f"SELECT {', '.join(f'(SELECT count(*) FROM {name})' for name in TABLES)}"


def _rows(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return dict(zip(TABLES, connection.exec_driver_sql(NUMBERS).one(), strict=True))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_its_right_is_refused_and_changes_nothing(
    store: Store, tmp_path: Path, command: str, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    action, words = COMMANDS[command]
    actor = PEOPLE[person]
    (tmp_path / "login.toml").write_text(f'claim = "sub"\n[accounts]\n"{ACCOUNT}" = "{person}"\n')
    refusal = f"{actor.name} mag "
    if role_may(actor.role, actor.domains, action):
        main([*command.split(), *words.split()])
        assert refusal not in "".join(capsys.readouterr())
        return
    before, files = _rows(store), sorted(tmp_path.rglob("*"))
    status = main([*command.split(), *words.split()])
    said = "".join(capsys.readouterr())
    assert (status, refusal in said) == (1, True), said
    assert _rows(store) == before
    assert sorted(tmp_path.rglob("*")) == files
