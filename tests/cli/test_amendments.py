"""`amendments`: original, every amendment and the plan in force, the same as on the page of a domain."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.engine import open_store
from tests.store.samples import AMENDED, deliver, install, line, plan


@pytest.fixture
def amended_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str) -> None:
    """A plan of € 1.000 on one line, then € 1.200 on it and € 50 on another."""
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line("GRO-1", 1_000_00)))
    deliver(store, plan(line("GRO-1", 1_200_00), line("GRO-2", 50_00)))
    store.close()


WANTED = [
    ("line", "GRO-1", "original", 1_000_00),
    ("line", "GRO-1", "amendment", 200_00),
    ("line", "GRO-1", "current", 1_200_00),
    ("line", "GRO-2", "original", None),
    ("line", "GRO-2", "amendment", 50_00),
    ("line", "GRO-2", "current", 50_00),
    ("domain", "", "original", 1_000_00),
    ("domain", "", "amendment", 250_00),
    ("domain", "", "current", 1_250_00),
]


@pytest.mark.usefixtures("amended_plan")
def test_every_amount_has_its_type_and_every_amendment_its_origin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amendments", "--as-of", "2024-05-31", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["level"], row["code"], row["what"], row["cents"]) for row in rows] == WANTED
    assert {row["origin"] for row in rows if row["what"] == "amendment"} == {AMENDED.origin}
    assert {row["document"] for row in rows if row["what"] != "amendment"} == {""}


@pytest.mark.usefixtures("amended_plan")
def test_the_csv_has_the_same_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amendments", "--as-of", "2024-05-31", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["cents"] for row in rows] == ["" if cents is None else str(cents) for *_, cents in WANTED]


@pytest.mark.usefixtures("amended_plan")
def test_the_table_shows_original_change_and_current_amount(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amendments", "--as-of", "2024-05-31"]) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    for words in ("€ 1.000", "VJN", "+ € 250", "nu € 1.250"):
        assert words in said
