"""Choices that stand in the address bar, so that a view can be shared and the back button works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st


def choose(
    label: str,
    options: Sequence[str],
    key: str,
    default: str,
    show: Callable[[str], str] = str,
    help_text: str | None = None,
) -> str:
    """One of `options`: what the address says, else what was chosen before on any page, else `default`."""
    widget = _widget(key)
    asked = st.query_params.get(key)
    if asked in options and asked != _remembered(key):
        st.session_state[widget] = asked
    _follow_default(key, default)
    if st.session_state.get(widget) not in options:
        st.session_state[widget] = _remembered(key) if _remembered(key) in options else default
    chosen = st.selectbox(label, options, key=widget, format_func=show, help=help_text)
    _remember(key, chosen, default)
    return chosen


def choose_day(label: str, key: str, default: date, first: date, last: date, help_text: str) -> date:
    """A day from `first` to `last`, in the same way; an address with another text is ignored."""
    widget = _widget(key)
    asked = st.query_params.get(key, "")
    if asked != _remembered(key) and (found := read_day(asked)) and first <= found <= last:
        st.session_state[widget] = found
    _follow_default(key, default.isoformat())
    if st.session_state.get(widget) is None:
        st.session_state[widget] = read_day(_remembered(key) or "") or default
    chosen = st.date_input(
        label, min_value=first, max_value=last, key=widget, format="DD-MM-YYYY", help=help_text
    )
    _remember(key, (chosen or default).isoformat(), default.isoformat())
    return chosen or default


def remembered(key: str, default: str) -> str:
    """What stands in the address or was chosen before, before the choice itself is drawn."""
    return st.session_state.get(_widget(key)) or st.query_params.get(key) or _remembered(key) or default


def _follow_default(key: str, default: str) -> None:
    """Who chose nothing gets the new default when it changes, as after newer bookings."""
    before = st.session_state.get(f"vanzelf-{key}")
    if before not in (None, default) and _remembered(key) == before and key not in st.query_params:
        st.session_state.pop(f"adres-{key}")
        st.session_state.pop(_widget(key), None)
    st.session_state[f"vanzelf-{key}"] = default


def _widget(key: str) -> str:
    return f"keuze-{key}"


def _remembered(key: str) -> str | None:
    return st.session_state.get(f"adres-{key}")


def _remember(key: str, value: str, default: str) -> None:
    """Write a choice to the address; a default only over another, as every write is a step back to go."""
    st.session_state[f"adres-{key}"] = value
    if key not in st.query_params and value == default:
        return
    if not value:
        del st.query_params[key]
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def read_day(text: str) -> date | None:
    """The day that `text` (2024-09-30) says, None when it says none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
