"""Forms to agree a steering action, and to close, change or withdraw one: nothing is ever erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from budget.access import Action, may_act
from budget.intake.grammar.amounts import write_amount
from budget.labels import MINUS, NBSP, day, escape_markdown, euro_change, euro_exact
from budget.model.programme import Programme
from budget.model.steering import SteeringAction
from budget.model.words import Cents, Role
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.button_actions import is_done, show_result
from budget.ui.date_field import TypedDay, ask_day
from budget.ui.visit import Visit
from budget.usecases import steer as steering

USUAL_TERM = timedelta(days=60)
CLOSE, CHANGE, WITHDRAW = "Afronden", "Wijzigen", "Intrekken"
_TOLD, _ROUND = "actie-verteld", "actie-ronde"


def offer_new_action(visit: Visit, domain: str, label: str = "Nieuwe actie vastleggen") -> None:
    """A form to agree an action for this domain; nothing without the right."""
    if not may_act(visit.programme, visit.actor, Action.STEER, [domain]):
        return
    _show_outcome("nieuw")
    key = f"actie-{domain}-{_round()}"
    # With a key it stays open when a message above it disappears.
    with st.expander(escape_markdown(label), key=f"{key}-open"):
        blank = SteeringAction(0, domain, "", "", _usual_day(visit), None, None, visit.today)
        action, typed = ask_action(visit, blank, key)
        if st.button("Vastleggen", key=f"{key}-vastleggen") and is_clear(typed):
            _do("nieuw", _agreed(visit.programme, action), lambda: steering.register(
                visit.store, visit.programme, action, visit.actor, visit.now
            ))  # fmt: skip


def offer_open_actions(visit: Visit, actions: Sequence[SteeringAction], domain: str) -> None:
    """A form to close, change or withdraw an open action of this domain; nothing without the right."""
    if not may_act(visit.programme, visit.actor, Action.STEER, [domain]):
        return
    _show_outcome("lopend")
    still_open = {action.id: action for action in actions if action.is_open}
    if not still_open:
        return
    with st.expander("Een actie afronden, wijzigen of intrekken", key=f"lopend-{_round()}-open"):
        number = st.selectbox(
            "Welke actie?", list(still_open), format_func=lambda n: still_open[n].text, key="lopend-actie"
        )
        choice = st.radio("Wat wilt u doen?", [CLOSE, CHANGE, WITHDRAW], horizontal=True, key="lopend-wat")
        chosen = still_open[number]
        key = f"lopend-{number}-{_round()}"
        if choice == CHANGE:
            _change(visit, chosen, key)
        elif choice == WITHDRAW:
            _end(visit, chosen, key, WITHDRAW, "Waarom gaat deze actie niet door?", steering.withdraw)
        else:
            _end(visit, chosen, key, CLOSE, "Wat heeft het opgeleverd?", steering.close)


def _change(visit: Visit, old: SteeringAction, key: str) -> None:
    action, typed = ask_action(visit, old, key)
    reason = st.text_input("Waarom wijzigt u deze actie?", key=f"{key}-reden")
    st.caption("De afspraak zoals die was, blijft bewaard. Het bestuur ziet dat zij is gewijzigd.")
    if st.button("Wijziging vastleggen", key=f"{key}-wijzigen") and is_clear(typed):
        _do("lopend", _agreed(visit.programme, action), lambda: steering.change(
            visit.store, visit.programme, old, action, visit.actor, reason, visit.now
        ))  # fmt: skip


def _end(
    visit: Visit, action: SteeringAction, key: str, verb: str, question: str, end: Callable[..., None]
) -> None:
    answer = st.text_input(question, key=f"{key}-{verb}-tekst")
    if st.button(f"Actie {verb.lower()}", key=f"{key}-{verb}"):
        done = "afgerond" if verb == CLOSE else "ingetrokken"
        message = f"Vastgelegd: de actie '{action.text}' is {done}."
        _do("lopend", message, lambda: end(
            visit.store, visit.programme, action, visit.actor, answer, visit.now
        ))  # fmt: skip


def ask_action(visit: Visit, start: SteeringAction, key: str) -> tuple[SteeringAction, TypedAmount]:
    """The fields of an action, prefilled with `start`: the action as typed, and its amount as parsed.

    An invalid day also makes the amount invalid, so that is_clear() refuses both.
    """
    names = _owners(visit.programme, start)
    text = st.text_input("Wat gaat er gebeuren?", start.text, key=f"{key}-tekst")
    at = list(names).index(start.owner) if start.owner in names else 0
    owner = st.selectbox(
        "Wie doet het?", list(names), at, format_func=lambda code: names[code], key=f"{key}-wie"
    )
    due = ask_day(
        "Uiterlijk",
        f"{key}-datum",
        start.due,
        help_text="Zonder keuze: het volgende overleg, of over twee maanden als er geen is gepland.",
    )
    typed = ask_amount(
        "Verwacht effect op de uitgaven, in euro's. Minder uitgeven: zet er een min voor.",
        f"{key}-effect",
        "" if start.expected is None else write_amount(start.expected),
        may_be_empty=True,
        may_be_negative=True,
        say=_show_effect_read,
    )
    today = visit.today
    action = SteeringAction(
        0, start.domain, text.strip(), owner or "", due.day or start.due, typed.cents, start.meeting, today
    )
    return action, TypedAmount(typed.cents, due.complaint or typed.complaint)


def _owners(programme: Programme, action: SteeringAction) -> dict[str, str]:
    able = [p for p in programme.people if p.role in (Role.BUDGET_HOLDER, Role.MANAGER)]
    own = [p for p in able if action.domain in p.domains or p.id == action.owner] or able
    return {person.id: person.name for person in own}


def _usual_day(visit: Visit) -> date:
    """The next meeting; two months ahead if none is planned."""
    today = visit.today
    return min((m.date for m in visit.programme.meetings if m.date >= today), default=today + USUAL_TERM)


def _show_effect_read(cents: Cents) -> str:
    if cents == 0:
        return "geen effect op de uitgaven"
    return f"{_change_of(cents)}, dus {'meer' if cents > 0 else 'minder'} uitgaven"


def _change_of(cents: Cents) -> str:
    return (
        euro_change(cents)
        if cents % 100 == 0
        else f"{'+' if cents > 0 else MINUS}{NBSP}{euro_exact(abs(cents))}"
    )


def _agreed(programme: Programme, action: SteeringAction) -> str:
    effect = "" if action.expected is None else f" Verwacht effect: {_change_of(action.expected)}."
    who = programme.name_of(action.owner)
    return (
        f"Vastgelegd: '{action.text}'. {who} doet dit uiterlijk {day(action.due)}.{effect} "
        "U ziet de actie onder 'Hoe sturen we bij?'."
    )


def is_clear(typed: TypedAmount | TypedDay) -> bool:
    """Whether the amount or day was understood; shows what is wrong if not."""
    if typed.complaint:
        st.error(escape_markdown(f"Er is niets vastgelegd. {typed.complaint}"))
    return not typed.complaint


def _do(place: str, message: str, action: Callable[[], object]) -> None:
    """Run the action, report it at `place` in the next run, and empty the fields; keep them if refused."""
    if is_done(action):
        st.session_state[_TOLD] = (place, message)
        st.session_state[_ROUND] = _round() + 1
        st.rerun()


def _show_outcome(place: str) -> None:
    if st.session_state.get(_TOLD, ("", ""))[0] == place:
        show_result(st.session_state.pop(_TOLD)[1])


def _round() -> int:
    return int(st.session_state.get(_ROUND, 0))
