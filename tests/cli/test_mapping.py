"""`mapping accept` accepts the mapping that was shown, not a later one for the same headers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.engine import open_store
from tests.intake.layouts import SAP_TOML
from tests.store.samples import install
from tests.store.test_mappings import _propose

MORNING, NOON = datetime(2024, 5, 1, 9), datetime(2024, 5, 1, 12)


def test_a_mapping_that_changed_after_it_was_read_is_not_accepted(
    ready_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, tmp_path, ready_sqlite_url)

    def waiting() -> dict[str, str]:
        assert main(["mapping", "list", "--json"]) == 0
        (found,) = json.loads(capsys.readouterr().out)["waiting"]
        return found

    store = open_store(ready_sqlite_url)
    _propose(store, SAP_TOML, "gea", MORNING)
    read = waiting()
    _propose(store, SAP_TOML.replace('naam = "SAP"', 'naam = "Anders"'), "gea", NOON)
    store.close()
    accept = ["mapping", "accept", read["fingerprint"]]
    now = waiting()
    assert now["fingerprint"] == read["fingerprint"]
    assert main([*accept, read["mark"], "--as", "cor"]) == 1
    assert main([*accept, now["mark"], "--as", "cor"]) == 0
