"""An acceptance is atomic: a failure at any step leaves nothing, and it can be retried."""

from typing import Any

import pytest

from budget.model import Content
from budget.model.content import PathStep
from budget.store import ledger as ledger_module
from budget.store import progress as progress_module
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
    "record": submissions_module,
    "load_submission": submissions_module,
    "_insert_moved": ledger_module,
    "_insert_totals": ledger_module,
    "_insert_commitments": ledger_module,
}
REPORTED = ("progress", "partners", "decisions", "releases", "decision_path")
"""Tables of what is reported beside plan and ledger: after each of them, too."""


class PulledPlugError(Exception):
    """The fault that is injected."""


def all_rows(store: Store) -> dict[str, list[Any]]:
    with store.read() as connection:
        return {name: connection.execute(table.select()).all() for name, table in metadata.tables.items()}


@pytest.mark.parametrize("step", [*STEPS, *REPORTED])
def test_a_failure_after_any_step_leaves_no_row(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, name = (progress_module, "_insert_facts") if step in REPORTED else (STEPS[step], step)
    number = submit(store, EVERYTHING).id
    before, real = all_rows(store), getattr(module, name)

    def fail(*arguments) -> None:
        real(*arguments)
        if step in STEPS or arguments[1].name == step:
            raise PulledPlugError

    with monkeypatch.context() as fault:
        fault.setattr(module, name, fail)
        with pytest.raises(PulledPlugError):
            accept(store, number)
    assert all_rows(store) == before
    assert accept(store, number).seq == 1
    after = all_rows(store)
    for table in ("acceptances", "plan_lines", "bookings", "commitments", *REPORTED):
        assert after[table], table
