"""What this browser keeps until it closes, for when the server forgets."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, unquote

import streamlit as st

from budget.page_scripts import KEEP, TO_TOP
from budget.server.programmes import HEADER


def keep(name: str, value: str) -> None:
    """Keep a value under this name, for the programme of this address; an empty one is forgotten."""
    said = f'data-naam="{escape(_named(name))}" data-waarde="{escape(quote(value))}"'
    mark = f'<span class="bewaar" {said}></span>'
    st.html(f"{mark}<script>{KEEP}</script>", unsafe_allow_javascript=True)


def _named(name: str) -> str:
    """One browser may have windows of several programmes: each keeps its own."""
    programme = st.context.headers.get(HEADER)
    return f"{programme}-{name}" if programme else name


def kept(name: str) -> str:
    """What this browser kept before it opened this session; empty when nothing."""
    found = st.context.cookies.get(_named(name))
    return unquote(found) if isinstance(found, str) else ""


def return_to_top() -> None:
    """Bring the reader to the top of the page, once."""
    st.html(f"<script>{TO_TOP}</script>", unsafe_allow_javascript=True)
