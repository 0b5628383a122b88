"""Money that a plan moves to another source or theme: the rule it meets, and the decision that allows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from budget.insight.diff.moves import Move
from budget.labels import plain
from budget.model.content import MoveDecision
from budget.model.programme import Programme
from budget.ui.date_field import ask_day
from budget.usecases.moves import list_decision_words, list_move_words


def show_moves(moves: Sequence[Move], allowed_by: Sequence[MoveDecision], programme: Programme) -> None:
    """What is moved, the rules it meets, and the decision given or asked for; nothing without moves."""
    if not moves:
        return
    said = [*list_move_words(moves, programme), *list_decision_words(allowed_by)]
    lines = ["**Let op: dit plan schuift geld tussen bronnen of thema's.**", ""]
    st.warning("\n".join([*lines, *(f"- {plain(text)}" for text in said)]))


def ask_decision(today: date, key: str) -> MoveDecision | None:
    """The decision as typed, not later than `today`; None until it has both a text and a day."""
    text = st.text_input(
        "Welk besluit staat dit toe?", key=f"{key}-besluit", placeholder="Bijvoorbeeld: raadsbesluit nr. 12"
    )
    typed = ask_day("Datum van het besluit", f"{key}-datum", None, last=today)
    return MoveDecision(text, typed.day) if text.strip() and typed.day else None
