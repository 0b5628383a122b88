"""Steps of decision: read by any name of a step, once per version of a plan."""

from datetime import date

import pytest

from budget.intake.output.template import write_workbook
from budget.model.content import Content, PathStep
from tests.intake.workbooks import check, codes, message, xlsx

HEADER = ["Opgavedomein", "Planversie", "Stap", "Datum stap", "Document"]
DAY = date(2024, 2, 14)


def outcome(programme, *rows):
    return check(xlsx(Besluitvorming=[HEADER, *rows]), programme)


def row(step="gemeenteraad", version=1, day=DAY):
    return ["Wonen", version, step, day, "Raadsbesluit 3"]


@pytest.mark.parametrize("name", ["gemeenteraad", "Raad", "RAAD"])
def test_a_step_is_known_by_its_names(programme, name: str):
    assert outcome(programme, row(name)).content.path == (PathStep("WON", 1, "RAAD", DAY, "Raadsbesluit 3"),)


def test_a_step_that_the_programme_does_not_have_is_refused(programme):
    checked = outcome(programme, row("wethouder"))
    assert checked.content is None
    assert "stap van dit programma" in message(checked, "name-unknown")


@pytest.mark.parametrize(("version", "is_read"), [(0, False), (1, True), (2, True), ("twee", False)])
def test_the_version_is_a_number_from_one(programme, version, is_read: bool):
    checked = outcome(programme, row(version=version))
    assert checked.accepted is is_read
    assert ("path-version" in codes(checked)) is not is_read


def test_a_step_counts_once_per_version(programme):
    assert outcome(programme, row(), row(version=2)).accepted
    assert "path-double" in codes(outcome(programme, row(), row("raad", day=date(2024, 3, 1))))


def test_written_steps_read_back_the_same(programme):
    content = Content(path=(PathStep("WON", 2, "BT", DAY, "Notulen", "akkoord"),))
    assert check(write_workbook(content, programme, "Stappen"), programme).content == content
