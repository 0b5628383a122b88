"""Rows that are passed over without a look hold nothing but numbers and shared strings."""

import pytest

from budget.workbook.plain_rows import count_plain

PLAIN = (
    b'<row r="4" spans="1:10" x14ac:dyDescent="0.25"><c r="A4" t="s"><v>11</v></c><c r="B4"><v>-1.5</v></c>'
    b'<c r="C4" s="1"><v>45360</v></c><c r="D4" s="2"/></row>\n<row r="5"><c r="A5"><v>0</v></c></row>'
)


def test_the_cells_with_a_value_are_counted():
    assert count_plain(PLAIN, {}) == 4


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"<v>11</v>", b"<v>.5</v>"),
        (b"<v>11</v>", b"<v>5.</v>"),
        (b"<v>11</v>", b"<v>1.2.3</v>"),
        (b"<v>11</v>", b"<v>5-3</v>"),
        (b"<v>11</v>", b"<v>-</v>"),
        (b"<v>11</v>", b"<v>--1</v>"),
        (b"<v>11</v>", b"<v>1 1</v>"),
        (b"<v>11</v>", b"<v>1e5</v>"),
        (b"<v>11</v>", b"<v>11<x/></v>"),
        (b"<v>11</v>", b"<v>11</v><v>12</v>"),
        (b"<v>11</v>", b"<v >11</v>"),
        (b"<v>11</v></c>", b"<v>11</v></c1>"),
        (b"<v>11</v>", b"<f>A1</f><v>11</v>"),
        (b't="s"><v>11</v>', b't="inlineStr"><is><t>x</t></is>'),
        (b't="s"', b't="e"'),
        (b't="s"', b't="b"'),
        (b'spans="1:10"', b'hidden="1"'),
        (b'spans="1:10"', b'ht="0"'),
        (b"<row r=", b"<x:row r="),
        (b"<v>11</v>", b"<x:v>11</x:v>"),
        (b"</row>\n", b"</row><!-- 1 -->"),
        (b"</v></c></row>", b"</v></c></row></sheetData><sheetData>"),
    ],
)
def test_anything_else_is_looked_at(said: bytes, instead: bytes):
    assert said in PLAIN
    assert count_plain(PLAIN.replace(said, instead, 1), {}) is None
