"""The amounts of many rows say the same as a dict of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.model.row_amounts import RowAmounts

rows = st.integers(0, 30) | st.integers(0, 2**32 - 1)
pairs = st.lists(st.tuples(rows, st.integers(-(2**63), 2**63 - 1)), max_size=20)


@given(pairs, rows)
def test_each_row_has_the_last_amount_given_for_it(given_pairs: list[tuple[int, int]], other: int) -> None:
    found = RowAmounts.of((row for row, _ in given_pairs), (cents for _, cents in given_pairs))
    expected = dict(given_pairs)
    assert {row: found.get(row) for row in expected} == expected
    assert found.get(other) == expected.get(other)
    assert found.total == sum(expected.values())
    assert found.first == min(expected, default=0)


@pytest.mark.parametrize("row", [-1, 0, 1, 3, 5, 2**40])
def test_a_row_before_between_or_after_the_others_has_none(row: int) -> None:
    assert RowAmounts.of([2, 4], [7, 0]).get(row) is None


def test_rows_without_as_many_amounts_are_refused() -> None:
    with pytest.raises(ValueError, match="1 amounts of 2 rows"):
        RowAmounts.of([1, 2], [3])
