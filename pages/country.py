"""Landelijk: the totals of all areas that share, down to the signed figures of one."""

import streamlit as st

from budget.ui.country import is_shared, show_country
from budget.ui.navigation import follow_click
from budget.ui.visit import enter, show_title

visit = enter()
follow_click()
if is_shared():
    show_country(visit)
else:
    show_title("Er is nog geen landelijk beeld")
    st.write("Gebieden kunnen hun ondertekende cijfers delen. De beheerder stelt in waar die staan.")
