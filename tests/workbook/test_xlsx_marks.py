"""Broken or duplicate .xlsx cells are refused by cell; hidden rows and columns are reported."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font

from budget.model import Programme
from budget.workbook.cells import SHARE, Broken
from budget.workbook.xlsx_marks import SheetScanner, doubled_cells, judge_cell, without_broken
from budget.workbook.xlsx_styles import read_styles
from tests.intake.workbooks import cells, check, codes, edited, message, plan, xlsx

SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx(Plan=plan({"Begroot": 1200, "Vrijgegeven": 7}, {"Regelcode": "JEU-002", "Begroot": 5000}))
CELL = '<c r="I2"[^>]*>.*?</c>'


def changed(cell: str, before: str = "", after: str = "") -> bytes:
    """The plan with other XML for I2, and with text around the sheet data."""
    return edited(GOOD, SHEET, f"(?s){CELL}", before + cell + after)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="I2"><v>1<b>2</b></v></c>',
        '<c r="I2"><v>1</v><v>2</v></c>',
        '<c r="I2"><v>1</v><is><t>2</t></is></c>',
        '<c r="I2"><is><t>2</t></is><v>1</v></c>',
        '<c r="I2"><v>1200,5</v></c>',
        '<c r="I2"><v>1 200</v></c>',
        '<c r="I2"><v>1.200.000</v></c>',
        '<c r="I2"><v>NaN</v></c>',
        '<c r="I2"><v>.5</v></c>',
        '<c r="I2"><v>5.</v></c>',
        '<c r="I2"><v>0x10</v></c>',
        '<c r="I2" t="b"><v>2</v></c>',
        '<c r="I2" t="zz"><v>1</v></c>',
        '<c r="I2" t="s"><v>99999</v></c>',
        '<c r="I2" t="s"><v>-1</v></c>',
        '<c r="I2" t="s"><v>1.5</v></c>',
    ],
)
def test_a_cell_that_holds_no_value_of_its_kind_is_refused_by_cell(cell: str, programme: Programme):
    checked = check(changed(cell), programme)
    assert cells(checked, "cell-damaged") == ["Plan!I2"]
    assert checked.content is None


@pytest.mark.parametrize("text", ["#GETTING_DATA", "#SPILL!", "#VERW!", "zomaar"])
def test_any_error_value_is_refused_by_cell_with_all_other_faults(text: str, programme: Programme):
    data = edited(changed(f'<c r="I2" t="e"><v>{text}</v></c>'), SHEET, "<v>5000</v>", "<v>-5</v>")
    checked = check(data, programme)
    assert cells(checked, "cell-error") == ["Plan!I2"]
    assert text in message(checked, "cell-error")
    assert cells(checked, "plan-negative") == ["Plan!I3"]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ('<c r="I2"><v>1200.50</v></c>', 120_050),
        ('<c r="I2" t="n"><v>1.2005E3</v></c>', 120_050),
        ('<c r="I2">\n<v>1200.5</v>\n</c>', 120_050),
        ('<c r="I2" t="str"><f>A1</f><v>1.200,50</v></c>', 120_050),
        ('<c r="I2" t="inlineStr"><is><r><t>1.200</t></r><r><t>,50</t></r></is></c>', 120_050),
    ],
)
def test_a_sound_cell_is_read_however_it_is_written(cell: str, cents: int, programme: Programme):
    assert check(changed(cell), programme).content.plan[0].budget == cents


@pytest.mark.parametrize(
    "second",
    ['<c r="I2"><v>6000</v></c>', '<c r="J2"><v>8</v></c><c r="I2" t="inlineStr"><is><t>5</t></is></c>'],
)
def test_a_duplicate_cell_is_refused(second: str, programme: Programme):
    checked = check(changed('<c r="I2"><v>1200</v></c>', after=second), programme)
    assert "Plan!I2" in cells(checked, "cell-double")
    assert checked.content is None


def test_a_duplicate_row_is_refused(programme: Programme):
    data = edited(GOOD, SHEET, '(?s)(<row r="3".*?</row>)', r"\1\1")
    assert "Plan!I3" in cells(check(data, programme), "cell-double")


def test_cells_out_of_order_are_read_where_they_say_they_are(programme: Programme):
    data = edited(GOOD, SHEET, '(?s)(<c r="I2".*?</c>)(<c r="J2".*?</c>)', r"\2\1")
    assert data != GOOD
    checked = check(data, programme)
    assert [(row.budget, row.released) for row in checked.content.plan] == [(120_000, 700), (500_000, None)]


@pytest.mark.parametrize("text", ["1<!-- x -->2", "1<?x y?>2"])
def test_a_comment_in_the_middle_of_a_value_is_refused(text: str, programme: Programme):
    assert codes(check(changed(f'<c r="I2"><v>{text}</v></c>'), programme)) == ["file-unsafe"]


def test_an_xml_comment_outside_the_cells_is_ignored(programme: Programme):
    data = edited(GOOD, SHEET, "<sheetData>", "<!-- gemaakt door een ander programma -->\n<sheetData>")
    assert check(data, programme).accepted


def test_a_second_table_of_cells_in_one_sheet_is_refused(programme: Programme):
    data = edited(GOOD, SHEET, "</sheetData>", "</sheetData><sheetData></sheetData>")
    assert codes(check(data, programme)) == ["sheet-damaged"]


@pytest.mark.parametrize(
    "row",
    [
        '<x:row xmlns:x="urn:q" r="4"><x:c r="A4"><x:v>1</x:v></x:c></x:row>',
        '<x:row xmlns:x="urn:q" r="4"><c r="I4"><v>7700</v></c></x:row>',
        '<row xmlns:x="urn:q" r="4"><x:c r="I4"><x:v>7700</x:v></x:c></row>',
    ],
)
def test_rows_or_cells_in_a_foreign_namespace_are_refused(row: str, programme: Programme):
    assert codes(check(edited(GOOD, SHEET, "</sheetData>", row + "</sheetData>"), programme)) == [
        "sheet-damaged"
    ]


def test_a_broken_cell_without_a_place_makes_the_sheet_unreadable(programme: Programme):
    assert codes(check(changed("<c><v>1,5</v></c>"), programme)) == ["sheet-damaged"]


@pytest.mark.parametrize(
    ("part", "pattern", "new", "code", "said"),
    [
        (SHEET, '<row r="3"', '<row r="3" ht="0" customHeight="1"', "rows-hidden", "rij 3"),
        (
            SHEET,
            "<sheetData>",
            '<cols><col min="9" max="9" width="0"/></cols><sheetData>',
            "amounts-hidden",
            "kolom I",
        ),
        (SHEET, '<row r="3"', '<row r="3" ht="0.75" customHeight="1"', "rows-hidden", "rij 3"),
    ],
)
def test_a_row_or_column_of_zero_size_is_reported_as_hidden(
    part: str, pattern: str, new: str, code: str, said: str, programme: Programme
):
    checked = check(edited(GOOD, part, pattern, new), programme)
    assert said in message(checked, code)
    assert len(checked.content.plan) == 2


def test_rows_hidden_by_default_are_reported(programme: Programme):
    data = edited(GOOD, SHEET, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')
    assert "rij 2-3" in message(check(data, programme), "rows-hidden")


def test_columns_that_are_hidden_thousands_of_times_are_kept_once():
    """A file of 10 kB took 3 GB."""
    scanner = SheetScanner()
    scanner.feed(
        b"<worksheet><cols>" + b'<col min="1" max="16384" hidden="1"/>' * 20_000 + b"</cols><sheetData>"
    )
    scanner.feed(b"</sheetData></worksheet>")
    assert scanner.close().hidden_columns == list(range(16_384))


@pytest.mark.parametrize("height", ["1", "05", "15"])
def test_a_row_of_small_height_is_not_hidden(height: str, programme: Programme):
    checked = check(edited(GOOD, SHEET, '<row r="3"', f'<row r="3" ht="{height}"'), programme)
    assert "rows-hidden" not in codes(checked)


@pytest.mark.parametrize("size", [1, 7, 64, 1_000_000])
def test_the_scanner_sees_the_same_in_chunks_of_any_size(size: int):
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d,5</v></c><c r="B%d"><v>2</v></c></row>' % (n, n, n, n)
        for n in range(1, 40)
    )
    xml = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    scanner = SheetScanner()
    for start in range(0, len(xml), size):
        scanner.feed(xml[start : start + size])
    marks = scanner.close()
    assert marks.filled == 78
    assert sorted(marks.broken) == [(n, 0) for n in range(39)]
    assert not marks.is_damaged


def test_a_prefix_before_the_words_of_the_sheet_makes_no_difference():
    scanner = SheetScanner()
    scanner.feed(
        b'<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1,5</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    marks = scanner.close()
    assert marks.broken == {(0, 0): Broken("cell-damaged", "1,5")}
    assert not marks.is_damaged


def test_only_cells_that_occur_twice_are_reported_as_duplicates():
    assert doubled_cells(b'<c r="B1"/><c r="A1"/><c r="AA1"/><c r="A2"/><c r="A1"/>') == [(0, 0)]
    assert doubled_cells(b'<c r="A1"/><c r="Z1"/><c r="AA1"/><c r="A2"/>') == []


@pytest.mark.parametrize(("number", "is_sound"), [(2, True), (3, False), (4, False)])
def test_the_last_shared_string_is_known(number: int, is_sound: bool):
    place, broken = judge_cell(b'<c r="B2" t="s"><v>%d</v>' % number, 3)
    assert place == (1, 1)
    assert (broken is None) == is_sound


def test_a_sheet_without_its_broken_cells_keeps_all_others():
    strings = b"<sst><si><t>x</t></si></sst>"
    xml = b'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="1"/><c r="D1"><v>2</v></c>'
    sound, cut = without_broken(xml, strings)
    assert sound == b'<c r="A1" t="s"><v>0</v></c><c r="C1" s="1"/><c r="D1"><v>2</v></c>'
    assert cut == {(0, 1): Broken("cell-damaged", "1")}


def test_a_style_without_a_number_format_keeps_its_index():
    styles = b"""<styleSheet><numFmts><numFmt formatCode='00000' numFmtId='164'/></numFmts>
    <cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="164"><alignment/></xf></cellXfs></styleSheet>"""
    assert read_styles(styles).display_kinds == {1: SHARE, 2: 5}


@pytest.mark.parametrize(
    ("cell", "struck"), [("A2", True), ("I3", True), ("A9", False), ("A1", False), ("Z2", False)]
)
def test_a_struck_cell_of_a_line_is_asked_about(cell: str, struck: bool, programme: Programme):
    def strike(book: openpyxl.Workbook) -> None:
        book["Plan"][cell].font = Font(strike=True)

    checked = check(xlsx(strike, Plan=plan({}, {"Regelcode": "JEU-002"})), programme)
    assert ("rows-struck" in codes(checked)) == struck
    assert len(checked.content.plan) == 2
