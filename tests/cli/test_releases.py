"""`releases`: what the council releases, as a table, JSON or CSV, the same as on the page of a domain."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.model import Content
from budget.model.words import ReleaseState
from budget.store.engine import open_store
from tests.store.samples import booking, deliver, install, ledger, line, plan, release, statement


@pytest.fixture
def store_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str) -> str:
    """€ 1.200 on a line, of which € 500 is released in April; € 800 was spent by the end of May."""
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line("GRO-1", 1_200_00)))
    later = release(amount=700_00, day=date(2024, 12, 1), state=ReleaseState.PLANNED)
    deliver(store, Content(releases=(release(amount=500_00), later)))
    deliver(store, ledger(statement(date(2024, 5, 31), booking("A", date(2024, 5, 2), 800_00))))
    store.close()
    return ready_sqlite_url


def test_each_release_says_whether_it_counts(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "--as-of", "2024-05-31", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["code"], row["amount"], row["state"], row["counts"]) for row in rows] == [
        ("GRO-1", 500_00, "vrijgegeven", True), ("GRO-1", 700_00, "gepland", False),
    ]  # fmt: skip


def test_the_table_states_the_use_without_release(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "--as-of", "2024-05-31"]) == 0
    printed = capsys.readouterr().out.replace("\u00a0", " ")
    assert "GRO-1: € 300 zonder vrijgave sinds 31-05-2024" in printed


def test_the_measures_use_the_amount_released_on_the_reference_date(
    store_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for day in ("2024-03-31", "2024-05-31", "2024-12-31"):
        assert main(["depletion", "--by", "line", "--as-of", day, "--json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        found.append((row["released"], row["unreleased_use"]))
    assert found == [(0, 0), (500_00, 300_00), (500_00, 300_00)]
