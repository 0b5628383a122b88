"""Recognises the kind of a sheet by its headers, never by its name or place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from budget.intake.faults import Raw
from budget.intake.grammar.headers import header_key
from budget.intake.schema import SPECS, SheetSpec, amount_fields
from budget.intake.sheets.table import Header
from budget.model.words import SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid

_NUMBERED = 5
"""From this many columns, the numbers 1, 2, 3 ... below a header are column numbers."""
_YEARS = range(1990, 2100)
"""Numbers that may be years in a header."""
_BARE = re.compile(r"[\d\s.,:%€()/+-]+")


def recognise(grid: Grid, depth: int) -> Header | None:
    """The best header in the first `depth` rows; None when nothing resembles any kind."""
    best: Header | None = None
    for header in _candidates(grid, depth):
        if (header.is_complete or header.is_near) and (best is None or _score(header) > _score(best)):
            best = header
    return best and _with_row_below(grid, best)


def _with_row_below(grid: Grid, header: Header) -> Header:
    """The header merged with the row below it, when that holds only units or column numbers."""
    row = header.last + 1
    cells = (
        {n: cell for n, cell in enumerate(grid.row(row)) if not is_blank(cell)} if row < grid.height else {}
    )
    is_unit = bool(cells) and all(_is_unit(cell) for cell in cells.values())
    count = len(cells)
    is_numbered = count >= _NUMBERED and [_digits(cell) for cell in cells.values()] == list(
        range(1, count + 1)
    )
    return replace(header, last=row) if is_unit or is_numbered else header


def _is_unit(cell: Raw) -> bool:
    return isinstance(cell, str) and any(c.isalpha() or c == "€" for c in cell) and not header_key(cell)


def _digits(cell: Raw) -> int | None:
    text = cell.strip().strip("()") if isinstance(cell, str) else str(cell).removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() else None


def closest(grid: Grid, depth: int) -> Header | None:
    """The header with most columns of any kind, however incomplete, to report what is missing."""
    return max(_candidates(grid, depth), key=lambda h: (len(h.columns), -len(h.missing)), default=None)


def _score(header: Header) -> tuple[int, bool, bool, int]:
    one_row = header.first == header.last
    return len(header.columns) - 2 * len(header.missing), header.is_complete, one_row, -header.first


def _candidates(grid: Grid, depth: int) -> Iterator[Header]:
    cells = [grid.row(row) for row in range(min(depth, grid.height))]
    rows = [[_text(cell) for cell in row] for row in cells]
    for number, row in enumerate(rows):
        if sum(map(bool, row)) < 2:
            continue
        single = _Options([[text] if text else [] for text in row])
        below = rows[number + 1] if number + 1 < len(rows) else []
        may_be = _may_be_header(below) and not any(map(_is_figure, cells[number + 1]))
        double = _Options([_stacked(*texts) for texts in zip(row, below, strict=True)]) if may_be else None
        for spec in SPECS:
            header = _match(spec, single, number, number)
            yield header
            if double is None or _is_line(header, below):
                continue
            both = _assign(spec, double)
            if len(both.columns) > len(header.columns):
                yield _header(spec, double, both, number, number + 1)


def _text(cell: Raw) -> str:
    return cell if isinstance(cell, str) and not is_blank(cell) else ""


def _may_be_header(row: list[str]) -> bool:
    return sum(map(bool, row)) >= 2 and not any(_BARE.fullmatch(text) for text in row if text)


def _is_figure(cell: Raw) -> bool:
    """Whether a cell is an amount or a date, so no header; a year may be one."""
    if isinstance(cell, str) or cell is None:
        return False
    return not (isinstance(cell, (int, float)) and cell in _YEARS)


def _is_line(header: Header, below: list[str]) -> bool:
    """Whether the row below a header fills a required column with something that is no header."""
    known = _meanings(header.spec.kind)
    names = (column.field for column in header.spec.required)
    texts = (below[header.columns[name]] for name in names if name in header.columns)
    return any((key := header_key(text)) and key not in known for text in texts)


def _stacked(above: str, below: str) -> list[str]:
    """The possible texts of a two-row header, most precise first."""
    return [text for text in (below, f"{above} {below}", above) if text.strip()]


@cache
def _meanings(kind: SheetKind) -> dict[str, tuple[str, int]]:
    """Field and rank (0 is the header itself) by header key."""
    ranked_fields: dict[str, tuple[int, str]] = {}
    spec = next(spec for spec in SPECS if spec.kind == kind)
    for column in spec.columns:
        for rank, name in enumerate((column.header, *column.synonyms)):
            key = header_key(name)
            ranked_fields[key] = min(ranked_fields.get(key, (rank, column.field)), (rank, column.field))
    return {key: (field, rank) for key, (rank, field) in ranked_fields.items()}


class _Options:
    """The possible texts of each column, most precise first, and what is looked up in them for every kind."""

    def __init__(self, texts: list[list[str]]) -> None:
        self.keys = [[None if "%" in text else header_key(text) for text in options] for options in texts]
        self._shown = {n: _spaced(options[0]) for n, options in enumerate(texts) if options}
        self._choices = {n: options for n, options in enumerate(texts) if len(options) > 1}

    def shown(self, spec: SheetSpec) -> dict[int, str]:
        """The text of each column as a header of this kind of sheet."""
        return self._shown | {n: _heading(spec, options) for n, options in self._choices.items()}


class _Assigned(NamedTuple):
    """The column of each field, the columns that claim a field that has one, and all of these columns."""

    columns: dict[str, int]
    doubles: list[tuple[int, int]]
    taken: set[int]


def _match(spec: SheetSpec, options: _Options, first: int, last: int) -> Header:
    return _header(spec, options, _assign(spec, options), first, last)


def _assign(spec: SheetSpec, options: _Options) -> _Assigned:
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    doubles: list[tuple[int, int]] = []
    taken: set[int] = set()
    for rank, _, column, field in sorted(_claims(spec, options.keys)):
        if column in taken:
            continue
        if field not in columns:
            columns[field], ranks[field] = column, rank
        elif ranks[field] == rank or (ranks[field] and field in amount_fields(spec)):
            doubles.append((column, columns[field]))
        else:
            continue
        taken.add(column)
    if spec.kind is SheetKind.PLAN and "code" not in columns and "project_code" in columns:
        columns["code"] = columns.pop("project_code")
    return _Assigned(columns, doubles, taken)


def _header(spec: SheetSpec, options: _Options, found: _Assigned, first: int, last: int) -> Header:
    columns, shown = found.columns, options.shown(spec)
    missing = tuple(c for c in spec.required if c.field not in columns and c.instead not in columns)
    ignored = tuple(n for n in shown if n not in found.taken)
    return Header(spec, first, last, columns, shown, tuple(found.doubles), ignored, missing)


def _heading(spec: SheetSpec, options: list[str]) -> str:
    meanings = _meanings(spec.kind)
    return _spaced(next((option for option in options if header_key(option) in meanings), options[1]))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _claims(spec: SheetSpec, keys: list[list[str | None]]) -> Iterator[tuple[int, int, int, str]]:
    meanings = _meanings(spec.kind)
    for column, options in enumerate(keys):
        for order, key in enumerate(options):
            if key is not None and (meaning := meanings.get(key)):
                yield meaning[1], order, column, meaning[0]


def headers_of_row(grid: Grid, row: int) -> Iterator[Header]:
    """The meaning of a row as the header of each kind of sheet."""
    texts = _Options([[text] if text else [] for text in map(_text, grid.row(row))])
    yield from (_match(spec, texts, row, row) for spec in SPECS)


def is_own_header(texts: Iterable[str]) -> bool:
    """Whether these are the headers of one of our own sheets: all required ones, and no others."""
    cells = _Options([[text] for text in texts])
    headers = (_match(spec, cells, 0, 0) for spec in SPECS)
    return any(header.is_complete and not header.ignored for header in headers)
