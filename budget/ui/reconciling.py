"""Every accepted file with its source system's total, and the day up to which each domain agrees."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.labels import count, day_short, euro_exact
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases.gaps import Reconciled, newest_ledgers, reconciled_until
from budget.usecases.reconcile import NOT_RECONCILED


def title_of(found: Sequence[Reconciled]) -> str:
    """How many of the domains with bookings agree with their source system up to their newest ledger."""
    days, newest = reconciled_until(found), newest_ledgers(found)
    if not days:
        return "Er zijn in dit jaar nog geen boekingen"
    agreed = sum(day == newest[domain] for domain, day in days.items())
    if len(days) == 1:
        return f"De boekingen sluiten {'' if agreed else 'nog niet helemaal '}aan op het eigen systeem"
    if not agreed:
        return f"Geen van de {len(days)} domeinen sluit al helemaal aan op zijn eigen systeem"
    verb = "sluit" if agreed == 1 else "sluiten"
    return f"Van {len(days)} domeinen {verb} er {agreed} helemaal aan op het eigen systeem"


def show_reconciliation(visit: Visit, found: Sequence[Reconciled]) -> None:
    """The day up to which each domain reconciles and, collapsed, every accepted plan and ledger."""
    st.header("Sluiten de cijfers aan op uw systemen?", anchor=False)
    if not found:
        st.write("In dit jaar is nog niets vastgesteld.")
        return
    until, newest = reconciled_until(found), newest_ledgers(found)
    days = [
        (
            visit.programme.domain(code).name,
            day_short(day) if day else NOT_RECONCILED,
            day_short(newest[code]),
        )
        for code, day in until.items()
    ]
    if days:
        headers = "Opgavedomein", "Sluit aan tot en met", "Laatste overzicht"
        show_table(headers, days, "Tot wanneer sluiten de boekingen aan?")
    rows = [
        (
            str(one.submission), one.file, day_short(one.day) if one.day else "–", str(one.money),
            NOT_RECONCILED if one.stated is None else euro_exact(one.stated), euro_exact(one.counted),
            "–" if one.difference is None else euro_exact(one.difference), one.explained or "–",
        )
        for one in found
    ]  # fmt: skip
    columns = "Nr", "Bestand", "Stand van", "Bedrag", "Eigen systeem", "Gelezen", "Verschil", "Verklaring"
    with st.expander(f"{count(len(rows), 'bedrag', 'bedragen')} uit vastgestelde bestanden"):
        show_table(columns, rows, "Alle vastgestelde bestanden")
