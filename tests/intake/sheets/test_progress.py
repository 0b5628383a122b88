"""Views of the budget holder: of a line, of a whole domain, and a forecast that no longer holds."""

from datetime import date

import pytest

from budget.intake.output.template import write_workbook
from budget.model.content import Content, Progress
from tests.intake.workbooks import PROGRESS, check, codes, line, xlsx

DAY = date(2024, 9, 30)
HEADER = [*PROGRESS, "Prognose vervalt"]


def read(programme, *row):
    return check(xlsx(Voortgang=[HEADER, list(row)]), programme, line())


def test_the_code_of_a_domain_is_the_domain_as_a_whole(programme) -> None:
    checked = read(programme, "VEI", DAY, 5, None, None)
    assert checked.content.progress == (Progress("VEI", DAY, 500),)
    assert "code-unknown" not in codes(checked)
    assert checked.sheets[0].domains == {"VEI": 500}


@pytest.mark.parametrize("said", ["ja", "JA "])
def test_a_forecast_is_withdrawn(programme, said: str) -> None:
    checked = read(programme, "JEU-001", DAY, None, None, said)
    assert checked.content.progress == (Progress("JEU-001", DAY, withdrawn=True),)


def test_a_forecast_that_is_both_stated_and_withdrawn_is_refused(programme) -> None:
    checked = read(programme, "JEU-001", DAY, 5, None, "ja")
    assert checked.content is None
    assert "progress-withdrawn" in codes(checked)


def test_written_progress_reads_back_the_same(programme) -> None:
    notes = Progress("JEU-001", DAY, withdrawn=True), Progress("VEI", DAY, 500, note="Als geheel")
    data = write_workbook(Content(progress=notes), programme, "Voortgang")
    assert check(data, programme, line()).content.progress == notes
