"""First plan, every amendment and the plan in force side by side, with who decided on each."""

from __future__ import annotations

import streamlit as st

from budget.labels import day_short, escape_markdown, euro, euro_change
from budget.model.amended_plan import AmendedLine, AmendedPlan, AmendmentStep
from budget.model.words import Cents
from budget.standing.decision_path import DECIDED, undecided_sentence
from budget.standing.moment import Standing
from budget.ui.figures import show_table
from budget.usecases.amend import list_amendment_sentences


def show_versions(standing: Standing, domain: str) -> None:
    """How the plan of a domain changed, and who decided on each of its versions."""
    _show_amended(standing, domain)
    for plan in standing.decided(domain):
        st.header("Wie besloot over het plan?", anchor=False)
        st.write(escape_markdown(undecided_sentence(standing, domain)) or DECIDED)
        rows = [
            (f"Plan {s.version}" + (" (geldt nu)" if s.version == plan.version else ""),
             standing.programme.step_name(s.step), day_short(s.date), s.document or "–", s.remark or "–")
            for s in plan.steps
        ]  # fmt: skip
        if rows:
            show_table(("Plan", "Stap", "Datum", "Document", "Opmerking"), rows, "Stappen per plan")


def _show_amended(standing: Standing, domain: str) -> None:
    """The first plan, each change, and the plan in force; nothing without a change."""
    plan = standing.amended(domain)
    if plan is None or not plan.steps:
        return
    st.header("Hoe is het plan gewijzigd?", anchor=False)
    changed = [line for line in plan.lines if any(line.changes)]
    headers = ("Regel", "Oorspronkelijk", *(f"{_named(s)} {day_short(s.on)}" for s in plan.steps), "Nu")
    names = {source.code: source.name for source in standing.programme.sources}
    rows = [
        (f"{x.key.code} {x.activity} ({names.get(x.key.source, x.key.source)})", *_cells(x)) for x in changed
    ]
    unchanged = _rest(plan, changed)
    rows += (
        [("Regels zonder wijziging", *_cells(unchanged))] if unchanged.original or unchanged.current else []
    )
    rows.append(("Heel het domein", *_cells(plan.total)))
    show_table(headers, rows, f"Plan {plan.year}: oorspronkelijk, elke wijziging en nu", total=True)
    for step in plan.steps:
        words = " ".join(list_amendment_sentences(step.amendment)) or "De herkomst is niet opgegeven."
        st.caption(escape_markdown(f"{day_short(step.on)}: {words}"))


def _named(step: AmendmentStep) -> str:
    return step.origin[:1].upper() + step.origin[1:]


def _rest(plan: AmendedPlan, changed_lines: list[AmendedLine]) -> AmendedLine:
    same = tuple(line for line in plan.lines if line not in changed_lines)
    return AmendedPlan(plan.domain, plan.year, plan.first, plan.steps, same).total


def _cells(line: AmendedLine) -> tuple[str, ...]:
    changes = (euro_change(cents) if cents else "–" for cents in line.changes)
    return (_amount(line.original), *changes, _amount(line.current))


def _amount(cents: Cents | None) -> str:
    return "–" if cents is None else euro(cents)
