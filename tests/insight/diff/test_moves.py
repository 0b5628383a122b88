"""Moves of money between sources or themes by a new plan."""

import pytest

from budget.insight.diff.moves import NOTHING, list_moves, list_one_sided, unexplained
from budget.model.submission_details import PlanMoney
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


def test_only_the_amount_that_was_cut_counts_as_moved():
    assert told(line("GRO-1", 500), line("GRO-2", 90, **BOS), OLD[2])[0][1] == 10


def test_a_first_plan_moves_nothing():
    assert not list_moves((), OLD)


def test_another_domain_may_get_the_money_of_the_same_source():
    before = (line("GRO-1", 100), line("SPE-1", 100))
    assert not list_moves(before, (line("GRO-1", 50), line("SPE-1", 150)))


def test_domains_absent_from_the_file_are_not_compared():
    before = (*OLD, line("SPE-1", 100))
    assert not list_moves(before, (line("GRO-1", 150), *OLD[1:]))


def test_a_move_across_years_is_listed_when_no_single_year_shows_it():
    new = (line("GRO-1", 100), line("GRO-2", 60, **BOS), OLD[2], line("GRO-1", 40, year=2025))
    assert told(*new) == [(0, 40, ((("FONDS", "BOS"), 40),), ((("DORP", ""), 40),))]
    kept = (line("GRO-1", 100), line("GRO-2", 60, **BOS), OLD[2], line("GRO-2", 40, year=2025, **BOS))
    assert not told(*kept)


def test_opposite_moves_in_two_years_are_two_moves():
    new = (line("GRO-1", 110), line("GRO-2", 90, **BOS), OLD[2])
    old = (*OLD, line("GRO-1", 100, year=2025), line("GRO-2", 100, year=2025, **BOS))
    then = (line("GRO-1", 90, year=2025), line("GRO-2", 110, year=2025, **BOS))
    assert [(move.year, move.cents) for move in list_moves(old, (*new, *then))] == [(2024, 10), (2025, 10)]


DORP, WOOD, HEATH = ("DORP", ""), ("FONDS", "BOS"), ("FONDS", "HEI")


def money(number, *lines, decided=False):
    """The budgets in a plan of one domain."""
    totals = {}
    for one in lines:
        totals[one.year, (one.source, one.theme)] = (
            totals.get((one.year, (one.source, one.theme)), 0) + one.budget
        )
    return PlanMoney(number, lines[0].domain, totals, decided)


def three(dorp, wood, heath, year=2024):
    return (
        line("GRO-1", dorp, year=year), line("GRO-2", wood, year=year, **BOS),
        line("GRO-3", heath, year=year, **HEI),
    )  # fmt: skip


def after(*versions, decided=()):
    """The unexplained changes after these plans of one domain; `decided` are the indexes with a decision."""
    return unexplained(money(n, *lines, decided=n in decided) for n, lines in enumerate(versions, 1))


def test_the_first_plan_of_a_domain_and_year_is_the_baseline():
    assert after(three(100, 100, 100)).years == {}
    both = (*three(100, 100, 100), *three(7, 0, 0, 2025))
    assert after(three(100, 100, 100), both).years.get(2025, {}) == {}


@pytest.mark.parametrize(
    ("plans", "decided", "left"),
    [
        ([three(100, 60, 100)], (), {WOOD: -40}),
        ([three(100, 60, 100)], (2,), {}),
        ([three(100, 60, 100), three(100, 100, 100)], (), {}),
        ([three(100, 60, 100), three(100, 130, 100)], (), {WOOD: 30}),
        ([three(100, 60, 100), three(110, 60, 100)], (3,), {WOOD: -30}),
        ([three(100, 60, 100), three(140, 60, 100)], (3,), {}),
        ([three(100, 60, 100), three(141, 60, 100)], (3,), {}),
        ([three(100, 60, 90), three(145, 60, 90)], (3,), {HEATH: -5}),
        ([three(130, 100, 100), three(130, 90, 100)], (3,), {DORP: 20}),
        ([three(100, 60, 100), three(100, 110, 100)], (3,), {}),
    ],
)
def test_the_unexplained_balance_is_kept_to_the_cent(plans, decided, left):
    assert after(three(100, 100, 100), *plans, decided=decided).years[2024] == left


def moved_after(before, old, new):
    found = list_moves(old, new, before)
    return [(move.year, move.cents, move.taken, move.given, move.earlier) for move in found]


def test_extra_money_after_an_unexplained_cut_is_a_move_of_both():
    cut = three(100, 60, 100)
    before = after(three(100, 100, 100), cut)
    assert moved_after(before, cut, three(130, 60, 100)) == [(2024, 30, ((WOOD, 40),), ((DORP, 30),), (2,))]
    assert moved_after(before, cut, three(150, 60, 100))[0][1] == 40


def test_a_cut_after_unexplained_extra_money_is_a_move_of_both():
    more = three(140, 100, 100)
    before = after(three(100, 100, 100), more)
    assert moved_after(before, more, three(140, 90, 100)) == [(2024, 10, ((WOOD, 10),), ((DORP, 40),), (2,))]


@pytest.mark.parametrize(("wood", "cents"), [(99, 0), (100, 0), (101, 0)])
def test_restoring_a_cut_is_no_move(wood, cents):
    cut = three(100, 60, 100)
    found = moved_after(after(three(100, 100, 100), cut), cut, three(100, wood, 100))
    assert sum(move[1] for move in found) == cents


def test_restoring_more_than_was_cut_moves_the_surplus_from_another_cut():
    cut = three(100, 60, 70)
    found = moved_after(after(three(100, 100, 100), cut), cut, three(100, 105, 70))
    assert found == [(2024, 5, ((HEATH, 30),), ((WOOD, 5),), (2,))]


def test_a_cut_of_one_year_beside_extra_money_of_a_later_year_is_a_move():
    both = (*three(100, 100, 100), *three(100, 100, 100, 2025))
    cut = (*three(100, 60, 100), *three(100, 100, 100, 2025))
    more = (*three(100, 60, 100), *three(140, 100, 100, 2025))
    assert moved_after(after(both, cut), cut, more) == [(0, 40, ((WOOD, 40),), ((DORP, 40),), (2,))]
    earlier = (*three(140, 60, 100), *three(100, 100, 100, 2025))
    late = (*three(100, 100, 100), *three(100, 60, 100, 2025))
    assert [move[0] for move in moved_after(after(both, late), late, (*earlier[:3], *late[3:]))] == [2024]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (line("SPE-1", 100), [(2024, 4, ((WOOD, 4),), ((DORP, 100),), (2,))]),
        (line("SPE-1", 100, year=2025), [(0, 4, ((WOOD, 4),), ((DORP, 100),), (2,))]),
        (line("SPE-1", 4, **BOS), []),
        (line("SPE-1", 4, year=2025, **BOS), []),
        (line("SPE-1", 100, year=2023), []),
    ],
)
def test_the_first_plan_of_a_domain_is_extra_money_beside_an_open_cut(first, told):
    before = unexplained([money(1, *three(9, 9, 9)), money(2, *three(9, 5, 9))])
    assert moved_after(before, three(9, 5, 9), (first,)) == told
    decided = unexplained([money(1, *three(9, 9, 9)), money(2, *three(9, 5, 9), decided=True)])
    assert not list_moves(three(9, 5, 9), (first,), decided)


def test_a_decision_explains_the_money_that_a_first_plan_takes():
    plans = money(1, *three(9, 9, 9)), money(2, *three(9, 5, 9))
    assert unexplained([*plans, money(3, line("SPE-1", 3), decided=True)]).years == {2024: {WOOD: -1}}
    assert unexplained([*plans, money(3, line("SPE-1", 3))]).years == {2024: {WOOD: -4}}
    assert unexplained([*plans, money(3, line("SPE-1", 3, year=2025, **BOS))]).years[2024] == {WOOD: -1}


def test_a_move_within_one_plan_includes_earlier_cuts():
    cut = three(100, 60, 100)
    found = moved_after(after(three(100, 100, 100), cut), cut, three(150, 60, 80))
    assert found == [(2024, 50, ((WOOD, 40), (HEATH, 20)), ((DORP, 50),), (2,))]
    assert moved_after(NOTHING, cut, three(150, 60, 80))[0][1] == 20


def test_a_plan_that_only_cuts_or_only_adds_is_one_sided():
    old = three(100, 100, 100)
    assert list_one_sided(old, three(100, 60, 100))[0].taken == ((WOOD, 40),)
    assert list_one_sided(old, three(100, 100, 101))[0].given == ((HEATH, 1),)
    for same in (old, three(90, 110, 100)):
        assert not list_one_sided(old, same)
    assert not list_one_sided((), old)
