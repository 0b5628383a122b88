"""Beheer: people, meetings and rules, and the changes that wait for a second person."""

import streamlit as st

from budget.ui import programme as shown
from budget.ui.notices import show_unsent
from budget.ui.programme_forms import offer_deputy, offer_file, offer_meeting, offer_person
from budget.ui.programme_parts import offer_domain, offer_rule, offer_source, offer_texts, offer_theme
from budget.ui.programmes import offer_next
from budget.ui.sharing import show_sharing
from budget.ui.tokens import show_tokens
from budget.ui.visit import enter, show_title

visit = enter()
desk = shown.proposing(visit)
show_title(shown.title_of(visit))
shown.show_who_may_change(visit)
shown.show_file(visit)
shown.show_proposals(visit)
show_unsent(visit)
tabs = shown.choose_tab(visit)
with tabs[shown.PEOPLE]:
    shown.show_people(visit)
    shown.show_deputies(visit)
    if desk:
        offer_person(desk)
        offer_deputy(desk)
with tabs[shown.MEETINGS]:
    shown.show_meetings(visit)
    if desk:
        offer_meeting(desk)
if desk:
    with tabs[shown.MONEY]:
        st.write("Waar gaat het geld heen, en waar komt het vandaan?")
        for offer in (offer_domain, offer_source, offer_theme):
            offer(desk)
    with tabs[shown.RULES]:
        st.write("Wanneer kleurt een signaal, en wat staat er boven elke bladzijde?")
        for offer in (offer_rule, offer_texts, offer_file):
            offer(desk)
if shown.SHARING in tabs:
    with tabs[shown.SHARING]:
        show_sharing(visit)
if shown.TOKENS in tabs:
    with tabs[shown.TOKENS]:
        show_tokens(visit)
if shown.BEFORE in tabs:
    with tabs[shown.BEFORE]:
        shown.show_history(visit)
if shown.may_begin_next(visit):
    offer_next()
