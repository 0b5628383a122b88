import pytest

from budget.charts.tables import (
    Tabular,
    euro_or_dash,
    number_in_words,
    released_words,
    sentence_case,
    unknown_lines,
)
from budget.labels import NBSP, room
from tests.charts import samples


def measures(**changed):
    return samples.row_of(samples.line(budget=100_000_00, **changed)).measures


def test_free_room_below_zero_says_tekort():
    assert room(-1_00) == f"−{NBSP}€{NBSP}1 (tekort)"
    assert room(0) == f"€{NBSP}0"
    assert room(1_00) == f"€{NBSP}1"


def test_an_amount_that_does_not_apply_is_a_dash():
    assert euro_or_dash(None) == "–"
    assert euro_or_dash(0) == f"€{NBSP}0"


def test_an_unknown_release_is_shown_as_unknown():
    row = samples.row_of(samples.line(budget=100_00), samples.line(budget=50_00, released=None))
    assert released_words(row.measures) == f"€{NBSP}100 (van 1 regel onbekend)"
    assert released_words(measures(released=None)) == "onbekend"
    assert released_words(measures()) == f"€{NBSP}100.000"


@pytest.mark.parametrize(("count", "words"), [(0, "–"), (1, "1 regel"), (3, "3 regels")])
def test_unknown_lines_are_counted(count, words):
    assert unknown_lines(count) == words


@pytest.mark.parametrize(("number", "word"), [(0, "nul"), (7, "zeven"), (12, "twaalf"), (13, "13")])
def test_numbers_up_to_twelve_are_words(number, word):
    assert number_in_words(number) == word


def test_a_sentence_starts_with_a_capital():
    assert sentence_case("twee van de zeven") == "Twee van de zeven"
    assert sentence_case("") == ""


def test_a_chart_without_cells_cannot_be_a_table():
    with pytest.raises(TypeError, match="cells"):
        Tabular()
