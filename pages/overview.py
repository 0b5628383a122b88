"""Overzicht: how does the whole programme stand at the reference date?"""

import streamlit as st

from budget.labels import plain
from budget.model.words import By
from budget.standing.reach import said_first
from budget.standing.sentences import summary, unplanned_sentence
from budget.ui.agenda import show_next_meeting
from budget.ui.changes import show_changes, show_lag, spent_since
from budget.ui.charts import show_bullets, show_pace
from budget.ui.figures import link_domains, show_key_figures, show_measures, show_signal_legend
from budget.ui.navigation import go_on, to_domain
from budget.ui.sources import show_sources
from budget.ui.steering import load_shown, show_actions, show_overdue, show_owed
from budget.ui.visit import enter, show_title

go_on()
visit = enter()
standing = visit.standing()
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    st.write("Kies een ander jaar, of lever het eerste bestedingsplan aan.")
    st.page_link("pages/deliver.py", label="Naar Aanleveren")
    st.stop()

total, domains = standing.total(), standing.rows(By.DOMAIN)
sources = standing.rows(By.SOURCE)
first, *rest = summary(total, domains, standing.facts, standing.facts.as_of, sources)
with st.container(key="opening"):
    show_title(plain(said_first(standing.unreached(), first)), standing)
    show_lag(standing)
    with st.container(key="uitleg"):
        st.write(plain(" ".join([*rest, unplanned_sentence(standing.facts)])))
        show_key_figures(total.measures, *spent_since(standing))
    show_bullets(domains, standing, "Hoe ver zijn we?", "voortgang", to_domain)
    show_signal_legend()
link_domains(domains)
show_pace(standing.pace(), standing, "Hoe snel gaat het?", "tempo")
show_sources(By.SOURCE, standing, "Waar komt het geld vandaan?")
with st.expander("Alle domeinen in een tabel"):
    show_measures((*domains, total), "Opgavedomeinen en het hele programma")
    st.caption("Bedragen zijn afgerond op hele euro's. Daardoor kan een optelling een euro verschillen.")

st.header("Wat is er veranderd?", anchor=False)
show_changes(standing)
st.header("Welke acties lopen er?", anchor=False)
show_overdue(visit)
show_actions(visit, load_shown(visit))
st.header("Wat moet er gebeuren voor het volgende overleg?", anchor=False)
show_next_meeting(visit)
show_owed(standing)
