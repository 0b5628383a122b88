"""Navigation from a click on a chart to another page."""

from __future__ import annotations

import streamlit as st

OVERVIEW = "pages/overview.py"
DOMAIN = "pages/domain.py"
DOMAIN_TAB = "onderdeel"
LINES, SOURCES, NOTES, STEERING = "Actielijnen", "Welke bron?", "Uitleg en resultaten", "Bijsturen"
DOMAIN_TABS = ("Hoe snel?", LINES, SOURCES, NOTES, STEERING, "Wat is er veranderd?", "Plan en partners")
NEXT = "verder-naar"
EXPLAIN, OPEN = "uitleg", "open"
"""In the URL of a domain: the explanation form is expanded."""
MOMENT = ("peildatum", "jaar")


def go_on() -> None:
    """Follow a click on a chart to another page at the same moment; the back button returns.

    The moment is part of the new URL: writing it afterwards would add a step to the browser history.
    """
    if target := st.session_state.pop(NEXT, None):
        moment = {key: st.query_params[key] for key in MOMENT if key in st.query_params}
        st.switch_page(target[0], query_params=moment | target[1])


def leave_for(page: str, **choices: str) -> None:
    """Make the next run open another page, with these choices in its URL."""
    st.session_state[NEXT] = (page, choices)


def to_domain(code: str) -> None:
    """Go to the page of a domain."""
    leave_for(DOMAIN, domein=code)
