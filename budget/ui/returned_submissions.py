"""Warnings about returned submissions and plans that were never submitted, shown first to their sender."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.labels import escape_markdown, join_words, moment
from budget.settings import read_settings
from budget.ui.programmes import folder_here
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery
from budget.usecases.start import unsubmitted_plans
from budget.usecases.unsettled import is_explanation, still_returned


def show_returned(visit: Visit, *, link: bool) -> None:
    """A warning for every returned file of this person that was not resubmitted: by whom, when and why."""
    if not may_act(visit.programme, visit.actor, Action.REVIEW):
        return
    submissions = delivery.submissions(visit.store, visit.programme, visit.actor)
    name = visit.programme.name_of
    for file in still_returned(visit.store, visit.programme, submissions, visit.person.id):
        when = moment(file.decided_at) if file.decided_at else ""
        is_told = is_explanation(file)
        file_words, it, again = ("uitleg", "haar", "haar") if is_told else ("bestand", "het bestand", "het")
        st.warning(
            escape_markdown(
                f"Uw {file_words} {file.file} is teruggestuurd door {name(file.decided_by or '')} op {when}. "
                f"Reden: {file.reason} Pas {it} aan en dien {again} opnieuw in."
            )
        )
        if link:
            st.page_link("pages/deliver.py", label="Naar Aanleveren")


def show_unsubmitted_plans(visit: Visit) -> None:
    """The plans that the programme was made from but that nobody submitted, for those who may."""
    folder = folder_here(read_settings())
    if folder is None or not may_act(visit.programme, visit.actor, Action.SUBMIT):
        return
    plans = unsubmitted_plans(visit.store, visit.programme, visit.actor, folder)
    if plans:
        verb = "is" if len(plans) == 1 else "zijn"
        names = join_words(list(plans))
        st.warning(
            escape_markdown(f"Van het begin {verb} nog niet ingediend: {names}. Kies ze hieronder opnieuw.")
        )
