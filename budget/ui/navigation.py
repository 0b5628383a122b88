"""Navigation from a click on a chart to another page."""

from __future__ import annotations

from datetime import date

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
READING = "lezen"
"""In the URL of a meeting: page 1 of its report as a screen."""


def follow_click() -> None:
    """Follow a click on a chart to another page at the same moment; the back button returns.

    The moment is part of the new URL: writing it afterwards would add a step to the browser history.
    """
    if target := st.session_state.pop(NEXT, None):
        moment = {key: st.query_params[key] for key in MOMENT if key in st.query_params}
        st.switch_page(target[0], query_params=moment | target[1])


def open_next(page: str, **choices: str) -> None:
    """Make the next run open another page, with these choices in its URL."""
    st.session_state[NEXT] = (page, choices)


def reading_of(meeting: date) -> dict[str, str]:
    """The address of page 1 of the report of a meeting, on the page Bestuur."""
    return {"vergadering": meeting.isoformat(), READING: "1"}


def to_domain(code: str) -> None:
    """Go to the page of a domain."""
    open_next(DOMAIN, domein=code)
