"""Forms that make a proposal: a person, a meeting, or a whole programme file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from budget.intake.grammar.dates import read_date
from budget.labels import ROLE_NAME, day_short, plain
from budget.model.programme import Deputy, Meeting, Person, Programme
from budget.model.words import BudgetError, Role
from budget.programme.editing import (
    drop_deputy,
    drop_meeting,
    drop_person,
    put_deputy,
    put_meeting,
    put_person,
)
from budget.ui.downloads import offer_download
from budget.ui.programme import deputy_words, done, may_propose
from budget.ui.visit import Visit, is_done
from budget.usecases import programmes

NEW = ""
PROPOSED = "Voorgesteld. Een tweede persoon moet dit vaststellen."


def offer_person(visit: Visit) -> None:
    """A person who joins, leaves or gets another role; nothing for those who may not."""
    if not may_propose(visit):
        return
    people = {NEW: "iemand die erbij komt", **{one.id: one.name for one in visit.programme.people}}
    with st.expander("Een persoon toevoegen, wijzigen of uit het programma halen"):
        chosen = st.selectbox("Wie?", list(people), format_func=people.__getitem__, key="beheer-wie") or NEW
        old = visit.programme.person(chosen) if chosen else Person("", "", Role.BUDGET_HOLDER)
        person = _ask_person(visit.programme, old)
        reason = st.text_input("Waarom?", key=f"beheer-reden-{chosen}")
        left, right = st.columns(2)
        if left.button("Voorstellen", key="beheer-persoon"):
            _propose(visit, put_person(visit.programme.text, person), reason)
        if chosen and right.button("Gaat weg: uit het programma halen", key="beheer-weg"):
            _propose(visit, drop_person(visit.programme.text, chosen), reason)
        st.caption("Wie weggaat, houdt zijn naam in alles wat hij eerder deed.")


def _ask_person(programme: Programme, old: Person) -> Person:
    key = f"beheer-{old.id}"
    person = old.id or st.text_input("Kenmerk, bijvoorbeeld n.nieuw", key=f"{key}-id").strip()
    name = st.text_input("Naam", old.name, key=f"{key}-naam").strip()
    roles = list(Role)
    at = roles.index(old.role)
    role = st.selectbox("Rol", roles, at, format_func=ROLE_NAME.__getitem__, key=f"{key}-rol")
    names = {domain.code: domain.name for domain in programme.domains}
    own = st.multiselect(
        "Opgavedomeinen (niets gekozen: alle)", list(names), list(old.domains),
        format_func=names.__getitem__, key=f"{key}-domeinen", placeholder="Kies domeinen",
    )  # fmt: skip
    return replace(old, id=person, name=name, role=role or old.role, domains=tuple(own))


def offer_deputy(visit: Visit) -> None:
    """Someone who replaces an absent person for some days, and the end of that."""
    if not may_propose(visit):
        return
    names = {one.id: one.name for one in visit.programme.people}
    with st.expander("Een vervanger aanwijzen, of een vervanging schrappen"):
        chosen = [
            st.selectbox(label, list(names), None, format_func=names.__getitem__, key=key, placeholder="Kies")
            for label, key in (("Wie is afwezig?", "beheer-afwezig"), ("Wie vervangt?", "beheer-vervanger"))
        ]
        left, right = st.columns(2)
        first = left.text_input("Vanaf", key="beheer-vanaf")
        last = right.text_input("Tot en met", key="beheer-tot")
        reason = st.text_input("Waarom?", key="beheer-vervanging-reden")
        if st.button("Voorstellen", key="beheer-vervanging"):
            is_done(lambda: _propose_deputy(visit, chosen[0], chosen[1], (first, last), reason))
        st.caption(
            "De vervanger mag in die dagen ook wat de afwezige mag. Op dat recht is hij nooit de tweede "
            "persoon bij wat de afwezige zelf indiende."
        )
        for number, one in enumerate(visit.programme.deputies):
            label = plain(f"Schrappen: {deputy_words(one, visit.programme)}")
            if st.button(label, key=f"vervanging-{number}"):
                _propose(visit, drop_deputy(visit.programme.text, one), reason)


def _propose_deputy(
    visit: Visit, person: str | None, deputy: str | None, days: tuple[str, str], reason: str
) -> None:
    if not person or not deputy:
        raise BudgetError("Kies wie afwezig is en wie vervangt.")
    first, last = (_day(visit.programme, text) for text in days)
    _propose(visit, put_deputy(visit.programme.text, Deputy(person, deputy, first, last)), reason)


def offer_meeting(visit: Visit) -> None:
    """A meeting that is added, moves, gets another spotlight or is cancelled."""
    if not may_propose(visit):
        return
    days = {
        NEW: "een nieuwe vergadering",
        **{str(m.date): day_short(m.date) for m in visit.programme.meetings},
    }
    with st.expander("Een vergadering toevoegen, verplaatsen of schrappen"):
        chosen = st.selectbox("Welke?", list(days), format_func=days.__getitem__, key="beheer-dag") or NEW
        old = visit.programme.meeting(date.fromisoformat(chosen)) if chosen else None
        day = st.text_input("Dag", day_short(old.date) if old else "", key=f"beheer-{chosen}-dag")
        as_of = st.text_input(
            "Peildatum", day_short(old.as_of) if old else "", key=f"beheer-{chosen}-peildatum"
        )
        names = {domain.code: domain.name for domain in visit.programme.domains}
        at = list(names).index(old.spotlight) if old else 0
        spotlight = st.selectbox(
            "In de schijnwerper", list(names), at, format_func=names.__getitem__,
            key=f"beheer-{chosen}-domein",
        )
        reason = st.text_input("Waarom?", key=f"beheer-{chosen}-reden")
        left, right = st.columns(2)
        if left.button("Voorstellen", key="beheer-vergadering"):
            is_done(lambda: _propose_meeting(visit, old, day, as_of, spotlight or "", reason))
        if old and right.button("Gaat niet door: schrappen", key="beheer-schrappen"):
            _propose(visit, drop_meeting(visit.programme.text, old.date), reason)
        st.caption("Verplaatst u een vergadering, dan schuiven de uiterste dagen mee.")


def _propose_meeting(
    visit: Visit, old: Meeting | None, day: str, as_of: str, spotlight: str, reason: str
) -> None:
    on, at = _day(visit.programme, day), _day(visit.programme, as_of)
    meeting = Meeting(on, spotlight, at, on, on, on, fictional=old.fictional if old else False)
    _propose(visit, put_meeting(visit.programme.text, old.date if old else None, meeting), reason)


def _day(programme: Programme, text: str) -> date:
    found = read_date(text, programme.years)
    if not isinstance(found, date):
        raise BudgetError(f"'{text}' is geen dag van dit programma. Schrijf bijvoorbeeld 27-06-2024.")
    return found


def offer_file(visit: Visit) -> None:
    """A whole programme file as a proposal, and the one in force to begin with."""
    if not may_propose(visit):
        return
    with st.expander("Iets anders wijzigen: een heel programme.toml voorstellen"):
        st.caption("Domeinen, bronnen, thema's, regels en teksten wijzigt u in het bestand.")
        text = visit.programme.text
        name = "programme.toml"
        offer_download("Geldend programma downloaden", lambda: text, name, "text/plain", "beheer-toml")
        chosen = st.file_uploader("Bestand programme.toml", ["toml"], key="beheer-bestand")
        reason = st.text_input("Waarom?", key="beheer-bestand-reden")
        if chosen and st.button("Bestand voorstellen", key="beheer-bestand-ja"):
            is_done(lambda: _propose(visit, _decoded(chosen.getvalue()), reason))


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BudgetError("Dit bestand is geen UTF-8. Sla het op als UTF-8.") from error


def _propose(visit: Visit, text: str, reason: str) -> None:
    """Make the proposal and say so; what is wrong with it is said beside the form."""
    if is_done(
        lambda: programmes.propose(visit.store, visit.programme, text, visit.actor, reason, visit.now)
    ):
        done(PROPOSED)
