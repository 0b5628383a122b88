"""Form errors use the labels on screen, not keys and lines of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from budget.model.programme import Domain, Meeting
from budget.programme import ProgrammeError, parse_programme
from budget.programme.editing import put_domain, put_meeting, put_person, put_source, put_value
from budget.programme.form_errors import in_words
from tests.store.samples import PROGRAMME

FIRST = PROGRAMME.domains[0]
TEXT = PROGRAMME.text
DAY = date(2024, 10, 3)
KEYS = re.compile(r"[a-z]_[a-z]|\[|\]|programme\.toml|regel \d|domains|people|sources|signals")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (put_domain(TEXT, Domain("NEW", FIRST.name)), "Opgavedomein"),
        (put_domain(TEXT, replace(FIRST, name=" ")), f"{FIRST.code}, naam"),
        (put_source(TEXT, replace(PROGRAMME.sources[0], first_year=2030)), "laatste jaar"),
        (put_value(TEXT, "last_year", 1999), "eerste jaar"),
        (put_value(TEXT, "name", ""), "Naam: is leeg"),
        (put_person(TEXT, replace(PROGRAMME.people[0], id="a b c\n")), "naam om in te loggen"),
        (put_meeting(TEXT, DAY, Meeting(DAY, FIRST.code, date(2024, 12, 1), DAY, DAY, DAY)), "peildatum"),
        (TEXT.replace('condition = "otherwise"', 'condition = "short"'), "geen van de regels erboven"),
        (put_meeting(TEXT, DAY, Meeting(DAY, "NIETS", date(2024, 9, 1), DAY, DAY, DAY)), "Vergadering"),
    ],
)
def test_a_mistake_is_described_in_the_words_of_the_form(text: str, names: str) -> None:
    with pytest.raises(ProgrammeError) as raised:
        parse_programme(text)
    told = in_words(raised.value, text)
    assert names in told
    assert not KEYS.search(told), told


def test_removing_a_domain_in_use_names_what_uses_it() -> None:
    text = TEXT
    with pytest.raises(ProgrammeError) as raised:
        parse_programme(text.replace(f'code = "{FIRST.code}"', 'code = "ELDERS"'))
    told = in_words(raised.value, text)
    assert any(person.name in told for person in PROGRAMME.people if FIRST.code in person.domains)
    assert not KEYS.search(told), told


def test_invalid_toml_is_described_without_jargon() -> None:
    with pytest.raises(ProgrammeError) as raised:
        parse_programme("a = ")
    assert "TOML" not in in_words(raised.value, "a = ")
