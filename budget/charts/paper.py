"""Charts on paper: chart data as places between 0 and 1 with words, for the shapes of paper.typ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from budget import labels
from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.colours import LIGHT
from budget.charts.pace import PaceChart, month_end
from budget.charts.scales import amount_axis
from budget.charts.sources import SourcesChart
from budget.charts.tables import is_planned, released_share
from budget.model import MONTHS, Row

Drawing = dict[str, Any]


def paper_colours() -> dict[str, Any]:
    """The palette for paper.typ, signal colours by their name."""
    colours = asdict(LIGHT)
    return colours | {"signal": {colour.value: value for colour, value in LIGHT.signal.items()}}


def bullets_on_paper(chart: BulletChart) -> Drawing:
    """What paper.typ's bullets() draws: places run from 0 (left end of the axis) to 1 (right end)."""
    low, high = chart.scale

    def place(share: float) -> float:
        return (min(max(share, low), high) - low) / (high - low)

    quarters = [n / 4 for n in range(-2, 7) if low <= n / 4 <= high]
    return {
        "title": chart.title,
        "alt": chart.alt,
        "start": place(0),
        "end": place(1),
        "ticks": [{"at": place(share), "text": labels.percent(share)} for share in quarters],
        "short": any(piece.part is Part.OVER for row in chart.rows for piece in segments(row.measures)),
        "rows": [
            {
                **_named(row),
                "pieces": [
                    {"part": piece.part.name, "from": place(piece.start), "to": place(piece.end)}
                    for piece in segments(row.measures)
                ],
                "planned": _placed(row.measures.norm_share, place),
                "released": _placed(released_share(row.measures), place),
            }
            for row in chart.rows
        ],
    }


def _placed(share: float | None, place: Any) -> float | None:
    return None if share is None else place(share)


def _named(row: Row) -> Drawing:
    m, colour = row.measures, row.signal.colour
    spent = f"besteed {labels.euro_short(m.realised)}, verplicht {labels.euro_short(m.committed)}"
    return {
        "name": row.name,
        "signal": colour.value,
        "shape": labels.SIGNAL_SHAPE[colour],
        "word": labels.SIGNAL_WORD[colour],
        "share": labels.percent(m.depletion),
        "planned_share": labels.percent(m.norm_share),
        "budget": labels.euro_short(m.budget) if is_planned(row) else "geen budget",
        "without": "" if m.budget > 0 else spent,
    }


def pace_on_paper(chart: PaceChart) -> Drawing:
    """What paper.typ's pace() draws: x from 0 (start of the year) to 1 (end), y from 0 to 1 (top)."""
    m = chart.measures
    axis = amount_axis(chart.amounts, headroom=0.16)
    span = (chart.end - chart.start).days

    def x(day: date) -> float:
        return (day - chart.start).days / span

    def points(pairs: Sequence[tuple[date, int]]) -> list[tuple[float, float]]:
        return [(x(day), axis.place(cents)) for day, cents in pairs]

    fan = chart.fan
    upper = points([(point.day, point.expected.p90) for point in fan])
    lower = points([(point.day, point.expected.p10) for point in fan])
    return {
        "title": chart.title,
        "alt": chart.alt,
        "unit": axis.unit_name,
        "ticks": [{"at": at, "text": text} for at, text in axis.ticks],
        "months": [
            {
                "at": x(month_end(chart.year, month) - timedelta(days=15)),
                "text": labels.MONTH_SHORT[month - 1],
            }
            for month in range(1, MONTHS + 1)
        ],
        "budget": {"at": axis.place(m.budget), "text": f"begroot {labels.euro_short(m.budget)}"},
        "planned": points(chart.planned),
        "realised": points(chart.realised),
        "fan": upper + lower[::-1],
        "expected": points([(point.day, point.expected.p50) for point in fan]),
        "expected_text": labels.euro_short(m.forecast.p50) if fan else "",
        "today": _today(chart, x, axis.place) if chart.today else None,
        "run_out": _run_out(chart, x) if chart.run_out else None,
    }


def _today(chart: PaceChart, x: Any, y: Any) -> Drawing:
    m = chart.measures
    return {
        "at": x(chart.today),
        "day": chart.today_label,
        "realised": y(m.realised),
        "used": y(m.used),
        "planned": y(m.norm),
        "realised_text": chart.realised_label,
        "planned_text": chart.planned_label,
        "behind": m.realised < m.norm,
    }


def _run_out(chart: PaceChart, x: Any) -> Drawing:
    run_out = chart.measures.run_out
    return {
        "at": x(min(run_out.p50, chart.end)),
        "from": x(min(run_out.p10 or run_out.p50, chart.end)),
        "to": x(min(run_out.p90 or chart.end, chart.end)),
        "text": f"geld op rond {labels.day_month(run_out.p50)}",
    }


def sources_on_paper(chart: SourcesChart) -> Drawing:
    """What paper.typ's sources() draws: places from 0 to 1, the largest budget, in each source's own hue."""
    low, high = chart.scale
    span = max(high - low, 1)
    return {
        "title": chart.title,
        "alt": chart.alt,
        "rows": [
            {
                **_named(row),
                "hue": hue,
                "start": -low / span,
                "budget_end": (max(row.measures.budget, 0) - low) / span,
                "realised_end": (row.measures.realised - low) / span,
                "used_end": (row.measures.used - low) / span,
                "left": labels.euro_short(row.measures.free) if is_planned(row) else "buiten plan",
            }
            for row, hue in zip(chart.rows, chart.colours, strict=True)
        ],
    }
