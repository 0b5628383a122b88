"""The blank template and the workbook of given content, read back by the intake."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget import labels
from budget.intake.output.template import blank_template, write_workbook
from budget.intake.schema import SPECS, Cell
from budget.model import Booking, Content, Kind, Programme, Statement
from budget.sandbox.check import check_file
from tests.intake.strategies import contents
from tests.intake.workbooks import check, codes, line


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_written_workbook_is_read_back_as_the_same_content(programme: Programme, data: st.DataObject):
    content = data.draw(contents(programme))
    checked = check(write_workbook(content, programme, "Stand van het plan"), programme)
    assert checked.content is not None, checked.findings
    assert replace(checked.content, asks=()) == content, "but for what round amounts make it ask"


@pytest.mark.parametrize(
    "title",
    [
        "Plan x € 1.000",
        "Stand per 30-09-2024",
        "Periode 01-01-2024 t/m 31-01-2024",
        "=1+1",
        "Domein: Veiligheid",
        "",
    ],
)
def test_a_title_never_changes_the_content(title: str, programme: Programme):
    booking = Booking("1", "", date(2024, 3, 1), 2024, "JEU-001", "", "", "", "", 5, Kind.REALISED)
    days = date(2024, 4, 1), date(2024, 2, 1), date(2024, 3, 31)
    sheet = Statement("Boekingen", *days, True, False, (booking,), ())
    content = Content(plan=(line(),), statements=(sheet,))
    assert check(write_workbook(content, programme, title), programme).content == content


def test_the_version_in_force_comes_back_through_the_child_process(programme: Programme):
    content = Content(plan=(line(note="=SOM(A1)"), line(code="0012", project_code="007")))
    assert check_file("plan.xlsx", write_workbook(content, programme, "Plan"), programme).content == content


def test_no_text_becomes_a_formula(programme: Programme):
    content = Content(plan=(line(activity="=1+1", action_line="@SOM(A1)", note='+cmd|" /C calc"!A0'),))
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(content, programme, "Plan")))[
        labels.SHEET_NAME["plan"]
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "=1+1" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_sheet_names_that_excel_refuses_or_that_occur_twice_are_changed(programme: Programme):
    booking = Booking("1", "", date(2024, 3, 1), 2024, "JEU-001", "", "", "", "", 5, Kind.REALISED)
    day = date(2024, 3, 1)
    statements = tuple(
        Statement(name, day, day, day, True, False, (replaced,))
        for name, replaced in (
            ("a/b:c", booking),
            ("x" * 40, booking._replace(document="2")),
            ("Uitleg", booking._replace(document="3")),
            ("uitleg", booking._replace(document="4")),
        )
    )
    checked = check(write_workbook(Content(statements=statements), programme, "t"), programme, line())
    assert [s.rows for s in checked.content.statements] == [s.rows for s in statements]
    assert checked.content.statements[2].sheet == "Uitleg"


def test_an_ambiguous_name_is_written_as_its_code(programme: Programme):
    first, *others = programme.domains
    twins = replace(programme, domains=(first, *(replace(domain, name=first.name) for domain in others)))
    content = Content(plan=(line(domain=others[0].code),))
    assert check(write_workbook(content, twins, "Plan"), twins).content == content


# --- the blank template --------------------------------------------------------------------


def test_the_blank_template_has_every_sheet_and_is_recognised_whole(programme: Programme):
    checked = check(blank_template(programme), programme)
    assert codes(checked) == ["file-no-rows", *["sheet-empty"] * len(SPECS)]


def test_the_template_shows_every_column_with_its_help(programme: Programme):
    book = openpyxl.load_workbook(io.BytesIO(blank_template(programme)))
    for spec in SPECS:
        sheet = book[labels.SHEET_NAME[spec.kind]]
        comments = {
            cell.value: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment
        }
        wanted = {c.header: c.help for c in spec.columns if not c.field.startswith("quarter_")}
        assert comments.keys() == wanted.keys()
        assert all(comments[header].endswith(text) for header, text in wanted.items())


def test_the_template_has_a_drop_down_for_every_closed_list(programme: Programme):
    book = openpyxl.load_workbook(io.BytesIO(blank_template(programme)))
    for spec in SPECS:
        listed = {Cell.DOMAIN, Cell.SOURCE, Cell.THEME, Cell.PERSON, Cell.YEAR, Cell.STEP}
        closed = [c for c in spec.columns if c.options or c.cell in listed]
        found = book[labels.SHEET_NAME[spec.kind]].data_validations.dataValidation
        assert len([rule for rule in found if rule.type == "list"]) == len(closed)


def test_a_drop_down_names_exactly_the_cells_of_its_list(programme: Programme):
    book = openpyxl.load_workbook(io.BytesIO(blank_template(programme)))
    rules = book[labels.SHEET_NAME["plan"]].data_validations.dataValidation
    place = next(rule.formula1 for rule in rules if rule.formula1.startswith("'Uitleg'!$F"))
    cells = book["Uitleg"][place.split("!")[1].replace("$", "")]
    assert [row[0].value for row in cells] == [domain.name for domain in programme.domains]


def test_the_template_says_the_scope_of_the_programme(programme: Programme):
    sheet = openpyxl.load_workbook(io.BytesIO(blank_template(programme)))["Uitleg"]
    assert programme.scope in [cell.value for cell in sheet["A"]]


def test_code_columns_are_text_so_that_zeros_stay(programme: Programme):
    sheet = openpyxl.load_workbook(io.BytesIO(blank_template(programme)))[labels.SHEET_NAME["plan"]]
    assert sheet.column_dimensions["A"].number_format == "@" or sheet["A6"].number_format == "@"


def test_the_same_content_gives_the_same_bytes(programme: Programme):
    content = Content(plan=(line(),))
    assert write_workbook(content, programme, "Plan") == write_workbook(content, programme, "Plan")
