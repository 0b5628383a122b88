"""Charts of the page as inline SVG, from the same drawings as on paper; each figure is text as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budget import labels
from budget.charts import PaceChart, SourcesChart
from budget.charts.bullets import BulletChart, Part, is_planned, spoken
from budget.charts.paper import bullets_on_paper, pace_on_paper, sources_on_paper
from budget.charts.steps import Step, StepKind
from budget.charts.tables import room
from budget.charts.waterfall import WaterfallChart
from budget.export.html.pace import DESK, HAND, draw_pace
from budget.export.html.parts import Html, as_table, el, joined
from budget.model import Row

Drawing = dict[str, Any]

PATTERNS = Html(
    '<svg class="patterns" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" class="committed"/><rect width="2.5" height="7" class="stripe"/>'
    "</pattern></defs></svg>"
)
LOOK = {Part.REALISED.name: "realised", Part.COMMITTED.name: "hatched", Part.OVER.name: "over"}


def bullets(chart: BulletChart) -> Html:
    """One bar per group in shares of its budget, with marks for what was planned and released."""
    drawing = bullets_on_paper(chart)
    rows = [
        el("li", _named(row), _bullet(row, drawing, spoken(source)), _shares(row), class_="bar-row")
        for row, source in zip(drawing["rows"], chart.rows, strict=True)
    ]
    return _figure(chart.title, BULLET_LEGEND, el("ul", *rows, class_="bars"), as_table(chart))


def _named(row: Drawing) -> Html:
    signal = el("span", f"{row['shape']} {row['word']}", class_=f"signal {row['signal']}")
    return el("p", el("strong", row["name"]), " ", signal, class_="bar-name")


def _shares(row: Drawing) -> Html:
    if row["without"]:
        return el("p", f"geen budget: {row['without']}", class_="bar-words")
    words = f"{row['share']} besteed, {row['planned_share']} gepland, van {row['budget']}"
    return el("p", words, class_="bar-words")


def _bullet(row: Drawing, drawing: Drawing, alt: str) -> Html | None:
    if row["without"]:
        return None
    start, end = drawing["start"], drawing["end"]
    pieces = [_piece(p["from"], p["to"], LOOK[p["part"]]) for p in row["pieces"]]
    marks = [
        el("line", x1=_part(row[name]), x2=_part(row[name]), y1=y1, y2=y2, class_=name)
        for name, y1, y2 in (("planned", "0", "100%"), ("released", "75%", "100%"))
        if row[name] is not None
    ]
    drawn = [_piece(start, end, "room"), *pieces, *marks]
    return el("svg", *drawn, class_="bar", role="img", aria_label=alt, focusable="false")


def _piece(start: float, end: float, look: str) -> Html:
    low, high = sorted((start, end))
    return el("rect", x=_part(low), width=_part(high - low), y="18%", height="64%", class_=look)


def _part(share: float) -> str:
    return f"{share * 100:.3f}%"


def sources(chart: SourcesChart) -> Html:
    """One bar per source in euros, each in its own colour."""
    rows = []
    for n, row in enumerate(sources_on_paper(chart)["rows"]):
        start, used, spent = row["start"], row["used_end"], row["realised_end"]
        drawn = [
            _piece(start, row["budget_end"], "room"),
            _piece(start, used, f"source{n} faint"),
            _piece(start, spent, f"source{n}"),
        ]
        bar = el("svg", *drawn, class_="bar", role="img", aria_label=spoken(chart.rows[n]), focusable="false")
        name = el("p", el("strong", row["name"]), class_="bar-name")
        free = el("p", _of_source(row, chart.rows[n]), class_="bar-words")
        rows.append(el("li", name, bar, free, class_="bar-row"))
    legend = _legend((("swatch full", "besteed"), ("swatch half", "verplicht"), ("swatch room", "nog vrij")))
    return _figure(chart.title, legend, el("ul", *rows, class_="bars"), as_table(chart))


def _of_source(drawn: Drawing, row: Row) -> str:
    spent = f"{labels.euro_short(row.measures.realised)} besteed"
    if not is_planned(row):
        return f"{spent}, {labels.euro_short(row.measures.committed)} verplicht, buiten het plan"
    return f"{spent} van {drawn['budget']}; vrije ruimte {room(row.measures.free)}"


def waterfall(chart: WaterfallChart) -> Html:
    """The steps from the free room then to the free room now."""
    low, high = chart.scale
    span = max(high - low, 1)
    rows = []
    for step in chart.steps:
        if step.is_part:
            continue
        ends = (step.start - low) / span, (step.end - low) / span
        zero = el("line", x1=_part(-low / span), x2=_part(-low / span), y1="0", y2="100%", class_="zero")
        bar = el("svg", _piece(*ends, _look(step)), zero, class_="bar", aria_hidden="true", focusable="false")
        amount = room(step.end) if step.is_stand else labels.euro_change(step.effect)
        name = el("p", el("strong", step.name), class_="bar-name")
        rows.append(el("li", name, bar, el("p", amount, class_="bar-words"), class_="bar-row"))
    return _figure(chart.title, None, el("ol", *rows, class_="bars"), as_table(chart, words=2))


def _look(step: Step) -> str:
    if step.kind in (StepKind.BEFORE, StepKind.AFTER):
        return "stand"
    return "more" if step.effect >= 0 else "over"


def pace(chart: PaceChart) -> Html:
    """The year as lines: planned, spent and expected; drawn twice, for a desk and for a hand."""
    drawing = pace_on_paper(chart)
    drawn = joined(draw_pace(drawing, DESK), draw_pace(drawing, HAND))
    return _figure(chart.title, PACE_LEGEND, drawn, as_table(chart))


def _figure(title: str, legend: Html | None, drawn: Html, behind: Html) -> Html:
    return el("figure", el("figcaption", title), legend, drawn, behind)


def _legend(entries: Sequence[tuple[str, str]]) -> Html:
    keys = [el("li", el("span", "", class_=look, aria_hidden="true"), words) for look, words in entries]
    return el("ul", *keys, class_="legend")


BULLET_LEGEND = _legend(
    (
        ("swatch realised", "besteed"),
        ("swatch committed", "verplicht"),
        ("swatch room", "vrije ruimte"),
        ("swatch over", "tekort"),
        ("stroke planned", "gepland"),
        ("stroke released", "vrijgegeven"),
    )
)
PACE_LEGEND = _legend(
    (
        ("stroke-h spent", "besteed"),
        ("stroke-h norm", "gepland"),
        ("stroke-h expected", "prognose, met ruimte eromheen"),
        ("stroke-h limit", "begroot"),
    )
)
