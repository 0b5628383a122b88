"""Which programme a URL is about, and the page to choose one if it names none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from budget.login import Login
from budget.model.programme import Programme
from budget.model.words import BudgetError, Role
from budget.programme import FILE_NAME
from budget.programme.installed import BEGIN, PAGE_NAMES, find_installed
from budget.server.programmes import HEADER
from budget.settings import Settings
from budget.store import Store
from budget.usecases.programmes import in_force

HERE = "programma-van-dit-venster"
Load = Callable[[Path], Programme]
_STYLE = """<style>
.stHtml ul.programmas{list-style:none;margin:0;padding:0;max-width:30rem}
.programmas a{display:block;margin:.5rem 0;padding:.8rem 1rem;border:1px solid;border-radius:.5rem;
 font-size:1.1rem;font-weight:650;color:inherit;text-underline-offset:.2em}
.programmas a:focus-visible{outline:3px solid #FF9100;outline-offset:2px}
</style>"""


def named_here() -> str:
    """The programme in the URL of this window, as passed on by the server; '' for none."""
    return str(st.context.headers.get(HEADER) or "")


def folder_here(settings: Settings) -> Path | None:
    """The folder of this window's programme; None if the URL names none and there are several.

    A window that moves to the URL of another programme starts a new session state.
    """
    name = named_here()
    if not settings.has_many:
        return settings.programme_folder
    if st.session_state.get(HERE, name) != name:
        st.session_state.clear()
    st.session_state[HERE] = name
    return _installed(settings.programme_folders).get(name)


def choose_programme(
    store: Store, settings: Settings, load: Load, login: Login | None, claims: Mapping[str, object]
) -> None:
    """The programmes of the user with these claims; others are not even named."""
    st.title("Kies een programma", anchor=False)
    every = installed(store, settings, load)
    names = [
        (programme.id, programme.name)
        for programme in every
        if login is None or login.person_of(programme, claims)
    ]
    if len(every) < len(settings.programme_folders):
        st.warning("Niet elk programma is nu te openen. Mist u er een? Vraag de beheerder.")
    elif not names:
        st.write("U hoort hier nog bij geen programma. Vraag de beheerder om toegang.")
    page = escape(_requested_page())
    links = "".join(
        f'<li><a href="/{key}/{page}" target="_self">{escape(name)}</a></li>' for key, name in names
    )
    st.html(f'{_STYLE}<ul class="programmas">{links}</ul>')
    if login is None or administers(every, login, claims):
        offer_next()


def _requested_page() -> str:
    """The page that an address without a programme names (links from before there were several)."""
    page = urlsplit(st.context.url or "").path.removeprefix("/")
    return f"{page}?{urlencode(st.query_params.to_dict())}" if page in PAGE_NAMES else ""


def installed(store: Store, settings: Settings, load: Load) -> list[Programme]:
    """The programmes in force; an unreadable one does not block the others."""
    programmes = []
    for folder in settings.programme_folders:
        with suppress(BudgetError):
            filed = load(folder)
            programmes.append(in_force(store.of(filed.id), filed))
    return programmes


def administers(programmes: Sequence[Programme], login: Login, claims: Mapping[str, object]) -> bool:
    """Whether the owner of these claims administers one of these programmes: he may set up a next one."""
    people = (login.person_of(programme, claims) for programme in programmes)
    return any(person is not None and person.role is Role.ADMINISTRATOR for person in people)


def is_next_asked(settings: Settings) -> bool:
    """Whether this window is for setting up a next programme; False while there is no first one."""
    return named_here() == BEGIN and (settings.programme_folder / FILE_NAME).exists()


def offer_next() -> None:
    """A link to where a next programme is set up."""
    st.html(
        f'<p><a href="/{BEGIN}/" target="_self" style="color:inherit">Een volgend programma beginnen</a></p>'
    )


@st.cache_resource(show_spinner=False)
def _installed(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Cached: the server checked the folders at start."""
    return find_installed(folders)


def offer_others(settings: Settings) -> None:
    """Links to the other programmes, if any."""
    if settings.has_many:
        st.html('<p><a href="/" target="_self">Ander programma</a></p>')
