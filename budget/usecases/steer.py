"""Steering actions of the board: agree, close, change and withdraw, from meeting to meeting."""

from __future__ import annotations

from datetime import date, datetime

from budget.access import Action, Who, require, requires
from budget.model.programme import Programme
from budget.model.steering import WITHDRAWN, SteeringAction
from budget.model.words import BudgetError
from budget.store import Store
from budget.store.steering import close_action, load_actions, replace_action, store_action


def register(store: Store, programme: Programme, action: SteeringAction, actor: Who, now: datetime) -> int:
    """Store a new action and return its number. Raises BudgetError when it cannot be followed up."""
    person = check_action(programme, action, actor)
    with store.write(programme.id) as connection:
        return store_action(connection, programme.id, action, person, now)


def close(
    store: Store, programme: Programme, action: SteeringAction, actor: Who, outcome: str, now: datetime
) -> None:
    """Close an action with its outcome."""
    person = require(programme, actor, Action.STEER, [action.domain])
    with store.write(programme.id) as connection:
        close_action(connection, programme.id, action.id, person, outcome, now)


def withdraw(
    store: Store, programme: Programme, action: SteeringAction, actor: Who, reason: str, now: datetime
) -> None:
    """Close an action that will not be carried out, with the reason."""
    if not reason.strip():
        raise BudgetError("Schrijf op waarom de actie niet doorgaat. Dat leest het bestuur.")
    close(store, programme, action, actor, f"{WITHDRAWN}{reason.strip()}", now)


def change(
    store: Store,
    programme: Programme,
    old: SteeringAction,
    action: SteeringAction,
    actor: Who,
    reason: str,
    now: datetime,
) -> int:
    """Replace an action: the old one is closed and names the new one, whose number is returned."""
    require(programme, actor, Action.STEER, [old.domain])
    person = check_action(programme, action, actor)
    if not reason.strip():
        raise BudgetError("Schrijf op waarom u de actie wijzigt. Dat leest het bestuur.")
    if all(getattr(old, name) == getattr(action, name) for name in ("text", "owner", "due", "expected")):
        raise BudgetError("Er is niets gewijzigd aan deze actie.")
    with store.write(programme.id) as connection:
        return replace_action(connection, programme.id, old.id, action, person, reason.strip(), now)


@requires(Action.VIEW)
def actions(store: Store, programme: Programme, actor: Who, known_on: datetime) -> tuple[SteeringAction, ...]:
    """All actions as they were at `known_on`."""
    with store.read() as connection:
        return load_actions(connection, programme.id, known_on)


def to_show(
    agreed_actions: tuple[SteeringAction, ...], since: date | None, domain: str | None = None
) -> list[SteeringAction]:
    """Open actions, and those closed after `since`: what a meeting must see."""
    return [
        action
        for action in agreed_actions
        if (domain is None or action.domain == domain)
        and (action.closed_on is None or since is None or action.closed_on > since)
    ]


def check_action(programme: Programme, action: SteeringAction, actor: Who) -> str:
    """The id of the actor. Raises BudgetError when he may not agree this, or nobody can follow it up."""
    person = require(programme, actor, Action.STEER, [action.domain])
    programme.person(action.owner)
    if not action.text.strip():
        raise BudgetError("Schrijf op wat er gaat gebeuren. Zonder tekst is er geen actie.")
    if action.due < action.registered_on:
        raise BudgetError(f"De einddatum {action.due:%d-%m-%Y} is al voorbij. Kies een latere dag.")
    return person
