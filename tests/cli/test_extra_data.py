"""`means` and `results`: the rows of the page, as JSON, CSV and a workbook."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from budget.__main__ import main
from budget.model.content import Content
from budget.model.words import PartnerForm
from budget.standing.funding import funding_rows
from budget.standing.moment import load_standing
from budget.standing.results import result_rows
from budget.store.engine import open_store
from tests.cli.test_close import store_url as store_url
from tests.store.samples import PROGRAMME, contribution, deliver, progress

DAY = "2024-05-31"
MONEY = contribution("=Bank", "GRO", form=PartnerForm.MONEY, amount=123_45)
TEAM = contribution("Team", "GRO", form=PartnerForm.SOCIAL)


def test_the_rows_are_those_of_the_page_in_every_form(store_url: str, capsys, tmp_path: Path) -> None:
    store = open_store(store_url)
    deliver(store, Content(partners=(MONEY, TEAM)))
    standing = load_standing(store, PROGRAMME, date.fromisoformat(DAY))
    expected = [asdict(row) for row in funding_rows(standing, "GRO")]
    store.close()
    asked = ["means", "--as-of", DAY, "--domain", "GRO"]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [{key: row[key] for key in row if key != "as_of"} for row in found] == expected
    assert main([*asked, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["amount"] for row in rows] == ["120000", "12345", ""]
    assert main([*asked, "--out", str(tmp_path / "m.xlsx")]) == 0
    book = load_workbook(tmp_path / "m.xlsx")
    partners = [row[0:8] for row in book["Partners"].iter_rows(values_only=True)]
    assert ("=Bank", "financieel", None, "Uren", None, None, 123.45, "opgegeven") in partners
    assert ("Team", "maatschappelijk", None, "Uren", None, None, None, "in woorden") in partners


def test_a_workbook_of_means_requires_a_known_domain(store_url: str, capsys, tmp_path: Path) -> None:
    assert main(["means", "--out", str(tmp_path / "m.xlsx")]) != 0
    assert "--domain" in capsys.readouterr().out
    assert main(["means", "--domain", "X"]) != 0


def test_results_are_those_of_the_page_in_every_form(store_url: str, capsys, tmp_path: Path) -> None:
    store = open_store(store_url)
    deliver(store, Content(progress=(progress(indicator="bomen", value="4", target="20"),)))
    standing = load_standing(store, PROGRAMME, date.fromisoformat(DAY))
    (expected,) = result_rows(standing)
    store.close()
    assert main(["results", "--as-of", DAY, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["value"], found["spent"], found["per_result"]) == ("4", 80_000, 20_000)
    assert expected.per_result == 20_000
    assert main(["results", "--as-of", DAY, "--out", str(tmp_path / "r.xlsx")]) == 0
    rows = list(load_workbook(tmp_path / "r.xlsx")["Resultaten"].iter_rows(values_only=True))
    assert rows[-1][9] == 200
