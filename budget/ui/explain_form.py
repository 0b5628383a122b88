"""A form to explain the state of a line or domain; it counts when a second person accepts it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.access import Action, may_act
from budget.insight.missing_explanations import list_owed
from budget.intake.grammar.amounts import write_amount
from budget.labels import plain, whole_domain
from budget.model.content import Progress
from budget.model.words import By, Cause, Cents
from budget.standing.moment import Standing
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.steering_forms import is_clear
from budget.ui.submitting import hand_in_typed, round_of, tell_done
from budget.ui.visit import Visit
from budget.usecases import explain

EXPLAIN = "uitleg"


def offer_explanation(visit: Visit, standing: Standing, domain: str) -> None:
    """The form for a line or the whole of this domain, most urgent first; not for those who may not submit.

    It is expanded while a line lacks an explanation: that is what its budget holder comes for. A note counts
    in the year of its day: in another year there is no form.
    """
    may_explain = may_act(visit.programme, visit.actor, Action.SUBMIT, [domain])
    if not may_explain or standing.facts.year != visit.as_of.year:
        return
    tell_done(EXPLAIN)
    lines, is_owed = _lines(standing, domain)
    key = f"uitleg-{domain}-{round_of(EXPLAIN)}-open"
    with st.expander("Een afwijking uitleggen", expanded=is_owed, key=key):
        code = st.selectbox(
            "Waarover gaat het?", list(lines), format_func=lambda c: lines[c], key=f"uitleg-{domain}-regel"
        )
        note, typed = _ask_note(standing, domain, code, f"uitleg-{code}-{round_of(EXPLAIN)}")
        st.caption("Dit telt mee zodra een tweede persoon het vaststelt. Wat u eerder zei, blijft bewaard.")
        if st.button("Uitleg indienen", type="primary", key=f"uitleg-{code}-indienen") and is_clear(typed):
            hand_in_typed(EXPLAIN, lambda: explain.hand_in(
                visit.store, visit.programme, note, visit.as_of, visit.person.id, visit.now
            ))  # fmt: skip


def _lines(standing: Standing, domain: str) -> tuple[dict[str, str], bool]:
    """Code and name of each line, deviating unexplained ones first, then the whole domain.

    Also whether there are any of those.
    """
    rows = [row for row in standing.rows(By.LINE, domain) if row.key]
    previous = standing.previous()
    since = previous.as_of if previous else standing.facts.as_of.replace(month=1, day=1)
    owed = {item.row.key for item in list_owed(rows, standing.progress(domain), since)}
    first = {row.key: f"{row.name} (nog uit te leggen)" for row in rows if row.key in owed}
    is_line = any(row.key == domain for row in rows)
    whole = {} if is_line else {domain: whole_domain(standing.programme.domain(domain).name)}
    return first | whole | {row.key: row.name for row in rows if row.key not in owed}, bool(first)


def _ask_note(standing: Standing, domain: str, code: str, key: str) -> tuple[Progress, TypedAmount]:
    """The fields, prefilled with the last note; its indicator and value are kept."""
    as_of = standing.facts.as_of
    said = [note for note in standing.progress(domain) if note.code == code]
    start = replace(max(said, key=lambda n: n.as_of), as_of=as_of) if said else Progress(code, as_of)
    causes = list(Cause)
    at = causes.index(start.cause) if start.cause else None
    chosen = st.radio("Oorzaak", causes, at, format_func=str, horizontal=True, key=f"{key}-oorzaak")
    note = st.text_area("Toelichting", start.note, key=f"{key}-toelichting")
    expected = _expected(standing, domain, code, start)
    typed = ask_amount(
        "Wat is er naar uw verwachting op 31 december besteed, in euro's?",
        f"{key}-prognose",
        "" if expected is None else write_amount(expected),
        may_be_empty=True,
    )
    _say_forecast(code == domain, expected, typed)
    steering = st.text_input("Wat doet u om bij te sturen?", start.steering, key=f"{key}-bijsturing")
    result = st.text_input("Wat is er bereikt?", start.result, key=f"{key}-resultaat")
    if start.indicator:
        st.caption(plain(f"{start.indicator}: {start.value or 'nog niet gemeten'}. Dat blijft zo staan."))
    told = replace(
        start,
        forecast=typed.cents,
        withdrawn=expected is not None and typed.cents is None,
        cause=chosen,
        note=" ".join(note.split()),
        steering=steering.strip(),
        result=result.strip(),
    )
    return told, typed


def _expected(standing: Standing, domain: str, code: str, said: Progress) -> Cents | None:
    """The own forecast in force, over all rows of the line; for a domain the last one."""
    if code == domain:
        return said.forecast
    parts = [line.own_forecast for line in standing.lines(domain) if line.key.code == code]
    stated = [part for part in parts if part is not None]
    return sum(stated) if stated else None


def _say_forecast(is_whole: bool, expected: Cents | None, typed: TypedAmount) -> None:
    if expected is not None and typed.cents is None and not typed.complaint:
        st.info("U trekt uw eerdere verwachting in. Daarna geldt alleen nog de berekende prognose.")
    elif is_whole:
        st.caption(
            "Uw verwachting van het hele domein staat naast de berekende prognose en verandert die niet."
        )
