"""A new list of contributions or decisions replaces the old one of its domain; every difference is listed."""

from dataclasses import replace

from budget.insight.diff.lists import ListChange, compare_lists
from budget.insight.diff.plan import PlanChangeKind
from tests.store.samples import contribution, decision

A, B = contribution("Speeltuin", amount=100), contribution("Sportclub")


def test_a_reordered_list_is_unchanged() -> None:
    assert compare_lists((A, B), (B, A)) == ()


def test_added_and_removed_items_are_reported() -> None:
    found = compare_lists((A,), (B,))
    assert {(c.kind, c.item) for c in found} == {(PlanChangeKind.REMOVED, A), (PlanChangeKind.ADDED, B)}


def test_another_amount_of_the_same_contribution_is_a_change() -> None:
    more = replace(A, amount=250)
    (found,) = compare_lists((A, B), (more, B))
    assert found == ListChange(A, more)
    assert found.kind is PlanChangeKind.CHANGED


def test_other_criteria_of_the_same_decision_are_a_change() -> None:
    old, new = decision(), decision(criteria="Minste kosten")
    assert compare_lists((old,), (new,)) == (ListChange(old, new),)


def test_removing_one_of_two_equal_items_is_one_change() -> None:
    assert compare_lists((A, A), (A,)) == (ListChange(A, None),)


def test_lists_of_other_domains_are_not_compared() -> None:
    other = contribution("Natuurclub", "GRO")
    assert compare_lists((A, other), (A,)) == ()
    assert compare_lists((A, other), ()) == ()
