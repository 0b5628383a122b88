"""Dividing an amount to the cent."""

from budget.model.shares import share_out


def test_a_share_out_adds_up_to_the_cent():
    assert share_out(100, [1, 1, 1]) == (34, 33, 33)


def test_a_share_out_of_a_negative_amount_adds_up_too():
    assert sum(share_out(-100, [1, 1, 1])) == -100


def test_a_share_out_over_lines_without_budget_is_even():
    assert share_out(10, [0, 0]) == (5, 5)
