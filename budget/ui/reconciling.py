"""Every accepted file with the total of its own system, and until which day each domain agrees."""

from __future__ import annotations

import streamlit as st

from budget.labels import day_short, euro_exact
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import reconcile as reconciling
from budget.usecases.reconcile import NOT_RECONCILED


def show_reconciliation(visit: Visit, year: int) -> None:
    """Every accepted plan and ledger of a year, and until which day each domain reconciles."""
    found = reconciling.reconciliation(visit.store, visit.programme, visit.actor, year)
    if not found:
        st.write("In dit jaar is nog niets vastgesteld.")
        return
    until = reconciling.reconciled_until(found)
    days = [
        (visit.programme.domain(code).name, day_short(day) if day else NOT_RECONCILED)
        for code, day in until.items()
    ]
    if days:
        show_table(("Opgavedomein", "Sluit aan tot en met"), days, "Tot wanneer sluiten de boekingen aan?")
    rows = [
        (
            str(one.submission), one.file, day_short(one.day) if one.day else "–", str(one.money),
            NOT_RECONCILED if one.stated is None else euro_exact(one.stated), euro_exact(one.counted),
            "–" if one.difference is None else euro_exact(one.difference), one.explained or "–",
        )
        for one in found
    ]  # fmt: skip
    headers = ("Nr", "Bestand", "Stand van", "Bedrag", "Eigen systeem", "Gelezen", "Verschil", "Verklaring")
    show_table(headers, rows, "Alle vastgestelde bestanden")
