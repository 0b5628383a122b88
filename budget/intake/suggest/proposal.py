"""Proposes how a foreign sheet could be read: what is certain is taken, the rest is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from budget.intake.grammar.debit_credit import find_pair
from budget.intake.grammar.folding import fold
from budget.intake.grammar.kinds import kind_of_word
from budget.intake.grammar.names import Vocabulary
from budget.intake.mapping.layout import Layout, Offer, Part
from budget.intake.mapping.stated_day import stated_years
from budget.intake.sheets.header import recognise
from budget.intake.suggest.column_profile import header_row, profiles
from budget.intake.suggest.foreign_sheet import ForeignSheet, Profile
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
    is_account,
    is_amended,
    kind_of_title,
    says_money,
    with_word,
)
from budget.intake.suggest.month_columns import month_part
from budget.intake.suggest.notation import ASK_POINT, amount_notation, date_notation
from budget.intake.suggest.part_fit import DOCUMENT, fit_part
from budget.intake.suggest.plan_part import Code, plan_part
from budget.model.programme import Programme
from budget.model.words import Cents, SheetKind
from budget.workbook.grid import Grid

FULL = 0.5
"""Fraction of the rows in which a column that names a line has a text."""
FEW_WORDS = 12
MOST_OFFERED = 8
_WHY = {
    SHARE: "percentages",
    FORECASTED: "prognose",
    REVENUE: "inkomsten",
    BALANCE: "een saldo",
    CEILING: "een plafond",
}


def suggest(
    grids: Iterable[Grid], programme: Programme, depth: int, codes: Collection[str] = ()
) -> tuple[Layout, ...]:
    """A draft for every sheet that has amounts and what names them, and is not ours.

    `depth` is in how many rows a header is looked for, `codes` are those of the plan in force.
    """
    seen = [grid for grid in grids if grid.height > 1 and not _is_ours(grid, depth)]
    for least in (3, 2):
        sheets = [
            _look_at(g, row, programme, codes)
            for g in seen
            if (row := header_row(g, depth, least)) is not None
        ]
        if found := _without_summaries((sheet, draft) for sheet in sheets if (draft := _draft(sheet))):
            return found
    return ()


def _is_ours(grid: Grid, depth: int) -> bool:
    header = recognise(grid, depth)
    return header is not None and header.is_complete and not header.ignored


def _look_at(grid: Grid, row: int, programme: Programme, codes: Collection[str]) -> ForeignSheet:
    notation = amount_notation(grid, row, says_money)
    columns = profiles(grid, row, programme.years, notation.dotted)
    has_days = any(column.is_day for column in columns)
    numbers = frozenset(
        column.place
        for column in columns
        if column.may_be_code and _is_number(column.header, has_days=has_days)
    )
    orders = {c.place: date_notation(grid, row, c.place, programme.years) for c in columns if c.is_day}
    asked = [offer for _, offer in orders.values() if offer]
    asked += [ASK_POINT] if notation.dotted and not notation.is_proven else []
    return ForeignSheet(
        grid,
        row,
        columns,
        programme,
        Vocabulary(programme),
        frozenset(codes),
        point=bool(notation.dotted),
        orders={place: order for place, (order, _) in orders.items()},
        numbers=numbers,
        is_proven=notation.is_proven,
        asked=tuple(dict.fromkeys(asked)),
    )


def _is_number(header: str, *, has_days: bool) -> bool:
    """Whether whole numbers are names or numbers of something, by their header."""
    names = ("code", "document", "sequence", "number")
    return any(find_word(name, header) for name in names) or is_account(header, has_days=has_days)


def _without_summaries(drafts: Iterable[tuple[ForeignSheet, Layout]]) -> tuple[Layout, ...]:
    """Drop drafts whose plan total equals that of another sheet; the kept draft mentions them."""
    totals: dict[Cents, int] = {}
    found: list[Layout] = []
    for sheet, layout in drafts:
        total = _plan_total(sheet, layout)
        if total and total in totals:
            other = found[totals[total]]
            note = (
                f"Blad {layout.name} telt op tot hetzelfde bedrag en is weggelaten: anders telt alles dubbel."
            )
            found[totals[total]] = replace(other, notes=(*other.notes, note))
            continue
        totals |= {total: len(found)} if total else {}
        found.append(layout)
    return tuple(found)


def _plan_total(sheet: ForeignSheet, layout: Layout) -> Cents:
    """Cents of a sheet that is a plan and nothing else; 0 for any other."""
    if any(part.kind is not SheetKind.PLAN for part in layout.parts):
        return 0
    return sum(sum(sheet.read(part).values()) for part in layout.parts)


def _draft(sheet: ForeignSheet) -> Layout | None:
    found = [part for part in _parts(sheet) if _names_lines(part)]
    if not found:
        return None
    plans = [part for part in found if part.kind is SheetKind.PLAN]
    budgets = [part.columns.get("budget") or str(part.offers[0].value) for part in plans]
    parts = tuple(fit_part(sheet, part, budgets[0] if budgets else "") for part in found)
    layout = sheet.layout(parts)
    return replace(layout, point=sheet.is_proven, offers=sheet.asked, notes=tuple(_left_out(sheet, parts)))


def _names_lines(part: Part) -> bool:
    return "code" in part.columns or any(offer.name == "code" for offer in part.offers)


def _left_out(sheet: ForeignSheet, parts: Sequence[Part]) -> Iterator[str]:
    """Columns that are neither read nor asked about, with their totals."""
    used = {text for part in parts for text in (*part.columns.values(), *part.months, part.minus)}
    used |= {
        text
        for part in parts
        for o in part.offers
        for text in ([o.value] if isinstance(o.value, str) else o.value)
    }
    for column in sheet.columns:
        name, why = sheet.names[column.place], _WHY.get(column.role, "")
        if name in used or column.place in sheet.numbers or not column.filled:
            continue
        if column.is_share or column.is_year or column.is_year_span:
            yield f"Niet gebruikt: {name} ({'percentages' if column.is_share else 'een jaar'})"
        elif column.is_amount:
            yield f"Niet gebruikt: {name}{f' ({why})' if why else ''}: {sheet.worth([column])}"


def _parts(sheet: ForeignSheet) -> Iterator[Part]:
    amounts = sheet.amounts
    kinds = next((column for column in sheet.columns if _kinds_in(column)), None)
    days = with_word("date", [column for column in sheet.columns if column.is_day])
    budgets = [
        column for column in amounts if column.role in (BUDGET, CEILING) and column not in sheet.series
    ]
    documents = with_word("document", sheet.columns)
    if kinds and amounts:
        yield from _by_kind(sheet, kinds)
    elif days and (not budgets or documents):
        yield from _ledger(sheet, days[0])
    elif not budgets and (part := month_part(sheet, _bookings(sheet, []))):
        yield part
    else:
        yield from _stand(sheet, budgets)


def _one_of(sheet: ForeignSheet, name: str, found: Sequence[Profile], *, sure: bool = True) -> Part:
    """An amount as the beginning of a part: the column that is certain, else all that could be meant."""
    kind = SheetKind.PLAN if name == "budget" else SheetKind.LEDGER
    left = _meant(sheet, found)
    if sure and len(left) == 1 and left[0].is_amount:
        return Part(kind, {name: sheet.names[left[0].place]})
    return Part(kind, offers=tuple(sheet.offer(name, column) for column in list(found)[:MOST_OFFERED]))


def _meant(sheet: ForeignSheet, found: Sequence[Profile]) -> list[Profile]:
    """Of several columns of one kind those of the year in the titles, and of one year the amended stage."""
    named = {column.header: stated_years(column.header) for column in found}
    titled = stated_years(sheet.title)
    left = [column for column in found if len(titled) == 1 and named[column.header] == titled] or list(found)
    amended = [column for column in left if is_amended(column.header)]
    is_one_year = len({named[column.header] for column in left}) == 1
    return amended if len(amended) == 1 and is_one_year else left


def _ledger(sheet: ForeignSheet, day: Profile) -> Iterator[Part]:
    amounts = sheet.amounts
    debit, credit = (with_word(side, amounts) for side in ("debit", "credit"))
    if len(debit) == len(credit) == 1 and debit != credit:
        start = Part(
            SheetKind.LEDGER, {"amount": sheet.names[debit[0].place]}, minus=sheet.names[credit[0].place]
        )
    else:
        said = [c for c in sheet.columns if c.role == REALISED and c.filled and c.place not in sheet.numbers]
        named = [c for c in said if not (c.is_day or c.is_year)]
        found = named or [c for c in amounts if c.role == BALANCE] or [c for c in amounts if not c.role]
        if not found:
            return
        start = _one_of(sheet, "amount", found, sure=bool(named))
    part = _bookings(sheet, [day], start, {"date": sheet.names[day.place]})
    for column in sheet.columns if not start.minus else ():
        if column.is_text and (pair := find_pair(column.words)):
            name = sheet.names[column.place]
            yield replace(part, only={name: (pair[0],)})
            yield replace(part, only={name: (pair[1],)}, sign=-1)
            return
    yield part


def _by_kind(sheet: ForeignSheet, kinds: Profile) -> Iterator[Part]:
    """One part for the budget and one for what is booked and committed, by the words of a column."""
    name, words = sheet.names[kinds.place], _kinds_in(kinds)
    named = [c for c in sheet.amounts if c.role in (REALISED, BUDGET)]
    found = named or sheet.amounts
    days = [c for c in sheet.columns if c.is_day]
    columns = {"date": sheet.names[days[0].place]} if days else {}
    budgets = [word for word, kind in words.items() if kind == BUDGET]
    stages = [word for word in budgets if is_amended(word)] or budgets
    if len(stages) == 1:
        yield replace(
            plan_part(
                sheet, _one_of(sheet, "budget", found, sure=bool(named)), found, _code(sheet, sheet.amounts)
            ),
            only={name: tuple(stages)},
        )
    for kind in ("realisatie", "verplichting"):
        if chosen := tuple(word for word, told in words.items() if told == kind):
            start = _one_of(sheet, "amount", found, sure=bool(named))
            part = _bookings(sheet, [kinds, *days], start, columns)
            yield replace(part, only={name: chosen}, constants=part.constants | _kind(kind))


def _kinds_in(column: Profile) -> dict[str, str]:
    """The words of a column that say what kind of amount a row has: two kinds, or nothing else."""
    if not 0 < len(column.words) <= FEW_WORDS:
        return {}
    found = {word: kind for word in column.words if (kind := kind_of_word(fold(word)))}
    return found if len(set(found.values())) > 1 or len(found) == len(column.words) else {}


def _kind(kind: str) -> dict[str, str]:
    return {"kind": kind} if kind == "verplichting" else {}


def _stand(sheet: ForeignSheet, budgets: list[Profile]) -> Iterator[Part]:
    """A table with one plan line per row, with booked or committed amounts beside it."""
    amounts = [column for column in sheet.amounts if column not in sheet.series]
    roles = {role: [c for c in amounts if c.role == role] for role in ("", COMMITTED, REALISED, BALANCE)}
    realised, is_sure = roles[REALISED], True
    if not (budgets or realised or roles[COMMITTED]):
        realised, is_sure = roles[""] or roles[BALANCE], False
    if realised and not budgets and kind_of_title(sheet.title) == BUDGET:
        budgets, realised = realised, []
    is_ceiling = any(column.role == CEILING for column in budgets)
    if budgets:
        yield plan_part(
            sheet,
            _one_of(sheet, "budget", budgets, sure=is_sure and not is_ceiling),
            budgets,
            _code(sheet, sheet.amounts),
        )
    for found, kind in ((realised, ""), (roles[COMMITTED], "verplichting")):
        if found:
            part = _bookings(sheet, sheet.amounts, _one_of(sheet, "amount", found, sure=is_sure))
            yield replace(part, constants=part.constants | _kind(kind))


def _bookings(
    sheet: ForeignSheet,
    taken: Sequence[Profile],
    start: Part | None = None,
    known: dict[str, str] | None = None,
) -> Part:
    """A part with bookings around an amount that is chosen or asked; `known` are columns that are certain."""
    start = start or Part(SheetKind.LEDGER)
    columns, offers = _code(sheet, [*taken, *sheet.amounts])
    columns |= start.columns | (known or {})
    for name, word in (
        ("document", "document"),
        ("sequence", "sequence"),
        ("supplier", "supplier"),
        ("description", "activity"),
    ):
        found = [c for c in with_word(word, sheet.columns) if sheet.names[c.place] not in columns.values()]
        if name == "supplier":
            found = [c for c in found if c.is_text and not find_word("account", c.header)]
        if found and found[0].place not in {c.place for c in taken}:
            columns[name] = sheet.names[found[0].place]
    constants = {} if "document" in columns else {"document": DOCUMENT}
    remarks: dict[str, str] = {}
    if "date" not in columns:
        amount = next((c for c in sheet.columns if sheet.names[c.place] == start.columns.get("amount")), None)
        if (day := sheet.closing_day(amount)) and day.year in sheet.programme.years:
            constants["date"], remarks["Boekdatum"] = day.isoformat(), "controleer dit"
        elif not sheet.years:
            ends = [date(year, 12, 31).isoformat() for year in sheet.offered_years(amount)]
            offers += [Offer("vast", "date", day, "tot en met welke dag is dit?") for day in ends]
    return replace(
        start, columns=columns, constants=constants, offers=(*start.offers, *offers), remarks=remarks
    )


def _code(sheet: ForeignSheet, taken: Sequence[Profile]) -> Code:
    """The column that names a line: certain by our word for it, else asked."""
    used = {column.place for column in taken if column.place not in sheet.numbers}
    free = [c for c in sheet.columns if c.place not in used and c.may_be_code]
    most = max((column.filled for column in free), default=0)
    full = [column for column in free if column.filled >= FULL * most]
    has_days = any(column.is_day for column in sheet.columns)
    has_accounts = any(is_account(column.header, has_days=has_days) for column in free)
    named = with_word("code", free if has_accounts else full)
    own = [column for column in named if not column.is_name and not find_word("account", column.header)]
    if own:
        best = next((column for column in own if _is_of_plan(sheet, column)), own[0])
        return {"code": sheet.names[best.place]}, []
    full.sort(key=lambda c: (not _is_of_plan(sheet, c), bool(find_word("supplier", c.header)), c.is_name))
    return {}, [sheet.offer("code", column) for column in full[:MOST_OFFERED]]


def _is_of_plan(sheet: ForeignSheet, column: Profile) -> bool:
    """Whether most words of a column are codes of the plan in force."""
    return bool(column.words) and 2 * len(sheet.codes.intersection(column.words)) > len(column.words)
