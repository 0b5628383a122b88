"""The year on screen: spending against the plan, and the forecast."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from budget import labels
from budget.charts.colours import Palette, faded, palette
from budget.charts.pace import PaceChart
from budget.charts.plotly.canvas import LEGEND_ROOM, SMALL, Canvas, Figure, Look, hatched, lines, tick_mark
from budget.charts.scales import amount_axis
from budget.model.figures import FanPoint, Point
from budget.model.words import MONTHS

HEIGHT = 400
BOTTOM = 28
TOP = LEGEND_ROOM + 24
DAY_MS = 86_400_000
NARROW_DAYS = 200
LATE_DAYS = 110
LAST_DAYS = 50
EARLY_MONTHS = 3


def draw_pace(chart: PaceChart, dark: bool = False) -> Figure:
    """Cumulative amounts through the year; the lines are labelled, so it reads without colours."""
    colours = palette(dark)
    canvas = Canvas(colours, HEIGHT, top=TOP, bottom=BOTTOM)
    _set_axes(canvas, chart, colours)
    _add_fan(canvas, chart, colours)
    _add_planned(canvas, chart, colours)
    _add_budget(canvas, chart, colours)
    if chart.today:
        _add_realised(canvas, chart, colours)
        _add_today(canvas, chart, chart.today, colours)
    _add_run_out(canvas, chart, colours)
    return canvas.figure()


def _set_axes(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    axis = amount_axis(chart.amounts, headroom=0.16)
    canvas.yaxis.update(
        range=[axis.low, axis.high],
        tickvals=axis.marks,
        ticktext=axis.texts,
        tickfont={"size": SMALL, "color": colours.quiet},
        automargin=True,
        ticklabelstandoff=6,
    )
    canvas.xaxis.update(
        range=[chart.start - timedelta(days=2), chart.end + timedelta(days=2)],
        tickvals=[datetime(chart.year, month, 16) for month in range(1, MONTHS + 1)],
        ticktext=list(labels.MONTH_SHORT),
        tickfont={"size": 11, "color": colours.quiet},
        tickangle=0,
        showgrid=False,
    )
    above = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    summed = "" if chart.run_out else f", opgeteld vanaf 1 januari {chart.year}"
    canvas.add_note(f"in {axis.unit_name}{summed}", 0, 1, font={"size": SMALL}, **above)


def _add_fan(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    if not chart.fan:
        return
    days = [point.day for point in chart.fan]
    lower = [point.expected.p10 for point in chart.fan]
    upper = [point.expected.p90 for point in chart.fan]
    canvas.add_scatter(
        x=days + days[::-1],
        y=upper + lower[::-1],
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=faded(colours.forecast, 0.2 if colours.paper == "#FFFFFF" else 0.28),
        hoverinfo="skip",
        name="onzekerheid",
        legendrank=5,
    )
    canvas.add_scatter(
        x=days,
        y=[point.expected.p50 for point in chart.fan],
        mode="lines",
        line={"dash": "dash", "width": 2.5, "color": colours.forecast_ink},
        name="prognose",
        hovertext=[_fan_hover(point) for point in chart.fan],
        hoverinfo="text",
        legendrank=4,
    )


def _fan_hover(point: FanPoint) -> str:
    low, high = labels.euro(point.expected.p10), labels.euro(point.expected.p90)
    middle = f"Verwacht {labels.euro(point.expected.p50)}"
    return lines((f"<b>{labels.day(point.day)}</b>", middle, f"tussen {low} en {high}"))


def _hover(word: str, points: tuple[Point, ...]) -> list[str]:
    return [f"<b>{labels.day(point.day)}</b><br>{word} {labels.euro(point.cents)}" for point in points]


def _add_planned(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    canvas.add_scatter(
        x=[point.day for point in chart.planned],
        y=[point.cents for point in chart.planned],
        mode="lines+markers",
        line={"width": 1.5, "color": colours.norm},
        marker=tick_mark(10, 1.5, colours.norm),
        name="gepland",
        hovertext=_hover("Gepland", chart.planned),
        hoverinfo="text",
        legendrank=3,
    )


def _add_budget(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    budget = chart.measures.budget
    line = {"dash": "longdashdot", "width": 2, "color": colours.budget_line}
    canvas.add_line(x0=0, x1=1, xref="paper", y0=budget, y1=budget, line=line)
    text = f"begroot {labels.euro_short(budget)}"
    font = {"size": SMALL, "color": colours.quiet}
    canvas.add_note(text, 0.01, budget, xref="paper", xanchor="left", yanchor="bottom", font=font)


def _add_realised(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    m = chart.measures_at_end
    canvas.add_scatter(
        x=[point.day for point in chart.realised],
        y=[point.cents for point in chart.realised],
        mode="lines+markers",
        line={"width": 4, "color": colours.realised},
        marker={"size": 8, "color": colours.realised},
        name="besteed",
        hovertext=_hover("Besteed", chart.realised),
        hoverinfo="text",
        legendrank=1,
    )
    canvas.add_bar(
        x=[chart.today],
        y=[m.committed],
        base=[m.realised],
        width=[6 * DAY_MS],
        marker=hatched(colours.committed, colours.realised),
        name="verplicht",
        hovertext=[f"Verplicht {labels.euro(m.committed)}<br>Samen met besteed {labels.euro(m.used)}"],
        hoverinfo="text",
        legendrank=2,
    )


def _add_today(canvas: Canvas, chart: PaceChart, today: date, colours: Palette) -> None:
    line = {"dash": "dot", "width": 1, "color": colours.quiet}
    canvas.add_line(x0=today, x1=today, y0=0, y1=1, yref="paper", line=line, layer="below")
    is_early = today.month <= EARLY_MONTHS
    side = {"xanchor": "left", "xshift": 4} if is_early else {"xanchor": "right", "xshift": -4}
    font = {"size": SMALL, "color": colours.quiet}
    canvas.add_note(chart.today_label, today, 1, yref="paper", yanchor="top", font=font, **side)
    _label_lines(canvas, chart, today, colours)


def _label_lines(canvas: Canvas, chart: PaceChart, today: date, colours: Palette) -> None:
    m = chart.measures_at_end
    spent = Point(today, m.realised), f"<b>{chart.realised_label}</b>", colours.realised
    planned = Point(today, m.norm), chart.planned_label, colours.ink
    lower, upper = (spent, planned) if m.realised < m.norm else (planned, spent)
    above = {"xanchor": "right", "yanchor": "bottom", "xshift": -14, "yshift": 2}
    below = {"xanchor": "left", "yanchor": "top", "xshift": 14}
    if today.month <= EARLY_MONTHS:
        above = {"xanchor": "left", "yanchor": "bottom", "xshift": 14, "yshift": 12}
    days_left = (chart.end - today).days
    if days_left < LATE_DAYS:
        below = {"xanchor": "left", "yanchor": "top", "xshift": 8, "yshift": -12}
    if days_left < NARROW_DAYS:
        lower = (lower[0], "<br>".join(lower[1].rsplit(" ", 1)), lower[2])
    if days_left < LAST_DAYS:
        below |= {"x": 1, "xref": "paper", "xanchor": "right"}
    if lower[0].cents < 0.1 * max(chart.amounts):
        below = below | {"y": 0.12 * max(chart.amounts), "yshift": 0}
    _line_label(canvas, upper, above, colours)
    _line_label(canvas, lower, below, colours)


def _line_label(canvas: Canvas, label: tuple[Point, str, str], place: Look, colours: Palette) -> None:
    """Place a label beside a rising line: above on its left, below on its right, lower late in the year."""
    point, text, colour = label
    where = {"x": point.day, "y": point.cents, "bgcolor": faded(colours.paper, 0.7)} | place
    if text:
        canvas.add_note(text, font={"color": colour}, **where)


def _add_run_out(canvas: Canvas, chart: PaceChart, colours: Palette) -> None:
    run_out, budget = chart.measures.run_out, chart.measures.budget
    if run_out.p50 is None or run_out.p50 > chart.end:
        return
    last = min(run_out.p90 or chart.end, chart.end)
    canvas.add_scatter(
        x=[run_out.p10 or run_out.p50, last],
        y=[budget, budget],
        mode="lines",
        line={"width": 6, "color": faded(colours.over, 0.45)},
        hoverinfo="skip",
        showlegend=False,
    )
    text = f"geld op rond {labels.day_month(run_out.p50)}"
    canvas.add_scatter(
        x=[run_out.p50],
        y=[budget],
        mode="markers",
        marker={"symbol": "x", "size": 13, "color": colours.over},
        name="geld op",
        hovertext=[text],
        hoverinfo="text",
        legendrank=6,
    )
    place = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    canvas.add_note(f"<b>{text}</b>", 1, 1, font={"size": SMALL, "color": colours.over}, **place)
