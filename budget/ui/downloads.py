"""Download buttons for workbooks."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_workbook(label: str, write: Callable[[], bytes], name: str, key: str) -> None:
    """A button to download a workbook; `write` runs when it is clicked."""
    st.download_button(label, write, name, WORKBOOK, key=key, on_click="ignore")
