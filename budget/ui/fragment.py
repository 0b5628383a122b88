"""A Streamlit fragment: a part of a page that reruns alone when something in it is clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from budget.incidents import record_incident
from budget.labels import escape_markdown
from budget.model.words import BudgetError
from budget.ui.navigation import NEXT
from budget.ui.visit import Visit, current, enter

P = ParamSpec("P")


def fragment(show: Callable[Concatenate[Visit, P], None]) -> Callable[P, None]:
    """Decorator: draw a part of the page that reruns alone, with the visit of that moment.

    A rerun never uses stale data: user, rights, programme, day and data are looked up again, and if one of
    them changed the whole page reruns instead.
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
                _run_part(lambda: show(visit, *args, **kwargs))
            finally:
                if not is_whole:
                    current.set(None)
                is_whole = False

        st.fragment(run)()

    return draw


def _again(page_visit: Visit) -> Visit:
    """The visit for a part that reruns alone; reruns the whole page if it differs from `page_visit`."""
    try:
        visit = page_visit.again(page_visit)
    except BudgetError:
        visit = None  # The whole page reports it.
    if visit is None or NEXT in st.session_state:
        st.rerun()
    return visit


def _run_part(show: Callable[[], None]) -> None:
    """Run a part; errors are shown in its place, as Streamlit would show its own text."""
    try:
        show()
    except BudgetError as error:
        st.error(escape_markdown(str(error)))
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        st.error(f"Er ging iets mis in het programma. Meld dit nummer bij de beheerder: {record_incident()}.")
