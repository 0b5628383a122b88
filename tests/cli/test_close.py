"""`close`: one person proposes, another accepts; later files for the period need confirmation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.engine import open_store
from budget.store.periods import load_closed
from tests.store.samples import ID, booking, deliver, install, ledger, line, plan, statement


@pytest.fixture
def store_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str) -> str:
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    deliver(store, ledger(statement(date(2024, 5, 31), booking("A", date(2024, 5, 2), 800_00))))
    store.close()
    return ready_sqlite_url


def closed(url: str) -> set[tuple[int, int]]:
    store = open_store(url)
    with store.read() as connection:
        found = load_closed(connection, ID).periods
    store.close()
    return set(found)


def test_two_persons_close_and_reopen_a_month(store_url: str, capsys) -> None:
    month = ["2024", "--month", "5"]
    assert main(["close", *month, "--reason", "Klaar", "--as", "cor"]) == 0
    assert "Is het laatste overzicht binnen?" in capsys.readouterr().out
    assert main(["close", *month, "--accept", "--as", "cor"]) == 1
    assert closed(store_url) == set()
    assert main(["close", *month, "--accept", "--as", "sien"]) == 0
    assert closed(store_url) == {(2024, 5)}
    assert main(["close", *month, "--reopen", "--reason", "Vergeten factuur", "--as", "sien"]) == 0
    assert main(["close", *month, "--accept", "--as", "cor"]) == 0
    assert closed(store_url) == set()


def test_a_proposal_can_be_refused_and_without_one_there_is_nothing_to_accept(store_url: str) -> None:
    assert main(["close", "2024", "--month", "5", "--accept", "--as", "sien"]) != 0
    assert main(["close", "2024", "--month", "5", "--reason", "Klaar", "--as", "cor"]) == 0
    assert main(["close", "2024", "--month", "5", "--reject", "--reason", "Te vroeg", "--as", "sien"]) == 0
    assert closed(store_url) == set()
