"""An acceptance is atomic: a failure at any step leaves nothing, and it can be retried."""

from typing import Any

import pytest

from budget.model import Content
from budget.model.content import PathStep
from budget.store import ledger as ledger_module
from budget.store import submissions as submissions_module
from budget.store.engine import Store
from budget.store.schema import metadata
from tests.store.samples import (
    MAY_END,
    accept,
    booking,
    commitment,
    contribution,
    decision,
    line,
    progress,
    release,
    statement,
    submit,
)

EVERYTHING = Content(
    plan=(line(), line("SPE-1")),
    statements=(statement(MAY_END, booking("A", MAY_END, 100), commitment("V", MAY_END, 50)),),
    progress=(progress(note="Loopt"),),
    partners=(contribution(),),
    decisions=(decision(),),
    releases=(release(),),
    path=(PathStep("GRO", 1, "RAAD", MAY_END),),
)
STEPS = {
    "load_content": submissions_module,
    "store_plan": submissions_module,
    "store_ledger": submissions_module,
    "store_progress": submissions_module,
    "store_partners": submissions_module,
    "store_decisions": submissions_module,
    "store_releases": submissions_module,
    "store_path": submissions_module,
    "record": submissions_module,
    "load_submission": submissions_module,
    "_insert_moved": ledger_module,
    "_insert_totals": ledger_module,
    "_insert_commitments": ledger_module,
}


class PulledPlugError(Exception):
    """The fault that is injected."""


def all_rows(store: Store) -> dict[str, list[Any]]:
    with store.read() as connection:
        return {name: connection.execute(table.select()).all() for name, table in metadata.tables.items()}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_after_any_step_leaves_no_row(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, number = STEPS[step], submit(store, EVERYTHING).id
    before, real = all_rows(store), getattr(module, step)

    def fail(*arguments) -> None:
        real(*arguments)
        raise PulledPlugError

    with monkeypatch.context() as fault:
        fault.setattr(module, step, fail)
        with pytest.raises(PulledPlugError):
            accept(store, number)
    assert all_rows(store) == before
    assert accept(store, number).seq == 1
    after = all_rows(store)
    reported = ("progress", "partners", "decisions", "releases", "decision_path")
    for name in ("acceptances", "plan_lines", "bookings", "commitments", *reported):
        assert after[name], name
