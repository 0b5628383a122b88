"""Opgavedomein: the state of one task domain, down to the booking."""

import streamlit as st

from budget.labels import escape_markdown
from budget.model.words import By
from budget.standing.coverage import missing_first
from budget.standing.drivers import domain_sentence
from budget.standing.sentences import forecast_sentence, standing_of
from budget.ui.changes import show_changes, show_lag, spent_since
from budget.ui.charts import show_pace
from budget.ui.decisions import show_decisions, show_open_escalations
from budget.ui.domain import choose_domain, choose_tab, show_lines, show_progress
from budget.ui.empty import show_empty
from budget.ui.explain_form import offer_both, offer_explanation
from budget.ui.figures import show_forecast, show_key_figures, show_signal
from budget.ui.funding import show_funding
from budget.ui.outside_totals import show_requests_and_promises
from budget.ui.plan_history import show_versions
from budget.ui.question_forms import show_questions_of
from budget.ui.questions import load_questions, name_open
from budget.ui.releases import show_releases
from budget.ui.results import show_results
from budget.ui.sources import show_sources
from budget.ui.steering import load_current_actions, show_actions
from budget.ui.steering_forms import offer_new_action, offer_open_actions
from budget.ui.visit import enter, show_moment, show_title
from budget.ui.what_if import show_what_if

visit = enter()
domain = choose_domain(visit)
standing = visit.standing()
row = standing.domain_row(domain)
if not standing.lines(domain):
    show_title(f"Nog geen cijfers voor {escape_markdown(row.name)}")
    show_empty(visit, "jaar of domein")
    st.stop()

unreached = [gap for gap in standing.missing_bookings() if gap.domain == domain]
with st.container(key="kop", gap="xsmall"):
    show_title(escape_markdown(missing_first(unreached, standing_of(row, standing.facts))))
    show_lag(standing, domain)
    show_signal(row)
    show_open_escalations(standing, domain)
    name_open(questions := load_questions(visit), standing.facts, domain)
    show_moment(standing, domain)
    asks_why, asks_action = offer_both(visit, standing, domain, row.signal.colour)
    expected = f"{forecast_sentence(row.measures)} {domain_sentence(standing, domain)}"
    show_forecast(expected, standing.facts, domain)
    show_key_figures(row.measures, *spent_since(standing, domain), facts=standing.facts, of=domain)
pace, lines, sources, notes, steering, changes, plan = choose_tab()
with pace:
    show_pace(standing, domain)
with lines:
    show_lines(standing, domain)
with sources:
    show_releases(standing, domain)
    show_sources(By.THEME, standing, "Van welke bron en welk thema is het geld?", domain)
with notes:
    st.header("Wat zegt de budgethouder?", anchor=False)
    if not asks_why:
        offer_explanation(visit, standing, domain, ())
    show_progress(standing, standing.progress(domain))
    show_results(standing, domain)
with steering:
    st.header("Wat vragen wij het bestuur?", anchor=False)
    show_questions_of(visit, domain, questions)
    st.header("Hoe sturen we bij?", anchor=False)
    show_actions(visit, actions := load_current_actions(visit, domain))
    if not asks_action:
        offer_new_action(visit, domain)
    offer_open_actions(visit, actions, domain)
    show_what_if(standing, domain)
with changes:
    show_changes(standing, domain)
with plan:
    show_versions(standing, domain)
    show_funding(standing, domain)
    show_decisions(standing, domain)
    show_requests_and_promises(standing, domain)
