"""The message when the app cannot open, before anyone is logged in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GOOD = 'claim = "email"\n'


@pytest.mark.parametrize("broken", ["login", "programme", "database"])
def test_with_a_login_configuration_errors_show_a_number_and_no_path(
    open_app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    login, database = tmp_path / "login.toml", tmp_path / "budget.db"
    login.write_text(GOOD if broken != "login" else "claim = ")
    monkeypatch.setenv("BUDGET_LOGIN", str(login))
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    if broken == "programme":
        monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    if broken == "database":
        database.write_bytes(b"this is no database, but long enough to be taken for one" * 100)
    (told,) = [error.value for error in open_app(database).app.run().error]
    assert "Meld dit nummer" in told
    assert str(tmp_path) not in told
    number = re.search(r"[0-9a-f]{8}", told)[0]
    assert f"incident {number}" in (tmp_path / "logs" / "incidenten.log").read_text()


def test_in_a_demonstration_configuration_errors_are_shown(
    open_app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programme.toml").write_text("years = ")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    (told,) = [error.value for error in open_app(tmp_path / "budget.db").app.run().error]
    assert "geen geldige TOML" in told
