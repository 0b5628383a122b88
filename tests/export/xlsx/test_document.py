import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import openpyxl
import pytest

from budget.export.columns import Kind
from budget.export.imprint import imprint
from budget.export.safe_text import remove_control_signs
from budget.export.tables import tables
from budget.export.workbook import CHARTS, COVER, FIRST_ROW, GUIDE, NOTHING, sheets, table_name
from budget.export.xlsx.document import euros, xlsx
from tests.export.format_samples import CONCEPT, SIGNED, hostile, situations, with_questions
from tests.snapshot.content_sample import SHA, content

HEADING = FIRST_ROW + 1


def opened(data, *signature):
    return openpyxl.load_workbook(io.BytesIO(xlsx(data, *(signature or SIGNED))))


@pytest.fixture(scope="module")
def book():
    return opened(content())


def places(data):
    return [place for each in sheets(data, tables(data)) for place in each.places]


def read_back(book, place):
    """The values of a table in its own units: cents, days, text."""
    table, heading = place.table, place.top + 1
    count, last = len(table.columns), heading + len(table.rows) + bool(table.total)
    rows = book[place.sheet].iter_rows(heading + 1, last, 1, count, True)
    return [tuple(_value(*pair) for pair in zip(table.columns, row, strict=True)) for row in rows]


def _value(column, value):
    if value is None:
        return "" if column.kind is Kind.TEXT else None
    if column.kind is Kind.EURO:
        return round(value * 100)
    if column.kind is Kind.SHARE:
        return pytest.approx(value, rel=1e-14, abs=0)  # a workbook keeps sixteen digits
    return value.date() if isinstance(value, datetime) else value


def expected(table):
    return [*table.rows, *([table.total] if table.total else [])]


@pytest.mark.parametrize("situation", situations())
def test_every_value_reads_back_as_it_was_frozen(situation):
    data = situations()[situation]
    found = opened(data)
    for place in places(data):
        table = place.table
        if table.rows:
            assert expected(table) == read_back(found, place), table.name
        else:
            assert found[place.sheet].cell(place.top + 1, 1).value == NOTHING


@pytest.mark.parametrize("situation", ["with questions", "first of the year now"])
def test_there_are_at_most_ten_sheets_and_the_first_is_a_guide_to_the_others(situation):
    data = (situations() | {"first of the year now": replace(with_questions(), changes=None)})[situation]
    found = opened(data)
    assert len(found.sheetnames) <= 10
    guide = found.worksheets[0]
    assert guide.title == GUIDE
    first = [row[0] for row in guide.iter_rows(HEADING + 1, HEADING + len(found.sheetnames) - 1)]
    assert [cell.value for cell in first] == found.sheetnames[1:]
    assert [cell.hyperlink.location for cell in first] == [f"'{name}'!A1" for name in found.sheetnames[1:]]
    assert {table.name for table in tables(data)} == {place.table.name for place in places(data)}


def test_no_two_tables_on_a_sheet_overlap():
    book = opened(with_questions())
    boundaries = openpyxl.utils.range_boundaries
    spans = {
        sheet.title: sorted(boundaries(table.ref)[1::2] for table in sheet.tables.values()) for sheet in book
    }
    assert len(spans["Opgavedomeinen"]) == 3
    for found in spans.values():
        assert all(after[0] > before[1] + 2 for before, after in pairwise(found))


@pytest.mark.parametrize("cents", [0, 1, -1, 10, 12_345_67, -99, 99_999_999_999_99, 10**15 + 1])
def test_an_amount_is_exact_to_the_cent(cents):
    assert round(euros(cents) * 100) == cents


def test_amounts_are_numbers_with_two_decimals_and_days_are_days(book):
    sheet = book["Opgavedomeinen"]
    headers = [cell.value for cell in sheet[HEADING]]
    amount = sheet.cell(HEADING + 1, headers.index("Begroot") + 1)
    assert amount.data_type == "n"
    assert amount.number_format.startswith("#,##0.00")
    day = book["Regels voor signalen"].cell(HEADING + 1, 5)
    assert isinstance(day.value, datetime)
    assert day.number_format == "dd-mm-yyyy"


def test_every_sheet_has_scope_notice_state_and_source(book):
    marks = imprint(content(), *SIGNED)
    for sheet in book:
        above = [sheet.cell(row, 1).value for row in range(2, 6)]
        assert above == list(marks.lines), sheet.title
        assert marks.scope in sheet.oddHeader.left.text
        assert SHA[:8] in sheet.oddFooter.left.text


def test_a_draft_is_marked_on_every_sheet():
    for sheet in opened(content(), *CONCEPT):
        assert sheet.cell(4, 1).value == "CONCEPT: nog niet vastgesteld"
        assert "CONCEPT" in sheet.oddFooter.left.text


def test_every_table_has_a_name_for_formulas(book):
    names = {name for sheet in book for name in sheet.tables}
    assert names == {table_name(table) for table in tables(content()) if table.rows}
    for sheet in book:
        for table in sheet.tables.values():
            assert table.ref.startswith(f"A{HEADING}:")


def test_the_charts_are_native_read_from_the_tables_and_have_text_alternatives():
    archive = zipfile.ZipFile(io.BytesIO(xlsx(content(), *SIGNED)))
    charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    domains = len(content().pace)
    assert len(charts) == 3 + domains
    assert all("Opgavedomeinen" in c or "Bronnen" in c or "Sinds" in c or "Verloop" in c for c in charts)
    drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count('descr="Staafgrafiek') == 2
    assert drawing.count('descr="Lijngrafiek') == domains
    assert drawing.count("descr=") == len(charts)


def test_a_chart_of_one_domain_reads_the_rows_of_that_domain_only():
    archive = zipfile.ZipFile(io.BytesIO(xlsx(content(), *SIGNED)))
    table = next(t for t in tables(content()) if t.name == "pace")
    first = next(n for n, row in enumerate(table.rows) if row[0] == "VEI") + HEADING + 1
    count = sum(row[0] == "VEI" for row in table.rows)
    charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    assert any(f"Verloop!$E${first}:$E${first + count - 1}" in chart for chart in charts)


def test_no_text_becomes_a_formula_or_an_address():
    data = remove_control_signs(hostile())
    found = opened(hostile())
    for sheet in found:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or sheet.title == COVER
    for place in places(data):
        table = place.table
        texts = [n for n, column in enumerate(table.columns) if column.kind is Kind.TEXT]
        shown = read_back(found, place)
        for row, frozen in zip(shown, expected(table), strict=True):
            assert [row[n] for n in texts] == [frozen[n] for n in texts]
    archive = zipfile.ZipFile(io.BytesIO(xlsx(data, *SIGNED)))
    sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_a_text_that_is_too_long_for_a_cell_is_cut_not_lost():
    first, *others = content().notes
    sheet = opened(content(notes=(replace(first, note="woord " * 10_000), *others)))[
        "Toelichting en resultaat"
    ]
    assert any(len(str(cell.value)) == 32_000 for row in sheet.iter_rows() for cell in row)


def test_the_cover_begins_with_the_answer_and_links_to_every_sheet(book):
    texts = [row[0] for row in book[COVER].iter_rows(values_only=True)]
    assert content().sentences[0] in texts
    linked = [cell.value for row in book[COVER].iter_rows() for cell in row if cell.hyperlink]
    assert linked == [sheet.title for sheet in book if sheet.title != COVER]
    assert CHARTS in linked


def test_the_only_time_in_the_file_is_that_of_the_signature(book):
    assert book.properties.created == datetime(2024, 6, 21)
    assert book.properties.modified == datetime(2024, 6, 21)
    assert date(2024, 6, 21) == imprint(content(), *SIGNED).fixed
