"""Money that a new plan takes from one source or theme for another."""

import pytest

from budget.insight.diff.moves import list_moves
from tests.store.samples import line

BOS = {"source": "FONDS", "theme": "BOS"}
HEI = {"source": "FONDS", "theme": "HEI"}
OLD = (line("GRO-1", 100), line("GRO-2", 100, **BOS), line("GRO-3", 100, **HEI))


def told(*new):
    return [(move.year, move.cents, move.taken, move.given) for move in list_moves(OLD, new)]


@pytest.mark.parametrize("moved", [-1, 0, 1])
def test_a_cent_to_another_source_is_a_move(moved):
    found = told(line("GRO-1", 100 + moved), line("GRO-2", 100 - moved, **BOS), OLD[2])
    one, other = (("DORP", ""), 1), (("FONDS", "BOS"), 1)
    expected = {-1: [(2024, 1, (one,), (other,))], 0: [], 1: [(2024, 1, (other,), (one,))]}
    assert found == expected[moved]


def test_another_theme_of_the_same_source_is_a_move():
    assert told(OLD[0], line("GRO-2", 60, **BOS), line("GRO-3", 140, **HEI)) == [
        (2024, 40, ((("FONDS", "BOS"), 40),), ((("FONDS", "HEI"), 40),))
    ]


def test_a_line_that_gets_another_source_is_a_move():
    assert told(line("GRO-1", 100, **BOS), *OLD[1:])[0][1] == 100


def test_another_line_of_the_same_purse_is_no_move():
    assert not told(line("GRO-1", 30), line("GRO-9", 70), *OLD[1:])


def test_more_money_alone_and_less_money_alone_are_no_move():
    assert not told(line("GRO-1", 500), *OLD[1:])
    assert not told(line("GRO-1", 1), *OLD[1:])


def test_what_grew_beside_it_is_not_counted_as_moved():
    assert told(line("GRO-1", 500), line("GRO-2", 90, **BOS), OLD[2])[0][1] == 10


def test_a_first_plan_moves_nothing():
    assert not list_moves((), OLD)


def test_another_domain_may_get_the_money_of_the_same_source():
    before = (line("GRO-1", 100), line("SPE-1", 100))
    assert not list_moves(before, (line("GRO-1", 50), line("SPE-1", 150)))


def test_a_domain_that_the_file_does_not_hold_is_left_alone():
    before = (*OLD, line("SPE-1", 100))
    assert not list_moves(before, (line("GRO-1", 150), *OLD[1:]))


def test_a_move_over_the_years_is_told_where_no_single_year_shows_it():
    new = (line("GRO-1", 100), line("GRO-2", 60, **BOS), OLD[2], line("GRO-1", 40, year=2025))
    assert told(*new) == [(0, 40, ((("FONDS", "BOS"), 40),), ((("DORP", ""), 40),))]
    kept = (line("GRO-1", 100), line("GRO-2", 60, **BOS), OLD[2], line("GRO-2", 40, year=2025, **BOS))
    assert not told(*kept)


def test_years_that_make_up_for_each_other_are_two_moves():
    new = (line("GRO-1", 110), line("GRO-2", 90, **BOS), OLD[2])
    old = (*OLD, line("GRO-1", 100, year=2025), line("GRO-2", 100, year=2025, **BOS))
    then = (line("GRO-1", 90, year=2025), line("GRO-2", 110, year=2025, **BOS))
    assert [(move.year, move.cents) for move in list_moves(old, (*new, *then))] == [(2024, 10), (2025, 10)]
