"""The day up to which bookings of each domain are known, and which domains lag too far."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from budget.insight.facts import Resolver
from budget.insight.missing_bookings import list_missing_bookings
from budget.model.content import Coverage, Knowledge
from tests.insight.samples import PROGRAMME, YEAR, knowledge, plan_line, reaching, version

SEPTEMBER = date(YEAR, 9, 30)
PLAN = version(1, plan_line("VEI-1"))


def known(*statements: Coverage) -> Knowledge:
    return replace(knowledge(versions=[PLAN]), coverage=statements)


def reached(found: Knowledge, as_of: date) -> dict[str, date]:
    return Resolver(found, PROGRAMME).known_until(as_of)


@pytest.mark.parametrize(("days", "is_said"), [(30, False), (31, False), (32, True)])
def test_bookings_are_missing_after_more_than_31_days(days: int, is_said: bool) -> None:
    found = known(reaching(SEPTEMBER, domains=("VEI",)))
    unreached = list_missing_bookings(PROGRAMME, found, SEPTEMBER + timedelta(days))
    assert [(one.domain, one.known_until) for one in unreached] == [("VEI", SEPTEMBER)] * is_said


@pytest.mark.parametrize(("days", "is_said"), [(30, False), (31, False), (32, True)])
def test_without_any_bookings_the_days_count_from_the_start_of_the_year(days: int, is_said: bool) -> None:
    unreached = list_missing_bookings(PROGRAMME, known(), date(YEAR - 1, 12, 31) + timedelta(days))
    assert [(one.domain, one.known_until) for one in unreached] == [("VEI", None)] * is_said


def test_a_domain_without_a_plan_in_the_year_is_not_asked_for() -> None:
    assert list_missing_bookings(PROGRAMME, knowledge(), date(YEAR, 12, 31)) == ()


def test_the_reach_is_never_later_than_the_reference_date() -> None:
    found = known(reaching(SEPTEMBER, domains=("VEI",)))
    assert reached(found, date(YEAR, 5, 31)) == {"VEI": date(YEAR, 5, 31)}


def test_bookings_of_an_earlier_year_do_not_extend_this_year() -> None:
    assert reached(known(reaching(date(YEAR - 1, 12, 31), domains=("VEI",))), SEPTEMBER) == {}


def test_the_latest_of_named_lines_and_whole_domains_counts() -> None:
    both = known(reaching(SEPTEMBER, "VEI-1"), reaching(date(YEAR, 6, 30), domains=("VEI",)))
    assert reached(both, date(YEAR, 12, 31)) == {"VEI": SEPTEMBER}
