"""Which parts and sizes a zipped workbook may have."""

from __future__ import annotations

import pytest

from budget.workbook.limits import Limits, RefusedError
from budget.workbook.zip_guard import open_archive
from tests.intake.workbooks import edited, plan, with_part, xlsx

GOOD = xlsx(Plan=plan({}))
QUERY = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="urn:x">abc</DataMashup>'


def test_the_queries_of_power_query_may_be_in_utf_16():
    data = with_part(GOOD, "customXml/item1.xml", QUERY.encode("utf-16"))
    assert "customXml/item1.xml" in open_archive(data, Limits()).parts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_dtd_is_refused_in_any_encoding_and_part(encoding: str):
    hostile = QUERY.replace("<DataMashup", '<!DOCTYPE x [<!ENTITY a "b">]><DataMashup').encode(encoding)
    with pytest.raises(RefusedError, match="file-unsafe"):
        open_archive(with_part(GOOD, "customXml/item1.xml", hostile), Limits())


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet9.xml", "docProps/custom.xml"])
def test_no_other_part_may_be_in_utf_16(part: str):
    with pytest.raises(RefusedError, match="file-unsafe"):
        open_archive(with_part(GOOD, part, QUERY.encode("utf-16")), Limits())


def test_scanning_a_long_text_is_linear():
    """In quadratic time this one would take hours."""
    note = f'<c r="A9" t="inlineStr"><is><t>{"lange toelichting " * 200_000}</t></is></c>'
    data = edited(GOOD, r"xl/worksheets/sheet1\.xml", "</sheetData>", f"<row>{note}</row></sheetData>")
    assert open_archive(data, Limits()).marks["Plan"].broken == {}


@pytest.mark.parametrize(
    ("xml", "is_safe"),
    [
        ("<v>12</v><!-- a --><v>", True),
        ("<!-- a --> <!-- b -->", True),
        ("<?a b?>\n<v>", True),
        ("<v>12<!-- a -->00</v>", False),
        ("<v><!-- a -->00</v>", False),
        ("<v>12<!-- a --></v>", False),
        ("<v>12 <!-- a -->\n</v>", False),
        ("<v>1<?a b?></v>", False),
    ],
)
def test_a_comment_inside_a_text_is_refused(xml: str, is_safe: bool):
    data = with_part(GOOD, "xl/worksheets/sheet9.xml", f"<x>{xml}</x>".encode())
    if is_safe:
        assert open_archive(data, Limits()).parts
    else:
        with pytest.raises(RefusedError, match="file-unsafe"):
            open_archive(data, Limits())
