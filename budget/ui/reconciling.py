"""Every accepted file with its source system's total, and the day up to which each domain agrees."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.labels import count, day_short, euro_exact
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases.gaps import Reconciled, newest_ledgers, reconciled_until
from budget.usecases.reconcile import NOT_RECONCILED


def title_of(reconciled: Sequence[Reconciled]) -> str:
    """How many of the domains with bookings agree with their source system up to their newest ledger."""
    days, newest = reconciled_until(reconciled), newest_ledgers(reconciled)
    if not days:
        return "Er zijn in dit jaar nog geen boekingen"
    agreed = sum(day == newest[domain] for domain, day in days.items())
    if len(days) == 1:
        return f"De boekingen sluiten {'' if agreed else 'nog niet helemaal '}aan op het eigen systeem"
    if not agreed:
        return f"Geen van de {len(days)} domeinen sluit al helemaal aan op zijn eigen systeem"
    verb = "sluit" if agreed == 1 else "sluiten"
    return f"Van {len(days)} domeinen {verb} er {agreed} helemaal aan op het eigen systeem"


def show_reconciliation(visit: Visit, reconciled: Sequence[Reconciled]) -> None:
    """The day up to which each domain reconciles and, collapsed, every accepted plan and ledger."""
    st.header("Sluiten de cijfers aan op uw systemen?", anchor=False)
    if not reconciled:
        st.write("In dit jaar is nog niets vastgesteld.")
        return
    until, newest = reconciled_until(reconciled), newest_ledgers(reconciled)
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
            str(total.submission), total.file, day_short(total.day) if total.day else "–", str(total.money),
            NOT_RECONCILED if total.stated is None else euro_exact(total.stated), euro_exact(total.counted),
            "–" if total.difference is None else euro_exact(total.difference), total.explained or "–",
        )
        for total in reconciled
    ]  # fmt: skip
    columns = "Nr", "Bestand", "Stand van", "Bedrag", "Eigen systeem", "Gelezen", "Verschil", "Verklaring"
    with st.expander(f"{count(len(rows), 'bedrag', 'bedragen')} uit vastgestelde bestanden"):
        show_table(columns, rows, "Alle vastgestelde bestanden")
