"""What came back: the first thing its sender sees."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.access import Action, may_act
from budget.labels import moment, plain
from budget.store.submissions import State, Submission
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery


def show_returned(visit: Visit, *, link: bool) -> None:
    """A warning for every file of this person that came back and was not handed in again: who, when, why."""
    if not may_act(visit.programme, visit.actor, Action.REVIEW):
        return
    found = delivery.submissions(visit.store, visit.programme, visit.actor)
    name = visit.programme.name_of
    for file in still_returned(found, visit.person.id):
        when = moment(file.decided_at) if file.decided_at else ""
        st.warning(
            plain(
                f"Uw bestand {file.file} is teruggestuurd door {name(file.decided_by or '')} op {when}. "
                f"Reden: {file.reason} Pas het bestand aan en dien het opnieuw in."
            )
        )
        if link:
            st.page_link("pages/deliver.py", label="Naar Aanleveren")


def still_returned(found: Sequence[Submission], person: str) -> list[Submission]:
    """What another sent back to `person`, until the same kinds for its domains were handed in again."""
    own = [one for one in found if one.submitted_by == person]
    back = [one for one in own if one.state is State.REJECTED and one.decided_by != person]
    return [one for one in back if not any(_follows(later, one) for later in own)]


def _follows(later: Submission, back: Submission) -> bool:
    return (
        later.id > back.id and set(back.kinds) <= set(later.kinds) and set(back.domains) <= set(later.domains)
    )
