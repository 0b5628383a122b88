"""OpenDocument cells with invalid numbers or formulas without a result."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from budget.model import Programme
from budget.workbook.cells import MOST_MARKS, Marks
from budget.workbook.ods_marks import ods_marks
from tests.intake.workbooks import cells, check, edited, ods, plan
from tests.workbook.binary import Error, Struck


@pytest.mark.parametrize("value", ["5000,5", "", "1 000", "veel", "1.234.567"])
def test_an_invalid_number_in_ods_is_refused_with_its_cell(value: str, programme: Programme):
    good = ods(plan({}, {"Regelcode": "JEU-002", "Begroot": 5000}))
    data = edited(good, r"content\.xml", 'office:value="5000"', f'office:value="{value}"')
    checked = check(data, programme, name="proef.ods")
    assert cells(checked, "cell-damaged") == ["Plan!I3"]
    assert checked.content is None


@pytest.mark.parametrize("value", ["5000", "5000.25", "5E3", "-0"])
def test_any_number_is_read_in_ods(value: str, programme: Programme):
    good = ods(plan({}, {"Regelcode": "JEU-002", "Begroot": 5000}))
    data = edited(good, r"content\.xml", 'office:value="5000"', f'office:value="{value}"')
    assert check(data, programme, name="proef.ods").content.plan[1].budget == round(float(value) * 100)


def test_a_formula_that_was_never_worked_out_is_refused_in_ods(programme: Programme):
    data = ods(plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002", "Vrijgegeven": Error("", by_formula=True)}))
    assert cells(check(data, programme, name="proef.ods"), "cell-formula") == ["Plan!J3"]


@pytest.mark.parametrize("cut", [0, 3, 40])
def test_damaged_xml_ends_the_scan_without_an_error(cut: int):
    assert ods_marks(b"<a formula='x'>"[: 15 - cut]) == {}


def test_an_error_repeated_over_the_whole_sheet_is_remembered_up_to_a_bound():
    names = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    cell = '<t:table-cell t:formula="x" t:number-columns-repeated="16384"/>'
    row = f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'
    (found,) = ods_marks(f"<x {names}><t:table>{row}</t:table></x>".encode()).values()
    assert len(found.broken) == MOST_MARKS


@pytest.mark.parametrize(
    ("text", "other", "is_struck"),
    [
        ('"solid"', '"solid"', True),
        ('"solid"', '"none"', False),
        ('style:family="table-cell"><style:text', 'style:family="table-cell"/><style:text', False),
        ('<style:style style:name="ce1"', '<style:style style:data-style-name="ce2" style:name="ce1"', True),
    ],
)
def test_only_a_style_with_a_line_strikes_its_cells(text: str, other: str, is_struck: bool):
    data = ods(plan({}, {"Regelcode": Struck("JEU-002")}))
    with ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    assert text in content
    (found,) = ods_marks(content.replace(text, other).encode()).values() or [Marks()]
    assert bool(found.struck) == is_struck
