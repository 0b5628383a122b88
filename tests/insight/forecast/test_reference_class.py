"""The parameters that ship: dated, with their source, and read back as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from budget.insight.forecast.reference_class import REFERENCE, SPENT, Evidence, Formula, Kind, at


def test_both_reference_classes_state_their_source_and_fitting_date() -> None:
    for fitted in (REFERENCE.plan, REFERENCE.own):
        assert "github.com" in fitted.source
        assert fitted.fitted_on > date(fitted.years[1], 12, 31)


def test_knots_are_interpolated_linearly_and_constant_outside() -> None:
    knots = ((3.0, 10.0), (6.0, 40.0))
    assert [at(knots, months) for months in (0, 3, 4, 6, 12)] == pytest.approx([10, 10, 20, 40, 40])


def test_the_usual_curve_lags_even_spending_and_ends_at_the_whole() -> None:
    shares = [share for _, share in SPENT]
    assert shares == sorted(shares)
    assert (shares[0], shares[12]) == (0, 1)
    assert all(share < month / 12 for month, share in SPENT[1:12])


def test_the_slope_of_a_formula_is_zero_halfway_through_the_year() -> None:
    formula = Formula(level=(1.0, 2.0), slope=(0.0, 3.0))
    assert [formula((1.0, 10.0), months) for months in (0, 6, 12)] == [-9, 21, 51]


def test_an_unknown_kind_of_spending_gets_the_neutral_kind() -> None:
    assert REFERENCE.plan.kind("no such code") == Kind(0.0, 1.0, Evidence.NOTHING)
    assert REFERENCE.plan.kind("2111").spread < 1
    assert REFERENCE.plan.kind("2111").known_by is Evidence.KIND


def test_a_line_with_less_history_has_a_wider_interval() -> None:
    nothing, years = (REFERENCE.own.widths(Kind(known_by=by), 6) for by in (Evidence.NOTHING, Evidence.YEARS))
    assert nothing[0] > years[0] > 0
    nothing, kind = (
        sum(REFERENCE.plan.widths(Kind(known_by=by), 6)) for by in (Evidence.NOTHING, Evidence.KIND)
    )
    assert nothing > kind
    assert REFERENCE.own.widths(Kind(), 12) == (0, 0)
