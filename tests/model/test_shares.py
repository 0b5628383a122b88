"""Dividing an amount to the cent."""

from budget.model.shares import share_out


def test_shared_out_amounts_add_up_to_the_cent():
    assert share_out(100, [1, 1, 1]) == (34, 33, 33)


def test_a_negative_amount_is_shared_out_to_the_cent():
    assert sum(share_out(-100, [1, 1, 1])) == -100


def test_an_amount_over_lines_without_budget_is_shared_out_evenly():
    assert share_out(10, [0, 0]) == (5, 5)
