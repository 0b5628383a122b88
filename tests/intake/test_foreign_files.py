"""Files in the shapes of real public budgets: refused for a clear reason, and read by their mapping."""

from __future__ import annotations

import pytest

from budget.intake.check_context import CheckContext
from budget.model import Programme, SheetKind
from budget.sandbox.check import check_file
from budget.workbook.file_type import open_file
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.text_file import read_text_file
from tests.intake.foreign_files import (
    FOREIGN_FILES,
    ForeignFile,
    financial_system,
    original_revised_actual,
)
from tests.intake.workbooks import codes

EVERY_FILE = pytest.mark.parametrize("file", FOREIGN_FILES, ids=lambda file: file.name)


@EVERY_FILE
def test_without_a_mapping_it_is_refused_for_a_clear_reason(file: ForeignFile, programme: Programme):
    checked = check_file(file.name, file.data, programme)
    assert not checked.accepted
    assert not {"file-crash", "file-time", "file-memory"} & set(codes(checked))


@EVERY_FILE
def test_a_foreign_file_is_read_to_the_cent_with_its_mapping(file: ForeignFile, programme: Programme):
    checked = check_file(file.name, file.data, programme, CheckContext((), (file.mapping,)))
    assert checked.accepted, [finding.message for finding in checked.findings]
    found = dict.fromkeys((SheetKind.PLAN, SheetKind.LEDGER), 0)
    for sheet in checked.sheets:
        found[sheet.kind] += sheet.total
    assert found == {SheetKind.PLAN: file.plan, SheetKind.LEDGER: file.ledger}


def test_every_sheet_of_a_workbook_is_read():
    file = original_revised_actual()
    _, archive = open_file(file.name, file.data, Limits())
    (grid,) = read_grids(file.data, archive, Limits(), lambda part: None)
    assert isinstance(grid, Grid)
    assert grid.height == 202


def test_an_export_is_recognised():
    text = read_text_file(financial_system().data, "export", Limits())
    assert (text.delimiter, text.encoding, text.grid.height) == ("puntkomma", "Windows-1252", 239)
