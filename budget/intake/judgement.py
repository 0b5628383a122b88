"""Reads the records of the tables of one file and checks them, kind by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from budget import labels
from budget.intake.check_context import CheckContext
from budget.intake.findings import Findings
from budget.intake.grammar.names import Vocabulary
from budget.intake.outcome import CheckOutcome, Say
from budget.intake.sheets.amendment import read_amendment
from budget.intake.sheets.closed_rows import closed_cells, closed_release_cells
from budget.intake.sheets.decision_path import read_path
from budget.intake.sheets.decisions import read_decisions
from budget.intake.sheets.double_numbers import check_doubles
from budget.intake.sheets.later_years import later_cells
from budget.intake.sheets.ledger import read_ledger
from budget.intake.sheets.month_sheets import join_months
from budget.intake.sheets.move_decision import read_move_decisions
from budget.intake.sheets.partners import read_partners
from budget.intake.sheets.plan import check_plan, read_plan
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.progress import check_progress_doubles, read_progress
from budget.intake.sheets.releases import read_releases
from budget.intake.sheets.requests_promises import read_promises, read_requests
from budget.intake.sheets.successions import read_successions, refuse_closed
from budget.intake.sheets.table import Table, amounts_of
from budget.intake.sheets.totals import stated_total
from budget.intake.sheets.transfers import Transfers, read_transfers
from budget.model.content import Progress, SheetReport
from budget.model.periods import Closed
from budget.model.questions import BoardQuestion
from budget.model.row_amounts import RowAmounts
from budget.model.words import Cents, SheetKind

_OLD = re.compile(
    r"\b(?:oude?|concept|kladversie|klad|draft|archief|back-?up|kopie|copy|vervallen|vorige?|old)\b",
    re.IGNORECASE,
)
"""In the name of a sheet: it may be an earlier version of another sheet."""
_PLAN, _LEDGERS, _OTHERS = 0.62, 0.65, 0.95
"""The fractions of the work done when each kind of sheet begins."""


def judge_tables(
    checked: CheckOutcome,
    tables: list[Table],
    vocabulary: Vocabulary,
    context: CheckContext,
    findings: Findings,
    say: Say,
) -> None:
    """Add the reports, records and ledgers of a file's tables to `checked`, and report every fault."""
    filled = []
    for table in tables:
        if table.rows:
            filled.append(table)
        else:
            findings.add("sheet-empty", table.sheet)
    if tables and not filled:
        findings.add("file-no-rows")
    of_kind = {kind: [table for table in filled if table.spec.kind is kind] for kind in SheetKind}
    say(_PLAN, "Bestedingsplan controleren")
    transfers = read_transfers(of_kind[SheetKind.TRANSFER], vocabulary, context.plan, context.releases)
    plan = _keep(
        [(t, read_plan(t, vocabulary)) for t in of_kind[SheetKind.PLAN]],
        checked,
        SheetKind.PLAN,
        findings,
        lambda line: line.domain,
    )
    checked.allowed_by = read_move_decisions(of_kind[SheetKind.PLAN], vocabulary)
    checked.amendment = read_amendment(of_kind[SheetKind.PLAN])
    _keep_transfers(checked, transfers, findings)
    check_plan([((t, row), line) for t, row, line in plan], context.plan, vocabulary, findings)
    checked.plan_cells = later_cells([((t, row), line) for t, row, line in plan], context.plan)
    index = PlanIndex(checked.records[SheetKind.PLAN], context.plan, context.successions)
    say(_LEDGERS, "Boekingen controleren")
    _judge_ledgers(checked, of_kind[SheetKind.LEDGER], vocabulary, index, context, findings)
    say(_OTHERS, "Overige bladen controleren")
    _judge_others(checked, of_kind, vocabulary, index, context, findings)
    refuse_closed(plan, checked.records[SheetKind.SUCCESSION], context)
    order = [table.sheet for table in tables]
    checked.reports.sort(key=lambda report: order.index(report.sheet))


def _judge_others(
    checked: CheckOutcome,
    of_kind: dict[SheetKind, list[Table]],
    vocabulary: Vocabulary,
    index: PlanIndex,
    context: CheckContext,
    findings: Findings,
) -> None:
    def domain(record: Progress | BoardQuestion) -> str:
        whole = record.code if record.code in vocabulary.domain.shown else ""
        return index.domains.get(record.code) or vocabulary.domain_of_code(record.code) or whole

    progress = [(t, read_progress(t, vocabulary, index)) for t in of_kind[SheetKind.PROGRESS]]
    check_progress_doubles(_keep(progress, checked, SheetKind.PROGRESS, findings, domain))
    partners = [(t, read_partners(t, vocabulary)) for t in of_kind[SheetKind.PARTNERS]]
    _keep(partners, checked, SheetKind.PARTNERS, findings, lambda record: record.domain)
    decisions = [(t, read_decisions(t, vocabulary, index)) for t in of_kind[SheetKind.DECISIONS]]
    _keep(decisions, checked, SheetKind.DECISIONS, findings, lambda record: record.domain)
    requests = [(t, read_requests(t, vocabulary, index)) for t in of_kind[SheetKind.REQUESTS]]
    _keep(requests, checked, SheetKind.REQUESTS, findings, lambda record: record.domain)
    promised = [(t, read_promises(t, vocabulary)) for t in of_kind[SheetKind.PROMISES]]
    _keep(promised, checked, SheetKind.PROMISES, findings, lambda record: record.domain)
    path = [(t, read_path(t, vocabulary)) for t in of_kind[SheetKind.PATH]]
    _keep(path, checked, SheetKind.PATH, findings, lambda record: record.domain)
    releases = [(t, read_releases(t, vocabulary, index)) for t in of_kind[SheetKind.RELEASES]]
    placed = _keep(releases, checked, SheetKind.RELEASES, findings, lambda record: record.domain)
    checked.release_cells = closed_release_cells(placed, Closed(frozenset(context.closed)))
    tables, is_allowed = of_kind[SheetKind.SUCCESSION], bool(checked.allowed_by)
    successions = read_successions(tables, vocabulary, index, context, is_allowed=is_allowed)
    _keep(successions, checked, SheetKind.SUCCESSION, findings, lambda record: record.domain)


def _keep_transfers(checked: CheckOutcome, transfers: Transfers, findings: Findings) -> None:
    """Use the plan that results from the transfers as the plan of the file, which has no other."""
    placed = _keep(
        transfers.sheets, checked, SheetKind.TRANSFER, findings, lambda record: record.giver.domain
    )
    if placed and checked.records[SheetKind.PLAN]:
        findings.add("transfer-plan", placed[0][0].sheet)
    elif placed:
        checked.records[SheetKind.PLAN] = list(transfers.plan)
        checked.amendment, checked.allowed_by = transfers.amendment, list(transfers.allowed_by)


def _keep(
    sheets: list[tuple[Table, list[tuple[int, Any]]]],
    checked: CheckOutcome,
    kind: SheetKind,
    findings: Findings,
    domain_of: Callable[[Any], str],
) -> list[tuple[Table, int, Any]]:
    """The records of all sheets that do not merely repeat others; adds their reports."""
    skipped = _repeats([Counter(record for _, record in rows) for _, rows in sheets])
    records: list[tuple[Table, int, Any]] = []
    for number, (table, rows) in enumerate(sheets):
        if number in skipped:
            findings.add("sheet-repeats", table.sheet)
            continue
        records.extend((table, row, record) for row, record in rows)
        domains = {row: domain_of(record) for row, record in rows}
        checked.reports.append(_report(table, domains))
    _ask_about_hidden([table for number, (table, _) in enumerate(sheets) if number not in skipped], findings)
    checked.records[kind] = [record for _, _, record in records]
    return records


def _ask_about_hidden(tables: list[Table], findings: Findings) -> None:
    """Report a sheet that is hidden or called old beside one of its kind: it may be an old version."""
    visible = [table.sheet for table in tables if not table.grid.hidden]
    for sheet in dict.fromkeys(table.sheet for table in tables if table.grid.hidden and visible):
        findings.add("sheet-hidden-counts", sheet, others=labels.join_words(list(dict.fromkeys(visible))))
    old = {sheet for sheet in visible if _OLD.search(sheet)}
    for sheet in sorted(old) if old < set(visible) else ():
        findings.add("sheet-old-counts", sheet, others=labels.join_words(sorted(set(visible) - old)))


def _report(table: Table, domains: dict[int, str]) -> SheetReport:
    totals: dict[str, Cents] = {}
    for row, cents in zip(table.rows, amounts_of(table), strict=True):
        domain = domains.get(row, "")
        totals[domain] = totals.get(domain, 0) + cents
    amounts: dict[str, Cents] = {}
    if table.spec.kind is SheetKind.PLAN:
        fields: tuple[str, ...] = ("budget", "released")
        amounts = {name: sum(amounts_of(table, name)) for name in fields if name in table.header.columns}
    by_row = {"budget": _by_row(table, amounts_of(table, "budget"))} if amounts else {}
    total, total_row, excluded = sum(totals.values()), stated_total(table), _excluded_rows(table)
    kind, rows = table.spec.kind, len(table.rows)
    return SheetReport(table.sheet, kind, rows, total, totals, amounts, total_row, by_row, excluded)


def _by_row(table: Table, amounts: Iterable[Cents]) -> RowAmounts:
    return RowAmounts.of((row + 1 for row in table.rows), amounts)


def _excluded_rows(table: Table) -> dict[int, Cents]:
    return {row + 1: cents for row, cents in table.left_out.items()}


def _judge_ledgers(
    checked: CheckOutcome,
    tables: list[Table],
    vocabulary: Vocabulary,
    index: PlanIndex,
    context: CheckContext,
    findings: Findings,
) -> None:
    sheets = [(table, read_ledger(table, vocabulary, index)) for table in tables]
    contents = [sheet.counted() for _, sheet in sheets] if len(sheets) > 1 else []
    skipped = _repeats(contents)
    for number in sorted(skipped):
        findings.add("sheet-repeats", sheets[number][0].sheet)
    pairs = [pair for number, pair in enumerate(sheets) if number not in skipped]
    check_doubles(pairs)
    _ask_about_hidden([table for table, _ in pairs], findings)
    for table, sheet in pairs:
        sheet.cells = closed_cells(table, sheet, Closed(frozenset(context.closed)))
        total, totals, total_row = sum(sheet.totals.values()), sheet.totals, stated_total(table)
        by_row = sheet.by_row(table.rows)
        sums = {name: amounts.total for name, amounts in by_row.items()}
        checked.reports.append(
            SheetReport(
                sheet.sheet,
                SheetKind.LEDGER,
                sheet.rows,
                total,
                totals,
                sums,
                total_row,
                by_row,
                _excluded_rows(table),
            )
        )
    checked.ledgers = join_months(pairs)


def _repeats(sheets: Sequence[Counter[Any]]) -> set[int]:
    """The sheets with only rows of other sheets; the largest first, so that details stay."""
    skipped: set[int] = set()
    if len(sheets) < 2:
        return skipped
    for number in sorted(range(len(sheets)), key=lambda n: -sheets[n].total()):
        others = sum((sheet for n, sheet in enumerate(sheets) if n != number and n not in skipped), Counter())
        if sheets[number] and sheets[number] <= others:
            skipped.add(number)
    return skipped
