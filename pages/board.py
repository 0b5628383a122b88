"""Bestuur: per meeting one frozen snapshot, to propose, sign, read and download."""

import streamlit as st

from budget.board import snapshot
from budget.labels import day
from budget.ui.board import choose_meeting, offer_freeze, offer_signature, show_calendar, show_snapshot
from budget.ui.frame import enter, show_title

visit = enter()
known = {found.meeting: found for found in snapshot.snapshots(visit.store, visit.programme)}
meeting = choose_meeting(visit, known)
found = known.get(meeting.date)
show_title(f"{visit.programme.board} van {day(meeting.date)}")
if found is None:
    st.write("Er is nog geen momentopname voor deze vergadering. Stel er een voor.")
    offer_freeze(visit, meeting)
else:
    if not found.is_signed:
        offer_signature(visit, found)
    show_snapshot(visit, found)
st.header("Alle vergaderingen", anchor=False)
show_calendar(visit, known)
