"""Jaarafsluiting: closing a year or month by two persons, after checking what is missing."""

import streamlit as st

from budget.labels import escape_markdown
from budget.ui.closing import choose_period, show_closing, title_of
from budget.ui.visit import enter, show_title

visit = enter()
place = st.container()
period = choose_period(visit)
with place:
    show_title(escape_markdown(title_of(visit, period)))
show_closing(visit, period)
