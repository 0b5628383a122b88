"""What drives a forecast, in words: of each line, of a line with several sources, and of a domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.insight.forecast.drivers import Driver
from budget.model import Content
from budget.standing.drivers import _NOUNS, _SENTENCES, domain_sentence, drivers_of, line_cells
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from tests.store.samples import PROGRAMME, booking, deliver, ledger, line, plan, progress, statement

MAY_END = date(2024, 5, 31)


@pytest.fixture
def standing(store: Store) -> Standing:
    """Two lines, one with an own forecast of the budget holder; and money in no plan."""
    deliver(store, plan(line(budget=100_000_00), line("GRO-2", 50_000_00)))
    rows = (booking("A", date(2024, 5, 2), 20_000_00), booking("B", date(2024, 5, 3), 1_000_00, "GRO-9"))
    deliver(store, ledger(statement(MAY_END, *rows, domains=("GRO",))))
    deliver(store, Content(progress=(progress(forecast=90_000_00),)))
    return load_standing(store, PROGRAMME, MAY_END)


def test_every_line_of_a_domain_has_its_expected_amount_and_driver(standing: Standing) -> None:
    found = drivers_of(standing, "GRO")
    assert found.keys() == {"GRO-1", "GRO-2", ""}
    assert found["GRO-1"].expected == 90_000_00
    assert "eigen prognose" in found["GRO-1"].sentence
    assert "€\u00a090.000" in found["GRO-1"].sentence
    middles = dict(zip(standing.facts.lines, standing.table.prospects.middle.tolist(), strict=True))
    for one, middle in middles.items():
        if one.domain == "GRO":
            assert found[one.key.code if one.planned else ""].expected == middle


def test_the_domain_sentence_names_the_driver_of_most_of_its_budget(standing: Standing) -> None:
    assert _NOUNS[Driver.OWN] in domain_sentence(standing, "GRO")
    assert "1 van de 2 regels" in domain_sentence(standing, "GRO")


def test_a_domain_without_lines_has_no_driver_sentence(standing: Standing) -> None:
    assert domain_sentence(standing, "SPE") == ""
    assert drivers_of(standing, "SPE") == {}


def test_a_line_that_is_not_known_has_dashes(standing: Standing) -> None:
    assert line_cells(drivers_of(standing, "GRO"), "NERGENS") == ("–", "–")


def test_every_driver_has_its_words() -> None:
    assert _NOUNS.keys() == _SENTENCES.keys() == set(Driver)
    assert all(len(sentence.split()) <= 20 for said in _SENTENCES.values() for sentence in said.split(". "))


def test_a_line_with_two_sources_is_listed_once_with_both_amounts(standing: Standing) -> None:
    one = next(line for line in standing.facts.lines if line.key.code == "GRO-1")
    other = replace(one, key=one.key._replace(source="FONDS"), budget=1_00, original_budget=1_00)
    twice = replace(standing, facts=replace(standing.facts, lines=(one, other)))
    found = drivers_of(twice, "GRO")["GRO-1"]
    assert found.expected == 2 * 90_000_00
    assert "€\u00a0180.000" in found.sentence
