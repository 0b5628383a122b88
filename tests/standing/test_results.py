"""Results beside spending: every value by day, euros per result only where dividing makes sense."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model.content import Content
from budget.standing.moment import load_standing
from budget.standing.results import NOTHING_MEASURED, measured_sentence, result_rows
from budget.store.engine import Store
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    progress,
    statement,
)

APRIL_END, MID_MAY = date(2024, 4, 30), date(2024, 5, 15)


def measured(value: str = "3", day: date = MAY_END, **options):
    return progress(day=day, **{"indicator": "bomen", "target": "20", "value": value, **options})


def at(store: Store, *notes, cents: int = 10_000, day: date = MAY_END, until: date = MAY_END):
    """A year with money on GRO-1 in April and May, and none on GRO-2."""
    deliver(store, plan(line(), line("GRO-2")))
    rows = [booking("A", APRIL_END, 4_000), booking("B", until, cents - 4_000)]
    rows.append(commitment("V", APRIL_END, 99))
    deliver(store, ledger(statement(until, *rows, domains=("GRO",))))
    for note in notes:
        deliver(store, Content(progress=(note,)))
    standing = load_standing(store, PROGRAMME, day)
    return [row for row in result_rows(standing, "GRO") if row.code == "GRO-1"]


def test_every_value_is_shown_beside_the_spending_up_to_its_day(store: Store) -> None:
    rows = at(store, measured("1", APRIL_END), measured("3"))
    assert [(row.on, row.value, row.spent, row.spent_until) for row in rows] == [
        (APRIL_END, "1", 4_000, APRIL_END),
        (MAY_END, "3", 10_000, MAY_END),
    ]
    assert [row.per_result for row in rows] == [None, 3_333]


@pytest.mark.parametrize(("cents", "per"), [(10_001, 5_001), (10_000, 5_000), (9_999, 5_000)])
def test_euros_per_result_are_rounded_half_up_to_a_cent(store: Store, cents: int, per: int) -> None:
    (row,) = at(store, measured("2"), cents=cents)
    assert (row.per_result, row.why_not) == (per, "")


@pytest.mark.parametrize(
    "note",
    [
        measured("6,6"),
        measured("70", indicator="% schoon"),
        measured("7", indicator="Rapportcijfer"),
        measured("7", indicator="deelnemers per week"),
        measured("0"),
    ],
)
def test_euros_per_result_are_left_out_with_a_reason_where_dividing_makes_no_sense(
    store: Store, note
) -> None:
    (row,) = at(store, note)
    assert row.per_result is None
    assert row.why_not


def test_a_line_with_two_indicators_has_no_euros_per_result(store: Store) -> None:
    rows = at(store, measured("2"), measured("4", indicator="struiken"))
    assert [(row.indicator, row.per_result, bool(row.why_not)) for row in rows] == [
        ("bomen", None, True), ("struiken", None, True),
    ]  # fmt: skip


def test_without_spending_the_euros_per_result_are_empty(store: Store) -> None:
    (row,) = at(store, measured("2"), cents=0)
    assert (row.spent, row.per_result) == (0, None)


def test_a_value_measured_within_a_month_is_paired_with_spending_up_to_the_month_before(store: Store) -> None:
    (row,) = at(store, measured("2", MID_MAY))
    assert (row.spent, row.spent_until, row.per_result) == (4_000, APRIL_END, None)


def test_spending_is_unknown_where_bookings_do_not_reach(store: Store) -> None:
    (row,) = at(store, measured("2", date(2024, 6, 30)), day=date(2024, 6, 30))
    assert (row.spent, row.spent_until, row.per_result) == (None, None, None)


def test_of_two_values_on_one_day_the_one_accepted_last_counts(store: Store) -> None:
    (row,) = at(store, measured("2"), measured("5"))
    assert row.value == "5"


def test_values_measured_later_or_in_another_year_do_not_count(store: Store) -> None:
    (row,) = at(store, measured("2", date(2024, 6, 1)), measured("1", date(2023, 12, 31)))
    assert (row.on, row.why_not) == (None, NOTHING_MEASURED)


def test_the_sentence_counts_the_activities_without_a_measurement(store: Store) -> None:
    deliver(store, plan(line(), line("GRO-2")))
    deliver(store, Content(progress=(measured("2"),)))
    rows = result_rows(load_standing(store, PROGRAMME, MAY_END))
    assert [row.why_not for row in rows if row.code == "GRO-2"] == [NOTHING_MEASURED]
    assert "1 van de 2" in measured_sentence(rows)
    assert measured_sentence(()) == ""
