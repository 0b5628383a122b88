"""The mappings in use and those awaiting a second person, described in plain words."""

from __future__ import annotations

from functools import partial

import streamlit as st

from budget.access import Action, FirstAct, may_act, may_second
from budget.labels import escape_markdown, join_words, moment
from budget.store.mappings import SavedMapping
from budget.ui.button_actions import is_done
from budget.ui.figures import show_table
from budget.ui.mapping_rows import readable_mapping
from budget.ui.visit import Visit
from budget.usecases import map_layouts as mapping


def show_mappings(visit: Visit) -> None:
    """The mappings in use, each with a button to revoke it, and those that wait."""
    found = mapping.mappings(visit.store, visit.programme, visit.actor)
    if not found.used + found.waiting:
        st.caption("Er zijn nog geen koppelingen bewaard.")
    for one in found.waiting:
        who = visit.programme.name_of(one.saved_by)
        st.write(escape_markdown(f"{one.name}: wacht op een tweede persoon. Voorgelegd door {who}."))
    may_stop = may_act(visit.programme, visit.actor, Action.SUBMIT)
    for one in found.used:
        st.write(escape_markdown(f"{one.name}, {mapping.history(one, visit.programme)}"))
        label = escape_markdown(f"Niet meer gebruiken: {one.name}")
        if may_stop and st.button(label, key=f"koppeling-weg-{one.fingerprint}", type="tertiary"):
            stop = partial(mapping.revoke, visit.store, visit.programme, one.fingerprint)
            if is_done(partial(stop, visit.actor, visit.now)):
                st.rerun()


def show_waiting_mappings(visit: Visit) -> None:
    """Every mapping awaiting a second person: what is read as what, and both answers."""
    waiting = mapping.mappings(visit.store, visit.programme, visit.actor).waiting
    if waiting:
        st.header("Welke koppelingen wachten op u of een ander?", anchor=False)
    for one in waiting:
        who = visit.programme.name_of(one.saved_by)
        with st.container(border=True):
            st.write(escape_markdown(f"{one.name}, voorgelegd door {who} op {moment(one.saved_at)}"))
            domains = [visit.programme.domain(code).name for code in mapping.domains_of(one)]
            scope_sentence = f"Zij geldt daarna zonder vragen voor {join_words(domains)}." if domains else ""
            st.caption(
                escape_markdown(f"{scope_sentence} Geld van een ander domein wordt dan nog gevraagd.".strip())
            )
            rows = list(readable_mapping(one.text))
            show_table(("Wij lezen", "In het bestand"), rows, "Zo wordt het gelezen")
            _judge(visit, one)


def _judge(visit: Visit, one: SavedMapping) -> None:
    """The two buttons, if the user may press them."""
    store, programme, who, now = visit.store, visit.programme, visit.actor, visit.now
    is_own = one.saved_by == visit.person.id
    first = FirstAct(one.saved_by, one.saved_at, Action.SUBMIT)
    if not is_own and not may_second(programme, who, Action.ACCEPT, first, mapping.domains_of(one)):
        return
    if (
        not is_own
        and st.button(
            escape_markdown(f"Goedkeuren: {one.name}"),
            type="primary",
            key=f"koppeling-goed-{one.fingerprint}",
        )
        and is_done(lambda: mapping.accept(store, programme, one, who, now))
    ):
        st.rerun()
    key = f"koppeling-reden-{one.fingerprint}"
    reason = st.text_input("Waarom niet?", key=key)
    word = "Intrekken" if is_own else "Terugsturen"
    if st.button(
        escape_markdown(f"{word}: {one.name}"), key=f"koppeling-terug-{one.fingerprint}"
    ) and is_done(lambda: mapping.send_back(store, programme, one, who, reason, now)):
        st.rerun()
