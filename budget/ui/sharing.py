"""Sharing the signed figures with the country: proposed by one person, agreed by another, stopped by one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from budget.access import Action, FirstAct, may_second
from budget.labels import day, escape_markdown, moment
from budget.model.months import local_day
from budget.model.sharing import Offer, Sharing
from budget.model.words import BudgetError
from budget.settings import lake_url
from budget.ui.button_actions import is_done, show_result
from budget.ui.date_field import ask_day
from budget.ui.visit import Visit
from budget.usecases import sharing

TOLD = "delen-verteld"
WHAT = (
    "Wie deelt, laat het land de ondertekende standen, maandtotalen en open verplichtingen zien. "
    "Namen van leveranciers en personen gaan niet mee."
)


def show_sharing(visit: Visit) -> None:
    """Whether this area shares, and what this person may do about it."""
    if words := st.session_state.pop(TOLD, ""):
        show_result(words)
    known = sharing.sharings(visit.store, visit.programme, visit.actor)
    shared = next((offer for offer in known if offer.is_in_force), None)
    st.write(escape_markdown(_state(known, shared)))
    waiting = next((offer for offer in known if offer.is_open), None)
    if waiting:
        _show_waiting(visit, waiting)
    else:
        _offer_new(visit, shared)
    if shared:
        _offer_end(visit)


def _state(offers: list[Sharing], shared: Sharing | None) -> str:
    if shared and shared.decided_at:
        since = day(local_day(shared.decided_at))
        return f"Dit gebied deelt zijn cijfers sinds {since}. {_words(shared.offer)}"
    ended = next((offer for offer in reversed(offers) if offer.accepted and offer.ended_at), None)
    if ended and ended.ended_at:
        since = day(local_day(ended.ended_at))
        return f"Dit gebied deelt zijn cijfers niet meer sinds {since}. Reden: {ended.reason}"
    return f"Dit gebied deelt zijn cijfers niet. {WHAT}"


def _words(offer: Offer) -> str:
    people = f"{offer.inhabitants:,}".replace(",", ".")
    return f"Naam: {offer.area}. Inwoners: {people} op {day(offer.counted_on)}. Besluit: {offer.document}."


def _show_waiting(visit: Visit, proposal: Sharing) -> None:
    """The proposer may take it back; another person agrees or refuses."""
    is_own = proposal.proposed_by == visit.person.id
    first = FirstAct(proposal.proposed_by, proposal.proposed_at, Action.SHARE)
    may_accept = may_second(visit.programme, visit.actor, Action.SHARE, first)
    who = visit.programme.name_of(proposal.proposed_by)
    st.write(
        escape_markdown(
            f"{who} stelde op {moment(proposal.proposed_at)} voor om te delen. {_words(proposal.offer)}"
        )
    )
    arguments = (visit.store, visit.programme, proposal.number, visit.actor, visit.now)
    if is_own:
        st.info("U hebt dit zelf voorgesteld. Een tweede persoon moet het vaststellen.")
    elif may_accept:
        st.caption(WHAT)
        if st.button("Vaststellen: dit gebied deelt", key="delen-ja", type="primary") and is_done(
            partial(sharing.decide_sharing, *arguments, accepts=True)
        ):
            _done("Dit gebied deelt zijn cijfers. Ze staan er na de volgende keer publiceren.")
    if not (is_own or may_accept):
        return
    label = "Intrekken" if is_own else "Terugsturen"
    with st.expander(f"{label} met een reden"):
        reason = st.text_input("Waarom?", key="delen-nee-reden")
        if st.button(label, key="delen-nee") and is_done(
            partial(sharing.decide_sharing, *arguments, accepts=False, reason=reason)
        ):
            _done("Dit voorstel om te delen gaat niet door.")


def _offer_new(visit: Visit, shared: Sharing | None) -> None:
    label = "Naam, inwoners of besluit wijzigen" if shared else "Voorstellen om te delen"
    old = shared.offer if shared else None
    with st.expander(label):
        area = st.text_input("Naam van het gebied", old.area if old else "", key="delen-gebied")
        people = st.number_input(
            "Aantal inwoners", 0, value=old.inhabitants if old else None, step=1, key="delen-inwoners"
        )
        counted = ask_day(
            "Inwoners geteld op", "delen-geteld", old.counted_on if old else None, last=visit.today
        )
        document = st.text_input("Besluit om te delen", old.document if old else "", key="delen-besluit")

        def propose() -> None:
            if counted.day is None:
                raise BudgetError(counted.complaint)
            offer = Offer(area, people or 0, counted.day, document)
            sharing.propose_sharing(visit.store, visit.programme, offer, visit.actor, visit.now)

        if st.button("Voorstellen", key="delen-voorstellen") and is_done(propose):
            _done("Voorgesteld. Een tweede persoon moet dit vaststellen.")


def _offer_end(visit: Visit) -> None:
    with st.expander("Stoppen met delen"):
        st.caption("Wat van dit gebied is gepubliceerd, gaat weg. Een kopie van een ander gaat niet mee weg.")
        reason = st.text_input("Waarom stopt dit gebied?", key="delen-stop-reden")
        if st.button("Stop met delen", key="delen-stop") and is_done(lambda: _end(visit, reason)):
            gone = "Wat er stond, is weg." if lake_url() else "De beheerder moet nu nog publiceren."
            _done(f"Dit gebied deelt niet meer. {gone}")


def _end(visit: Visit, reason: str) -> None:
    sharing.withdraw_sharing(visit.store, visit.programme, visit.actor, reason, visit.now)
    if url := lake_url():
        from budget.usecases.lake_export import remove_at  # Slow to import, and rarely needed.

        remove_at(visit.store, visit.programme, visit.actor, url)


def _done(words: str) -> None:
    """Show these words in the next run."""
    st.session_state[TOLD] = words
    st.rerun()
