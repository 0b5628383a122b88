"""Beheer: people, meetings and rules, and the changes that wait for a second person."""

import streamlit as st

from budget.ui.notices import show_unsent
from budget.ui.programme import (
    may_begin_next,
    proposing,
    show_deputies,
    show_file,
    show_history,
    show_meetings,
    show_people,
    show_proposals,
)
from budget.ui.programme_forms import offer_deputy, offer_file, offer_meeting, offer_person
from budget.ui.programme_parts import offer_domain, offer_rule, offer_source, offer_texts, offer_theme
from budget.ui.programmes import offer_next
from budget.ui.sharing import show_sharing
from budget.ui.tokens import show_tokens
from budget.ui.visit import enter, show_title

visit = enter()
desk = proposing(visit)
show_title("Wie doet er mee, en wanneer vergadert het bestuur?")
show_file(visit)
show_proposals(visit)
show_people(visit)
if desk:
    offer_person(desk)
show_deputies(visit)
if desk:
    offer_deputy(desk)
show_meetings(visit)
if desk:
    offer_meeting(desk)
    st.header("Domeinen, geld en regels", anchor=False)
    for offer in (offer_domain, offer_source, offer_theme, offer_rule, offer_texts, offer_file):
        offer(desk)
show_sharing(visit)
show_tokens(visit)
if may_begin_next(visit):
    offer_next()
show_history(visit)
show_unsent(visit)
