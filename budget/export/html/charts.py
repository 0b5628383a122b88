"""Charts on the page: the SVG of budget.charts.svg, with labels as real text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from budget import labels
from budget.charts.bullets import BulletChart
from budget.charts.colours import VARIABLES
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart
from budget.charts.svg.bars import (
    NOT_DELIVERED,
    DrawnRow,
    draw_bullets,
    draw_sources,
    draw_steps,
    page_fills,
)
from budget.charts.svg.canvas import Key, pattern_defs
from budget.charts.svg.pace import BESIDE, DESK, HAND, draw_pace
from budget.charts.tables import Tabular, is_planned, named_room
from budget.charts.waterfall import WaterfallChart
from budget.export.html.parts import Html, as_table, el, join
from budget.labels import room
from budget.model.figures import Row

PATTERN_SCALE = 1.4


def patterns(sources: int) -> Html:
    """The fill patterns of the page's charts, for `sources` sources."""
    defs = Html(pattern_defs(page_fills(VARIABLES, _hues(sources)), PATTERN_SCALE))
    return el("svg", defs, class_="patterns", aria_hidden="true", focusable="false")


def bullets(chart: BulletChart, captions: Sequence[str] = (), reasons: Sequence[str] = ()) -> Html:
    """One bar per group as shares of its budget, with marks for planned and released.

    `captions` are further text per row, `reasons` why it needs attention.
    """
    drawn = draw_bullets(chart, VARIABLES)
    words = [
        f"{_shares(row)}{f'. {more}' if more else ''}" for row, more in zip_longest(drawn.rows, captions)
    ]
    rows = [
        _bar_row(_named(row), row.picture, text, reason or "")
        for row, text, reason in zip_longest(drawn.rows, words, reasons)
    ]
    return _figure(chart, _legend(drawn.keys), el("ul", *rows, class_="bars"))


def _bar_row(name: Html, picture: str, words: str, reason: str = "") -> Html:
    bar = Html(picture) if picture else None
    why = el("p", reason, class_="bar-why") if reason else None
    caption = el("p", words, class_="bar-words")
    return el("li", el("p", name, class_="bar-name"), bar, caption, why, class_="bar-row")


def _named(row: DrawnRow) -> Html:
    signal = el("span", f"{row.shape} {row.word}", class_=f"signal {row.signal}")
    return join(el("strong", row.name), " ", signal)


def _shares(row: DrawnRow) -> str:
    if row.without == NOT_DELIVERED:
        return f"{row.without}; {row.budget} begroot"
    if row.without:
        return f"geen budget: {row.without}"
    return f"{row.share} besteed, {row.planned_share} gepland, van {row.budget}"


def sources(chart: SourcesChart) -> Html:
    """One bar per source in euros, each in its own colour."""
    drawn = draw_sources(chart, _hues(len(chart.rows)), VARIABLES)
    pairs = zip(drawn.rows, chart.rows, strict=True)
    rows = [_bar_row(el("strong", row.name), row.picture, _of_source(row, source)) for row, source in pairs]
    return _figure(chart, _legend(drawn.keys), el("ul", *rows, class_="bars"))


def _hues(sources: int) -> list[str]:
    """The colour of each source as a variable of the style sheet."""
    return [f"var(--source{n})" for n in range(sources)]


def _of_source(drawn_row: DrawnRow, row: Row) -> str:
    spent = f"{labels.euro_short(row.measures.realised)} besteed"
    if not is_planned(row):
        return f"{spent}, {labels.euro_short(row.measures.committed)} verplicht, buiten het plan"
    return f"{spent} van {drawn_row.budget}; {named_room(row.measures)}"


def waterfall(chart: WaterfallChart) -> Html:
    """The steps from the earlier to the present free room."""
    rows = [
        _bar_row(
            el("strong", step.name),
            picture,
            room(step.end) if step.is_endpoint else labels.euro_change(step.effect),
        )
        for step, picture in draw_steps(chart, VARIABLES)
    ]
    return _figure(chart, None, el("ol", *rows, class_="bars"), words=2)


def pace(chart: PaceChart, is_beside: bool = False) -> Html:
    """The year as lines: planned, spent and expected; drawn twice, for wide and narrow screens.

    `is_beside` leaves room for the figures next to it.
    """
    drawn = draw_pace(chart, VARIABLES, (BESIDE if is_beside else DESK, HAND))
    return _figure(chart, _legend(drawn.keys), join(*map(Html, drawn.pictures)))


def _figure(chart: Tabular, legend: Html | None, svg: Html, words: int = 1) -> Html:
    return el("figure", el("figcaption", chart.title), legend, svg, as_table(chart, words))


def _legend(keys: Sequence[Key]) -> Html:
    entries: Iterable[Html] = (el("li", Html(key.picture), key.word) for key in keys)
    return el("ul", *entries, class_="legend")
