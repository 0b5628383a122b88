"""Documents for users, read inside the app."""

from __future__ import annotations

import streamlit as st

from budget.settings import ROOT


def show_document(name: str) -> None:
    """A document of docs/ as a page; its first heading is the page's."""
    st.markdown((ROOT / "docs" / name).read_text(encoding="utf-8"))
