"""Acceptance by a second person: what is pending, what it changes, accept or reject."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.access import Action, FirstAct, may_act, may_second
from budget.labels import day_short, escape_markdown, euro_exact, join_words
from budget.model.capacities import may
from budget.model.months import local_day
from budget.store.mappings import SavedMapping
from budget.store.submissions import Submission
from budget.ui.address import choose
from budget.ui.amendments import show_amendment
from budget.ui.button_actions import is_done
from budget.ui.control_totals import show_control
from budget.ui.downloads import offer_download
from budget.ui.figures import show_table
from budget.ui.moves import show_moves
from budget.ui.review import list_summary, show_details, show_submission, show_warnings
from budget.ui.review_ledger import confirm_corrections
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery
from budget.usecases.conflicts import conflict_words
from budget.usecases.effects import (
    effects_of,
    largest_bookings,
    list_passed,
    list_restated,
    list_shifts,
    split_urgent,
)
from budget.usecases.map_layouts import file_mappings, mark, waiting_for
from budget.usecases.preview import Preview

MOST_BOOKINGS = 2
MOST_TOLD = 6
"""Most changes of colour and amount shown directly; what turns red or short is always shown."""


def count_waiting(visit: Visit) -> int:
    """The number of pending submissions; 0 for someone who may not see them."""
    if not may_act(visit.programme, visit.actor, Action.REVIEW):
        return 0
    submissions = delivery.submissions(visit.store, visit.programme, visit.actor)
    return sum(submission.is_pending for submission in submissions)


def show_waiting(visit: Visit, submissions: list[Submission]) -> None:
    """Choose a pending submission, see what it changes, decide."""
    waiting = {s.id: s for s in submissions if s.is_pending}
    _show_decided(waiting)
    if not waiting:
        st.write("Er wacht nu geen inzending op een tweede persoon.")
        return
    options = [str(number) for number in waiting]
    number = int(
        choose("Inzending", options, "inzending", options[0], lambda n: f"{n}: {waiting[int(n)].file}")
    )
    submission = waiting[number]
    preview = delivery.preview_submission(visit.store, visit.programme, visit.actor, number)
    effect_column, decision = st.columns([3, 2], gap="medium")
    with effect_column:
        show_submission(submission, visit.programme)
        show_amendment(preview)
        show_moves(preview.moves, preview.one_sided, preview.allowed_by, visit.programme)
        _show_effects(visit, preview)
        if preview.asked:
            show_control(preview.asked[1])
        file = _submitted_file(visit, submission)
        if file:
            _show_warnings(visit, number, *file, preview.doubts)
    with decision:
        _decide(visit, submission, preview)
    if not preview.is_empty:
        with st.expander("Alle wijzigingen, regel voor regel"):
            _show_largest(preview)
            show_details(preview, visit.programme)
    if file:
        name, data = file
        offer_download("Download het bestand", lambda: data, name, None, "origineel", "tertiary")


def _submitted_file(visit: Visit, submission: Submission) -> tuple[str, bytes] | None:
    """Name and bytes of the file, if the user may see it."""
    if not delivery.may_see_file(visit.store, visit.programme, submission, visit.actor):
        return None
    return delivery.submitted_file(visit.store, visit.programme, submission.id, visit.actor)


def _show_warnings(visit: Visit, number: int, name: str, data: bytes, confirmed: Sequence[str]) -> None:
    """The present warnings of the file's check; checked again once per visit and state."""
    key = f"controle-{number}-{delivery.state(visit.store, visit.programme)}"
    if key not in st.session_state:
        own = file_mappings(visit.store, visit.programme, visit.actor, number)
        st.session_state[key] = delivery.check(
            visit.store, visit.programme, visit.actor, name, data, mappings=own
        )
    show_warnings(st.session_state[key], confirmed)


def _show_effects(visit: Visit, preview: Preview) -> None:
    """The changes in a few sentences; changed colours, red first; pots with other money."""
    if preview.is_empty:
        st.info("Dit bestand verandert niets aan wat nu geldt.")
        return
    largest = [
        f"Grote boeking: {euro_exact(row.amount)} op {row.code}, {day_short(row.date)}. {row.description}"
        for row in largest_bookings(preview)[:MOST_BOOKINGS]
    ]
    sentences = [*list_summary(preview), *largest, *list_restated(preview, visit.programme)]
    effects = preview.asked and effects_of(
        visit.store, visit.programme, visit.actor, preview.asked[1], preview, visit.today
    )
    sentences += list_passed(effects) if effects else ()
    _show_list("Wat verandert er?", [text.strip() for text in sentences])
    if not effects:
        return
    first, less_urgent = (list(list_shifts(part)) for part in split_urgent(effects))
    sentences, most = [*first, *less_urgent], max(MOST_TOLD, len(first))
    _show_list("Wat wordt rood, of anders?", sentences[:most] or ["Niets krijgt een andere kleur."])
    if len(sentences) > most:
        with st.expander(f"En nog {len(sentences) - most} andere"):
            _show_list("", sentences[most:])


def _show_list(title: str, sentences: Sequence[str]) -> None:
    head = [f"**{title}**", ""] if title else []
    st.markdown("\n".join([*head, *(f"- {escape_markdown(text)}" for text in sentences)]))


def _show_largest(preview: Preview) -> None:
    rows = [
        (row.code, day_short(row.date), row.description or "–", euro_exact(row.amount))
        for row in largest_bookings(preview)
    ]
    if rows:
        show_table(("Regel", "Datum", "Omschrijving", "Bedrag"), rows, "Grootste boekingen")


def _decide(visit: Visit, submission: Submission, preview: Preview) -> None:
    """Accept and reject buttons; they act on the preview shown before the click."""
    seen_key = f"gezien-{submission.id}"
    seen_at = st.session_state.get(seen_key, preview.known_at)
    st.session_state[seen_key] = preview.known_at
    own = submission.submitted_by == visit.person.id
    first = FirstAct(submission.submitted_by, submission.submitted_at, Action.SUBMIT)
    second = may_second(visit.programme, visit.actor, Action.ACCEPT, first)
    if not second:
        others = [
            p.name for p in visit.programme.people
            if may(p, Action.ACCEPT) and p.id != submission.submitted_by
        ]  # fmt: skip
        why = "U hebt dit zelf ingediend." if own else f"{visit.person.name} mag dit niet vaststellen."
        st.info(escape_markdown(f"{why} Dat kan wel: {join_words(others)}."))
    store, programme, who = visit.store, visit.programme, visit.actor
    conflict = conflict_words(store, programme, who, submission.id, local_day(visit.now)) if second else ""
    if conflict:
        st.warning(escape_markdown(conflict))
    may_accept = second and not conflict
    confirmed = (
        confirm_corrections(preview, programme, f"correcties-{submission.id}-{who.id}") if may_accept else ""
    )
    blocked = bool(preview.corrections) and not confirmed
    layouts = _ask_layouts(visit, submission) if may_accept else ()
    label = escape_markdown(f"Vaststellen: {submission.file}")
    if (
        may_accept
        and st.button(label, type="primary", key=f"vaststellen-{submission.id}", disabled=blocked)
        and is_done(
            lambda: delivery.accept(
                store, programme, submission.id, who, visit.now, seen_at, confirmed, layouts
            )
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
        if st.form_submit_button(escape_markdown(f"{action}: {submission.file}")) and is_done(
            lambda: delivery.reject(store, programme, submission.id, who, reason, visit.now)
        ):
            done = "ingetrokken" if own else "teruggestuurd"
            _done(f"Inzending {submission.id} is {done}: {submission.file}.")


def _ask_layouts(visit: Visit, submission: Submission) -> tuple[SavedMapping, ...]:
    """The waiting mappings that this file was read with, as they were when this person ticked them.

    A later replacement is not ticked; agreeing with the version he saw is then refused.
    """
    place = f"koppeling-mee-{submission.id}-{visit.person.id}"
    key, layouts_shown = st.session_state.get(place, (f"{place}-", ()))
    agreed: tuple[SavedMapping, ...] = layouts_shown if st.session_state.get(key) else ()
    layouts = waiting_for(visit.store, visit.programme, visit.actor, submission.id)
    marks = "-".join(f"{mark(layout)}-{layout.saved_by}-{layout.saved_at}" for layout in layouts)
    st.session_state[place] = (f"{place}-{marks}", layouts)
    if not layouts:
        return agreed
    names = join_words([layout.name for layout in layouts])
    st.checkbox(
        escape_markdown(f"Keur ook goed: koppeling {names}"),
        key=f"{place}-{marks}",
        help="Een volgend bestand met deze kolommen wordt dan zonder vragen zo gelezen.",
    )
    st.caption("Zo is dit bestand gelezen. Onderaan deze pagina staat welke kolom waarvoor telt.")
    return agreed


def _done(text: str) -> None:
    st.session_state["besluit"] = text
    st.rerun()


def _show_decided(waiting: dict[int, Submission]) -> None:
    """Show only what was just decided, so that the next file does not appear under the same button.

    Such a short page also returns the reader to its top.
    """
    text = st.session_state.pop("besluit", "")
    if not text:
        return
    st.success(escape_markdown(text))
    if waiting:
        following = next(iter(waiting.values()))
        st.button(
            escape_markdown(f"Naar inzending {following.id}: {following.file}"),
            type="primary",
            key="volgende",
        )
    else:
        st.button("Bekijk wat er eerder gebeurde", key="volgende")
    st.stop()
