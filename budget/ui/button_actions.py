"""The action of a button: done, or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from budget.labels import escape_markdown
from budget.model.words import BudgetError
from budget.ui.browser import bring_into_view, return_to_top

_STEP = "gezette-stap"


def is_done(action: Callable[[], object]) -> bool:
    """Run the action of a button; on a BudgetError show it beside the button and return False."""
    try:
        action()
    except BudgetError as error:
        st.error(escape_markdown(str(error)))
        return False
    return True


def rerun_from_top(message: str) -> None:
    """Redraw the page from its top, where show_last_step() shows `message`."""
    st.session_state[_STEP] = message
    st.rerun()


def show_last_step() -> None:
    """Show what was just done on this page, at its top, once."""
    if message := st.session_state.pop(_STEP, ""):
        st.success(escape_markdown(message))
        return_to_top()


def show_result(message: str) -> None:
    """Show what an action gave, here, where the reader is brought."""
    st.success(escape_markdown(message))
    bring_into_view()
