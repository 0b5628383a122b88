"""Money that a plan moves to another source or theme: the rule for it, and the decision that allows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from budget.insight.diff.moves import Move
from budget.labels import escape_markdown
from budget.model.content import MoveDecision
from budget.model.programme import Programme
from budget.ui.date_field import ask_day
from budget.usecases.moves import list_money_sentences


def show_moves(
    moves: Sequence[Move], one_sided: Sequence[Move], allowed_by: Sequence[MoveDecision], programme: Programme
) -> None:
    """What is moved, or only cut or added, the rules for it, and the decision given or needed."""
    items = [
        f"- {escape_markdown(text)}" for text in list_money_sentences(moves, one_sided, allowed_by, programme)
    ]
    if moves:
        title = "**Let op: dit plan schuift geld tussen bronnen of thema's.**"
        st.warning("\n".join([title, "", *items]))
    elif items:
        st.info("\n".join(["**Dit plan geeft bronnen of thema's meer of minder geld.**", "", *items]))


def ask_decision(today: date, key: str, *, may_be_empty: bool = False) -> MoveDecision | None:
    """The decision as typed, not later than `today`; None until it has both a text and a day."""
    free = " (mag leeg)" if may_be_empty else ""
    text = st.text_input(
        f"Welk besluit staat dit toe?{free}",
        key=f"{key}-besluit",
        placeholder="Bijvoorbeeld: raadsbesluit nr. 12",
    )
    typed = ask_day(f"Datum van het besluit{free}", f"{key}-datum", None, last=today)
    return MoveDecision(text, typed.day) if text.strip() and typed.day else None


def is_begun(key: str) -> bool:
    """Whether anything was typed for the decision with this key."""
    return any(st.session_state.get(f"{key}-{part}") for part in ("besluit", "datum"))
