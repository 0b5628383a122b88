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
    mappings = mapping.mappings(visit.store, visit.programme, visit.actor)
    if not mappings.used + mappings.waiting:
        st.caption("Er zijn nog geen koppelingen bewaard.")
    for layout in mappings.waiting:
        who = visit.programme.name_of(layout.saved_by)
        st.write(escape_markdown(f"{layout.name}: wacht op een tweede persoon. Voorgelegd door {who}."))
    may_stop = may_act(visit.programme, visit.actor, Action.SUBMIT)
    for layout in mappings.used:
        st.write(escape_markdown(f"{layout.name}, {mapping.history(layout, visit.programme)}"))
        label = escape_markdown(f"Niet meer gebruiken: {layout.name}")
        if may_stop and st.button(label, key=f"koppeling-weg-{layout.fingerprint}", type="tertiary"):
            stop = partial(mapping.revoke, visit.store, visit.programme, layout.fingerprint)
            if is_done(partial(stop, visit.actor, visit.now)):
                st.rerun()


def show_waiting_mappings(visit: Visit) -> None:
    """Every mapping awaiting a second person: what is read as what, and both answers."""
    waiting = mapping.mappings(visit.store, visit.programme, visit.actor).waiting
    if waiting:
        st.header("Welke koppelingen wachten op u of een ander?", anchor=False)
    for layout in waiting:
        who = visit.programme.name_of(layout.saved_by)
        with st.container(border=True):
            st.write(escape_markdown(f"{layout.name}, voorgelegd door {who} op {moment(layout.saved_at)}"))
            domains = [visit.programme.domain(code).name for code in mapping.domains_of(layout)]
            scope_sentence = f"Zij geldt daarna zonder vragen voor {join_words(domains)}." if domains else ""
            st.caption(
                escape_markdown(f"{scope_sentence} Geld van een ander domein wordt dan nog gevraagd.".strip())
            )
            rows = list(readable_mapping(layout.text))
            show_table(("Wij lezen", "In het bestand"), rows, "Zo wordt het gelezen")
            _judge(visit, layout)


def _judge(visit: Visit, layout: SavedMapping) -> None:
    """The two buttons, if the user may press them."""
    store, programme, who, now = visit.store, visit.programme, visit.actor, visit.now
    is_own = layout.saved_by == visit.person.id
    first = FirstAct(layout.saved_by, layout.saved_at, Action.SUBMIT)
    if not is_own and not may_second(programme, who, Action.ACCEPT, first, mapping.domains_of(layout)):
        return
    if (
        not is_own
        and st.button(
            escape_markdown(f"Goedkeuren: {layout.name}"),
            type="primary",
            key=f"koppeling-goed-{layout.fingerprint}",
        )
        and is_done(lambda: mapping.accept(store, programme, layout, who, now))
    ):
        st.rerun()
    key = f"koppeling-reden-{layout.fingerprint}"
    reason = st.text_input("Waarom niet?", key=key)
    word = "Intrekken" if is_own else "Terugsturen"
    if st.button(
        escape_markdown(f"{word}: {layout.name}"), key=f"koppeling-terug-{layout.fingerprint}"
    ) and is_done(lambda: mapping.send_back(store, programme, layout, who, reason, now)):
        st.rerun()
