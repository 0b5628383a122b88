"""Mappings are kept in the trail: the newest of each layout counts, until it is revoked."""

from __future__ import annotations

from datetime import datetime

import pytest

from budget.model import BudgetError, UnknownNameError
from budget.store.engine import Store
from budget.usecases import map_layouts as mapping
from budget.usecases import verify as verification
from tests.intake.layouts import DEBIT_TOML, SAP_TOML
from tests.store.samples import PROGRAMME

NOW, LATER = datetime(2024, 5, 1, 9), datetime(2024, 5, 2, 9)


def names(store: Store) -> list[str]:
    return [found.name for found in mapping.mappings(store, PROGRAMME)]


def test_without_any_there_is_none(store: Store) -> None:
    assert names(store) == []


def test_the_newest_stands_first_and_replaces_the_same_layout(store: Store) -> None:
    mapping.save(store, PROGRAMME, DEBIT_TOML, "gea", NOW)
    mapping.save(store, PROGRAMME, SAP_TOML, "cor", NOW)
    mapping.save(store, PROGRAMME, DEBIT_TOML.replace("Mutaties", "Mutaties 2"), "cor", LATER)
    assert names(store) == ["Mutaties 2", "SAP"]
    newest = mapping.mappings(store, PROGRAMME)[0]
    assert (newest.saved_by, newest.saved_at) == ("cor", LATER)


def test_a_revoked_one_is_gone_and_may_come_back(store: Store) -> None:
    (layout,) = mapping.save(store, PROGRAMME, SAP_TOML, "gea", NOW)
    mapping.revoke(store, PROGRAMME, layout.fingerprint, "cor", LATER)
    assert names(store) == []
    with pytest.raises(UnknownNameError, match="geen koppeling"):
        mapping.revoke(store, PROGRAMME, layout.fingerprint, "cor", LATER)
    mapping.save(store, PROGRAMME, SAP_TOML, "gea", LATER)
    assert names(store) == ["SAP"]
    assert verification.verify(store, PROGRAMME) == []


def test_who_may_not_hand_in_keeps_no_mapping(store: Store) -> None:
    with pytest.raises(BudgetError, match="mag niet indienen"):
        mapping.save(store, PROGRAMME, SAP_TOML, "bo", NOW)
    assert names(store) == []


def test_a_wrong_mapping_is_not_kept(store: Store) -> None:
    with pytest.raises(BudgetError, match="niet te lezen"):
        mapping.save(store, PROGRAMME, "[[", "gea", NOW)
    assert names(store) == []


def test_two_sheets_of_one_header_are_not_kept_as_one(store: Store) -> None:
    with pytest.raises(BudgetError, match="dezelfde koppen"):
        mapping.save(store, PROGRAMME, SAP_TOML + SAP_TOML, "gea", NOW)
    assert names(store) == []
