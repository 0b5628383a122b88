"""What a file is checked against: the plans in force, code successions, releases and closed periods."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.check_context import CheckContext
from budget.model.succession import successions_in_force
from budget.store import Connection, Store
from budget.store.acceptances import latest_seq
from budget.store.mappings import load_mappings
from budget.store.periods import load_closed
from budget.store.plans import load_former, load_plan
from budget.store.progress import load_releases_in_force, load_successions


def load_check_context(connection: Connection, programme: str, mappings: tuple[str, ...]) -> CheckContext:
    """What is known of lines now, without closed periods."""
    now = latest_seq(connection, programme)
    plan, former = load_plan(connection, programme), load_former(connection, programme)
    releases = load_releases_in_force(connection, programme, now)
    successions = load_successions(connection, programme, now)
    rows = tuple(row for code_rows in successions_in_force(successions, now).values() for row in code_rows)
    return CheckContext(plan, mappings, former=former, successions=rows, releases=releases)


def current_check_context(store: Store, programme: str, mappings: tuple[str, ...]) -> CheckContext:
    """Everything known now; `mappings` take precedence over saved ones."""
    with store.read() as connection:
        known = load_check_context(connection, programme, mappings)
        saved = tuple(saved_mapping.text for saved_mapping in load_mappings(connection, programme).used)
        closed = tuple(sorted(load_closed(connection, programme).periods))
        return replace(known, mappings=(*mappings, *saved), closed=closed)
