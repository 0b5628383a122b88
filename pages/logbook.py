"""Logboek: who did what, when, and from which file."""

import streamlit as st

from budget.ui.logbook import offer_again, show_logbook
from budget.ui.visit import enter, show_title
from budget.usecases.logbook import logbook

visit = enter()
acts = logbook(visit.store, visit.programme, visit.actor)
show_title("Wie deed wat, en wanneer?")
show_logbook(acts)
offer_again(visit)
st.page_link("pages/accept.py", label="Naar Vaststellen")
