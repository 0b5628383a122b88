"""Mijn taken: the user's own tasks; for the board the reading view of the next meeting."""

import streamlit as st

from budget.model.words import Role
from budget.ui.empty import show_empty
from budget.ui.report_page import show_next_page
from budget.ui.tasks import load_tasks, show_meeting, show_tasks, tasks_sentence
from budget.ui.visit import NOBODY, enter, show_title
from budget.usecases import freeze as snapshot

visit = enter()
if visit.person == NOBODY:
    show_title("Zeg eerst wie u bent")
    st.write("Kies een persoon bovenaan de pagina. Dan ziet u hier wat er op u wacht.")
    st.stop()
if visit.person.role is Role.BOARD:
    every = snapshot.snapshots(visit.store, visit.programme, visit.actor)
    show_next_page(visit, snapshot.all_meetings(visit.programme, every), every)
    st.stop()
tasks = load_tasks(visit)
show_title(tasks_sentence(tasks, visit))
show_meeting(visit)
show_tasks(visit, tasks)
if visit.standing().is_empty:
    st.header("Er zijn nog geen cijfers voor dit jaar", anchor=False)
    show_empty(visit)
