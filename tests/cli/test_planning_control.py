"""`pc-table`: the figures of `depletion`, to the cent, for every group and output format."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from budget.__main__ import main
from budget.model.words import Nature
from budget.store.engine import open_store
from tests.store.samples import booking, commitment, deliver, install, ledger, line, plan, statement

DAY = "2024-05-31"
SAME = ("original_budget", "budget", "released", "released_unknown", "realised", "committed", "variance")


@pytest.fixture
def printed_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys):
    """The JSON that a command prints, for a year with an amendment and money in no plan."""
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    speel = (line("SPE-1", 70_003, released=50_000), line("SPE-2", 1, source="FONDS", theme="BOS"))
    deliver(store, plan(line(nature=Nature.INCIDENTAL), line("GRO-2", 33_333), *speel))
    deliver(store, plan(line(budget=125_049, nature=Nature.STRUCTURAL), line("GRO-2", 33_333)))
    rows = (booking("A", date(2024, 5, 2), 80_055), booking("B", date(2024, 5, 3), 7_049, "GRO-99"))
    more = (booking("C", date(2024, 5, 3), 90_000, "SPE-1"), booking("D", date(2024, 5, 4), 3, "XYZ"))
    deliver(store, ledger(statement(date(2024, 5, 31), *rows, *more, commitment("V", date(2024, 5, 3), 949))))
    store.close()

    def run(*words: str):
        assert main([*words, "--as-of", DAY, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("by", ["programme", "domain", "source"])
def test_every_group_has_the_figures_of_depletion(printed_json, by: str) -> None:
    expected = printed_json("depletion", "--by", by)
    found = [row for row in printed_json("pc-table") if row["by"] == by]
    assert [row["key"] for row in found] == [row["key"] for row in expected]
    for mine, theirs in zip(found, expected, strict=True):
        mine |= {"original_budget": mine["original"]}
        assert [mine[name] for name in SAME] == [theirs[name] for name in SAME]
        assert mine["forecast"] == theirs["forecast"]["p50"]
        assert mine["original"] + mine["amended"] == mine["budget"]


def test_lines_add_up_to_their_domain_and_all_to_the_programme(printed_json) -> None:
    """Including money in no plan, with or without a domain."""
    rows = printed_json("pc-table")
    (whole,) = (row for row in rows if row["by"] == "programme")
    names = ("original", "amended", "budget", "realised", "committed", "forecast", "variance")
    for name in (*names, "incidental", "structural"):
        for by in ("domain", "source", "line"):
            assert sum(row[name] for row in rows if row["by"] == by) == whole[name], (by, name)
    assert [row["realised"] for row in rows if row["by"] == "line" and not row["key"]] == [7_049, 3]


def test_a_domain_has_the_same_figures_as_in_the_whole(printed_json) -> None:
    whole, alone = printed_json("pc-table"), printed_json("pc-table", "--domain", "GRO")
    for by in ("domain", "line"):
        assert [r for r in alone if r["by"] == by] == [
            r for r in whole if r["by"] == by and r["domain"] == "GRO"
        ]


def test_variances_have_a_direction_and_budgets_a_nature(printed_json) -> None:
    rows = {(row["by"], row["key"]): row for row in printed_json("pc-table")}
    assert rows["line", "SPE-1"]["direction"] == "N"
    assert rows["line", "GRO-2"]["direction"] == "V"
    assert (rows["line", "GRO-1"]["nature"], rows["line", "GRO-2"]["nature"]) == ("S", "")
    assert rows["domain", "GRO"]["nature"] == ""
    assert rows["domain", "GRO"]["structural"] == 125_049


def test_csv_and_workbook_have_the_same_amounts(printed_json, capsys, tmp_path: Path) -> None:
    rows = printed_json("pc-table")
    assert main(["pc-table", "--as-of", DAY, "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [int(row["forecast"]) for row in table] == [row["forecast"] for row in rows]
    assert main(["pc-table", "--as-of", DAY, "--out", str(tmp_path / "tabel.xlsx")]) == 0
    book = load_workbook(tmp_path / "tabel.xlsx")
    assert book.sheetnames == ["Programma", "Bronnen", "GRO", "SPE", "Overig"]
    (whole,) = (row for row in rows if row["by"] == "programme")
    total = next(row for row in book["Programma"].iter_rows(values_only=True) if row[0] == "Totaal")
    cents = [round(value * 100) for value in total[1:4]]
    assert cents == [whole["original"], whole["amended"], whole["budget"]]
    assert round(total[7] * 100) == whole["forecast"]


@pytest.mark.parametrize(("day", "is_over"), [("2024-12-30", False), ("2024-12-31", True)])
def test_annual_accounts_need_a_year_that_is_over(printed_json, day: str, is_over: bool) -> None:
    assert (main(["pc-table", "--document", "jaarrekening", "--as-of", day, "--json"]) == 0) is is_over


def test_an_unknown_domain_is_refused(printed_json, capsys) -> None:
    assert main(["pc-table", "--domain", "ZZZ"]) != 0
    assert "GRO, SPE" in capsys.readouterr().err


def test_the_amounts_are_printed_as_a_table(printed_json, capsys) -> None:
    assert main(["pc-table", "--document", "vjn", "--as-of", DAY]) == 0
    assert "€" in capsys.readouterr().out
