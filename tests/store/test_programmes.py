"""The database itself requires two persons for a change of the programme."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from budget.model.words import BudgetError
from budget.store.engine import Store
from budget.store.programmes import record_first, refuse_proposal, store_proposal
from budget.store.schema_board import programme_versions
from tests.store.samples import ID, NOW, TOML

OTHER = TOML.replace("Dorpsraad", "Raad")
REFUSED = (IntegrityError, BudgetError)


@pytest.fixture
def proposal_store(store: Store) -> Store:
    """A first version, and a change that Cor proposed."""
    with store.write(ID) as connection:
        record_first(connection, ID, TOML, "gea", NOW)
        store_proposal(connection, ID, OTHER, "", "cor", NOW)
    return store


def put(store: Store, **changed: object) -> None:
    row = {
        "programme": ID, "version": 2, "proposal": 1, "text": OTHER, "people": "{}", "recorded_by": "sien",
        "recorded_at": NOW,
    }  # fmt: skip
    with store.write(ID) as connection:
        connection.execute(insert(programme_versions), {**row, **changed})


def test_the_database_takes_the_proposal_of_another_person(proposal_store: Store) -> None:
    put(proposal_store)


@pytest.mark.parametrize(
    "changed",
    [
        {"recorded_by": "cor"},
        {"recorded_by": "COR"},
        {"recorded_by": ""},
        {"recorded_by": "si\u200ben"},
        {"text": TOML},
        {"proposal": None},
        {"proposal": 9},
        {"version": 1},
        {"version": 3},
        {"programme": "stad"},
        {"programme": "stad", "version": 1},
    ],
)
def test_the_database_refuses_what_two_persons_did_not_agree(proposal_store: Store, changed) -> None:
    with pytest.raises(REFUSED):
        put(proposal_store, **changed)


def test_the_database_refuses_a_proposal_that_was_sent_back(proposal_store: Store) -> None:
    with proposal_store.write(ID) as connection:
        refuse_proposal(connection, ID, 1, "sien", "Nee", NOW)
    with pytest.raises(REFUSED):
        put(proposal_store)


def test_the_first_version_is_recorded_once(proposal_store: Store) -> None:
    with proposal_store.write(ID) as connection:
        record_first(connection, ID, OTHER, "gea", NOW)
    with pytest.raises(REFUSED):
        put(proposal_store, version=1, proposal=None)
