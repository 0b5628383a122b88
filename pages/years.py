"""Meerjarenbeeld: all years of the programme on one page."""

import streamlit as st

from budget.labels import escape_markdown
from budget.standing.decision_path import undecided_sentence
from budget.standing.years import year_rows
from budget.ui.planning_control import show_pc_table
from budget.ui.rollforward import show_rollforward
from budget.ui.visit import enter, link_for, show_title
from budget.ui.years import TAB, TABS, show_plans, show_sources, show_years, title_of

visit = enter()
years = visit.years()
rows = year_rows(years)
show_title(escape_markdown(title_of(years)))
st.caption(f"Peildatum {visit.as_of:%d-%m-%Y}. Elk jaar volgens het plan dat nu geldt.")
if undecided := undecided_sentence(visit.standing()):
    st.caption(escape_markdown(undecided))
by_year, by_source, plans, left, document = st.tabs(TABS, key=TAB, bind="query-params")
with by_year:
    show_years(visit, rows)
with by_source:
    show_sources(rows)
with plans:
    show_plans(visit, years)
with left:
    show_rollforward(visit, years)
with document:
    show_pc_table(visit)
link_for(visit, "close", "Een jaar of maand afsluiten")
