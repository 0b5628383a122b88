"""Values kept in the browser until it closes, for when the server forgets."""

from __future__ import annotations

from html import escape
from itertools import count
from urllib.parse import quote, unquote

import streamlit as st

from budget.page_scripts import INTO_VIEW, KEEP, TO_TOP
from budget.server.programmes import HEADER

_TIMES = count()


def store_value(name: str, value: str) -> None:
    """Keep a value under this name, for the programme in the URL; an empty one is deleted."""
    attributes = f'data-naam="{escape(_named(name))}" data-waarde="{escape(quote(value))}"'
    mark = f'<span class="bewaar" {attributes}></span>'
    st.html(f"{mark}<script>{KEEP}</script>", unsafe_allow_javascript=True)


def _named(name: str) -> str:
    """The name per programme: one browser may have windows of several."""
    programme = st.context.headers.get(HEADER)
    return f"{programme}-{name}" if programme else name


def stored_value(name: str) -> str:
    """The value in this browser before it opened this session; '' without one."""
    cookie = st.context.cookies.get(_named(name))
    return unquote(cookie) if isinstance(cookie, str) else ""


def return_to_top() -> None:
    """Scroll to the top of the page, once."""
    _run_anew("", TO_TOP)


def bring_into_view() -> None:
    """Scroll to this place of the page, once."""
    _run_anew("in-beeld", INTO_VIEW)


def _run_anew(name: str, script: str) -> None:
    """Streamlit runs a script again only if its HTML differs from what stood in its place."""
    mark = f'<span class="{name}" data-keer="{next(_TIMES)}"></span>'
    st.html(f"{mark}<script>{script}</script>", unsafe_allow_javascript=True)
