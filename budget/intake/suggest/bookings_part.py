"""The bookings in a foreign sheet: the columns for line, day and amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from budget.intake.grammar.booking_periods import split_period
from budget.intake.grammar.stated_day import stated_years
from budget.intake.mapping.layout import JOIN, Offer, Part
from budget.intake.suggest.foreign_sheet import DOCUMENT, Code, ForeignSheet
from budget.intake.suggest.header_words import (
    CEILING,
    find_word,
    is_account,
    is_amended,
    is_other_day,
    says_money,
    with_word,
)
from budget.intake.suggest.profile import Profile
from budget.model.words import SheetKind

FULL, _CODE_LENGTH = 0.5, 4
"""Fraction of the rows with a text in a column of line names, and the fewest digits of an account."""
MOST_OFFERED = 8
Dates = tuple[dict[str, str], dict[str, str], list[Offer]]
"""Columns, constants and questions that give each row its date."""


def booking_days(sheet: ForeignSheet) -> list[Profile]:
    """The columns with the booking day of a row: days, or else booking periods."""
    days = with_word("date", [column for column in sheet.columns if column.is_day and not column.is_period])
    days.sort(key=lambda column: is_other_day(column.header))
    return days or [column for column in sheet.columns if column.is_period]


def date_columns(sheet: ForeignSheet, days: Sequence[Profile]) -> Dates:
    """The columns and constants that give each row its date, and a question if several could."""
    if not days:
        return {}, {}, []
    words = [find_word("date", column.header) for column in days]
    rivals = [
        c for c, word in zip(days, words, strict=True) if word == words[0] and not is_other_day(c.header)
    ]
    if days[0].is_day and not days[0].is_period and len(rivals) != 1:
        candidates = [column for column in days if column.is_day]
        return {}, {}, [sheet.offer("date", column) for column in candidates[:MOST_OFFERED]]
    return *dates_of(sheet, days[0]), []


def dates_of(sheet: ForeignSheet, day: Profile) -> tuple[dict[str, str], dict[str, str]]:
    """The columns and constants that give each row its date; none for a period without a certain year."""
    name = sheet.names[day.place]
    if not day.is_period or all(halves[0] for word in day.words if (halves := split_period(word))):
        return {"date": name}, {}
    if sheet.years and not sheet.years.is_year_span:
        return {"date": f"{sheet.names[sheet.years.place]}{JOIN}{name}"}, {}
    year = sheet.year()
    return ({"date": name}, {"fiscal_year": str(year)}) if year else ({}, {})


def one_of(sheet: ForeignSheet, name: str, candidates: Sequence[Profile], *, sure: bool = True) -> Part:
    """The start of a part with an amount: the certain column, else all candidates as a question."""
    kind = SheetKind.PLAN if name == "budget" else SheetKind.LEDGER
    preferred = _preferred(sheet, candidates)
    if sure and len(preferred) == 1 and preferred[0].is_amount and not _may_be_codes(sheet, preferred[0]):
        return Part(kind, {name: sheet.names[preferred[0].place]})
    likely = sorted(
        candidates,
        key=lambda column: (
            column.role == CEILING,
            not is_amended(column.header),
            not says_money(column.header),
            column.whole_numbers >= column.amounts,
        ),
    )
    return Part(kind, offers=tuple(sheet.offer(name, column) for column in likely[:MOST_OFFERED]))


def _may_be_codes(sheet: ForeignSheet, column: Profile) -> bool:
    """Whether a column may number the rows: whole numbers of one length, left of all texts and amounts.

    `Ansatz` is a budget in Germany, and an account in Austria.
    """
    other_columns = [other_column for other_column in sheet.columns if other_column is not column]
    is_left = any(c.is_amount for c in other_columns) and all(
        column.place < c.place for c in other_columns if c.is_text
    )
    lengths = {len(text) for text in column.samples}
    return is_left and column.whole_numbers == 1 and len(lengths) == 1 and min(lengths) >= _CODE_LENGTH


def _preferred(sheet: ForeignSheet, candidates: Sequence[Profile]) -> list[Profile]:
    """Of several columns of one kind: those of the year in the titles; within a year the amended stage."""
    years_by_header = {column.header: stated_years(column.header) for column in candidates}
    titled = stated_years(sheet.title)
    same_years = [
        column for column in candidates if len(titled) == 1 and years_by_header[column.header] == titled
    ] or list(candidates)
    amended = [column for column in same_years if is_amended(column.header)]
    is_one_year = len({years_by_header[column.header] for column in same_years}) == 1
    return amended if len(amended) == 1 and is_one_year else same_years


def bookings_part(
    sheet: ForeignSheet,
    claimed: Sequence[Profile],
    start: Part | None = None,
    dates: dict[str, str] | None = None,
) -> Part:
    """A part with bookings around a certain or asked amount; `dates` are certain columns."""
    start = start or Part(SheetKind.LEDGER)
    columns, offers = code_of(sheet, [*claimed, *sheet.amounts])
    columns |= start.columns | (dates or {})
    for name, word in (
        ("document", "document"),
        ("sequence", "sequence"),
        ("supplier", "supplier"),
        ("description", "activity"),
    ):
        candidates = [
            c for c in with_word(word, sheet.columns) if sheet.names[c.place] not in columns.values()
        ]
        if name == "supplier":
            candidates = [c for c in candidates if c.is_text and not find_word("account", c.header)]
        if candidates and candidates[0].place not in {c.place for c in claimed}:
            columns[name] = sheet.names[candidates[0].place]
    constants = {} if "document" in columns else {"document": DOCUMENT}
    remarks: dict[str, str] = {}
    if "date" not in columns and not any(offer.name == "date" for offer in start.offers):
        amount = next((c for c in sheet.columns if sheet.names[c.place] == start.columns.get("amount")), None)
        if (day := sheet.closing_day(amount)) and day.year in sheet.programme.years:
            constants["date"], remarks["Boekdatum"] = day.isoformat(), "controleer dit"
        elif not sheet.years:
            ends = [date(year, 12, 31).isoformat() for year in sheet.offered_years(amount)]
            offers += [Offer("vast", "date", day, "tot en met welke dag is dit?") for day in ends]
    return replace(
        start, columns=columns, constants=constants, offers=(*start.offers, *offers), remarks=remarks
    )


def code_of(sheet: ForeignSheet, claimed: Sequence[Profile]) -> Code:
    """The column that names a line: certain under our header, else asked."""
    claimed_places = {column.place for column in claimed if column.place not in sheet.numbers}
    free = [
        c
        for c in sheet.columns
        if c.place not in claimed_places and c.may_be_code and not c.qualifies_amounts
    ]
    most = max((column.filled for column in free), default=0)
    full = [column for column in free if column.filled >= FULL * most]
    has_days = any(column.is_day for column in sheet.columns)
    has_accounts = any(is_account(column.header, has_days=has_days) for column in free)
    code_columns = with_word("code", free if has_accounts else full)
    own = [
        column for column in code_columns if not column.is_name and not find_word("account", column.header)
    ]
    if own:
        best = next((column for column in own if _is_of_plan(sheet, column)), own[0])
        return {"code": sheet.names[best.place]}, []
    full.sort(key=lambda c: (not _is_of_plan(sheet, c), bool(find_word("supplier", c.header)), c.is_name))
    return {}, [sheet.offer("code", column) for column in full[:MOST_OFFERED]]


def _is_of_plan(sheet: ForeignSheet, column: Profile) -> bool:
    """Whether most words of a column are codes of the plan in force."""
    return bool(column.words) and 2 * len(sheet.codes.intersection(column.words)) > len(column.words)
