"""Two programmes in one installation: each command acts on the named one."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.__main__ import main
from tests.store.samples import TOML


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys):
    homes = []
    for name in ("dorp", "stad"):
        home = tmp_path / name
        home.mkdir()
        (home / "programme.toml").write_text(TOML.replace('id = "dorp"', f'id = "{name}"'))
        homes.append(str(home))
    monkeypatch.setenv("BUDGET_PROGRAMME", ":".join(homes))
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)

    def command(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(words)
        return status, "".join(capsys.readouterr())

    return command


PLAN = (
    "Programma;Regelcode;Opgavedomein;Actielijn;Activiteit;Bron;Thema;Budgethouder;Jaar;Budget\n"
    ";GRO-1;GRO;Buurt;Bomen;DORP;;gea;2024;100,00\n"
)


def test_a_command_without_a_programme_lists_the_programmes(run) -> None:
    status, said = run("list")
    assert status == 2
    assert "--programme: dorp, stad" in said


def test_a_submission_to_one_programme_is_invisible_in_another(run, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(PLAN.replace("Programma;", "").replace("\n;", "\n"))
    status, said = run("--programme", "stad", "submit", str(file), "--as", "cor")
    assert status == 0, said
    assert "plan.csv" in run("--programme", "stad", "list")[1]
    status, said = run("--programme", "dorp", "list")
    assert status == 0
    assert "plan.csv" not in said
    status, said = run("--programme", "dorp", "accept", "1", "--as", "cato")
    assert status != 0
    assert "geen inzending 1" in said


def test_the_option_programme_holds_for_one_command_only(run) -> None:
    assert run("--programme", "stad", "list")[0] == 0
    assert run("list")[0] == 2


def test_a_copied_folder_is_reported_and_the_commands_go_on(run, tmp_path: Path) -> None:
    copy = tmp_path / "dorp" / "programmas" / "kopie"
    copy.mkdir(parents=True)
    text = (tmp_path / "stad" / "programme.toml").read_text()
    (copy / "programme.toml").write_text(text)
    status, said = run("programme", "check", str(tmp_path / "stad" / "programme.toml"))
    assert status == 0
    assert "De map 'kopie' telt niet mee" in said
    assert run("--programme", "stad", "list")[0] == 0
