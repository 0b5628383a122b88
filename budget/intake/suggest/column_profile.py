"""Profile of a foreign sheet: its header row and the contents of each column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from itertools import islice

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import groups_by_comma, read_amount, uses_point
from budget.intake.grammar.booking_periods import split_period
from budget.intake.grammar.currencies import is_currency_key
from budget.intake.grammar.dates import ORDERS, read_date, read_ordered
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.kinds import are_labels
from budget.intake.grammar.months import month_number, quarter_number
from budget.intake.grammar.text import read_text
from budget.intake.grammar.total_words import STARS, is_total_word
from budget.intake.mapping.tables import column_texts
from budget.intake.suggest.header_words import SHARE, find_word, money_role, tokens_of
from budget.intake.suggest.profile import Profile
from budget.model.words import MONTHS, Cents
from budget.workbook.cells import SHARE as SHARE_LOOK
from budget.workbook.cells import Broken, is_blank
from budget.workbook.grid import Grid
from budget.workbook.places import column_name

Raw = object
"""The raw value of a cell."""
SAMPLE = 2_000
MANY_WORDS = 200
_LOOK_AHEAD = 8
_SHOWN = 2
_MOST_SHARE, _LEAST_MONEY = 200, 100_000
"""Cents: up to 2,00 a number may be a part of one, where another column has amounts from this on."""
_NAMES = {
    "naam", "name", "omschrijving", "omschr", "bezeichnung", "beschreibung", "text", "tekst", "label",
    "description",
}  # fmt: skip
_YEAR_WORDS = {"fy", "schooljaar"}
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d(?:\.0)?")


def header_row(grid: Grid, depth: int, least: int = 3) -> int | None:
    """The row most like a header of at least `least` columns with data below it; None if there is none."""
    best: tuple[int, int] | None = None
    for row in range(min(depth, grid.height - 1)):
        own = [cell for cell in grid.row(row) if isinstance(cell, str) and cell.strip()]
        texts = {n: text for n, text in column_texts(grid, row).items() if not _is_number(text)}
        if len(texts) < least or len(own) < 2 or any(_is_number(cell) for cell in own):
            continue
        if all(text == column_name(n) for n, text in texts.items()):  # A printed grid, not a header.
            continue
        below = [grid.row(at) for at in range(row + 1, min(row + 1 + _LOOK_AHEAD, grid.height))]
        held = sum(any(not is_blank(cells[n]) for cells in below) for n in texts)
        counts = sum(any(_is_amount(cells[n]) for cells in below) for n in texts)
        if counts and (
            best is None
            or held > best[0]
            or (held == best[0] and all(map(is_currency_key, map(header_key, own))))
        ):
            best = held, row
    return best[1] if best else None


def profiles(grid: Grid, row: int, years: tuple[int, ...], dotted: Collection[int] = ()) -> list[Profile]:
    """What is below each header, from the first rows of the sheet.

    `dotted` are the columns whose amounts have a decimal point.
    """
    texts = column_texts(grid, row)
    all_profiles = [_profile(grid, row, place, text, years, place in dotted) for place, text in texts.items()]
    largest = max((column.largest for column in all_profiles if column.is_amount and column.role), default=0)
    return [
        replace(profile, is_share=True) if _is_plain_share(profile, largest) else profile
        for profile in all_profiles
    ]


def _is_plain_share(column: Profile, largest: Cents) -> bool:
    """Whether a column of numbers holds parts of one, as 0,4 for 40 %, beside amounts of money."""
    are_parts = column.whole_numbers < column.amounts and 0 < column.largest <= _MOST_SHARE
    is_side = any(find_word(side, column.header) for side in ("debit", "credit"))
    return column.is_amount and are_parts and largest >= _LEAST_MONEY and not is_side


def _profile(
    grid: Grid, row: int, place: int, header: str, years: tuple[int, ...], is_dotted: bool
) -> Profile:
    column = grid.columns[place]
    has_labels = row + 1 < grid.height and are_labels(grid.row(row + 1))
    cells = (column[at] for at in range(row + 1 + has_labels, len(column.codes)))
    values = (cell for cell in cells if not is_blank(cell) and not _is_label(cell, header))
    samples = list(islice(values, SAMPLE))
    point = is_dotted or (grid.is_text and uses_point(samples))
    is_dated = bool(find_word("date", header))
    known = {cell: _judge(cell, years, point, is_dated) for cell in set(samples)}
    amounts, days, whole, negative = (
        sum(known[cell][n] for cell in samples) / (len(samples) or 1) for n in range(4)
    )
    texts = list(dict.fromkeys(filter(None, map(_text, samples))))
    role, looks = money_role(header), set(_display_kinds(grid, place, row))
    is_period = bool(find_word("period", header)) and not is_dated
    return Profile(
        largest=max((known[cell][4] for cell in known), default=0),
        place=place,
        header=header,
        role=role,
        month=_month(header),
        quarter=quarter_number(header_key(header)),
        is_name=bool(tokens_of(header) & _NAMES),
        says_year=bool(find_word("year", header)) or any(tokens_of(text) & _YEAR_WORDS for text in texts),
        filled=len(samples),
        amounts=amounts,
        days=days,
        whole_numbers=whole,
        negative=negative,
        is_share=role == SHARE
        or SHARE_LOOK in looks
        or (bool(texts) and all(text.endswith("%") for text in texts)),
        words=tuple(sorted(texts)) if len(texts) <= MANY_WORDS else (),
        samples=tuple(texts[:_SHOWN]),
        periods=sum(map(bool, map(split_period, samples))) / (len(samples) or 1) if is_period else 0.0,
    )


def _month(header: str) -> int:
    """1 to 12 if the header is a period, or exactly one word of it is a month; else 0."""
    if (period := split_period(header)) and not header.isdigit() and 1 <= period[1] <= MONTHS:
        return period[1]
    months = {month_number(word) for word in re.findall(r"[^\W\d_]+", header)} - {0}
    return months.pop() if len(months) == 1 else 0


def _display_kinds(grid: Grid, place: int, row: int) -> Iterable[int]:
    """The number formats of the first numbers below a header, except plain ones."""
    if SHARE_LOOK not in grid.all_display_kinds:
        return ()
    column = grid.columns[place]
    rows = (at for at in range(row + 1, len(column.codes)) if type(column[at]) is float)
    return grid.display_kinds(place, list(islice(rows, SAMPLE))).values()


def _judge(
    cell: Raw, years: tuple[int, ...], point: bool, is_dated: bool
) -> tuple[bool, bool, bool, bool, Cents]:
    """Whether a cell is an amount, a day, a whole number, and below zero; the size of the amount."""
    amount = None if isinstance(cell, Broken) else read_amount(cell, point=point)
    day = isinstance(cell, date) or (isinstance(cell, str) and _is_day(cell, years))
    day = day or (is_dated and any(isinstance(read_ordered(cell, order), date) for order in ORDERS))
    if not isinstance(amount, int):
        return False, day, False, False, 0
    whole = amount % 100 == 0 and not (isinstance(cell, str) and "," in cell)
    return not day, day, whole, amount < 0, abs(amount)


def _is_day(cell: str, years: tuple[int, ...]) -> bool:
    """Whether a text is a date, including ambiguous ones and years outside the programme."""
    day_or_fault = read_date(cell, years)
    return not isinstance(day_or_fault, Fault) or day_or_fault.code in ("date-outside", "date-double")


def _is_label(cell: Raw, header: str) -> bool:
    """Whether a cell is no value: a word for a total, stars, or the header again."""
    if not isinstance(cell, str):
        return False
    return (
        is_total_word(cell)
        or bool(STARS.fullmatch(cell.strip()))
        or header_key(cell) == header_key(header) != ""
    )


def _is_amount(cell: Raw) -> bool:
    if is_blank(cell) or isinstance(cell, Broken):
        return False
    return any(isinstance(read_amount(cell, point=point), int) for point in (False, True))


def _is_number(cell: str) -> bool:
    """Whether a text in a possible header is an amount; a year is not."""
    return (isinstance(read_amount(cell), int) or groups_by_comma(cell)) and not _YEAR_LIKE.fullmatch(
        cell.strip()
    )


def _text(cell: Raw) -> str:
    text = "" if isinstance(cell, Broken) else read_text(cell)
    return " ".join(text.split()) if isinstance(text, str) else ""
