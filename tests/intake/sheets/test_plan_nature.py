"""Incidental or structural: said by word or letter, left open, or refused with its cell."""

from __future__ import annotations

import pytest

from budget.intake.findings import cell_of
from budget.intake.output.template import write_workbook
from budget.model.words import Nature
from tests.intake.workbooks import check, plan, xlsx


def outcome(programme, said):
    return check(xlsx(Plan=plan({"I/S": said})), programme)


@pytest.mark.parametrize(
    ("said", "nature"),
    [("I", Nature.INCIDENTAL), ("Structureel", Nature.STRUCTURAL), ("s", Nature.STRUCTURAL), (None, None)],
)
def test_the_nature_is_read_from_a_word_or_a_letter(programme, said, nature):
    (line,) = outcome(programme, said).content.plan
    assert line.nature is nature


def test_another_word_is_refused_with_its_cell(programme):
    checked = outcome(programme, "soms")
    (found,) = (each for each in checked.findings if each.code == "choice-unknown")
    assert (checked.content, cell_of(found)[-1]) == (None, "2")


def test_a_written_nature_reads_back_the_same(programme):
    content = outcome(programme, "S").content
    assert check(write_workbook(content, programme, "Plan"), programme).content == content
