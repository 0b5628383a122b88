"""Overzicht: the state of the whole programme at the reference date, on one screen."""

import streamlit as st

from budget.labels import plain
from budget.model.months import local_day
from budget.model.words import By
from budget.standing.decision_path import undecided_sentence
from budget.standing.reach import said_first
from budget.standing.sentences import signals_sentence, summary, unplanned_sentence
from budget.ui.changes import lag_briefly
from budget.ui.empty import tell_empty
from budget.ui.glossary import Glossary
from budget.ui.navigation import go_on
from budget.ui.overview import show_asked, show_domains, show_position, show_state, what_is_asked
from budget.ui.overview_tabs import show_tabs
from budget.ui.questions import load_questions, name_asked
from budget.ui.sent_back import show_returned
from budget.ui.visit import enter, show_title

go_on()
visit = enter()
show_returned(visit, link=True)
standing = visit.standing()
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    tell_empty(visit)
    st.stop()

total, domains = standing.total(), standing.rows(By.DOMAIN)
by_source = standing.rows(By.SOURCE)
first, _, *rest = summary(total, domains, standing.facts, standing.facts.as_of, by_source)
with st.container(key="opening", gap=None):
    title = said_first(standing.unreached(), first)
    show_position(standing, title)
    words = Glossary()
    show_title(plain(title), help_text=words.help(title))
    on, asked = what_is_asked(standing, load_questions(visit), local_day(visit.now))
    name_asked(visit.programme.board, on, asked)
    signals = signals_sentence([row for row in domains if row.key], by_name=False)
    told = " ".join(filter(None, (signals, unplanned_sentence(standing.facts), undecided_sentence(standing))))
    show_state(told, lag_briefly(standing, title), words)
    show_domains(standing, words)
    show_asked(visit.programme.board, on, asked)

show_tabs(standing, " ".join(rest))
