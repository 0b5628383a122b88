"""Where a change of a plan comes from, above its table."""

import pytest

from budget.intake.output.template import write_workbook
from budget.model.content import Amendment, Content
from budget.model.submission_details import Origin
from tests.intake.workbooks import check, codes, line, message, plan, plan_row, xlsx

WHY = Amendment(Origin.SHIFT, "Meer vraag", "Besluit 12")
ROWS = (
    ["Herkomst wijziging", "Verschuiving binnen het  domein"],
    ["Reden wijziging: Meer vraag"],
    ["DOCUMENT WIJZIGING:", "Besluit 12"],
)


def outcome(programme, *titles):
    checked = check(xlsx(Plan=[*titles, [], *plan({})]), programme)
    assert checked.content is not None, codes(checked)
    return checked.content.amendment, checked


def test_the_amendment_is_read_above_the_table_in_any_order(programme):
    assert outcome(programme, *ROWS)[0] == outcome(programme, *reversed(ROWS))[0] == WHY


def test_labels_without_a_value_are_ignored(programme):
    found, checked = outcome(programme, *([row[0].partition(":")[0]] for row in ROWS))
    assert found is None
    assert codes(checked) == []


@pytest.mark.parametrize(("gone", "word"), [(0, "herkomst"), (1, "reden"), (2, "document")])
def test_an_incomplete_amendment_is_reported_and_ignored(programme, gone: int, word: str):
    found, checked = outcome(programme, *(row for n, row in enumerate(ROWS) if n != gone))
    assert found is None
    assert f"{word} ontbreekt" in message(checked, "plan-amendment")


def test_an_unknown_origin_is_named_with_the_list(programme):
    found, checked = outcome(programme, ["Herkomst wijziging", "Kwartaalrapport"], *ROWS[1:])
    assert found is None
    assert "'Kwartaalrapport'" in message(checked, "plan-amendment")
    assert "nieuw geld" in message(checked, "plan-amendment")


def test_two_sheets_with_different_amendments_give_none(programme):
    other = [["Herkomst wijziging", "VJN"], *ROWS[1:], [], *plan({})[:1], plan_row(Regelcode="JEU-002")]
    checked = check(xlsx(Plan=[*ROWS, [], *plan({})], Ander=other), programme)
    assert checked.content.amendment is None
    assert "plan-amendment" in codes(checked)


def test_a_written_amendment_reads_back_the_same(programme):
    content = Content(plan=(line(),), amendment=WHY)
    assert check(write_workbook(content, programme, "Voorstel"), programme).content == content
