"""Values of .xls workbooks: dates, booleans, errors, hidden and unreadable sheets."""

from __future__ import annotations

import io
import re
import resource
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import xlwt

from budget.workbook.cells import Broken, Logical
from budget.workbook.grid import Grid
from budget.workbook.limits import MB, Limits, RefusedError
from budget.workbook.number_format import ABOVE, BELOW, TEXT, ZERO
from budget.workbook.xls import read_xls
from tests.workbook.binary import Error, Styled, xls

DAY, MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm:ss"


def _book(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    book = xlwt.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _grids(data: bytes, limits: Limits | None = None) -> list[Grid | str]:
    return list(read_xls(data, limits or Limits(), lambda part: None))


def _first(*values: Any) -> list[Any]:
    (grid,) = _grids(xls([[value] for value in values]))
    return [grid.columns[0][row] for row in range(len(values))]


@pytest.mark.parametrize(
    ("value", "format", "read"),
    [
        (45382, DAY, date(2024, 3, 31)),
        (45382, "[$-413]d mmmm yyyy;@", date(2024, 3, 31)),
        (45382.5, MOMENT, datetime(2024, 3, 31, 12)),
        (45382.999988, MOMENT, datetime(2024, 3, 31, 23, 59, 58, 963_000)),
        (45382.999999998, DAY, date(2024, 3, 31)),
        (0.5, "hh:mm", time(12)),
        (0.9999999999, "hh:mm", time(0)),
        (1.5, "[h]:mm", timedelta(days=1, hours=12)),
        (1, DAY, date(1900, 1, 1)),
        (59, DAY, date(1900, 2, 28)),
        (61, DAY, date(1900, 3, 1)),
        (-5, DAY, time(0)),
        (3_000_000, DAY, 3_000_000),
        (float("inf"), DAY, float("inf")),
        (float("nan"), DAY, time(0)),
        (1e300, "[h]:mm", 1e300),
        (-1e300, "[h]:mm", time(0)),
        (45382, '"d"0', 45382),
        (45382, "[Red]0", 45382),
        (5, '0 "dagen"', 5),
        (12, "00000", 12),
    ],
)
def test_numbers_become_dates_times_or_durations_by_their_format(value: float, format: str, read: object):
    (found,) = _first(Styled(value, format))
    assert (type(found) in (int, float), found) == (type(read) in (int, float), read)


def test_dates_count_from_1904_where_the_workbook_says_so():
    def fill(book: xlwt.Workbook) -> None:
        book.dates_1904 = True
        sheet = book.add_sheet("Plan")
        for row, value in enumerate([0, 1, 43920]):
            sheet.write(row, 0, value, xlwt.easyxf(num_format_str=DAY))

    (grid,) = _grids(_book(fill))
    assert [grid.columns[0][row] for row in range(3)] == [
        date(1904, 1, 1),
        date(1904, 1, 2),
        date(2024, 3, 31),
    ]


def test_booleans_errors_and_texts_keep_their_kind():
    assert _first(True, False, "00012", 12.5, Error("#N/A"), Error("#REF!")) == [
        Logical(True),
        Logical(False),
        "00012",
        12.5,
        Broken("cell-error", "#N/A"),
        Broken("cell-error", "#REF!"),
    ]


@pytest.mark.parametrize("name", ["Bestedingsplan 2024", "Één € plan", "Планы"])
def test_every_sheet_has_its_own_name_and_marks(name: str):
    def fill(book: xlwt.Workbook) -> None:
        book.add_sheet("Eerst").write(0, 0, 1)
        sheet = book.add_sheet(name)
        sheet.visibility = 1
        sheet.write(0, 0, 1)
        sheet.row(0).set_cell_error(1, 0x17)

    first, second = _grids(_book(fill))
    assert [(grid.name, grid.hidden) for grid in (first, second)] == [("Eerst", False), (name, True)]
    assert [list(grid.marks.broken) for grid in (first, second)] == [[], [(0, 1)]]


def test_styled_and_merged_cells_without_values_count_as_no_rows():
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Plan")
        sheet.write(0, 0, "Regelcode")
        sheet.write(5_000, 200, None, xlwt.easyxf("font: bold on"))
        sheet.merge(0, 9_000, 30, 40)

    (grid,) = _grids(_book(fill))
    assert (grid.height, len(grid.columns)) == (1, 1)


@pytest.mark.slow
def test_far_cells_on_many_sheets_are_refused_per_sheet_at_low_cost():
    """Measured in a separate process: the peak of this one includes all earlier tests."""

    def fill(book: xlwt.Workbook) -> None:
        for number in range(20):
            book.add_sheet(f"Blad{number}").write(65_535, 255, 1)

    data = _book(fill)
    assert len(data) < 50_000
    with pytest.raises(RefusedError) as refused:
        _grids(data)
    assert refused.value.code == "file-size"
    assert refused.value.values["what"] == "cellen op blad Blad3"
    code = (
        "import sys\n"
        "from budget.workbook.limits import Limits, RefusedError\n"
        "from budget.workbook.xls import read_xls\n"
        "try:\n    list(read_xls(sys.stdin.buffer.read(), Limits(), lambda part: None))\n"
        "except RefusedError:\n    pass"
    )
    bound = 500 * MB
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=data,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (bound, bound)),
        check=False,
    )
    assert done.returncode == 0


def test_a_sheet_with_damaged_records_is_named_and_the_others_are_read():
    def fill(book: xlwt.Workbook) -> None:
        for name in ("Goed", "Kapot"):
            book.add_sheet(name).write(0, 0, 1234.56789)

    data = _book(fill)
    at = data.rfind(struct.pack("<d", 1234.56789))
    # The column of the second number: there are 256.
    broken = data[: at - 4] + struct.pack("<H", 9_999) + data[at - 2 :]
    good, bad = _grids(broken)
    assert (good.name, bad) == ("Goed", "Kapot")


def test_a_style_with_a_font_that_is_not_there_is_read():
    style, length = 0xE0, 20
    record = struct.pack("<HH", style, length)
    data = xls([["Regelcode"]])
    assert record in data
    (grid,) = _grids(
        re.sub(re.escape(record) + b"..", record + struct.pack("<H", 999), data, flags=re.DOTALL)
    )
    assert grid.row(0) == ["Regelcode"]


@pytest.mark.parametrize("cut", [8, 40, 600, 2_000])
def test_a_workbook_that_was_cut_off_is_refused(cut: int):
    with pytest.raises(RefusedError, match="file-damaged"):
        _grids(xls([["Regelcode"]])[:cut])


@pytest.mark.parametrize(
    ("style", "is_pale"),
    [
        ("font: color white", True),
        ("font: color white; pattern: pattern solid, fore_color blue", False),
        ("font: color blue; pattern: pattern solid, fore_color blue", True),
        ("font: color white; pattern: pattern thin_horz_bands, fore_color white", False),
        ("font: height 59", True),
        ("font: height 60", False),
        ("font: color blue", False),
    ],
)
def test_a_text_in_the_colour_of_the_paper_is_unseen(style: str, is_pale: bool):
    (grid,) = _grids(_book(lambda book: book.add_sheet("Plan").write(1, 2, 5, xlwt.easyxf(style))))
    assert grid.marks.unseen == ({(1, 2)} if is_pale else set())


def test_a_cell_filled_with_its_repeated_text_is_marked():
    repeated = xlwt.easyxf("align: horiz filled")
    (grid,) = _grids(_book(lambda book: book.add_sheet("Plan").write(0, 0, 5, repeated)))
    assert grid.marks.shown == {(0, 0): ABOVE | BELOW | ZERO | TEXT}
