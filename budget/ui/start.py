"""The guided start: a first programme from existing plans, confirmed by two persons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from budget.access import Actor
from budget.labels import count, escape_markdown, join_words
from budget.login import Login
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme.draft import TO_FILL
from budget.programme.first_programme import confirmers, open_points
from budget.store import Store
from budget.store.database_use import DatabaseUse
from budget.ui.button_actions import is_done
from budget.ui.login import logged_in, offer_logout
from budget.ui.programme_forms import offer_meeting, offer_person
from budget.ui.programme_parts import (
    ProgrammeEditor,
    offer_domain,
    offer_rule,
    offer_source,
    offer_theme,
    show_rules,
)
from budget.ui.programmes import administers
from budget.ui.start_parts import (
    BEGUN,
    ask_meetings,
    ask_unspent,
    offer_merge,
    show_meetings,
    show_names,
    show_people,
    show_sources,
    show_waiting_plans,
)
from budget.ui.start_plans import STEP, ask_plans, show_first_plans, show_plans
from budget.usecases import start
from budget.usecases.first_plans import StartResult
from budget.usecases.start import Draft

NEXT_BEGUN = "volgend-begonnen"
SEEN = "begin-gezien"
KINDS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"]

STEPS = ("1. Programma", "2. Domeinen", "3. Geld", "4. Mensen", "5. Vergaderingen", "6. Signalen", STEP)


def show_start(
    store: Store, folder: Path, login: Login | None, now: datetime, other_programmes: Sequence[Programme]
) -> None:
    """The page for those who may set up or confirm a programme; others see whom to ask.

    `other_programmes` are the existing programmes.
    """
    claims = logged_in(store, now) if login else {}
    if claims is None:
        return
    draft = start.next_draft(store, folder) if other_programmes else start.load_draft(folder)
    person = login.person_of(draft.programme, claims) if login and draft else None
    may_edit = login is None or login.may_start(claims) or administers(other_programmes, login, claims)
    st.title("Een programma beginnen", anchor=False)
    if login is None:
        st.caption("Demonstratie zonder login: niets telt hier als echt.")
    if not may_edit and person is None:
        none = "" if other_programmes else "Er is nog geen programma. "
        st.info(f"{none}De beheerder wijst aan wie er een mag beginnen.")
        return
    if begun := st.session_state.pop(NEXT_BEGUN, None):
        _show_next_programme(*begun)
    if person and login:
        offer_logout(person, store, now)
    if draft is None:
        _ask_plans(folder, now)
        return
    if may_edit:
        _edit(folder, draft, has_others=bool(other_programmes))
    else:
        _show(draft)
    _confirm(
        store,
        folder,
        draft,
        person.id if person else None,
        login,
        now,
        [programme.id for programme in other_programmes],
    )
    if may_edit:
        with st.expander("Opnieuw beginnen met andere bestanden"):
            st.write("Alles wat u hierboven invulde, gaat dan weg.")
            _ask_plans(folder, now)


def _ask_plans(folder: Path, now: datetime) -> None:
    st.write(
        "Kies de bestedingsplannen die er al zijn. Wij zoeken er de domeinen, bronnen en budgethouders in. "
        "U kunt daarna alles verbeteren."
    )
    uploads = st.file_uploader("Bestedingsplannen", KINDS, accept_multiple_files=True, key="begin-bestanden")
    left, right = st.columns(2)
    files = {upload.name: upload.getvalue() for upload in uploads}
    if left.button("Lees deze plannen", type="primary", disabled=not files, key="begin-lees"):
        _keep(lambda: start.begin_with(folder, files, now.year))
    if right.button("Verder zonder bestand", key="begin-zonder", disabled=bool(files)):
        _keep(lambda: start.begin_with(folder, {}, now.year))


def _edit(folder: Path, draft: Draft, *, has_others: bool) -> None:
    """Every step, prefilled with what is known."""
    programme = draft.programme
    desk = ProgrammeEditor(programme, lambda text, _: _saved(folder, text), "Bewaren", asks_reason=False)
    st.write(
        escape_markdown(
            f"Gevonden in {count(len(draft.rows), 'regel', 'regels')}: "
            f"{count(len(programme.domains), 'domein', 'domeinen')}, "
            f"{count(len(programme.sources), 'bron', 'bronnen')} en "
            f"{count(len(programme.people), 'persoon', 'personen')}. Loop de stappen na."
        )
    )
    head, domains, money, people, meetings, rules, plans = st.tabs(STEPS, key="begin-stap")
    with head:
        _ask_head(folder, draft, has_others=has_others)
    with domains:
        show_names(programme, draft.rows)
        offer_merge(desk, "domein", programme.domains)
        offer_domain(desk)
    with money:
        show_sources(programme, draft.rows)
        ask_unspent(desk)
        offer_merge(desk, "bron", programme.sources)
        offer_source(desk)
        offer_theme(desk)
    with people:
        show_people(programme)
        offer_person(desk)
        offer_merge(desk, "persoon", programme.people)
    with meetings:
        show_meetings(programme)
        ask_meetings(desk, lambda days: _saved_days(folder, days))
        offer_meeting(desk)
    with rules:
        st.write("Deze regels gelden als u niets doet. De eerste regel die geldt, beslist.")
        show_rules(programme.rules)
        offer_rule(desk)
    with plans:
        ask_plans(programme, draft.plans, partial(start.save_answer, folder))


def _show(draft: Draft) -> None:
    """Everything that is confirmed, read-only."""
    programme = draft.programme
    years = f"{programme.years[0]} tot en met {programme.years[-1]}"
    st.write(escape_markdown(f"{programme.name}, {years}. {programme.board}."))
    st.write(escape_markdown(programme.scope))
    show_names(programme, draft.rows)
    show_sources(programme, draft.rows)
    show_people(programme)
    show_meetings(programme)
    show_rules(programme.rules)
    show_plans(programme, draft.plans)


def _ask_head(folder: Path, draft: Draft, *, has_others: bool) -> None:
    labels = {
        "name": ("Naam van het programma", "Bijvoorbeeld: Vitale wijken"),
        "board": ("Naam van het bestuur", "Bijvoorbeeld: Stuurgroep"),
        "scope": ("Welk geld telt mee, en welk niet?", "Deze regel staat op elke pagina en in elk verslag"),
    }
    with st.form("begin-hoofd"):
        values = {}
        for key, (label, example) in labels.items():
            current = getattr(draft.programme, key)
            value = "" if TO_FILL in current else current
            values[key] = st.text_input(label, value, placeholder=example, key=f"begin-{key}")
        if has_others:
            current = "" if TO_FILL in draft.programme.name else draft.programme.id
            values["id"] = st.text_input("Adres (leeg: uit de naam)", current, key="begin-id")
        left, right = st.columns(2)
        years = draft.programme.years
        first = left.number_input("Eerste jaar", 2000, 2100, years[0], key="begin-eerste")
        last = right.number_input("Laatste jaar", 2000, 2100, years[-1], key="begin-laatste")
        if st.form_submit_button("Bewaren"):
            _keep(lambda: start.save_head(folder, values, int(first), int(last)))


def _confirm(
    store: Store,
    folder: Path,
    draft: Draft,
    person: str | None,
    login: Login | None,
    now: datetime,
    skipped: Sequence[str],
) -> None:
    """The open points, and the two confirmations; they act on what was shown before the click."""
    programme = draft.programme
    text_seen = st.session_state.get(SEEN, draft.seen)
    st.session_state[SEEN] = draft.seen
    st.header("Bevestigen", anchor=False)
    if open_items := [*open_points(programme), *start.address_points(programme, skipped)]:
        st.warning("\n".join(["Dit moet nog:", "", *(f"- {escape_markdown(line)}" for line in open_items)]))
        return
    if skipped:
        st.write(escape_markdown(f"Het adres van {programme.name} wordt /{programme.id}/."))
    by = start.confirmed_by(store, draft)
    confirmers_by_id = {person_named.id: person_named.name for person_named in confirmers(programme)}
    if by:
        st.info(
            escape_markdown(
                f"{programme.name_of(by)} heeft dit bevestigd. Een tweede persoon moet het ook doen."
            )
        )
    else:
        st.write("Twee personen bevestigen. Daarna geldt dit programma, en verandert het alleen via Beheer.")
    if login is None:
        others = {key: name for key, name in confirmers_by_id.items() if key != by}
        person = st.selectbox("Ik ben", list(others), format_func=others.__getitem__, key=f"begin-wie-{by}")
    elif person not in confirmers_by_id:
        st.info(
            escape_markdown(
                f"U kunt dit niet bevestigen. Dat kan wel: {join_words(list(confirmers_by_id.values()))}."
            )
        )
        return
    doubts = show_first_plans(programme, draft.plans, f"{person}-{by}")
    is_first = not by or start.goes_first(draft, Actor(person or ""), by)
    if by and is_first:
        why = "Wie als tweede bevestigt, dient ook de plannen in. Dat mag u niet."
        st.info(escape_markdown(f"{why} Daarom bevestigt {programme.name_of(by)} na u nog een keer."))
    with st.expander("Lees het hele programma zoals het wordt vastgelegd"):
        st.code(programme.text, language="toml")
    label = "Bevestigen" if is_first else "Bevestigen als tweede persoon"
    who, use = (
        Actor(person or "", on=local_day(now)),
        DatabaseUse.REAL if login else DatabaseUse.DEMONSTRATION,
    )
    if st.button(label, type="primary", key="begin-bevestigen", disabled=person == by):
        is_done(lambda: _confirmed(store, folder, draft, text_seen, who, use, now, skipped, doubts))


def _confirmed(
    store: Store,
    folder: Path,
    draft: Draft,
    text_seen: str,
    who: Actor,
    use: DatabaseUse,
    now: datetime,
    other_ids: Sequence[str],
    doubts: Sequence[str],
) -> None:
    begun = start.confirm(store, folder, text_seen, who, use, now, other_ids, doubts)
    if begun and other_ids:
        st.session_state[NEXT_BEGUN] = (draft.programme, begun)
    elif begun:
        st.session_state[BEGUN] = begun
        if use is DatabaseUse.DEMONSTRATION:
            st.session_state["persoon"] = who.id
    st.rerun()


def _show_next_programme(programme: Programme, result: StartResult) -> None:
    """Show that a next programme is in force, where it is, and what happened to its plans."""
    st.success(escape_markdown(f"{programme.name} geldt. Twee personen hebben het bevestigd."))
    show_waiting_plans(result)
    for line in result.left:
        st.info(escape_markdown(line))
    st.html(f'<p><a href="/{programme.id}/" target="_self">Naar {escape(programme.name)}</a></p>')
    st.caption(
        "Zijn er nu twee programma's? Dan begint elk adres met het programma. Wat begon met een ander adres, "
        "leidt naar de keuze. Zeg dit tegen wie de server beheert: ook de API krijgt het programma in het "
        "adres. En een opdracht die vanzelf gaat, zoals een back-up, moet een programma noemen."
    )


def _saved(folder: Path, text: str) -> None:
    start.save(folder, text)
    st.rerun()


def _saved_days(folder: Path, days: dict[date, date]) -> None:
    if not days:
        raise BudgetError("Typ eerst een dag, of kies een agendabestand.")
    start.save_meetings(folder, days)
    st.rerun()


def _keep(act: Callable[[], object]) -> None:
    if is_done(act):
        st.rerun()
