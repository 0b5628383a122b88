"""Steering actions: registered, then closed with an outcome; nothing is ever erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from budget.model.steering import REPLACED, SteeringAction
from budget.model.words import BudgetError, UnknownNameError
from budget.store import audit_entries as entries
from budget.store.audit import record
from budget.store.bulk import next_id
from budget.store.schema import AnyRow
from budget.store.schema_board import steering_actions, steering_closings

_NAMES = ("domain", "text", "owner", "due", "expected", "meeting")


def store_action(
    connection: Connection, programme: str, action: SteeringAction, person: str, now: datetime
) -> int:
    """Store a new action and return its number."""
    row = {name: getattr(action, name) for name in _NAMES}
    row |= {"programme": programme, "registered_by": person, "registered_at": now}
    number = next_id(connection, steering_actions, programme)
    connection.execute(insert(steering_actions), {"id": number, **row})
    record(connection, programme, entries.steered({"id": number, **row}))
    return number


def close_action(
    connection: Connection, programme: str, number: int, person: str, outcome: str, now: datetime
) -> None:
    """Close an open action. Raises BudgetError if unknown, already closed, or without an outcome."""
    if not outcome.strip():
        raise BudgetError("Schrijf op wat de actie heeft opgeleverd. Dat leest het bestuur.")
    actions = {action.id: action for action in load_actions(connection, programme, now)}
    if number not in actions:
        raise UnknownNameError(f"Er is geen actie {number}. Bekijk de lijst met acties.")
    if not actions[number].is_open:
        raise BudgetError(f"Actie {number} is al afgerond. Er is niets veranderd.")
    row = {
        "programme": programme, "action": number, "closed_by": person, "closed_at": now,
        "outcome": outcome.strip(),
    }  # fmt: skip
    connection.execute(insert(steering_closings), row)
    record(connection, programme, entries.closed(row))


def replace_action(
    connection: Connection,
    programme: str,
    number: int,
    action: SteeringAction,
    person: str,
    reason: str,
    now: datetime,
) -> int:
    """Replace an open action by `action`; the old one stores its successor and the reason."""
    successor = store_action(connection, programme, action, person, now)
    agreed = f"{action.text.rstrip('.')}, uiterlijk {action.due:%d-%m-%Y}"
    close_action(connection, programme, number, person, f"{REPLACED}{successor} ({agreed}): {reason}", now)
    return successor


def load_actions(connection: Connection, programme: str, known_on: datetime) -> tuple[SteeringAction, ...]:
    """All actions registered on or before `known_on`, as they were then, by due date."""
    query = (
        select(steering_actions, steering_closings.c.closed_at, steering_closings.c.outcome)
        .outerjoin(
            steering_closings,
            (steering_closings.c.programme == steering_actions.c.programme)
            & (steering_closings.c.action == steering_actions.c.id)
            & (steering_closings.c.closed_at <= known_on),
        )
        .where(steering_actions.c.programme == programme, steering_actions.c.registered_at <= known_on)
        .order_by(steering_actions.c.due, steering_actions.c.id)
    )
    return tuple(_action(row) for row in connection.execute(query))


def _action(row: AnyRow) -> SteeringAction:
    return SteeringAction(
        id=row.id,
        **{name: getattr(row, name) for name in _NAMES},
        registered_on=row.registered_at.date(),
        closed_on=row.closed_at.date() if row.closed_at else None,
        outcome=row.outcome or "",
    )
