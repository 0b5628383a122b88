"""Days of meetings, typed or from a calendar file."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.grammar.dates import read_date
from budget.model.words import BudgetError
from budget.programme.calendar_file import read_calendar, read_lines, usual_reference

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
DTSTART:19700329T020000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Stuurgroep\\, wijk
  en stad
DTSTART;TZID=Europe/Amsterdam:20250327T100000
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20250626
END:VEVENT
BEGIN:VEVENT
SUMMARY;LANGUAGE=nl:Laat
DTSTART:20251218T233000Z
END:VEVENT
BEGIN:VEVENT
DTSTART:20251345
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_event_gives_its_day_in_amsterdam_with_its_title(end: str) -> None:
    assert read_calendar(CALENDAR.replace("\n", end)) == {
        date(2025, 3, 27): "Stuurgroep, wijk en stad",
        date(2025, 6, 26): "",
        date(2025, 12, 19): "Laat",
    }


@pytest.mark.parametrize("text", ["", "hallo", "DTSTART:20250101"])
def test_a_file_without_events_is_refused(text: str) -> None:
    with pytest.raises(BudgetError, match="geen afspraak"):
        read_calendar(text)


def day(text: str) -> date:
    found = read_date(text, (2025,))
    if not isinstance(found, date):
        raise BudgetError(text)
    return found


def test_a_line_has_a_day_and_may_have_a_reference_date() -> None:
    found = read_lines("27-03-2025; 28-02-2025\n\n26-06-2025\n", day)
    assert found == {date(2025, 3, 27): date(2025, 2, 28), date(2025, 6, 26): date(2025, 5, 31)}


@pytest.mark.parametrize("text", ["morgen", "27-03-2025; later", "27-03-2025; 28-03-2025"])
def test_an_invalid_date_or_a_reference_date_after_its_meeting_is_refused(text: str) -> None:
    with pytest.raises(BudgetError):
        read_lines(text, day)


@pytest.mark.parametrize(
    ("meeting", "reference"),
    [
        (date(2025, 3, 15), date(2025, 1, 31)),
        (date(2025, 3, 16), date(2025, 2, 28)),
        (date(2025, 3, 17), date(2025, 2, 28)),
    ],
)
def test_the_usual_reference_date_leaves_two_weeks_to_deliver(meeting: date, reference: date) -> None:
    assert usual_reference(meeting) == reference
