"""The second person: what is pending, what it changes, accept or reject."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may, may_act
from budget.labels import day_short, euro_exact, listed, plain
from budget.store.submissions import Submission
from budget.ui.address import choose
from budget.ui.control_totals import show_control
from budget.ui.downloads import offer_download
from budget.ui.figures import show_table
from budget.ui.review import show_preview, show_submission, show_warnings
from budget.ui.review_ledger import confirm_corrections
from budget.ui.visit import Visit, is_done
from budget.usecases import deliver as delivery
from budget.usecases.effects import effects_of, largest_bookings, list_shifts
from budget.usecases.map_layouts import given
from budget.usecases.preview import Preview

MOST_TOLD = 20


def count_waiting(visit: Visit) -> int:
    """The number of pending submissions; 0 for who may not see them."""
    if not may_act(visit.programme, visit.actor, Action.REVIEW):
        return 0
    found = delivery.submissions(visit.store, visit.programme, visit.actor)
    return sum(submission.is_pending for submission in found)


def show_waiting(visit: Visit, found: list[Submission]) -> None:
    """Choose a pending submission, see what it changes, decide."""
    waiting = {s.id: s for s in found if s.is_pending}
    _tell_decided(waiting)
    if not waiting:
        st.write("Er wacht nu niets op een tweede persoon.")
        return
    options = [str(number) for number in waiting]
    number = int(
        choose("Inzending", options, "inzending", options[0], lambda n: f"{n}: {waiting[int(n)].file}")
    )
    submission = waiting[number]
    show_submission(submission, visit.programme)
    if delivery.may_see_file(visit.store, visit.programme, submission, visit.actor):
        name, data = delivery.submitted_file(visit.store, visit.programme, number, visit.actor)
        _show_warnings(visit, number, name, data)
        offer_download("Download het bestand", lambda: data, name, None, "origineel", "tertiary")
    preview = delivery.preview_submission(visit.store, visit.programme, visit.actor, number)
    show_preview(preview, visit.programme)
    if preview.asked:
        show_control(preview.asked[1])
    _show_effects(visit, preview)
    _decide(visit, submission, preview)


def _show_warnings(visit: Visit, number: int, name: str, data: bytes) -> None:
    """What the check of the file warns for now; the file is checked again once per visit and state."""
    key = f"controle-{number}-{delivery.state(visit.store, visit.programme)}"
    if key not in st.session_state:
        own = given(visit.store, visit.programme, visit.actor, number)
        st.session_state[key] = delivery.check(
            visit.store, visit.programme, visit.actor, name, data, mappings=own
        )
    show_warnings(st.session_state[key])


def _show_effects(visit: Visit, preview: Preview) -> None:
    """The largest bookings, what gets another colour, and the pots with other shortage or room."""
    if preview.asked is None or preview.is_empty:
        return
    rows = [
        (row.code, day_short(row.date), row.description or "–", euro_exact(row.amount))
        for row in largest_bookings(preview)
    ]
    if rows:
        show_table(("Regel", "Datum", "Omschrijving", "Bedrag"), rows, "Grootste boekingen")
    found = effects_of(visit.store, visit.programme, visit.actor, preview.asked[1], preview, visit.now.date())
    told = [f"- {plain(text)}" for text in list_shifts(found)]
    if told:
        st.markdown("\n".join(["**Wat wordt anders?**", "", *told[:MOST_TOLD]]))
    if len(told) > MOST_TOLD:
        st.caption(f"En nog {len(told) - MOST_TOLD} andere.")


def _decide(visit: Visit, submission: Submission, preview: Preview) -> None:
    """Accept and reject buttons; they act on the preview shown before the click."""
    seen = f"gezien-{submission.id}"
    seen_at = st.session_state.get(seen, preview.known_at)
    st.session_state[seen] = preview.known_at
    own = submission.submitted_by == visit.person.id
    second = may(visit.person, Action.ACCEPT) and not own
    if not second:
        others = [
            p.name for p in visit.programme.people
            if may(p, Action.ACCEPT) and p.id != submission.submitted_by
        ]  # fmt: skip
        why = "U hebt dit zelf ingediend." if own else f"{visit.person.name} mag niet vaststellen."
        st.info(plain(f"{why} Dat kan wel: {listed(others)}."))
    store, programme, who = visit.store, visit.programme, visit.actor
    confirmed = (
        confirm_corrections(preview, programme, f"correcties-{submission.id}-{who.id}") if second else 0
    )
    blocked = confirmed != preview.corrections
    label = plain(f"Vaststellen: {submission.file}")
    if (
        second
        and st.button(label, type="primary", key=f"vaststellen-{submission.id}", disabled=blocked)
        and is_done(
            lambda: delivery.accept(store, programme, submission.id, who, visit.now, seen_at, confirmed)
        )
    ):
        _done(f"Inzending {submission.id} is vastgesteld en telt nu mee: {submission.file}.")
    if not (own or second):
        return
    with st.form(f"terug-{submission.id}", border=True):
        action = "Intrekken" if own else "Terugsturen"
        reason = st.text_input(
            f"Reden om {'in te trekken' if own else 'terug te sturen'}", key=f"reden-{submission.id}"
        )
        if st.form_submit_button(plain(f"{action}: {submission.file}")) and is_done(
            lambda: delivery.reject(store, programme, submission.id, who, reason, visit.now)
        ):
            done = "ingetrokken" if own else "teruggestuurd"
            _done(f"Inzending {submission.id} is {done}: {submission.file}.")


def _done(text: str) -> None:
    st.session_state["besluit"] = text
    st.rerun()


def _tell_decided(waiting: dict[int, Submission]) -> None:
    """What was just decided, and nothing else below it: the next file must not slide under the same button.

    Such a short page also brings the reader back to its top.
    """
    text = st.session_state.pop("besluit", "")
    if not text:
        return
    st.success(plain(text))
    if waiting:
        following = next(iter(waiting.values()))
        st.button(plain(f"Naar inzending {following.id}: {following.file}"), type="primary", key="volgende")
    else:
        st.button("Bekijk wat er eerder gebeurde", key="volgende")
    st.stop()
