"""Forms for proposals: a person, a deputy, a meeting, or a whole programme file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from budget.labels import ROLE_NAME, day_short, escape_markdown
from budget.model.programme import Deputy, Meeting, Person, Programme
from budget.model.words import BudgetError, Role
from budget.programme.differences import deputy_words
from budget.programme.draft import person_id
from budget.programme.editing import (
    drop_deputy,
    drop_meeting,
    drop_person,
    put_deputy,
    put_meeting,
    put_person,
)
from budget.ui.button_actions import is_done
from budget.ui.downloads import offer_download
from budget.ui.programme_parts import NEW, ProgrammeEditor, read_day


def offer_person(desk: ProgrammeEditor) -> None:
    """Add, remove or change a person."""
    people = {NEW: "iemand die erbij komt", **{person.id: person.name for person in desk.programme.people}}
    with st.expander("Een persoon toevoegen, wijzigen of uit het programma halen"):
        chosen = st.selectbox("Wie?", list(people), format_func=people.__getitem__, key="beheer-wie") or NEW
        old = desk.programme.person(chosen) if chosen else Person("", "", Role.BUDGET_HOLDER)
        person = _ask_person(desk.programme, old)
        reason = desk.reason(f"beheer-persoon-{chosen}")
        desk.offer("beheer-persoon", lambda: put_person(desk.programme.text, person), reason)
        if chosen:
            label = "Gaat weg: uit het programma halen"
            desk.offer("beheer-weg", lambda: drop_person(desk.programme.text, chosen), reason, label)
        st.caption("Wie weggaat, houdt zijn naam in alles wat hij eerder deed.")


def _ask_person(programme: Programme, old: Person) -> Person:
    # Once a person is added, the fields are empty for the next one.
    key = f"beheer-{old.id}" if old.id else f"beheer-erbij-{len(programme.people)}"
    name = st.text_input("Naam", old.name, key=f"{key}-naam").strip()
    roles = list(Role)
    at = roles.index(old.role)
    typed = "" if old.id else st.text_input("Kenmerk (leeg: uit de naam)", key=f"{key}-id").strip()
    person = (
        old.id
        or typed
        or (person_id(name, {other_person.id for other_person in programme.people}) if name else "")
    )
    role = st.selectbox("Rol", roles, at, format_func=ROLE_NAME.__getitem__, key=f"{key}-rol")
    names = {domain.code: domain.name for domain in programme.domains}
    own = st.multiselect(
        "Opgavedomeinen (niets gekozen: alle)", list(names), list(old.domains),
        format_func=names.__getitem__, key=f"{key}-domeinen", placeholder="Kies domeinen",
    )  # fmt: skip
    email = st.text_input("E-mail (mag leeg zijn)", old.email, key=f"{key}-mail").strip()
    return replace(old, id=person, name=name, role=role or old.role, domains=tuple(own), email=email)


def offer_deputy(desk: ProgrammeEditor) -> None:
    """Add a deputy for an absent person for some days, or end that."""
    names = {person.id: person.name for person in desk.programme.people}
    with st.expander("Een vervanger aanwijzen, of een vervanging schrappen"):
        absent, deputy = (
            st.selectbox(label, list(names), None, format_func=names.__getitem__, key=key, placeholder="Kies")
            for label, key in (("Wie is afwezig?", "beheer-afwezig"), ("Wie vervangt?", "beheer-vervanger"))
        )
        left, right = st.columns(2)
        first = left.text_input("Vanaf", key="beheer-vanaf", placeholder="dd-mm-jjjj")
        last = right.text_input("Tot en met", key="beheer-tot", placeholder="dd-mm-jjjj")
        reason = desk.reason("beheer-vervanging")
        desk.offer("beheer-vervanging", lambda: _with_deputy(desk, absent, deputy, first, last), reason)
        st.caption(
            "De vervanger mag in die dagen ook wat de afwezige mag. Op dat recht is hij nooit de tweede "
            "persoon bij wat de afwezige zelf indiende."
        )
        for n, current in enumerate(desk.programme.deputies):
            label = escape_markdown(f"Schrappen: {deputy_words(current, desk.programme)}")
            desk.offer(f"vervanging-{n}", partial(drop_deputy, desk.programme.text, current), reason, label)


def _with_deputy(desk: ProgrammeEditor, absent: str | None, deputy: str | None, first: str, last: str) -> str:
    if not absent or not deputy:
        raise BudgetError("Kies wie afwezig is en wie vervangt.")
    begin, end = read_day(desk.programme, first), read_day(desk.programme, last)
    return put_deputy(desk.programme.text, Deputy(absent, deputy, begin, end))


def offer_meeting(desk: ProgrammeEditor) -> None:
    """Add, move or cancel a meeting, or change its spotlight."""
    meetings = desk.programme.meetings
    days = {NEW: "een nieuwe vergadering", **{str(m.date): day_short(m.date) for m in meetings}}
    with st.expander("Een vergadering toevoegen, verplaatsen of schrappen"):
        chosen = st.selectbox("Welke?", list(days), format_func=days.__getitem__, key="beheer-dag") or NEW
        old = desk.programme.meeting(date.fromisoformat(chosen)) if chosen else None
        key = f"beheer-{chosen}"
        day = st.text_input("Dag", day_short(old.date) if old else "", key=f"{key}-dag")
        as_of = st.text_input("Peildatum", day_short(old.as_of) if old else "", key=f"{key}-peildatum")
        names = {domain.code: domain.name for domain in desk.programme.domains}
        at = list(names).index(old.spotlight) if old else 0
        spotlight = st.selectbox(
            "In de schijnwerper", list(names), at, format_func=names.__getitem__, key=f"{key}-domein"
        )
        reason = desk.reason(key)
        desk.offer(
            "beheer-vergadering", lambda: _with_meeting(desk, old, day, as_of, spotlight or ""), reason
        )
        if old:
            label = "Gaat niet door: schrappen"
            drop = partial(drop_meeting, desk.programme.text, old.date)
            desk.offer("beheer-schrappen", drop, reason, label)
        st.caption("Verplaatst u een vergadering, dan schuiven de uiterste dagen mee.")


def _with_meeting(desk: ProgrammeEditor, old: Meeting | None, day: str, as_of: str, spotlight: str) -> str:
    on, at = read_day(desk.programme, day), read_day(desk.programme, as_of)
    meeting = Meeting(on, spotlight, at, on, on, on, fictional=old.fictional if old else False)
    return put_meeting(desk.programme.text, old.date if old else None, meeting)


def offer_file(desk: ProgrammeEditor) -> None:
    """A whole programme file as a proposal, and the one in force to start from."""
    with st.expander("Iets anders wijzigen: een heel programme.toml voorstellen"):
        text = desk.programme.text
        name = "programme.toml"
        offer_download("Geldend programma downloaden", lambda: text, name, "text/plain", "beheer-toml")
        chosen = st.file_uploader("Bestand programme.toml", ["toml"], key="beheer-bestand")
        reason = desk.reason("beheer-bestand")
        if chosen:
            data = chosen.getvalue()
            if st.button("Bestand voorstellen", key="beheer-bestand-ja"):
                is_done(lambda: desk.keep(_decoded(data), reason))


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BudgetError("Dit bestand is geen UTF-8. Sla het op als UTF-8.") from error
