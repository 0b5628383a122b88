"""Overzicht: how does the whole programme stand at the reference date?"""

import streamlit as st

from budget.board.wording import summary, unplanned_sentence
from budget.labels import day_month, plain
from budget.model import By
from budget.ui.charts import show_bullets, show_pace, show_sources
from budget.ui.figures import show_key_figures, show_measures, show_signal_legend, signal_label
from budget.ui.frame import enter, show_title
from budget.ui.since import show_changes, show_due, since_moment
from budget.ui.steering import load_shown, show_actions, show_overdue, show_owed

visit = enter()
standing = visit.standing()
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    st.write("Kies een ander jaar, of lever het eerste bestedingsplan aan.")
    st.page_link("pages/deliver.py", label="Naar Aanleveren")
    st.stop()

total, domains = standing.total(), standing.rows(By.DOMAIN)
first, *rest = summary(total, domains, standing.facts)
show_title(plain(first), standing)
st.write(plain(" ".join([*rest, unplanned_sentence(domains)])))
previous = standing.previous()
if previous:
    since = standing.bridge_since(since_moment(previous))
    show_key_figures(total.measures, since, day_month(previous.as_of))
else:
    show_key_figures(total.measures)

show_bullets(domains, standing, "Hoe ver zijn we?", "voortgang")
show_signal_legend()
for row in domains:
    if row.key:
        st.page_link(
            "pages/domain.py", label=signal_label(row), query_params={"domein": row.key}, width="stretch"
        )
show_pace(standing.pace(), standing, "Hoe snel gaat het?", "tempo")
show_sources(By.SOURCE, standing, "Waar komt het geld vandaan?", "bronnen")
with st.expander("Alle domeinen in een tabel"):
    show_measures((*domains, total), "Opgavedomeinen en het hele programma")
    st.caption("Bedragen zijn afgerond op hele euro's. Daardoor kan een optelling een euro verschillen.")

st.subheader("Wat is er veranderd?", anchor=False)
show_changes(standing)
st.subheader("Welke acties lopen er?", anchor=False)
show_overdue(visit)
show_actions(visit, load_shown(visit))
st.subheader("Wie moet nog aanleveren of uitleggen?", anchor=False)
show_due(standing)
show_owed(standing)
