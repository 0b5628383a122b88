"""Prognose: how good the forecast was, here and elsewhere, and when not to trust it."""

import streamlit as st

from budget.ui.documents import show_document, show_forecast_errors
from budget.ui.forecast_record import show_record
from budget.ui.visit import enter

visit = enter()
st.page_link("pages/overview.py", label="Terug naar het overzicht")
show_document("prognose-in-het-kort.md", {"fouten": show_forecast_errors})
show_record(visit)
