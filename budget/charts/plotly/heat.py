"""The months on screen: a grid of cells with their percentage, and a shape where it deviates."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from budget import labels
from budget.charts.colours import Palette, faded, palette
from budget.charts.heat import HEAT_MARK, Cell, Heat, HeatChart, HeatLine
from budget.charts.plotly.canvas import SMALL, Canvas, Figure, lines, safe
from budget.charts.plotly.lanes import EMPTY, Lane, label_lane, lane, lanes_canvas
from budget.model.words import MONTHS

BAND = 36
LEGEND_ROWS = 80
AXIS_ROOM = 24
TOP = LEGEND_ROWS + AXIS_ROOM
ENTRY_WIDTH = 60
CELL_TEXT = 11
MOST_PERCENT = 999


def draw_heat(chart: HeatChart, dark: bool = False) -> Figure:
    """Twelve cells per group; the shapes and figures say the same as the colours."""
    colours = palette(dark)
    lanes: list[Lane] = []
    for line in chart.lines:
        lanes.append(lane(lanes[-1] if lanes else None, line.name, _sums(line), band=BAND))
    canvas = lanes_canvas(lanes, colours, TOP)
    _set_legend(canvas, lanes[-1].bottom if lanes else EMPTY)
    _set_months(canvas, colours)
    for heat in Heat:
        _add_cells(canvas, chart, lanes, heat, colours)
    for place in lanes:
        label_lane(canvas, place, colours)
    return canvas.figure()


def _set_legend(canvas: Canvas, depth: float) -> None:
    """Place the legend directly above the months, so that spare rows of a wide screen are at the top."""
    title = {"text": "besteed in procenten van wat gepland was", "side": "top", "font": {"size": SMALL}}
    place = {"yref": "paper", "y": 1 + AXIS_ROOM / depth, "yanchor": "bottom"}
    canvas.legend |= place | {"title": title, "entrywidth": ENTRY_WIDTH}
    canvas.layout["bargap"] = 0


def _sums(line: HeatLine) -> str:
    if line.share is None:
        return f"{labels.euro_short(line.realised)} niet gepland"
    return f"samen {labels.percent(line.share)}"


def _set_months(canvas: Canvas, colours: Palette) -> None:
    canvas.xaxis.update(
        range=[0.5, MONTHS + 0.5],
        tickvals=list(range(1, MONTHS + 1)),
        ticktext=list(labels.MONTH_SHORT),
        tickfont={"size": 12, "color": colours.quiet},
        tickangle=0,
        side="top",
        showgrid=False,
    )


def _add_cells(canvas: Canvas, chart: HeatChart, lanes: list[Lane], heat: Heat, colours: Palette) -> None:
    cells = [
        (line, cell, place)
        for line, place in zip(chart.lines, lanes, strict=True)
        for cell in line.months
        if cell.heat is heat
    ]
    if not cells:
        return
    fill, border, ink = _cell_style(heat, colours)
    canvas.add_bar(
        x=[cell.month for _, cell, _ in cells],
        base=[place.band_top for _, _, place in cells],
        y=[place.band for _, _, place in cells],
        width=0.92,
        marker={"color": fill, "line": {"width": 1, "color": border}},
        text=[_text(cell) for _, cell, _ in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": CELL_TEXT, "color": ink},
        name=f"{HEAT_MARK[heat]} {heat.value}".strip(),
        hovertext=[_hover(line, cell) for line, cell, _ in cells],
        customdata=[line.key for line, _, _ in cells],
        hoverinfo="text",
    )


def _cell_style(heat: Heat, colours: Palette) -> tuple[str, str, str]:
    """Fill, border and text colour: warm and light below the plan, blue and dark above it, plain on it."""
    clear = "rgba(0,0,0,0)"
    return {
        Heat.MUCH_LESS: (faded(colours.forecast, 0.7), colours.forecast_ink, colours.ink),
        Heat.LESS: (faded(colours.forecast, 0.25), colours.forecast, colours.ink),
        Heat.ON_PLAN: (colours.budget_fill, colours.grid, colours.ink),
        Heat.MORE: (faded(colours.realised, 0.4), colours.realised, colours.ink),
        Heat.MUCH_MORE: (colours.realised, colours.realised, colours.paper),
        Heat.UNPLANNED: (colours.paper, colours.over, colours.over),
        Heat.NOTHING: (clear, colours.grid, colours.quiet),
        Heat.NOT_YET: (clear, clear, colours.quiet),
    }[heat]


def _text(cell: Cell) -> str:
    mark = HEAT_MARK[cell.heat]
    if cell.share is None:
        return f"<b>{mark}</b>"
    return lines((_percent(cell), mark)) if mark else _percent(cell)


def _percent(cell: Cell) -> str:
    """The percentage without its sign, which is above the grid; a number too long to fit is marked."""
    realised = cell.realised or 0
    value = int((Decimal(abs(realised)) * 100 / cell.planned).quantize(Decimal(1), ROUND_HALF_UP))
    sign = labels.MINUS if realised < 0 and value else ""
    return f"{sign}{value}" if value <= MOST_PERCENT else f"{sign}999+"


def _hover(line: HeatLine, cell: Cell) -> str:
    spent: tuple[str, ...] = ()
    if cell.realised is not None:
        spent = (f"Besteed {labels.euro(cell.realised)}",)
    month = labels.MONTH_NAMES[cell.month - 1]
    return lines(
        (f"<b>{safe(line.name)}</b>", month, f"Gepland {labels.euro(cell.planned)}", *spent, cell.words)
    )
