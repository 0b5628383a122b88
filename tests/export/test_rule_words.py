"""The rules of the traffic light in words: the same on screen and in every format."""

from budget.export.wording import CONDITIONS, condition_words
from budget.model import Colour
from budget.programme import reading
from tests.insight.samples import RULES


def test_every_condition_that_a_programme_may_name_has_words() -> None:
    assert CONDITIONS.keys() == set(reading.CONDITIONS)


def test_the_thresholds_are_those_of_the_rule() -> None:
    rule = next(one for one in RULES if one.condition == "run_out_likely" and one.colour is Colour.RED)
    said = condition_words(rule)
    assert f"{100 * rule.share:g}" in said
    assert f"{100 * rule.over_share:g}" in said
