import io
import zipfile
from datetime import date

import pytest
from defusedxml import ElementTree
from python_calamine import CalamineWorkbook

from budget.export import workbook
from budget.export.columns import Kind, decimal
from budget.export.imprint import imprint
from budget.export.ods.document import MEDIA_TYPE, column_letters, ods
from budget.export.safe_text import remove_control_signs
from budget.export.tables import tables
from budget.export.workbook import FIRST_ROW, NOTHING, table_name
from tests.export.format_samples import CONCEPT, SIGNED, hostile, situations, with_questions
from tests.snapshot.content_sample import content

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = (NAMES % name for name in ("office", "table", "text"))


def part(name, data=None, *signature):
    archive = zipfile.ZipFile(io.BytesIO(ods(data or content(), *(signature or SIGNED))))
    return archive.read(name).decode()


def sheets(data=None, *signature):
    """Every sheet by its name, as rows of cells."""
    root = ElementTree.fromstring(part("content.xml", data, *signature))
    return {
        found.get(f"{TABLE}name"): [list(row) for row in found.iter(f"{TABLE}table-row")]
        for found in root.iter(f"{TABLE}table")
    }


def places(data):
    return [place for each in workbook.sheets(data, tables(data)) for place in each.places]


def stated(cell, kind):
    """The value a cell states, in the units of the tables."""
    given = cell.get(f"{OFFICE}value-type")
    if given is None:
        return "" if kind is Kind.TEXT else None
    assert (
        given
        == {
            Kind.TEXT: "string",
            Kind.EURO: "currency",
            Kind.SHARE: "percentage",
            Kind.COUNT: "float",
            Kind.DAY: "date",
        }[kind]
    )
    if kind is Kind.DAY:
        return date.fromisoformat(cell.get(f"{OFFICE}date-value"))
    if kind is Kind.TEXT:
        return "\n".join(spelled(paragraph) for paragraph in cell.iter(f"{TEXT}p"))
    value = cell.get(f"{OFFICE}value")
    if kind is Kind.EURO:
        return int(value.replace(".", ""))
    return float(value) if kind is Kind.SHARE else int(value)


def spelled(paragraph):
    spaces = "".join(f" {space.tail or ''}" for space in paragraph.iter(f"{TEXT}s"))
    return f"{paragraph.text or ''}{spaces}"


@pytest.mark.parametrize("situation", situations())
def test_every_value_reads_back_as_it_was_frozen(situation):
    data = situations()[situation]
    found = sheets(data)
    for place in places(data):
        table = place.table
        rows = found[place.sheet][place.top :]
        if not table.rows:
            assert stated(rows[0][0], Kind.TEXT) == NOTHING
            continue
        frozen = [*table.rows, *([table.total] if table.total else [])]
        kinds = [column.kind for column in table.columns]
        for cells, values in zip(rows[1 : 1 + len(frozen)], frozen, strict=True):
            assert tuple(map(stated, cells, kinds)) == values, table.name


def test_a_second_ods_reader_reads_the_same_figures():
    book = CalamineWorkbook.from_filelike(io.BytesIO(ods(content(), *SIGNED)))
    rows = book.get_sheet_by_name("Opgavedomeinen").to_python(skip_empty_area=False)
    place = rows[FIRST_ROW].index("Besteed")
    realised = [round(row[place] * 100) for row in rows[FIRST_ROW + 1 : -1]]
    assert realised == [row.measures.realised for row in content().domains]


def test_every_sheet_has_scope_notice_state_and_source():
    marks = imprint(content(), *SIGNED)
    for rows in sheets().values():
        assert [stated(row[0], Kind.TEXT) for row in rows[1:5]] == list(marks.lines)
    for rows in sheets(content(), *CONCEPT).values():
        assert stated(rows[3][0], Kind.TEXT) == "CONCEPT: nog niet vastgesteld"
    assert marks.scope in part("styles.xml")
    assert "CONCEPT" in part("styles.xml", content(), *CONCEPT)


def test_there_is_no_formula_and_hostile_texts_stay_text():
    data = remove_control_signs(hostile())
    text = part("content.xml", data)
    assert "table:formula" not in text
    assert "<script" not in text
    found = sheets(data)
    for place in places(data):
        table = place.table
        kinds = [column.kind for column in table.columns]
        for cells, values in zip(found[place.sheet][place.top + 1 :], table.rows, strict=False):
            for cell, kind, value in zip(cells, kinds, values, strict=True):
                if kind is Kind.TEXT:
                    assert stated(cell, kind) == value


def test_every_table_is_a_named_range():
    root = ElementTree.fromstring(part("content.xml"))
    named = {
        found.get(f"{TABLE}name"): found.get(f"{TABLE}target-range-address")
        for found in root.iter(f"{TABLE}database-range")
    }
    assert set(named) == {table_name(table) for table in tables(content()) if table.rows}
    assert named["Opgavedomeinen"] == "'Opgavedomeinen'.A8:'Opgavedomeinen'.AA16"
    assert named["Thema_s"].startswith("'Thema''s'.A8:")


def test_the_first_sheet_is_a_guide_to_at_most_nine_others():
    found = sheets(with_questions())
    (guide, rows), *others = found.items()
    assert guide == workbook.GUIDE
    assert len(others) <= 9
    listed = [stated(row[0], Kind.TEXT) for row in rows[FIRST_ROW + 1 : FIRST_ROW + 1 + len(others)]]
    assert listed == [name for name, _ in others]


def test_the_mimetype_is_the_first_entry_of_the_file():
    data = ods(content(), *SIGNED)
    assert data[30:].startswith(b"mimetype" + MEDIA_TYPE.encode())
    for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(part(name))


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56"), (-100, "-1.00")]
)
def test_cents_are_written_exactly(cents, text):
    assert decimal(cents) == text


def test_columns_are_named_as_in_a_spreadsheet():
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
