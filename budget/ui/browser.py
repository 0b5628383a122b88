"""What this browser keeps until it closes, for when the server forgets."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, unquote

import streamlit as st

from budget.page_scripts import KEEP


def keep(name: str, value: str) -> None:
    """Keep a value under this name; an empty one is forgotten."""
    mark = f'<span class="bewaar" data-naam="{escape(name)}" data-waarde="{escape(quote(value))}"></span>'
    st.html(f"{mark}<script>{KEEP}</script>", unsafe_allow_javascript=True)


def kept(name: str) -> str:
    """What this browser kept before it opened this session; empty when nothing."""
    found = st.context.cookies.get(name)
    return unquote(found) if isinstance(found, str) else ""
