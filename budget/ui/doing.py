"""What a button asks, done or refused."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from budget.labels import plain
from budget.model.words import BudgetError


def is_done(action: Callable[[], object]) -> bool:
    """Do what a button asks; show a BudgetError beside the button and return False."""
    try:
        action()
    except BudgetError as error:
        st.error(plain(str(error)))
        return False
    return True
