"""The plans step of the guided start: how each is read, and what is submitted at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from budget.intake.mapping.layout import Layout
from budget.labels import count, escape_markdown, euro_exact
from budget.model.content import CheckedFile, Content, ControlTotal
from budget.model.programme import Programme
from budget.model.words import Level
from budget.programme.first_programme import open_points
from budget.ui.button_actions import is_done
from budget.ui.control_totals import ask_control, show_control
from budget.ui.figures import show_table
from budget.ui.mapping_form import ask_mapping, may_be_mapped, show_findings
from budget.ui.mapping_rows import readable_mapping
from budget.usecases.first_plans import (
    FirstPlan,
    draft_answer,
    is_ready,
    plan_size,
    read_plan,
)

Keep = Callable[[FirstPlan, str, tuple[ControlTotal, ...]], object]
STEP = "7. Plannen"
READY, UNMAPPED, WRONG = "goed te lezen", "andere kolommen: kies ze hieronder", "nog niet goed te lezen"
_DRAFTS, _READ = "begin-voorstellen", "begin-gelezen"


def ask_plans(programme: Programme, plans: Sequence[FirstPlan], keep: Keep) -> None:
    """How each plan is read; for one with other columns, assign and store them."""
    if not plans:
        st.write("U begon zonder plan. Lever het aan zodra het programma geldt.")
        return
    _show_table(programme, plans)
    plan = plans[0]
    if len(plans) > 1:
        names = {plan.path.name: plan for plan in plans}
        plan = names[st.selectbox("Welk plan?", names, format_func=lambda n: names[n].name, key="begin-plan")]
    checked = _read(programme, plan)
    if is_ready(checked, plan):
        _show_answer(plan)
        if may_be_mapped(checked) or plan.answer:
            with st.expander("Andere kolommen kiezen"):
                _ask(programme, plan, keep)
    elif may_be_mapped(checked) or plan.answer:
        _ask(programme, plan, keep)
    else:
        show_findings(checked)
        st.write("Verbeter het bestand en begin opnieuw, of lever het aan zodra het programma geldt.")


def show_plans(programme: Programme, plans: Sequence[FirstPlan]) -> None:
    """How each plan is read, read-only."""
    if not plans:
        return
    _show_table(programme, plans)
    for plan in plans:
        _show_answer(plan)


def show_first_plans(programme: Programme, plans: Sequence[FirstPlan], key: str) -> tuple[str, ...]:
    """What is submitted at the second confirmation, and what is not; returns the doubts confirmed.

    `key` is for the person who confirms.
    """
    doubts: list[str] = []
    for plan in plans:
        checked = _read(programme, plan)
        if is_ready(checked, plan):
            rows, cents = plan_size(checked)
            many = count(rows, "planregel", "planregels")
            summary = f"{plan.name}: {many}, begroot {euro_exact(cents)}."
            st.write(
                escape_markdown(
                    f"{summary} Wie als tweede bevestigt, dient dit plan in. Daarna stelt een ander het vast."
                )
            )
            doubts += checked.content.asks if checked.content else ()
        else:
            state = "heeft andere kolommen" if may_be_mapped(checked) else f"is {WRONG}"
            why = f"{plan.name} {state} en wordt zo niet ingediend. Los dat op bij stap {STEP}."
            st.warning(escape_markdown(f"{why} U kunt ook doorgaan en dit plan later aanleveren."))
    if not doubts:
        return ()
    st.warning(
        "\n".join(["Let op bij deze plannen:", "", *(f"- {escape_markdown(text)}" for text in doubts)])
    )
    many = "dit punt" if len(doubts) == 1 else f"deze {len(doubts)} punten"
    agreed = st.checkbox(f"Ik heb {many} gezien. Het klopt.", key=f"begin-klopt-{key}-{hash(tuple(doubts))}")
    st.caption("Zet wie als tweede bevestigt dit vinkje niet, dan wordt zo'n plan niet ingediend.")
    return tuple(doubts) if agreed else ()


def _show_table(programme: Programme, plans: Sequence[FirstPlan]) -> None:
    rows = []
    for plan in plans:
        checked = _read(programme, plan)
        many, cents = plan_size(checked)
        if is_ready(checked, plan):
            rows.append((plan.name, str(many), euro_exact(cents), READY))
        else:
            rows.append((plan.name, "–", "–", UNMAPPED if may_be_mapped(checked) else WRONG))
    show_table(("Plan", "Planregels", "Begroot", "Stand"), rows, "Uw plannen")


def _show_answer(plan: FirstPlan) -> None:
    if plan.answer:
        st.write(escape_markdown(f"Zo wordt {plan.name} gelezen. Ook dat beoordeelt straks een ander."))
        rows = list(readable_mapping(plan.answer.mapping))
        show_table(("Wij lezen", "In het bestand"), rows, f"Koppeling voor {plan.name}")
        show_control(Content(control=plan.answer.control))


def _ask(programme: Programme, plan: FirstPlan, keep: Keep) -> None:
    if open_points(programme):
        st.info("Rond eerst de stappen hiervoor af. Dan kennen wij de namen die in dit plan staan.")
        return
    drafts: list[Sequence[Layout]] = []
    if not is_done(lambda: drafts.append(_drafts(programme, plan))):
        return
    kinds = (programme.domains, programme.sources, programme.people)
    place = f"begin-plan-{plan.path.name}"
    # Other names make another form: the old one would keep its choices.
    form = f"{place}-{hash(tuple(option.name for kind in kinds for option in kind))}"
    result = ask_mapping(drafts[0], plan.mark, lambda text: _read(programme, plan, text), form)
    if not result:
        return
    checked, text = result
    if not checked.accepted:
        wrong = sum(finding.level is Level.ERROR for finding in checked.findings)
        st.info(f"Zo zijn er nog {count(wrong, 'fout', 'fouten')}. Kies hierboven andere kolommen.")
        return
    control, may_keep = ask_control(checked, place)
    if st.button("Lees dit plan zo", type="primary", key=f"{place}-ja", disabled=not may_keep) and is_done(
        lambda: keep(plan, text, control)
    ):
        st.rerun()


def _drafts(programme: Programme, plan: FirstPlan) -> tuple[Layout, ...]:
    """Our proposal for a plan, cached per text of the programme."""
    drafts_by_plan = st.session_state.setdefault(_DRAFTS, {})
    if plan.mark not in drafts_by_plan or drafts_by_plan[plan.mark][0] != programme.text:
        with st.spinner("De kolommen worden bekeken..."):
            drafts_by_plan[plan.mark] = (programme.text, draft_answer(programme, plan))
    drafts: tuple[Layout, ...] = drafts_by_plan[plan.mark][1]
    return drafts


def _read(programme: Programme, plan: FirstPlan, mapping: str | None = None) -> CheckedFile:
    """A plan as a mapping reads it, or else as it would be submitted; cached while that is unchanged."""
    text = mapping if mapping is not None else plan.answer.mapping if plan.answer else ""
    cached = st.session_state.setdefault(_READ, {})
    place, key = (plan.mark, mapping is None), (programme.text, text)
    if place not in cached or cached[place][0] != key:
        with st.spinner("Het bestand wordt gelezen..."):
            cached[place] = (key, read_plan(programme, plan, text))
    checked: CheckedFile = cached[place][1]
    return checked
