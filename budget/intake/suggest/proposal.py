"""Proposes how to read a foreign sheet: certain things are used, the rest is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from budget.intake.grammar.debit_credit import find_pair
from budget.intake.grammar.folding import fold
from budget.intake.grammar.kinds import kind_of_word
from budget.intake.grammar.stated_day import FORECAST
from budget.intake.mapping.layout import Layout, Part
from budget.intake.places import euros
from budget.intake.sheets.header import recognise
from budget.intake.suggest.bookings_part import (
    booking_days,
    bookings_part,
    code_of,
    date_columns,
    one_of,
)
from budget.intake.suggest.column_profile import header_row
from budget.intake.suggest.foreign_sheet import ForeignSheet
from budget.intake.suggest.header_words import (
    BALANCE,
    BUDGET,
    CEILING,
    COMMITTED,
    FORECASTED,
    REALISED,
    REVENUE,
    SHARE,
    find_word,
    is_amended,
    is_general,
    kind_of_title,
    names_both_kinds,
    with_word,
)
from budget.intake.suggest.kind_questions import ask_kind, kinds_of_months
from budget.intake.suggest.month_columns import month_part
from budget.intake.suggest.part_fit import fit_part
from budget.intake.suggest.plan_part import plan_part
from budget.intake.suggest.profile import Profile
from budget.intake.suggest.sheet_profile import profile_sheet
from budget.labels import count
from budget.model.content import PlanLine
from budget.model.programme import Programme
from budget.model.words import Cents, SheetKind
from budget.workbook.grid import Grid

FEW_WORDS, MOST_SHOWN = 12, 10
_WHY = {
    SHARE: "percentages",
    FORECASTED: "prognose",
    REVENUE: "inkomsten",
    BALANCE: "een saldo",
    CEILING: "een plafond",
}


def suggest(
    grids: Iterable[Grid], programme: Programme, depth: int, plan: Collection[PlanLine] = ()
) -> tuple[Layout, ...]:
    """A draft for every foreign sheet with amounts and something that names them.

    `depth` is the number of rows searched for a header, `plan` are the lines in force.
    """
    sheets_to_read = [grid for grid in grids if grid.height > 1 and not _is_ours(grid, depth)]
    for least in (3, 2):
        sheets = [
            profile_sheet(g, row, programme, plan)
            for g in sheets_to_read
            if (row := header_row(g, depth, least)) is not None
        ]
        if layouts := _without_summaries((sheet, draft) for sheet in sheets if (draft := _draft(sheet))):
            return layouts
    return ()


def _is_ours(grid: Grid, depth: int) -> bool:
    header = recognise(grid, depth)
    return header is not None and header.is_complete and not header.ignored


def _without_summaries(drafts: Iterable[tuple[ForeignSheet, Layout]]) -> tuple[Layout, ...]:
    """Drop drafts whose plan total equals that of another sheet; the kept draft mentions them."""
    totals: dict[Cents, int] = {}
    layouts: list[Layout] = []
    for sheet, layout in drafts:
        total = _plan_total(sheet, layout)
        if total and total in totals:
            kept_layout = layouts[totals[total]]
            note = (
                f"Blad {layout.name} telt op tot hetzelfde bedrag en is weggelaten: anders telt alles dubbel."
            )
            layouts[totals[total]] = replace(kept_layout, notes=(*kept_layout.notes, note))
            continue
        totals |= {total: len(layouts)} if total else {}
        layouts.append(layout)
    return tuple(layouts)


def _plan_total(sheet: ForeignSheet, layout: Layout) -> Cents:
    """Cents of a sheet that is only a plan; 0 for any other."""
    if any(part.kind is not SheetKind.PLAN for part in layout.parts):
        return 0
    return sum(sum(sheet.read(part).values()) for part in layout.parts)


def _draft(sheet: ForeignSheet) -> Layout | None:
    naming_parts = [part for part in _parts(sheet) if _names_lines(part)]
    drafts = list(ask_kind(sheet, naming_parts, partial(_plan, sheet)))
    if not drafts:
        return None
    plans = [part for part in drafts if part.kind is SheetKind.PLAN]
    budgets = [part.columns.get("budget") or str(part.offers[0].value) for part in plans]
    parts = tuple(fit_part(sheet, part, budgets[0] if budgets else "") for part in drafts)
    layout = sheet.layout(parts)
    notes = *_unused_columns(sheet, parts), *_rows_left_out(sheet, parts)
    rows = tuple(sheet.first_rows(MOST_SHOWN))
    return replace(layout, point=sheet.is_proven, offers=sheet.asked, notes=notes, rows=rows)


def _names_lines(part: Part) -> bool:
    return "code" in part.columns or any(offer.name == "code" for offer in part.offers)


def _unused_columns(sheet: ForeignSheet, parts: Sequence[Part]) -> Iterator[str]:
    """Columns that are neither read nor asked about, with their totals."""
    headers = {text for part in parts for text in (*part.columns.values(), *part.months, part.minus)}
    headers |= {
        text
        for part in parts
        for o in part.offers
        for text in ([o.value] if isinstance(o.value, str) else o.value)
    }
    for column in sheet.columns:
        name, why = sheet.names[column.place], _WHY.get(column.role, "")
        if name in headers or column.place in sheet.numbers or not column.filled:
            continue
        if column.is_share or column.is_year or column.is_year_span:
            yield f"Niet gebruikt: {name} ({'percentages' if column.is_share else 'een jaar'})"
        elif column.is_amount:
            yield f"Niet gebruikt: {name}{f' ({why})' if why else ''}: {sheet.totals_in_words([column])}"


def _rows_left_out(sheet: ForeignSheet, parts: Sequence[Part]) -> Iterator[str]:
    """The rows that the conditions of the parts leave out, with their total."""
    if not any(part.only or part.without for part in parts):
        return
    amount_by_row: dict[int, Cents] = {}
    used_rows: set[int] = set()
    for part in parts:
        if part.months:
            return
        amount_by_row |= sheet.read(replace(part, only={}, without={})) if part.only or part.without else {}
        used_rows |= sheet.read(part).keys()
    if unused_rows := amount_by_row.keys() - used_rows:
        rows = count(len(unused_rows), "rij", "rijen")
        total = euros(sum(amount_by_row[row] for row in unused_rows))
        yield f"Tellen niet mee door wat bij alleen en zonder staat: {rows}, samen {total}"


def _parts(sheet: ForeignSheet) -> Iterator[Part]:
    amounts = sheet.amounts
    kinds = next((column for column in sheet.columns if _kinds_in(column)), None)
    days = booking_days(sheet)
    budgets = [
        column for column in amounts if column.role in (BUDGET, CEILING) and column not in sheet.series
    ]
    documents = with_word("document", sheet.columns)
    if kinds and amounts:
        yield from _by_kind(sheet, kinds)
    elif days and (not budgets or documents):
        yield from _ledger(sheet, days)
    elif not budgets and (part := month_part(sheet, bookings_part(sheet, []))):
        yield from kinds_of_months(sheet, part, partial(_plan, sheet))
    else:
        yield from _status_table(sheet, budgets)


def _plan(sheet: ForeignSheet, money: Sequence[Profile]) -> Part:
    """A part with plan lines whose budget is in one of these columns."""
    start = one_of(sheet, "budget", money, sure=len(money) == 1)
    return plan_part(sheet, start, money, code_of(sheet, sheet.amounts))


def _ledger(sheet: ForeignSheet, days: Sequence[Profile]) -> Iterator[Part]:
    amounts = sheet.amounts
    debit, credit = (with_word(side, amounts) for side in ("debit", "credit"))
    if len(debit) == 1 and not credit:
        credit = [c for c in sheet.columns if not c.filled and find_word("credit", c.header)]
    accounts = [*debit, *credit] if _are_accounts(sheet, debit, credit) else []
    amounts = [column for column in amounts if column not in accounts]
    if len(debit) == len(credit) == 1 and debit != credit and not accounts:
        start = Part(
            SheetKind.LEDGER, {"amount": sheet.names[debit[0].place]}, minus=sheet.names[credit[0].place]
        )
    else:
        realised_columns = [
            c for c in sheet.columns if c.role == REALISED and c.filled and c.place not in sheet.numbers
        ]
        labelled = [c for c in realised_columns if not (c.is_day or c.is_year) and c not in accounts]
        labelled = [c for c in labelled if c.is_amount] or labelled
        candidates = (
            labelled or [c for c in amounts if c.role == BALANCE] or [c for c in amounts if not c.role]
        )
        if not candidates:
            return
        start = one_of(sheet, "amount", candidates, sure=bool(labelled))
    columns, constants, offers = date_columns(sheet, days)
    start = replace(start, offers=(*start.offers, *offers))
    part = bookings_part(sheet, [*days, *accounts], start, columns)
    yield from _by_side(sheet, replace(part, constants=part.constants | constants))
    if committed := [c for c in amounts if c.role == COMMITTED]:
        start = one_of(sheet, "amount", committed)
        start = replace(start, offers=(*start.offers, *offers))
        part = bookings_part(sheet, [*days, *accounts], start, columns)
        yield replace(part, constants=part.constants | constants | _kind("verplichting"))


def _are_accounts(sheet: ForeignSheet, debit: Sequence[Profile], credit: Sequence[Profile]) -> bool:
    """Whether debit and credit columns hold the accounts of both sides, as whole numbers.

    Amounts have one side per row, or are totals of both.
    """
    if len(debit) != 1 or len(credit) != 1:
        return False
    on_debit, on_credit = (sheet.cents(column) for column in (debit[0], credit[0]))
    filled = [(on_debit.get(row, 0), on_credit.get(row, 0)) for row in on_debit.keys() | on_credit.keys()]
    whole = all(cents % 100 == 0 for pair in filled for cents in pair)
    return whole and 2 * sum(all(pair) for pair in filled) > sum(any(pair) for pair in filled)


def _by_side(sheet: ForeignSheet, part: Part) -> Iterator[Part]:
    """The bookings, in one part per side if a column has words for debit and credit."""
    for column in sheet.columns if not part.minus else ():
        if column.is_text and (pair := find_pair(column.words)):
            name = sheet.names[column.place]
            yield replace(part, only={name: (pair[0],)})
            yield replace(part, only={name: (pair[1],)}, sign=-1)
            return
    yield part


def _by_kind(sheet: ForeignSheet, kinds: Profile) -> Iterator[Part]:
    """One part for the budget and one for what is booked and committed, by the words of a column."""
    name, words = sheet.names[kinds.place], _kinds_in(kinds)
    labelled = [c for c in sheet.amounts if c.role in (REALISED, BUDGET)]
    candidates = labelled or sheet.amounts
    days = booking_days(sheet) or [c for c in sheet.columns if c.is_day]
    columns, constants, offers = date_columns(sheet, days)
    budgets = [word for word, kind in words.items() if kind == BUDGET]
    stages = [word for word in budgets if is_amended(word)] or budgets
    if len(stages) == 1:
        yield replace(
            plan_part(
                sheet,
                one_of(sheet, "budget", candidates, sure=bool(labelled)),
                candidates,
                code_of(sheet, sheet.amounts),
            ),
            only={name: tuple(stages)},
        )
    for kind in ("realisatie", "verplichting"):
        if words_of_kind := tuple(word for word, word_kind in words.items() if word_kind == kind):
            start = one_of(sheet, "amount", candidates, sure=bool(labelled))
            start = replace(start, offers=(*start.offers, *offers))
            part = bookings_part(sheet, [kinds, *days], start, columns)
            yield replace(
                part, only={name: words_of_kind}, constants=part.constants | constants | _kind(kind)
            )


def _kinds_in(column: Profile) -> dict[str, str]:
    """The words of a column that give the kind of amount: two kinds, or nothing else; else empty."""
    if not 0 < len(column.words) <= FEW_WORDS:
        return {}
    kinds = {word: "prognose" if FORECAST.search(word) else kind_of_word(fold(word)) for word in column.words}
    known_kinds = {word: kind for word, kind in kinds.items() if kind}
    return known_kinds if len(set(known_kinds.values())) > 1 or len(known_kinds) == len(column.words) else {}


def _kind(kind: str) -> dict[str, str]:
    return {"kind": kind} if kind == "verplichting" else {}


def _status_table(sheet: ForeignSheet, budgets: list[Profile]) -> Iterator[Part]:
    """A table with one plan line per row, with booked or committed amounts beside it."""
    amounts = [column for column in sheet.amounts if column not in sheet.series]
    roles = {role: [c for c in amounts if c.role == role] for role in ("", COMMITTED, REALISED, BALANCE)}
    realised, is_sure = roles[REALISED], True
    if not (budgets or realised or roles[COMMITTED]):
        realised, is_sure = roles[""] or roles[BALANCE], False
    general = [column for column in realised if not column.role or is_general(column.header)]
    if realised and not budgets and len(general) == len(realised):
        if kind_of_title(sheet.title) == BUDGET:
            budgets, realised = realised, []
        is_sure = is_sure and not names_both_kinds(sheet.title)
    is_doubtful = any(column.role == CEILING for column in budgets) or bool(booking_days(sheet))
    if budgets:
        yield plan_part(
            sheet,
            one_of(sheet, "budget", budgets, sure=is_sure and not is_doubtful),
            budgets,
            code_of(sheet, sheet.amounts),
        )
    for columns, kind in ((realised, ""), (roles[COMMITTED], "verplichting")):
        if columns:
            part = bookings_part(sheet, sheet.amounts, one_of(sheet, "amount", columns, sure=is_sure))
            yield from _by_side(sheet, replace(part, constants=part.constants | _kind(kind)))
