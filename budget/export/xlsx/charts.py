"""Native charts of the workbook: each reads its figures from a table in the same file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from budget.charts import PaceChart
from budget.charts.colours import LIGHT
from budget.export.chart_data import domain_bullets, free_room_steps, pace_chart, source_bars
from budget.export.tables import Place
from budget.snapshot.content import Content

Places = Mapping[str, Place]
"""The place of each table, by its name."""

WIDTH, HEIGHT = 760, 400
ROWS_APART, COLUMNS_APART = 22, 12
"""Rows of 20 and columns of 64 pixels that one chart takes, with some margin."""
MILLIONS = "#,##0.0,,"
MONTHS = "[$-413]mmm"


def add_charts(book: Workbook, sheet: Worksheet, top: int, content: Content, places: Places) -> None:
    """Add every chart to `sheet`, each with a text alternative: wide ones first, then two per row."""
    wide, small = _overview(book, content, places), _paces(book, content, places)
    spots = [(n * ROWS_APART, 0, 2 * WIDTH) for n in range(len(wide))]
    spots += [((len(wide) + n // 2) * ROWS_APART, n % 2 * COLUMNS_APART, WIDTH) for n in range(len(small))]
    for (chart, alt), (down, right, width) in zip(wide + small, spots, strict=True):
        chart.set_size({"width": width, "height": HEIGHT})
        sheet.insert_chart(top + down, right, chart, {"description": alt, "object_position": 3})
    sheet.set_h_pagebreaks([top + down for down, _, _ in spots[2:] if down % (2 * ROWS_APART) == 0])


def _overview(book: Workbook, content: Content, places: Places) -> list[tuple[Chart, str]]:
    domains, sources = domain_bullets(content), source_bars(content)
    drawn = [
        (_stacked(book, places["domains"], domains.title), domains.alt),
        (_stacked(book, places["sources"], sources.title), sources.alt),
    ]
    if content.changes:
        bridge = free_room_steps(content, content.changes)
        drawn.append((_before_and_after(book, places["free_room"], bridge.title), bridge.alt))
    return drawn


def _stacked(book: Workbook, place: Place, title: str) -> Chart:
    """Spent, committed and free per group in euros, stacked, with a mark for the plan."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    pieces = {
        "realised": {"fill": {"color": LIGHT.realised}},
        "committed": {
            "pattern": {
                "pattern": "wide_upward_diagonal",
                "fg_color": LIGHT.realised,
                "bg_color": LIGHT.committed,
            }
        },
        "free": {"fill": {"color": LIGHT.budget_fill}, "border": {"color": LIGHT.budget_line}},
    }
    for name, look in pieces.items():
        chart.add_series(_series(place, name) | look | {"gap": 60})
    marks = book.add_chart({"type": "line"})
    marks.add_series(
        _series(place, "norm") | {"line": {"none": True}, "marker": _marker("long_dash", 12, LIGHT.norm)},
    )
    chart.combine(marks)
    _dress(chart, title)
    return chart


def _before_and_after(book: Workbook, place: Place, title: str) -> Chart:
    chart = book.add_chart({"type": "column"})
    for name, colour in (("before", LIGHT.committed), ("after", LIGHT.realised)):
        chart.add_series(_series(place, name, by="domain") | {"fill": {"color": colour}, "gap": 60})
    _dress(chart, title)
    return chart


def _paces(book: Workbook, content: Content, places: Places) -> list[tuple[Chart, str]]:
    place = places["pace"]
    keys = dict.fromkeys(str(row[0]) for row in place.table.rows)
    return [_pace(book, place, key, pace_chart(content, content.pace[key])) for key in keys]


def _pace(book: Workbook, place: Place, key: str, pace: PaceChart) -> tuple[Chart, str]:
    numbers = [n for n, row in enumerate(place.table.rows) if row[0] == key]
    span = numbers[0], numbers[-1]
    chart = book.add_chart({"type": "line"})
    lines = {
        "planned": {"color": LIGHT.norm, "width": 1.5},
        "realised": {"color": LIGHT.realised, "width": 3},
        "forecast_p50": {"color": LIGHT.forecast, "width": 2.25, "dash_type": "dash"},
        "forecast_p10": {"color": LIGHT.forecast, "width": 1, "dash_type": "round_dot"},
        "forecast_p90": {"color": LIGHT.forecast, "width": 1, "dash_type": "round_dot"},
    }
    for name, line in lines.items():
        chart.add_series(_series(place, name, by="day", span=span) | {"line": line})
    _dress(chart, pace.title)
    chart.set_x_axis({"date_axis": True, "num_format": MONTHS, "major_unit": 1, "major_unit_type": "months"})
    return chart, pace.alt


def _series(place: Place, name: str, by: str = "name", span: tuple[int, int] | None = None) -> dict[str, Any]:
    """A column of a table against another; `span` is its first and last row (default: all)."""
    table, top = place.table, place.top
    first, last = span or (0, len(table.rows) - 1)

    def cells(column: str) -> list[str | int]:
        at = table.column(column)
        return [place.sheet, top + 1 + first, at, top + 1 + last, at]

    return {
        "name": [place.sheet, top, table.column(name)],
        "categories": cells(by),
        "values": cells(name),
    }


def _marker(kind: str, size: int, colour: str) -> dict[str, Any]:
    return {"type": kind, "size": size, "fill": {"color": colour}, "border": {"color": colour}}


def _dress(chart: Chart, title: str) -> None:
    font = {"color": LIGHT.ink, "size": 10}
    chart.set_title({"name": _words(title), "name_font": {"size": 13, "bold": True, "color": LIGHT.ink}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis(
        {
            "num_format": MILLIONS,
            "name": "€ mln",
            "name_font": font | {"bold": False},
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"num_font": font})
    chart.show_blanks_as("gap")


def _words(text: str) -> str:
    """The text as a chart title; one that begins with `=` would be read as a reference."""
    return f" {text}" if text.startswith("=") else text
