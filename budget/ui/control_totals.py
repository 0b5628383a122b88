"""Reconciliation on screen: the totals of the uploader's own system against what was read."""

from __future__ import annotations

import streamlit as st

from budget.labels import escape_markdown, euro_exact
from budget.model.content import CheckedFile, Content, ControlTotal
from budget.model.submission_details import Money
from budget.model.words import Cents
from budget.ui.amount_field import ask_amount
from budget.ui.figures import show_table
from budget.usecases.control_totals import complaints, control_of, is_foreign, offered_in, totals_by_kind

_HEADERS = ("Bedrag", "Uw systeem", "Gelezen", "Verschil", "Verklaring")


def ask_control(checked: CheckedFile, place: str) -> tuple[tuple[ControlTotal, ...], bool]:
    """The typed totals, and whether the file may be submitted with them.

    `place` distinguishes the fields from those of another form for the same file.
    """
    counted, offered = totals_by_kind(checked), offered_in(checked)
    if not counted:
        return (), True
    st.write(
        "Vul in wat uw eigen systeem als totaal geeft. Zo ziet u of alles goed is gelezen."
        if is_foreign(checked)
        else "Vul in wat uw eigen systeem als totaal geeft. Slaat u dit over? "
        "Dan staat er bij uw bestand: niet aangesloten."
    )
    stated: dict[Money, Cents] = {}
    explained: dict[Money, str] = {}
    for money, cents in counted.items():
        key = _key(place, checked, money)
        if money in offered:
            st.caption(f"In uw bestand staat als totaal: {escape_markdown(euro_exact(offered[money]))}.")
        typed = ask_amount(
            f"Totaal {money} in uw systeem", key, may_be_empty=True, may_be_negative=True, say=euro_exact,
            empty="niet aangesloten",
        )  # fmt: skip
        if typed.complaint:
            return (), False
        if typed.cents is None:
            continue
        stated[money] = typed.cents
        if typed.cents != cents:
            explained[money] = st.text_input(
                f"Welke rijen van het bestand verklaren het verschil bij {money}?",
                key=f"{key}-waarom",
                placeholder="rij 12 en rij 14",
            )
    control = control_of(checked, stated, explained)
    if control:
        show_table(_HEADERS, [_row(total) for total in control], "Aansluiting")
    problems = list(complaints(checked, control))
    for text in problems:
        st.warning(escape_markdown(text))
    return control, not problems


def carry_over(checked: CheckedFile, place: str, next_place: str) -> None:
    """Prefill totals typed at one place in the next, so that nobody types them twice."""
    for money in totals_by_kind(checked):
        old, new = _key(place, checked, money), _key(next_place, checked, money)
        for part in ("", "-waarom"):
            if typed := st.session_state.get(f"{old}{part}"):
                st.session_state[f"{new}{part}"] = typed


def _key(place: str, checked: CheckedFile, money: Money) -> str:
    return f"aansluiting-{place}-{checked.sha256}-{money}"


def show_control(content: Content) -> None:
    """For the second person: what was reconciled, or that nothing was."""
    if content.control:
        show_table(_HEADERS, [_row(total) for total in content.control], "Aansluiting van de indiener")
    elif content.plan or content.statements:
        st.info("Niet aangesloten: de indiener vulde geen totaal uit het eigen systeem in.")


def _row(total: ControlTotal) -> tuple[str, ...]:
    return (
        str(total.money).capitalize(),
        euro_exact(total.stated),
        euro_exact(total.counted),
        euro_exact(total.difference),
        total.explained or "–",
    )
