"""Questions to the board in a Voortgang sheet: what is read, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from budget.intake.output.template import write_workbook
from budget.model import Content, Programme, Progress
from budget.model.questions import BoardQuestion, Option
from tests.intake.workbooks import check, codes, line, xlsx

HEADER = (
    "Regelcode", "Peildatum", "Prognose", "Vraag aan bestuur", "Keuze A", "Effect A", "Keuze B", "Effect B",
    "Voor vergadering", "Verantwoordelijke voor vraag",
)  # fmt: skip
AS_OF, MEETING = date(2024, 8, 31), date(2024, 10, 3)
SOUND: dict[str, Any] = {
    "Regelcode": "JEU-001",
    "Peildatum": AS_OF,
    "Vraag aan bestuur": "Een wachtlijst of extra geld?",
    "Keuze A": "Wachtlijst",
    "Effect A": 0,
    "Keuze B": "Extra geld",
    "Effect B": "20.000,50",
    "Voor vergadering": MEETING,
}
ASKED = BoardQuestion(
    "JEU-001",
    SOUND["Vraag aan bestuur"],
    (Option("Wachtlijst", 0), Option("Extra geld", 20_000_50)),
    "",
    MEETING,
)


def sheet(*rows: dict[str, Any]) -> bytes:
    return xlsx(Voortgang=[HEADER, *([row.get(name) for name in HEADER] for row in rows)])


def read(programme: Programme, *rows: dict[str, Any]):
    return check(sheet(*({**SOUND, **row} for row in rows)), programme, line())


def test_a_question_is_read_with_its_options_and_their_effect(programme: Programme) -> None:
    checked = read(programme, {})
    assert checked.content.questions == (ASKED,)


def test_a_row_with_only_a_question_changes_no_progress(programme: Programme) -> None:
    """An empty progress note would replace the earlier one."""
    assert read(programme, {}).content.progress == ()
    checked = read(programme, {"Prognose": 900})
    assert checked.content.progress == (Progress("JEU-001", AS_OF, forecast=900_00),)
    assert checked.content.questions == (ASKED,)


def test_a_row_without_a_question_is_progress(programme: Programme) -> None:
    bare = dict.fromkeys(HEADER[3:])
    checked = read(programme, bare)
    assert (checked.content.progress, checked.content.questions) == ((Progress("JEU-001", AS_OF),), ())


@pytest.mark.parametrize(
    ("typed", "cents"), [("n.t.b.", None), (None, None), (-1000, -1000_00), ("120.000", 120_000_00)]
)
def test_the_effect_is_read_by_the_grammar_of_every_amount(
    programme: Programme, typed: object, cents: int | None
) -> None:
    (asked,) = read(programme, {"Effect A": typed}).content.questions
    assert asked.options[0].effect == cents


@pytest.mark.parametrize(("named", "owner"), [("Marijke de Jong", "m.dejong"), (None, "")])
def test_the_owner_of_a_question_is_found_by_name(
    programme: Programme, named: str | None, owner: str
) -> None:
    (asked,) = read(programme, {"Verantwoordelijke voor vraag": named}).content.questions
    assert asked.owner == owner


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"Keuze A": None}, "question-options"),
        ({"Keuze B": None}, "question-options"),
        ({"Keuze B": "wachtlijst"}, "question-options"),
        ({"Vraag aan bestuur": None}, "question-missing"),
        ({"Voor vergadering": date(2024, 10, 4)}, "question-meeting"),
        ({"Verantwoordelijke voor vraag": "Niemand"}, "name-unknown"),
        ({"Effect A": "veel"}, "amount-invalid"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(programme: Programme, row: dict, code: str) -> None:
    checked = read(programme, row)
    assert not checked.accepted
    assert code in codes(checked)


def test_the_same_question_twice_is_refused(programme: Programme) -> None:
    checked = read(programme, {}, {"Effect B": 5})
    assert "question-double" in codes(checked)


def test_what_is_written_on_screen_reads_back_the_same(programme: Programme) -> None:
    """The form writes this workbook, which is then read like any file."""
    asked = BoardQuestion(
        "JEU-001", "=1+1?", (Option("@Ja", None), Option("-Nee", -12_34)), "m.dejong", MEETING
    )
    data = write_workbook(Content(questions=(asked,)), programme, "Ingevuld", AS_OF)
    assert check(data, programme, line()).content == Content(questions=(asked,))


def test_a_question_cannot_be_written_without_a_day(programme: Programme) -> None:
    with pytest.raises(ValueError, match="a day"):
        write_workbook(Content(questions=(ASKED,)), programme, f"Op {datetime(2024, 1, 1)}")
