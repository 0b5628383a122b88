"""Recognises which kind of sheet a grid is, by its headers and never by its name or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from budget.intake.book import Grid
from budget.intake.cells import fold, is_blank
from budget.intake.columns import SPECS, Cell, Column, SheetSpec
from budget.model import SheetKind

_TIMES = r"(?:(?<!\w)(?<!\d )x|[×*✕]|\b(?:maal|keer)\b)"
_MILLION = re.compile(
    _TIMES + r"\s*(?:€|eur[o]?)?\s*1(?:[.\s]?000[.\s]?000|\s*(?:mln|miljoen))\b|\bin\s+miljoenen\b"
    r"|\bmiljoenen\s+euro|\b(?:in|x)\s+(?:€|euro)?\s*(?:mln|mio|miljoen)\b|€\s*(?:mln|mio)\b"
    r"|^\W*(?:mln|mio|miljoen)\s*(?:€|euro\b)|[€£$]\s?m(?:n|illion)?\b|\bin\s+millions\b|\ben\s+millions\b"
    r"|\bmillones\s+de\s+euros\b|\bin\s+milioni\b",
    re.IGNORECASE,
)
_THOUSAND = re.compile(
    _TIMES + r"\s*(?:€|euro?)?\s*1[.\s]?000(?![.\d])|\b(?:in|x)\s+(?:€|euro)?\s*duizend(?:en|tallen)?\b"
    r"|\bduizend(?:en|tallen)?\s+euro|\(\s*€\s*1[.\s]?000\s*\)|\bk€|€k\b|€\s*[x×*]\s*1[.\s]?000(?![.\d])"
    r"|\bKEUR\b|" + _TIMES + r"\s*(?:€\s*)?1k\b|\bin\s+1[.\s]?000\s*(?:€|euro?)\b|\bduizendtallen\b"
    r"|\beenheid\W{1,3}(?:€\s*)?1[.\s]?000\b|\bvermenigvuldig\w*\s+met\s+1[.\s]?000\b(?![.\d])"
    r"|\bbedragen\W{1,3}(?:€|euro?)\s*1[.\s]?000\b(?![.\d])"
    r"|\bin\s+(?:€|euro'?s?)\s*(?:x\s*)?1[.\s]?000(?![.\d])|(?:\bin\s+)?(?:\bTEUR\b|\bT€|\bTsd\.?\s*(?:€|EUR))"
    r"|[€£$]\s?'?000s?\b|(?<!\d)'000s?\b|\bin\s+thousands\b|\ben\s+milliers\b|\bmiles\s+de\s+euros\b"
    r"|\bin\s+migliaia\b|\bin\s+tausend\b|\bi\s+tusental\b|\b[tk]kr\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen)\b[^.;]{0,20}(?:1[.\s]?000|duizend|miljoen|mln)", re.IGNORECASE)
_WHOLE_EUROS = re.compile(r"\bhele\s+euro", re.IGNORECASE)
_EUROS = re.compile(r"\bhele\s+euro|\bin\s+euro(?:'?s)?\s*\W*$|\(\s*euro(?:'?s)?\s*\)", re.IGNORECASE)
_OTHER_UNIT = re.compile(_TIMES + r"\s*(?:€|euro?)\s*(?!1\b(?![.,\s]?\d))\d", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:vroeger|voorheen|eerder|vorige?|was|waren|stonden)\b|[,;]\s*(?:nu\s+|thans\s+)?in\s+(?:hele\s+)?euro",
    re.IGNORECASE,
)
_LARGE = re.compile(r"\b1[.\s]?000(?:[.\s]?000)?\b(?![.,]?\d)|duizend|miljoen|\bmln\b|\bmio\b", re.IGNORECASE)
_CURRENCY = re.compile(r"\(?\b(?:in\s+)?(?:hele\s+)?euro(?:'s|s)?\b\)?|\(?€\)?|\(EUR\)", re.IGNORECASE)
_NUMBERED = 5
"""Columns from which on the numbers 1, 2, 3 ... below a header are no figures."""
_BARE = re.compile(r"[\d\s.,:%€()/+-]+")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header of a sheet is and what it means. Rows and columns count from 0.

    `columns` gives the column of each field; `doubles` are (column, the same header before it);
    `ignored` are columns with a header that means nothing here.
    """

    spec: SheetSpec
    first: int
    last: int
    columns: dict[str, int]
    texts: dict[int, str]
    doubles: tuple[tuple[int, int], ...]
    ignored: tuple[int, ...]
    missing: tuple[Column, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_near(self) -> bool:
        """Whether the sheet was clearly meant to be of this kind, though required columns are missing."""
        found = len(self.spec.required) - len(self.missing)
        return found >= 3 and found > len(self.missing) or (len(self.columns) >= 4 and len(self.missing) == 1)

    @property
    def is_nearly_complete(self) -> bool:
        """Whether so little is missing that the sheet cannot be meant as an overview of another one."""
        found = len(self.spec.required) - len(self.missing)
        return len(self.missing) == 1 or found >= 3 * len(self.missing)


def recognise(grid: Grid, depth: int) -> Header | None:
    """The best header in the first `depth` rows; None when nothing comes near any kind."""
    best: Header | None = None
    for header in _candidates(grid, depth):
        if (header.is_complete or header.is_near) and (best is None or _score(header) > _score(best)):
            best = header
    return best and _with_row_below(grid, best)


def _with_row_below(grid: Grid, header: Header) -> Header:
    """The header with the row below it, where that only tells units or numbers the columns."""
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


def _is_unit(cell: Any) -> bool:
    return isinstance(cell, str) and any(c.isalpha() or c == "€" for c in cell) and not header_key(cell)


def _digits(cell: Any) -> int | None:
    text = cell.strip().strip("()") if isinstance(cell, str) else str(cell).removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() else None


def closest(grid: Grid, depth: int) -> Header | None:
    """The header with most columns of any kind, however incomplete; for saying what was missed."""
    return max(_candidates(grid, depth), key=lambda h: (len(h.columns), -len(h.missing)), default=None)


def find_unit(text: Any) -> int:
    """The euros that 1 stands for according to a title or header: 1, 1.000 or 1.000.000."""
    if not isinstance(text, str) or _DENIED.search(text):
        return 1
    return 1_000_000 if _MILLION.search(text) else 1_000 if _THOUSAND.search(text) else 1


def says_euros(text: Any, is_header: bool = False) -> bool:
    """Whether a title speaks of whole euros, or a header of euros; both with no thousands beside it."""
    pattern = _EUROS if is_header else _WHOLE_EUROS
    return isinstance(text, str) and find_unit(text) == 1 and bool(pattern.search(text))


def says_other_unit(text: Any) -> bool:
    """Whether a title multiplies by something else than `find_unit` knows, like x € 100."""
    return isinstance(text, str) and find_unit(text) == 1 and bool(_OTHER_UNIT.search(text))


def contradicts_itself(text: Any) -> bool:
    """Whether a title takes back the thousands it speaks of."""
    return find_unit(text) > 1 and bool(_TAKEN_BACK.search(text))


def may_say_unit(text: Any) -> bool:
    """Whether a title speaks of thousands or millions in other words than those of `find_unit`."""
    if not isinstance(text, str) or _DENIED.search(text):
        return False
    return find_unit(text) == 1 and bool(_LARGE.search(text))


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """What is compared of a header: letters and digits, without unit or currency."""
    for pattern in (_MILLION, _THOUSAND, _CURRENCY):
        text = pattern.sub(" ", text)
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _score(header: Header) -> tuple[int, bool, bool, int]:
    one_row = header.first == header.last
    return len(header.columns) - 2 * len(header.missing), header.is_complete, one_row, -header.first


def _candidates(grid: Grid, depth: int) -> Iterator[Header]:
    rows = [[_text(cell) for cell in grid.row(row)] for row in range(min(depth, grid.height))]
    for number, row in enumerate(rows):
        if sum(map(bool, row)) < 2:
            continue
        single = [[text] if text else [] for text in row]
        below = rows[number + 1] if number + 1 < len(rows) else []
        double = [_stacked(*texts) for texts in zip(row, below, strict=True)] if _may_be_header(below) else []
        for spec in SPECS:
            header = _match(spec, single, number, number)
            yield header
            if double and len((both := _match(spec, double, number, number + 1)).columns) > len(
                header.columns
            ):
                yield both


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) and not is_blank(cell) else ""


def _may_be_header(row: list[str]) -> bool:
    return sum(map(bool, row)) >= 2 and not any(_BARE.fullmatch(text) for text in row if text)


def _stacked(above: str, below: str) -> list[str]:
    """What a header on two rows may say, most precise first."""
    return [text for text in (below, f"{above} {below}", above) if text.strip()]


@cache
def _meanings(kind: SheetKind) -> dict[str, tuple[str, int]]:
    """Field and rank (0 is the header itself) by header key."""
    found: dict[str, tuple[int, str]] = {}
    spec = next(spec for spec in SPECS if spec.kind == kind)
    for column in spec.columns:
        for rank, name in enumerate((column.header, *column.synonyms)):
            key = header_key(name)
            found[key] = min(found.get(key, (rank, column.field)), (rank, column.field))
    return {key: (field, rank) for key, (rank, field) in found.items()}


def _match(spec: SheetSpec, texts: list[list[str]], first: int, last: int) -> Header:
    claims = sorted(_claims(spec, texts))
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    doubles, taken = [], set()
    for rank, _, column, field in claims:
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
    shown = {n: _heading(spec, options) for n, options in enumerate(texts) if options}
    missing = tuple(c for c in spec.required if c.field not in columns and c.instead not in columns)
    ignored = tuple(n for n in shown if n not in taken)
    return Header(spec, first, last, columns, shown, tuple(doubles), ignored, missing)


def _heading(spec: SheetSpec, options: list[str]) -> str:
    known = (option for option in options if header_key(option) in _meanings(spec.kind))
    return " ".join(next(known, options[min(1, len(options) - 1)]).split())


def _claims(spec: SheetSpec, texts: list[list[str]]) -> Iterator[tuple[int, int, int, str]]:
    meanings = _meanings(spec.kind)
    for column, options in enumerate(texts):
        for order, text in enumerate(options):
            if "%" not in text and (meaning := meanings.get(header_key(text))):
                yield meaning[1], order, column, meaning[0]


def amount_fields(spec: SheetSpec) -> tuple[str, ...]:
    """The fields of a kind of sheet that hold euros."""
    return tuple(column.field for column in spec.columns if column.cell is Cell.AMOUNT)
