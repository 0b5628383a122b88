"""Which programme an address is about, and the page to choose one where it names none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

from budget.login import Login
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme.installed import find_installed
from budget.server.programmes import HEADER
from budget.settings import Settings
from budget.store import Store
from budget.ui.login import logged_in
from budget.usecases.programmes import in_force

HERE = "programma-van-dit-venster"
Load = Callable[[Path], Programme]


def named_here() -> str:
    """The programme that the address of this window names, as the server told; empty for none."""
    return str(st.context.headers.get(HEADER) or "")


def folder_here(settings: Settings) -> Path | None:
    """The folder of the programme of this window; None where the address names none and there are several.

    A window that goes on under the address of another programme begins anew: nothing is remembered.
    """
    if not settings.has_many:
        return settings.programme_folder
    name = named_here()
    if st.session_state.get(HERE, name) != name:
        st.session_state.clear()
    st.session_state[HERE] = name
    return _installed(settings.programme_folders).get(name)


def choose_programme(
    store: Store, settings: Settings, load: Load, login: Login | None, now: datetime
) -> None:
    """The programmes of who looks; of the others not even the name."""
    st.set_page_config(page_title="Programma kiezen · Bestedingsmonitor")
    claims = logged_in(now) if login else {}
    if claims is None:
        return
    st.title("Kies een programma", anchor=False)
    names, is_broken = [], False
    for folder in settings.programme_folders:
        try:
            filed = load(folder)
            found = in_force(store.of(filed.id), filed)
        except BudgetError:
            is_broken = True  # one that cannot be read keeps nobody from the others
            continue
        if login is None or login.person_of(found, claims):
            names.append((found.id, found.name))
    if is_broken:
        st.warning("Niet elk programma is nu te openen. Mist u er een? Vraag de beheerder.")
    elif not names:
        st.write("U hoort hier nog bij geen programma. Vraag de beheerder om toegang.")
    links = "".join(f'<li><a href="/{key}/" target="_self">{escape(name)}</a></li>' for key, name in names)
    st.html(f'<ul class="programmas">{links}</ul>')


@st.cache_resource(show_spinner=False)
def _installed(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Read once: the server looked at them when it started."""
    return find_installed(folders)


def offer_others(settings: Settings) -> None:
    """The way to another programme, where there are several."""
    if settings.has_many:
        st.html('<p><a href="/" target="_self">Ander programma</a></p>')
