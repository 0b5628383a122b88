"""The decision above the table of a plan."""

from datetime import date

import pytest

from budget.intake.output.template import write_workbook
from budget.model.content import Content, MoveDecision
from tests.intake.workbooks import check, codes, line, plan, xlsx
from tests.store.samples import ALLOWED

DAY = date(2024, 1, 25)
ABOVE = {
    "beside": (["Besluit", "Raadsbesluit 12"], ["Datum besluit", DAY]),
    "behind a colon": (["Besluit: Raadsbesluit 12"], ["Datum besluit: 25-01-2024"]),
    "with a colon, beside": (["BESLUIT:", "Raadsbesluit  12"], ["datum besluit:", "25 januari 2024"]),
    "the day first": (["Datum besluit", DAY], ["Besluit", "Raadsbesluit 12"]),
}


def outcome(programme, *titles):
    checked = check(xlsx(Plan=[*titles, [], *plan({})]), programme)
    assert checked.content is not None, codes(checked)
    return checked.content.allowed_by, codes(checked)


@pytest.mark.parametrize("titles", ABOVE.values(), ids=ABOVE)
def test_the_decision_is_read_above_the_table(programme, titles):
    found, _ = outcome(programme, ["Bestedingsplan"], *titles)
    assert found == (ALLOWED,)


def test_labels_without_a_value_are_ignored(programme):
    assert outcome(programme, ["Besluit"], ["Datum besluit"]) == outcome(programme) == ((), [])


@pytest.mark.parametrize(
    "titles",
    [
        (["Besluit", "Raadsbesluit 12"],),
        (["Datum besluit", DAY],),
        (["Besluit", "Raadsbesluit 12"], ["Datum besluit", "ooit"]),
        (["Besluit", "Raadsbesluit 12"], ["Datum besluit", "30-02-2024"]),
    ],
    ids=["no day", "no name", "no date", "a day that is not there"],
)
def test_an_incomplete_decision_is_reported_and_ignored(programme, titles):
    found, said = outcome(programme, *titles)
    assert found == ()
    assert "plan-decision" in said


def test_written_decisions_read_back_the_same(programme):
    content = Content(plan=(line(),), allowed_by=(ALLOWED, MoveDecision("Besluit van het Rijk", DAY)))
    assert check(write_workbook(content, programme, "Voorstel"), programme).content == content
