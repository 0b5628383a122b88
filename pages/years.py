"""Meerjarenbeeld: all years of the programme on one page."""

import streamlit as st

from budget.labels import plain
from budget.ui.pc import show_pc_table
from budget.ui.rollforward import show_rollforward
from budget.ui.visit import enter, show_title
from budget.ui.years import show_years, title_of

visit = enter()
years = visit.years()
show_title(plain(title_of(years)))
st.caption(f"Peildatum {visit.as_of:%d-%m-%Y}. Elk jaar volgens het plan dat nu geldt.")
show_years(visit, years)
show_rollforward(visit, years)
show_pc_table(visit)
st.page_link("pages/close.py", label="Een jaar of maand afsluiten")
