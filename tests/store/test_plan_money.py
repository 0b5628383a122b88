"""Plan budgets are unpacked once per state of the trail and never stale."""

import zlib
from datetime import date
from unittest import mock

from sqlalchemy import insert

from budget.model import Content
from budget.model.content import MoveDecision
from budget.store.engine import Store
from budget.store.plan_money import load_plan_decisions
from budget.store.plans import store_plan
from budget.store.schema import acceptances
from tests.store.samples import ALLOWED, ID, NOW, accept, deliver, line, plan, submit

OTHER = MoveDecision("Raadsbesluit 40", date(2024, 3, 7))


def decisions(store: Store, known_at: int = 99) -> dict[int, tuple[MoveDecision, ...]]:
    with store.read() as connection:
        return load_plan_decisions(connection, ID, known_at)


def test_a_plan_accepted_since_then_is_in_what_was_kept(store: Store) -> None:
    deliver(store, plan(line()))
    assert decisions(store) == {}
    deliver(store, Content(plan=(line("SPE-1"),), allowed_by=(ALLOWED,)))
    assert decisions(store) == {2: (ALLOWED,)}
    deliver(store, Content(plan=(line("SPE-2"),), allowed_by=(OTHER,)))
    assert [decisions(store, known_at) for known_at in (1, 2, 3)] == [
        {}, {2: (ALLOWED,)}, {2: (ALLOWED,), 3: (OTHER,)},
    ]  # fmt: skip


def test_nothing_is_unpacked_again_until_something_is_recorded(store: Store) -> None:
    deliver(store, Content(plan=(line(),), allowed_by=(ALLOWED,)))
    waiting = submit(store, Content(plan=(line("SPE-1"),), allowed_by=(OTHER,)))
    assert decisions(store) == {1: (ALLOWED,)}
    with mock.patch("budget.store.plan_money.zlib", wraps=zlib) as unpacked:
        assert decisions(store) == {1: (ALLOWED,)}
        assert unpacked.decompress.call_count == 0
        accept(store, waiting.id)
        assert decisions(store) == {1: (ALLOWED,), 2: (OTHER,)}
        assert unpacked.decompress.call_count > 0


def test_what_an_undone_acceptance_decided_is_not_kept(store: Store) -> None:
    """Until its entry is in the trail, only the connection shows that the acceptance may be undone."""
    for number, decision in enumerate((ALLOWED, OTHER)):
        content = Content(plan=(line(f"SPE-{number}"),), allowed_by=(decision,))
        waiting = submit(store, content)
        connections = store.write(ID)
        connection = connections.__enter__()
        row = {"programme": ID, "seq": 1, "submission": waiting.id, "submitted_by": "cor"}
        connection.execute(insert(acceptances), row | {"accepted_by": "cato", "accepted_at": NOW})
        store_plan(connection, ID, 1, content.plan)
        assert load_plan_decisions(connection, ID, 99) == {1: (decision,)}
        assert not connections.__exit__(KeyError, KeyError("undone"), None)
        assert decisions(store) == {}
