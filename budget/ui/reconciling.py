"""Reconciliation on screen: the totals of the uploader's own system beside what was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.labels import day_short, euro_change, euro_exact, plain
from budget.model.content import CheckedFile, Content, ControlTotal
from budget.model.words import Cents, Money
from budget.ui.amount_field import ask_amount
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import reconcile as reconciling
from budget.usecases.control import complaints, control_of, counted_in, is_foreign, offered_in
from budget.usecases.reconcile import NOT_RECONCILED

_HEADERS = ("Bedrag", "Uw systeem", "Gelezen", "Verschil", "Verklaring")


def ask_control(checked: CheckedFile) -> tuple[tuple[ControlTotal, ...], bool]:
    """The totals that are typed, and whether the file may be handed in with them."""
    counted, offered = counted_in(checked), offered_in(checked)
    if not counted:
        return (), True
    st.header("4. Aansluiting", anchor=False)
    st.write(
        "Vul in wat uw eigen systeem als totaal geeft. Zo ziet u of alles goed is gelezen."
        if is_foreign(checked)
        else "Vul in wat uw eigen systeem als totaal geeft. Slaat u dit over? "
        "Dan staat er bij uw bestand: niet aangesloten."
    )
    stated: dict[Money, Cents] = {}
    explained: dict[Money, str] = {}
    for money, cents in counted.items():
        key = f"aansluiting-{checked.sha256}-{money}"
        if money in offered:
            st.caption(f"In uw bestand staat als totaal: {plain(euro_exact(offered[money]))}.")
        typed = ask_amount(
            f"Totaal {money} in uw systeem", key, may_be_empty=True, may_be_negative=True, say=euro_exact
        )
        if typed.complaint:
            return (), False
        if typed.cents is None:
            continue
        stated[money] = typed.cents
        if typed.cents != cents:
            explained[money] = st.text_input(
                f"Welke rijen verklaren het verschil bij {money}?", key=f"{key}-waarom"
            )
    control = control_of(checked, stated, explained)
    if control:
        show_table(_HEADERS, [_row(found) for found in control], "Aansluiting")
    said = list(complaints(checked, control))
    for text in said:
        st.warning(plain(text))
    return control, not said


def show_control(content: Content) -> None:
    """For the second person: what was reconciled, or that nothing was."""
    if content.control:
        show_table(_HEADERS, [_row(found) for found in content.control], "Aansluiting van de indiener")
    elif content.plan or content.statements:
        st.info("Niet aangesloten: de indiener vulde geen totaal uit het eigen systeem in.")


def show_reconciliation(visit: Visit, year: int) -> None:
    """Every accepted plan and ledger of a year, and until which day each domain reconciles."""
    found = reconciling.reconciliation(visit.store, visit.programme, visit.actor, year)
    if not found:
        st.write("In dit jaar is nog niets vastgesteld.")
        return
    until = reconciling.reconciled_until(found)
    rows: Sequence[tuple[str, ...]] = [
        (visit.programme.domain(code).name, day_short(day) if day else NOT_RECONCILED)
        for code, day in until.items()
    ]
    if rows:
        show_table(("Opgavedomein", "Sluit aan tot en met"), rows, "Tot wanneer sluiten de boekingen aan?")
    rows = [
        (
            str(one.submission), one.file, day_short(one.day) if one.day else "–", str(one.money),
            NOT_RECONCILED if one.stated is None else euro_exact(one.stated), euro_exact(one.counted),
            "–" if one.difference is None else euro_change(one.difference), one.explained or "–",
        )
        for one in found
    ]  # fmt: skip
    headers = ("Nr", "Bestand", "Stand van", "Bedrag", "Eigen systeem", "Gelezen", "Verschil", "Verklaring")
    show_table(headers, rows, "Alle vastgestelde bestanden")


def _row(found: ControlTotal) -> tuple[str, ...]:
    return (
        str(found.money).capitalize(),
        euro_exact(found.stated),
        euro_exact(found.counted),
        euro_change(found.difference),
        found.explained or "–",
    )
