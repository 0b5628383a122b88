"""The form for why a plan changes, and its display."""

from __future__ import annotations

import streamlit as st

from budget.labels import escape_markdown
from budget.model.content import Amendment
from budget.model.submission_details import Origin
from budget.usecases.amend import list_amendment_sentences, list_uneven_sentences, uneven_shift
from budget.usecases.carry import list_carry_faults, list_carry_sentences
from budget.usecases.preview import Preview


def show_amendment(preview: Preview) -> None:
    """Why the file changes a plan in force; nothing if not stated."""
    if preview.amendment:
        st.write(escape_markdown(" ".join(list_amendment_sentences(preview.amendment))))
        show_uneven(preview, preview.amendment)
    show_carried(preview, preview.amendment)


def show_carried(preview: Preview, amendment: Amendment | None) -> None:
    """What is carried to a later year, the rules for it, and the decision given or needed."""
    items = [
        f"- {escape_markdown(text)}" for text in list_carry_sentences(preview, amendment, preview.allowed_by)
    ]
    if items:
        is_wrong = list_carry_faults(preview, amendment)
        show = st.error if is_wrong else st.info
        title = "Dit plan neemt geld mee naar een later jaar" + (" tegen een regel in" if is_wrong else "")
        show("\n".join([f"**{title}.**", "", *items]))


def show_uneven(preview: Preview, amendment: Amendment | None) -> None:
    """The pots whose total a shift within the domain changes."""
    uneven = uneven_shift(preview, amendment)
    if uneven:
        items = [f"- {escape_markdown(text)}" for text in list_uneven_sentences(uneven, preview.programme)]
        st.warning("\n".join(["**Deze verschuiving komt niet per bron en thema op nul uit.**", "", *items]))


def ask_amendment(preview: Preview, key: str) -> Amendment | None:
    """The amendment as typed; None until it is complete, or if the file states it."""
    if not preview.amends or preview.amendment:
        return None
    origin = st.radio(
        "Waar komt de wijziging van het plan vandaan?", list(Origin), None, key=f"{key}-herkomst",
        horizontal=True,
    )  # fmt: skip
    reason = st.text_input("Reden van de wijziging", key=f"{key}-reden")
    document = st.text_input(
        "Document waarin dit staat", key=f"{key}-document", placeholder="Bijvoorbeeld: raadsbesluit nr. 12"
    )
    if not (origin and reason.strip() and document.strip()):
        return None
    amendment = Amendment(Origin(origin), reason, document)
    show_uneven(preview, amendment)
    if amendment.origin is Origin.CARRIED:
        show_carried(preview, amendment)
    return amendment
