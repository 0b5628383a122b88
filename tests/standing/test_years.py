"""The multi-year picture has the figures of the single years, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.access import VISITOR
from budget.model import Content, Programme
from budget.model.words import By
from budget.standing.moment import load_standing
from budget.standing.years import ALL_SOURCES, later_commitments, load_years, planned_lines, totals, year_rows
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from tests.store.samples import (
    ALLOWED,
    NOW,
    PROGRAMME,
    booking,
    commitment,
    ledger,
    line,
    packed,
    plan,
    statement,
)

AS_OF = date(2024, 8, 31)
_numbers = count(1)
SUMMED = ("budget", "realised", "committed")
cents = st.integers(-5_000, 90_000)
planned = st.tuples(
    st.sampled_from([("GRO-1", "DORP"), ("GRO-2", "FONDS"), ("SPE-1", "DORP")]),
    st.sampled_from([2023, 2024, 2025]),
    st.integers(0, 500_000),
)
booked = st.tuples(st.sampled_from(["GRO-1", "GRO-2", "SPE-9"]), st.sampled_from([2023, 2024, 2025]), cents)


def live(store: Store, *contents: Content) -> Programme:
    """A programme of its own in the same database, in which all of this was accepted."""
    programme = replace(PROGRAMME, id=f"jaren-{next(_numbers)}")
    store = store.of(programme.id)
    for content in contents:
        seen = delivery.preview(store, programme, VISITOR, content).mark
        checked, data = packed(content, "x.xlsx")
        number = delivery.submit(store, programme, checked, data, "cor", NOW, seen, decision=ALLOWED).id
        delivery.accept(store, programme, number, "cato", NOW, corrections=seen)
    return programme


def fill(store: Store, plans, bookings, open_) -> Programme:
    lines = {(code, source, year): amount for (code, source), year, amount in plans}
    planned = plan(*(line(c, amount, source=s, year=y) for (c, s, y), amount in lines.items()))
    rows = [
        booking(f"B{n}", date(2024, 3, 1), amount, code, fiscal_year=year)
        for n, (code, year, amount) in enumerate(bookings)
    ]
    rows += [
        commitment(f"C{n}", date(2024, 3, 1), abs(amount), code, fiscal_year=year)
        for n, (code, year, amount) in enumerate(open_)
    ]
    return live(store, planned, *([ledger(statement(AS_OF, *rows))] if rows else []))


@settings(max_examples=8, suppress_health_check=[*HealthCheck])
@given(
    plans=st.lists(planned, min_size=1, max_size=5),
    bookings=st.lists(booked, max_size=5),
    open_=st.lists(booked, max_size=4),
)
def test_the_sums_are_those_of_the_single_years(store: Store, plans, bookings, open_) -> None:
    programme = fill(store, plans, bookings, open_)
    years = {one.facts.year: one for one in load_years(store.of(programme.id), programme, AS_OF)}
    rows = year_rows(years.values())
    for whole in totals(rows):
        parts = [row for row in rows if row.year == whole.year and row is not whole]
        single = load_standing(store.of(programme.id), programme, AS_OF, whole.year)
        assert years[whole.year] == single
        for name in SUMMED:
            assert sum(getattr(row, name) for row in parts) == getattr(whole, name)
            by_line = sum(getattr(row.measures, name) for row in single.rows(By.LINE))
            assert getattr(whole, name) == by_line
        expected = sum(amount for _, year, amount in bookings if year == whole.year)
        assert whole.realised == expected
        assert whole.committed == sum(abs(amount) for _, year, amount in open_ if year == whole.year)
    lines = planned_lines(load_years(store.of(programme.id), programme, AS_OF))
    for whole in totals(rows):
        assert sum(dict(one.budgets).get(whole.year, 0) for one in lines) == whole.budget


def test_a_year_without_a_plan_is_marked_and_keeps_its_spending(store: Store) -> None:
    programme = fill(store, [(("GRO-1", "DORP"), 2024, 120_000)], [("GRO-1", 2025, 70)], [])
    found = {row.year: row for row in totals(year_rows(load_years(store.of(programme.id), programme, AS_OF)))}
    assert {year: row.has_plan for year, row in found.items()} == {
        2023: False, 2024: True, 2025: False, 2026: False,
    }  # fmt: skip
    assert (found[2025].budget, found[2025].released, found[2025].realised) == (0, None, 70)


def test_commitments_of_later_years_are_listed_apart(store: Store) -> None:
    open_ = [("GRO-1", 2024, 500), ("GRO-1", 2025, 300), ("GRO-1", 2025, 40)]
    programme = fill(store, [(("GRO-1", "DORP"), year, 120_000) for year in (2024, 2025)], [], open_)
    rows = year_rows(load_years(store.of(programme.id), programme, AS_OF))
    assert [(row.year, row.committed) for row in later_commitments(rows, 2024)] == [(2025, 340)]
    assert {row.name for row in totals(rows)} == {ALL_SOURCES}
