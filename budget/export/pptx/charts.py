"""Native charts on slides, from the same chart data as screen and paper; editable in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil, floor

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.dml.line import LineFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from budget import labels
from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.colours import LIGHT
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart
from budget.charts.steps import StepKind
from budget.charts.waterfall import Step, WaterfallChart
from budget.export.pptx.parts import Box, describe, rgb
from budget.model.figures import Measures
from budget.model.words import Cents
from budget.snapshot import Content

PERCENT = "0%"
MILLIONS = "#,##0.0,,"
MONTHS = "[$-413]mmm"
BRIEF = "Anders verplicht"
SPENT, COMMITTED, FREE, OVER, PLANNED = "Besteed", "Verplicht", "Vrije ruimte", "Tekort", "Gepland"
LEAST_LABELLED = 0.08
"""Pieces of a bar smaller than this share get no label."""
BESIDE_BARS = 0.9
"""Inches of a chart that its axis takes."""
LETTER, ARIAL = 0.62, 0.54
"""Width of a letter as a share of its size: with much margin, as before 0.11, and in the slides' typeface."""
LEAST_POINTS, READABLE_POINTS, MOST_POINTS = 7, 9, 12


def letter_of(content: Content) -> float:
    """The assumed width of a letter in labels below bars; snapshots signed before 0.11 keep the old value."""
    return ARIAL if content.answers_first else LETTER


def put_bullets(slide: Slide, box: Box, chart: BulletChart, fits: bool, letter: float) -> None:
    """The use of each group, as shares of its own budget, with a mark for the plan.

    `fits` shrinks the names to fit, for a `letter` of this width.
    """
    rows = [row for row in chart.rows if row.measures.budget > 0]
    data = CategoryChartData(number_format=PERCENT)
    data.categories = [f"{labels.SIGNAL_SHAPE[row.signal.colour]} {row.name}" for row in rows]
    parts = [_shares(row.measures) for row in rows]
    for name in (SPENT, COMMITTED, FREE, OVER):
        if name != OVER or any(part[OVER] for part in parts):
            data.add_series(name, [part[name] for part in parts])
    is_told = [chart.is_before or not row.measures.is_silent for row in rows]
    planned = [
        row.measures.norm_share if is_shown else None for row, is_shown in zip(rows, is_told, strict=True)
    ]
    data.add_series(PLANNED, planned)
    drawing = _put(slide, box, XL_CHART_TYPE.COLUMN_STACKED, data, chart.alt)
    _dress_bars(drawing)
    _label_spent(drawing)
    _as_marks(drawing, PLANNED)
    _axes(drawing, PERCENT, unit="% van het budget")
    low, high = chart.scale
    drawing.value_axis.minimum_scale, drawing.value_axis.maximum_scale = (
        _quarter(low, floor),
        _quarter(high, ceil),
    )
    drawing.value_axis.major_unit = 0.25
    if fits:
        _fit_labels(drawing, box, letter)


def _fit_labels(chart: Chart, box: Box, letter: float) -> None:
    """Shrink the names below the bars until the longest word fits: labels break only between words."""
    names = [str(name) for name in chart.plots[0].categories]
    points = _points_beside(names, box, letter) / max(len(names), 1)
    chart.category_axis.tick_labels.font.size = Pt(max(min(points, MOST_POINTS), LEAST_POINTS))


def labels_that_fit(names: Sequence[str], box: Box, letter: float) -> int:
    """How many names fit below the bars at a size readable across a room."""
    return max(int(_points_beside(names, box, letter) / READABLE_POINTS), 1)


def _points_beside(names: Sequence[str], box: Box, letter: float) -> float:
    """The size at which the longest word of one label would be as wide as the chart."""
    longest = max((len(word) for name in names for word in name.split()), default=1)
    return 72 * (box.width - BESIDE_BARS) / (longest * letter)


def _quarter(share: float, rounded: Callable[[float], int]) -> float:
    return rounded(share * 4) / 4


def _shares(m: Measures) -> dict[str, float]:
    """The pieces of one bar as fractions of the budget, as in the other charts."""
    pieces = {piece.part: piece.end - piece.start for piece in segments(m)}
    return {
        SPENT: pieces.get(Part.REALISED, 0),
        COMMITTED: pieces.get(Part.COMMITTED, 0),
        FREE: max(m.free, 0) / m.budget,
        OVER: pieces.get(Part.OVER, 0),
    }


def put_pace(slide: Slide, box: Box, chart: PaceChart) -> None:
    """Cumulative planned, spent and expected through the year, in euros."""
    planned = {point.day: point.cents for point in chart.planned}
    realised = {point.day: point.cents for point in chart.realised}
    fan = {point.day: point.expected for point in chart.fan}
    days = sorted(planned.keys() | realised.keys() | fan.keys())
    if chart.today:
        planned.setdefault(chart.today, chart.measures.norm)
    data = CategoryChartData(number_format=MILLIONS)
    data.categories = [max(day, date(chart.year, 1, 1)) for day in days]
    lines: dict[str, tuple[dict[date, Cents], str, float, MSO_LINE]] = {
        PLANNED: (planned, LIGHT.norm, 1.5, MSO_LINE.SOLID),
        SPENT: (realised, LIGHT.realised, 4, MSO_LINE.SOLID),
        "Prognose": ({d: e.p50 for d, e in fan.items()}, LIGHT.forecast, 2.5, MSO_LINE.DASH),
        "Prognose laag": ({d: e.p10 for d, e in fan.items()}, LIGHT.forecast, 1, MSO_LINE.ROUND_DOT),
        "Prognose hoog": ({d: e.p90 for d, e in fan.items()}, LIGHT.forecast, 1, MSO_LINE.ROUND_DOT),
        "Begroot": (dict.fromkeys(days, chart.measures.budget), LIGHT.budget_line, 1.5, MSO_LINE.LONG_DASH),
    }
    for name, (points, *_) in lines.items():
        data.add_series(name, [_euros(points.get(day)) for day in days])
    drawing = _put(slide, box, XL_CHART_TYPE.LINE, data, chart.alt)
    for series, (_, colour, width, dash) in zip(drawing.plots[0].series, lines.values(), strict=True):
        series.smooth, series.marker.style = False, XL_MARKER_STYLE.NONE
        _line(series.format.line, colour, width, dash)
    _axes(drawing, MILLIONS, unit="€ mln")
    _by_month(drawing)


def _by_month(chart: Chart) -> None:
    """One tick per month on a date axis."""
    chart.category_axis.tick_labels.number_format = MONTHS
    chart.category_axis.tick_labels.number_format_is_linked = False
    axis = chart.category_axis._element
    for tag in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for element in axis.findall(qn(f"c:{tag}")):
            axis.remove(element)
    for tag, value in (("baseTimeUnit", "days"), ("majorUnit", "1"), ("majorTimeUnit", "months")):
        axis.append(parse_xml(f"<c:{tag} {nsdecls('c')} val='{value}'/>"))


def put_sources(slide: Slide, box: Box, chart: SourcesChart, fits: bool, letter: float) -> None:
    """The sources of the money, in euros; a shortage is below the axis."""
    data = CategoryChartData(number_format=MILLIONS)
    data.categories = [row.name for row in chart.rows]
    measures = [row.measures for row in chart.rows]
    data.add_series(SPENT, [_euros(m.realised) for m in measures])
    data.add_series(COMMITTED, [_euros(m.committed) for m in measures])
    data.add_series(FREE, [_euros(m.free) for m in measures])
    data.add_series(PLANNED, [_euros(m.norm) for m in measures])
    drawing = _put(slide, box, XL_CHART_TYPE.COLUMN_STACKED, data, chart.alt)
    _dress_bars(drawing)
    _as_marks(drawing, PLANNED)
    _axes(drawing, MILLIONS, unit="€ mln")
    if fits:
        _fit_labels(drawing, box, letter)


def put_waterfall(
    slide: Slide, box: Box, chart: WaterfallChart, fits: bool, by_kind: bool, *, is_brief: bool
) -> None:
    """Changes in the free room; a part of a bar below zero is its own series.

    `by_kind` gives each step the usual colour of its money; red is then only for a shortage. `is_brief`
    shortens the name of the commitments, whose length decides how large all names can be.
    """
    letter = ARIAL if is_brief else LETTER
    steps = [step for step in chart.steps if not step.is_part]
    data = CategoryChartData(number_format=MILLIONS)
    data.categories = [
        BRIEF if is_brief and step.kind is StepKind.COMMITMENTS else step.name for step in steps
    ]
    series = {name: [_euros(cents) for cents in bars] for name, bars in _floating(steps).items()}
    series = {name: bars for name, bars in series.items() if name == HIDDEN or any(bars)}
    for name, bars in series.items():
        data.add_series(name, bars)
    drawing = _put(slide, box, XL_CHART_TYPE.COLUMN_STACKED, data, chart.alt)
    looks = {STAND: LIGHT.budget_line, MORE: LIGHT.released, LESS: LIGHT.over}
    for bars in drawing.plots[0].series:
        kind = bars.name.split(" (")[0]
        bars.invert_if_negative = False
        if kind == HIDDEN:
            bars.format.fill.background()
        else:
            bars.format.fill.solid()
            bars.format.fill.fore_color.rgb = rgb(looks[kind])
            if by_kind and kind != STAND:
                _colour_steps(bars, steps)
    drawing.plots[0].gap_width = 50
    _axes(drawing, MILLIONS, unit="€ mln")
    drawing.has_legend = False
    if fits:
        _fit_labels(drawing, box, letter)


def _colour_steps(series: BarSeries, steps: Sequence[Step]) -> None:
    for n, step in enumerate(steps):
        look = series.points[n].format
        if step.kind is StepKind.COMMITMENTS:
            look.fill.patterned()
            look.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            look.fill.fore_color.rgb, look.fill.back_color.rgb = rgb(LIGHT.realised), rgb(LIGHT.committed)
        else:
            look.fill.solid()
            is_booked = step.kind is StepKind.BOOKINGS
            look.fill.fore_color.rgb = rgb(LIGHT.realised if is_booked else LIGHT.budget_fill)
            if not is_booked:
                _line(look.line, LIGHT.budget_line, 0.75, MSO_LINE.SOLID)


HIDDEN, STAND, MORE, LESS = "Onzichtbaar", "Stand", "Meer ruimte", "Minder ruimte"
BELOW = "(onder nul)"


def _floating(steps: Sequence[Step]) -> dict[str, list[Cents]]:
    """Stacked pieces that draw a bar from the start to the end of each step, on both sides of zero."""
    names = [f"{kind}{side}" for kind in (HIDDEN, STAND, MORE, LESS) for side in ("", f" {BELOW}")]
    amounts: dict[str, list[Cents]] = {name: [0] * len(steps) for name in names}
    for n, step in enumerate(steps):
        kind = STAND if step.is_endpoint else MORE if step.effect >= 0 else LESS
        low, high = sorted((step.start, step.end))
        amounts[HIDDEN][n] = max(low, 0)
        amounts[f"{HIDDEN} {BELOW}"][n] = min(high, 0)
        amounts[kind][n] = max(high, 0) - max(low, 0)
        amounts[f"{kind} {BELOW}"][n] = min(low, 0) - min(high, 0)
    return amounts


def _put(slide: Slide, box: Box, kind: XL_CHART_TYPE, data: CategoryChartData, alt: str) -> Chart:
    frame = slide.shapes.add_chart(kind, *map(Inches, box), data)
    describe(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(13), rgb(LIGHT.ink)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(14)
    return chart


def _dress_bars(chart: Chart) -> None:
    chart.plots[0].gap_width = 55
    for series in chart.plots[0].series:
        fill = series.format.fill
        series.invert_if_negative = False
        if series.name == COMMITTED:
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = rgb(LIGHT.realised), rgb(LIGHT.committed)
        elif series.name in (SPENT, FREE, OVER):
            fill.solid()
            colours = {SPENT: LIGHT.realised, FREE: LIGHT.budget_fill, OVER: LIGHT.over}
            fill.fore_color.rgb = rgb(colours[series.name])
        if series.name == FREE:
            _line(series.format.line, LIGHT.budget_line, 0.75, MSO_LINE.SOLID)


def _label_spent(chart: Chart) -> None:
    """Label the bar with the share spent, if it fits."""
    series = chart.plots[0].series[0]
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    labels.number_format, labels.number_format_is_linked = f"[>={LEAST_LABELLED}]{PERCENT};;", False
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(14), True, rgb("#FFFFFF")


def _as_marks(chart: Chart, name: str) -> None:
    """Turn one series of a bar chart into a row of dashes on the same axes."""
    bars = chart._chartSpace.xpath(".//c:barChart")[0]
    series = next(s for s in bars.findall(qn("c:ser")) if "".join(s.xpath("./c:tx//c:v/text()")) == name)
    for tag in ("c:spPr", "c:invertIfNegative"):
        for element in series.findall(qn(tag)):
            series.remove(element)
    bars.remove(series)
    ink = LIGHT.norm.lstrip("#")
    series.find(qn("c:tx")).addnext(
        parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:ln w='28575'><a:noFill/></a:ln></c:spPr>")
    )
    series.find(qn("c:spPr")).addnext(
        parse_xml(
            f"<c:marker {nsdecls('c', 'a')}><c:symbol val='dash'/><c:size val='22'/><c:spPr><a:solidFill>"
            f"<a:srgbClr val='{ink}'/></a:solidFill><a:ln w='9525'><a:solidFill><a:srgbClr val='{ink}'/>"
            "</a:solidFill></a:ln></c:spPr></c:marker>"
        )
    )
    series.append(parse_xml(f"<c:smooth {nsdecls('c')} val='0'/>"))
    marks = parse_xml(
        f"<c:lineChart {nsdecls('c')}><c:grouping val='standard'/><c:varyColors val='0'/>"
        "<c:marker val='1'/></c:lineChart>"
    )
    marks.insert(2, series)
    for axis in bars.findall(qn("c:axId")):
        marks.append(parse_xml(f"<c:axId {nsdecls('c')} val='{axis.get('val')}'/>"))
    bars.addnext(marks)


def _axes(chart: Chart, number_format: str, unit: str = "") -> None:
    values, names = chart.value_axis, chart.category_axis
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format, False
    values.tick_labels.font.size = names.tick_labels.font.size = Pt(12)
    _line(values.major_gridlines.format.line, LIGHT.grid, 0.75, MSO_LINE.SOLID)
    values.format.line.fill.background()
    _line(names.format.line, LIGHT.budget_line, 1, MSO_LINE.SOLID)
    for body in names._element.xpath("./c:txPr/a:bodyPr"):
        body.set("rot", "0")  # Long names are folded, not tilted.
        body.set("vert", "horz")
    if unit:
        values.has_title = True
        values.axis_title.text_frame.text = unit
        run = values.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(13), False


def _line(line: LineFormat, colour: str, width: float, dash: MSO_LINE) -> None:
    line.color.rgb, line.width, line.dash_style = rgb(colour), Pt(width), dash


def _euros(cents: Cents | None) -> float | None:
    return None if cents is None else cents / 100
