"""A form to explain how a line stands; it counts when a second person accepts it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.access import Action, may
from budget.insight.missing_explanations import list_owed
from budget.intake.grammar.amounts import write_amount
from budget.labels import plain
from budget.model.content import Progress
from budget.model.words import By, Cause
from budget.standing.moment import Standing
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.steering_forms import is_clear
from budget.ui.submitting import hand_in_typed, round_of, tell_done
from budget.ui.visit import Visit
from budget.usecases import explain

EXPLAIN = "uitleg"


def offer_explanation(visit: Visit, standing: Standing, domain: str) -> None:
    """The form for a line of this domain, the one that most needs it first; nothing for who may not hand in.

    A view counts in the year of its day: in another year there is no form.
    """
    if not may(visit.person, Action.SUBMIT, [domain]) or standing.facts.year != visit.as_of.year:
        return
    tell_done(EXPLAIN)
    with st.expander("Een afwijking uitleggen"):
        lines = _lines(standing, domain)
        code = st.selectbox(
            "Welke regel?", list(lines), format_func=lambda c: lines[c], key=f"uitleg-{domain}-regel"
        )
        note, typed = _ask_note(standing, domain, code, f"uitleg-{code}-{round_of(EXPLAIN)}")
        st.caption("Dit telt mee zodra een tweede persoon het vaststelt. Wat u eerder zei, blijft bewaard.")
        if st.button("Uitleg indienen", type="primary", key=f"uitleg-{code}-indienen") and is_clear(typed):
            hand_in_typed(EXPLAIN, lambda: explain.hand_in(
                visit.store, visit.programme, note, visit.as_of, visit.person.id, visit.now
            ))  # fmt: skip


def _lines(standing: Standing, domain: str) -> dict[str, str]:
    """Code and name of each line; those that deviate without an explanation come first."""
    rows = [row for row in standing.rows(By.LINE, domain) if row.key]
    previous = standing.previous()
    since = previous.as_of if previous else standing.facts.as_of.replace(month=1, day=1)
    owed = {item.row.key for item in list_owed(rows, standing.progress(domain), since)}
    rows.sort(key=lambda row: row.key not in owed)
    return {row.key: f"{row.name} (nog uit te leggen)" if row.key in owed else row.name for row in rows}


def _ask_note(standing: Standing, domain: str, code: str, key: str) -> tuple[Progress, TypedAmount]:
    """The fields, begun with what was said before; an indicator and its value stay as they were."""
    as_of = standing.facts.as_of
    said = [note for note in standing.progress(domain) if note.code == code]
    start = replace(max(said, key=lambda n: n.as_of), as_of=as_of) if said else Progress(code, as_of)
    causes = list(Cause)
    at = causes.index(start.cause) if start.cause else None
    chosen = st.radio("Oorzaak", causes, at, format_func=str, horizontal=True, key=f"{key}-oorzaak")
    note = st.text_area("Toelichting", start.note, key=f"{key}-toelichting")
    typed = ask_amount(
        "Wat is er naar uw verwachting op 31 december besteed, in euro's?",
        f"{key}-prognose",
        "" if start.forecast is None else write_amount(start.forecast),
        may_be_empty=True,
    )
    steering = st.text_input("Wat doet u om bij te sturen?", start.steering, key=f"{key}-bijsturing")
    result = st.text_input("Wat is er bereikt?", start.result, key=f"{key}-resultaat")
    if start.indicator:
        st.caption(plain(f"{start.indicator}: {start.value or 'nog niet gemeten'}. Dat blijft zo staan."))
    told = replace(
        start,
        forecast=typed.cents,
        cause=chosen,
        note=" ".join(note.split()),
        steering=steering.strip(),
        result=result.strip(),
    )
    return told, typed
