"""The action of a button: done, or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from budget.labels import plain
from budget.model.words import BudgetError
from budget.ui.browser import return_to_top

_STEP = "gezette-stap"


def is_done(action: Callable[[], object]) -> bool:
    """Run the action of a button; on a BudgetError show it beside the button and return False."""
    try:
        action()
    except BudgetError as error:
        st.error(plain(str(error)))
        return False
    return True


def begin_again(told: str) -> None:
    """Redraw the page from its top, where tell_step() shows `told`."""
    st.session_state[_STEP] = told
    st.rerun()


def tell_step() -> None:
    """Show what was just done on this page, at its top, once."""
    if told := st.session_state.pop(_STEP, ""):
        st.success(plain(told))
        return_to_top()
