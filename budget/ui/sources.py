"""The sources or themes of the money, and the lines of the chosen one."""

from __future__ import annotations

import streamlit as st

from budget.charts import SourcesChart
from budget.charts.plotly import draw_sources
from budget.labels import escape_markdown
from budget.model.words import By
from budget.standing.moment import Standing
from budget.standing.sentences import unspent_sentences
from budget.ui.address import choose, set_choices
from budget.ui.charts import show_chart
from budget.ui.figures import is_dark, show_measures

KEY = {By.SOURCE: "bron", By.THEME: "thema"}
LABEL = {By.SOURCE: "Regels van een bron", By.THEME: "Regels van een bron en thema"}
NOTHING_CHOSEN = {By.SOURCE: "Kies een bron", By.THEME: "Kies een bron en thema"}


def show_sources(by: By, standing: Standing, question: str, domain: str | None = None) -> None:
    """The chart by source or theme, what happens to unspent money, and the lines of the chosen group."""
    colours = {source.code: source.colour for source in standing.programme.sources}
    rows = standing.rows(by, domain)
    chart = SourcesChart.of(rows, standing.facts.as_of, colours)
    figure = draw_sources(chart, is_dark())
    show_chart(
        chart, figure, standing, question, "bronnen", lambda key: set_choices(**{KEY[by]: key}), domain=domain
    )
    if by is By.SOURCE and domain is None:
        with st.expander("Klopt dit? Kies een bedrag om te zien waar het uit bestaat"):
            show_measures([row for row in rows if row.key], "Bedragen per bron", standing.facts)
    for sentence in unspent_sentences(standing.rows(By.SOURCE, domain), standing.programme):
        st.caption(escape_markdown(sentence))
    names = {row.key: row.name for row in rows if row.key}
    chosen = choose(LABEL[by], ["", *names], KEY[by], "", lambda key: names.get(key, NOTHING_CHOSEN[by]))
    if chosen:
        show_measures(standing.rows_within(by, chosen, domain), f"Regels van {names[chosen]}")
