"""Values, errors, hidden rows and number formats are read alike from every kind of workbook."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from budget.model import Level, Programme
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.zip_guard import open_archive
from tests.intake.workbooks import (
    booking,
    cells,
    check,
    codes,
    edited,
    ledger,
    line,
    message,
    ods,
    plan,
    xlsx,
)
from tests.workbook.binary import Error, Struck, Styled, xls

Make = Callable[..., bytes]
KINDS = pytest.mark.parametrize(
    ("make", "name"), [(xls, "proef.xls"), (ods, "proef.ods")], ids=["xls", "ods"]
)
SHEET = r"xl/worksheets/sheet1\.xml"


@KINDS
def test_a_sound_plan_is_read_to_the_cent(make: Make, name: str, programme: Programme):
    checked = check(make(plan({"Begroot": 1200.25, "Vrijgegeven": 600})), programme, name=name)
    assert codes(checked) == []
    assert [(row.budget, row.released) for row in checked.content.plan] == [(120_025, 60_000)]


@KINDS
def test_a_sound_ledger_is_read_to_the_cent(make: Make, name: str, programme: Programme):
    checked = check(
        make(ledger({"Bedrag": 12.1}, {"Boekstuknummer": "2", "Bedrag": -2})), programme, line(), name=name
    )
    assert [row.amount for row in checked.content.statements[0].rows] == [1_210, -200]


@KINDS
@pytest.mark.parametrize("header", ["Vrijgegeven", "Toelichting", "Begroot"])
@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_value_is_refused_by_cell_also_where_the_column_may_be_empty(
    make: Make, name: str, header: str, error: str, programme: Programme
):
    rows = plan({"Vrijgegeven": 1, "Toelichting": "x"}, {"Regelcode": "JEU-002", header: Error(error)})
    checked = check(make(rows), programme, name=name)
    column = "IJK"[["Begroot", "Vrijgegeven", "Toelichting"].index(header)]
    assert cells(checked, "cell-error") == [f"Plan!{column}3"]
    assert error in message(checked, "cell-error")
    assert checked.content is None


@KINDS
def test_an_error_that_a_formula_left_is_refused(make: Make, name: str, programme: Programme):
    rows = plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002", "Vrijgegeven": Error("#REF!", by_formula=True)})
    assert cells(check(make(rows), programme, name=name), "cell-error") == ["Plan!J3"]


@KINDS
def test_hidden_rows_and_columns_are_reported(make: Make, name: str, programme: Programme):
    rows = plan({}, {"Regelcode": "JEU-002"}, {"Regelcode": "JEU-003"})
    checked = check(make(rows, hidden_rows=[2], hidden_columns=[5, 8]), programme, name=name)
    assert "rij 3" in message(checked, "rows-hidden")
    assert "kolom I" in message(checked, "amounts-hidden")
    assert "kolom F" in message(checked, "columns-hidden")
    assert len(checked.content.plan) == 3


@KINDS
@pytest.mark.parametrize(("field", "cell"), [("Regelcode", "JEU-003"), ("Begroot", 500)])
def test_a_line_that_is_struck_through_counts_and_is_asked_about(
    make: Make, name: str, field: str, cell: Any, programme: Programme
):
    rows = plan({}, {"Regelcode": "JEU-002"}, {"Regelcode": "JEU-003", "Begroot": 500, field: Struck(cell)})
    checked = check(make(rows), programme, name=name)
    assert "rij 4" in message(checked, "rows-struck")
    assert len(checked.content.plan) == 3


@KINDS
def test_leading_zeros_are_restored_from_the_displayed_text(make: Make, name: str, programme: Programme):
    checked = check(make(plan({"Regelcode": Styled(12, "00000")})), programme, name=name)
    assert checked.content.plan[0].code == "00012"


@KINDS
def test_a_number_with_and_without_leading_zeros_is_not_one_code(make: Make, name: str, programme: Programme):
    rows = plan({"Regelcode": Styled(12, "00000")}, {"Regelcode": 12, "Jaar": 2025})
    checked = check(make(rows), programme, name=name)
    assert cells(checked, "code-number") == ["Plan!A2", "Plan!A3"]


@KINDS
def test_a_time_of_day_does_not_move_a_date_to_the_next_month(make: Make, name: str, programme: Programme):
    late = Styled(45382.999999998, "dd-mm-yyyy")
    data = make([ledger()[0], booking(Boekdatum=late)])
    assert check(data, programme, line(), name=name).content.statements[0].rows[0].date == date(2024, 3, 31)


@KINDS
def test_a_number_shown_as_a_percentage_is_no_amount(make: Make, name: str, programme: Programme):
    rows = plan({"Begroot": Styled(0.12, "0%")}, {"Regelcode": "JEU-002", "Begroot": Styled(5, '0 "%"')})
    assert cells(check(make(rows[:2]), programme, name=name), "amount-share") == ["Plan!I2"]
    if make is not ods:
        assert cells(check(make(rows), programme, name=name), "amount-share") == ["Plan!I2"]


@KINDS
def test_a_code_shown_as_a_power_of_ten_is_refused_and_an_amount_so_is_read(
    make: Make, name: str, programme: Programme
):
    power = "0.00E+00"
    rows = plan(
        {"Begroot": Styled(120_000, power)},
        {"Regelcode": Styled(102e10, power), "Begroot": Styled(0.25, power)},
        {"Regelcode": "JEU-003", "Begroot": Styled(12_345.67, power)},
    )
    checked = check(make(rows), programme, name=name)
    assert cells(checked, "code-number") == ["Plan!A3"]
    assert codes(checked) == ["code-number"]
    assert checked.sheets[0].total == 12_000_000 + 25 + 1_234_567


def test_thousands_are_not_counted_twice(programme: Programme):
    rows = plan({"Begroot": Styled(120_000, "#,##0,")})
    assert check(xls(rows), programme, name="proef.xls").content.plan[0].budget == 12_000_000
    checked = check(xls([["Bedragen x € 1.000"], *rows]), programme, name="proef.xls")
    assert cells(checked, "unit-format") == ["Plan!I3"]


@KINDS
@pytest.mark.parametrize("value", [True, False])
def test_a_boolean_stored_as_a_number_is_no_amount(make: Make, name: str, value: bool, programme: Programme):
    rows = plan({"Vrijgegeven": 0}, {"Regelcode": "JEU-002", "Vrijgegeven": value})
    assert cells(check(make(rows), programme, name=name), "amount-type") == ["Plan!J3"]


@pytest.mark.fuzz
@KINDS
def test_a_damaged_file_is_read_or_refused(make: Make, name: str, programme: Programme, fuzz_rounds: int):
    """In a child process, as in use: damage can make the native reader abort."""
    good = make(plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002"}))
    chance = random.Random(7)
    for _ in range(fuzz_rounds // 6):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        checked = check_file(name, bytes(data), programme)
        is_refused = Level.ERROR in {finding.level for finding in checked.findings}
        assert (checked.content is None) is is_refused


def test_a_sheet_with_a_button_or_an_embedded_object_is_read(programme: Programme):
    names = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    corner = "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>8</xdr:rowOff>"
    anchor = f"<anchor><from>{corner}</from><to>{corner}</to></anchor>"
    controls = f"<controls {names}><control shapeId='1'><controlPr>{anchor}</controlPr></control></controls>"
    data = edited(xlsx(Plan=plan({})), SHEET, "</worksheet>", f"{controls}</worksheet>")
    assert codes(check(data, programme)) == []


@pytest.mark.parametrize("row", ["<x:row>3</x:row>", '<x:row r="3"></x:row>'])
def test_a_row_in_a_foreign_namespace_that_is_no_anchor_damages_the_sheet(row: str, programme: Programme):
    data = edited(xlsx(Plan=plan({})), SHEET, "</sheetData>", f"{row}</sheetData>")
    data = edited(data, SHEET, "<worksheet ", '<worksheet xmlns:x="urn:x" ')
    assert "sheet-damaged" in codes(check(data, programme))


def test_whole_merged_columns_do_not_hinder_the_reading(programme: Programme):
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="N:O"/></mergeCells>'
    data = edited(xlsx(Plan=plan({})), SHEET, "</sheetData>", merged)
    checked = check(data, programme)
    assert codes(checked) == []
    assert checked.sheets[0].total == 120_000


def test_an_indented_open_document_is_read_and_its_texts_keep_their_spaces(programme: Programme):
    def indented(data: bytes) -> bytes:
        return edited(data, r"content\.xml", "(<table:[^>]*>|</table:[^>]*>)", "\\n    \\1\\n    ", count=0)

    flat = ods(plan({"Activiteit": "Sport  na school", "Begroot": 1200.25}))
    spans = "<text:p>Sport na <text:span>de</text:span> <text:span>school</text:span></text:p>"
    flat = edited(flat, r"content\.xml", "<text:p>Sport  na school</text:p>", spans)
    read = [check(data, programme, name="proef.ods").content for data in (flat, indented(flat))]
    assert read[0] == read[1]
    assert (read[0].plan[0].activity, read[0].plan[0].budget) == ("Sport na de school", 120_025)


@pytest.mark.slow
def test_rows_up_to_a_far_cell_are_skipped_in_stretches():
    """A cell in the last row costs a few empty stretches, not a million rows."""
    data = edited(xlsx(Plan=plan({})), SHEET, '<row r="2".*?<c r="A2"', '<row r="1048576"><c r="A1048576"')
    (grid,) = read_grids(data, open_archive(data, Limits()), Limits(), lambda part: None)
    assert grid.height == 1_048_576
    assert sum(end - first for first, end in grid.empty) > 1_030_000
