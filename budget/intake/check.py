"""Checks one file from its bytes to typed content: the whole of the intake, inside one process."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from budget import labels
from budget.intake.findings import Findings
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.units import find_unit
from budget.intake.known import Known
from budget.intake.mapping.layout import Layout, read_layouts
from budget.intake.mapping.tables import find_header, map_grid
from budget.intake.sheets.header import Header, closest, recognise
from budget.intake.sheets.ledger import LedgerSheet, check_doubles, read_ledger
from budget.intake.sheets.missing_columns import (
    check_currency,
    check_sides,
    debit_credit,
    table_of_both,
    with_year,
)
from budget.intake.sheets.plan import check_plan, read_plan
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.row_kinds import make_table, say_columns
from budget.intake.sheets.schema import FINDING_HEADERS, HELP_HEADERS, Cell
from budget.intake.sheets.smaller_sheets import (
    check_progress_doubles,
    read_decisions,
    read_partners,
    read_progress,
)
from budget.intake.sheets.table import Table, amounts_of
from budget.model import Cents, Finding, Programme, SheetKind, SheetReport
from budget.workbook.file_type import has_macros, open_file
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.text_file import read_text_file
from budget.workbook.zip_guard import Archive, RefusedError

Say = Callable[[float, str], None]
"""Hears how far the work is, from 0 to 1, and what is being done."""
_READING = 0.6

HELP_DEPTH = 12
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(slots=True)
class Mapped:
    """A sheet that is read by a mapping: its layout and the row of its header, counted from 0."""

    layout: Layout
    row: int


@dataclass(slots=True)
class Checked:
    """The outcome of one file. The records count only when no finding is an error."""

    reports: list[SheetReport] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    records: dict[SheetKind, list[Any]] = field(default_factory=dict)
    ledgers: list[LedgerSheet] = field(default_factory=list)
    accepted: bool = False


def check_data(
    name: str,
    data: bytes,
    programme: Programme,
    known: Known,
    limits: Limits,
    say: Say,
    weigh: Callable[[int], None] = lambda size: None,
) -> Checked:
    """Read and judge one file; every fault becomes a finding. `weigh` hears the unpacked size in bytes."""
    findings = Findings(PurePath(name).name, limits.same_finding)
    checked = Checked()
    try:
        tables = _read_tables(name, data, known, limits, findings, say, weigh, programme.years)
        _judge(checked, tables, Vocabulary(programme), known, findings, say)
        for table in tables:
            findings.relocate(table.sheet, table.grid.origins)
    except RefusedError as refused:
        findings.add(refused.code, **refused.values)
    checked.findings = findings.all()
    checked.accepted = not findings.has_error
    return checked


def _read_tables(
    name: str,
    data: bytes,
    known: Known,
    limits: Limits,
    findings: Findings,
    say: Say,
    weigh: Callable[[int], None],
    years: tuple[int, ...],
) -> list[Table]:
    say(0.02, "Bestand openen")
    kind, archive = open_file(name, data, limits)
    weigh(archive.unpacked if archive else len(data))
    _say_parts(data, archive, findings)
    layouts = [layout for text in known.mappings for layout in read_layouts(text)]
    found: list[tuple[Grid, Header | Mapped | None]] = []
    for grid in _grids(name, kind, data, archive, limits, findings, say):
        found.append((grid, _mapped(grid, layouts, limits) or recognise(grid, limits.header_rows)))
    return _tables(found, findings, limits, years)


def _mapped(grid: Grid, layouts: list[Layout], limits: Limits) -> Mapped | None:
    """The first layout whose header this sheet has, with its row; of several that of this sheet's name."""
    rows = {
        mark: find_header(grid, limits.header_rows, mark) for mark in {one.fingerprint for one in layouts}
    }
    fitting = [(one, row) for one in layouts if (row := rows[one.fingerprint]) is not None]
    fitting.sort(key=lambda pair: pair[0].name != grid.name)
    return Mapped(*fitting[0]) if fitting else None


def grids_of(
    name: str, data: bytes, limits: Limits, weigh: Callable[[int], None] = lambda size: None
) -> list[Grid]:
    """The readable sheets of a file, without a word about the others. Raises RefusedError."""
    kind, archive = open_file(name, data, limits)
    weigh(archive.unpacked if archive else len(data))
    return list(_grids(name, kind, data, archive, limits, Findings(name, 1), lambda part, step: None))


def _say_parts(data: bytes, archive: Archive | None, findings: Findings) -> None:
    if has_macros(data, archive):
        findings.add("file-macros")
    if archive and archive.has("xl/externallinks/"):
        findings.add("file-links")


def _grids(
    name: str, kind: str, data: bytes, archive: Archive | None, limits: Limits, findings: Findings, say: Say
) -> Iterator[Grid]:
    if kind == ".csv":
        text = read_text_file(data, PurePath(name).stem, limits)
        findings.add("csv-read", delimiter=text.delimiter, encoding=text.encoding)
        yield text.grid
        return
    for grid in read_grids(
        data, archive, limits, lambda part: say(0.1 + part * (_READING - 0.1), "Bladen lezen")
    ):
        if isinstance(grid, Grid):
            yield grid
        else:
            findings.add("sheet-damaged", grid)


def _tables(
    found: Sequence[tuple[Grid, Header | Mapped | None]],
    findings: Findings,
    limits: Limits,
    years: tuple[int, ...],
) -> list[Table]:
    ignored = []
    own = [(grid, header) for grid, header in found if isinstance(header, Header)]
    complete = [h.spec.kind for grid, h in own if h.is_complete or debit_credit(grid, h)]
    tables = []
    for grid, header in found:
        if isinstance(header, Mapped):
            findings.add("mapping-used", grid.name, name=header.layout.name)
            tables += map_grid(grid, header.row, header.layout, findings)
        elif header and header.is_complete:
            tables.append(make_table(grid, header, findings))
            say_columns(tables[-1])
            check_currency(tables[-1])
            if header.spec.kind is SheetKind.LEDGER:
                check_sides(tables[-1])
        elif header and (year := _year_of(grid, header, years)):
            tables.append(make_table(grid, with_year(grid, header, year[0]), findings))
            findings.add("year-from-name", grid.name, year=str(year[0]), where=year[1])
            say_columns(tables[-1])
        elif header and (both := debit_credit(grid, header)):
            tables.append(table_of_both(grid, header, both, findings))
            say_columns(tables[-1])
        elif header and (header.is_nearly_complete or header.spec.kind not in complete):
            findings.add(
                "column-missing",
                grid.name,
                (header.last, 0),
                kind=labels.SHEET_NAME[header.spec.kind],
                columns=_headers(header),
            )
        elif grid.height and not _is_our_own(grid):
            findings.add("sheet-ignored", grid.name)
            ignored.append(grid)
    if tables and all(unit == 1 for table in tables for unit in table.units.values()):
        for grid in ignored:
            _say_unit_elsewhere(grid, limits.header_rows, findings)
    if not tables and not findings.has_error:
        findings.add("file-no-table", nearest=_nearest([grid for grid, _ in found], limits.header_rows))
    return tables


def _say_unit_elsewhere(grid: Grid, depth: int, findings: Findings) -> None:
    for row in range(min(grid.height, depth)):
        for column, cell in enumerate(grid.row(row)):
            if find_unit(cell) > 1:
                findings.add("unit-elsewhere", grid.name, (row, column), value=cell)
                return


def _year_of(grid: Grid, header: Header, years: tuple[int, ...]) -> tuple[int, str] | None:
    """The one year of the programme in the titles, else in the name, of a sheet without a column for it."""
    if [column.cell for column in header.missing] != [Cell.YEAR]:
        return None
    titles = " ".join(str(cell) for row in range(header.first) for cell in grid.row(row))
    for text, where in ((titles, "de titel"), (grid.name, "de naam van het blad")):
        named = {int(year) for year in _YEAR.findall(text)} & set(years)
        if named:
            return (named.pop(), where) if len(named) == 1 else None
    return None


def _is_our_own(grid: Grid) -> bool:
    """Whether this is the sheet with help of a template, or that with findings of a marked copy."""
    rows = [tuple(grid.row(row)) for row in range(min(grid.height, HELP_DEPTH))]
    return any(row[: len(own)] == own for row in rows for own in (HELP_HEADERS, FINDING_HEADERS))


def _nearest(grids: Iterable[Grid], depth: int) -> str:
    headers = [(header, grid) for grid in grids if (header := closest(grid, depth)) and header.columns]
    if not headers:
        return ""
    header, grid = max(headers, key=lambda pair: (len(pair[0].columns), -len(pair[0].missing)))
    kind = labels.SHEET_NAME[header.spec.kind]
    return f"Blad {grid.name} lijkt het meest op {kind}, maar mist: {_headers(header)}. "


def _headers(header: Header) -> str:
    return labels.listed([column.header for column in header.missing])


def _judge(
    checked: Checked, tables: list[Table], vocabulary: Vocabulary, known: Known, findings: Findings, say: Say
) -> None:
    filled = []
    for table in tables:
        if table.rows:
            filled.append(table)
        else:
            findings.add("sheet-empty", table.sheet)
    if tables and not filled:
        findings.add("file-no-rows")
    of_kind = {kind: [table for table in filled if table.spec.kind is kind] for kind in SheetKind}
    say(_READING + 0.02, "Bestedingsplan controleren")
    plan = _keep(
        [(t, read_plan(t, vocabulary)) for t in of_kind[SheetKind.PLAN]],
        checked,
        SheetKind.PLAN,
        findings,
        lambda line: line.domain,
    )
    check_plan([((t, row), line) for t, row, line in plan], known.plan, vocabulary, findings)
    index = PlanIndex((line for _, _, line in plan), known.plan)
    say(_READING + 0.05, "Boekingen controleren")
    _judge_ledgers(checked, of_kind[SheetKind.LEDGER], vocabulary, index, findings)
    say(0.95, "Overige bladen controleren")
    _judge_others(checked, of_kind, vocabulary, index, findings)
    order = [table.sheet for table in tables]
    checked.reports.sort(key=lambda report: order.index(report.sheet))


def _judge_others(
    checked: Checked,
    of_kind: dict[SheetKind, list[Table]],
    vocabulary: Vocabulary,
    index: PlanIndex,
    findings: Findings,
) -> None:
    def domain(record: Any) -> str:
        return index.domains.get(record.code) or vocabulary.domain_of_code(record.code)

    progress = [(t, read_progress(t, vocabulary, index)) for t in of_kind[SheetKind.PROGRESS]]
    check_progress_doubles(_keep(progress, checked, SheetKind.PROGRESS, findings, domain))
    partners = [(t, read_partners(t, vocabulary)) for t in of_kind[SheetKind.PARTNERS]]
    _keep(partners, checked, SheetKind.PARTNERS, findings, lambda record: record.domain)
    decisions = [(t, read_decisions(t, vocabulary, index)) for t in of_kind[SheetKind.DECISIONS]]
    _keep(decisions, checked, SheetKind.DECISIONS, findings, lambda record: record.domain)


def _keep(
    sheets: list[tuple[Table, list[tuple[int, Any]]]],
    checked: Checked,
    kind: SheetKind,
    findings: Findings,
    domain_of: Callable[[Any], str],
) -> list[tuple[Table, int, Any]]:
    """The records of all sheets that do not merely repeat others; with their reports."""
    skipped = _repeats([Counter(record for _, record in rows) for _, rows in sheets])
    kept = []
    for number, (table, rows) in enumerate(sheets):
        if number in skipped:
            findings.add("sheet-repeats", table.sheet)
            continue
        kept.extend((table, row, record) for row, record in rows)
        domains = {row: domain_of(record) for row, record in rows}
        checked.reports.append(_report(table, domains))
    checked.records[kind] = [record for _, _, record in kept]
    return kept


def _report(table: Table, domains: dict[int, str]) -> SheetReport:
    totals: dict[str, Cents] = {}
    for row, cents in zip(table.rows, amounts_of(table), strict=True):
        domain = domains.get(row, "")
        totals[domain] = totals.get(domain, 0) + cents
    amounts = {}
    if table.spec.kind is SheetKind.PLAN:
        fields = [name for name in ("budget", "released") if name in table.header.columns]
        amounts = {name: sum(amounts_of(table, name)) for name in fields}
    return SheetReport(table.sheet, table.spec.kind, len(table.rows), sum(totals.values()), totals, amounts)


def _judge_ledgers(
    checked: Checked, tables: list[Table], vocabulary: Vocabulary, index: PlanIndex, findings: Findings
) -> None:
    sheets = [read_ledger(table, vocabulary, index) for table in tables]
    skipped = _repeats([sheet.counted() for sheet in sheets]) if len(sheets) > 1 else set()
    for number in sorted(skipped):
        findings.add("sheet-repeats", sheets[number].table.sheet)
    checked.ledgers = [sheet for number, sheet in enumerate(sheets) if number not in skipped]
    check_doubles(checked.ledgers)
    checked.reports.extend(
        SheetReport(
            sheet.table.sheet,
            SheetKind.LEDGER,
            len(sheet.table.rows),
            sum(sheet.totals.values()),
            sheet.totals,
            sheet.sums(),
        )
        for sheet in checked.ledgers
    )


def _repeats(sheets: list[Counter[Hashable]]) -> set[int]:
    """Which sheets hold nothing but rows of other sheets; the largest first, so that details stay."""
    skipped: set[int] = set()
    if len(sheets) < 2:
        return skipped
    for number in sorted(range(len(sheets)), key=lambda n: -sheets[n].total()):
        others = sum((sheet for n, sheet in enumerate(sheets) if n != number and n not in skipped), Counter())
        if sheets[number] and sheets[number] <= others:
            skipped.add(number)
    return skipped
