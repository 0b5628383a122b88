"""Every signal rule at its boundary: below, equal, above."""

from dataclasses import replace
from datetime import date

import pytest

from budget.insight.signals import rules_in_force, signal
from budget.model import Colour, Interval, Measures, RunOut
from budget.programme import REASON_WORDS
from budget.programme.reading import CONDITIONS
from tests.insight.samples import RULES, THOUSAND, YEAR

JUNE = date(YEAR, 6, 30)
NEVER = RunOut(None, None, None, 0.0)


def measures(**options) -> Measures:
    values = {
        "budget": 1000 * THOUSAND,
        "original_budget": 1000 * THOUSAND,
        "released": 1000 * THOUSAND,
        "released_unknown": 0,
        "realised": 500 * THOUSAND,
        "committed": 0,
        "norm": 500 * THOUSAND,
        "forecast": Interval(900 * THOUSAND, 950 * THOUSAND, 1000 * THOUSAND),
        "run_out": NEVER,
    }
    return Measures(**{**values, **options})


def rule_for(m: Measures) -> str:
    return signal(m, "VEI", RULES, JUNE).rule


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_that_a_programme_may_name_can_be_judged(condition: str) -> None:
    rules = tuple(replace(RULES[-1], id=name, condition=name) for name in (condition, "otherwise"))
    assert signal(measures(), "VEI", rules, JUNE).rule in {condition, "otherwise"}


def test_on_plan_is_green():
    assert rule_for(measures()) == "goed"


@pytest.mark.parametrize(("committed", "rule"), [(499, "goed"), (500, "goed"), (501, "begroot")])
def test_more_used_than_budgeted_is_red(committed, rule):
    assert rule_for(measures(committed=committed * THOUSAND)) == rule


@pytest.mark.parametrize(("released", "rule"), [(499, "vrijgegeven"), (500, "goed"), (501, "goed")])
def test_more_used_than_released_is_red(released, rule):
    assert rule_for(measures(released=released * THOUSAND)) == rule


def test_a_release_that_is_unknown_gives_no_red():
    assert rule_for(measures(released=None)) == "goed"
    assert rule_for(measures(released=400 * THOUSAND, released_unknown=1)) == "goed"


@pytest.mark.parametrize(("probability", "rule"), [(0.49, "goed"), (0.5, "op"), (0.51, "op")])
def test_a_likely_run_out_is_red(probability, rule):
    run_out = RunOut(date(YEAR, 9, 20), date(YEAR, 10, 14), date(YEAR, 11, 30), probability)
    assert rule_for(measures(run_out=run_out)) == rule


@pytest.mark.parametrize(("norm", "rule"), [(600, "goed"), (601, "plan"), (400, "goed"), (399, "plan")])
def test_a_deviation_above_ten_percent_is_orange_in_either_direction(norm, rule):
    assert rule_for(measures(norm=norm * THOUSAND)) == rule


@pytest.mark.parametrize(("ahead", "rule"), [(24, "goed"), (25, "goed"), (26, "plan")])
def test_a_small_deviation_is_not_orange(ahead, rule):
    small = {"budget": 100 * THOUSAND, "released": 100 * THOUSAND, "realised": 50 * THOUSAND}
    outturn = Interval(90 * THOUSAND, 95 * THOUSAND, 100 * THOUSAND)
    assert rule_for(measures(**small, norm=(50 - ahead) * THOUSAND, forecast=outturn)) == rule


@pytest.mark.parametrize(("expected", "rule"), [(849, "over"), (850, "goed"), (851, "goed")])
def test_a_large_expected_remainder_is_orange(expected, rule):
    outturn = Interval(700 * THOUSAND, expected * THOUSAND, 1000 * THOUSAND)
    assert rule_for(measures(forecast=outturn)) == rule


def test_no_budget_and_nothing_used_is_grey():
    nothing = {"budget": 0, "released": 0, "realised": 0, "norm": 0, "forecast": Interval(0, 0, 0)}
    assert signal(measures(**nothing), "VEI", RULES, JUNE).colour is Colour.GREY
    assert signal(measures(**{**nothing, "realised": 1}), "VEI", RULES, JUNE).colour is Colour.RED


def test_a_little_money_without_a_budget_is_not_compared_with_a_plan():
    """Below the floor it is green: without a plan it cannot be ahead of one."""
    rules = [rule for rule in RULES if rule.condition in ("off_plan", "otherwise")]
    m = measures(budget=0, released=0, realised=1, norm=0, forecast=Interval(0, 0, 0))
    found = signal(m, "VEI", rules, JUNE)
    assert (found.rule, "n.v.t." in found.reason) == ("goed", False)


def test_the_first_rule_that_holds_decides():
    assert rule_for(measures(committed=501 * THOUSAND, released=1, norm=0)) == "begroot"


@pytest.mark.wording
def test_the_reason_states_the_figures():
    found = signal(measures(norm=700 * THOUSAND), "VEI", RULES, JUNE)
    assert found.reason == "minder: 50\u00a0% tegen 70\u00a0%"


@pytest.mark.parametrize(
    ("cents", "said"), [(1, "€\u00a00,01"), (49, "€\u00a00,49"), (50, "€\u00a01"), (149, "€\u00a01")]
)
def test_an_excess_of_a_few_cents_is_shown_in_cents(cents: int, said: str):
    rules = [replace(RULES[0], reason="{excess} te veel")]
    budget = measures().budget
    found = signal(measures(realised=budget + cents, committed=0), "VEI", rules, JUNE)
    assert found.reason == f"{said} te veel"


@pytest.mark.wording
def test_the_run_out_reason_names_its_three_days():
    run_out = RunOut(date(YEAR, 9, 20), date(YEAR, 10, 14), None, 0.6)
    found = signal(measures(run_out=run_out), "VEI", RULES, JUNE)
    assert found.reason == "op rond 14 oktober (op zijn vroegst 20 september, misschien pas na dit jaar)"


def test_a_rule_counts_from_its_date_and_the_latest_wins():
    stricter = replace(RULES[3], valid_from=JUNE, share=0.01)
    rules = (*RULES, stricter)
    assert stricter in rules_in_force(rules, "VEI", JUNE)
    assert stricter not in rules_in_force(rules, "VEI", date(YEAR, 6, 29))


def test_a_rule_of_a_domain_goes_before_the_general_one_and_keeps_its_place():
    own = replace(RULES[3], domains=("VEI",), share=0.5)
    in_force = rules_in_force((*RULES, own), "VEI", JUNE)
    assert in_force[3] is own
    assert rules_in_force((*RULES, own), "WON", JUNE)[3] is RULES[3]


def test_a_programme_without_a_last_rule_is_a_bug():
    with pytest.raises(ValueError, match="otherwise"):
        signal(measures(), "VEI", RULES[:1], JUNE)


def test_a_reason_may_name_exactly_the_figures_that_a_programme_file_may_name():
    reason = " ".join(f"{{{word}}}" for word in REASON_WORDS)
    assert "{" not in signal(measures(), "VEI", [replace(RULES[-1], reason=reason)], JUNE).reason
