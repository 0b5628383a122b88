"""Overzicht: how does the whole programme stand at the reference date? All of the answer on one screen."""

import streamlit as st

from budget.labels import plain
from budget.model.months import local_day
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.standing.decided import undecided_sentence
from budget.standing.reach import said_first
from budget.standing.sentences import signals_sentence, summary, unplanned_sentence
from budget.ui.agenda import show_next_meeting
from budget.ui.changes import lag_briefly, show_changes, spent_since
from budget.ui.charts import show_bullets, show_pace
from budget.ui.figures import show_key_figures, show_measures
from budget.ui.glossary import Glossary
from budget.ui.navigation import go_on, to_domain
from budget.ui.overview import choose_tab, show_asked, show_domains, show_position, show_state, what_is_asked
from budget.ui.questions import load_questions, name_asked
from budget.ui.returned import show_returned
from budget.ui.sources import show_sources
from budget.ui.steering import load_shown, show_actions, show_overdue, show_owed
from budget.ui.visit import enter, show_title

go_on()
visit = enter()
show_returned(visit, link=True)
standing = visit.standing()
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    st.write("Kies een ander jaar, of lever het eerste bestedingsplan aan.")
    st.page_link("pages/deliver.py", label="Naar Aanleveren")
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

pace, sources, changes, actions, owed, figures = choose_tab()
with pace:
    if pace.open:
        show_pace(standing.pace(), standing, "Hoe snel gaat het?", "tempo")
with sources:
    if sources.open:
        show_sources(By.SOURCE, standing, "Waar komt het geld vandaan?")
with changes:
    if changes.open:
        show_changes(standing)
with actions:
    if actions.open:
        show_overdue(visit)
        show_actions(visit, load_shown(visit))
with owed:
    if owed.open:
        show_next_meeting(visit)
        show_owed(standing)
with figures:
    if figures.open:
        show_key_figures(total.measures, *spent_since(standing), facts=standing.facts)
        st.write(plain(" ".join(rest)))
        show_bullets(by_urgency(domains), standing, "Hoe ver zijn we?", "voortgang", to_domain)
        show_measures((*by_urgency(domains), total), "Opgavedomeinen en het hele programma", standing.facts)
        st.caption("Bedragen zijn afgerond op hele euro's. Daardoor kan een optelling een euro verschillen.")
