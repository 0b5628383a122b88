"""Open commitments from earlier statements."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from budget.insight.old_commitments import list_old_commitments
from budget.model.content import Coverage
from tests.insight.samples import PROGRAMME, YEAR, knowledge, plan_line, reaching, stated, version

AUGUST, SEPTEMBER, OCTOBER = date(YEAR, 8, 31), date(YEAR, 9, 30), date(YEAR, 10, 31)
PLAN = version(1, plan_line("VEI-1"), plan_line("VEI-2"))


def old(*coverage: Coverage, as_of: date = OCTOBER, commitments=None):
    said = [stated(2, AUGUST, {"VEI-1": 500})] if commitments is None else commitments
    found = replace(knowledge(versions=[PLAN], commitments=said), coverage=coverage)
    return [(one.domain, one.of_days) for one in list_old_commitments(PROGRAMME, found, as_of)]


@pytest.mark.parametrize(("days", "is_old"), [(30, False), (31, False), (32, True)])
def test_commitments_more_than_31_days_older_than_the_bookings_reach_are_old(days: int, is_old: bool) -> None:
    reached = reaching(AUGUST + timedelta(days), domains=("VEI",))._replace(date=date(YEAR, 12, 1))
    assert old(reached) == [("VEI", ((AUGUST, 500),))] * is_old


@pytest.mark.parametrize(("days", "is_old"), [(-1, False), (0, False), (1, True)])
def test_commitments_older_than_the_newest_statement_of_the_domain_are_old(days: int, is_old: bool) -> None:
    newer = reaching(date(YEAR, 7, 31), domains=("VEI",))._replace(date=AUGUST + timedelta(days))
    assert old(newer) == [("VEI", ((AUGUST, 500),))] * is_old


def test_a_statement_after_the_reference_date_makes_no_commitments_old() -> None:
    newer = reaching(date(YEAR, 7, 31), domains=("VEI",))._replace(date=OCTOBER)
    assert old(newer, as_of=SEPTEMBER) == []


def test_a_statement_of_another_domain_makes_no_commitments_old() -> None:
    assert old(reaching(SEPTEMBER, domains=("WON",))) == []


def test_commitments_that_were_ended_are_not_old() -> None:
    ended = [stated(2, AUGUST, {"VEI-1": 500}), stated(3, SEPTEMBER, {}, frozenset({"VEI-1"}))]
    assert old(reaching(SEPTEMBER, domains=("VEI",)), commitments=ended) == []


def test_old_commitments_are_summed_per_statement_date() -> None:
    said = [stated(2, AUGUST, {"VEI-1": 500}), stated(3, SEPTEMBER, {"VEI-2": 70})]
    said = [replace(one, domains=frozenset()) for one in said]
    found = old(reaching(OCTOBER, domains=("VEI",)), commitments=said)
    assert found == [("VEI", ((AUGUST, 500), (SEPTEMBER, 70)))]
