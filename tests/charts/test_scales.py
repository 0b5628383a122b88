import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.charts.scales import amount_axis, round_step

AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=1)


@given(AMOUNTS)
def test_every_amount_and_zero_lie_on_the_axis(amounts):
    axis = amount_axis(amounts)
    for cents in (0, *amounts):
        assert 0 <= axis.place(cents) <= 1


@given(AMOUNTS)
def test_there_are_a_few_marks_and_one_of_them_is_zero(amounts):
    axis = amount_axis(amounts)
    assert 1 <= len(axis.marks) <= 9
    assert 0 in axis.marks
    assert len(axis.texts) == len(set(axis.texts)) == len(axis.marks)


@pytest.mark.parametrize(
    ("high", "unit", "texts"),
    [
        (190_000_000, "€ mln", ["0,0", "0,5", "1,0", "1,5", "2,0"]),
        (1_092_550_000, "€ mln", ["0", "2", "4", "6", "8", "10", "12"]),
        (54_000_000, "€ duizend", ["0", "100", "200", "300", "400", "500"]),
        (99_999_999, "€ duizend", ["0", "200", "400", "600", "800", "1.000"]),
        (50_00, "€", ["0", "10", "20", "30", "40", "50"]),
        (0, "€", ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
        (100_000_000, "€ mln", ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
    ],
)
def test_axis_labels_are_dutch_and_the_unit_is_shown_once(high, unit, texts):
    axis = amount_axis([high])
    assert (axis.unit_name, axis.texts) == (unit, texts)


def test_negative_marks_have_a_minus_sign():
    assert amount_axis([-20_000_000, 10_000_000]).texts[0] == "−200"


@given(st.integers(1, 10**14))
def test_steps_are_round_and_neither_many_nor_few(span):
    step = round_step(span)
    assert span <= 5.5 * step
    assert str(step).rstrip("0") in ("1", "2", "25", "5")
