"""A chart on a page: its message as heading, the picture with a name, the table behind it, and a download."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from budget.board.standing import Standing
from budget.charts.data import BulletChart, PaceChart, SourcesChart
from budget.charts.screen import draw_bullets, draw_pace, draw_sources
from budget.charts.tables import Tabular
from budget.labels import plain
from budget.model import By, Row
from budget.ui.figures import is_dark, show_chart_table

PLOT_CONFIG = {
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "locale": "nl",
}


def show_bullets(rows: Sequence[Row], standing: Standing, question: str, key: str) -> None:
    """How far are the groups: budget, released, spent, committed and planned at one glance."""
    chart = BulletChart.of(rows, standing.facts.as_of)
    _show(chart, draw_bullets(chart, is_dark()), standing, question, key)


def show_pace(chart: PaceChart, standing: Standing, question: str, key: str) -> None:
    """How fast does it go: cumulative against the plan, with what is expected."""
    _show(chart, draw_pace(chart, is_dark()), standing, question, key)


def show_sources(by: By, standing: Standing, question: str, key: str, domain: str | None = None) -> None:
    """Where the money comes from, and what is left of it."""
    colours = {source.code: source.colour for source in standing.programme.sources}
    chart = SourcesChart.of(standing.rows(by, domain), standing.facts.as_of, colours)
    _show(chart, draw_sources(chart, is_dark()), standing, question, key)


def chart_csv(chart: Tabular, standing: Standing) -> str:
    """The table behind a chart with its scope line: amounts in euros with cents, a comma for the decimals."""
    headers, rows = chart.table()
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    programme = standing.programme
    writer.writerow([programme.scope])
    if programme.notice:
        writer.writerow([programme.notice])
    writer.writerow(
        [f"{programme.name}, begrotingsjaar {standing.facts.year}, {standing.facts.as_of:%d-%m-%Y}"]
    )
    writer.writerow(headers)
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _show(chart: Any, figure: Any, standing: Standing, question: str, key: str) -> None:
    st.subheader(plain(chart.title), anchor=False)
    st.caption(f"{question} {standing.programme.scope}")
    st.plotly_chart(figure, key=key, theme=None, alt=chart.alt, config=PLOT_CONFIG)
    show_chart_table(chart, chart.title)
    st.download_button(
        "Download de cijfers (CSV)",
        chart_csv(chart, standing),
        f"{standing.programme.id}-{key}-{standing.facts.as_of:%Y-%m-%d}.csv",
        "text/csv",
        key=f"{key}-csv",
        on_click="ignore",
        type="tertiary",
    )


def _csv_value(value: Any) -> str:
    """Text that a spreadsheet might run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool | float):
        return f"{value:.6f}".replace(".", ",")
    if isinstance(value, int):
        sign, (whole, rest) = "-" if value < 0 else "", divmod(abs(value), 100)
        return f"{sign}{whole},{rest:02d}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return f"'{value}" if str(value)[:1] in ("=", "+", "-", "@", "\t", "\r") else str(value)
