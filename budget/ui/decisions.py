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
    for found in open_escalations(standing, domain):
        who = join_words([standing.programme.name_of(one) for one in found.conflict])
        about = f"Regel {found.code}" if found.code else "Het hele domein"
        sentence = f"{about} is geëscaleerd: {who} heeft een belang bij '{found.decision}'."
        st.warning(
            escape_markdown(f"{sentence} Route: {found.route}. Tot dan stelt {who} hierover niets vast.")
        )


def show_decisions(standing: Standing, domain: str) -> None:
    """The decisions of the domain, and the criteria library of all domains."""
    st.header("Wat is er besloten?", anchor=False)
    found = decisions_of(standing, domain)
    if not found:
        st.write("Er zijn nog geen besluiten aangeleverd.")
    else:
        show_table(HEADERS, [_cells(standing, one) for one in found], "Besluiten")
    library = criteria_library(decisions_of(standing))
    if library:
        with st.expander(f"Waarop kiezen de domeinen? {count(len(library), 'criterium', 'criteria')}"):
            rows = [_criterion(standing, use, one) for use in library for one in use.decisions]
            headers = ("Criterium", "Gebruikt door", "Wanneer", "Met welk resultaat", "Bedrag")
            show_table(headers, rows, "Criteria van alle domeinen")


def _cells(standing: Standing, found: Decision) -> tuple[str, ...]:
    amount = "–" if found.amount is None else euro(found.amount)
    why, who = found.criteria or "–", ", ".join(found.decided_by)
    cells = (found.code or "–", found.decision, amount, why, who)
    return day_short(found.date), *cells, escalation_words(standing, found) or "–"


def escalation_words(standing: Standing, found: Decision) -> str:
    """The conflict of interest and whether it is open or how it ended; else the stated escalation."""
    if not found.conflict:
        return found.escalation
    who = join_words([standing.programme.name_of(one) for one in found.conflict])
    if found.is_open(standing.facts.as_of) or found.resolved_on is None:
        return f"Open: belang van {who}. Route: {found.route}"
    by = join_words(list(found.resolved_by))
    return f"Opgelost op {day_short(found.resolved_on)} door {by}: belang van {who}. Route: {found.route}"


def _criterion(standing: Standing, use: CriterionUse, found: Decision) -> tuple[str, ...]:
    amount = "–" if found.amount is None else euro(found.amount)
    name = standing.programme.domain(found.domain).name
    return use.name, name, day_short(found.date), found.decision, amount
