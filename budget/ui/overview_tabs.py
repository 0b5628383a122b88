"""The tabs below the first screen: one question at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from budget.labels import TERMS
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.standing.moment import Standing
from budget.ui.agenda import show_next_meeting
from budget.ui.changes import show_changes, spent_since
from budget.ui.charts import show_bullets, show_pace
from budget.ui.figures import show_key_figures, show_measures
from budget.ui.fragment import fragment
from budget.ui.glossary import Glossary
from budget.ui.navigation import to_domain
from budget.ui.sources import show_sources
from budget.ui.steering import load_current_actions, show_actions, show_missing_explanations, show_overdue
from budget.ui.visit import Visit

TAB = "deel"
POTS = "potten"
"""The word that the first screen does not use: it is explained in the tab that does."""
TABS = (
    "Hoe snel?", "Welke bron?", "Wat is er veranderd?", "Acties", "Wie moet nog leveren?", "Alle cijfers",
)  # fmt: skip


@fragment
def show_tabs(visit: Visit, standing: Standing, summary: str) -> None:
    """Draw only the open tab; `summary` is above all figures."""
    total, domains = standing.total(), standing.rows(By.DOMAIN)
    pace, sources, changes, actions, owed, figures = _choose_tab()
    with pace:
        if pace.open:
            show_pace(standing)
    with sources:
        if sources.open:
            show_sources(By.SOURCE, standing, "Waar komt het geld vandaan?")
    with changes:
        if changes.open:
            show_changes(standing)
    with actions:
        if actions.open:
            show_overdue(visit)
            show_actions(visit, load_current_actions(visit))
    with owed:
        if owed.open:
            show_next_meeting(visit)
            show_missing_explanations(standing)
    with figures:
        if figures.open:
            show_key_figures(total.measures, *spent_since(standing), facts=standing.facts)
            words = Glossary({POTS: TERMS[POTS]})
            st.html(f'<div class="signalen">{words.html(summary)}</div>')
            show_bullets(by_urgency(domains), standing, "Hoe ver zijn we?", "voortgang", to_domain)
            show_measures(
                (*by_urgency(domains), total), "Opgavedomeinen en het hele programma", standing.facts
            )
            st.caption(
                "Bedragen zijn afgerond op hele euro's. Daardoor kan een optelling een euro verschillen."
            )


def _choose_tab() -> Sequence[TabContainer]:
    """The tabs below the summary; the open one is in the URL, and a source there opens its own."""
    if "bron" in st.query_params and TAB not in st.query_params:
        st.session_state[TAB] = TABS[1]
    return st.tabs(TABS, key=TAB, bind="query-params")
