"""Real public files (`make real`): read without errors, or refused for a clear reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.model import Programme
from budget.sandbox.check import check_file
from budget.workbook.file_type import open_file
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.text_file import read_text_file

NAMES = (
    "arquivo-execucao-orcamentaria-tre-al.xlsx",
    "bremen_2016.xlsx",
    "drimmelen_jaarstukken2021_trailing_minus.csv",
    "moers_haushalt.csv",
    "nieuwkoop_jaarstukken2018_taakveld.csv",
    "programacao-orcamentaria.xlsx",
)


@pytest.fixture
def workbooks(shared_data: Path) -> Path:
    return shared_data / "workbooks"


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_file_is_refused_for_a_clear_reason(name: str, workbooks: Path, programme: Programme):
    checked = check_file(name, (workbooks / name).read_bytes(), programme)
    assert not checked.accepted
    assert not {"file-crash", "file-time", "file-memory"} & {finding.code for finding in checked.findings}


@pytest.mark.parametrize(
    ("name", "rows"), [("bremen_2016.xlsx", 10_483), ("programacao-orcamentaria.xlsx", 194)]
)
def test_every_sheet_of_a_real_workbook_is_read(name: str, rows: int, workbooks: Path):
    data = (workbooks / name).read_bytes()
    _, archive = open_file(name, data, Limits())
    grids = [
        grid for grid in read_grids(data, archive, Limits(), lambda part: None) if isinstance(grid, Grid)
    ]
    assert max(grid.height for grid in grids) >= rows


@pytest.mark.parametrize(("name", "encoding"), [("moers_haushalt.csv", "Windows-1252")])
def test_a_real_export_is_recognised(name: str, encoding: str, workbooks: Path):
    text = read_text_file((workbooks / name).read_bytes(), "export", Limits())
    assert (text.delimiter, text.encoding) == ("puntkomma", encoding)
    assert text.grid.height > 100
