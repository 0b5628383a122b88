"""What a file is checked against: the plans in force, and what holds of codes and periods."""

from __future__ import annotations

from budget.insight.successions import successions_in_force
from budget.intake.known import Known
from budget.store import Connection
from budget.store.acceptances import latest_seq
from budget.store.plans import load_former, load_plan
from budget.store.progress import load_successions


def load_known(connection: Connection, programme: str, mappings: tuple[str, ...]) -> Known:
    """What is known of lines now; nothing of closed periods."""
    now = latest_seq(connection, programme)
    said = successions_in_force(load_successions(connection, programme, now), now)
    rows = tuple(row for found in said.values() for row in found)
    plan, former = load_plan(connection, programme), load_former(connection, programme)
    return Known(plan, mappings, former=former, successions=rows)
