"""Submitting what is typed on a page: it waits for a second person, and the page says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from budget.store.submissions import Submission
from budget.ui.button_actions import is_done, show_result

_TOLD, _ROUND = "ingevuld-verteld", "ingevuld-ronde"


def round_of(place: str) -> int:
    """How often the form at `place` was emptied: part of the keys of its fields."""
    return int(st.session_state.get(f"{_ROUND}-{place}", 0))


def reset_form(place: str, message: str, number: int | None = None) -> None:
    """Empty the form at `place` and show `message` in the next run; `number` is of a submission."""
    st.session_state[_TOLD] = (place, message, number)
    empty(place)
    st.rerun()


def empty(place: str) -> None:
    """Empty the form at `place` in the next run."""
    st.session_state[f"{_ROUND}-{place}"] = round_of(place) + 1


def show_done(place: str) -> None:
    """Show what was done at `place` in the previous run, once."""
    messages = st.session_state.get(_TOLD)
    if not messages or messages[0] != place:
        return
    del st.session_state[_TOLD]
    show_result(messages[1])
    if messages[2] is not None:
        query = {"inzending": str(messages[2])}
        st.page_link("pages/accept.py", label=f"Bekijk inzending {messages[2]}", query_params=query)


def hand_in_typed(place: str, hand_in: Callable[[], Submission]) -> None:
    """Submit what was typed at `place`; if refused, keep the fields and show the reason."""
    numbers: list[int] = []
    with st.spinner("Het wordt gecontroleerd..."):
        done = is_done(lambda: numbers.append(hand_in().id))
    if done:
        words = f"Inzending {numbers[0]} is ingediend. Zij telt mee als een tweede persoon haar vaststelt."
        reset_form(place, words, numbers[0])
