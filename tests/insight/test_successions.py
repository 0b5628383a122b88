"""Money on a changed code counts on its successors; no cent is lost, for any day and grouping."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.insight.successions import SuccessorShares, parts_of
from budget.insight.successor_plan import plan_with_successors
from budget.model.content import Movement, PlanLine
from budget.model.months import month_end
from budget.model.succession import WHOLE, Succession, SuccessionKind
from budget.model.words import LineKey

START = date(2024, 1, 1)
OLD, ONE, TWO = (LineKey(code, "COA", "") for code in ("OLD", "ONE", "TWO"))
BOOKED = st.lists(
    st.tuples(st.integers(0, 365), st.integers(-10_000, 10_000), st.integers(1, 5)), max_size=30
)


def split(first: int, since: date = START) -> list[tuple[int, Succession]]:
    shares = {"ONE": first, "TWO": WHOLE - first}
    return [
        (6, Succession("OLD", "D", SuccessionKind.SPLIT, to, share, since, "x"))
        for to, share in shares.items()
    ]


def movements(booked: list[tuple[int, int, int]]) -> list[Movement]:
    return [Movement(seq, "OLD", "", "", START + timedelta(day), cents) for day, cents, seq in booked]


def totals(found: list[Movement], until: date = date.max) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in found:
        sums[one.code] += one.cents if one.on <= until else 0
    return sums


@settings(max_examples=30)
@given(BOOKED, st.integers(1, WHOLE - 1), st.integers(0, 365))
def test_split_parts_add_up_on_every_day_and_for_any_aggregation(booked, first: int, days: int) -> None:
    heirs = SuccessorShares(split(first), 6, (ONE, TWO), ([OLD], [ONE, TWO]))
    rows, until = movements(booked), month_end(START + timedelta(days))
    by_month: Counter[tuple[int, date]] = Counter()
    for row in rows:
        by_month[row.seq, month_end(row.on)] += row.cents
    months = [Movement(seq, "OLD", "", "", on, cents) for (seq, on), cents in by_month.items()]
    by_day, grouped = (totals(heirs.movements(found), until) for found in (rows, months))
    whole = sum(row.cents for row in rows if row.on <= until)
    assert by_day["ONE"] == grouped["ONE"]
    assert by_day["ONE"] + by_day["TWO"] == whole
    assert abs(by_day["ONE"] - whole * first / WHOLE) < 1


@pytest.mark.parametrize("seq", [5, 6, 7])
def test_a_succession_accepted_later_moves_no_money_yet(seq: int) -> None:
    heirs = SuccessorShares(split(6_000), seq, (OLD, ONE, TWO), ())
    assert (heirs.shares(OLD, START)[0][0] == OLD) is (seq < 6)


@pytest.mark.parametrize(
    ("day", "stays"), [(date(2024, 6, 30), True), (date(2024, 7, 1), False), (date(2024, 7, 2), False)]
)
def test_a_code_in_the_plan_keeps_its_money_up_to_the_day(day: date, stays: bool) -> None:
    heirs = SuccessorShares(split(6_000, date(2024, 7, 1)), 6, (OLD, ONE, TWO), ())
    assert (heirs.shares(OLD, day) == ((OLD, 1),)) is stays


def test_a_successor_without_a_line_in_the_year_gets_nothing() -> None:
    heirs = SuccessorShares(split(6_000), 6, (ONE,), ([OLD],))
    assert heirs.shares(OLD, START) == ((OLD, 1),)


def test_a_cycle_in_older_successions_terminates() -> None:
    there = (1, Succession("OLD", "D", SuccessionKind.RENAMED, "ONE", WHOLE, START, "x"))
    back = (2, Succession("ONE", "D", SuccessionKind.RENAMED, "OLD", WHOLE, START, "x"))
    assert sum(part for _, part in SuccessorShares([there, back], 2, (TWO,), ()).shares(OLD, START)) == 1


def test_a_successor_with_more_lines_gets_the_money_on_the_line_of_the_old_one() -> None:
    other = ONE._replace(source="VHF")
    heirs = SuccessorShares(split(6_000), 6, (ONE, other, TWO), ([OLD],))
    assert heirs.shares(LineKey("OLD", "", ""), START)[0][0] == ONE


def test_the_rounding_cent_goes_to_the_largest_remainder() -> None:
    (parts,) = parts_of([133_34], SuccessorShares(split(6_000), 6, (ONE, TWO), ([OLD],)).shares(OLD, START))
    assert [cents for _, cents in parts] == [80_00, 53_34]


def planned(
    code: str = "OLD", budget: int = 1_001, year: int = 2024, source: str = "COA", **said
) -> PlanLine:
    return PlanLine(code, "D", "A", f"Werk {code}", source, "", "p", year, budget, **said)


def along(*lines: PlanLine, first: int = 6_000, since: date = START) -> dict[tuple[str, int], PlanLine]:
    found = plan_with_successors(lines, [row for _, row in split(first, since)])
    return {(one.code, one.year): one for one in found}


@given(
    st.integers(1, WHOLE - 1), st.lists(st.integers(0, 999), min_size=12, max_size=12), st.integers(0, 999)
)
def test_the_budget_of_a_split_line_moves_to_its_successors_to_the_cent(
    first: int, months: list[int], back: int
) -> None:
    budget = sum(months)
    given_back = max(0, budget - back)
    for sign in (1, -1):
        phased = tuple(sign * month for month in months)
        released = given_back if sign > 0 else None
        old = planned(budget=sign * budget, phasing=phased, released=released)
        parts = along(old, first=first)
        assert set(parts) == {("ONE", 2024), ("TWO", 2024)}
        assert sum(one.budget for one in parts.values()) == sign * budget
        assert all(sum(one.phasing) == one.budget for one in parts.values())
        assert [sum(month) for month in zip(*(one.phasing for one in parts.values()), strict=True)] == [
            *phased
        ]
        assert abs(parts["ONE", 2024].budget - sign * budget * first / WHOLE) < 1
        if released is not None:
            assert sum(one.released for one in parts.values()) == released
            assert all(one.released <= one.budget for one in parts.values())


def test_years_before_the_succession_keep_their_line() -> None:
    found = along(planned(), planned(year=2025, budget=10), since=date(2025, 1, 1))
    assert {key: one.budget for key, one in found.items()} == {
        ("OLD", 2024): 1_001, ("ONE", 2025): 6, ("TWO", 2025): 4,
    }  # fmt: skip


def test_a_successor_in_the_plan_gets_the_money_beside_its_own() -> None:
    found = along(planned(released=1_001), planned("ONE", 500, released=100, phasing=(500, *[0] * 11)))
    assert (found["ONE", 2024].budget, found["ONE", 2024].released) == (1_101, 701)
    assert sum(found["ONE", 2024].phasing) == 1_101
    assert found["ONE", 2024].activity == "Werk ONE"
    assert along(planned(released=None), planned("ONE", 500, released=100))["ONE", 2024].released is None


def test_money_never_goes_to_a_line_of_another_source() -> None:
    found = along(planned(), planned("ONE", 500, source="VHF"))
    assert {key: one.budget for key, one in found.items()} == {("OLD", 2024): 1_001, ("ONE", 2024): 500}


def test_a_line_with_one_successor_keeps_its_project_code() -> None:
    named = [Succession("OLD", "D", SuccessionKind.RENAMED, "ONE", WHOLE, START, "x")]
    (found,) = plan_with_successors([planned(project_code="P1")], named)
    assert (found.code, found.project_code, found.activity) == ("ONE", "P1", "Werk OLD")
    assert {one.project_code for one in along(planned(project_code="P1")).values()} == {""}


@pytest.mark.parametrize("is_heir_first", [False, True])
def test_money_on_a_code_that_is_renamed_as_well_follows_the_rename(is_heir_first: bool) -> None:
    """€ 10 of OLD is split over ONE and TWO, and ONE with its own € 5 becomes THREE."""
    lines = [planned(budget=10_00), planned("ONE", 5_00)]
    said = [row for _, row in split(5_000)]
    named = Succession("ONE", "D", SuccessionKind.RENAMED, "THREE", WHOLE, START, "x")
    found = plan_with_successors(lines[::-1] if is_heir_first else lines, [*said, named])
    assert {one.code: one.budget for one in found} == {"TWO": 5_00, "THREE": 10_00}
