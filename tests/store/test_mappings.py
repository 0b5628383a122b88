"""Mappings are kept in the trail: the newest of each layout counts, until it is revoked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from budget.access import VISITOR
from budget.intake.mapping.layout import Layout
from budget.model import BudgetError, UnknownNameError
from budget.model.content import CheckedFile, Content, Finding, SheetReport
from budget.model.words import Level, SheetKind
from budget.store.engine import Store
from budget.usecases import map_layouts as mapping
from budget.usecases import verify as verification
from tests.intake.layouts import DEBIT_TOML, SAP_TOML
from tests.store.samples import PROGRAMME

NOW, LATER = datetime(2024, 5, 1, 9), datetime(2024, 5, 2, 9)


def names(store: Store) -> list[str]:
    return [found.name for found in mapping.mappings(store, PROGRAMME, VISITOR)]


def test_there_are_no_mappings_at_first(store: Store) -> None:
    assert names(store) == []


def _save(store: Store, text: str, person: str, now: datetime, **changes: object) -> tuple[Layout, ...]:
    """Keep it with a file that each of its layouts read, without money; `changes` are of that file."""
    names = re.findall(r'naam = "(.*)"', text)
    used = tuple(Finding("mapping-used", Level.INFO, "f", values=(("name", name),)) for name in names)
    checked = replace(CheckedFile("f", "0", (), used, Content()), **changes)
    return mapping.save(store, PROGRAMME, text, person, now, checked, ())


def test_the_newest_stands_first_and_replaces_the_same_layout(store: Store) -> None:
    _save(store, DEBIT_TOML, "gea", NOW)
    _save(store, SAP_TOML, "cor", NOW)
    _save(store, DEBIT_TOML.replace("Mutaties", "Mutaties 2"), "cor", LATER)
    assert names(store) == ["Mutaties 2", "SAP"]
    newest = mapping.mappings(store, PROGRAMME, VISITOR)[0]
    assert (newest.saved_by, newest.saved_at) == ("cor", LATER)


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
        _save(store, SAP_TOML, "bo", NOW)
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
