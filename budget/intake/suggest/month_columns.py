"""Amounts in month or quarter columns: booked or forecast, and whether they are running totals."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from budget.intake.grammar.stated_day import FORECAST
from budget.intake.mapping.layout import Offer, Part
from budget.intake.suggest.foreign_sheet import ForeignSheet
from budget.intake.suggest.header_words import (
    FORECASTED,
    REALISED,
    kind_of_title,
    names_both_kinds,
)
from budget.intake.suggest.profile import Profile
from budget.model.words import MONTHS

DOCUMENT = "maandstaat"
QUARTERS = 4


def month_part(sheet: ForeignSheet, part: Part) -> Part | None:
    """The bookings of a series of months or quarters; None if the sheet has no series.

    `part` holds the code and other certain columns of the bookings.
    """
    period = sheet.series
    if not any(column.filled for column in period):
        return None
    marks = {column.place: sheet.mark_of(column) for column in period}
    of = MONTHS if period[0].month else QUARTERS
    numbers = {column.place: column.month if of == MONTHS else column.quarter for column in period}
    if len(set(numbers.values())) < len(period):
        booked = [column for column in period if marks[column.place] == REALISED]
        period = booked if len({numbers[c.place] for c in booked}) == len(booked) > 1 else period
    return _with_questions(sheet, part, period, marks, numbers, of)


def _with_questions(
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
        offers += [Offer("vast", "fiscal_year", str(year)) for year in sheet.offered_years()]

    def ends(column: Profile) -> date:
        month = numbers[column.place] * MONTHS // of
        return date(year or 1, month, monthrange(year or 1, month)[1])

    def begins(column: Profile) -> date:
        return date(year or 1, (numbers[column.place] - 1) * MONTHS // of + 1, 1)

    filled = sorted((c for c in period if c.filled), key=lambda c: numbers[c.place])
    late = [c for c in filled if marks[c.place] == FORECASTED or (day and year and begins(c) > day)]
    booked = [c for c in filled if c not in late]
    is_running = bool(booked) and sheet.runs_on(booked)
    if is_running:
        remark = f"loopt op: alleen de laatste stand telt, {sheet.totals_in_words(booked[-1:])}"
        offers.append(Offer("kolommen", "amount", sheet.names[booked[-1].place], remark))
        if year:
            constants["date"] = ends(booked[-1]).isoformat()
        else:
            days = (ends(booked[-1]).replace(year=year) for year in sheet.offered_years())
            offers += [Offer("vast", "date", day.isoformat(), "tot en met welke dag is dit?") for day in days]
    if len({numbers[c.place] for c in period}) < len(period):
        offers += [sheet.offer("amount", column) for column in filled]
        return replace(part, constants=constants, offers=tuple(offers))
    by_number = {numbers[c.place]: sheet.names[c.place] for c in period}
    months = tuple(by_number.get(n, "") for n in range(1, of + 1))
    is_titled = kind_of_title(sheet.title) == REALISED and not names_both_kinds(sheet.title)
    is_realised = is_titled or REALISED in (marks[c.place] for c in period)
    if is_realised and not (is_running or late or FORECAST.search(sheet.title)):
        return replace(part, constants=constants, months=months, offers=tuple(offers))
    offers += _month_offers(sheet, months, booked, late)
    forecast = tuple(sheet.names[c.place] for c in late)
    return replace(part, constants=constants, offers=tuple(offers), forecast=forecast)


def _month_offers(
    sheet: ForeignSheet, months: tuple[str, ...], booked_months: Sequence[Profile], late: Sequence[Profile]
) -> list[Offer]:
    """The months as an answer, each counted separately, with what is left out as a forecast."""
    remark = f"elke maand apart geteld: {sheet.totals_in_words(booked_months)}"
    if late:
        remark += f". Prognose telt niet mee: {sheet.totals_in_words(late)}."
        remark += " Telt die wel, haal dan ook prognose weg"
    return [Offer("maanden", "", months, remark)]
