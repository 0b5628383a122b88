"""The login page, and the person behind a login while it lasts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from threading import Lock

import streamlit as st

from budget.labels import escape_markdown
from budget.login import LONGEST, Login, why_ended
from budget.model.programme import Person, Programme
from budget.security_log import note_refusal
from budget.store import Store
from budget.usecases import logins

NOTED = "onbekend-genoteerd"


Key = tuple[str, ...]
"""Identifies a login: provider, person, and start."""


class Logins:
    """The last activity of each login, in this process only; after a restart logging in counts."""

    def __init__(self) -> None:
        """Starts empty."""
        self._seen: dict[Key, datetime] = {}
        self._lock = Lock()

    def seen(self, login: Key) -> datetime | None:
        """When this login was last seen."""
        return self._seen.get(login)

    def note(self, login: Key, now: datetime) -> None:
        """Record activity of this login; drops expired logins."""
        with self._lock:
            self._seen = {key: at for key, at in self._seen.items() if now - at < LONGEST} | {login: now}


def signed_in(login: Login, programme: Programme, store: Store, now: datetime) -> Person | None:
    """The person who is logged in; None when a page for someone else was shown instead."""
    claims = logged_in(store, now)
    if claims is None:
        return None
    person = login.person_of(programme, claims)
    if person is None:
        _turn_away(login.named(claims), login.claim)
        return None
    _logins().note(_key(), now)
    return person


def logged_in(store: Store, now: datetime) -> Mapping[str, object] | None:
    """The provider's claims about the logged-in user; None when a login page was shown instead."""
    if not st.user.is_logged_in:
        _ask("Log in om verder te gaan.")
        return None
    claims, key = st.user.to_dict(), _key()
    if logins.has_ended(store, key):
        _ask("U bent uitgelogd.")
        return None
    if why := why_ended(claims, _logins().seen(key), now):
        _ask(f"{why} Log opnieuw in.")
        return None
    return claims


def offer_logout(person: Person, store: Store, now: datetime) -> None:
    """Who is logged in, and a logout button for all windows of this login, in every process."""
    st.write(escape_markdown(f"U bent ingelogd als {person.name}."))
    if st.button("Uitloggen", key="uitloggen"):
        try:
            logins.end(store, _key(), now)
        finally:
            st.logout()


def _key() -> Key:
    return tuple(str(st.user.get(name)) for name in ("iss", "sub", "iat"))


def _ask(why: str) -> None:
    st.title("Inloggen bij de Bestedingsmonitor", anchor=False)
    st.write(escape_markdown(f"{why} U gaat naar de inlogpagina van uw organisatie."))
    if st.button("Inloggen", type="primary", key="inloggen"):
        st.login()


def _turn_away(value: str, claim: str) -> None:
    """The page for someone whom the provider knows but the programme does not; logged by number."""
    number = hashlib.sha256(value.encode()).hexdigest()[:8]
    if st.session_state.get(NOTED) != number:
        note_refusal("onbekende persoon na login", number=number, claim=claim)
        st.session_state[NOTED] = number
    st.title("Wij kennen u nog niet", anchor=False)
    st.write(
        escape_markdown(
            f"Inloggen is gelukt ({value or 'zonder naam'}), maar u hoort nog niet bij dit programma. Vraag "
            f"de beheerder om toegang en noem nummer {number}."
        )
    )
    if st.button("Uitloggen", key="uitloggen"):
        st.logout()


@st.cache_resource(show_spinner=False)
def _logins() -> Logins:
    return Logins()
