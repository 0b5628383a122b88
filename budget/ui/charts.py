"""A chart on a page: its message as heading, the labelled picture, its table, and a download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from budget.charts import BulletChart, PaceChart
from budget.charts.plotly import Figure, add_scope, draw_bullets, draw_pace
from budget.charts.tables import Tabular
from budget.labels import escape_markdown
from budget.model.figures import Row
from budget.model.programme import Programme
from budget.snapshot.content import ProgrammeIdentity
from budget.standing.moment import Standing
from budget.ui.chart_csv import chart_csv, csv_name
from budget.ui.downloads import offer_download
from budget.ui.figures import is_dark, picture_format, show_chart_table

Follow = Callable[[str], None]
"""Called with the key of the group whose bar was clicked."""
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
    rows: Sequence[Row],
    standing: Standing,
    question: str,
    key: str,
    follow: Follow | None = None,
    domain: str | None = None,
) -> None:
    """Use per group: budget, released, spent, committed and planned."""
    chart = BulletChart.of(rows, standing.facts.as_of)
    show_chart(chart, draw_bullets(chart, is_dark()), standing, question, key, follow, domain=domain)


def show_pace(standing: Standing, domain: str | None = None) -> None:
    """Cumulative spending against the plan, with the forecast."""
    chart = PaceChart.of(standing.pace(domain))
    figure = draw_pace(chart, is_dark())
    show_chart(chart, figure, standing, "Hoe snel gaat het?", "tempo", domain=domain)
    st.page_link("pages/forecast.py", label="Hoe werkt de prognose, en hoe vaak zit hij ernaast?")


def show_figure(
    chart: Tabular,
    figure: Figure,
    programme: Programme | ProgrammeIdentity,
    question: str,
    key: str,
    follow: Follow | None = None,
) -> None:
    """One chart: its message, the labelled picture with its scope line, and its table.

    With `follow` a click on a bar leads to its details.
    """
    st.header(escape_markdown(chart.title), anchor=False)
    st.caption(escape_markdown(f"{question} Klik op een balk voor meer." if follow else question))
    name = {"format": picture_format(), "filename": f"{programme.id}-{key}", "scale": 2}
    scope = f"{programme.scope} {programme.notice}".strip()
    st.plotly_chart(
        add_scope(figure, scope, is_dark()),
        key=key,
        theme=None,
        alt=chart.alt,
        config=PLOT_CONFIG | {"toImageButtonOptions": name},
        on_select=partial(_clicked, key, follow) if follow else "ignore",
        selection_mode="points",
    )
    show_chart_table(chart, chart.title)


def _clicked(key: str, follow: Follow) -> None:
    """Follow the first selected bar with a key; clearing the selection does nothing."""
    for point in st.session_state[key]["selection"]["points"]:
        key_clicked = point.get("customdata")
        key_clicked = key_clicked[0] if isinstance(key_clicked, list) else key_clicked
        if key_clicked:
            follow(str(key_clicked))
            return


def show_chart(
    chart: Tabular,
    figure: Figure,
    standing: Standing,
    question: str,
    key: str,
    follow: Follow | None = None,
    *,
    domain: str | None,
) -> None:
    """A chart of the programme, or of one domain, with its figures to download."""
    show_figure(chart, figure, standing.programme, question, key, follow)
    offer_download(
        "Download de cijfers (CSV)",
        lambda: chart_csv(chart, standing, domain),
        csv_name(standing, key, domain),
        "text/csv",
        f"{key}-csv",
        "tertiary",
    )
