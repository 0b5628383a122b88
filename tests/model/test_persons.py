"""Ids of persons: the normal form, and invalid ones."""

import pytest

from budget.model.persons import LETTERS, name_fault, name_key, person_fault, person_key


@pytest.mark.parametrize(
    "text", ["gea", "GEA", " gea ", "\uff47\uff45\uff41", "Gea\t", "\u00a0gea"], ids=ascii
)
def test_ids_that_differ_in_form_only_have_one_key(text: str) -> None:
    assert person_key(text) == "gea"


@pytest.mark.parametrize(("one", "other"), [("gea", "géa"), ("gea", "g ea"), ("mo", "m0")])
def test_different_letters_are_different_persons(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize("text", ["gea", "Gea", "géa", "sanne de vries", "j.o'neil@dorp", LETTERS])
def test_latin_letters_are_allowed_in_an_id(text: str) -> None:
    assert person_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is leeg"),
        ("  ", "is leeg"),
        ("g\u0435a", "cyrillic small letter ie"),
        ("ge\u03b1", "greek small letter alpha"),
        ("g\u200bea", "zero width space"),
        ("ge\u00ada", "soft hyphen"),
        ("gea\u202e", "right-to-left override"),
        ("gea\n", "teken 000A"),
        ("ge\u0301a", "combining acute accent"),
        ("gea ", "Schrijf 'gea'."),
        ("gea  groen", "Schrijf 'gea groen'."),
        ("GÉA", "Schrijf 'géa'."),
        ("ıda", "dotless i"),
    ],
    ids=ascii,
)
def test_a_disallowed_id_is_explained(text: str, complaint: str) -> None:
    assert complaint in person_fault(text)


def test_every_letter_allowed_is_its_own_normal_form() -> None:
    assert [letter for letter in LETTERS if person_key(letter) != letter] == []


@pytest.mark.parametrize(
    "name",
    ["Pauǀ Smit", "Eriĸ Smit", "ǃan Smit", "ƿaul Smit", "Ɩda Smit", "Jan × Smit", "Jan\u200b Smit"],
    ids=ascii,
)
def test_a_look_alike_character_is_refused_in_a_name(name: str) -> None:
    assert "lijkt" in name_fault(name)


@pytest.mark.parametrize(
    "name", ["Đoko Ålund", "Łukasz Groß", "IJsbrand Þór", "Søren Œuvrard", "Yıldız İnce", "D’Angelo-de Vries"]
)
def test_a_letter_of_a_real_name_is_allowed(name: str) -> None:
    assert name_fault(name) == ""


@pytest.mark.parametrize("name", ["PauI Smit", "Pau1 Smit", "Pau| Smit", "paul smlt", "Páúl  Smit"])
def test_names_that_look_alike_have_the_same_key(name: str) -> None:
    assert name_key(name) == name_key("Paul Smit")
    assert name_key(name) != name_key("Paula Smit")
