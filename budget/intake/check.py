"""Checks one file from its bytes to typed content: the whole intake, in one process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from budget import labels
from budget.intake.check_context import CheckContext
from budget.intake.findings import Findings
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.units import find_unit
from budget.intake.grids import Weigh, read_file
from budget.intake.judgement import judge_tables
from budget.intake.mapping.layout import Layout
from budget.intake.mapping.layout_text import read_layouts
from budget.intake.mapping.tables import find_header, map_grid, unread_columns
from budget.intake.outcome import CheckOutcome, Say
from budget.intake.schema import FINDING_HEADERS, HELP_HEADERS
from budget.intake.sheets.doubtful_rows import ask_about_rows
from budget.intake.sheets.header import closest, recognise
from budget.intake.sheets.missing_columns import find_both_sides
from budget.intake.sheets.own_tables import own_tables
from budget.intake.sheets.personal import remark_on_persons
from budget.intake.sheets.table import Header, Table
from budget.intake.sheets.unread_columns import check_unread
from budget.intake.suggest.choice_questions import ask_about_choices
from budget.intake.suggest.notation import Notation
from budget.intake.suggest.sheet_profile import profile_sheet
from budget.model.programme import Programme
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits, RefusedError

HELP_DEPTH = 12
"""Rows searched for the header of our own help or findings sheet."""


@dataclass(slots=True)
class MatchedLayout:
    """A sheet read by a mapping: its layout and the row of its header, counted from 0."""

    layout: Layout
    row: int


Found = list[tuple[Grid, Header | MatchedLayout | None]]
"""The sheets of a file, with the header that was recognised or the mapping that fits."""


def check_data(
    name: str,
    data: bytes,
    programme: Programme,
    context: CheckContext,
    limits: Limits,
    say: Say,
    weigh: Weigh = lambda size: None,
) -> CheckOutcome:
    """Read and judge one file; every fault becomes a finding."""
    findings = Findings(PurePath(name).name, limits.same_finding)
    checked = CheckOutcome()
    try:
        grids = list(read_file(name, data, limits, findings, say, weigh))
        for grid in grids:
            remark_on_persons(grid, findings)
        layouts = [layout for text in context.mappings for layout in read_layouts(text, is_kept=True)]
        recognised: Found = [
            (grid, _match_layout(grid, layouts, limits) or recognise(grid, limits.header_rows))
            for grid in grids
        ]
        tables = _tables(recognised, findings, limits, programme)
        judge_tables(checked, tables, Vocabulary(programme), context, findings, say)
        _ask_about_domains(recognised, checked, programme, findings)
    except RefusedError as refused:
        findings.add(refused.code, **refused.values)
    checked.findings = findings.all()
    checked.accepted = not findings.has_error
    return checked


def _match_layout(grid: Grid, layouts: list[Layout], limits: Limits) -> MatchedLayout | None:
    """The first layout whose header this sheet has (if several, that with its name), and the header row."""
    rows = {
        mark: find_header(grid, limits.header_rows, mark)
        for mark in {layout.fingerprint for layout in layouts}
    }
    fitting = [(layout, row) for layout in layouts if (row := rows[layout.fingerprint]) is not None]
    fitting.sort(key=lambda pair: pair[0].name != grid.name)
    return MatchedLayout(*fitting[0]) if fitting else None


def _tables(recognised: Found, findings: Findings, limits: Limits, programme: Programme) -> list[Table]:
    """The tables of all readable sheets; the other sheets are reported."""
    years = programme.years
    tables: list[Table] = []
    ignored: list[Grid] = []
    complete = [
        header.spec.kind
        for _, header in recognised
        if isinstance(header, Header) and (header.is_complete or find_both_sides(header))
    ]
    for grid, header in recognised:
        if isinstance(header, MatchedLayout):
            findings.add("mapping-used", grid.name, name=header.layout.name)
            dotted = frozenset(range(len(grid.columns)) if header.layout.point else ())
            sheet = profile_sheet(
                grid, header.row, programme, known_notation=Notation(dotted, is_proven=True)
            )
            ask_about_choices(sheet, header.layout, findings)
            tables += _map_tables(grid, header, findings, years)
        elif header and (own := own_tables(grid, header, findings, years)):
            tables += own
        elif header and (header.is_nearly_complete or header.spec.kind not in complete):
            kind, columns = labels.SHEET_NAME[header.spec.kind], _missing(header)
            findings.add("column-missing", grid.name, (header.last, 0), kind=kind, columns=columns)
        elif grid.height and not _is_our_own(grid):
            findings.add("sheet-ignored", grid.name)
            ignored.append(grid)
    if tables and all(unit == 1 for table in tables for unit in table.units.values()):
        for grid in ignored:
            _report_unit(grid, limits.header_rows, findings)
    if not tables and not findings.has_error:
        findings.add(
            "file-no-table",
            nearest=_nearest_kind_sentence([grid for grid, _ in recognised], limits.header_rows),
        )
    return tables


def _map_tables(
    grid: Grid, matched_layout: MatchedLayout, findings: Findings, years: tuple[int, ...]
) -> list[Table]:
    """The tables of a foreign sheet; unread columns are judged as in one of our own sheets."""
    unread = unread_columns(grid, matched_layout.row, matched_layout.layout)
    tables = map_grid(grid, matched_layout.row, matched_layout.layout, findings)
    has_months = any(part.months for part in matched_layout.layout.parts)
    reported: set[tuple[int, ...]] = set()
    for table in tables:
        rows = tuple(table.rows)
        check_unread(table, unread, years, has_classes=not has_months and rows not in reported)
        reported.add(rows)
        if table.is_latest:
            ask_about_rows(table.apart or table, is_foreign=True)
    return tables


def _ask_about_domains(
    recognised: Found, checked: CheckOutcome, programme: Programme, findings: Findings
) -> None:
    """Report money of domains that the mapping was not accepted for."""
    for grid, header in recognised:
        if not isinstance(header, MatchedLayout) or not header.layout.domains:
            continue
        amounts = [report.domains for report in checked.reports if report.sheet == grid.name]
        others = {code for domain_codes in amounts for code in domain_codes if code} - set(
            header.layout.domains
        )
        if others:
            known, more = (
                labels.join_words([domain.name for domain in programme.domains if domain.code in codes])
                for codes in (header.layout.domains, others)
            )
            findings.add("mapping-domain", grid.name, name=header.layout.name, known=known, others=more)


def _report_unit(grid: Grid, depth: int, findings: Findings) -> None:
    for row in range(min(grid.height, depth)):
        for column, cell in enumerate(grid.row(row)):
            if find_unit(cell) > 1:
                findings.add("unit-elsewhere", grid.name, (row, column), value=cell)
                return


def _is_our_own(grid: Grid) -> bool:
    """Whether this is the help sheet of a template, or the findings sheet of an annotated copy."""
    rows = [tuple(grid.row(row)) for row in range(min(grid.height, HELP_DEPTH))]
    return any(row[: len(own)] == own for row in rows for own in (HELP_HEADERS, FINDING_HEADERS))


def _nearest_kind_sentence(grids: Iterable[Grid], depth: int) -> str:
    headers = [(header, grid) for grid in grids if (header := closest(grid, depth)) and header.columns]
    if not headers:
        return ""
    header, grid = max(headers, key=lambda pair: (len(pair[0].columns), -len(pair[0].missing)))
    kind = labels.SHEET_NAME[header.spec.kind]
    return f"Blad {grid.name} lijkt het meest op {kind}, maar mist: {_missing(header)}. "


def _missing(header: Header) -> str:
    return labels.join_words([column.header for column in header.missing])
