"""The line of each amount, and which bookings, commitments and releases count when."""

from datetime import date

import pytest

from budget.insight.facts import Resolver, resolve
from budget.model import CommitmentStatement, Facts, LineFacts, LineKey, Progress
from budget.model.shares import spread_evenly
from tests.insight.samples import PROGRAMME, YEAR, booked, knowledge, plan_line, reaching, stated, version

MAY, JUNE = date(YEAR, 5, 31), date(YEAR, 6, 30)


def facts_at(known, as_of: date = JUNE, known_at: int | None = None) -> Facts:
    return resolve(known, PROGRAMME, as_of, known_at)


def only_line(known, as_of: date = JUNE, known_at: int | None = None) -> LineFacts:
    (line,) = facts_at(known, as_of, known_at).lines
    return line


def test_without_phasing_the_remainder_cents_are_in_december():
    assert spread_evenly(100) == (8,) * 11 + (12,)


def test_a_booking_counts_on_the_reference_date_itself_and_not_the_day_after():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", JUNE, 500)])
    assert sum(only_line(known, date(YEAR, 6, 29)).realised) == 0
    assert sum(only_line(known, JUNE).realised) == 500
    assert sum(only_line(known, date(YEAR, 7, 1)).realised) == 500


def test_a_booking_counts_from_the_acceptance_that_brought_it():
    known = knowledge([version(1, plan_line())], [booked(3, "VEI-1", MAY, 500)])
    assert sum(only_line(known, known_at=2).realised) == 0
    assert sum(only_line(known, known_at=3).realised) == 500


def test_a_booking_of_this_budget_year_made_earlier_or_later_keeps_its_side_of_the_year():
    known = knowledge(
        [version(1, plan_line())],
        [booked(2, "VEI-1", date(2023, 12, 31), 1), booked(2, "VEI-1", date(2025, 1, 31), 2)],
    )
    realised = only_line(known, date(2025, 3, 1)).realised
    assert (realised[0], realised[12]) == (1, 2)


def test_the_plan_accepted_last_is_in_force_and_the_first_is_the_original():
    known = knowledge([version(1, plan_line(budget=100)), version(4, plan_line(budget=150))])
    line = only_line(known)
    assert (line.budget, line.original_budget) == (150, 100)
    assert only_line(known, known_at=3).budget == 100


def test_a_version_without_lines_for_this_year_is_in_force_but_never_the_original():
    known = knowledge([version(1), version(2, plan_line(budget=100)), version(3)])
    line = only_line(known)
    assert (line.budget, line.original_budget) == (0, 100)


def test_a_line_that_was_dropped_keeps_its_original_budget_and_its_bookings_are_unplanned():
    known = knowledge(
        [version(1, plan_line(budget=100)), version(2, plan_line("VEI-2", 70))],
        [booked(3, "VEI-1", MAY, 30)],
    )
    by_key = {line.key.code: line for line in facts_at(known).lines}
    assert (by_key["VEI-1"].original_budget, sum(by_key["VEI-1"].realised)) == (100, 0)
    assert (by_key[""].domain, sum(by_key[""].realised)) == ("VEI", 30)


def test_a_code_outside_the_plan_belongs_to_the_domain_of_its_prefix_or_to_none():
    known = knowledge(movements=[booked(1, "VEI-9", MAY, 1), booked(1, "X-1", MAY, 2)])
    assert {line.domain: sum(line.realised) for line in facts_at(known).lines} == {"VEI": 1, "": 2}
    assert not any(line.planned for line in facts_at(known).lines)


def test_a_line_with_two_sources_takes_a_booking_only_where_it_names_one():
    lines = plan_line(source="COA"), plan_line(source="SPU")
    known = knowledge([version(1, *lines)], [booked(2, "VEI-1", MAY, 1, "SPU"), booked(2, "VEI-1", MAY, 2)])
    by_key = {line.key: sum(line.realised) for line in facts_at(known).lines}
    assert by_key == {
        LineKey("VEI-1", "COA", ""): 0,
        LineKey("VEI-1", "SPU", ""): 1,
        LineKey("", "", ""): 2,
    }


def test_a_booking_on_a_source_that_the_line_does_not_have_is_unplanned():
    known = knowledge([version(1, plan_line())], [booked(2, "VEI-1", MAY, 2, "SPU")])
    assert {line.key.code: sum(line.realised) for line in facts_at(known).lines} == {"VEI-1": 0, "": 2}


def test_commitments_are_the_latest_statement_and_never_a_sum():
    known = knowledge(
        [version(1, plan_line())], commitments=[stated(2, MAY, {"VEI-1": 50}), stated(3, JUNE, {"VEI-1": 20})]
    )
    assert only_line(known, MAY).committed == 50
    assert only_line(known, date(YEAR, 6, 29)).committed == 50
    assert only_line(known, JUNE).committed == 20


def test_an_older_statement_that_comes_later_does_not_replace_a_newer_one():
    known = knowledge(
        [version(1, plan_line())], commitments=[stated(2, JUNE, {"VEI-1": 20}), stated(3, MAY, {"VEI-1": 50})]
    )
    assert only_line(known).committed == 20


def test_a_new_statement_of_a_domain_ends_the_commitments_it_no_longer_names():
    plan = version(1, plan_line(), plan_line("VEI-2"))
    known = knowledge(
        [plan], commitments=[stated(2, MAY, {"VEI-1": 50, "VEI-2": 9}), stated(3, JUNE, {"VEI-2": 9})]
    )
    assert {line.key.code: line.committed for line in facts_at(known).lines} == {"VEI-1": 0, "VEI-2": 9}


def test_a_statement_of_another_domain_leaves_commitments_alone():
    plans = [version(1, plan_line()), version(2, plan_line("WON-1", domain="WON"), domain="WON")]
    known = knowledge(plans, commitments=[stated(3, MAY, {"VEI-1": 50}), stated(4, JUNE, {"WON-1": 9})])
    assert {line.key.code: line.committed for line in facts_at(known).lines} == {"VEI-1": 50, "WON-1": 9}


def test_a_statement_without_open_commitments_says_there_are_none():
    known = knowledge(
        [version(1, plan_line())],
        commitments=[stated(2, MAY, {"VEI-1": 50}), stated(3, JUNE, {}, frozenset({"VEI-1"}))],
    )
    assert only_line(known).committed == 0


WON_LINES = tuple(plan_line(f"WON-{n}", domain="WON") for n in range(1, 10))
WON_PLAN = version(2, *WON_LINES, domain="WON")


def committed(*statements: CommitmentStatement) -> dict[str, int]:
    known = knowledge([version(1, plan_line(), plan_line("VEI-2")), WON_PLAN], commitments=statements)
    return {line.key.code: line.committed for line in facts_at(known).lines if line.committed}


def test_a_stray_row_ends_no_commitments_of_its_domain():
    """Three lines of Wonen and one row on VEI-1: the sheet does not cover Veiligheid."""
    own = stated(3, MAY, {"VEI-1": 50, "VEI-2": 7})
    stray = stated(4, JUNE, {"WON-1": 1}, frozenset({"WON-2", "WON-3", "WON-4", "WON-5", "VEI-1"}))
    assert committed(own, stray) == {"VEI-1": 50, "VEI-2": 7, "WON-1": 1}


def test_a_stray_commitment_of_another_domain_restates_that_line_alone():
    own = stated(3, MAY, {"VEI-1": 50, "VEI-2": 7})
    stray = stated(4, JUNE, {"WON-1": 1, "VEI-1": 9}, frozenset({"WON-2", "WON-3", "WON-4", "WON-5"}))
    assert committed(own, stray) == {"VEI-1": 9, "VEI-2": 7, "WON-1": 1}


@pytest.mark.parametrize(("lines", "covers"), [(2, True), (3, True), (4, False)])
def test_a_sheet_covers_a_domain_from_half_an_equal_share_of_its_lines(lines: int, covers: bool):
    """One line of Veiligheid beside several of Wonen; an equal share would be half of the lines."""
    own = stated(3, MAY, {"VEI-1": 50, "VEI-2": 7})
    mixed = stated(4, JUNE, {}, frozenset({"VEI-1", *(f"WON-{n}" for n in range(1, lines + 1))}))
    assert committed(own, mixed) == ({} if covers else {"VEI-1": 50, "VEI-2": 7})


def test_every_sheet_of_a_file_is_judged_by_itself():
    """A small domain on its own sheet is covered, however large the other sheet is."""
    own = stated(3, MAY, {"VEI-1": 50, "VEI-2": 7})
    sheets = frozenset({"VEI-1"}), frozenset(line.code for line in WON_LINES)
    assert committed(own, CommitmentStatement(4, JUNE, sheets, {})) == {}


def test_two_statements_of_one_day_add_up_when_each_names_its_own_lines():
    parts = stated(3, JUNE, {"VEI-1": 50}), stated(4, JUNE, {"VEI-2": 7})
    swapped = stated(4, JUNE, {"VEI-1": 50}), stated(3, JUNE, {"VEI-2": 7})
    assert committed(*parts) == committed(*swapped) == {"VEI-1": 50, "VEI-2": 7}


def test_of_two_statements_of_one_day_that_name_a_line_the_one_accepted_last_counts():
    assert committed(stated(3, JUNE, {"VEI-1": 50}), stated(4, JUNE, {"VEI-1": 7})) == {"VEI-1": 7}
    assert committed(stated(4, JUNE, {"VEI-1": 50}), stated(3, JUNE, {"VEI-1": 7})) == {"VEI-1": 50}


def test_a_code_without_a_domain_is_restated_only_when_named():
    """Two such codes are unrelated."""
    assert committed(stated(3, MAY, {"X-1": 5, "Y-1": 3}), stated(4, JUNE, {"X-1": 4})) == {"": 7}
    assert committed(stated(3, MAY, {"X-1": 5}), stated(4, JUNE, {}, frozenset({"X-1"}))) == {}


def test_the_latest_own_forecast_is_shared_out_over_the_sources_of_a_line():
    lines = plan_line(source="COA", budget=300), plan_line(source="SPU", budget=100)
    notes = (
        (2, Progress("VEI-1", MAY, 200)),
        (3, Progress("VEI-1", date(YEAR, 4, 30), 999)),
        (4, Progress("VEI-1", JUNE, 401)),
    )
    known = knowledge([version(1, *lines)], progress=notes)
    assert [line.own_forecast for line in facts_at(known, MAY).lines] == [150, 50]
    assert [line.own_forecast for line in facts_at(known, JUNE).lines] == [301, 100]


def test_of_two_own_forecasts_of_one_day_the_one_accepted_last_counts():
    notes = (2, Progress("VEI-1", MAY, 900)), (3, Progress("VEI-1", MAY, 200))
    assert only_line(knowledge([version(1, plan_line())], progress=notes)).own_forecast == 200


def test_an_own_forecast_of_another_year_does_not_count():
    known = knowledge([version(1, plan_line())], progress=((2, Progress("VEI-1", date(2023, 12, 31), 9)),))
    assert only_line(known).own_forecast is None


def test_the_domain_of_a_code_follows_the_plan_before_the_prefix():
    known = knowledge([version(1, plan_line("VEI-1", domain="WON"), domain="WON")])
    assert Resolver(known, PROGRAMME).domain_of("VEI-1") == "WON"


def test_a_line_is_booked_until_the_day_its_domains_ledger_reaches():
    """A ledger that does not name a line says that nothing was booked on it."""
    lines = version(1, plan_line("VEI-1"), plan_line("VEI-2"))
    other = version(1, plan_line("WON-1", domain="WON"), domain="WON")
    known = knowledge([lines, other], coverage=(reaching(MAY, "VEI-1"), reaching(date(YEAR, 2, 29), "WON-1")))
    until = {line.key.code: line.booked_until for line in facts_at(known).lines}
    assert until == {"VEI-1": MAY, "VEI-2": MAY, "WON-1": date(YEAR, 2, 29)}


def test_a_ledger_up_to_the_reference_date_or_further_is_not_late():
    for day, until in ((date(YEAR, 6, 29), date(YEAR, 6, 29)), (JUNE, None), (date(YEAR, 7, 1), None)):
        known = knowledge([version(1, plan_line())], coverage=(reaching(day, "VEI-1"),))
        assert only_line(known).booked_until == until


def test_without_any_ledger_a_line_is_booked_until_the_previous_year_end():
    assert only_line(knowledge([version(1, plan_line())])).booked_until == date(YEAR - 1, 12, 31)
