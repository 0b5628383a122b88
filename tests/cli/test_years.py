"""`years`: the same figures as the page and the report, from the same function."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date

import pytest

from budget.__main__ import main
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, year_rows
from budget.store.engine import open_store
from tests.cli.test_close import store_url as store_url
from tests.store.samples import PROGRAMME, deliver, line, plan

DAY = "2024-05-31"


def test_the_rows_are_those_of_the_multi_year_chart(
    store_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(store_url)
    expected = [asdict(row) for row in year_rows(load_years(store, PROGRAMME, date.fromisoformat(DAY)))]
    store.close()
    assert main(["years", "--as-of", DAY, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [{key: row[key] for key in row if key != "as_of"} for row in found] == expected
    assert main(["years", "--as-of", DAY, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [int(row["realised"]) for row in rows] == [row["realised"] for row in expected]


def test_a_year_without_a_plan_says_so(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["years", "--as-of", DAY]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("2023") and "geen plan" in line for line in lines)
    assert any(line.startswith("2024") and "geen plan" not in line for line in lines)


def test_the_rollforward_is_that_of_the_page(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(store_url)
    years = load_years(store, PROGRAMME, date.fromisoformat(DAY))
    expected = [asdict(row) for row in load_rollforward(store, years)]
    store.close()
    assert main(["years", "--rollforward", "--as-of", DAY, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [{key: row[key] for key in row if key != "as_of"} for row in found] == expected
    assert [row["spent"] for row in expected] == [800_00, 800_00]
    assert main(["years", "--rollforward", "--as-of", DAY, "--csv"]) == 0
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == len(expected)
    assert main(["years", "--rollforward", "--as-of", DAY]) == 0
    assert "Dorpsgeld" in capsys.readouterr().out


def test_the_table_shows_the_released_amount_per_source(
    store_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half of the money of the village is released; of one line of the fund it is not known."""
    store = open_store(store_url)
    fund = line("GRO-2", 400_00, source="FONDS", theme="BOS")
    deliver(
        store, plan(line("GRO-1", 1_200_00, released=600_00), line("SPE-1", 800_00, released=400_00), fund)
    )
    store.close()
    assert main(["years", "--as-of", DAY]) == 0
    head, *rows = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()[1:]
    at = head.index("vrijgegeven") + len("vrijgegeven")
    told = {
        row[5:38].strip(): (row[at - 14 : at].strip(), row.endswith("vrijgave niet bekend: 1 regel"))
        for row in rows
        if row.startswith("2024")
    }
    assert {name: released for name, (released, _) in told.items()} == {
        "Dorpsgeld": "€ 1.000", "Streekfonds": "onbekend", "Alle bronnen": "€ 1.000",
    }  # fmt: skip
    assert [name for name, (_, is_open) in told.items() if is_open] == ["Streekfonds", "Alle bronnen"]
