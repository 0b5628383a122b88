"""Steering actions and missing explanations on a page."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from budget.access import Action, may
from budget.insight.missing_explanations import Owed, list_owed
from budget.labels import SIGNAL_SHAPE, day, day_short, euro_change, listed, plain
from budget.model.steering import SteeringAction
from budget.model.words import By, Role
from budget.standing.moment import Standing
from budget.ui.figures import show_table
from budget.ui.visit import Visit, is_done
from budget.usecases import steer as steering

USUAL_TERM = timedelta(days=60)


def load_shown(visit: Visit, domain: str | None = None) -> list[SteeringAction]:
    """Open actions, and those closed since the last snapshot before the reference date."""
    found = steering.actions(visit.store, visit.programme, visit.now)
    previous = visit.standing().previous()
    return steering.to_show(found, previous.proposed_at.date() if previous else None, domain)


def show_actions(visit: Visit, actions: list[SteeringAction]) -> None:
    """A table of actions: who, by when, with what effect, and whether they are late."""
    if not actions:
        st.write("Er zijn geen acties afgesproken.")
        return
    headers = ("Opgavedomein", "Actie", "Wie", "Uiterlijk", "Verwacht effect op uitgaven", "Stand")
    show_table(headers, [_row(visit, action) for action in actions], "Acties om bij te sturen")


def show_overdue(visit: Visit) -> None:
    """A warning that names the overdue actions; nothing without any."""
    late = [action for action in load_shown(visit) if action.is_overdue(visit.as_of)]
    if late:
        names = [f"{action.text} ({day(action.due)})" for action in late]
        st.warning(plain(f"Over de einddatum: {listed(names)}."))


def show_owed(standing: Standing) -> None:
    """Lines that deviate without a cause or explanation, by budget holder."""
    meeting = standing.next_meeting()
    done = standing.previous()
    since = done.as_of if done else date(standing.facts.year, 1, 1)
    owed = list_owed(standing.rows(By.LINE), standing.progress(), since)
    if not owed:
        st.write("Bij elke afwijking staat een oorzaak en een uitleg.")
        return
    holders = {line.key.code: line.budget_holder for line in standing.facts.lines}
    name = standing.programme.name_of
    rows = [
        (name(holders[item.row.key]), f"{SIGNAL_SHAPE[item.row.signal.colour]} {item.row.name}",
         _missing(item), item.row.signal.reason)
        for item in owed
    ]  # fmt: skip
    before = f" voor het overleg van {day(meeting.date)}" if meeting else ""
    with st.expander(f"{len(owed)} regels wijken af zonder oorzaak of uitleg{before}"):
        show_table(("Budgethouder", "Regel", "Ontbreekt", "Afwijking"), sorted(rows), "Nog uit te leggen")


def offer_new_action(visit: Visit, domain: str) -> None:
    """A form to register an action for this domain."""
    allowed = may(visit.person, Action.STEER, [domain])
    owners = [p for p in visit.programme.people if p.role in (Role.BUDGET_HOLDER, Role.MANAGER)]
    own = [p for p in owners if domain in p.domains] or owners
    names = {person.id: person.name for person in own}
    today = visit.now.date()
    with st.expander("Nieuwe actie vastleggen"), st.form("actie", border=False, clear_on_submit=True):
        text = st.text_input("Wat gaat er gebeuren?", key="actie-tekst")
        owner = st.selectbox(
            "Wie doet het?", list(names), format_func=lambda key: names[key], key="actie-wie"
        )
        due = st.date_input("Uiterlijk", today + USUAL_TERM, format="DD-MM-YYYY", key="actie-datum")
        effect = st.number_input(
            "Verwacht effect op de uitgaven, in hele euro's (leeg: onbekend)", value=None, step=1000,
            format="%d", key="actie-effect",
        )  # fmt: skip
        if st.form_submit_button("Vastleggen", disabled=not allowed):
            expected = None if effect is None else int(effect) * 100
            action = SteeringAction(0, domain, text, owner or "", due, expected, None, today)
            if is_done(
                lambda: steering.register(visit.store, visit.programme, action, visit.person.id, visit.now)
            ):
                st.rerun()
        if not allowed:
            st.caption(plain(f"{visit.person.name} mag hier geen acties vastleggen."))


def offer_close_action(visit: Visit, actions: list[SteeringAction], domain: str) -> None:
    """A form to close an open action of this domain with its outcome."""
    still_open = {action.id: action for action in actions if action.is_open}
    if not still_open or not may(visit.person, Action.STEER, [domain]):
        return
    with st.expander("Actie afronden"), st.form("afronden", border=False, clear_on_submit=True):
        number = st.selectbox(
            "Welke actie?", list(still_open), format_func=lambda n: still_open[n].text, key="afronden-actie"
        )
        outcome = st.text_input("Wat heeft het opgeleverd?", key="afronden-uitkomst")
        if st.form_submit_button("Afronden"):
            chosen = still_open[number]
            if is_done(
                lambda: steering.close(
                    visit.store, visit.programme, chosen, visit.person.id, outcome, visit.now
                )
            ):
                st.rerun()


def _missing(item: Owed) -> str:
    return listed(
        [word for word, there in (("oorzaak", item.has_cause), ("uitleg", item.has_note)) if not there]
    )


def _row(visit: Visit, action: SteeringAction) -> tuple[str, ...]:
    if not action.is_open:
        state = f"Klaar op {day_short(action.closed_on)}: {action.outcome}"
    else:
        state = "Te laat" if action.is_overdue(visit.as_of) else "Loopt"
    return (
        visit.programme.domain(action.domain).name,
        action.text,
        visit.programme.name_of(action.owner),
        day_short(action.due),
        "nog niet bekend" if action.expected is None else euro_change(action.expected),
        state,
    )
