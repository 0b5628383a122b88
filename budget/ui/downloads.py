"""Download buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from budget.server.downloads import media_type_for_login

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_download(
    label: str,
    write: Callable[[], bytes | str],
    name: str,
    media_type: str | None,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A download button; `write` runs when it is clicked. With a login, only that login gets the file.

    Never the contents themselves: Streamlit would serve them at an address that is gone after the next run,
    and the browser requests that address as soon as the button is drawn.
    """
    if st.user.get("is_logged_in"):
        media_type = media_type_for_login(media_type or "application/octet-stream", st.user.to_dict())
    st.download_button(label, write, name, media_type, key=key, on_click="ignore", type=kind)


def offer_workbook(label: str, write: Callable[[], bytes], name: str, key: str) -> None:
    """A download button for a workbook; `write` runs when it is clicked."""
    offer_download(label, write, name, WORKBOOK, key)
