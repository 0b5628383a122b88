"""Prognose: how the forecast works, how wrong it was, and when not to trust it."""

import streamlit as st

from budget.ui.documents import show_document
from budget.ui.visit import enter

enter()
st.page_link("pages/overview.py", label="Terug naar het overzicht")
show_document("prognose.md")
