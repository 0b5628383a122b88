"""A change on screen changes one block of the text, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.model.programme import Deputy, Domain, Meeting, Person, Theme
from budget.model.words import BudgetError, Role
from budget.programme import parse_programme
from budget.programme.differences import differences
from budget.programme.editing import (
    drop_deputy,
    drop_domain,
    drop_meeting,
    drop_person,
    drop_rule,
    drop_source,
    drop_theme,
    put_deputy,
    put_domain,
    put_meeting,
    put_person,
    put_rule,
    put_source,
    put_theme,
    put_value,
)
from tests.conftest import EXAMPLE
from tests.store.samples import JUNE, PROGRAMME, TOML

NINA = Person("nina", 'Nina "N" Nieuw', Role.CONTROLLER, ("GRO",), ("Nien",))


def changed(text: str) -> list[str]:
    return differences(PROGRAMME, parse_programme(text))


def test_a_person_is_added_changed_and_removed() -> None:
    text = put_person(TOML, NINA)
    assert parse_programme(text).person("nina") == NINA
    assert len(changed(text)) == 1
    other = put_person(text, replace(NINA, role=Role.READER, domains=()))
    assert parse_programme(other).person("nina").role is Role.READER
    assert changed(drop_person(other, "nina")) == []


def test_every_person_of_the_programme_can_be_changed_in_his_place() -> None:
    for person in PROGRAMME.people:
        found = parse_programme(put_person(TOML, replace(person, name="Iemand Anders")))
        assert [one.id for one in found.people] == [one.id for one in PROGRAMME.people]
        assert found.person(person.id).name == "Iemand Anders"
        assert len(differences(PROGRAMME, found)) == 1


def test_a_meeting_moves_and_its_deadlines_with_it() -> None:
    old = PROGRAMME.meeting(JUNE)
    moved = replace(old, date=date(2024, 7, 4))
    found = parse_programme(put_meeting(TOML, JUNE, moved))
    assert len(found.meetings) == len(PROGRAMME.meetings)
    assert found.meeting(date(2024, 7, 4)).deliver_by == date(2024, 6, 20)


def test_another_spotlight_keeps_the_deadlines_that_were_stated() -> None:
    text = TOML.replace("as_of = 2024-05-31", "as_of = 2024-05-31\ndeliver_by = 2024-06-10")
    old = parse_programme(text).meeting(JUNE)
    found = parse_programme(put_meeting(text, JUNE, replace(old, spotlight="SPE"))).meeting(JUNE)
    assert found == replace(old, spotlight="SPE")


def test_a_meeting_is_added_and_removed() -> None:
    day = date(2025, 3, 27)
    new = Meeting(day, "GRO", date(2025, 2, 28), day, day, day)
    text = put_meeting(TOML, None, new)
    assert parse_programme(text).meeting(day).as_of == date(2025, 2, 28)
    assert changed(drop_meeting(text, day)) == []


def test_comments_and_unchanged_lines_are_kept() -> None:
    text = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
    out = drop_person(text, "b.haddad")
    assert [line for line in text.splitlines() if line.startswith("#") and line not in out] == []
    assert "# --- vergaderingen van het bestuur" in out


def test_removing_an_unknown_person_or_meeting_is_refused() -> None:
    with pytest.raises(BudgetError):
        drop_person(TOML, "niemand")
    with pytest.raises(BudgetError):
        drop_meeting(TOML, date(2030, 1, 1))


def test_a_deputy_is_added_and_removed_by_his_first_day() -> None:
    first, later = (Deputy("cor", "mo", date(2024, month, 1), date(2024, month, 20)) for month in (5, 7))
    text = put_deputy(put_deputy(TOML, first), later)
    assert parse_programme(text).deputies == (first, later)
    assert "Mo Manager vervangt Cor Controle van 01-05-2024 tot en met 20-05-2024" in changed(text)[0]
    assert parse_programme(drop_deputy(text, first)).deputies == (later,)


def test_removing_a_person_removes_the_deputies_on_both_sides() -> None:
    text = put_deputy(TOML, Deputy("cor", "mo", date(2024, 5, 1), date(2024, 5, 20)))
    for person in ("cor", "mo"):
        assert parse_programme(drop_person(text, person)).deputies == ()


BOS, FONDS = Theme("BOS", "Bos en hei", ("Bos",), 2023, 2024), PROGRAMME.source("FONDS")


def test_a_theme_can_be_ended_added_and_removed() -> None:
    ended = put_theme(TOML, "FONDS", BOS)
    assert parse_programme(ended).source("FONDS").themes == (BOS,)
    assert [told.split(": ")[-1].split(" was ")[0] for told in changed(ended)] == [
        "andere namen",
        "eerste jaar",
        "laatste jaar",
    ]
    more = put_theme(ended, "FONDS", Theme("WAT", "Water"))
    assert [theme.code for theme in parse_programme(more).source("FONDS").themes] == ["BOS", "WAT"]
    left = parse_programme(drop_theme(more, "FONDS", "BOS")).source("FONDS").themes
    assert left == (Theme("WAT", "Water"),)
    assert parse_programme(put_theme(more, "DORP", Theme("X", "Extra"))).source("FONDS").themes[0] == BOS


def test_a_changed_source_keeps_its_themes_and_a_removed_one_takes_them_along() -> None:
    text = put_source(TOML, replace(FONDS, last_year=2026, aliases=("SF",)))
    assert parse_programme(text).source("FONDS") == replace(FONDS, last_year=2026, aliases=("SF",))
    gone = parse_programme(drop_source(text, "FONDS"))
    assert [source.code for source in gone.sources] == ["DORP"]


def test_keys_a_form_does_not_show_are_kept() -> None:
    text = TOML.replace('unspent = "gaat terug"', 'unspent = "gaat terug"\nmove_rule = "Eerst vragen"')
    found = parse_programme(put_source(text, replace(FONDS, name="Streekgeld"))).source("FONDS")
    assert (found.name, found.moving.name) == ("Streekgeld", "Eerst vragen")


def test_a_domain_gets_other_names_is_added_and_leaves() -> None:
    text = put_domain(TOML, replace(PROGRAMME.domain("GRO"), aliases=("Bomen",)))
    (told,) = changed(text)
    assert told.endswith("wordt 'Bomen'.")
    more = put_domain(TOML, Domain("WAT", "Water"))
    assert parse_programme(more).domains[-1] == Domain("WAT", "Water")
    assert changed(drop_domain(more, "WAT")) == []


def test_a_changed_rule_keeps_its_place_and_a_new_one_comes_before_the_last() -> None:
    rules = PROGRAMME.rules
    text = put_rule(TOML, replace(rules[0], reason="Kijk hier."), rules)
    assert len(changed(text)) == 1
    new = replace(rules[0], id="nieuw")
    assert [rule.id for rule in parse_programme(put_rule(TOML, new, rules)).rules][-2] == "nieuw"
    assert changed(drop_rule(put_rule(TOML, new, rules), "nieuw", (*rules[:-1], new, rules[-1]))) == []


def test_a_programme_without_rules_states_the_usual_ones_when_one_changes() -> None:
    bare = parse_programme(TOML[: TOML.index("[[signals]]")])
    new = replace(bare.rules[2], amount=5_000_00)
    found = parse_programme(put_rule(bare.text, new, bare.rules))
    assert found.rules == (*bare.rules[:2], new, *bare.rules[3:])


@pytest.mark.parametrize("head", ['scope = "Oud"', 'scope = """\nOud\nen nieuw"""'])
def test_a_text_of_the_programme_changes_on_its_own_line(head: str) -> None:
    text = TOML.replace('scope = "Alleen geld van het dorp."', head)
    found = parse_programme(put_value(put_value(text, "scope", 'Alles "samen"'), "notice", "Proef"))
    assert (found.scope, found.notice, found.name) == ('Alles "samen"', "Proef", PROGRAMME.name)


@pytest.mark.parametrize("source", [*parse_programme((EXAMPLE / "programme.toml").read_text()).sources])
def test_every_source_theme_and_rule_of_the_example_can_be_put_back_as_it_was(source) -> None:
    example = parse_programme((EXAMPLE / "programme.toml").read_text(encoding="utf-8"))
    text = put_source(example.text, source)
    for theme in source.themes:
        text = put_theme(text, source.code, theme)
    for rule in example.rules:
        text = put_rule(text, rule, example.rules)
    for domain in example.domains:
        text = put_domain(text, domain)
    assert differences(example, parse_programme(text)) == []
