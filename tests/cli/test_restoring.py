"""A backup is made, then restored by the commands of the manual."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.engine import open_store
from tests.store.samples import ID, TOML, deliver, line, plan

ADMINISTRATOR = '[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_can_be_restored_in_a_database_without_tables(
    kind: str, ready_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, request
) -> None:
    store, file = open_store(ready_sqlite_url).of(ID), tmp_path / "een.backup"
    deliver(store, plan(line()))
    store.close()
    (tmp_path / "programme.toml").write_text(f"{TOML}\n{ADMINISTRATOR}")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)
    assert main(["backup", str(file), "--as", "bea"]) == 0
    empty = (
        f"sqlite:///{tmp_path}/nieuw.db" if kind == "sqlite" else request.getfixturevalue("postgresql_url")
    )
    monkeypatch.setenv("BUDGET_DATABASE_URL", empty)
    assert main(["restore", str(file), "--as", "bea"]) == 0, capsys.readouterr()
    assert main(["verify"]) == 0
    assert main(["restore", str(file), "--as", "bea"]) == 1, "it is not empty any more"
