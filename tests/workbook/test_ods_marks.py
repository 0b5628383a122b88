"""What OpenDocument cells hold and show besides their values."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from budget.model import Programme
from budget.workbook.cells import MOST_MARKS, Marks
from budget.workbook.number_format import DIVIDED, TEXT
from budget.workbook.ods_marks import FADES, ods_marks
from budget.workbook.ods_text import OTHERWISE
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
    assert (len(found.broken), found.is_damaged) == (MOST_MARKS, True)


def test_marks_of_one_kind_leave_room_for_those_of_another():
    zeros = number("7", "<text:p>007</text:p>", 'table:number-columns-repeated="1000"')
    many = f'</table:table-row><table:table-row table:number-rows-repeated="{MOST_MARKS // 1000}">{zeros}'
    found = marks(f"{many}</table:table-row><table:table-row>{number('veel', '<text:p>veel</text:p>')}")
    assert len(found.display_kinds) == MOST_MARKS
    assert list(found.broken) == [(MOST_MARKS // 1000 + 1, 0)]
    assert not found.is_damaged


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


def marks(row: str, styles: str = "", columns: str = "", named: str = "") -> Marks:
    """The marks of a sheet with one row of cells, with automatic styles, columns and named styles."""
    paths = {name: name for name in ("office", "table", "text", "style")} | {"fo": "xsl-fo-compatible"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"' for name, path in paths.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Plan">{columns}<table:table-row>'
        f"{row}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    (found,) = ods_marks(content.encode(), f"<x {spaces}>{named}</x>".encode()).values() or [Marks()]
    return found


def number(value: str, content: str, attributes: str = "") -> str:
    """A cell with a number and what stands in it."""
    typed = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {attributes} {typed}>{content}</table:table-cell>"


def text(stated: str, content: str) -> str:
    """A cell with a text stated apart from its paragraph."""
    typed = f'office:value-type="string" office:string-value="{stated}"'
    return f"<table:table-cell {typed}><text:p>{content}</text:p></table:table-cell>"


def style(name: str, text: str = "", cell: str = "", parent: str = "") -> str:
    """A cell style with properties of its text and cell."""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}">'
        f"<style:table-cell-properties {cell}/><style:text-properties {text}/></style:style>"
    )


FIVE = "<text:p>5</text:p>"
WHITE = 'fo:color="#FFFFFF"'
REMARK = "<office:annotation><text:p>was 500</text:p></office:annotation>"


@pytest.mark.parametrize(
    ("cell", "flags"),
    [
        (number("120000", "<text:p>120</text:p>"), DIVIDED),
        (number("120000", "<text:p>120</text:p>").replace("float", "currency"), DIVIDED),
        (number("120000", "<text:p>500</text:p>"), OTHERWISE),
        (number("120000", "<text:p/>"), OTHERWISE),
        (number("0", "<text:p><text:span>500</text:span></text:p>"), OTHERWISE),
        (number("120000", "<text:p>120</text:p><text:p/>"), DIVIDED),
        (number("7", f"{REMARK}{FIVE}"), OTHERWISE),
        (number("-5", FIVE), OTHERWISE),
        (text("500", "120"), TEXT),
        (number("120000", "<text:p>500</text:p>").replace('value="1', 'value ="1'), OTHERWISE),
        (number("120000", "<text:p>500</text:p>").replace("float", "string"), OTHERWISE),
        (number("120000", "").replace("float", "string"), OTHERWISE),
        (number("120000", "<text:p>500</text:p>").replace('office:value-type="float"', ""), OTHERWISE),
    ],
)
def test_a_cell_that_shows_another_value_is_marked(cell: str, flags: int):
    assert marks(cell).shown == {(0, 0): flags}


@pytest.mark.parametrize(
    "cell",
    [
        number("120000", "<text:p>€ 120.000,00</text:p>"),
        number("120000", "<text:p><text:span>120</text:span>.000</text:p>"),
        number("5", f"{REMARK}{FIVE}"),
        number("5", ""),
        number("5", FIVE).replace("float", "string"),
        text("a  b", "a<text:s/> b"),
    ],
)
def test_a_cell_that_shows_its_value_is_not_marked(cell: str):
    assert marks(cell).shown == {}


def test_a_value_below_a_merged_cell_is_unseen_and_an_empty_one_is_not():
    covered = number("7", "<text:p>7</text:p>").replace("table-cell", "covered-table-cell")
    empty = '<table:covered-table-cell office:value-type="string"/><table:covered-table-cell/>'
    assert marks(number("5", FIVE) + covered + empty).unseen == {(0, 1)}


def test_an_amount_below_a_merged_cell_is_asked_also_if_it_is_not_written_as_covered(programme: Programme):
    span = r'<table:table-cell table:number-columns-spanned="2" \1'
    data = edited(ods(plan({})), r"content\.xml", "<table:table-cell ([^<>]*><text:p>Kansen)", span)
    assert cells(check(data, programme, name="proef.ods"), "cells-unseen") == ["Plan!C2"]


@pytest.mark.parametrize(
    ("styles", "is_pale"),
    [
        (style("a", WHITE), True),
        (style("a", WHITE, 'fo:background-color="transparent"'), True),
        (style("a", WHITE, 'fo:background-color="#004699"'), False),
        (style("a", 'fo:color="#004699"', 'fo:background-color="#004699"'), True),
        (style("a", 'fo:font-size="2pt"'), True),
        (style("a", 'fo:font-size="3pt"'), False),
        (style("a", 'text:display="none"'), True),
        (style("a", f'{WHITE} style:use-window-font-color="true"'), False),
        (style("a", parent="b") + style("b", WHITE), True),
        (style("a", parent="b") + style("b", WHITE, parent="a"), True),
        (style("a", 'fo:color="#000000"', parent="b") + style("b", WHITE), False),
        (style("a", parent="named"), True),
        (style("a", WHITE, parent="b") + style("b", 'style:use-window-font-color="true"'), True),
        (style("a", 'style:use-window-font-color="true"', parent="named"), False),
        ("<!-- <office:body> -->" + style("a", WHITE), True),
    ],
)
def test_a_text_in_the_colour_of_the_paper_is_unseen(styles: str, is_pale: bool):
    found = marks(number("5", FIVE, 'table:style-name="a"'), styles, named=style("named", WHITE))
    assert found.unseen == ({(0, 0)} if is_pale else set())


def test_a_style_may_have_very_many_ancestors():
    many = "".join(style(f"s{n}", parent=f"s{n - 1}") for n in range(1, 20_000))
    found = marks(number("5", FIVE, 'table:style-name="s19999"'), style("s0", WHITE) + many)
    assert found.unseen == {(0, 0)}


def test_a_cell_without_a_style_has_that_of_the_file():
    assert marks(number("5", FIVE), named=style("Default", WHITE)).unseen == {(0, 0)}


@pytest.mark.parametrize(
    ("row", "own", "is_pale"),
    [("", "", True), ("", "dark", False), ("dark", "", False), ("dark", "pale", True)],
)
def test_a_cell_has_the_style_of_its_row_or_column_unless_it_has_its_own(row: str, own: str, is_pale: bool):
    styles = style("pale", WHITE) + style("dark", 'fo:color="#000000"')
    columns = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="pale"/>'
    cell = number("5", FIVE, f'table:style-name="{own}"' if own else "")
    second = f'table:default-cell-style-name="{row}"' if row else ""
    cells = f"</table:table-row><table:table-row {second}><table:table-cell/>{cell}"
    assert marks(cells, styles, columns).unseen == ({(1, 1)} if is_pale else set())


@pytest.mark.parametrize(
    ("value", "condition", "is_unseen"),
    [("5", "White", True), ("0.00", "White", False), ("5", "Dark", False), ("-5", "White", True)],
)
def test_an_amount_that_a_condition_turns_white_is_unseen(value: str, condition: str, is_unseen: bool):
    mapped = f'<style:map style:condition="x" style:apply-style-name="{condition}"/></style:style>'
    styles = style("a").replace("</style:style>", mapped)
    named = style("White", WHITE) + style("Dark", 'fo:color="#000000"')
    found = marks(number(value, f"<text:p>{value}</text:p>", 'table:style-name="a"'), styles, named=named)
    assert found.unseen == ({(0, 0)} if is_unseen else set())


@pytest.mark.parametrize(
    ("address", "ranges"),
    [
        ("Plan.I2:Plan.I9", "I2:I9"),
        ("Plan.I2:Plan.I9 Plan.K2", "I2:I9 K2"),
        ("'Mijn plan.A1'.$I$2:'Mijn plan.A1'.$I$9", "I2:I9"),
        ("$'Jan''s'.I2", "I2"),
        ("", ""),
    ],
)
def test_the_range_of_a_condition_that_turns_a_text_white_is_kept(address: str, ranges: str):
    space = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    rule = (
        f'</table:table-row><c:conditional-format xmlns:c="{space}" c:target-range-address="{address}">'
        '<c:condition c:apply-style-name="White"/></c:conditional-format><table:table-row>'
    )
    assert marks(number("5", FIVE) + rule, named=style("White", WHITE)).conditional == [(ranges, FADES)]


def test_a_condition_names_a_style_as_it_is_shown():
    space = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    rule = (
        f'</table:table-row><c:conditional-format xmlns:c="{space}" c:target-range-address="Plan.I2">'
        '<c:condition c:apply-style-name="White ink"/></c:conditional-format><table:table-row>'
    )
    titled = 'style:display-name="White ink" style:family'
    white = style("White_20_ink", WHITE).replace("style:family", titled)
    assert marks(number("5", FIVE) + rule, named=white).conditional == [("I2", FADES)]


def test_an_amount_in_ods_that_a_condition_turns_white_is_asked(programme: Programme):
    space = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    rule = (
        f'<c:conditional-format xmlns:c="{space}" c:target-range-address="Plan.I2:Plan.I3">'
        '<c:condition c:apply-style-name="White"/></c:conditional-format></table:table>'
    )
    white = (
        '<style:style style:name="White" style:family="table-cell"><style:text-properties '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" fo:color="#ffffff"/>'
        "</style:style></office:automatic-styles>"
    )
    data = edited(ods(plan({}, {"Regelcode": "JEU-002"})), r"content\.xml", "</table:table>", rule)
    data = edited(data, r"content\.xml", "</office:automatic-styles>", white)
    assert cells(check(data, programme, name="proef.ods"), "cells-unseen") == ["Plan!I2"]


def test_a_cell_filled_with_its_repeated_text_is_marked():
    repeated = style("a", cell='style:repeat-content="true"')
    assert marks(number("5", FIVE, 'table:style-name="a"'), repeated).shown == {(0, 0): OTHERWISE | TEXT}


def test_a_hidden_amount_in_ods_is_asked(programme: Programme):
    shown = edited(ods(plan({"Begroot": 120000})), r"content\.xml", ">120000<", ">120<")
    assert cells(check(shown, programme, name="proef.ods"), "cells-shown") == ["Plan!I2"]


def test_a_prefix_with_another_meaning_is_refused(programme: Programme):
    own = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" o:value-type="float" o:value="5"'
    other = f'xmlns:office = "urn:x" {own} office:value="120000"'
    data = edited(
        ods(plan({"Begroot": 5000})), r"content\.xml", 'office:value-type="float" office:value="5000"', other
    )
    assert [finding.code for finding in check(data, programme, name="proef.ods").findings] == ["file-unsafe"]
