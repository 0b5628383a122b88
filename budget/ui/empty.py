"""The text of a page without figures: a link for those who may submit, an explanation for others."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.ui.visit import Visit


def show_empty(visit: Visit, choice: str = "jaar") -> None:
    """What to do or wait for; `choice` is what could be chosen instead, such as a year."""
    if may_act(visit.programme, visit.actor, Action.CHECK):
        st.write(f"Kies een ander {choice}, of lever het eerste bestedingsplan aan.")
        st.page_link("pages/deliver.py", label="Naar Aanleveren")
    else:
        st.write(f"Kies een ander {choice}. Hier staan cijfers zodra een bestedingsplan is vastgesteld.")
