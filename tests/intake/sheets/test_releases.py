"""What a list of releases may say, and where it is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from budget.model import CheckedFile, Programme
from budget.model.content import Release
from budget.model.words import ReleaseState
from tests.intake.workbooks import RELEASES, check, codes, line, xlsx

EURO = 100
APRIL = date(2024, 4, 1)


def listed(programme: Programme, *rows: dict[str, Any], known: tuple = (line(),)) -> CheckedFile:
    where = {"Regelcode": None, "Bron": None}
    sound = ["Kansen voor de Jeugd", 2024, 600, "vrijgegeven", APRIL, "VJN 2024"]
    found = [list((where | dict(zip(RELEASES, sound, strict=True)) | row).values()) for row in rows]
    return check(xlsx(Vrijgave=[[*where, *RELEASES], *found]), programme, *known)


def releases(checked: CheckedFile) -> tuple[Release, ...]:
    assert checked.content is not None, checked.findings
    return checked.content.releases


def test_a_release_is_read_with_all_its_fields(programme: Programme) -> None:
    (found,) = releases(listed(programme, {"Regelcode": "JEU-001"}))
    released = ReleaseState.RELEASED
    assert found == Release("JEU", "JEU-001", "", "", 2024, 600 * EURO, released, APRIL, "VJN 2024")


def test_without_a_code_it_is_for_all_lines_of_the_source(programme: Programme) -> None:
    (found,) = releases(listed(programme, {"Bron": "Coalitiemiddelen"}))
    assert (found.code, found.source) == ("", line().source)
    assert found.is_of(line(code="JEU-009"))
    assert not found.is_of(line(code="JEU-009", year=2025))


@pytest.mark.parametrize(("amount", "is_asked"), [(1199, False), (1200, False), (1201, True)])
def test_more_than_is_budgeted_is_asked_about(programme: Programme, amount: int, is_asked: bool) -> None:
    found = listed(programme, {"Regelcode": "JEU-001", "Bedrag": amount})
    assert ("release-more" in codes(found)) is is_asked


@pytest.mark.parametrize(("stated", "is_asked"), [(599, False), (600, False), (601, True)])
def test_less_than_the_plan_says_is_released_is_asked_about(
    programme: Programme, stated: int, is_asked: bool
) -> None:
    known = (line(released=stated * EURO),)
    assert ("release-less" in codes(listed(programme, {"Regelcode": "JEU-001"}, known=known))) is is_asked


def test_planned_releases_do_not_count_as_released(programme: Programme) -> None:
    planned = {"Regelcode": "JEU-001", "Bedrag": 700, "Stand vrijgave": "gepland"}
    found = listed(programme, {"Regelcode": "JEU-001"}, planned)
    assert "release-more" not in codes(found)
    assert len(releases(found)) == 2


def test_a_state_that_is_not_in_the_list_is_refused(programme: Programme) -> None:
    assert not listed(programme, {"Regelcode": "JEU-001", "Stand vrijgave": "bijna"}).accepted


def test_lines_and_sources_together_are_compared_with_the_plan_once(programme: Programme) -> None:
    """€ 600 for one line and € 300 for all lines of the source: together what the plan states."""
    known = (line(released=700 * EURO), line(code="JEU-002", released=200 * EURO))
    rows = {"Regelcode": "JEU-001"}, {"Bron": "Coalitiemiddelen", "Bedrag": 300}
    assert codes(listed(programme, *rows, known=known)) == []
