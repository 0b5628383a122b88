"""What the data reaches and what is in no plan, of nasty programmes, by hand from measures.md.

Each domain has lines, statements of some or all of them, and bookings on its lines and on codes of no plan.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import pytest

from budget.charts.tables import describe_row
from budget.insight.facts import resolve
from budget.insight.measures import LineTable
from budget.labels import NOT_YET, signal_word
from budget.model import By, Colour, Domain, Knowledge, Movement, PlanLine, PlanVersion, Programme
from budget.model.content import Coverage
from budget.model.urgency import by_urgency
from budget.standing.sentences import number_word, signals_sentence
from tests.spec.test_oracle_signals import COLOURS, expected

YEAR, AS_OF = 2024, date(2024, 11, 17)
FLOOR = 100_000
"""For a pot without budget: 1.000 euro in cents."""
ENDS = [date(YEAR - 1, 12, 31), date(YEAR, 3, 31), date(YEAR, 8, 31), AS_OF, date(YEAR, 12, 31)]


class Told(NamedTuple):
    """One statement of bookings; it covers its domain, or only the lines that it names."""

    drawn_up: date
    end: date
    codes: frozenset[str]
    is_whole: bool


class Nasty(NamedTuple):
    """A domain: cents of its plan by line code, its statements, bookings as (code, day, cents)."""

    code: str
    plan: dict[str, int]
    told: tuple[Told, ...]
    booked: tuple[tuple[str, date, int], ...]


def nasty(seed: int) -> Nasty:
    draw = Random(f"reach {seed}")
    code = f"D{seed:02}"
    plan = {f"{code}-{n}": draw.choice([0, 40_000_00]) for n in range(draw.randint(0, 5))}
    told = []
    for _ in range(draw.randint(0, 3)):
        end = draw.choice(ENDS)
        named = [line for line in plan if draw.random() < 0.5] or [f"{code}-99"]
        drawn_up = end + timedelta(draw.choice([0, 0, 3]))
        told.append(Told(drawn_up, end, frozenset(named), draw.random() < 0.5))
    booked = [
        (draw.choice([*plan, f"{code}-99"]), draw.choice([e for e in ENDS[1:] if e <= AS_OF]), cents)
        for cents in (draw.choice([5_000_00, 30_000_00, -700_00]) for _ in range(draw.randint(0, 3)))
    ]
    edge = draw.choice([0, 0, FLOOR - 1, FLOOR, FLOOR + 1])
    return Nasty(code, plan, tuple(told), (*booked, *([(f"{code}-98", ENDS[1], edge)] if edge else [])))


DOMAINS = tuple(map(nasty, range(60)))


def reaches(found: Nasty) -> date | None:
    """The day its statements reach, up to the reference date, for at least half of its lines."""
    counted = [s for s in found.told if s.end.year >= YEAR]
    named = frozenset[str]().union(*(s.codes for s in counted))
    days = sorted({min(s.end, AS_OF) for s in counted}, reverse=True)
    for day in days:
        reaching = [s for s in counted if min(s.end, AS_OF) >= day]
        lines = {code for code in named if any(s.is_whole or code in s.codes for s in reaching)}
        if 2 * len(lines) >= len(named):
            return day
    return None


@pytest.fixture(scope="module")
def many_domains(programme: Programme) -> Programme:
    domains = tuple(Domain(d.code, f"Domein {d.code}", code_prefixes=(f"{d.code}-",)) for d in DOMAINS)
    return replace(programme, domains=domains)


@pytest.fixture(scope="module")
def table(many_domains: Programme) -> LineTable:
    lines = {
        d.code: tuple(
            PlanLine(c, d.code, "Noord", c, "COA", "", "s.bakker", YEAR, cents, cents)
            for c, cents in d.plan.items()
        )
        for d in DOMAINS
    }
    knowledge = Knowledge(
        YEAR, 99,
        versions=tuple(PlanVersion(1, code, found) for code, found in lines.items()),
        code_domains=tuple((1, line.code, code) for code, found in lines.items() for line in found),
        movements=tuple(Movement(2, c, "", "", day, cents) for d in DOMAINS for c, day, cents in d.booked),
        coverage=tuple(
            Coverage(2, s.drawn_up, date(s.end.year, 1, 1), s.end, s.codes,
                     frozenset({d.code} if s.is_whole else ()))
            for d in DOMAINS for s in d.told
        ),
    )  # fmt: skip
    return LineTable(resolve(knowledge, many_domains, AS_OF))


def test_each_domain_is_known_until_the_day_that_its_statements_reach(table: LineTable) -> None:
    right = {d.code: day for d in DOMAINS if (day := reaches(d))}
    assert dict(table.facts.known_until) == right
    assert {None, ENDS[1], ENDS[2], AS_OF} == {reaches(d) for d in DOMAINS}


def test_a_domain_is_grey_only_without_use_and_without_budget_or_statement(
    table: LineTable, many_domains: Programme
) -> None:
    silent = 0
    for found, row in zip(DOMAINS, table.rows(By.DOMAIN, many_domains), strict=True):
        used, budget = sum(cents for _, _, cents in found.booked), sum(found.plan.values())
        is_grey = used == 0 and (budget == 0 or reaches(found) is None)
        assert (row.signal.colour is Colour.GREY) is is_grey, row
        is_silent = is_grey and budget > 0
        assert (NOT_YET in describe_row(row)) is is_silent
        assert not is_silent or re.search(r"\d\s?%", describe_row(row)) is None
        silent += is_silent
    assert silent


def test_money_outside_the_plan_is_a_pot_without_budget(table: LineTable, many_domains: Programme) -> None:
    pots = {row.key: row for row in table.rows(By.POT, many_domains) if not row.is_planned}
    seen = set()
    for found in DOMAINS:
        outside = sum(cents for code, _, cents in found.booked if code not in found.plan)
        row = pots.get(f"{found.code}//")
        if not outside:
            continue
        assert row is not None
        assert row.measures.short == max(0, outside)
        assert row.signal.colour is COLOURS[expected(row.measures)]
        assert (row.signal.colour is Colour.RED) is (outside > FLOOR)
        assert signal_word(row.signal.colour, 0, row.is_outside_plan) == "Buiten plan"
        seen.add((outside > FLOOR, outside == FLOOR))
    assert len(seen) == 3


def test_the_number_in_the_headline_is_that_of_the_red_domains_beneath_it(
    table: LineTable, many_domains: Programme
) -> None:
    rows = [*table.rows(By.DOMAIN, many_domains)]
    red = sum(row.signal.colour is Colour.RED for row in rows)
    assert signals_sentence(rows).lower().startswith(f"{number_word(red)} van de ")
    lines = by_urgency(table.rows(By.LINE, many_domains))
    assert not lines[-1].is_planned
    assert lines[-1].signal.colour is Colour.RED
    for row in rows:
        held = [line for line in table.rows(By.ACTION_LINE, many_domains, row.key) if line.is_planned]
        named = sum(line.signal.colour is Colour.RED for line in held)
        if "actielijn" in row.signal.reason:
            assert f"{named} actielijn" in row.signal.reason
