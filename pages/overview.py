"""Overzicht: the state of the whole programme at the reference date, on one screen."""

import streamlit as st

from budget.labels import escape_markdown
from budget.model.months import local_day
from budget.model.words import By
from budget.standing.coverage import missing_first
from budget.standing.decision_path import undecided_sentence
from budget.standing.sentences import signals_sentence, summary, unplanned_sentence
from budget.ui.changes import lag_line
from budget.ui.empty import show_empty
from budget.ui.glossary import Glossary
from budget.ui.navigation import follow_click
from budget.ui.overview import questions_for_meeting, show_domains, show_position, show_questions, show_state
from budget.ui.overview_tabs import show_tabs
from budget.ui.questions import load_questions, show_questions_link
from budget.ui.returned_submissions import show_returned
from budget.ui.visit import enter, show_title

follow_click()
visit = enter()
show_returned(visit, link=True)
standing = visit.standing()
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    show_empty(visit)
    st.stop()

total, domains = standing.total(), standing.rows(By.DOMAIN)
by_source = standing.rows(By.SOURCE)
first, _, *rest = summary(total, domains, standing.facts, standing.facts.as_of, by_source)
with st.container(key="opening", gap=None):
    title = missing_first(standing.missing_bookings(), first)
    show_position(standing, title)
    words = Glossary()
    show_title(escape_markdown(title), help_text=words.help(title))
    on, asked = questions_for_meeting(standing, load_questions(visit), local_day(visit.now))
    show_questions_link(visit.programme.board, on, asked)
    signals = signals_sentence([row for row in domains if row.key], by_name=False)
    told = " ".join(filter(None, (signals, unplanned_sentence(standing.facts), undecided_sentence(standing))))
    show_state(told, lag_line(standing, title), words)
    show_domains(standing, words)
    show_questions(visit.programme.board, on, asked)

show_tabs(standing, " ".join(rest))
