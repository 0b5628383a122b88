"""What a new plan changes; the order of rows never matters."""

from budget.insight.diff.plan import PlanChangeKind, compare_plans
from tests.insight.samples import plan_line


def test_the_same_plan_in_another_order_changes_nothing():
    lines = [plan_line(), plan_line("VEI-2")]
    assert compare_plans(lines, lines[::-1]) == ()


def test_lines_are_added_removed_and_changed():
    old = [plan_line("VEI-1", 100), plan_line("VEI-2", 50)]
    new = [plan_line("VEI-1", 130, note="meer"), plan_line("VEI-3", 20)]
    changed, removed, added = compare_plans(old, new)
    assert (changed.kind, changed.fields) == (PlanChangeKind.CHANGED, ("budget", "released", "note"))
    assert (removed.kind, removed.budget_change) == (PlanChangeKind.REMOVED, -50)
    assert (added.kind, added.budget_change) == (PlanChangeKind.ADDED, 20)


def test_domains_absent_from_the_new_plan_are_not_compared():
    old = [plan_line(), plan_line("WON-1", domain="WON")]
    assert compare_plans(old, [plan_line()]) == ()


def test_the_same_code_in_another_year_is_another_line():
    found = compare_plans([plan_line(year=2024)], [plan_line(year=2025)])
    assert {change.kind for change in found} == {PlanChangeKind.ADDED, PlanChangeKind.REMOVED}
