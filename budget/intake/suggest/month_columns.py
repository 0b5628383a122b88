"""Amounts in month or quarter columns: which are booked, which a forecast, and whether they run on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from budget.intake.grammar.booking_periods import says_cumulative
from budget.intake.grammar.stated_day import FORECAST
from budget.intake.mapping.layout import Offer, Part
from budget.intake.suggest.foreign_sheet import ForeignSheet, Profile
from budget.intake.suggest.header_words import (
    FORECASTED,
    REALISED,
    kind_of_title,
    month_mark,
    names_both_kinds,
)
from budget.model.words import MONTHS

DOCUMENT = "maandstaat"
QUARTERS = 4
LEAST_STEPS = 2
"""Fewest steps between months to judge whether a row grows."""
_GROWS = 4
"""Steps up per step down from which amounts may be running totals, with credits in between."""


def month_part(sheet: ForeignSheet, part: Part) -> Part | None:
    """The bookings of a series of months or quarters; None if the sheet has no series.

    `part` holds the code and other certain columns of the bookings.
    """
    period = sheet.series
    if not any(column.filled for column in period):
        return None
    marks = {column.place: _mark(sheet, column) for column in period}
    of = MONTHS if period[0].month else QUARTERS
    numbers = {column.place: column.month if of == MONTHS else column.quarter for column in period}
    if len(set(numbers.values())) < len(period):
        booked = [column for column in period if marks[column.place] == REALISED]
        period = booked if len({numbers[c.place] for c in booked}) == len(booked) > 1 else period
    return _asked(sheet, part, period, marks, numbers, of)


def _mark(sheet: ForeignSheet, column: Profile) -> str:
    """The qualifier in a month's header, or else in the cell below it."""
    below = sheet.grid.columns[column.place][sheet.row + 1]
    return month_mark(column.header) or (month_mark(below) if isinstance(below, str) else "")


def _asked(
    sheet: ForeignSheet,
    part: Part,
    period: list[Profile],
    marks: Mapping[int, str],
    numbers: Mapping[int, int],
    of: int,
) -> Part:
    """The part with its months, or with the questions to answer before they count."""
    offers = [offer for offer in part.offers if offer.name != "date"]
    constants = {name: value for name, value in part.constants.items() if name != "date"} | {
        "document": DOCUMENT
    }
    day = sheet.closing_day()
    year = sheet.year() or (day.year if day else 0)
    if year:
        constants["fiscal_year"] = str(year)
    else:
        offers += [Offer("vast", "fiscal_year", str(one)) for one in sheet.offered_years()]

    def ends(column: Profile) -> date:
        month = numbers[column.place] * MONTHS // of
        return date(year or 1, month, monthrange(year or 1, month)[1])

    def begins(column: Profile) -> date:
        return date(year or 1, (numbers[column.place] - 1) * MONTHS // of + 1, 1)

    filled = sorted((c for c in period if c.filled), key=lambda c: numbers[c.place])
    late = [c for c in filled if marks[c.place] == FORECASTED or (day and year and begins(c) > day)]
    booked = [c for c in filled if c not in late]
    runs_on = bool(booked) and _runs_on(sheet, booked)
    if runs_on:
        remark = f"loopt op: alleen de laatste stand telt, {sheet.worth(booked[-1:])}"
        offers.append(Offer("kolommen", "amount", sheet.names[booked[-1].place], remark))
        if year:
            constants["date"] = ends(booked[-1]).isoformat()
        else:
            days = (ends(booked[-1]).replace(year=one) for one in sheet.offered_years())
            offers += [Offer("vast", "date", day.isoformat(), "tot en met welke dag is dit?") for day in days]
    if len({numbers[c.place] for c in period}) < len(period):
        offers += [sheet.offer("amount", column) for column in filled]
        return replace(part, constants=constants, offers=tuple(offers))
    by_number = {numbers[c.place]: sheet.names[c.place] for c in period}
    months = tuple(by_number.get(n, "") for n in range(1, of + 1))
    is_titled = kind_of_title(sheet.title) == REALISED and not names_both_kinds(sheet.title)
    is_realised = is_titled or REALISED in (marks[c.place] for c in period)
    if is_realised and not (runs_on or late or FORECAST.search(sheet.title)):
        return replace(part, constants=constants, months=months, offers=tuple(offers))
    offers += _month_offers(sheet, months, booked, late)
    forecast = tuple(sheet.names[c.place] for c in late)
    return replace(part, constants=constants, offers=tuple(offers), forecast=forecast)


def _month_offers(
    sheet: ForeignSheet, months: tuple[str, ...], booked: Sequence[Profile], late: Sequence[Profile]
) -> list[Offer]:
    """The months as an answer, each counted separately, with what is left out as a forecast."""
    remark = f"elke maand apart geteld: {sheet.worth(booked)}"
    if late:
        remark += f". Prognose telt niet mee: {sheet.worth(late)}. Telt die wel, haal dan ook prognose weg"
    return [Offer("maanden", "", months, remark)]


def _runs_on(sheet: ForeignSheet, booked: Sequence[Profile]) -> bool:
    """Whether amounts are running totals: stated so, or rarely less than the month before."""
    if any(map(says_cumulative, [sheet.title, *(column.header for column in booked)])):
        return True
    columns = [sheet.cents(column) for column in sorted(booked, key=lambda c: (c.month, c.quarter))]
    up = down = falls = rows = 0
    for row in {row for column in columns for row in column}:
        values = [column[row] for column in columns if row in column]
        steps = [after - before for before, after in pairwise(values)]
        if len(steps) >= LEAST_STEPS:
            up, down = up + sum(step > 0 for step in steps), down + sum(step < 0 for step in steps)
            rows, falls = rows + 1, falls + any(2 * after < before for before, after in pairwise(values))
    return up >= LEAST_STEPS and _GROWS * down <= up and 2 * falls <= rows
