"""Sharing with the country: two persons agree, one can stop it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from budget.model.sharing import Offer
from budget.model.words import BudgetError
from budget.store.engine import Store, open_store
from budget.usecases import sharing, verify
from tests.store.samples import NOW, PROGRAMME

OFFER = Offer("Dorp", 1_200, date(2024, 1, 1), "Besluit 12")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(ready_sqlite_url: str):
    found = open_store(ready_sqlite_url)
    yield found
    found.close()


def propose(store: Store, person: str = "cor", offer: Offer = OFFER, at: datetime = NOW) -> int:
    return sharing.propose_sharing(store, PROGRAMME, offer, person, at)


def accept(store: Store, number: int, person: str = "cato") -> None:
    sharing.decide_sharing(store, PROGRAMME, number, person, LATER, accepts=True)


def states(store: Store) -> list[bool]:
    return [one.is_in_force for one in sharing.sharings(store, PROGRAMME, "cor")]


def test_an_area_shares_once_a_second_person_agreed(store: Store) -> None:
    number = propose(store)
    assert states(store) == [False]
    accept(store, number)
    assert states(store) == [True]


def test_the_proposer_of_sharing_cannot_accept_it(store: Store) -> None:
    with pytest.raises(BudgetError, match="tweede persoon"):
        accept(store, propose(store), "cor")
    assert states(store) == [False]


def test_one_person_can_stop_sharing(store: Store) -> None:
    accept(store, propose(store))
    ended = sharing.withdraw_sharing(store, PROGRAMME, "cor", "Nieuw besluit", LATER)
    assert ended.offer == OFFER
    assert states(store) == [False]
    with pytest.raises(BudgetError, match="deelt"):
        sharing.withdraw_sharing(store, PROGRAMME, "cor", "Nog eens", LATER)


def test_a_new_consent_takes_the_place_of_the_one_before(store: Store) -> None:
    accept(store, propose(store))
    accept(store, propose(store, offer=replace(OFFER, inhabitants=1_300)))
    assert states(store) == [False, True]


def test_a_refused_sharing_proposal_shares_nothing_and_allows_another(store: Store) -> None:
    number = propose(store)
    with pytest.raises(BudgetError, match="Beslis"):
        propose(store)
    with pytest.raises(BudgetError, match="reden"):
        sharing.decide_sharing(store, PROGRAMME, number, "cato", LATER, accepts=False)
    sharing.decide_sharing(store, PROGRAMME, number, "cato", LATER, accepts=False, reason="Te vroeg")
    with pytest.raises(BudgetError, match="is al beslist"):
        accept(store, number)
    propose(store)
    assert states(store) == [False, False]


@pytest.mark.parametrize(
    "change", [{"area": " "}, {"document": ""}, {"inhabitants": 0}, {"counted_on": date(2025, 1, 1)}]
)
def test_an_incomplete_sharing_proposal_is_refused(store: Store, change: dict) -> None:
    with pytest.raises(BudgetError):
        propose(store, offer=replace(OFFER, **change))
    assert states(store) == []


def test_a_number_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(BudgetError, match="geen voorstel"):
        accept(store, 7)


def test_the_trail_with_consents_is_verified(store: Store) -> None:
    accept(store, propose(store))
    sharing.withdraw_sharing(store, PROGRAMME, "cor", "Nieuw besluit", LATER)
    assert verify.verify(store, PROGRAMME, "cor") == []
