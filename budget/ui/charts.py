"""A chart on a page: its message as heading, the picture with a name, the table behind it, and a download."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import streamlit as st

from budget.charts.bullets import BulletChart
from budget.charts.colours import palette
from budget.charts.pace import PaceChart
from budget.charts.plotly.figures import draw_bullets, draw_pace
from budget.charts.tables import Tabular
from budget.labels import plain
from budget.model import Pace, Programme, Row
from budget.snapshot.content import ProgrammeIdentity
from budget.standing.moment import Standing
from budget.ui.figures import is_dark, picture_format, show_chart_table

Follow = Callable[[str], None]
"""Hears the key of the group whose bar was clicked."""
NEXT = "verder-naar"
MOMENT = ("peildatum", "jaar")
SCOPE_ROOM = 26
LINE = 62
PLOT_CONFIG = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "locale": "nl",
    "locales": {
        "nl": {
            "dictionary": {
                "Download plot as a PNG": "Download de grafiek als PNG",
                "Download plot": "Download de grafiek als SVG",
                "Preparing image - this may take a few seconds": "De afbeelding wordt gemaakt",
                "Image download succeeded": "De afbeelding is gedownload",
                "Sorry, there was a problem downloading your image!": "Downloaden is niet gelukt",
            }
        }
    },
}


def show_bullets(
    rows: Sequence[Row], standing: Standing, question: str, key: str, follow: Follow | None = None
) -> None:
    """How far are the groups: budget, released, spent, committed and planned at one glance."""
    chart = BulletChart.of(rows, standing.facts.as_of)
    show_chart(chart, draw_bullets(chart, is_dark()), standing, question, key, follow)


def show_pace(pace: Pace, standing: Standing, question: str, key: str) -> None:
    """How fast does it go: cumulative against the plan, with what is expected."""
    chart = PaceChart.of(pace)
    show_chart(chart, draw_pace(chart, is_dark()), standing, question, key)
    st.page_link("pages/forecast.py", label="Hoe werkt de prognose, en hoe vaak zit hij ernaast?")


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


def show_figure(
    chart: Any,
    figure: Any,
    programme: Programme | ProgrammeIdentity,
    question: str,
    key: str,
    follow: Follow | None = None,
    *,
    is_told: bool = False,
) -> None:
    """One chart: its message, the picture with a name and its scope line, and the table behind it.

    With `follow` a click on a bar leads on to what is behind it. Where the screen told the message already
    (`is_told`), the question is the heading.
    """
    st.header(plain(question if is_told else chart.title), anchor=False)
    if not is_told:
        st.caption(plain(f"{question} Klik op een balk voor meer." if follow else question))
    name = {"format": picture_format(), "filename": f"{programme.id}-{key}", "scale": 2}
    options = {"on_select": lambda: _clicked(key, follow), "selection_mode": "points"} if follow else {}
    st.plotly_chart(
        _with_scope(figure, programme),
        key=key,
        theme=None,
        alt=chart.alt,
        config=PLOT_CONFIG | {"toImageButtonOptions": name},
        **options,
    )
    show_chart_table(chart, chart.title)


def go_on() -> None:
    """Follow a click on a chart to another page at the same moment; the back button leads back.

    The moment goes along in the address: written afterwards it would be a step back of its own.
    """
    if target := st.session_state.pop(NEXT, None):
        moment = {key: st.query_params[key] for key in MOMENT if key in st.query_params}
        st.switch_page(target[0], query_params=moment | target[1])


def leave_for(page: str, **choices: str) -> None:
    """Remember that this run ends on another page."""
    st.session_state[NEXT] = (page, choices)


def _clicked(key: str, follow: Follow) -> None:
    """Follow the first bar of the selection that has a key; taking the selection away does nothing."""
    for point in st.session_state[key]["selection"]["points"]:
        found = point.get("customdata")
        found = found[0] if isinstance(found, list) else found
        if found:
            follow(str(found))
            return


def show_chart(
    chart: Any, figure: Any, standing: Standing, question: str, key: str, follow: Follow | None = None
) -> None:
    """A chart of the standing, with the figures behind it to download."""
    show_figure(chart, figure, standing.programme, question, key, follow)
    st.download_button(
        "Download de cijfers (CSV)",
        chart_csv(chart, standing),
        f"{standing.programme.id}-{key}-{standing.facts.as_of:%Y-%m-%d}.csv",
        "text/csv",
        key=f"{key}-csv",
        on_click="ignore",
        type="tertiary",
    )


def _with_scope(figure: Any, programme: Programme | ProgrammeIdentity) -> Any:
    """The scope line stands in the picture itself, so that a copy of the picture cannot lose it."""
    bottom = figure.layout.margin.b or 0
    words = "<br>".join(wrap(f"{programme.scope} {programme.notice}".strip(), LINE))
    room = SCOPE_ROOM + words.count("<br>") * 14
    figure.update_layout(
        height=figure.layout.height + room,
        margin_b=bottom + room,
        paper_bgcolor=palette(is_dark()).paper,
    )
    figure.add_annotation(
        text=escape(words).replace("&lt;br&gt;", "<br>"),
        x=0,
        xref="paper",
        xanchor="left",
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-bottom - 2,
        align="left",
        showarrow=False,
        font={"size": 11, "color": palette(is_dark()).quiet},
    )
    return figure


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
