"""Tokens on a page: one's own, a new one for oneself or a system, and revoking."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.labels import day, day_short, escape_markdown
from budget.login import read_login
from budget.store.database_use import DatabaseUse
from budget.store.tokens import Token
from budget.ui.button_actions import is_done, show_result
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import tokens

SECRET = "nieuwe-sleutel"
DAYS = (30, 90, 180, 366)
_HEADERS = ("Nr", "Waarvoor", "Van wie", "Mag", "Geldig tot", "Nu")


def has_tokens(visit: Visit) -> bool:
    """Whether this user can hold or manage tokens; in a demonstration only for who would manage them."""
    is_manager = may_act(visit.programme, visit.actor, Action.TOKENS)
    return bool(visit.person.id) and (is_manager or visit.use is not DatabaseUse.DEMONSTRATION)


def show_tokens(visit: Visit) -> None:
    """The tokens that this user can hold or manage."""
    if visit.use is DatabaseUse.DEMONSTRATION:
        st.info("In een demonstratie zijn er geen sleutels.")
        return
    st.write("Met een sleutel werkt een ander systeem of de opdrachtregel namens iemand.")
    if secret := st.session_state.pop(SECRET, ""):
        show_result("Bewaar deze sleutel nu. Wij tonen hem niet nog eens.")
        st.code(secret, language=None)
    all_tokens = tokens.tokens(visit.store, visit.programme, visit.actor)
    if all_tokens:
        show_table(
            _HEADERS, [_row(visit, token) for token in reversed(all_tokens)], "Welke sleutels zijn er?"
        )
    _offer_new(visit)
    _offer_end(visit, [token for token in all_tokens if token.is_valid(visit.now)])


def _row(visit: Visit, token: Token) -> tuple[str, ...]:
    state = "geldig" if token.is_valid(visit.now) else "ingetrokken" if token.ended_at else "verlopen"
    rights = ", ".join(Action[word.upper()].value for word in token.scope)
    holder = visit.programme.name_of(token.person)
    return str(token.number), token.name, holder, rights, day_short(token.expires_at), state


def _offer_new(visit: Visit) -> None:
    login = read_login()
    systems = login.systems if login else ()
    own = [visit.person.id]
    if may_act(visit.programme, visit.actor, Action.TOKENS):
        own += [
            person.id
            for person in visit.programme.people
            if person.id in systems and person.id != visit.person.id
        ]
    with st.expander("Een sleutel maken"):
        holder = st.selectbox(
            "Voor wie?", own, format_func=visit.programme.name_of, key="sleutel-wie"
        ) or visit.person.id  # fmt: skip
        name = st.text_input("Waarvoor is hij?", key="sleutel-naam")
        rights = tokens.rights_for(visit.programme, holder, systems)
        scope = st.multiselect(
            "Wat mag ermee?", rights, format_func=lambda action: action.value, key=f"sleutel-mag-{holder}",
            placeholder="Kies rechten",
        )  # fmt: skip
        days = st.selectbox("Hoeveel dagen?", DAYS, key="sleutel-dagen") or DAYS[0]
        if st.button("Maak deze sleutel", key="sleutel-maken") and is_done(
            lambda: _make(visit, holder, scope, days, name, systems)
        ):
            st.rerun()


def _make(
    visit: Visit, holder: str, scope: list[Action], days: int, name: str, systems: tuple[str, ...]
) -> None:
    _, text = tokens.make(
        visit.store, visit.programme, visit.actor, holder, scope, days, name, visit.now, systems
    )
    st.session_state[SECRET] = text


def _offer_end(visit: Visit, good: list[Token]) -> None:
    if not good:
        return
    names = {token.number: f"{token.number}: {token.name}, tot {day(token.expires_at)}" for token in good}
    with st.expander("Een sleutel intrekken"):
        number = st.selectbox(
            "Welke?",
            list(names),
            format_func=lambda number: escape_markdown(names[number]),
            key="sleutel-welke",
        )
        if (
            number is not None
            and st.button("Trek deze sleutel in", key="sleutel-intrekken")
            and is_done(lambda: tokens.revoke(visit.store, visit.programme, visit.actor, number, visit.now))
        ):
            st.rerun()
