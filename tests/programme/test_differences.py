"""Differences between two programmes: one sentence each, none omitted."""

from __future__ import annotations

from dataclasses import fields

import pytest

from budget.model.programme import Domain, Meeting, Person, SignalRule, Source, Theme
from budget.programme import parse_programme
from budget.programme.differences import WORDS, differences
from tests.store.samples import PROGRAMME, TOML

CHANGES = {
    'name = "Gea Groen"': ('name = "Gea Wit"', ["Gea Groen (gea)", "naam", "Gea Wit"]),
    'name = "Cor Controle"\nrole = "controller"': (
        'name = "Cor Controle"\nrole = "lezer"', ["Cor", "rol", "controller", "lezer"]
    ),
    '[[people]]\nid = "bo"\nname = "Bo Bestuur"\nrole = "bestuur"\n': ("", ["Bo Bestuur (bo) gaat eruit"]),
    "date = 2024-10-03": ("date = 2024-10-04", ["04-10-2024"]),
    'spotlight = "SPE"': ('spotlight = "GRO"', ["03-10-2024", "schijnwerper", "SPE", "GRO"]),
    'name = "Bos en hei"': ('name = "Bos"', ["Streekfonds (FONDS)", "thema", "'Bos'"]),
    'unspent = "gaat terug"': ('unspent = "blijft"', ["Streekfonds", "gaat terug", "blijft"]),
    'condition = "used_above_budget"': ('condition = "short"\nshare = 0.005\namount_euro = 1000', ["0,5%"]),
    'board = "Dorpsraad"': ('board = "Raad"', ["bestuur", "Dorpsraad", "Raad"]),
    "last_year = 2026\n\n[[domains]]": ("last_year = 2027\n\n[[domains]]", ["jaren", "2027"]),
    'code_prefixes = ["SPE-"]': ('code_prefixes = ["SPE-", "SP-"]', ["begin van codes", "SP-"]),
}  # fmt: skip


@pytest.mark.parametrize("old", CHANGES)
def test_a_change_is_described_with_its_old_and_new_value(old: str) -> None:
    new, words = CHANGES[old]
    assert TOML.count(old) >= 1
    told = " ".join(differences(PROGRAMME, parse_programme(TOML.replace(old, new, 1))))
    assert [word for word in words if word not in told] == []


def test_the_same_programme_differs_in_nothing() -> None:
    assert differences(PROGRAMME, parse_programme(f"# uitleg\n{TOML}")) == []


def test_every_field_has_a_word_for_its_change() -> None:
    """No field of any part is left out: each has its word."""
    for part in (Domain, Meeting, Person, SignalRule, Source, Theme):
        assert {one.name for one in fields(part)} <= WORDS.keys() | {"code"}


def test_another_order_of_the_rules_is_another_programme() -> None:
    parts = TOML.split("[[signals]]")
    first, last = parts[-2], parts[-1]
    between = first.replace("te-veel", "nog-een")
    old = parse_programme("[[signals]]".join([*parts[:-2], first, between, last]))
    new = parse_programme("[[signals]]".join([*parts[:-2], between, first, last]))
    assert len(differences(old, new)) == 1
