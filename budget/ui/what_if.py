"""What if: try a shift, a phasing, a release or a commitment; nothing is stored."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.export.cells import written
from budget.export.wording import pot_room
from budget.insight.what_if import (
    ExtraCommitment,
    ReleaseChange,
    Rephase,
    Shift,
    Step,
    apply_steps,
    propose_plan,
)
from budget.labels import MONTH_NAMES, SIGNAL_SHAPE, escape_markdown, euro, euro_change, signal_word
from budget.model.figures import Row
from budget.model.words import By, LineKey
from budget.standing.moment import Standing
from budget.ui.amount_field import ask_amount
from budget.ui.button_actions import is_done
from budget.ui.downloads import offer_workbook
from budget.ui.figures import show_table
from budget.ui.fragment import fragment
from budget.ui.moves import ask_decision, show_moves
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery
from budget.usecases.plan_proposals import moves_of, write_proposal

KINDS = {
    "shift": "Geld schuiven tussen twee regels",
    "rephase": "Geld later of eerder in het jaar plannen",
    "release": "Een ander bedrag vrijgeven",
    "commit": "Een nieuwe verplichting aangaan",
}


@fragment
def show_what_if(visit: Visit, standing: Standing, domain: str) -> None:
    """Steps to try, their effect, and the resulting plan as a workbook to submit."""
    key = f"proef-{domain}-{visit.year}"
    steps: list[Step] = st.session_state.get(key, [])
    with st.expander("Wat als ...? Probeer een wijziging uit", expanded=bool(steps), key=f"{key}-open"):
        st.caption("Er wordt niets opgeslagen. De echte cijfers blijven zoals ze zijn.")
        step = _ask_step(standing, domain)
        if step and is_done(lambda: apply_steps(standing.facts, [*steps, step])):
            st.session_state[key] = steps = [*steps, step]
        if steps and not is_done(lambda: apply_steps(standing.facts, steps)):
            st.session_state[key] = steps = []
        if not steps:
            return
        if st.button("Begin opnieuw", key=f"{key}-leeg"):
            st.session_state[key] = []
            st.rerun()
        then = replace(standing, facts=apply_steps(standing.facts, steps))
        _show_comparison(standing, then, domain)
        _offer_proposal(visit, standing, then, domain)


def _ask_step(standing: Standing, domain: str) -> Step | None:
    lines = {line.key: line for line in standing.lines(domain) if line.planned and line.budget}
    if not lines:
        st.write("Dit domein heeft in dit jaar geen regels met budget.")
        return None
    kind = st.selectbox(
        "Wat wilt u proberen?", list(KINDS), format_func=lambda key: KINDS[key], key="proef-soort"
    )

    def name(key: LineKey) -> str:
        return f"{key.code} {lines[key].activity} ({key.source} {key.theme})".replace(" )", ")")

    line = st.selectbox("Regel", list(lines), format_func=name, key=f"proef-{kind}-regel")
    target, months = line, [1, 12]
    if kind == "shift":
        target = st.selectbox("Naar regel", list(lines), format_func=name, key="proef-naar")
    if kind == "rephase":
        months = _ask_months(standing)
    typed = ask_amount("Bedrag", f"proef-{kind}-bedrag")
    if not st.button("Probeer uit", key=f"proef-{kind}-doen"):
        return None
    if (cents := typed.cents) is None:
        st.error(escape_markdown(f"Er is niets uitgeprobeerd. {typed.complaint}"))
        return None
    if kind == "shift":
        return Shift(line, target, cents)
    if kind == "rephase":
        return Rephase(line, months[0], months[1], cents)
    return ReleaseChange(line, cents) if kind == "release" else ExtraCommitment(line, cents)


def _ask_months(standing: Standing) -> list[int]:
    numbers = list(range(1, 13))
    return [
        st.selectbox(label, numbers, start, format_func=lambda n: MONTH_NAMES[n - 1], key=f"proef-{label}")
        for label, start in (("Van maand", standing.facts.as_of.month - 1), ("Naar maand", 11))
    ]


def _show_comparison(now: Standing, trial: Standing, domain: str) -> None:
    changed = [
        (before, after)
        for by in (By.POT, By.LINE)
        for before, after in zip(now.rows(by, domain), trial.rows(by, domain), strict=True)
        if before.measures != after.measures
    ]
    pairs = [(now.domain_row(domain), trial.domain_row(domain)), *changed]
    headers = (
        "Waar",
        "Begroot",
        "Vrije ruimte nu",
        "Vrije ruimte dan",
        "Prognose nu",
        "Prognose dan",
        "Signaal",
    )
    show_table(headers, [_compared(before, after) for before, after in pairs], "Wat er zou veranderen")
    difference = trial.total().measures.free - now.total().measures.free
    st.write(
        escape_markdown(f"De vrije ruimte van het hele programma verandert met {euro_change(difference)}.")
    )


def _compared(before: Row, after: Row) -> tuple[str, ...]:
    old, new = before.measures, after.measures
    return (
        before.name,
        euro(new.budget),
        written(pot_room(old)),
        written(pot_room(new)),
        euro(old.forecast.p50),
        euro(new.forecast.p50),
        _signal(after) if _signal(before) == _signal(after) else f"{_signal(before)} wordt {_signal(after)}",
    )


def _signal(row: Row) -> str:
    colour = row.signal.colour
    return f"{SIGNAL_SHAPE[colour]} {signal_word(colour, row.measures.budget, row.is_outside_plan)}"


def _offer_proposal(visit: Visit, now: Standing, trial: Standing, domain: str) -> None:
    plan = delivery.plan_in_force(visit.store, visit.programme, visit.actor, domain).plan
    proposed = propose_plan(plan, now.facts, trial.facts)
    if proposed == plan:
        st.caption("Een verplichting hoort niet in het plan. Daarvoor is geen voorstel nodig.")
        return
    moves = moves_of(visit.store, visit.programme, visit.actor, proposed)
    show_moves(moves, (), (), visit.programme)
    decision = ask_decision(visit.today, f"proef-{domain}") if moves else None
    if moves and decision is None:
        st.caption("Vul het besluit en de datum in. Dan kunt u het voorstel downloaden.")
        return
    title = f"Voorstel {visit.programme.domain(domain).name}"
    offer_workbook(
        "Download als voorstel (Excel)",
        lambda: write_proposal(
            visit.store, visit.programme, visit.actor, proposed, title, decision, visit.today
        ),
        f"{visit.programme.id}-{domain.lower()}-voorstel.xlsx",
        "proef-voorstel",
    )
    st.caption("Lever dit bestand aan bij Aanleveren. Een tweede persoon moet het vaststellen.")
