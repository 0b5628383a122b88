"""Refuses cells of unread columns that qualify an amount: kind, status, unit, currency or year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise

from budget.intake.cell_text import display_text, quoted_text
from budget.intake.grammar.currencies import is_currency_header, is_other_currency
from budget.intake.grammar.dates import read_date, read_year
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.kinds import BUDGET, REALISED, own_kind
from budget.intake.grammar.unread_words import (
    LONGEST,
    LONGEST_REMARK,
    is_doubtful,
    is_kind_header,
    is_remark_header,
    is_year_header,
    likely_kind,
    may_say_not_counted,
    says_not_counted,
    says_not_in_force,
    says_unit,
    sure_kind,
    year_text,
)
from budget.intake.places import euros
from budget.intake.sheets.table import Table, amounts_of
from budget.labels import count, join_words
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column

_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
MOST_WORDS = 12
"""A column with more different words than this is a description."""
_PLAIN = (str, int, float, date, time, timedelta)
"""Types of values that are a text, or hold none."""
Cells = list[tuple[int, str]]
"""The filled cells of a column beside an amount, as (row, text)."""


def check_meaning(table: Table, unread: Sequence[int], years: tuple[int, ...]) -> None:
    """Report every cell of the columns `unread` that changes the meaning of the amount beside it."""
    amounts = dict(zip(table.rows, amounts_of(table), strict=True)) if _needs_amounts(table, unread) else {}
    for number in unread:
        header, cells = table.header.texts.get(number, ""), _filled(table, number, amounts)
        words = {text for _, text in cells}
        if is_year_header(header) and any(_YEAR_LIKE.fullmatch(year_text(text)) for text in words):
            _check_year(table, number, cells, years)
        elif len(words) <= MOST_WORDS and all(len(text) <= LONGEST for text in words):
            _check_words(table, number, header, cells, amounts)
        elif is_remark_header(header):
            _check_remarks(table, number, header, cells, amounts)
    if table.spec.kind is SheetKind.PLAN and "note" in table.header.columns:
        # A remark is read, but may still say that its line does not count or is in thousands.
        number = table.header.columns["note"]
        cells = _filled(table, number, amounts)
        _check_remarks(table, number, table.header.texts.get(number, ""), cells, amounts)
    _check_descriptions(table, amounts)
    if table.spec.kind is SheetKind.LEDGER:
        _check_running(table, unread, list(amounts.values()))


def _needs_amounts(table: Table, unread: Sequence[int]) -> bool:
    has_note = table.spec.kind is SheetKind.PLAN and "note" in table.header.columns
    return bool(unread) or has_note or any(doubts for _, _, doubts in _doubtful_texts(table))


def _filled(table: Table, number: int, amounts: dict[int, Cents]) -> Cells:
    column = table.grid.columns[number]
    texts = {code: _on_one_line(display_text(v)) for code, v in enumerate(column.values) if not is_blank(v)}
    at = ((row, column.codes[row]) for row, cents in amounts.items() if cents and row < len(column.codes))
    return [(row, texts[code]) for row, code in at if code in texts]


def _check_words(table: Table, number: int, header: str, cells: Cells, amounts: dict[int, Cents]) -> None:
    _check_kind(table, number, header, cells)
    is_currency = bool(cells) and not is_currency_header(header_key(header))
    is_currency = is_currency and all(is_other_currency(fold(text)) or text == "EUR" for _, text in cells)
    _check_remarks(table, number, header, cells, amounts)
    if is_currency:
        _report(table, "column-currency", number, ((r, t) for r, t in cells if is_other_currency(fold(t))))


def _check_remarks(table: Table, number: int, header: str, cells: Cells, amounts: dict[int, Cents]) -> None:
    cells = [(row, text) for row, text in cells if len(text) <= LONGEST_REMARK]
    off = [(row, text) for row, text in cells if says_not_in_force(header, text)]
    # A reversed booking is there twice, once below zero.
    if off and (table.spec.kind is SheetKind.PLAN or sum(amounts[row] for row, _ in off)):
        _report(table, "column-status", number, off)
    _report(table, "column-unit", number, ((r, t) for r, t in cells if _is_unread_unit(table, header, t)))
    if doubts := [(row, text) for row, text in cells if is_doubtful(header, text) and (row, text) not in off]:
        _ask(table, number, header, doubts, amounts)


def _check_descriptions(table: Table, amounts: dict[int, Cents]) -> None:
    """Ask about rows whose description says that they do not count, unless their amounts cancel out."""
    for name, number, words in _doubtful_texts(table):
        cells = _filled(table, number, amounts) if words else []
        doubts = [(row, text) for row, text in cells if text in words]
        if doubts and sum(amounts[row] for row, _ in doubts):
            _ask(table, number, table.spec.column(name).header, doubts, amounts)


def _doubtful_texts(table: Table) -> Iterator[tuple[str, int, set[str]]]:
    """The columns with a description, and in each the texts that say that their row does not count."""
    for name in ("description", "action_line", "activity") if table.is_latest else ():
        if (number := table.header.columns.get(name)) is not None:
            column = table.grid.columns[number]
            texts = [text for _, text in column.texts_like(lambda s: may_say_not_counted(_on_one_line(s)))]
            texts += (display_text(value) for value in column.values if not isinstance(value, _PLAIN))
            yield name, number, set(filter(says_not_counted, map(_on_one_line, texts)))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _ask(table: Table, number: int, header: str, doubts: Cells, amounts: dict[int, Cents]) -> None:
    words = join_words([quoted_text(text) for text in dict.fromkeys(text for _, text in doubts)])
    rows, total = count(len(doubts), "rij", "rijen"), euros(sum(amounts[row] for row, _ in doubts))
    table.report("column-remark", doubts[0][0], number, header, words=words, rows=rows, total=total)


def _report(table: Table, code: str, number: int, cells: Iterable[tuple[int, str]]) -> None:
    header = table.header.texts.get(number, "")
    for row, text in cells:
        table.report(code, row, number, header, value=text)


def _is_unread_unit(table: Table, header: str, text: str) -> bool:
    return max(table.units.values(), default=1) == 1 and says_unit(header, text)


def _check_kind(table: Table, number: int, header: str, cells: Cells) -> None:
    is_ledger = table.spec.kind is SheetKind.LEDGER
    kind = table.header.columns.get("kind")
    if kind is not None and all(is_blank(table.grid.columns[kind][row]) for row in table.rows):
        kind = None
    words = {text for _, text in cells}
    may_be_weak = kind is None and (is_kind_header(header) or any(map(sure_kind, words)))
    read: Callable[[str], str] = likely_kind if may_be_weak else sure_kind
    if not is_ledger and not may_be_weak:
        return
    kinds = {text: money_kind for text in words if (money_kind := read(text))}
    own = table.grid.columns[kind] if kind is not None else None
    for row, text in cells if kinds else ():
        counts = (_own_kind(own, row) if own else REALISED) if is_ledger else BUDGET
        if text in kinds and kinds[text] != counts:
            table.report("column-kind", row, number, header, value=text, kind=_COUNTS_AS[counts])


_COUNTS_AS = {BUDGET: "begroot", REALISED: "realisatie", "verplichting": "verplichting"}


def _own_kind(column: Column, row: int) -> str:
    return own_kind(display_text(column[row])) or REALISED


def _check_year(table: Table, number: int, cells: Cells, years: tuple[int, ...]) -> None:
    """Report years that differ from the one for which the row counts."""
    for row, text in cells:
        stated_year, counts = read_year(year_text(text), years), _year_of(table, row, years)
        if counts and stated_year != counts:
            header = table.header.texts[number]
            table.report("column-year", row, number, header, value=text, year=str(counts))


def _year_of(table: Table, row: int, years: tuple[int, ...]) -> int:
    columns, grid = table.header.columns, table.grid
    for name in ("year", "fiscal_year"):
        if name in columns and not is_blank(value := grid.columns[columns[name]][row]):
            year = read_year(value, years)
            return year if isinstance(year, int) else 0
    day = read_date(grid.columns[columns["date"]][row], years) if "date" in columns else None
    return day.year if isinstance(day, date) else 0


def _check_running(table: Table, unread: Iterable[int], amounts: Sequence[Cents]) -> None:
    """Report a running balance: each amount is the previous one plus another column."""
    moves = [move for number in unread if (move := _numbers(table, number))]
    steps = [later - before for before, later in pairwise(amounts)] if moves else []
    if len(steps) < 2 or not any(steps):
        return
    for change in _changes(moves, steps[0]):
        if change[1:] == steps:
            number = table.header.columns[table.spec.total]
            table.report("column-running", table.header.last, number, table.header.texts.get(number, ""))
            return


def _numbers(table: Table, number: int) -> list[Cents]:
    """The cents of a column of numbers; empty for one without."""
    column = table.grid.columns[number]
    values = [column[row] if row < len(column.codes) else "" for row in table.rows]
    if not any(isinstance(value, (int, float)) for value in values):
        return []
    return [round(value * 100) if isinstance(value, (int, float)) else 0 for value in values]


def _changes(moves: list[list[Cents]], first: Cents) -> Iterator[list[Cents]]:
    """Candidate changes with this first step: one column of numbers, or one minus another."""
    yield from (move for move in moves if move[1] == first)
    for move in moves:
        others = (
            minus_move for minus_move in moves if minus_move is not move and move[1] - minus_move[1] == first
        )
        yield from ([a - b for a, b in zip(move, minus_move, strict=True)] for minus_move in others)
