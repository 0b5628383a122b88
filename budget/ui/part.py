"""A part of a page that runs alone when something in it is clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from budget.incidents import record_incident
from budget.labels import plain
from budget.model.words import BudgetError
from budget.ui.navigation import NEXT
from budget.ui.visit import Visit, current, enter

P = ParamSpec("P")


def part(show: Callable[Concatenate[Visit, P], None]) -> Callable[P, None]:
    """Draw what `show` draws as a part of the page that runs alone; it is given the visit of that moment.

    It never runs on what a whole run before it knew: who looks, his rights, the programme, the day and the
    data are looked up again, and when one of them is another the whole page runs instead.
    """

    @wraps(show)
    def draw(*args: P.args, **kwargs: P.kwargs) -> None:
        whole, is_whole = enter(), True

        @wraps(show)
        def run() -> None:
            nonlocal is_whole
            visit = whole if is_whole else _again(whole)
            if not is_whole:
                current.set(visit)
            try:
                _tell(lambda: show(visit, *args, **kwargs))
            finally:
                if not is_whole:
                    current.set(None)
                is_whole = False

        st.fragment(run)()

    return draw


def _again(whole: Visit) -> Visit:
    """The visit of a part that runs alone; the whole page runs where it is not that of `whole` any more."""
    try:
        visit = whole.again(whole)
    except BudgetError:
        visit = None  # the whole page says what it is
    if visit is None or NEXT in st.session_state:
        st.rerun()
    return visit


def _tell(show: Callable[[], None]) -> None:
    """Run a part; what goes wrong is told in its place: Streamlit would tell it in its own words."""
    try:
        show()
    except BudgetError as error:
        st.error(plain(str(error)))
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        st.error(f"Er ging iets mis in het programma. Meld dit nummer bij de beheerder: {record_incident()}.")
