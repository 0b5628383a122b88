"""The phasing of a line in euros or in shares of its budget."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget.model import CheckedFile, Programme
from tests.intake.workbooks import MONTHS, PLAN, check, codes, plan_row, xlsx

QUARTERS = ["Kw1", "Kw2", "Kw3", "Kw4"]
EVEN = ["8,33%"] * 12


def checked(
    programme: Programme, header: Sequence[str], *phasings: Sequence[object], formats: str = ""
) -> CheckedFile:
    def look(book) -> None:
        for row in range(2, 2 + len(phasings)):
            for column in range(len(PLAN) + 1, len(PLAN) + 1 + len(header)):
                book.active.cell(row, column).number_format = formats

    rows = [[*plan_row(Regelcode=f"JEU-{n}"), *phasing] for n, phasing in enumerate(phasings)]
    return check(xlsx(look if formats else None, Plan=[[*PLAN, *header], *rows]), programme)


def phasing(found: CheckedFile) -> tuple[int, ...]:
    assert found.content is not None, found.findings
    (line, *_) = found.content.plan
    assert line.phasing is not None
    assert sum(line.phasing) == line.budget
    return line.phasing


def test_shares_per_month_become_amounts_that_add_up_to_the_budget(programme: Programme) -> None:
    assert phasing(checked(programme, MONTHS, ["50%", "50 %", *["0%"] * 10])) == (600_00, 600_00, *[0] * 10)


def test_shares_rounded_by_the_user_are_accepted(programme: Programme) -> None:
    assert phasing(checked(programme, MONTHS, EVEN)) == (100_00,) * 12


def test_numbers_in_cells_that_show_percentages_are_shares(programme: Programme) -> None:
    found = checked(programme, QUARTERS, [0.1, 0.2, 0.3, 0.4], formats="0%")
    assert phasing(found) == (40_00,) * 3 + (80_00,) * 3 + (120_00,) * 3 + (160_00,) * 3


@pytest.mark.parametrize(("last", "is_taken"), [("24,95%", True), ("24,94%", False), ("25,06%", False)])
def test_shares_that_do_not_add_up_to_100_percent_are_refused(
    programme: Programme, last: str, is_taken: bool
) -> None:
    found = checked(programme, QUARTERS, ["25%", "25%", "25%", last])
    assert (found.accepted, "phasing-shares-sum" in codes(found)) == (is_taken, not is_taken)


def test_a_share_among_amounts_is_refused(programme: Programme) -> None:
    assert "amount-share" in codes(checked(programme, QUARTERS, ["25%", 300, 300, 300]))
    assert "amount-share" in codes(checked(programme, QUARTERS, ["25%"] * 4, [300] * 4))


def test_shares_per_month_and_per_quarter_are_refused(programme: Programme) -> None:
    assert "phasing-shares-both" in codes(checked(programme, [*MONTHS, *QUARTERS], [*EVEN, *["25%"] * 4]))


def test_a_missing_share_is_reported(programme: Programme) -> None:
    assert "plan-phasing-part" in codes(checked(programme, QUARTERS, ["50%", "50%", None, "0%"]))


def test_a_share_below_nothing_or_above_the_whole_is_refused(programme: Programme) -> None:
    for share in (-0.1, 1.1):
        found = checked(programme, QUARTERS, [share, 0.5, 0.5, 1 - share - 1], formats="0%")
        assert "phasing-share" in codes(found)


def test_a_row_without_phasing_beside_one_with_shares_has_none(programme: Programme) -> None:
    found = checked(programme, QUARTERS, ["25%"] * 4, [None] * 4)
    assert found.content is not None
    assert [line.phasing is None for line in found.content.plan] == [False, True]
