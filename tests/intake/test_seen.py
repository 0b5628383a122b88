"""Differences between what a spreadsheet shows and what is read raise a question with sheet and cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from budget.intake.catalogue import CATALOGUE
from budget.model import Programme
from tests.intake.workbooks import cells, check, codes, edited, message, plan, xlsx
from tests.workbook.binary import Styled, xls

SHEET = "xl/worksheets/sheet1.xml"
ROWS = plan({}, {"Regelcode": "JEU-002", "Begroot": 2400})
Touch = Callable[[Worksheet], None]


def made(touch: Touch, rows: list = ROWS) -> bytes:
    return xlsx(touch=lambda book: touch(book["Plan"]), Plan=rows)


def as_format(cell: str, code: str) -> Touch:
    def touch(sheet: Worksheet) -> None:
        sheet[cell].number_format = code

    return touch


def in_style(cell: str, **style: object) -> Touch:
    def touch(sheet: Worksheet) -> None:
        for name, value in style.items():
            setattr(sheet[cell], name, value)

    return touch


def on_condition(**style: object) -> Touch:
    rule = Rule(type="expression", dxf=DifferentialStyle(**style), formula=["TRUE"])
    return lambda sheet: sheet.conditional_formatting.add("I3:I90", rule)


OTHER = NumberFormat(numFmtId=200, formatCode='"5"')
WHITE = Font(color="FFFFFFFF")


def test_the_unmodified_base_file_has_no_findings(programme: Programme) -> None:
    checked = check(made(lambda _: None), programme)
    assert codes(checked) == []
    assert sum(line.budget for line in checked.content.plan) == 360_000


@pytest.mark.parametrize(
    ("touch", "code", "where"),
    [
        (as_format("I3", "#,##0,"), "cells-shown", "I3"),
        (as_format("I3", ";;;"), "cells-shown", "I3"),
        (as_format("I3", '0"000"'), "cells-shown", "I3"),
        (as_format("H3", '"2025"'), "cells-shown", "H3"),
        (as_format("A2", ';;;"JEU-009"'), "cells-shown", "A2"),
        (as_format("E2", ';;;"Landelijk"'), "cells-shown", "E2"),
        (as_format("I1", ';;;"Begroot x 1.000"'), "cells-shown", "I1"),
        (in_style("I3", alignment=Alignment(horizontal="fill")), "cells-shown", "I3"),
        (on_condition(numFmt=OTHER), "cells-shown", "I3"),
        (on_condition(font=WHITE), "cells-unseen", "I3"),
        (in_style("I3", font=WHITE), "cells-unseen", "I3"),
        (in_style("I3", font=Font(size=1)), "cells-unseen", "I3"),
        (
            in_style("I3", font=Font(color="FF004699"), fill=PatternFill("solid", fgColor="FF004699")),
            "cells-unseen",
            "I3",
        ),
    ],
)
def test_a_cell_that_shows_something_else_is_asked_about(
    touch: Touch, code: str, where: str, programme: Programme
) -> None:
    checked = check(made(touch), programme)
    assert codes(checked) == [code]
    assert cells(checked, code) == [f"Plan!{where}"]
    assert CATALOGUE[code].asks
    assert checked.content is not None


@pytest.mark.parametrize(
    "touch",
    [
        as_format("I3", "#,##0.00"),
        as_format("K3", '"2025"'),
        in_style("I3", font=Font(color="FF000000")),
        in_style("I3", font=WHITE, fill=PatternFill("solid", fgColor="FF004699")),
        in_style("I1", font=WHITE),
        on_condition(font=Font(color="FFFF0000")),
        on_condition(font=WHITE, fill=PatternFill("solid", bgColor="FF004699")),
    ],
)
def test_a_cell_that_shows_what_is_stored_is_not_asked_about(touch: Touch, programme: Programme) -> None:
    assert codes(check(made(touch), programme)) == []


def test_thousands_are_not_asked_about_where_the_sheet_says_so(programme: Programme) -> None:
    titled = [["Bedragen x € 1.000"], *ROWS]
    assert "cells-shown" not in codes(check(made(as_format("I4", "#,##0,"), titled), programme))


def test_many_cells_of_a_column_are_one_question_that_names_the_rows(programme: Programme) -> None:
    many = plan(*({"Regelcode": f"JEU-{n:03}"} for n in range(1, 9)))

    def touch(sheet: Worksheet) -> None:
        for row in range(2, 10):
            sheet.cell(row, 9).number_format = "#,##0,"

    checked = check(made(touch, many), programme)
    assert codes(checked) == ["cells-shown"]
    assert "8 cellen (rij 2-9)" in message(checked, "cells-shown")
    assert "1200" in message(checked, "cells-shown")


@pytest.mark.parametrize(
    ("merged", "where"), [("H3:I3", ["I3"]), ("I2:I3", ["I3"]), ("I3:I4", []), ("A5:I9", [])]
)
def test_values_covered_by_a_merged_cell_are_asked_about(
    merged: str, where: list[str], programme: Programme
) -> None:
    new = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'
    checked = check(edited(made(lambda _: None), SHEET, "</sheetData>", new), programme)
    assert cells(checked, "cells-unseen") == [f"Plan!{one}" for one in where]


def test_a_cell_without_a_place_is_asked_about_all_the_same(programme: Programme) -> None:
    data = made(as_format("I3", ";;;"))
    bare = edited(data, SHEET, '<c r="I3"', "<c")
    assert cells(check(bare, programme), "cells-shown") == ["Plan!I3"]


def test_an_old_workbook_is_asked_about_as_well(programme: Programme) -> None:
    data = xls(plan({"Begroot": Styled(1200, '0"000"')}))
    assert cells(check(data, programme, name="proef.xls"), "cells-shown") == ["Plan!I2"]


@pytest.mark.parametrize(("empty", "is_asked"), [(49, False), (50, False), (51, True)])
def test_rows_below_a_screen_of_empty_ones_are_asked_about(
    empty: int, is_asked: bool, programme: Programme
) -> None:
    rows = [*ROWS, *([[]] * empty), plan({"Regelcode": "JEU-003"})[1]]
    checked = check(made(lambda _: None, rows), programme)
    assert cells(checked, "rows-far") == ([f"Plan!A{empty + 4}"] if is_asked else [])
    assert len(checked.content.plan) == 3


@pytest.mark.parametrize(
    ("part", "pattern", "new"),
    [
        (r"_rels/\.rels", r"xl/workbook\.xml", "xl/other.xml"),
        (r"xl/_rels/workbook\.xml\.rels", r"styles\.xml", "styles2.xml"),
        (r"xl/_rels/workbook\.xml\.rels", r"(<Relationship [^>]*sheet1[^>]*/>)", r"\1\1"),
    ],
)
def test_a_workbook_whose_links_lead_elsewhere_is_refused(
    part: str, pattern: str, new: str, programme: Programme
) -> None:
    """Excel follows the links; the value reader opens the usual parts."""
    assert codes(check(edited(made(lambda _: None), part, pattern, new), programme)) == ["file-unsafe"]


def test_marks_are_found_when_a_part_name_differs_in_spelling(programme: Programme) -> None:
    data = edited(made(as_format("I3", ";;;")), r"xl/_rels/workbook\.xml\.rels", "sheet1", "Sheet1")
    assert cells(check(data, programme), "cells-shown") == ["Plan!I3"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="I3"><is><t>9</t></is></c>', "cell-damaged"),
        ('<c r="I3" t="inlineStr"><is><t>1\u0665</t></is></c>', "amount-invalid"),
    ],
)
def test_an_amount_that_no_spreadsheet_shows_is_refused(cell: str, code: str, programme: Programme) -> None:
    data = edited(made(lambda _: None), SHEET, '<c r="I3".*?</c>', cell)
    assert codes(check(data, programme)) == [code]
