"""Verdieping: five questions about the figures of the programme or one domain, one at a time."""

import streamlit as st

from budget.labels import escape_markdown
from budget.standing.sentences import forecast_sentence
from budget.ui.changes import show_lag
from budget.ui.empty import show_empty
from budget.ui.fragment import fragment
from budget.ui.insight_charts import (
    choose_part,
    choose_question,
    choose_since,
    show_flows,
    show_forecast_waterfall,
    show_heat,
    show_variance,
    show_waterfall,
)
from budget.ui.navigation import follow_click
from budget.ui.visit import Visit, enter, show_title

follow_click()
visit = enter()
left, right = st.columns(2)
with left:
    domain = choose_part(visit)
with right:
    moment = choose_since(visit)
standing = visit.standing(moment.as_of)
if not standing.lines(domain):
    show_title("Er zijn nog geen cijfers voor dit jaar")
    show_empty(visit, "jaar of domein")
    st.stop()

row = standing.total() if domain is None else standing.domain_row(domain)
sentence = forecast_sentence(row.measures)
show_title(escape_markdown(sentence if domain is None else f"{row.name}. {sentence}"), standing, domain)
show_lag(standing, domain)


@fragment
def show_questions(visit: Visit) -> None:
    """One question at a time: only the open one is drawn."""
    changed, forecast, deviations, months, sources = choose_question()
    with changed:
        if changed.open:
            show_waterfall(standing, moment, domain)
    with forecast:
        if forecast.open:
            show_forecast_waterfall(standing, visit.standing_at(moment), domain)
    with deviations:
        if deviations.open:
            show_variance(standing, domain)
    with months:
        if months.open:
            show_heat(standing, domain)
    with sources:
        if sources.open:
            show_flows(standing, domain)


show_questions()
st.page_link("pages/years.py", label="Alle jaren van het programma naast elkaar")
