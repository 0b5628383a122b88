"""Prognose: how good the forecast was, and when not to trust it, in one picture and a page."""

import streamlit as st

from budget.ui.documents import show_document, show_forecast_errors
from budget.ui.visit import enter

enter()
st.page_link("pages/overview.py", label="Terug naar het overzicht")
show_document("prognose-in-het-kort.md", {"fouten": show_forecast_errors})
