"""The roll-forward: rows add up, years connect, and no cent is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.access import VISITOR
from budget.model.content import Amendment, Content
from budget.model.programme import CarryRule, Programme
from budget.model.submission_details import Origin
from budget.model.words import BudgetError
from budget.model.years import RollRow
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, totals, year_rows
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from tests.store.samples import ALLOWED, NOW, PROGRAMME, booking, ledger, line, packed, plan, statement

LAST = date(2026, 12, 31)
BOS = {"source": "FONDS", "theme": "BOS"}
_numbers = count(1)


def programme_with(rule: CarryRule | None = None) -> Programme:
    village, fund = PROGRAMME.sources
    sources = village, replace(fund, carrying=(rule,) if rule else ())
    return replace(PROGRAMME, id=f"verloop-{next(_numbers)}", sources=sources)


def hand_in(store: Store, programme: Programme, content: Content, origin: Origin = Origin.NEW) -> bool:
    """Submit and accept it; returns whether it was allowed."""
    store = store.of(programme.id)
    said = {"decision": ALLOWED, "amendment": Amendment(origin, "Omdat", "Nota")}
    store = store.of(programme.id)
    seen = delivery.preview(store, programme, VISITOR, content)
    try:
        number = delivery.submit(store, programme, *packed(content), "cor", NOW, seen.mark, **said).id
        delivery.accept(store, programme, number, "cato", NOW, corrections=seen.mark)
    except BudgetError:
        return False
    return True


def rows_of(store: Store, programme: Programme, as_of: date = LAST) -> tuple[RollRow, ...]:
    own = store.of(programme.id)
    return load_rollforward(own, load_years(own, programme, as_of))


def assert_adds_up(store: Store, programme: Programme, as_of: date) -> None:
    rows = rows_of(store, programme, as_of)
    for row in rows:
        assert row.begin + row.received - row.spent - row.carried - row.repaid == row.end
    single = [row for row in rows if row.year]
    purses = {(row.source, row.theme) for row in rows}
    for purse in purses:
        own = [row for row in single if (row.source, row.theme) == purse]
        (whole,) = [row for row in rows if (row.source, row.theme) == purse and not row.year]
        assert sum(row.begin for row in own) - sum(row.carried for row in own) == whole.begin
        for name in ("received", "spent", "repaid", "end"):
            assert sum(getattr(row, name) for row in own) == getattr(whole, name)
    for year in totals(year_rows(load_years(store.of(programme.id), programme, as_of))):
        assert sum(row.spent for row in single if row.year == year.year) == year.realised


amounts = st.integers(0, 900)
plans = st.lists(
    st.tuples(
        st.sampled_from([("GRO-1", {}), ("GRO-2", BOS), ("SPE-1", {})]),
        st.sampled_from([2024, 2025]),
        amounts,
    ),
    min_size=1,
    max_size=6,
)
booked = st.lists(
    st.tuples(st.sampled_from(["GRO-1", "GRO-2", "X-1"]), st.sampled_from([2024, 2025]), amounts), max_size=4
)
origins = st.sampled_from(list(Origin))


@settings(max_examples=8, suppress_health_check=[*HealthCheck])
@given(st.lists(st.tuples(plans, origins), min_size=1, max_size=3), booked, st.sampled_from([0.5, 1.0]))
def test_every_row_adds_up_whatever_plans_and_bookings_say(store: Store, files, rows, share) -> None:
    programme = programme_with(CarryRule("Deel", "Deel.", "Regeling", share=share))
    spent = [booking(f"B{n}", date(y, 3, 1), c, code, fiscal_year=y) for n, (code, y, c) in enumerate(rows)]
    if spent:
        hand_in(store, programme, ledger(statement(date(2025, 6, 30), *spent)))
    for lines, origin in files:
        found = {(code, year): (purse, cents) for (code, purse), year, cents in lines}
        new = plan(*(line(c, cents, year=y, **purse) for (c, y), (purse, cents) in found.items()))
        hand_in(store, programme, new, origin)
    for as_of in (date(2024, 6, 30), date(2024, 12, 31), LAST):
        assert_adds_up(store, programme, as_of)


def carried_over(store: Store, rule: CarryRule) -> Programme:
    """400 for the wood in 2024, of which 300 is spent; 60 of the rest goes to 2025 beside 100 new."""
    programme = programme_with(rule)
    old = line("GRO-2", 400, **BOS)
    assert hand_in(store, programme, plan(old))
    spent = booking("F", date(2024, 4, 1), 300, "GRO-2")
    assert hand_in(store, programme, ledger(statement(date(2024, 12, 31), spent)))
    assert hand_in(store, programme, plan(old, line("GRO-2", 100, year=2025, **BOS)))
    carried = plan(old, line("GRO-2", 160, year=2025, **BOS))
    assert hand_in(store, programme, carried, Origin.CARRIED)
    return programme


@pytest.mark.parametrize(
    ("share", "as_of", "repaid", "end"),
    [
        (1.0, date(2024, 12, 30), 0, 40),
        (1.0, date(2024, 12, 31), 0, 40),
        (0.2, date(2024, 12, 30), 0, 40),
        (0.2, date(2024, 12, 31), 20, 20),
        (0.15, date(2024, 12, 31), 40, 0),
    ],
)
def test_the_part_that_cannot_be_carried_over_is_repaid_at_the_year_end(
    store: Store, share: float, as_of: date, repaid: int, end: int
) -> None:
    programme = carried_over(store, CarryRule("Deel", "Deel.", "Regeling", share=share))
    year = next(row for row in rows_of(store, programme, as_of) if row.year == 2024)
    assert (year.begin, year.received, year.spent, year.carried) == (0, 400, 300, 60)
    assert (year.repaid, year.end) == (repaid, end)


def test_after_the_last_year_of_a_source_the_remainder_is_repaid(store: Store) -> None:
    """The fund ends in 2025: nothing of its 160 is spent, and of 2024 another 40 is left."""
    programme = carried_over(store, CarryRule("Deel", "Deel.", "Regeling"))
    *_, whole = [row for row in rows_of(store, programme) if row.source == "FONDS"]
    year = next(row for row in rows_of(store, programme) if row.year == 2025)
    assert (year.begin, year.received, year.repaid, year.end) == (60, 100, 160, 0)
    assert (whole.begin, whole.received, whole.spent, whole.repaid, whole.end) == (0, 500, 300, 160, 40)
    assert whole.at_risk == 200


def test_a_plan_that_lowers_the_old_year_gives_the_same_rows(store: Store) -> None:
    rows = []
    for lowered in (400, 340):
        programme = programme_with(CarryRule("Deel", "Deel.", "Regeling"))
        old = line("GRO-2", 400, **BOS)
        assert hand_in(store, programme, plan(old, line("GRO-2", 100, year=2025, **BOS)))
        new = plan(replace(old, budget=lowered), line("GRO-2", 160, year=2025, **BOS))
        assert hand_in(store, programme, new, Origin.CARRIED)
        rows.append([replace(row, at_risk=None) for row in rows_of(store, programme)])
    assert rows[0] == rows[1]
