"""The audit trail: entries in order; changed, removed and added ones are detected."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from budget.store.audit import START, find_break, find_detail, last_hash, load_trail, record
from budget.store.audit_entries import Entry
from budget.store.engine import Store
from budget.store.schema import audit
from tests.store.samples import ID, NOW
from tests.tampering import tampering

ENTRIES = [Entry(NOW + timedelta(seconds=n), "gea", "submit", f"submission {n}", {"é": n}) for n in range(4)]


@pytest.fixture
def trail(store: Store) -> Store:
    with store.write(ID) as connection:
        for entry in ENTRIES:
            record(connection, ID, entry)
    return store


def broken_at(store: Store) -> int | None:
    with store.examine() as connection:
        return find_break(connection, ID)


def change(store: Store, query) -> None:
    with tampering(store) as connection:
        connection.execute(query)


def number(store: Store, n: int) -> int:
    with store.read() as connection:
        return connection.execute(audit.select().order_by(audit.c.id)).all()[n].id


def test_an_empty_trail_is_intact(store: Store) -> None:
    assert broken_at(store) is None


def test_entries_are_loaded_in_order(trail: Store) -> None:
    with trail.read() as connection:
        assert load_trail(connection, ID) == ENTRIES
    assert broken_at(trail) is None


def test_the_last_hash_differs_from_entry_to_entry_and_from_history_to_history(store: Store) -> None:
    """Two histories of the same length differ: a restored backup is another state."""
    with store.write(ID) as connection:
        seen = [last_hash(connection, ID)]
        for entry in ENTRIES:
            record(connection, ID, entry)
            seen.append(last_hash(connection, ID))
    with store.write("ander") as connection:
        for entry in ENTRIES[::-1]:
            record(connection, "ander", entry)
        other = last_hash(connection, "ander")
    assert seen[0] == START
    assert len({*seen, other}) == len(ENTRIES) + 2


def test_the_detail_of_the_newest_entry_of_a_person_and_action_is_found(store: Store) -> None:
    with store.write(ID) as connection:
        for n in (1, 2):
            record(connection, ID, Entry(NOW, "cor", "confirm", "submission 1", {"mark": n}))
        assert find_detail(connection, ID, "cor", "confirm", "submission 1") == {"mark": 2}
        for other in (("cato", "confirm", "submission 1"), ("cor", "confirm", "submission 2")):
            assert find_detail(connection, ID, *other) == {}


def test_every_programme_has_a_chain_of_its_own(trail: Store) -> None:
    with trail.write("ander") as connection:
        record(connection, "ander", ENTRIES[0])
        assert find_break(connection, "ander") is None
        first = connection.execute(audit.select().where(audit.c.programme == "ander")).one()
    assert first.previous == START


@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize(
    "changed",
    [
        {"person": "mo"},
        {"action": "accept"},
        {"subject": "submission 9"},
        {"detail": "{}"},
        {"at": NOW - timedelta(days=1)},
        {"hash": "0" * 64},
        {"previous": "0" * 63 + "1"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_changed_entry_is_found(trail: Store, n: int, changed: dict) -> None:
    change(trail, update(audit).where(audit.c.id == number(trail, n)).values(changed))
    assert broken_at(trail) == n + 1


@pytest.mark.parametrize("n", range(3))
def test_a_removed_entry_is_found_at_its_successor(trail: Store, n: int) -> None:
    change(trail, delete(audit).where(audit.c.id == number(trail, n)))
    assert broken_at(trail) == n + 1


@pytest.mark.parametrize(
    "detail", ["", "x", '{"é": 1', '{"é":1}', '{"é": 1} ', '{"é": 2, "é": 1}', '{"\\u00e9": 1}']
)
def test_a_detail_changed_in_spelling_breaks_the_trail_at_its_entry(trail: Store, detail: str) -> None:
    """Including a detail that cannot be read any more, and one that reads the same."""
    own = audit.c.id == number(trail, 1)
    change(trail, update(audit).where(own).values(detail=detail))
    assert broken_at(trail) == 2
