"""Choices kept in the URL, so that a view can be shared and the back button works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from budget.intake.grammar.dates import read_date
from budget.labels import day_short, escape_markdown

_STOOD = "stond-"
_REFUSED = "geweigerd-"
_CALLED = "genoemd-"
LONGEST_DAY = 30


def note_page(page: str) -> None:
    """Note which page runs, and forget the URL choices of another page."""
    if st.session_state.get("pagina") != page:
        st.session_state["pagina"] = page
        st.session_state.pop("adres", None)
        for key in [key for key in st.session_state if str(key).startswith((_STOOD, _REFUSED))]:
            del st.session_state[key]


def set_choices(**choices: str) -> None:
    """Put choices in the URL; an empty one is removed. Call it before the run that shows them."""
    for key, value in choices.items():
        if value and st.query_params.get(key) != value:
            st.query_params[key] = value
        elif not value and key in st.query_params:
            del st.query_params[key]


def choose(
    label: str,
    options: Sequence[str],
    key: str,
    default: str,
    show: Callable[[str], str] = str,
    *,
    tells: bool = False,
) -> str:
    """A select box: the option in the URL, else the earlier choice on any page, else `default`.

    `tells`: an unknown option in the URL is reported below the box, as a figure of something else must not
    pass for it. Not for boxes whose options can disappear while the URL still has them.
    """
    widget = _widget(key)
    _forget_when_gone_back(key)
    requested = st.query_params.get(key)
    if requested in options and requested != _remembered(key):
        st.session_state[widget] = requested
    wrong = requested if requested not in options else ""
    _follow_default(key, default)
    if st.session_state.get(widget) not in options:
        st.session_state[widget] = _remembered(key) if _remembered(key) in options else default
    _rename(key, show)
    chosen = st.selectbox(label, options, key=widget, format_func=show)
    st.session_state[_CALLED + key] = show(chosen)
    _remember(key, chosen, default)
    _note_refused(key, wrong or "", chosen)
    if tells and (text := refused(key)):
        st.warning(escape_markdown(f"Dit staat er niet: {text[:LONGEST_DAY]}. U ziet {show(chosen)}."))
    return chosen


def _rename(key: str, show: Callable[[str], str]) -> None:
    """Make the browser redraw a choice whose label changed: it keeps the old one otherwise."""
    chosen = st.session_state[_widget(key)]
    if st.session_state.get(_CALLED + key) not in (None, show(chosen)):
        st.session_state[_widget(key)] = chosen


def choose_day(label: str, key: str, default: date, first: date, last: date, help_text: str) -> date:
    """A field for a day from `first` to `last`, like choose(); an invalid day is kept in refused().

    A text field: Streamlit's date field has English labels and ignores Enter.
    """
    widget = _widget(key)
    _forget_when_gone_back(key)
    requested = st.query_params.get(key, "")
    requested_day = read_day(requested)
    fits = requested_day is not None and first <= requested_day <= last
    if requested_day and fits and requested != _remembered(key):
        st.session_state[widget] = day_short(requested_day)
    wrong = "" if fits else requested
    _follow_default(key, default.isoformat())
    before = read_day(_remembered(key) or "") or default
    text = st.session_state.get(widget)
    typed = read_date(text, tuple(range(first.year, last.year + 1))) if text else before
    if not isinstance(typed, date) or not first <= typed <= last:
        wrong, typed = text or wrong, before
    st.session_state[widget] = day_short(typed)
    st.text_input(label, key=widget, help=help_text, placeholder="dd-mm-jjjj", max_chars=LONGEST_DAY)
    _remember(key, typed.isoformat(), default.isoformat())
    _note_refused(key, wrong, typed.isoformat())
    return typed


def refused(key: str) -> str:
    """The invalid value in the URL or field, until another choice is made; else ''."""
    return str(st.session_state.get(f"{_REFUSED}{key}", ("", ""))[0])


def previous_choice(key: str) -> str:
    """The choice of the previous run, '' in the first."""
    return _remembered(key) or ""


def _note_refused(key: str, requested: str, shown: str) -> None:
    if requested:
        st.session_state[f"{_REFUSED}{key}"] = (requested, shown)
    elif st.session_state.get(f"{_REFUSED}{key}", ("", shown))[1] != shown:
        del st.session_state[f"{_REFUSED}{key}"]


def coming_choice(key: str, default: str) -> str:
    """The value that choose() will show, or the text in the field of choose_day(), before it is drawn."""
    return st.session_state.get(_widget(key)) or st.query_params.get(key) or _remembered(key) or default


def _forget_when_gone_back(key: str) -> None:
    """Undo a choice whose URL parameter was removed by the back button."""
    if key not in st.query_params and st.session_state.pop(f"{_STOOD}{key}", False):
        st.session_state.pop(f"adres-{key}", None)
        st.session_state.pop(_widget(key), None)


def keep_address(key: str) -> None:
    """Write the URL again after a link to the same page, as the browser does not.

    Setting `key` writes all of it; a parameter bound to a tab cannot be set by itself.
    """
    now = st.query_params.to_dict()
    if key in now and st.session_state.get("adres") not in (None, now):
        st.query_params[key] = now[key]
    note_address()


def note_address() -> None:
    """Remember the URL, after choices that wrote to it."""
    st.session_state["adres"] = st.query_params.to_dict()


def _follow_default(key: str, default: str) -> None:
    """Follow a changed default (as after newer bookings) if nothing was chosen."""
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
    """Write a choice to the URL; a default only to replace another, as every write adds browser history."""
    st.session_state[f"adres-{key}"] = value
    if key in st.query_params or value != default:
        set_choices(**{key: value})
    if key in st.query_params:
        st.session_state[f"{_STOOD}{key}"] = True
    else:
        st.session_state.pop(f"{_STOOD}{key}", None)


def read_day(text: str) -> date | None:
    """The date in `text` (2024-09-30), or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
