"""Meldingen: when to get mail about waiting work, and the calendar for one's own diary."""

import streamlit as st

from budget.ui.notices import offer_calendar, offer_mail_preference
from budget.ui.visit import NOBODY, enter, show_title

visit = enter()
if visit.person == NOBODY:
    show_title("Zeg eerst wie u bent")
    st.write("Kies rechtsboven uw naam. Daarna stelt u hier in wanneer u bericht krijgt.")
else:
    show_title("Wanneer wilt u horen dat er iets wacht?")
    offer_mail_preference(visit)
    offer_calendar(visit)
