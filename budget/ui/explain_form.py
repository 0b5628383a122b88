"""A form to explain the state of a line or domain; it counts when a second person accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from budget.access import Action, may_act
from budget.insight.missing_explanations import list_missing_explanations
from budget.intake.grammar.amounts import write_amount
from budget.labels import count, escape_markdown, whole_domain
from budget.model.content import Progress
from budget.model.words import By, Cause, Cents, Colour
from budget.standing.moment import Standing
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.navigation import EXPLAIN, OPEN
from budget.ui.steering_forms import is_clear, offer_new_action
from budget.ui.submitting import hand_in_typed, round_of, show_done
from budget.ui.visit import Visit
from budget.usecases import explain
from budget.usecases.unsettled import UnacceptedNotes, load_unaccepted_notes


def may_explain(visit: Visit, standing: Standing, domain: str) -> bool:
    """Whether the user may explain; not in another year than that of the note's day, in which it counts."""
    may = may_act(visit.programme, visit.actor, Action.SUBMIT, [domain])
    return may and standing.facts.year == visit.as_of.year


def unexplained_codes(visit: Visit, standing: Standing, domain: str) -> list[str]:
    """The lines that lack an explanation; empty without the right to explain."""
    if not may_explain(visit, standing, domain):
        return []
    rows = [row for row in standing.rows(By.LINE, domain) if row.key]
    previous = standing.previous()
    since = previous.as_of if previous else standing.facts.as_of.replace(month=1, day=1)
    notes = load_unaccepted_notes(visit.store, visit.programme, visit.actor)
    owed = [item.row.key for item in list_missing_explanations(rows, standing.progress(domain), since)]
    return [code for code in owed if code not in notes.waiting]


def offer_both(visit: Visit, standing: Standing, domain: str, colour: Colour) -> tuple[bool, bool]:
    """Both forms, explanation and action, side by side if needed; returns which were shown."""
    asks_action = colour in (Colour.RED, Colour.ORANGE)
    owed = unexplained_codes(visit, standing, domain)
    is_wanted = st.query_params.get(EXPLAIN) == OPEN or bool(round_of(EXPLAIN))
    asks_why = may_explain(visit, standing, domain) and (bool(owed) or asks_action or is_wanted)
    left, right = st.columns(2) if asks_why and asks_action else (st.container(), st.container())
    with left:
        if asks_why:
            offer_explanation(visit, standing, domain, owed)
    with right:
        if asks_action:
            offer_new_action(visit, domain, "Leg vast hoe u bijstuurt")
    return asks_why, asks_action


def offer_explanation(visit: Visit, standing: Standing, domain: str, owed_codes: Sequence[str]) -> None:
    """The form for a line or the whole of this domain, most urgent first; not for those who may not submit.

    It is expanded if the URL asks for it, as a task's link does, and after a submission.
    """
    if not may_explain(visit, standing, domain):
        return
    show_done(EXPLAIN)
    notes = load_unaccepted_notes(visit.store, visit.programme, visit.actor)
    lines = _lines(standing, domain, owed_codes, notes)
    words = f": nog {count(len(owed_codes), 'regel', 'regels')}" if owed_codes else ""
    is_open = st.query_params.get(EXPLAIN) == OPEN or bool(round_of(EXPLAIN))
    with st.expander(f"Leg uit waarom{words}", expanded=is_open, key=f"uitleg-{domain}-open"):
        code = st.selectbox(
            "Waarover gaat het?",
            list(lines),
            format_func=lambda c: lines[c],
            key=f"uitleg-{domain}-regel-{round_of(EXPLAIN)}",
        )
        st.html(f'<p class="echo smal">{escape(lines[code])}</p>')  # a phone cuts what is in the box
        back, reason = notes.returned.get(code, (None, ""))
        if back:
            st.warning(
                escape_markdown(f"Deze uitleg kwam terug. Reden: {reason} Hieronder staat wat u schreef.")
            )
        note, amount = _ask_note(standing, domain, code, f"uitleg-{code}-{round_of(EXPLAIN)}", back)
        st.caption("Dit telt mee zodra een tweede persoon het vaststelt. Wat u eerder zei, blijft bewaard.")
        if st.button("Uitleg indienen", type="primary", key=f"uitleg-{code}-indienen") and is_clear(amount):
            hand_in_typed(EXPLAIN, lambda: explain.hand_in(
                visit.store, visit.programme, note, visit.as_of, visit.person.id, visit.now
            ))  # fmt: skip


def _lines(
    standing: Standing, domain: str, owed_codes: Sequence[str], notes: UnacceptedNotes
) -> dict[str, str]:
    """Code and name of each line: returned ones, ones to explain, the whole domain, the rest."""
    names = {row.key: row.name for row in standing.rows(By.LINE, domain) if row.key}
    whole = {} if domain in names else {domain: whole_domain(standing.programme.domain(domain).name)}
    labels = names | whole
    back = {code: f"{labels[code]} (teruggestuurd)" for code in notes.returned if code in labels}
    first = {code: f"{names[code]} (nog uit te leggen)" for code in owed_codes if code not in back}
    pending = {
        code: f"{labels[code]} (wacht op een tweede persoon)" for code in labels if code in notes.waiting
    }
    others = {code: name for code, name in (whole | names).items() if code not in pending}
    return back | first | {code: name for code, name in others.items() if code not in back | first} | pending


def _ask_note(
    standing: Standing, domain: str, code: str, key: str, back: Progress | None
) -> tuple[Progress, TypedAmount]:
    """The fields, prefilled with the returned or last note; an indicator keeps its value."""
    as_of = standing.facts.as_of
    earlier_notes = [note for note in standing.progress(domain) if note.code == code]
    start = (
        replace(max(earlier_notes, key=lambda n: n.as_of), as_of=as_of)
        if earlier_notes
        else Progress(code, as_of)
    )
    if back:
        start = replace(back, as_of=as_of, indicator=start.indicator, value=start.value, target=start.target)
    causes = list(Cause)
    at = causes.index(start.cause) if start.cause else None
    cause = st.radio("Oorzaak", causes, at, format_func=str, horizontal=True, key=f"{key}-oorzaak")
    note = st.text_area("Toelichting", start.note, key=f"{key}-toelichting")
    expected = _expected(standing, domain, code, start)
    begun = start.forecast if back else expected
    amount = ask_amount(
        "Wat is er naar uw verwachting op 31 december besteed, in euro's?",
        f"{key}-prognose",
        "" if begun is None else write_amount(begun),
        may_be_empty=True,
    )
    _show_forecast_read(code == domain, expected, amount)
    steering = st.text_input(
        "Wat doet u om bij te sturen, in het kort? (mag leeg)", start.steering, key=f"{key}-bijsturing"
    )
    result = st.text_input("Wat is er bereikt? (mag leeg)", start.result, key=f"{key}-resultaat")
    if start.indicator:
        st.caption(
            escape_markdown(f"{start.indicator}: {start.value or 'nog niet gemeten'}. Dat blijft zo staan.")
        )
    typed_note = replace(
        start,
        forecast=amount.cents,
        withdrawn=expected is not None and amount.cents is None,
        cause=cause,
        note=" ".join(note.split()),
        steering=steering.strip(),
        result=result.strip(),
    )
    return typed_note, amount


def _expected(standing: Standing, domain: str, code: str, note: Progress) -> Cents | None:
    """The own forecast in force, over all rows of the line; for a domain the last one."""
    if code == domain:
        return note.forecast
    parts = [line.own_forecast for line in standing.lines(domain) if line.key.code == code]
    amounts = [part for part in parts if part is not None]
    return sum(amounts) if amounts else None


def _show_forecast_read(is_whole: bool, expected: Cents | None, amount: TypedAmount) -> None:
    if expected is not None and amount.cents is None and not amount.complaint:
        st.info("U trekt uw eerdere verwachting in. Daarna geldt alleen nog de berekende prognose.")
    elif is_whole:
        st.caption(
            "Uw verwachting van het hele domein staat naast de berekende prognose en verandert die niet."
        )
