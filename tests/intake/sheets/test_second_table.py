"""A second table on a sheet is read or refused, never ignored."""

from __future__ import annotations

from budget.model import Programme
from tests.intake.workbooks import PLAN, cells, check, ledger, line, plan, plan_row, xlsx

NEXT = plan_row(Regelcode="JEU-002", Jaar=2025)


def test_a_first_table_with_fewer_columns_than_the_second_is_read(programme: Programme):
    rows = [["2024"], *plan({}), [], ["Begroting 2025"], [*PLAN, "Toelichting"], [*NEXT, "x"]]
    assert cells(check(xlsx(Plan=rows), programme), "sheet-two-tables") == ["Plan!A2"]


def test_a_second_table_with_moved_columns_is_refused(programme: Programme):
    header = [PLAN[1], PLAN[0], *PLAN[2:]]
    rows = [*plan({}), [], header, [NEXT[1], NEXT[0], *NEXT[2:]]]
    assert cells(check(xlsx(Plan=rows), programme), "sheet-two-tables") == ["Plan!A4"]


def test_a_table_of_another_kind_below_is_refused(programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), [], *ledger({})]), programme, line())
    assert "Plan!A4" in cells(checked, "sheet-two-tables")


def test_the_same_header_again_continues_the_table(programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), [], ["Begroting 2025"], PLAN, NEXT]), programme)
    assert [one.year for one in checked.content.plan] == [2024, 2025]


def test_a_second_year_in_a_heading_is_refused_where_the_sheet_has_no_year(programme: Programme):
    rows = [row[:7] + row[8:] for row in (PLAN, plan_row(), plan_row(Regelcode="JEU-002"))]
    data = xlsx(Plan=[["Plan 2024"], rows[0], rows[1], ["Begroting 2025"], rows[0], rows[2]])
    assert cells(check(data, programme), "sheet-two-tables") == ["Plan!A4"]
