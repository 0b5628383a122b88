"""Asks whether amounts are planned or spent, if nothing in a foreign sheet says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from budget.intake.mapping.layout import Part
from budget.intake.suggest.foreign_sheet import ForeignSheet
from budget.intake.suggest.header_words import (
    BUDGET,
    REALISED,
    is_general,
    is_other_day,
    kind_of_title,
    month_mark,
    names_both_kinds,
    with_word,
)
from budget.intake.suggest.profile import Profile
from budget.model.words import SheetKind

MakePlan = Callable[[Sequence[Profile]], Part]
"""Makes a part with plan lines from the columns that may hold the budget."""
_NEW_YEAR = re.compile(r"20\d\d-01-01|0?1[-./]0?1[-./](?:20)?\d\d(?!\d)")
NEEDS_YEAR = "alleen als dit is uitgegeven: een begroting heeft een kolom nodig met het hele jaar"


def ask_kind(sheet: ForeignSheet, parts: Sequence[Part], plan: MakePlan) -> Iterator[Part]:
    """The parts; if neither header, day nor title decides, bookings and a plan to choose from.

    Debit and credit columns mean bookings.
    """
    read = {text for part in parts for text in (*part.columns.values(), *(str(o.value) for o in part.offers))}
    money = [c for c in sheet.amounts if sheet.names[c.place] in read and c not in sheet.series]
    says_nothing = all(not column.role or is_general(column.header) for column in money)
    is_told = any(part.kind is not SheetKind.LEDGER for part in parts) or _is_booked(sheet) or _titled(sheet)
    if is_told or len(parts) > 1 or not money or not says_nothing:
        yield from parts
    else:
        yield from (replace(part, is_asked=True) for part in (plan(money), *parts))


def kinds_of_months(sheet: ForeignSheet, part: Part, plan: MakePlan) -> Iterator[Part]:
    """The bookings of a series of months, or else the plan with the column of the whole year."""
    stated_kinds = {month_mark(column.header) for column in sheet.series} | {_titled(sheet)}
    years = [column for column in sheet.amounts if column not in sheet.series]
    if part.months or part.forecast or REALISED in stated_kinds:
        yield part
    elif not years:
        yield replace(part, is_asked=True, remarks=part.remarks | {"soort": NEEDS_YEAR})
    elif BUDGET in stated_kinds:
        yield plan(years)
    else:
        yield replace(plan(years), is_asked=True)
        yield replace(part, is_asked=True)


def _is_booked(sheet: ForeignSheet) -> bool:
    """Whether rows have a booking day or period: no start or end date, and no year written as 1 January."""
    days = with_word("date", [column for column in sheet.columns if column.is_day])
    return any(column.is_period for column in sheet.columns) or not all(
        is_other_day(column.header)
        or (column.filled > 1 and len(column.words) == 1 and _NEW_YEAR.match(column.words[0]))
        for column in days
    )


def _titled(sheet: ForeignSheet) -> str:
    """The one kind of money that the titles announce."""
    return "" if names_both_kinds(sheet.title) else kind_of_title(sheet.title)
