"""Makes the parts of a draft fit the rows: only costs and years of the programme, signs, and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from budget.intake.grammar.dates import year_of
from budget.intake.grammar.debit_credit import cost_or_revenue, costs_and_revenue
from budget.intake.grammar.text import read_text
from budget.intake.mapping.layout import JOIN, Part, joined_columns
from budget.intake.mapping.tables import values_below
from budget.intake.sheets.table import Table, amounts_of
from budget.intake.suggest.column_profile import Profile, folded
from budget.intake.suggest.foreign_sheet import Draft, draft_layout, forget_tries, pick, try_part
from budget.intake.suggest.header_words import WORDS, has_word, says_plus_is_good, says_signs
from budget.intake.suggest.parent_codes import subtotal_codes
from budget.model import SheetKind
from budget.workbook.cells import is_blank

DOCUMENT = "overzicht"
"""The document of bookings that have none of their own."""
MOST_JOINED = 8
"""Columns that are tried together."""
REVENUE_SHARE, REVENUE_ROWS = 0.1, 3
"""Share and number of the amounts below zero from which on they are revenue, not single corrections."""
REVENUE = (
    'onder-nul = "weglaten"  # er staan bedragen aan beide kanten van nul: weg met # als dat inkomsten zijn'
)


def refined(draft: Draft, parts: Sequence[Part]) -> Iterator[Part]:
    """The parts as they are to be proposed."""
    told, costs_by, code = _sides(draft), "", ""
    repeated: dict[str, tuple[str, ...]] = {}
    money = {name for part in parts for name in (part.columns.get(part.spec.total, ""), part.minus)}
    for part in parts:
        found = _in_years(draft, part)
        if told and told[0] not in found.only:
            found = replace(found, only=found.only | {told[0]: told[1]})
        found = _signed(draft, found, is_mixed=not told)
        costs_by = costs_by or ("" if told else _costs_by(draft, found))
        if costs_by:
            own = found.columns.get(found.spec.total, "")
            found = replace(found, costs_only=True, costs_by="" if own == costs_by else costs_by)
        elif found.kind is SheetKind.PLAN and _counts(try_part(draft, found))[0]:
            found = replace(found, remark=REVENUE)
        if found.kind is SheetKind.PLAN:
            found = _coded(draft, found, money)
            code = found.columns["code"]
        elif code:
            found = replace(found, columns=found.columns | {"code": code})
        if found.kind is SheetKind.LEDGER:
            found = _filled_in(draft, found)
        repeated = repeated or _subtotals(draft, found)
        yield replace(found, without=found.without | repeated)
        forget_tries(draft)


def _sides(draft: Draft) -> tuple[str, tuple[str, ...]] | None:
    """The column that tells costs from revenue, and its words for costs."""
    few_first = sorted((c for c in draft.texts if c.words), key=lambda column: len(column.words))
    for column in few_first:
        if found := costs_and_revenue({folded(word): word for word in column.words}):
            costs = tuple(word for word, name in found.items() if name == "lasten")
            return draft.names()[column.place], costs
    return None


def _in_years(draft: Draft, part: Part) -> Part:
    """Reads the year of a row; only those of the programme where there are others as well."""
    part = _dates_in_years(draft, part)
    column = draft.year_column()
    name = "year" if part.kind is SheetKind.PLAN else "fiscal_year"
    if column is None or part.months:
        return part
    ours = tuple(word for word in column.words if int(word[:4]) in draft.programme.years)
    header = draft.names()[column.place]
    if ours and len(ours) < len(column.words):
        part = replace(part, only=part.only | {header: ours})
    part = replace(part, columns=part.columns | {name: header})
    if ours:
        return part
    year = str(draft.programme.years[0]) if len(column.words) == 1 else ""
    remark = "geen jaar van het programma: vul in voor welk jaar dit telt. Leeg: het telt niet mee"
    draft.remarks |= dict.fromkeys(column.words, remark)
    return replace(part, words=part.words | {name: dict.fromkeys(column.words, year)})


def _dates_in_years(draft: Draft, part: Part) -> Part:
    """Only rows with a date of the programme; where there is none, a fixed day that a person may uncover."""
    header = part.columns.get("date")
    if header is None:
        return part
    place = next(place for place, name in draft.names().items() if name == header)
    order = draft_layout(draft, (part,)).order
    found = {year_of(value, order) for value in values_below(draft.grid, place, draft.row)} - {0}
    years = draft.programme.years
    ours = sorted(year for year in found if year in years)
    if found and not ours:
        day = f'"{years[0]}-12-31"  # geen datum van het programma: weg met # om alles op deze dag te tellen'
        return replace(part, offered={"date": day})
    if len(ours) < len(found):
        return replace(part, only=part.only | {header: tuple(map(str, ours))})
    return part


def _filled_in(draft: Draft, part: Part) -> Part:
    """Bookings with a code, and with a document where every row has one."""
    table = try_part(draft, part)
    if table is None:
        return part
    names = draft.names()
    whole = {names[column.place] for column in draft.columns if _is_filled(draft, column, table.rows)}
    if part.columns.get("document", "") not in whole | {""}:
        columns = {name: header for name, header in part.columns.items() if name != "document"}
        part = replace(part, columns=columns, constants=part.constants | {"document": DOCUMENT})
    if part.columns["code"] in names.values() and part.columns["code"] not in whole:
        others = [c for c in draft.texts if names[c.place] in whole - set(part.columns.values())]
        if ranked := _ranked(others):
            part = replace(part, columns=part.columns | {"code": names[ranked[0].place]})
    return part


def _subtotals(draft: Draft, part: Part) -> dict[str, tuple[str, ...]]:
    """Codes of a column whose rows repeat the sum of other rows, to be left out."""
    table = try_part(draft, part)
    names = {name: place for place, name in draft.names().items()}
    if table is None or part.months:
        return {}
    amounts = amounts_of(table)
    for header in joined_columns(part.columns["code"], names):
        column = draft.grid.columns[names[header]]
        texts = [read_text(column[row]) for row in table.rows]
        pairs = [(text, cents) for text, cents in zip(texts, amounts, strict=True) if isinstance(text, str)]
        if found := subtotal_codes(pairs):
            return {header: tuple(sorted(found))}
    return {}


def _signed(draft: Draft, part: Part, is_mixed: bool) -> Part:
    """Turns the amounts around where costs are written below zero."""
    if part.minus or part.sign < 0:
        return part
    texts = [draft.title(), *(column.header for column in draft.columns)]
    column = part.columns.get(part.spec.total, "")
    is_costs = cost_or_revenue(folded(column)) == "lasten"
    if is_mixed and not is_costs and any(map(says_plus_is_good, texts)):
        return replace(part, sign=-1)
    negative, positive = _counts(try_part(draft, part))
    return replace(part, sign=-1) if negative > positive else part


def _costs_by(draft: Draft, part: Part) -> str:
    """The budget column where it holds revenue as well, below zero."""
    if part.kind is not SheetKind.PLAN:
        return ""
    column = part.columns["budget"]
    negative, positive = _counts(try_part(draft, part))
    is_many = negative >= REVENUE_ROWS and negative >= REVENUE_SHARE * (negative + positive)
    is_said = says_signs(" ".join([draft.title(), *(c.header for c in draft.columns)]))
    if negative and (is_many or is_said) and cost_or_revenue(folded(column)) != "lasten":
        return column
    return ""


def _counts(table: Table | None) -> tuple[int, int]:
    """How many amounts are below and above zero."""
    amounts = amounts_of(table) if table else []
    return sum(cents < 0 for cents in amounts), sum(cents > 0 for cents in amounts)


def _coded(draft: Draft, part: Part, money: set[str]) -> Part:
    """A plan line gets a code of its own: one column, or several joined; else rows are added together."""
    table = try_part(draft, part)
    if table is None:
        return part
    names = draft.names()
    used = money | {part.columns.get("released", "")}
    filled = [c for c in draft.columns if names[c.place] not in used and _is_filled(draft, c, table.rows)]
    part = _described(part, draft, filled)
    plain = [c for c in filled if not c.is_day and not c.is_year and not (c.is_amount and _is_money(c))]
    plain = [c for c in plain if not c.is_share]
    serial = [c for c in plain if c.is_amount and not _has_word(c, "code") or c.tokens & set(WORDS["serial"])]
    ranked = _ranked([c for c in plain if c not in serial])
    year = [draft.year_column()] if "year" in part.columns else []
    if chosen := _unique(draft, ranked, serial, year, table.rows):
        return replace(part, columns=part.columns | {"code": JOIN.join(names[c.place] for c in chosen)})
    code = names[ranked[0].place] if ranked else part.columns["code"]
    return replace(part, columns=part.columns | {"code": code}, adds_up=True)


def _unique(
    draft: Draft, ranked: list[Profile], serial: list[Profile], year: list[Profile | None], rows: list[int]
) -> tuple[Profile, ...]:
    """The fewest columns whose texts together occur once; a mere row number only when nothing else does."""
    tries = [
        *((column,) for column in ranked),
        *combinations(ranked[:MOST_JOINED], 2),
        *combinations(ranked[:MOST_JOINED], 3),
        *((column,) for column in serial),
    ]
    extra = [draft.grid.columns[column.place].codes for column in year if column]
    for chosen in tries:
        codes = [*(draft.grid.columns[column.place].codes for column in chosen), *extra]
        seen = {tuple(column[row] for column in codes) for row in rows}
        if len(seen) == len(rows):
            return chosen
    return ()


def _ranked(columns: list[Profile]) -> list[Profile]:
    """The surest code first, then the columns from left to right; names of suppliers last."""
    coded = [column for column in columns if _has_word(column, "code")]
    columns = sorted(columns, key=lambda column: _has_word(column, "supplier"))
    order = WORDS["code"].index
    coded.sort(key=lambda c: (c.is_name, order(has_word("code", c.key, c.tokens))))
    return list(dict.fromkeys([*coded, *columns]))


def _has_word(column: Profile, name: str) -> bool:
    return bool(has_word(name, column.key, column.tokens))


def _is_money(column: Profile) -> bool:
    """Whether numbers are no codes: below zero, with cents, or under a header of amounts."""
    named = any(_has_word(column, name) for name in ("budget", "released", "committed"))
    has_cents = column.whole_numbers < column.amounts
    return column.negative > 0 or has_cents or named or bool(cost_or_revenue(folded(column.header)))


def _is_filled(draft: Draft, column: Profile, rows: list[int]) -> bool:
    values = draft.grid.columns[column.place].values
    blank = {code for code, value in enumerate(values) if is_blank(value)}
    codes = draft.grid.columns[column.place].codes
    return not blank or not any(codes[row] in blank for row in rows)


def _described(part: Part, draft: Draft, filled: list[Profile]) -> Part:
    """An activity that every line has."""
    texts = [c for c in filled if not c.is_amount and not c.is_day and not c.is_year and not c.is_share]
    names = draft.names()
    if part.columns["activity"] in {names[c.place] for c in texts} or not texts:
        return part
    found = pick(draft, "activity", texts) or texts[0]
    return replace(part, columns=part.columns | {"activity": names[found.place]})
