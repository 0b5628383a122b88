"""Mappings are kept in the trail: the newest that two persons agreed on counts, until it is revoked."""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.intake.mapping.layout import Layout
from budget.model import BudgetError, UnknownNameError
from budget.model.content import CheckedFile, Content, Finding, SheetReport
from budget.model.words import Level, SheetKind
from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.engine import Store, open_store
from budget.store.mappings import ACCEPTED, KEPT_BY_ONE
from budget.usecases import map_layouts as mapping
from budget.usecases import verify as verification
from budget.usecases.rederive import rederive
from tests.intake.layouts import DEBIT_TOML, SAP_TOML
from tests.store.samples import ID, PROGRAMME

NOW, LATER = datetime(2024, 5, 1, 9), datetime(2024, 5, 2, 9)


def names(store: Store) -> list[str]:
    return [found.name for found in mapping.mappings(store, PROGRAMME, VISITOR).used]


def waiting(store: Store) -> list[str]:
    return [found.name for found in mapping.mappings(store, PROGRAMME, VISITOR).waiting]


def test_there_are_no_mappings_at_first(store: Store) -> None:
    assert names(store) == []


def _propose(store: Store, text: str, person: str, now: datetime, **changes: object) -> tuple[Layout, ...]:
    """Propose it with a file that it read, without money; `changes` are applied to that file."""
    names = re.findall(r'naam = "(.*)"', text)
    used = tuple(Finding("mapping-used", Level.INFO, "f", values=(("name", name),)) for name in names)
    checked = replace(CheckedFile("f", "0", (), used, Content()), **changes)
    return mapping.propose(store, PROGRAMME, text, person, now, checked, ())


def _save(store: Store, text: str, person: str, now: datetime, **changes: object) -> tuple[Layout, ...]:
    """Propose it, and let another accept it."""
    layouts = _propose(store, text, person, now, **changes)
    for found in mapping.mappings(store, PROGRAMME, VISITOR).waiting:
        mapping.accept(store, PROGRAMME, found, "sien" if person == "cor" else "cor", now)
    return layouts


def test_the_newest_mapping_comes_first_and_replaces_one_of_the_same_layout(store: Store) -> None:
    _save(store, DEBIT_TOML, "gea", NOW)
    _save(store, SAP_TOML, "cor", NOW)
    _save(store, DEBIT_TOML.replace("Mutaties", "Mutaties 2"), "cor", LATER)
    assert names(store) == ["Mutaties 2", "SAP"]
    newest = mapping.mappings(store, PROGRAMME, VISITOR).used[0]
    assert (newest.saved_by, newest.saved_at, newest.accepted_by) == ("cor", LATER, "sien")


def test_a_revoked_mapping_is_gone_and_can_be_saved_again(store: Store) -> None:
    (layout,) = _save(store, SAP_TOML, "gea", NOW)
    mapping.revoke(store, PROGRAMME, layout.fingerprint, "cor", LATER)
    assert names(store) == []
    with pytest.raises(UnknownNameError, match="geen koppeling"):
        mapping.revoke(store, PROGRAMME, layout.fingerprint, "cor", LATER)
    _save(store, SAP_TOML, "gea", LATER)
    assert names(store) == ["SAP"]
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_person_who_may_not_submit_saves_no_mapping(store: Store) -> None:
    with pytest.raises(BudgetError, match="mag niet indienen"):
        _propose(store, SAP_TOML, "bo", NOW)
    assert names(store) == []


def test_a_wrong_mapping_is_not_saved(store: Store) -> None:
    with pytest.raises(BudgetError, match="niet te lezen"):
        _save(store, "[[", "gea", NOW)
    assert names(store) == []


def test_two_sheets_with_the_same_header_are_not_saved_as_one(store: Store) -> None:
    with pytest.raises(BudgetError, match="dezelfde koppen"):
        _save(store, SAP_TOML + SAP_TOML, "gea", NOW)
    assert names(store) == []


OWN_TOML = """
[[koppeling]]
naam = "Eigen blad"
koppen = ["Boekstuk", "Datum", "Kostenplaats", "Bedrag"]
[[koppeling.deel]]
soort = "boekingen"
teken = "min"
[koppeling.deel.kolommen]
Boekstuknummer = "Boekstuk"
Boekdatum = "Datum"
Regelcode = "Kostenplaats"
Bedrag = "Bedrag"
"""


def test_a_header_of_our_own_layout_has_no_mapping(store: Store) -> None:
    with pytest.raises(BudgetError, match="ons eigen sjabloon"):
        _save(store, OWN_TOML, "gea", NOW)
    assert names(store) == []
    extra = OWN_TOML.replace('"Bedrag"]', '"Bedrag", "D/C"]')
    _save(store, extra, "gea", NOW)
    assert names(store) == ["Eigen blad"]


def test_a_mapping_with_an_open_year_is_not_kept(store: Store) -> None:
    year = 'Boekjaar = "D/C"\n[koppeling.deel.woorden.Boekjaar]\n"2023/2024" = ""\n"2024/2025" = ""\n'
    toml = OWN_TOML.replace('"Bedrag"]', '"Bedrag", "D/C"]') + year
    with pytest.raises(BudgetError, match="2023/2024 en 2024/2025"):
        _save(store, toml, "gea", NOW)
    _save(store, toml.replace('2024" = ""', '2024" = "2024"'), "gea", NOW)
    assert names(store) == ["Eigen blad"]


def test_a_mapping_is_kept_only_with_a_file_that_reconciles(store: Store) -> None:
    money = SheetReport("B", SheetKind.LEDGER, 1, 5, {}, {"realised": 5})
    with pytest.raises(BudgetError, match="gerealiseerd"):
        _save(store, SAP_TOML, "gea", NOW, sheets=(money,))
    with pytest.raises(BudgetError, match="SAP"):
        _save(store, SAP_TOML, "gea", NOW, findings=())
    with pytest.raises(BudgetError, match="Niet zo"):
        _save(store, SAP_TOML, "gea", NOW, content=None)
    assert names(store) == []


# --- two persons ------------------------------------------------------------------------


def test_a_proposed_mapping_is_not_in_use(store: Store) -> None:
    _propose(store, SAP_TOML, "gea", NOW)
    assert (names(store), waiting(store)) == ([], ["SAP"])
    (found,) = mapping.mappings(store, PROGRAMME, VISITOR).waiting
    mapping.accept(store, PROGRAMME, found, "cor", LATER)
    assert (names(store), waiting(store)) == (["SAP"], [])
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_proposer_cannot_accept_his_own_mapping(store: Store) -> None:
    _propose(store, SAP_TOML, "cor", NOW)
    (found,) = mapping.mappings(store, PROGRAMME, VISITOR).waiting
    with pytest.raises(BudgetError, match="zelf"):
        mapping.accept(store, PROGRAMME, found, "cor", LATER)
    with pytest.raises(BudgetError, match="mag niet"):
        mapping.accept(store, PROGRAMME, found, "gea", LATER)
    assert (names(store), waiting(store)) == ([], ["SAP"])


@pytest.mark.parametrize("person", ["gea", "GEA"])
def test_the_database_takes_no_acceptance_by_the_same_person(store: Store, person: str) -> None:
    (layout,) = _propose(store, SAP_TOML, "gea", NOW)
    entry = Entry(LATER, person, ACCEPTED, f"mapping {layout.fingerprint}", {"name": "SAP"})
    with pytest.raises(BudgetError, match="tweede persoon"), store.write(ID) as connection:
        record(connection, ID, entry)
    assert names(store) == []


@pytest.mark.parametrize("action", [ACCEPTED, KEPT_BY_ONE])
def test_the_database_takes_no_mapping_that_nobody_proposed(store: Store, action: str) -> None:
    entry = Entry(LATER, "cor", action, "mapping 0123456789abcdef", {"name": "SAP", "text": SAP_TOML})
    with pytest.raises(BudgetError, match="tweede persoon"), store.write(ID) as connection:
        record(connection, ID, entry)
    assert names(store) == []


def test_another_proposal_than_was_seen_is_not_accepted(store: Store) -> None:
    _propose(store, SAP_TOML, "gea", NOW)
    (seen,) = mapping.mappings(store, PROGRAMME, VISITOR).waiting
    _propose(store, SAP_TOML.replace('naam = "SAP"', 'naam = "SAP 2"'), "gea", LATER)
    with pytest.raises(BudgetError, match="Bekijk haar opnieuw"):
        mapping.accept(store, PROGRAMME, seen, "cor", LATER)
    assert (names(store), waiting(store)) == ([], ["SAP 2"])


def test_a_mapping_that_waits_does_not_push_out_the_one_in_use(store: Store) -> None:
    _save(store, SAP_TOML, "gea", NOW)
    _propose(store, SAP_TOML.replace('naam = "SAP"', 'naam = "SAP 2"'), "gea", LATER)
    assert (names(store), waiting(store)) == (["SAP"], ["SAP 2"])


@pytest.mark.parametrize("person", ["gea", "cor"])
def test_a_mapping_is_sent_back_or_withdrawn_with_a_reason(store: Store, person: str) -> None:
    _propose(store, SAP_TOML, "gea", NOW)
    (seen,) = mapping.mappings(store, PROGRAMME, VISITOR).waiting
    with pytest.raises(BudgetError, match="waarom"):
        mapping.send_back(store, PROGRAMME, seen, person, " ", LATER)
    mapping.send_back(store, PROGRAMME, seen, person, "Verkeerde kolom", LATER)
    assert (names(store), waiting(store)) == ([], [])


def test_a_mapping_that_one_person_kept_in_an_earlier_release_still_counts_and_says_so(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "budget.db")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER audit_mapping_persons")
    store = open_store(f"sqlite:///{path}")
    with store.write(ID) as connection:
        entry = Entry(NOW, "gea", KEPT_BY_ONE, "mapping 0123", {"name": "SAP", "text": SAP_TOML})
        record(connection, ID, entry)
    (found,) = mapping.mappings(store, PROGRAMME, VISITOR).used
    assert "alleen" in mapping.history(found, PROGRAMME)
    assert rederive(store, PROGRAMME, VISITOR, from_files=True) == []
    store.close()


def test_a_mapping_counts_for_the_domains_of_the_file_it_was_tried_on(store: Store) -> None:
    money = SheetReport("B", SheetKind.LEDGER, 1, 0, {"GRO": 0, "": 0})
    _propose(store, SAP_TOML, "cor", NOW, sheets=(money,))
    (found,) = mapping.mappings(store, PROGRAMME, VISITOR).waiting
    assert mapping.domains_of(found) == ("GRO",)
