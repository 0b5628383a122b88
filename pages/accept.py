"""Vaststellen: what waits for a second person, and all earlier submissions."""

import streamlit as st

from budget.labels import count, join_words
from budget.ui.acceptance import show_waiting
from budget.ui.review import show_history
from budget.ui.saved_mappings import show_waiting_mappings
from budget.ui.visit import enter, link_for, show_title
from budget.usecases import deliver as delivery
from budget.usecases.map_layouts import mappings

visit = enter()
found = delivery.submissions(visit.store, visit.programme, visit.actor)
files = sum(submission.is_pending for submission in found)
layouts = len(mappings(visit.store, visit.programme, visit.actor).waiting)
waiting = [count(files, "inzending", "inzendingen")] * bool(files)
waiting += [count(layouts, "koppeling", "koppelingen")] * bool(layouts)
verb = "wacht" if files + layouts == 1 else "wachten"
show_title(
    f"{join_words(waiting)} {verb} op een tweede persoon"
    if waiting
    else "Alles is vastgesteld of teruggestuurd"
)
show_waiting(visit, found)
show_waiting_mappings(visit)
st.page_link("pages/reconcile.py", label="Sluiten de cijfers aan op uw systemen?")
link_for(visit, "close", "Een jaar of maand afsluiten")
st.header("Wat is er eerder gebeurd?", anchor=False)
if found:
    show_history(found, visit.programme)
else:
    st.write("Er is nog niets ingediend.")
    link_for(visit, "deliver", "Naar Aanleveren")
