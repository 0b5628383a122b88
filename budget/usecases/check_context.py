"""What a file is checked against: the plans in force, code successions, releases and closed periods."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.check_context import Known
from budget.model.succession import successions_in_force
from budget.store import Connection, Store
from budget.store.acceptances import latest_seq
from budget.store.mappings import load_mappings
from budget.store.periods import load_closed
from budget.store.plans import load_former, load_plan
from budget.store.progress import load_releases, load_successions


def load_known(connection: Connection, programme: str, mappings: tuple[str, ...]) -> Known:
    """What is known of lines now, without closed periods."""
    now = latest_seq(connection, programme)
    said = successions_in_force(load_successions(connection, programme, now), now)
    rows = tuple(row for found in said.values() for row in found)
    plan, former = load_plan(connection, programme), load_former(connection, programme)
    listed = load_releases(connection, programme, now)
    newest = {release.domain: seq for seq, release in listed}
    given = tuple(release for seq, release in listed if seq == newest[release.domain])
    return Known(plan, mappings, former=former, successions=rows, releases=given)


def known_now(store: Store, programme: str, mappings: tuple[str, ...]) -> Known:
    """Everything known now; `mappings` take precedence over saved ones."""
    with store.read() as connection:
        saved = tuple(found.text for found in load_mappings(connection, programme).used)
        known = load_known(connection, programme, (*mappings, *saved))
        return replace(known, closed=tuple(sorted(load_closed(connection, programme).periods)))
