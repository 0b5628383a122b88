"""Decisions: by two or more; a conflict of interest has a known person, a route, and an end by others."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.findings import cell_of
from budget.intake.output.template import write_workbook
from tests.intake.workbooks import DECISIONS, check, xlsx

HEADER = [*DECISIONS, "Belang van", "Route escalatie", "Opgelost op", "Opgelost door"]
DAY, END = date(2024, 3, 1), date(2024, 4, 2)


def outcome(programme, *told, by="Sanne Bakker en Tim Mulder"):
    row = [DAY, "Jeugd", "Doen", 500, by, *told, *[None] * (4 - len(told))]
    return check(xlsx(Besluiten=[HEADER, row]), programme)


def test_a_decision_by_one_person_is_refused_with_its_cell(programme):
    checked = outcome(programme, by="Sanne Bakker")
    (found,) = (each for each in checked.findings if each.code == "decision-persons")
    assert (checked.content, cell_of(found)) == (None, "E2")


def test_an_open_conflict_names_a_person_of_the_programme_and_a_route(programme):
    (found,) = outcome(programme, "Sanne Bakker", "Voorleggen aan het bestuur").content.decisions
    assert found.conflict == (programme.people[0].id,) or len(found.conflict) == 1
    assert found.is_open(DAY)


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        (("Iemand Anders", "Bestuur"), "F2"),
        (("Sanne Bakker",), "F2"),
        ((None, "Bestuur"), "G2"),
        (("Sanne Bakker", "Bestuur", END), "I2"),
        (("Sanne Bakker", "Bestuur", None, "Ada en Bo"), "H2"),
        (("Sanne Bakker", "Bestuur", END, "Ada"), "I2"),
        (("Sanne Bakker", "Bestuur", END, "Ada en Sanne Bakker"), "I2"),
        (("Sanne Bakker", "Bestuur", date(2024, 2, 29), "Ada en Bo"), "H2"),
    ],
)
def test_an_incomplete_escalation_is_refused_with_its_cell(programme, told, cell):
    checked = outcome(programme, *told)
    assert checked.content is None
    assert cell in [cell_of(found) for found in checked.findings]


@pytest.mark.parametrize(("day", "is_open"), [(1, True), (2, False), (3, False)])
def test_an_escalation_is_open_until_the_day_it_ended(programme, day: int, is_open: bool):
    (found,) = outcome(programme, "Sanne Bakker", "Bestuur", END, "Ada en Bo").content.decisions
    assert found.is_open(date(2024, 4, day)) is is_open


def test_written_decisions_read_back_the_same(programme):
    content = outcome(programme, "Sanne Bakker", "Bestuur", END, "Ada en Bo").content
    assert check(write_workbook(content, programme, "Besluiten"), programme).content == content
