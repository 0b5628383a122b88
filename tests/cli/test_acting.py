"""The actor of the command line: the named person in a demonstration, else the account or the token."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.database_use import DatabaseUse, load_use
from budget.store.engine import open_store
from tests.store.samples import ID, TOML, install

ACCOUNT = pwd.getpwuid(os.getuid()).pw_name
FREEZE = ("snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31")


@dataclass(frozen=True)
class Said:
    status: int
    text: str


Run = Callable[..., Said]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> Run:
    """run("list") runs a command in a demonstration."""
    install(monkeypatch, tmp_path, ready_sqlite_url)

    def command(*words: str) -> Said:
        capsys.readouterr()
        status = main(words)
        return Said(status, "".join(capsys.readouterr()))

    return command


@pytest.fixture
def run_in_production(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same in production, with a login; the account that runs the tests belongs to Gea."""
    (tmp_path / "login.toml").write_text(f'claim = "sub"\n[accounts]\n"{ACCOUNT}" = "gea"\n')
    monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
    return run


def key(said: Said) -> str:
    return said.text.splitlines()[-1]


def use(url: str) -> DatabaseUse | None:
    store = open_store(url)
    with store.read() as connection:
        return load_use(connection, ID)


def test_a_demonstration_requires_the_option_as(run: Run) -> None:
    said = run(*FREEZE)
    assert (said.status, "--as" in said.text) == (2, True)


def test_the_first_act_without_a_login_marks_a_demonstration_and_reading_does_not(
    run: Run, ready_sqlite_url: str
) -> None:
    assert run("list").status == 0
    assert use(ready_sqlite_url) is None
    run(*FREEZE, "--as", "cor")
    assert use(ready_sqlite_url) is DatabaseUse.DEMONSTRATION
    assert "telt niet als echt" in run("verify").text


def test_a_demonstration_has_no_tokens(run: Run) -> None:
    said = run("token", "list")
    assert (said.status, "geen sleutels" in said.text) == (1, True)


def test_in_production_the_actor_is_the_owner_of_the_account(
    run_in_production: Run, ready_sqlite_url: str
) -> None:
    assert "alleen in een demonstratie" in run_in_production(*FREEZE, "--as", "cor").text
    assert "Gea Groen mag geen momentopname voorstellen" in run_in_production(*FREEZE).text
    assert use(ready_sqlite_url) is DatabaseUse.REAL
    assert "demonstratie" not in run_in_production("verify").text


def test_an_unmapped_account_may_not_even_read(run_in_production: Run, tmp_path: Path) -> None:
    (tmp_path / "login.toml").write_text('claim = "sub"\n')
    for words in (("list",), ("verify",), ("depletion",), ("snapshot", "list"), ("mapping", "list"), FREEZE):
        said = run_in_production(*words)
        assert (said.status, f"Account {ACCOUNT}" in said.text) == (1, True)


def test_a_token_acts_as_its_holder_within_its_scope(
    run_in_production: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = key(run_in_production("token", "make", "--scope", "verify", "--days", "1", "--name", "controle"))
    monkeypatch.setenv("BUDGET_TOKEN", text)
    assert run_in_production("verify").status == 0
    assert "Met deze sleutel kunt u geen" in run_in_production("list").text
    assert (
        "Met een sleutel is geen sleutel"
        in run_in_production("token", "make", "--scope", "view", "--days", "1", "--name", "meer").text
    )


def test_a_revoked_token_is_refused_without_falling_back_on_the_account(
    run_in_production: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = key(run_in_production("token", "make", "--scope", "review", "--days", "1", "--name", "lijst"))
    assert text not in run_in_production("token", "list").text
    assert run_in_production("token", "revoke", "1").status == 0
    assert "ingetrokken" in run_in_production("token", "list").text
    monkeypatch.setenv("BUDGET_TOKEN", text)
    assert (
        run_in_production("list").status,
        "onbekend, verlopen of ingetrokken" in run_in_production("list").text,
    ) == (1, True)


def test_a_database_of_real_work_does_not_open_in_a_demonstration(
    run_in_production: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in_production(*FREEZE)
    monkeypatch.delenv("BUDGET_LOGIN")
    said = run_in_production(*FREEZE, "--as", "cor")
    assert (said.status, "omgeving met login" in said.text) == (1, True)


@pytest.mark.parametrize("command", ["backup", "upgrade", "restore"])
def test_maintenance_of_real_work_without_a_login_is_refused(
    run_in_production: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Otherwise anyone who can read the database would be an administrator."""
    administrator = '[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'
    (tmp_path / "programme.toml").write_text(f"{TOML}\n{administrator}")
    assert "Account" not in run_in_production(*FREEZE).text
    monkeypatch.delenv("BUDGET_LOGIN")
    words = ["--backup"] if command == "upgrade" else []
    said = run_in_production(command, *words, str(tmp_path / "kopie.backup"), "--as", "bea")
    assert (said.status, "BUDGET_LOGIN" in said.text) == (1, True), said
    assert not (tmp_path / "kopie.backup").exists()


def test_maintenance_of_real_work_through_another_programme_is_refused(
    run_in_production: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup holds every programme of the database."""
    assert "Account" not in run_in_production(*FREEZE).text
    monkeypatch.delenv("BUDGET_LOGIN")
    own = tmp_path / "eigen"
    own.mkdir()
    administrator = '[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'
    other = TOML.replace(f'id = "{ID}"', 'id = "eigen"', 1)
    assert other != TOML
    (own / "programme.toml").write_text(f"{other}\n{administrator}")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(own))
    said = run_in_production("backup", str(tmp_path / "kopie.backup"), "--as", "bea")
    assert (said.status, "BUDGET_LOGIN" in said.text) == (1, True), said
    assert not (tmp_path / "kopie.backup").exists()


def test_the_example_is_not_loaded_into_real_work(run_in_production: Run, ready_sqlite_url: str) -> None:
    assert "hoort alleen in een demonstratie" in run_in_production("load-example").text
    assert run_in_production("prepare").status == 0
    assert use(ready_sqlite_url) is None
