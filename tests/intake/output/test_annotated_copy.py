"""The annotated copy marks every finding in its cell and changes nothing else."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from budget.intake.check_context import CheckContext
from budget.intake.findings import cell_of, location_of, message_of
from budget.intake.output.annotated_copy import AUTHOR, FILLS, SHEET, TOP
from budget.model import Level, Programme
from budget.sandbox.annotate import mark_file
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits
from tests.intake.workbooks import codes, ods, plan, plan_row, xlsx

BAD = plan({"Begroot": "n.t.b."}, {"Regelcode": "VEI-02", "Bron": "Onbekende pot"})
RED = f"00{FILLS[Level.ERROR]}"


def copied(name: str, data: bytes, programme: Programme, limits: Limits | None = None) -> tuple[str, Any]:
    """The name of the copy, and the copy as a workbook with the findings of the check."""
    checked = check_file(name, data, programme, CheckContext(), limits=limits)
    copy_name, copy = mark_file(checked, data, programme, CheckContext(), limits)
    book = openpyxl.load_workbook(io.BytesIO(copy), keep_vba=copy_name.endswith(".xlsm"))
    book.checked, book.raw = checked, copy
    return copy_name, book


def listed(book: Any) -> list[tuple[str, str, str]]:
    """The rows of the findings sheet: level, place, text."""
    rows = book[SHEET].iter_rows(min_row=TOP + 1, max_col=3, values_only=True)
    return [row for row in rows if row[0]]


def test_every_failing_cell_is_coloured_and_commented_and_listed_with_a_link(programme: Programme) -> None:
    name, book = copied("plan.xlsx", xlsx(Plan=BAD), programme)
    assert name == "plan-bevindingen.xlsx"
    failing = [f for f in book.checked.findings if f.level is Level.ERROR]
    assert failing
    for finding in failing:
        cell = book[finding.sheet][cell_of(finding)]
        assert cell.fill.start_color.rgb == RED
        assert cell.comment.text.startswith("Fout: ")
        assert cell.comment.text.removeprefix("Fout: ") in message_of(finding)
    places = {location_of(f) for f in book.checked.findings}
    assert {place for _, place, _ in listed(book)} == places
    links = {cell.value: cell.hyperlink.location for (cell,) in book[SHEET][f"B{TOP + 1}:B{TOP + 2}"]}
    assert links == {place: f"'Plan'!{place.partition('!')[2] or 'A1'}" for place in links}
    assert book.sheetnames == [SHEET, "Plan"]


def test_cells_without_a_finding_keep_their_format(programme: Programme) -> None:
    def dress(book: Any) -> None:
        sheet = book["Plan"]
        sheet["B2"].font = Font(bold=True, color="FF112233")
        sheet["B2"].fill = PatternFill("solid", "FFABCDEF")
        sheet["B2"].number_format = "@"
        sheet["C2"].comment = Comment("Zelf geschreven", "Sanne")
        sheet.column_dimensions["A"].width = 33
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = "A1:I3"
        choices = DataValidation(type="list", formula1='"Veiligheid,Wonen"')
        choices.add("B2:B9")
        sheet.add_data_validation(choices)
        sheet.protection.sheet = True
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=9, min_row=2, max_row=3))
        sheet.add_chart(chart, "L2")
        other = book.create_sheet("Verborgen")
        other.sheet_state = "hidden"
        other["A1"] = "=1+1"

    _, book = copied("plan.xlsx", xlsx(dress, Plan=BAD), programme)
    sheet = book["Plan"]
    assert (sheet["B2"].font.bold, sheet["B2"].fill.start_color.rgb) == (True, "FFABCDEF")
    assert sheet["B2"].number_format == "@"
    assert sheet["C2"].comment.text == "Zelf geschreven"
    assert (sheet.column_dimensions["A"].width, sheet.freeze_panes, sheet.auto_filter.ref) == (
        33,
        "B2",
        "A1:I3",
    )
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["B2:B9"]
    assert sheet.protection.sheet
    assert len(sheet._charts) == 1
    assert (book["Verborgen"].sheet_state, book["Verborgen"]["A1"].value) == ("hidden", "=1+1")
    assert any("Open deze kopie in Excel" in str(cell.value) for cell in book[SHEET]["A"])


def test_a_comment_of_the_user_on_a_failing_cell_is_kept_above_ours(programme: Programme) -> None:
    data = xlsx(lambda book: setattr(book["Plan"]["I2"], "comment", Comment("Vraag", "Sanne")), Plan=BAD)
    _, book = copied("plan.xlsx", data, programme)
    assert book["Plan"]["I2"].comment.text.startswith("Vraag\n\nFout: ")


def test_text_that_looks_like_a_formula_is_only_text(programme: Programme) -> None:
    evil = "=HYPERLINK('http://x.example','klik')"
    text = "\n".join(";".join(str(cell or "") for cell in row) for row in plan({"Bron": evil}))
    _, book = copied("plan.csv", text.encode(), programme)
    assert book["plan"]["E2"].data_type == "s"
    mine = [cell for row in book[SHEET].iter_rows() for cell in row if cell.value]
    assert any(evil in str(cell.value) for cell in mine)
    assert {cell.data_type for cell in mine} == {"s"}


def test_a_corrected_copy_has_no_findings_when_checked_again(programme: Programme) -> None:
    _, book = copied("plan.xlsx", xlsx(Plan=plan({"Begroot": "n.t.b."})), programme)
    book["Plan"]["I2"] = 120_000
    held = io.BytesIO()
    book.save(held)
    _, again = copied("plan-bevindingen.xlsx", held.getvalue(), programme)
    assert again.checked.accepted
    assert "sheet-ignored" not in codes(again.checked)
    assert again["Plan"]["I2"].comment is None
    assert again["Plan"]["I2"].fill.start_color.rgb != RED


def test_hundreds_of_findings_are_all_marked(programme: Programme) -> None:
    rows = plan(*({"Regelcode": f"VEI-{n:04}", "Begroot": "PM"} for n in range(300)))
    _, book = copied("plan.xlsx", xlsx(Plan=rows), programme)
    marked = [cell for (cell,) in book["Plan"]["I2:I301"] if cell.comment]
    assert len(marked) == 300
    assert len(listed(book)) >= 300


def test_a_finding_in_a_merged_cell_is_marked_where_the_cell_begins(programme: Programme) -> None:
    data = xlsx(lambda book: book["Plan"].merge_cells("I2:J2"), Plan=BAD)
    _, book = copied("plan.xlsx", data, programme)
    assert book["Plan"]["I2"].comment.author == AUTHOR


@pytest.mark.parametrize("name", ["plan.csv", "plan.ods"])
def test_the_annotated_copy_of_another_kind_of_file_is_a_workbook_and_says_so(
    name: str, programme: Programme
) -> None:
    header, *rows = BAD
    text = "\n".join(";".join(str(cell) for cell in row) for row in (header, *rows))
    data = text.encode() if name.endswith("csv") else ods(BAD)
    copy_name, book = copied(name, data, programme)
    assert copy_name == "plan-bevindingen.xlsx"
    sheet = book[book.sheetnames[1]]
    assert [cell.value for cell in sheet[1]][: len(header)] == list(header)
    assert sheet["I2"].comment.text.startswith("Fout: ")
    assert any("Deze kopie is een Excel-werkmap" in str(cell.value) for cell in book[SHEET]["A"])


def test_a_file_that_cannot_be_opened_gives_the_findings_alone(programme: Programme) -> None:
    name, book = copied("plan.xlsx", b"PK\x03\x04 geen werkmap", programme)
    assert (name, book.sheetnames) == ("plan-bevindingen.xlsx", [SHEET])
    assert [row[0] for row in listed(book)] == ["Fout"]


@pytest.mark.parametrize(("room", "sheets"), [(0, 1), (10**9, 2)])
def test_a_file_too_large_to_copy_gives_the_findings_alone(
    room: int, sheets: int, programme: Programme
) -> None:
    data = xlsx(Plan=[*BAD, plan_row(Regelcode="VEI-03")])
    _, book = copied("plan.xlsx", data, programme, Limits(marking=room or 100))
    assert len(book.sheetnames) == sheets
