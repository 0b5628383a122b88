"""Changes between two moments add up to the cent for every group, each with its acceptance."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from budget.insight.diff.free_room import Bridge, ChangeKind, Moment, bridge, list_changes
from budget.insight.facts import resolve
from budget.model import LineFacts
from tests.insight.samples import PROGRAMME, YEAR, booked, knowledge, plan_line, stated, version
from tests.insight.strategies import MOST_SEQ, days, knowledges

MAY, JUNE = date(YEAR, 5, 31), date(YEAR, 6, 30)
GROUPS = {
    "programme": lambda item: "",
    "domain": lambda item: item.domain,
    "line": lambda item: (item.domain, item.key),
    "source": lambda item: item.key.source,
    "action line": lambda item: (item.domain, item.action_line if item.key.code else ""),
    "budget holder": lambda item: item.budget_holder if item.key.code else "",
}


def free(line: LineFacts) -> int:
    return line.budget - sum(line.realised) - line.committed


def changes_between(known, before: Moment, after: Moment):
    return list_changes(known, PROGRAMME, before, after)


def test_equal_moments_have_no_changes():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", MAY, 5)])
    assert changes_between(known, Moment(JUNE, 9), Moment(JUNE, 9)) == ()


def test_an_amendment_is_a_change_of_plan_by_its_own_acceptance():
    known = knowledge([version(1, plan_line(budget=100)), version(4, plan_line(budget=150))])
    (change,) = changes_between(known, Moment(MAY, 1), Moment(JUNE, 4))
    assert (change.kind, change.seq, change.cents, change.effect) == (ChangeKind.PLAN, 4, 50, 50)


def test_two_amendments_are_two_changes():
    lines = [version(n, plan_line(budget=100 * n)) for n in (1, 2, 3)]
    found = changes_between(knowledge(lines), Moment(MAY, 1), Moment(MAY, 3))
    assert [(change.seq, change.cents) for change in found] == [(2, 100), (3, 100)]


def test_a_booking_counts_as_new_when_only_its_date_came_within_reach():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", JUNE, 40)])
    (change,) = changes_between(known, Moment(MAY, 2), Moment(JUNE, 2))
    assert (change.kind, change.seq, change.effect) == (ChangeKind.BOOKINGS, 2, -40)


def test_a_correction_is_a_change_of_the_acceptance_that_brought_it():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", MAY, 40), booked(3, "VEI-1", MAY, -15)])
    (change,) = changes_between(known, Moment(MAY, 2), Moment(MAY, 3))
    assert (change.seq, change.effect) == (3, 15)


def test_commitments_change_by_the_difference_of_two_stocks():
    known = knowledge(
        [version(1, plan_line())], commitments=[stated(2, MAY, {"VEI-1": 50}), stated(3, JUNE, {"VEI-1": 20})]
    )
    (change,) = changes_between(known, Moment(MAY, 3), Moment(JUNE, 3))
    assert (change.kind, change.seq, change.cents) == (ChangeKind.COMMITMENTS, 3, -30)


def test_a_line_that_moves_to_another_action_line_reconciles_in_both():
    known = knowledge(
        [version(1, plan_line(action_line="Een")), version(2, plan_line(action_line="Twee"))],
        [booked(1, "VEI-1", MAY, 40)],
    )
    found = changes_between(known, Moment(MAY, 1), Moment(MAY, 2))
    assert sum(change.effect for change in found) == 0
    assert {change.action_line for change in found} == {"Een", "Twee"}


def test_a_bridge_can_be_limited_to_selected_changes():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", JUNE, 40), booked(2, "X-1", JUNE, 2)])
    found = changes_between(known, Moment(MAY, 2), Moment(JUNE, 2))
    assert bridge(100, found) == Bridge(100, 0, 42, 0)
    assert bridge(100, found, lambda change: change.domain == "VEI").after == 60


@given(knowledges(), days, days, st.integers(0, MOST_SEQ), st.integers(0, MOST_SEQ))
def test_the_changes_of_every_group_add_up_to_its_change_of_free_room(known, first, last, early, late):
    found = changes_between(known, Moment(first, early), Moment(last, late))
    then = resolve(known, PROGRAMME, first, early).lines
    now = resolve(known, PROGRAMME, last, late).lines
    assert all(change.cents for change in found)
    for name, key in GROUPS.items():
        before, after, moved = {}, {}, {}
        for line in then:
            before[key(line)] = before.get(key(line), 0) + free(line)
        for line in now:
            after[key(line)] = after.get(key(line), 0) + free(line)
        for change in found:
            moved[key(change)] = moved.get(key(change), 0) + change.effect
        for group in before.keys() | after.keys() | moved.keys():
            assert before.get(group, 0) + moved.get(group, 0) == after.get(group, 0), (name, group)
