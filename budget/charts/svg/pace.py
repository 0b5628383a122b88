"""The spending pace as SVG: the year on the x-axis, cumulative amounts on the y-axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from budget import labels
from budget.charts.colours import LIGHT, Palette
from budget.charts.pace import PaceChart
from budget.charts.scales import AmountAxis, amount_axis
from budget.charts.svg.canvas import Canvas, Fill, Key, Points, committed
from budget.model.months import last_day
from budget.model.words import MONTHS, Cents

EARLY, LATE, LAST = 0.25, 0.6, 0.72
"""Fractions of the year from which labels go to the other side of their point, to stay in the picture."""
DASHED, DOTTED, DASH_DOTTED = "5 3", "1 2", "8 3 2 3"
FAN_OPACITY = 0.2
KEY_WIDTH, KEY_HEIGHT = 18, 10


class Sheet(NamedTuple):
    """The size of a picture in px, its margins around the plot, and its font size."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text: float
    look: str = ""
    month_step: int = 1

    @property
    def is_inline(self) -> bool:
        """Whether the picture is part of a page."""
        return bool(self.look)


DESK = Sheet(760, 310, left=46, right=96, top=30, bottom=28, text=13, look="pace wide")
BESIDE = Sheet(640, 310, left=46, right=96, top=30, bottom=28, text=13.5, look="pace wide")
HAND = Sheet(360, 260, left=44, right=12, top=32, bottom=26, text=13, look="pace narrow", month_step=2)
PAPER_HEIGHTS = (92, 112, 132, 152, 172, 188)
"""A page uses the highest picture that fits."""


def paper_sheet(height: float) -> Sheet:
    """A picture beside its figures on A4."""
    return Sheet(346, height, left=27, right=62, top=19, bottom=14, text=8)


@dataclass(frozen=True, slots=True)
class DrawnPace:
    """The pace of one group ready for layout: the same picture in one or more sizes, heights in px."""

    title: str
    alt: str
    keys: tuple[Key, ...]
    pictures: tuple[str, ...]
    heights: tuple[float, ...]


def draw_pace(chart: PaceChart, colours: Palette, sheets: Sequence[Sheet]) -> DrawnPace:
    """Planned, spent, committed and expected through the year, in every requested size."""
    pictures = tuple(_Plot(chart, colours, sheet).picture() for sheet in sheets)
    heights = tuple(sheet.height for sheet in sheets)
    return DrawnPace(chart.title, chart.alt, _keys(chart, colours, sheets[0].is_inline), pictures, heights)


def pace_on_paper(chart: PaceChart) -> DrawnPace:
    """In every height that a page may have room for, lowest first."""
    return draw_pace(chart, LIGHT, [paper_sheet(height) for height in PAPER_HEIGHTS])


class _Plot:
    """One picture while it is drawn."""

    def __init__(self, chart: PaceChart, colours: Palette, sheet: Sheet) -> None:
        self.chart, self.colours, self.sheet = chart, colours, sheet
        self.canvas = Canvas(sheet.width, sheet.height, sheet.is_inline)
        self.axis: AmountAxis = amount_axis(chart.amounts, headroom=0.16)
        self.end, self.bottom = sheet.width - sheet.right, sheet.height - sheet.bottom

    def picture(self) -> str:
        self._draw_axes()
        self._draw_fan()
        self._draw_budget()
        self.canvas.add_path(self._points(self.chart.planned), self.colours.norm, self._line(1))
        if self.chart.today:
            self._draw_today(self.chart.today)
        if self.chart.run_out:
            self._draw_run_out(self.chart.run_out)
        return self.canvas.svg(self.chart.alt, self.sheet.look)

    def _x(self, day: date) -> float:
        days = (self.chart.end - self.chart.start).days
        share = (min(day, self.chart.end) - self.chart.start).days / days
        return self.sheet.left + share * (self.end - self.sheet.left)

    def _y(self, cents: Cents) -> float:
        return self.bottom - self.axis.place(cents) * (self.bottom - self.sheet.top)

    def _points(self, pairs: Sequence[tuple[date, Cents]]) -> Points:
        return [(self._x(day), self._y(cents)) for day, cents in pairs]

    def _line(self, width: float) -> float:
        """A line width that grows with the font size."""
        return width * self.sheet.text / 8

    def _write(
        self, x: float, y: float, words: str, colour: str, anchor: str = "start", bold: bool = False
    ) -> None:
        """Draw words in the plot, separated from the lines behind them."""
        self.canvas.add_text(x, y, words, self.sheet.text, colour, anchor, bold, self.colours.paper)

    def _draw_axes(self) -> None:
        sheet, quiet, canvas = self.sheet, self.colours.quiet, self.canvas
        canvas.add_text(0, sheet.text, f"in {self.axis.unit_name}", sheet.text, quiet)
        for at, words in self.axis.ticks:
            y = self.bottom - at * (self.bottom - sheet.top)
            canvas.add_line((sheet.left, y), (self.end, y), self.colours.grid, self._line(0.6))
            canvas.add_text(sheet.left - sheet.text / 2, y + sheet.text / 3, words, sheet.text, quiet, "end")
        for month in range(1, MONTHS + 1, sheet.month_step):
            x = self._x(last_day(self.chart.year, month) - timedelta(days=15))
            baseline = sheet.height - sheet.text / 3
            canvas.add_text(x, baseline, labels.MONTH_SHORT[month - 1], sheet.text, quiet, "middle")

    def _draw_fan(self) -> None:
        fan, colours, text = self.chart.fan, self.colours, self.sheet.text
        if not fan:
            return
        upper = self._points([(point.day, point.expected.p90) for point in fan])
        lower = self._points([(point.day, point.expected.p10) for point in fan])
        middle = self._points([(point.day, point.expected.p50) for point in fan])
        self.canvas.add_area([*upper, *lower[::-1]], colours.forecast, FAN_OPACITY)
        self.canvas.add_path(middle, colours.forecast_ink, self._line(1.4), DASHED)
        if self.sheet.right > 5 * text:
            x, y = self.end + text / 2, middle[-1][1]
            amount = labels.euro_short(self.chart.measures.forecast.p50)
            self.canvas.add_text(x, y, amount, text, colours.forecast_ink, bold=True)
            self.canvas.add_text(x, y + 1.1 * text, "verwacht", text, colours.forecast_ink)

    def _draw_budget(self) -> None:
        budget, sheet = self.chart.measures.budget, self.sheet
        y = self._y(budget)
        self.canvas.add_line(
            (sheet.left, y), (self.end, y), self.colours.budget_line, self._line(1.2), DASH_DOTTED
        )
        words = f"begroot {labels.euro_short(budget)}"
        self._write(sheet.left + sheet.text / 2, y - sheet.text / 2, words, self.colours.quiet)

    def _draw_today(self, today: date) -> None:
        chart, m, colours, text = self.chart, self.chart.measures_at_end, self.colours, self.sheet.text
        x, spent, used = self._x(today), self._y(m.realised), self._y(m.used)
        self.canvas.add_line((x, self.sheet.top), (x, self.bottom), colours.quiet, self._line(0.7), DOTTED)
        half = self._line(3)
        self.canvas.add_box(
            (x - half, x + half), (spent, used), committed(colours), colours.realised, self._line(0.5)
        )
        self.canvas.add_path(self._points(chart.realised), colours.realised, self._line(2.4))
        self.canvas.add_dot(x, spent, self._line(2.4), colours.realised)
        is_late = self._part(x) > LATE
        beside, anchor = (-text / 2, "end") if is_late else (text / 2, "start")
        self._write(x + beside, self.sheet.top + 0.2 * text, chart.today_label, colours.quiet, anchor)
        realised_label = (spent, chart.realised_label, colours.realised, True)
        planned = (self._y(m.norm), chart.planned_label, colours.ink, False)
        above, below = (planned, realised_label) if m.realised < m.norm else (realised_label, planned)
        self._write_above(x, *above)
        self._write_below(x, *below)

    def _part(self, x: float) -> float:
        return (x - self.sheet.left) / (self.end - self.sheet.left)

    def _write_above(self, x: float, y: float, words: str, colour: str, bold: bool) -> None:
        """Place words above the line: on its left, where there is room; early in the year higher up."""
        text = self.sheet.text
        if self._part(x) < EARLY:
            self._write(x + 0.9 * text, y - 1.4 * text, words, colour, bold=bold)
        else:
            self._write(x - 0.9 * text, y - 0.5 * text, words, colour, "end", bold)

    def _write_below(self, x: float, y: float, words: str, colour: str, bold: bool) -> None:
        """Place words below the line: on its right, where there is room; late in the year lower down."""
        text = self.sheet.text
        lowest = self.bottom - text / 2
        if self._part(x) > LAST:
            self._write(self.end, min(y + 2.9 * text, lowest), words, colour, "end", bold)
        else:
            self._write(x + 0.9 * text, min(y + 1.3 * text, lowest), words, colour, bold=bold)

    def _draw_run_out(self, expected_day: date) -> None:
        run_out, colours, text = self.chart.measures.run_out, self.colours, self.sheet.text
        y, half = self._y(self.chart.measures.budget), self._line(1.5)
        first, last = self._x(run_out.p10 or expected_day), self._x(run_out.p90 or self.chart.end)
        band = [
            (first, y - half),
            (max(last, first + 1), y - half),
            (max(last, first + 1), y + half),
            (first, y + half),
        ]
        self.canvas.add_area(band, colours.over, 0.55)
        self.canvas.add_text(
            self._x(expected_day), y + text * 0.53, "×", 1.7 * text, colours.over, "middle", bold=True
        )
        words = f"geld op rond {labels.day_month(expected_day)}"
        self.canvas.add_text(self.end, text, words, text, colours.over, "end", bold=True)


def _keys(chart: PaceChart, colours: Palette, is_inline: bool) -> tuple[Key, ...]:
    def stroke(word: str, colour: str, width: float, dash: str = "") -> Key:
        canvas = Canvas(KEY_WIDTH, KEY_HEIGHT, is_inline)
        canvas.add_line((0, KEY_HEIGHT / 2), (KEY_WIDTH, KEY_HEIGHT / 2), colour, width, dash)
        return Key(canvas.svg(), word)

    def surface(word: str, fill: Fill) -> Key:
        canvas = Canvas(KEY_WIDTH, KEY_HEIGHT, is_inline)
        canvas.add_box((0, KEY_WIDTH), (1, KEY_HEIGHT - 1), fill)
        return Key(canvas.svg(), word)

    def area(word: str, colour: str) -> Key:
        canvas = Canvas(KEY_WIDTH, KEY_HEIGHT, is_inline)
        right, bottom = KEY_WIDTH, KEY_HEIGHT - 1
        canvas.add_area([(0, 1), (right, 1), (right, bottom), (0, bottom)], colour, FAN_OPACITY)
        return Key(canvas.svg(), word)

    past = (stroke("besteed", colours.realised, 3), surface("verplicht", committed(colours)))
    ahead = (stroke("prognose", colours.forecast_ink, 1.8, "4 2.5"), area("onzekerheid", colours.forecast))
    planned = stroke("gepland", colours.norm, 1.2)
    return (*(past if chart.today else ()), planned, *(ahead if chart.fan else ()))
