"""Findings are stored as fields; place, text and count are rendered when shown."""

from __future__ import annotations

from budget.intake.findings import Findings, cell_of, location_of, message_of, text_of
from budget.intake.schema import PLAN
from budget.intake.sheets.table import Header, Table
from budget.workbook.grid import Column, Grid, add_column


def collected(same: int = 50) -> Findings:
    return Findings("plan.xlsx", same)


def table_with(findings: Findings) -> Table:
    """A sheet of two columns and three rows."""
    grid = Grid("Plan", own_width=2)
    for texts in (("Begroot", "x", "y"), ("Bron", "a", "b")):
        column = Column()
        column.extend(texts)
        grid.columns.append(column)
    return Table(grid, Header(PLAN, 0, 0, {}, {}, (), (), ()), findings)


def test_a_finding_is_located_at_a_cell_a_sheet_or_the_file() -> None:
    findings = collected()
    findings.add("file-macros")
    findings.add("sheet-ignored", "Blad1")
    findings.add("amount-invalid", "Plan", (13, 8), "Begroot", value="veel")
    cell, file, sheet = findings.all()
    assert (location_of(cell), cell_of(cell), cell.header) == ("Plan!I14", "I14", "Begroot")
    assert (location_of(sheet), cell_of(sheet)) == ("Blad1", "")
    assert (location_of(file), file.sheet) == ("plan.xlsx", "")
    assert message_of(cell) == f"Plan!I14: {text_of(cell)}"


def test_findings_of_one_kind_beyond_the_limit_are_counted() -> None:
    findings = collected(same=2)
    for row in range(5):
        findings.add("amount-invalid", "Plan", (row, 0), "Begroot", value="veel")
    *told, last = findings.all()
    assert [cell_of(finding) for finding in told] == ["A1", "A2"]
    assert (cell_of(last), last.more) == ("A3", 2)


def test_identical_findings_on_one_sheet_are_reported_once() -> None:
    findings = collected()
    for header in ("Begroot", "Vrijgegeven"):
        findings.add("amount-unknown", "Plan", None, header, value="PM")
    assert len(findings.all()) == 1


def test_a_finding_on_a_derived_column_names_the_cell_it_comes_from() -> None:
    findings = collected()
    table = table_with(findings)
    first = add_column(table.grid, 0, lambda row: row, 1)
    second = add_column(table.grid, 0, lambda row: row, first)
    table.report("amount-invalid", 2, second, "Begroot", value="y")
    assert cell_of(findings.all()[0]) == "B3"


def test_a_finding_on_a_fixed_value_is_reported_on_the_sheet() -> None:
    findings = collected()
    table = table_with(findings)
    table.report("date-invalid", 1, add_column(table.grid, 0, lambda row: "x", None), "Boekdatum", value="x")
    assert location_of(findings.all()[0]) == "Plan"
