"""The parameters that ship: dated, with their source, and read back as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from budget.insight.forecast.reference_class import REFERENCE, SPENT, Formula, Kind, KnownBy, at


def test_both_classes_say_from_what_and_when_they_were_fitted() -> None:
    for fitted in (REFERENCE.plan, REFERENCE.own):
        assert "github.com" in fitted.source
        assert fitted.fitted_on > date(fitted.years[1], 12, 31)


def test_knots_are_level_outside_and_straight_in_between() -> None:
    knots = ((3.0, 10.0), (6.0, 40.0))
    assert [at(knots, months) for months in (0, 3, 4, 6, 12)] == pytest.approx([10, 10, 20, 40, 40])


def test_a_usual_year_is_spent_late_and_whole() -> None:
    shares = [share for _, share in SPENT]
    assert shares == sorted(shares)
    assert (shares[0], shares[12]) == (0, 1)
    assert all(share < month / 12 for month, share in SPENT[1:12])


def test_a_formula_is_level_halfway_and_leans_with_the_year() -> None:
    formula = Formula(level=(1.0, 2.0), slope=(0.0, 3.0))
    assert [formula((1.0, 10.0), months) for months in (0, 6, 12)] == [-9, 21, 51]


def test_a_kind_of_spending_that_is_not_known_is_as_any_other() -> None:
    assert REFERENCE.plan.kind("no such code") == Kind(0.0, 1.0, KnownBy.NOTHING)
    assert REFERENCE.plan.kind("2111").spread < 1
    assert REFERENCE.plan.kind("2111").known_by is KnownBy.KIND


def test_a_line_of_which_less_is_known_is_less_sure() -> None:
    nothing, years = (REFERENCE.own.widths(Kind(known_by=by), 6) for by in (KnownBy.NOTHING, KnownBy.YEARS))
    assert nothing[0] > years[0] > 0
    nothing, kind = (
        sum(REFERENCE.plan.widths(Kind(known_by=by), 6)) for by in (KnownBy.NOTHING, KnownBy.KIND)
    )
    assert nothing > kind
    assert REFERENCE.own.widths(Kind(), 12) == (0, 0)
