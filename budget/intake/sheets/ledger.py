"""Reads sheets of kind ledger, column by column, and checks the meaning of the bookings."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Any

from budget import labels
from budget.intake.catalogue import CATALOGUE
from budget.intake.faults import Fault, Raw
from budget.intake.findings import Findings
from budget.intake.grammar.dates import read_date, read_year
from budget.intake.grammar.kinds import own_kind
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.periods import Period
from budget.intake.grammar.text import read_choice, read_code, read_text
from budget.intake.outcome import LedgerSheet, ParsedColumn
from budget.intake.schema import LEDGER
from budget.intake.sheets.columns import each, read_amount_column, read_code_column, read_column
from budget.intake.sheets.double_payments import remark_double_payments
from budget.intake.sheets.order_years import ask_about_orders, statement_year, year_of
from budget.intake.sheets.other_codes import check_other_codes
from budget.intake.sheets.period_days import ask_about_day, days_covered, statement_period
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.running_amounts import ask_about_running_amounts
from budget.intake.sheets.scope import commitments_in_words, read_scope, scope_in_words
from budget.intake.sheets.table import Table
from budget.model.words import Cents, Kind, Level


def read_ledger(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> LedgerSheet:
    """Read and check one sheet; findings are added to the table's."""
    columns = _read_columns(table, vocabulary)
    period = statement_period(table, columns["date"], vocabulary.years)
    _default_year(table, columns, vocabulary)
    _resolve_codes(table, columns, index)
    check_other_codes(table, columns["code"], index)
    _check_lines(table, columns, vocabulary, index)
    _check_signs(table, columns)
    remark_double_payments(table, columns)
    ask_about_running_amounts(table, columns)
    sheet = _statement(table, columns, period, vocabulary, index)
    sheet.totals = _totals(columns, index, vocabulary)
    if table.months:
        codes = {*sheet.scope.codes, *_codes_of(table, table.months.rows, index)}
        sheet.scope = replace(sheet.scope, codes=tuple(sorted(codes)))
    return sheet


def _codes_of(table: Table, rows: Sequence[int], index: PlanIndex) -> set[str]:
    """The codes in these rows, with or without an amount."""
    whole = replace(table, rows=list(rows), findings=Findings("", 0), amounts={})
    columns = {name: read_code_column(whole, name) for name in ("code", "project_code")}
    columns["source"] = read_column(whole, "source", each(read_text), default="")
    _resolve_codes(whole, columns, index)
    return {code for code in columns["code"].all() if isinstance(code, str) and code}


def _read_columns(table: Table, vocabulary: Vocabulary) -> dict[str, ParsedColumn]:
    years = vocabulary.years
    return {
        "document": read_code_column(table, "document"),
        "sequence": read_column(table, "sequence", each(read_code), default=""),
        "date": read_column(table, "date", each(lambda value: read_date(value, years))),
        "fiscal_year": read_column(table, "fiscal_year", each(lambda value: read_year(value, years))),
        "code": read_code_column(table, "code"),
        "project_code": read_code_column(table, "project_code"),
        "source": read_column(table, "source", each(vocabulary.source.find), default=""),
        "theme": read_column(table, "theme", each(read_text), default=""),
        "description": read_column(table, "description", each(read_text), default=""),
        "supplier": read_column(table, "supplier", each(read_text), default=""),
        "amount": read_amount_column(table, "amount"),
        "kind": read_column(table, "kind", each(_read_kind), default=Kind.REALISED),
    }


def _read_kind(value: Raw) -> Kind | Fault:
    if isinstance(value, str) and (kind := own_kind(value)):
        return Kind(kind)
    choice = read_choice(value, LEDGER.column("kind").options)
    return choice if isinstance(choice, Fault) else Kind(choice)


def _combined(columns: list[ParsedColumn], combine: Callable[..., Any]) -> ParsedColumn:
    """A column computed from others, once per distinct combination; equal results become one value."""
    keys: dict[tuple[int, ...], int] = {}
    codes = [keys.setdefault(key, len(keys)) for key in zip(*(c.codes for c in columns), strict=True)]
    results = [combine(*(c.values[n] for c, n in zip(columns, key, strict=True))) for key in keys]
    numbers: dict[Any, int] = {}
    merged = [numbers.setdefault(result, len(numbers)) for result in results]
    bad = frozenset(number for value, number in numbers.items() if isinstance(value, Fault))
    return ParsedColumn(array("I", map(merged.__getitem__, codes)), list(numbers), bad)


def _default_year(table: Table, columns: dict[str, ParsedColumn], vocabulary: Vocabulary) -> None:
    """Fill an empty fiscal year from the booking date; for an open order, from the statement."""
    year = columns["fiscal_year"]
    if any(year.values[code] is None for code in set(year.codes)):
        ends = statement_year(table, columns, vocabulary)
        ask_about_orders(table, columns, year, ends)
        needed = [year, columns["date"], columns["kind"]]
        columns["fiscal_year"] = _combined(needed, lambda year, day, kind: year_of(year, day, kind, ends))


def _resolve_codes(table: Table, columns: dict[str, ParsedColumn], index: PlanIndex) -> None:
    """Replace a lone project code by its line code."""
    project = columns.pop("project_code")
    if "project_code" not in table.header.columns:
        return

    def resolve(code: Raw, project: Raw, source: Raw) -> Raw:
        if code or not isinstance(project, str) or project in index.domains:
            return code or project
        matches = index.codes_of_project(project, source if isinstance(source, str) else "")
        return matches[0] if len(matches) == 1 else tuple(matches) or project

    resolved = _combined([columns["code"], project, columns["source"]], resolve)
    doubles = {n for n, value in enumerate(resolved.values) if isinstance(value, tuple)}
    empty = {n for n, value in enumerate(resolved.values) if value == "" or value is None}
    for number, (row, code) in enumerate(zip(table.rows, resolved.codes, strict=True)):
        if code in doubles:
            table.add(
                "ledger-project-double",
                row,
                "project_code",
                value=project[number],
                options=", ".join(resolved.values[code]),
            )
        elif code in empty:
            table.add("cell-missing", row, "project_code", what="de code")
    resolved.bad |= doubles | empty
    columns["code"] = resolved


def _check_lines(
    table: Table, columns: dict[str, ParsedColumn], vocabulary: Vocabulary, index: PlanIndex
) -> None:
    """Judge every distinct (code, year, source, theme) and report the rows that have it."""
    names = ("code", "fiscal_year", "source", "theme")

    def judge(code: Raw, year: Raw, source: Raw, theme: Raw) -> tuple[Raw, tuple[str, Fault] | None]:
        return _judge(code, year, source, theme, vocabulary, index)

    judged = _combined([columns[name] for name in names], judge)
    columns["theme"] = ParsedColumn(judged.codes, [theme for theme, _ in judged.values], columns["theme"].bad)
    columns["theme"].bad = frozenset(
        n for n, value in enumerate(columns["theme"].values) if isinstance(value, Fault)
    )
    _report(table, judged)


def _report(table: Table, column: ParsedColumn) -> None:
    """Report an error on every row; a warning or question once, with the number of rows."""
    wrong = {n: reported for n, (_, reported) in enumerate(column.values) if reported}
    if not wrong:
        return
    same = {number: _same(fault) for number, (_, fault) in wrong.items()}
    counts: Counter[tuple[str, ...]] = Counter()
    for number, rows in Counter(column.codes).items():
        if number in wrong:
            counts[same[number]] += rows
    reported: set[tuple[str, ...]] = set()
    for row, number in zip(table.rows, column.codes, strict=True):
        if number not in wrong or same[number] in reported:
            continue
        name, fault = wrong[number]
        values, times = fault.values, counts[same[number]]
        if CATALOGUE[fault.code].level is Level.WARNING or fault.code.endswith("-needed"):
            reported.add(same[number])
            values = {**values, "times": f" ({labels.count(times, 'rij', 'rijen')})" if times > 1 else ""}
        columns = table.header.columns
        at = columns.get(name, columns.get("code", columns.get("project_code", 0)))
        header = LEDGER.column(name).header
        table.report_fault(Fault(fault.code, values), row, at, header)


def _same(fault: Fault) -> tuple[str, ...]:
    """The key by which two faults read the same."""
    return fault.code, *map(str, fault.values.values())


def _judge(
    code: Raw, year: Raw, source: Raw, theme: Raw, vocabulary: Vocabulary, index: PlanIndex
) -> tuple[Raw, tuple[str, Fault] | None]:
    """For one combination: the theme code or a fault, and None or (field, fault)."""
    if not (isinstance(code, str) and isinstance(year, int)):
        return theme, None
    if not (isinstance(source, str) and isinstance(theme, str)):
        return theme, None
    funds = index.themes(code, year)
    if theme:
        name = vocabulary.theme_anywhere(theme, [source] if source else funds)
        if isinstance(name, Fault):
            return name, ("theme", name)
        theme = name
    return theme, _judge_line(code, year, source, theme, funds, index)


def _judge_line(
    code: str, year: int, source: str, theme: str, funds: dict[str, list[str]], index: PlanIndex
) -> tuple[str, Fault] | None:
    about = {"value": code, "year": str(year)}
    if not funds and index.follows(code, year):
        return None
    if not funds:
        is_known = code in index.domains
        hint = "De regel staat wel in een ander jaar." if is_known else index.hint(code)
        return "code", Fault("code-unknown", {"value": code, "year": f" van {year}", "hint": hint})
    if not source and len(funds) > 1:
        return "source", Fault("ledger-source-needed", {**about, "options": ", ".join(funds)})
    if source and source not in funds:
        return "source", Fault("ledger-source-other", {**about, "source": source})
    themes = funds[source or next(iter(funds))]
    if theme and theme not in themes:
        return "theme", Fault("ledger-theme-other", {**about, "theme": theme})
    if not theme and len(themes) > 1:
        return "theme", Fault("ledger-theme-needed", {**about, "options": ", ".join(themes)})
    return None


def _check_signs(table: Table, columns: dict[str, ParsedColumn]) -> None:
    amount = columns["amount"]
    signs = [value for value in amount.all() if isinstance(value, int) and value]
    negative = sum(value < 0 for value in signs)
    if negative > 1 and (negative * 2 > len(signs) or sum(signs) < 0):
        count = labels.count(negative, "bedrag", "bedragen")
        table.findings.add("ledger-signs", table.sheet, count=f"{count} van de {len(signs)}")


def _statement(
    table: Table,
    columns: dict[str, ParsedColumn],
    period: Period,
    vocabulary: Vocabulary,
    index: PlanIndex,
) -> LedgerSheet:
    kinds = columns["kind"].distinct()
    codes = {code for code in columns["code"].distinct() if isinstance(code, str)}
    scope = read_scope(table, vocabulary, index, codes)
    if scope.no_commitments and Kind.COMMITTED in kinds:
        table.findings.add("ledger-commitments", table.sheet)
    states_commitments = scope.no_commitments or Kind.COMMITTED in kinds
    booked = _booked(columns, is_all=Kind.REALISED not in kinds)
    if period.unreadable:
        table.findings.add("period-invalid", table.sheet, value=period.unreadable)
    states_bookings = Kind.REALISED in kinds or Kind.COMMITTED not in kinds
    sheet = LedgerSheet(
        table.sheet, len(table.rows), columns, period, states_bookings, states_commitments, scope
    )
    if booked:
        period.complete(*days_covered(table, period, list(booked)))
        if table.is_latest:
            _say_statement(table, sheet, vocabulary)
        ask_about_day(table, period)
        _check_period(table, columns, period)
        end = period.date if period.states_date else period.passed
        if end and (later := sum(times for day, times in booked.items() if day > end)):
            count = labels.count(later, "boeking", "boekingen")
            table.findings.add("ledger-ahead", table.sheet, count=count, day=end)
    return sheet


def _booked(columns: dict[str, ParsedColumn], *, is_all: bool) -> dict[date, int]:
    """The days with realised bookings (`is_all`: any bookings), and how many each has."""
    days, kinds = columns["date"], columns["kind"]
    realised = {code for code, kind in enumerate(kinds.values) if kind == Kind.REALISED}
    rows = days.codes if is_all else compress(days.codes, map(realised.__contains__, kinds.codes))
    totals: Counter[date] = Counter()
    for code, times in Counter(rows).items():
        if isinstance(day := days.values[code], date):
            totals[day] += times
    return totals


def _say_statement(table: Table, sheet: LedgerSheet, vocabulary: Vocabulary) -> None:
    period = sheet.period
    ends = "periode" if table.date_months else "boeking"
    table.findings.add(
        "ledger-statement",
        table.sheet,
        day=period.date,
        first=period.first,
        last=period.last,
        day_from=_day_from(period),
        period_from="staat boven de tabel" if period.states_period else f"de eerste en de laatste {ends}",
        scope=scope_in_words(sheet.scope, vocabulary),
        commitments=commitments_in_words(sheet.scope, sheet.states_commitments),
    )


def _day_from(period: Period) -> str:
    if period.states_date:
        return "staat boven de tabel"
    return "het einde van de periode" if period.dated_by_period else "de laatste boeking"


def _check_period(table: Table, columns: dict[str, ParsedColumn], period: Period) -> None:
    first, last = period.first, period.last
    if not period.states_period or first is None or last is None:
        return
    outside = {
        n
        for n, day in enumerate(columns["date"].values)
        if isinstance(day, date) and not first <= day <= last
    }
    if not outside:
        return
    for row, code, kind in zip(table.rows, columns["date"].codes, columns["kind"].all(), strict=True):
        if code in outside and kind == Kind.REALISED:
            table.add(
                "ledger-outside",
                row,
                "date",
                value=columns["date"].values[code],
                first=first,
                last=last,
            )


def _totals(columns: dict[str, ParsedColumn], index: PlanIndex, vocabulary: Vocabulary) -> dict[str, Cents]:
    """Cents per domain code; '' for unknown domains."""
    domains = [
        index.domains.get(code) or vocabulary.domain_of_code(code) if isinstance(code, str) else ""
        for code in columns["code"].values
    ]
    per_code = [0] * len(domains)
    for code, amount in zip(columns["code"].codes, columns["amount"].all(), strict=True):
        if isinstance(amount, int):
            per_code[code] += amount
    totals: dict[str, Cents] = {}
    for code in set(columns["code"].codes):
        totals[domains[code]] = totals.get(domains[code], 0) + per_code[code]
    return totals
