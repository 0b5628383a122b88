"""A programme without signal rules is judged by the agreed ones, not by none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from budget.model.programme import Programme
from budget.programme import parse_programme
from budget.programme.default_rules import SOURCE, usual_rules
from tests.store.samples import PROGRAMME, TOML


def test_a_programme_that_states_no_rules_gets_the_usual_ones_from_its_first_year() -> None:
    found = parse_programme(TOML.partition("[[signals]]")[0])
    assert found.rules == usual_rules(2023)
    assert {rule.valid_from for rule in found.rules} == {date(2023, 1, 1)}


def test_a_programme_that_states_rules_keeps_its_own_alone() -> None:
    assert [rule.id for rule in PROGRAMME.rules] == ["te-veel", "goed"]


def test_the_usual_rules_are_those_that_the_example_states(programme: Programme) -> None:
    stated = tuple(replace(rule, source=SOURCE) for rule in programme.rules)
    assert usual_rules(programme.years[0]) == stated
