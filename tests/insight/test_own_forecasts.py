"""Which own forecast of the budget holder counts for a line."""

from datetime import date

import pytest

from budget.insight.facts import Resolver, resolve
from budget.model.content import Progress
from tests.insight.samples import PROGRAMME, YEAR, knowledge, plan_line, version

MAY, AUGUST, OCTOBER = date(YEAR, 5, 31), date(YEAR, 8, 31), date(YEAR, 10, 31)
PLAN = version(1, plan_line("VEI-1"))
SAID, WITHDRAWN = Progress("VEI-1", MAY, 500), Progress("VEI-1", AUGUST, withdrawn=True)


def own(*notes: Progress, as_of: date = OCTOBER) -> int | None:
    found = knowledge(versions=[PLAN], progress=tuple(enumerate(notes, start=2)))
    (line,) = resolve(found, PROGRAMME, as_of).lines
    return line.own_forecast


def test_a_note_without_a_forecast_keeps_the_earlier_forecast() -> None:
    assert own(SAID, Progress("VEI-1", AUGUST, note="Nog steeds")) == 500


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(YEAR, 8, 30), 500), (AUGUST, None), (date(YEAR, 9, 1), None)]
)
def test_a_withdrawn_forecast_counts_until_the_day_it_is_withdrawn(as_of: date, expected: int | None) -> None:
    assert own(SAID, WITHDRAWN, as_of=as_of) == expected


def test_a_later_forecast_counts_again() -> None:
    assert own(SAID, WITHDRAWN, Progress("VEI-1", OCTOBER, 700)) == 700


def test_of_one_day_the_one_accepted_last_counts() -> None:
    assert own(Progress("VEI-1", AUGUST, 500), WITHDRAWN) is None
    assert own(WITHDRAWN, Progress("VEI-1", AUGUST, 500)) == 500


def test_a_forecast_for_a_whole_domain_changes_no_line() -> None:
    assert own(SAID, Progress("VEI", AUGUST, 900)) == 500


def test_progress_on_a_domain_code_belongs_to_the_domain_and_a_booking_does_not() -> None:
    resolver = Resolver(knowledge(versions=[PLAN]), PROGRAMME)
    assert resolver.subject_of("VEI") == "VEI"
    assert resolver.subject_of("VEI-1") == "VEI"
    assert resolver.subject_of("ANDERS") == ""
    assert resolver.domain_of("VEI") == ""
