"""The details of a signal: the largest pots, and red parts entirely within the group."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.insight.facts import resolve
from budget.insight.group_details import PotAmounts, largest_pots, red_parts_of_groups
from budget.insight.measures import LineTable
from budget.labels import NBSP
from budget.model.figures import LargestPot, Part
from budget.model.words import By, Colour
from tests.insight.samples import PROGRAMME, THOUSAND, YEAR, booked, knowledge, plan_line, rule, version

AS_OF = date(YEAR, 6, 30)
RULES = (
    rule("tekort", Colour.RED, "short", "{short} te veel{short_where}.", share=0.005, amount=THOUSAND),
    rule("deel", Colour.ORANGE, "red_part", "Op koers, maar {red_parts}.", share=0.05),
    rule("goed", Colour.GREEN, "otherwise", "Volgens plan."),
)
JUDGED = replace(PROGRAMME, rules=RULES)


def part(name: str, cents: int) -> Part:
    return Part(By.ACTION_LINE, name, 100, "short", cents, "")


def where(group: int, pot: int) -> str:
    return f"{group}:{pot}"


def worst(*found: tuple[int, int, int]) -> dict[int, LargestPot]:
    groups, pots, cents = np.array(found, dtype=np.int64).T
    return largest_pots(PotAmounts(groups, pots, cents, cents, 0 * cents), cents, where)


def test_the_largest_pot_is_named_and_the_others_are_counted():
    found = worst((0, 3, 5), (0, 4, 9), (0, 5, 0), (1, 3, 0), (2, 9, 1))
    assert found == {0: ("0:4", 9, 1), 2: ("2:9", 1, 0)}


def test_of_equal_pots_the_first_is_named():
    assert worst((0, 7, 5), (0, 2, 5))[0].where == "0:7"


def test_a_part_is_held_by_the_group_that_all_its_lines_are_in():
    places = pd.Series([0, 0, 1, -1]).to_numpy()
    parts = [
        (part("klein", 1), pd.Series([0]).to_numpy()),
        (part("groot", 9), pd.Series([0, 1]).to_numpy()),
        (part("over twee", 99), pd.Series([1, 2]).to_numpy()),
        (part("buiten", 99), pd.Series([3]).to_numpy()),
    ]
    held = red_parts_of_groups(parts, places)
    assert {group: [p.name for p in found] for group, found in held.items()} == {0: ["groot", "klein"]}


def table(small: int, *, spent: int, large: int = 2_000 * THOUSAND) -> LineTable:
    """A domain with a large line without spending, and an action line with its own money that spent."""
    lines = (
        plan_line("VEI-1", budget=large),
        plan_line("VEI-2", budget=small, action_line="Schuldhulp"),
    )
    known = knowledge([version(1, *lines)], [booked(2, "VEI-2", AS_OF, spent)])
    return LineTable(resolve(known, JUDGED, AS_OF))


def domain_signal(found: LineTable):
    return next(row.signal for row in found.rows(By.DOMAIN, JUDGED) if row.key == "VEI")


def test_a_domain_with_a_red_action_line_says_so_and_is_orange_when_it_is_large():
    found = domain_signal(table(200 * THOUSAND, spent=203 * THOUSAND))
    said = f"Op koers, maar 1 actielijn vraagt om bijsturen: Schuldhulp (€{NBSP}3.000 te veel)."
    assert (found.colour, found.rule, found.reason) == (Colour.ORANGE, "deel", said)
    small = domain_signal(table(100 * THOUSAND, spent=103 * THOUSAND))
    assert (small.colour, small.rule, small.reason) == (Colour.GREEN, "goed", said)


def test_an_action_line_within_its_budget_is_not_named():
    assert domain_signal(table(200 * THOUSAND, spent=200 * THOUSAND)).reason == "Volgens plan."


def test_a_programme_without_the_rule_names_no_parts():
    without = replace(JUDGED, rules=tuple(r for r in RULES if r.condition != "red_part"))
    found = table(200 * THOUSAND, spent=203 * THOUSAND).rows(By.DOMAIN, without)
    assert found[0].signal.reason == "Volgens plan."


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5_000, 9_000)), min_size=1, max_size=8))
def test_a_short_pot_of_any_source_makes_its_domain_say_at_least_that_amount(spent):
    lines = [plan_line(f"VEI-{n}", budget=1_000, source="COA" if n % 2 else "SPU") for n in range(4)]
    bookings = [booked(2, f"VEI-{n}", AS_OF, cents) for n, cents in spent]
    found = LineTable(resolve(knowledge([version(1, *lines)], bookings), JUDGED, AS_OF))
    domain = next(row.measures for row in found.rows(By.DOMAIN, JUDGED) if row.key == "VEI")
    pots = [row.measures.short for row in found.rows(By.POT, JUDGED)]
    assert domain.short == sum(pots) == sum(row.measures.short for row in found.rows(By.SOURCE, JUDGED))
    assert domain.short >= max(0, -domain.free)
    assert domain.free == domain.room - domain.short


def test_a_year_without_a_plan_has_whole_cents():
    """JSON distinguishes 0 from 0.0."""
    facts = resolve(knowledge(), PROGRAMME, date(YEAR, 6, 30))
    (row,) = LineTable(facts).rows(By.PROGRAMME, PROGRAMME)
    assert [type(cents) for cents in (row.measures.short, row.measures.unreleased_use)] == [int, int]
