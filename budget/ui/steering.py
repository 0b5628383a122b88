"""Steering actions and missing explanations on a page."""

from __future__ import annotations

from datetime import date

import streamlit as st

from budget.insight.missing_explanations import MissingExplanation, list_missing_explanations
from budget.labels import SIGNAL_SHAPE, day, day_short, escape_markdown, euro_change, join_words
from budget.model.steering import SteeringAction
from budget.model.words import By
from budget.standing.moment import Standing
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import steer as steering


def load_current_actions(visit: Visit, domain: str | None = None) -> list[SteeringAction]:
    """Open actions, and those closed since the last snapshot before the reference date."""
    actions = steering.actions(visit.store, visit.programme, visit.actor, visit.now)
    previous = visit.standing().previous()
    return steering.to_show(actions, previous.proposed_at.date() if previous else None, domain)


def show_actions(visit: Visit, actions: list[SteeringAction]) -> None:
    """A table of actions: who, by when, with what effect, and whether they are late."""
    if not actions:
        st.write("Er zijn geen acties afgesproken.")
        return
    headers = ("Opgavedomein", "Actie", "Wie", "Uiterlijk", "Verwacht effect op uitgaven", "Stand")
    show_table(headers, [_row(visit, action) for action in actions], "Acties om bij te sturen")


def show_overdue(visit: Visit) -> None:
    """A warning that names the overdue actions; nothing without any."""
    late = [action for action in load_current_actions(visit) if action.is_overdue(visit.as_of)]
    if late:
        names = [f"{action.text} ({day(action.due)})" for action in late]
        st.warning(escape_markdown(f"Over de einddatum: {join_words(names)}."))


def show_missing_explanations(standing: Standing) -> None:
    """Deviating lines without a cause or explanation, by budget holder."""
    meeting = standing.next_meeting()
    done = standing.previous()
    since = done.as_of if done else date(standing.facts.year, 1, 1)
    owed = list_missing_explanations(standing.rows(By.LINE), standing.progress(), since)
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


def _missing(item: MissingExplanation) -> str:
    return join_words(
        [word for word, has in (("oorzaak", item.has_cause), ("uitleg", item.has_note)) if not has]
    )


def _row(visit: Visit, action: SteeringAction) -> tuple[str, ...]:
    if not action.is_open:
        done = "" if action.is_withdrawn or action.is_replaced else "Klaar: "
        state = f"{day_short(action.closed_on)}. {done}{action.outcome}"
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
