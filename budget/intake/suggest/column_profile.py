"""Looks at a foreign sheet: which row is its header, and what stands in each of its columns."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import groups_by_comma, read_amount, uses_point
from budget.intake.grammar.currencies import is_currency_key
from budget.intake.grammar.dates import ORDERS, read_date, read_ordered
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.months import month_number, quarter_number
from budget.intake.grammar.text import read_text
from budget.intake.grammar.total_words import is_total_word
from budget.intake.mapping.tables import column_texts
from budget.intake.suggest.header_words import has_word
from budget.workbook.cells import Broken, is_blank
from budget.workbook.grid import Grid

SAMPLE = 2_000
LOOK_AHEAD = 8
FEW_WORDS = 12
MANY_WORDS = 200
MOSTLY = 0.8
_NAME_TOKENS = {
    "naam", "name", "nome", "omschrijving", "omschr", "bezeichnung", "beschreibung", "text", "tekst", "label",
    "bez", "nombre", "descripcion", "description", "lib", "libelle", "intitule", "denominazione",
    "descrizione", "descricao", "benamning",
}  # fmt: skip
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Profile:
    """One column under its header: how much of what is filled are amounts, days or distinct texts.

    Shares are fractions of the filled cells; `words` are the distinct texts, unless there are hundreds.
    """

    place: int
    header: str
    filled: int
    amounts: float
    days: float
    whole_numbers: float
    negative: float
    distinct: int
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        return header_key(self.header)

    @property
    def tokens(self) -> set[str]:
        """The words of the header, each by itself."""
        return tokens_of(self.header)

    @property
    def is_few(self) -> bool:
        """Whether the column holds a handful of words, each in many rows."""
        return 0 < len(self.words) <= FEW_WORDS

    @property
    def is_name(self) -> bool:
        """Whether the header says that the column describes what another one codes."""
        return bool(self.tokens & _NAME_TOKENS)

    @property
    def is_year(self) -> bool:
        """Whether every cell is a year."""
        return bool(self.words) and all(_YEAR_LIKE.fullmatch(word) for word in self.words)

    @property
    def is_amount(self) -> bool:
        return self.filled > 0 and self.amounts >= MOSTLY and not self.is_year

    @property
    def named_year(self) -> int:
        """The year in the header; 0 when there is none or more than one."""
        found = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", self.header))
        return int(found.pop()) if len(found) == 1 else 0

    @property
    def is_share(self) -> bool:
        """Whether the column holds percentages."""
        return "%" in self.header or bool(self.words) and all(word.endswith("%") for word in self.words)

    @property
    def quarter(self) -> int:
        """1 to 4 where the header names a quarter; else 0."""
        return quarter_number(self.key)

    @property
    def is_day(self) -> bool:
        return self.filled > 0 and self.days >= MOSTLY

    @property
    def month(self) -> int:
        """1 to 12 where the header names a month; else 0."""
        return month_number(re.sub(r"[0-9]", "", self.key))


def tokens_of(header: str) -> set[str]:
    """The words of a header, each by itself."""
    return set(re.findall(r"[a-z]+", " ".join(fold(word) for word in re.split(r"[\W\d_]+", header))))


def _is_total(cell: Any) -> bool:
    return isinstance(cell, str) and is_total_word(cell)


def header_row(grid: Grid, depth: int, least: int = 3) -> int | None:
    """The row that most looks like a header of `least` columns with data under it; None when none does."""
    best: tuple[int, int] | None = None
    for row in range(min(depth, grid.height - 1)):
        own = [cell for cell in grid.row(row) if isinstance(cell, str) and cell.strip()]
        texts = {n: text for n, text in column_texts(grid, row).items() if not _is_number(text)}
        if len(texts) < least or len(own) < 2 or any(_is_number(cell) for cell in own):
            continue
        below = [grid.row(at) for at in range(row + 1, min(row + 1 + LOOK_AHEAD, grid.height))]
        held = sum(any(not is_blank(cells[n]) for cells in below) for n in texts)
        counts = sum(any(_is_amount(cells[n]) for cells in below) for n in texts)
        if counts and (best is None or held > best[0] or held == best[0] and _has_only_units(own)):
            best = held, row
    return best[1] if best else None


def _has_only_units(own: list[str]) -> bool:
    """Whether a row under a header says nothing but in what the amounts are."""
    return all(is_currency_key(header_key(text)) for text in own)


def profiles(grid: Grid, row: int, years: tuple[int, ...], dotted: Collection[int] = ()) -> list[Profile]:
    """What stands under each header, from the first rows of the sheet.

    `dotted` are the columns whose amounts are read with a decimal dot.
    """
    return [
        _profile(grid, row, place, text, years, place in dotted)
        for place, text in column_texts(grid, row).items()
    ]


def _profile(
    grid: Grid, row: int, place: int, header: str, years: tuple[int, ...], is_dotted: bool
) -> Profile:
    column = grid.columns[place]
    cells = (column[at] for at in range(row + 1, len(column.codes)))
    found = list(islice((cell for cell in cells if not is_blank(cell) and not _is_total(cell)), SAMPLE))
    point = is_dotted or grid.is_text and uses_point(found)
    is_dated = bool(has_word("date", header_key(header), tokens_of(header)))
    known: dict[Any, tuple[bool, bool, bool, bool]] = {
        cell: _judge(cell, years, point, is_dated) for cell in set(found)
    }
    totals = [sum(known[cell][n] for cell in found) for n in range(4)]
    many = len(found) or 1
    texts = {_text(cell) for cell in known} - {""}
    words = tuple(sorted(texts)) if len(texts) <= MANY_WORDS else ()
    amounts, days, whole, negative = (total / many for total in totals)
    return Profile(place, header, len(found), amounts, days, whole, negative, len(known), words)


def _judge(cell: Any, years: tuple[int, ...], point: bool, is_dated: bool) -> tuple[bool, bool, bool, bool]:
    """Whether a cell is an amount, a day, a number without decimals, and below zero."""
    amount = None if isinstance(cell, Broken) else read_amount(cell, point=point)
    is_number = isinstance(amount, int)
    day = isinstance(cell, date) or (isinstance(cell, str) and _is_day(cell, years))
    day = day or is_dated and any(isinstance(read_ordered(cell, order), date) for order in ORDERS)
    whole = is_number and amount % 100 == 0 and not (isinstance(cell, str) and "," in cell)
    return is_number and not day, day, whole, is_number and amount < 0


def _is_day(cell: str, years: tuple[int, ...]) -> bool:
    """Whether a text is a date, be it of a year outside the programme, or one that can be read two ways."""
    found = read_date(cell, years)
    return not isinstance(found, Fault) or found.code in ("date-outside", "date-double")


def _is_amount(cell: Any) -> bool:
    if is_blank(cell) or isinstance(cell, Broken):
        return False
    return any(isinstance(read_amount(cell, point=point), int) for point in (False, True))


def _is_number(cell: Any) -> bool:
    """Whether a text of a would-be header is an amount; a year is not."""
    return (isinstance(read_amount(cell), int) or groups_by_comma(cell)) and not _YEAR_LIKE.fullmatch(
        cell.strip()
    )


def _text(cell: Any) -> str:
    text = "" if isinstance(cell, Broken) else read_text(cell)
    return text if isinstance(text, str) else ""


def folded(text: str) -> str:
    """A word as it is compared."""
    return fold(text)
