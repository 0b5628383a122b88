"""Prognose: how the forecast works, how wrong it was, and when not to trust it."""

import streamlit as st

from budget.ui.frame import enter
from budget.ui.reading import show_document

enter()
st.page_link("pages/overview.py", label="Terug naar het overzicht")
show_document("prognose.md")
