"""What is released by date, of which lines, and what is used without release since when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from budget.insight.facts import resolve
from budget.insight.releases import follow_releases
from budget.model.content import Knowledge, Release
from budget.model.releases import ReleasePath
from budget.model.words import Cents, ReleaseState
from tests.insight.samples import PROGRAMME, YEAR, booked, knowledge, plan_line, version

APRIL, JUNE = date(YEAR, 4, 15), date(YEAR, 6, 30)
DAY = timedelta(days=1)
PLAN = version(1, plan_line("VEI-1", 300, released=90), plan_line("VEI-2", 100, released=80))


def release(code: str = "VEI-1", amount: Cents = 200, on: date = APRIL, **options) -> Release:
    values = {"source": "", "theme": "", "year": YEAR, "state": ReleaseState.RELEASED, "decision": "VJN"}
    return Release("VEI", code, date=on, amount=amount, **{**values, **options})


def known(*releases: Release, seq: int = 2, versions=(PLAN,), **more) -> Knowledge:
    return knowledge(versions, releases=tuple((seq, one) for one in releases), **more)


def released(found: Knowledge, as_of: date = JUNE) -> dict[str, Cents | None]:
    return {line.key.code: line.released for line in resolve(found, PROGRAMME, as_of).lines}


def path(found: Knowledge, as_of: date = JUNE) -> ReleasePath:
    told = follow_releases(found, PROGRAMME, "VEI", as_of)
    assert told is not None
    return told


@pytest.mark.parametrize(("as_of", "amount"), [(APRIL - DAY, 0), (APRIL, 200), (APRIL + DAY, 200)])
def test_money_is_released_from_the_day_of_its_release(as_of: date, amount: Cents) -> None:
    assert released(known(release()), as_of) == {"VEI-1": amount, "VEI-2": 80}


@pytest.mark.parametrize("state", [ReleaseState.PLANNED, ReleaseState.REQUESTED, ReleaseState.LAPSED])
def test_once_a_line_has_releases_the_plans_released_amount_no_longer_counts(state: ReleaseState) -> None:
    assert released(known(release(state=state)))["VEI-1"] == 0


def test_releases_of_a_line_add_up() -> None:
    assert released(known(release(), release(amount=50, on=JUNE)))["VEI-1"] == 250


def test_a_release_for_a_source_is_shared_out_by_budget_to_the_cent() -> None:
    assert released(known(release("", 101, source="COA"))) == {"VEI-1": 76, "VEI-2": 25}


def test_a_release_for_another_source_year_or_line_changes_nothing() -> None:
    others = release("", source="SPU"), release(year=YEAR + 1), release("VEI-9")
    assert released(known(*others)) == {"VEI-1": 90, "VEI-2": 80}


def test_a_new_list_replaces_the_one_before_and_history_keeps_that() -> None:
    found = knowledge([PLAN], releases=((2, release(amount=10)), (3, release("VEI-2", 20))))
    assert released(found) == {"VEI-1": 90, "VEI-2": 20}
    then = resolve(found, PROGRAMME, JUNE, known_at=2)
    assert {line.key.code: line.released for line in then.lines} == {"VEI-1": 10, "VEI-2": 80}


def test_a_line_whose_plan_is_silent_is_known_once_it_has_a_release() -> None:
    silent = version(1, plan_line("VEI-1", 300, released=None))
    assert released(known(versions=[silent]))["VEI-1"] is None
    assert released(known(release(amount=0), versions=[silent]))["VEI-1"] == 0


def test_a_domain_without_releases_has_no_release_path() -> None:
    assert follow_releases(known(), PROGRAMME, "VEI", JUNE) is None


def test_the_path_steps_on_the_days_of_releases_and_what_is_used_ends_at_the_reference_date() -> None:
    later = release(amount=60, on=date(YEAR, 9, 10))
    found = path(known(release(), later, movements=[booked(3, "VEI-1", date(YEAR, 2, 29), 70)]))
    steps = {point.day: point.cents for point in found.released}
    assert [steps[d] for d in (APRIL - timedelta(15), APRIL, date(YEAR, 9, 10), date(YEAR, 12, 31))] == [
        80, 280, 340, 340,
    ]  # fmt: skip
    assert (found.used[-1].day, found.used[-1].cents, found.budget) == (JUNE, 70, 400)


def test_use_without_release_is_named_since_the_month_in_which_it_began() -> None:
    spent = [booked(3, "VEI-1", date(YEAR, 5, 31), 150), booked(3, "VEI-1", date(YEAR, 2, 29), 20)]
    (found,) = path(known(release(amount=100), movements=spent)).unreleased
    assert (found.line.key.code, found.cents, found.since) == ("VEI-1", 70, date(YEAR, 5, 31))


def test_unreleased_use_is_dated_from_the_last_time_it_began() -> None:
    """Spent in February, covered by the release of April, spent beyond it in June."""
    spent = [booked(3, "VEI-1", date(YEAR, 2, 29), 50), booked(3, "VEI-1", JUNE, 200)]
    (found,) = path(known(release(), movements=spent)).unreleased
    assert (found.cents, found.since) == (50, JUNE)


def test_use_up_to_the_released_amount_is_not_reported() -> None:
    spent = [booked(3, "VEI-1", JUNE, 200)]
    assert path(known(release(), movements=spent)).unreleased == ()


def test_a_release_for_no_existing_line_is_marked_as_not_counting() -> None:
    assert [is_taken for _, is_taken in path(known(release("VEI-9"), release())).releases] == [False, True]
