"""Closing a year or month: the checks, the proposal, the second person, and the history."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.access import Action, FirstAct, may_act, may_second
from budget.labels import MONTH_NAMES, escape_markdown, moment, period_name
from budget.model.periods import Closing, Period, closed_by
from budget.ui.address import choose
from budget.ui.button_actions import is_done
from budget.ui.figures import show_table
from budget.ui.submitting import reset_form, round_of, show_done
from budget.ui.visit import Visit, link_for
from budget.usecases import close

_PLACE = "afsluiten"
_WHOLE = "0"


def choose_period(visit: Visit) -> Period:
    """A choice of a year, whole or one month; by default the oldest year that can be closed."""
    years = [str(year) for year in visit.programme.years]
    closed = closed_by(close.closings(visit.store, visit.programme, visit.actor)).periods
    begun = [year for year in visit.programme.years if year <= visit.now.year] or visit.programme.years[:1]
    first = str(next((year for year in begun if Period(year) not in closed), begun[-1]))
    left, right = st.columns(2)
    with left:
        year = choose("Jaar", years, "afsluitjaar", first, tells=True)
    with right:
        months = [_WHOLE, *map(str, range(1, len(MONTH_NAMES) + 1))]
        month = choose("Periode", months, "afsluitmaand", _WHOLE, _month)
    return Period(int(year), int(month))


def title_of(visit: Visit, period: Period) -> str:
    """Whether the period is closed, in a sentence."""
    history = close.closings(visit.store, visit.programme, visit.actor)
    name = period_name(period).capitalize()
    if waiting := _waiting(history, period):
        return f"{name}: er wacht een voorstel om {'af te sluiten' if waiting.closes else 'te openen'}"
    return f"{name} is {'afgesloten' if period in closed_by(history).periods else 'open'}"


def show_closing(visit: Visit, period: Period) -> None:
    """The checks, then what this person can do, then the history."""
    show_done(_PLACE)
    history = close.closings(visit.store, visit.programme, visit.actor)
    is_closed, waiting = period in closed_by(history).periods, _waiting(history, period)
    if not is_closed:
        st.header("Kijk dit eerst na", anchor=False)
        _show_checks(visit, period)
    st.header("Afsluiten door twee personen", anchor=False)
    if waiting:
        _decide(visit, waiting)
    else:
        _propose(visit, period, closes=not is_closed)
    st.header("Wat is er eerder gebeurd?", anchor=False)
    _show_history(visit, history)


def _show_checks(visit: Visit, period: Period) -> None:
    checks = close.checks(visit.store, visit.programme, visit.actor, period)
    rows = [(check.question, "in orde" if check.is_right else "let op", check.found) for check in checks]
    show_table(("Vraag", "Stand", "Wat er is"), rows, f"Is {period_name(period)} klaar?")
    with st.container(horizontal=True, gap="small"):
        link_for(visit, "deliver", "Naar Aanleveren")
        link_for(visit, "accept", "Naar Vaststellen")
        link_for(visit, "reconcile", "Naar Aansluiting")


def _propose(visit: Visit, period: Period, *, closes: bool) -> None:
    name = period_name(period)
    verb = "afsluiten" if closes else "weer openen"
    if closes:
        st.write(
            "Na het afsluiten verandert er niets meer in deze periode. Een latere boeking telt dan in een "
            "open periode, als correctie."
        )
    else:
        st.write("Na het openen telt een boeking weer in deze periode zelf. Wat al verschoof, blijft staan.")
    if not may_act(visit.programme, visit.actor, Action.CLOSE):
        st.info("Een controller of secretaris stelt dit voor. Een tweede persoon beslist.")
        return
    with st.form(f"{_PLACE}-{period.year}-{period.month}-{round_of(_PLACE)}"):
        reason = st.text_input("Waarom?", placeholder="Bijvoorbeeld: de jaarrekening is vastgesteld.")
        if st.form_submit_button(escape_markdown(f"Voorstellen: {name} {verb}"), type="primary") and is_done(
            lambda: close.propose_closing(
                visit.store, visit.programme, period, visit.actor, reason, visit.now, closes=closes
            )
        ):
            reset_form(_PLACE, f"U stelde voor: {name} {verb}. Een tweede persoon beslist.")


def _decide(visit: Visit, act: Closing) -> None:
    programme, name = visit.programme, period_name(act.period)
    verb = "af te sluiten" if act.closes else "weer te openen"
    who, own = programme.name_of(act.proposed_by), act.proposed_by == visit.person.id
    st.write(
        escape_markdown(
            f"{who} stelde op {moment(act.proposed_at)} voor om {name} {verb}. Reden: {act.reason}"
        )
    )
    if not may_act(programme, visit.actor, Action.CLOSE):
        st.info("Een tweede controller of secretaris beslist hierover.")
        return
    first = FirstAct(act.proposed_by, act.proposed_at, Action.CLOSE)
    if own:
        st.info("U hebt dit zelf voorgesteld. Een tweede persoon beslist.")
    elif not may_second(programme, visit.actor, Action.CLOSE, first):
        st.info("U bent hier geen tweede persoon: de een vervangt de ander.")
    elif st.button(
        escape_markdown(f"Akkoord: {name} {'afsluiten' if act.closes else 'openen'}"), type="primary"
    ) and (
        is_done(lambda: close.decide(visit.store, programme, act.id, visit.actor, visit.now, accepts=True))
    ):
        reset_form(_PLACE, f"{name.capitalize()} is nu {'afgesloten' if act.closes else 'weer open'}.")
    with st.form(f"{_PLACE}-nee-{act.id}"):
        action = "Intrekken" if own else "Afwijzen"
        reason = st.text_input("Reden")
        if st.form_submit_button(action) and is_done(
            lambda: close.decide(
                visit.store, programme, act.id, visit.actor, visit.now, accepts=False, reason=reason
            )
        ):
            reset_form(_PLACE, f"Het voorstel is {'ingetrokken' if own else 'afgewezen'}.")


def _show_history(visit: Visit, history: Sequence[Closing]) -> None:
    if not history:
        st.write("Er is nog nooit een periode afgesloten.")
        return
    name = visit.programme.name_of
    rows = [
        (
            period_name(act.period).capitalize(), "afsluiten" if act.closes else "openen",
            f"{name(act.proposed_by)}, {moment(act.proposed_at)}", act.reason, _state(act),
            f"{name(act.decided_by)}, {moment(act.decided_at)}" if act.decided_at else "–",
            act.answer or "–",
        )
        for act in reversed(history)
    ]  # fmt: skip
    headers = ("Periode", "Wat", "Voorgesteld door", "Reden", "Stand", "Besloten door", "Antwoord")
    show_table(headers, rows, "Afgesloten en geopende perioden")


def _state(act: Closing) -> str:
    return {None: "wacht op tweede persoon", True: "akkoord", False: "niet doorgegaan"}[act.accepted]


def _waiting(history: Sequence[Closing], period: Period) -> Closing | None:
    return next((act for act in history if act.period == period and act.accepted is None), None)


def _month(number: str) -> str:
    return "het hele jaar" if number == _WHOLE else MONTH_NAMES[int(number) - 1]
