"""Original, amendments and plan in force: they agree to the cent, and nothing is added up twice."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from budget.insight.amendments import follow_amendments
from budget.insight.facts import Resolver
from budget.model.content import Acceptance, Amendment, Knowledge, PlanVersion
from budget.model.submission_details import Origin
from budget.model.words import LineKey
from tests.store.samples import PROGRAMME, YEAR, line

WHY = Amendment(Origin.SPRING, "Meer bomen", "Voorjaarsnota")
CODES = ("GRO-1", "GRO-2", "GRO-3")


def known(*versions: dict[str, int], why: dict[int, Amendment] | None = None) -> Knowledge:
    """Versions of one domain, accepted one month apart; each has budgets by code."""
    at = [datetime(YEAR, n + 1, 5) for n in range(len(versions))]
    return Knowledge(
        YEAR,
        len(versions),
        acceptances=tuple(Acceptance(n + 1, n + 1, "x", "cor", t, "cato", t) for n, t in enumerate(at)),
        versions=tuple(
            PlanVersion(n + 1, "GRO", tuple(line(code, budget) for code, budget in lines.items()))
            for n, lines in enumerate(versions)
        ),
        amendments=tuple((why or {}).items()),
    )


plans = st.dictionaries(st.sampled_from(CODES), st.integers(0, 10**9))


@given(st.lists(plans, min_size=1, max_size=5))
def test_the_original_with_all_changes_is_the_plan_in_force(versions: list[dict[str, int]]) -> None:
    knowledge = known(*versions)
    plan = follow_amendments(knowledge, PROGRAMME, "GRO")
    in_force = {x.key: x.budget for x in Resolver(knowledge, PROGRAMME).in_force["GRO"].lines}
    if plan is None:
        assert not any(versions)
        return
    for one in (*plan.lines, plan.total):
        assert (one.original or 0) + sum(one.changes) == (one.current or 0)
    assert {x.key: x.current for x in plan.lines if x.current is not None} == in_force
    assert plan.total.current == sum(in_force.values())
    assert [step.seq for step in plan.steps] == sorted({step.seq for step in plan.steps})


def test_added_and_removed_lines_are_listed_with_original_and_current_amounts() -> None:
    plan = follow_amendments(known({"GRO-1": 100}, {"GRO-2": 70}, why={2: WHY}), PROGRAMME, "GRO")
    told = {x.key: (x.original, x.changes, x.current) for x in plan.lines}
    keys = [LineKey(code, line().source, line().theme) for code in ("GRO-1", "GRO-2")]
    assert told == {keys[0]: (100, (-100,), None), keys[1]: (None, (70,), 70)}
    assert (plan.steps[0].amendment, plan.steps[0].on.month) == (WHY, 2)


def test_an_unchanged_version_is_no_step_and_a_missing_origin_is_named() -> None:
    plan = follow_amendments(known({"GRO-1": 1}, {"GRO-1": 1}, {"GRO-1": 2}), PROGRAMME, "GRO")
    assert [(step.seq, step.origin) for step in plan.steps] == [(3, "niet opgegeven")]


def test_a_domain_without_a_plan_has_none() -> None:
    assert follow_amendments(known({"GRO-1": 1}), PROGRAMME, "SPE") is None
