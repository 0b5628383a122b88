"""The tabs below the first screen: one question at a time."""

from __future__ import annotations

import streamlit as st

from budget.labels import plain
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.standing.moment import Standing
from budget.ui.agenda import show_next_meeting
from budget.ui.changes import show_changes, spent_since
from budget.ui.charts import show_bullets, show_pace
from budget.ui.figures import show_key_figures, show_measures
from budget.ui.navigation import to_domain
from budget.ui.overview import choose_tab
from budget.ui.part import part
from budget.ui.sources import show_sources
from budget.ui.steering import load_shown, show_actions, show_overdue, show_owed
from budget.ui.visit import Visit


@part
def show_tabs(visit: Visit, standing: Standing, summary: str) -> None:
    """Only the open tab is drawn; `summary` stands above all figures."""
    total, domains = standing.total(), standing.rows(By.DOMAIN)
    pace, sources, changes, actions, owed, figures = choose_tab()
    with pace:
        if pace.open:
            show_pace(standing.pace(), standing, "Hoe snel gaat het?", "tempo")
    with sources:
        if sources.open:
            show_sources(By.SOURCE, standing, "Waar komt het geld vandaan?")
    with changes:
        if changes.open:
            show_changes(standing)
    with actions:
        if actions.open:
            show_overdue(visit)
            show_actions(visit, load_shown(visit))
    with owed:
        if owed.open:
            show_next_meeting(visit)
            show_owed(standing)
    with figures:
        if figures.open:
            show_key_figures(total.measures, *spent_since(standing), facts=standing.facts)
            st.write(plain(summary))
            show_bullets(by_urgency(domains), standing, "Hoe ver zijn we?", "voortgang", to_domain)
            show_measures(
                (*by_urgency(domains), total), "Opgavedomeinen en het hele programma", standing.facts
            )
            st.caption(
                "Bedragen zijn afgerond op hele euro's. Daardoor kan een optelling een euro verschillen."
            )
