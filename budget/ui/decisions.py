"""Decisions on the page of a domain: who took them, open escalations, and the shared criteria."""

from __future__ import annotations

import streamlit as st

from budget.labels import count, day_short, escape_markdown, euro, join_words
from budget.model.domain_records import CriterionUse, Decision
from budget.standing.decisions import criteria_library, decisions_of, open_escalations
from budget.standing.moment import Standing
from budget.ui.figures import show_table

HEADERS = ("Datum", "Regel", "Besluit", "Bedrag", "Criteria", "Besloten door", "Escalatie")


def show_open_escalations(standing: Standing, domain: str) -> None:
    """One line per open conflict of interest, at the top of the page."""
    for decision in open_escalations(standing, domain):
        who = join_words([standing.programme.name_of(person_id) for person_id in decision.conflict])
        about = f"Regel {decision.code}" if decision.code else "Het hele domein"
        sentence = f"{about} is geëscaleerd: {who} heeft een belang bij '{decision.decision}'."
        st.warning(
            escape_markdown(f"{sentence} Route: {decision.route}. Tot dan stelt {who} hierover niets vast.")
        )


def show_decisions(standing: Standing, domain: str) -> None:
    """The decisions of the domain, and the criteria library of all domains."""
    st.header("Wat is er besloten?", anchor=False)
    decisions = decisions_of(standing, domain)
    if not decisions:
        st.write("Er zijn nog geen besluiten aangeleverd.")
    else:
        show_table(HEADERS, [_cells(standing, decision) for decision in decisions], "Besluiten")
    library = criteria_library(decisions_of(standing))
    if library:
        with st.expander(f"Waarop kiezen de domeinen? {count(len(library), 'criterium', 'criteria')}"):
            rows = [_criterion(standing, use, decision) for use in library for decision in use.decisions]
            headers = ("Criterium", "Gebruikt door", "Wanneer", "Met welk resultaat", "Bedrag")
            show_table(headers, rows, "Criteria van alle domeinen")


def _cells(standing: Standing, decision: Decision) -> tuple[str, ...]:
    amount = "–" if decision.amount is None else euro(decision.amount)
    why, who = decision.criteria or "–", ", ".join(decision.decided_by)
    cells = (decision.code or "–", decision.decision, amount, why, who)
    return day_short(decision.date), *cells, escalation_words(standing, decision) or "–"


def escalation_words(standing: Standing, decision: Decision) -> str:
    """The conflict of interest and whether it is open or how it ended; else the stated escalation."""
    if not decision.conflict:
        return decision.escalation
    who = join_words([standing.programme.name_of(person_id) for person_id in decision.conflict])
    if decision.is_open(standing.facts.as_of) or decision.resolved_on is None:
        return f"Open: belang van {who}. Route: {decision.route}"
    by = join_words(list(decision.resolved_by))
    return (
        f"Opgelost op {day_short(decision.resolved_on)} door {by}: belang van {who}. Route: {decision.route}"
    )


def _criterion(standing: Standing, use: CriterionUse, decision: Decision) -> tuple[str, ...]:
    amount = "–" if decision.amount is None else euro(decision.amount)
    name = standing.programme.domain(decision.domain).name
    return use.name, name, day_short(decision.date), decision.decision, amount
