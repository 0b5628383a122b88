"""Asks about rows that count and equal the sum of others: they may be totals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import eq

from budget.intake.cell_text import display_text
from budget.intake.grammar.total_words import ends_in_total, is_total_word, may_be_total
from budget.intake.places import row_names
from budget.intake.sheets.neighbour_sums import Sums, sums_of_neighbours
from budget.intake.sheets.table import Table, amounts_of, texts_of
from budget.model.words import Cents, SheetKind

_FEW = 2
"""Fewest rows in a sum."""
_ENOUGH = 3
"""Fewest rows summed by the last line of a plan, to ask about it without a word for a total."""
_GROUPS = ("domain", "action_line", "source", "theme")
"""The fields by which the lines of a plan are grouped."""


def ask_about_sums(table: Table) -> None:
    """Report lines that are labelled as a sum or end a plan as one; without any, other sums."""
    if not _ask_about_named_sums(table):
        _ask_about_plain_sums(table)


def _says_sum(text: str) -> bool:
    # No digit is part of a word for a total.
    return may_be_total(text.strip()) or ends_in_total(text)


def _ask_about_named_sums(table: Table) -> bool:
    """Ask about complete lines that equal a sum of neighbours and are labelled so, or end a plan.

    Returns whether there are any.
    """
    texts, is_plan = list(texts_of(table, _says_sum, _says_sum)), table.spec.kind is SheetKind.PLAN
    if not texts and not is_plan:
        return False
    amounts = amounts_of(table)
    sums = list(accumulate(amounts, initial=0))
    rows_asked = set()
    for row, number, text in texts:
        at = bisect_left(table.rows, row)
        if _is_sum(amounts, sums, at, 1 if is_total_word(text) else 2):
            rows_asked.add(row)
            table.report("total-counts", row, number, value=text)
    last = len(amounts) - 1
    if is_plan and last >= _ENOUGH and amounts[last] and sums[last] == amounts[last]:
        row = table.rows[last]
        if (
            row not in rows_asked
            and sum(map(bool, amounts)) > _ENOUGH
            and _has_year(_years(table), last, range(last))
        ):
            table.add("total-last", row, table.spec.total)
            return True
    return bool(rows_asked)


def _is_sum(amounts: list[Cents], sums: list[Cents], at: int, least: int) -> bool:
    """Whether an amount equals the sum of rows directly above or below it, or of all others."""
    own = amounts[at]
    if not own:
        return False
    is_above = own in {sums[at] - sums[first] for first in range(at - least + 1)}
    is_below = own in {sums[end] - sums[at + 1] for end in range(at + 1 + least, len(sums))}
    return is_above or is_below or (len(amounts) > least and sums[-1] == 2 * own)


def _ask_about_plain_sums(table: Table) -> None:
    """Ask about a line without a total word that sums all others, or lines above or below it.

    The lines of each year are also judged as a separate table.
    """
    amounts, years = amounts_of(table), _years(table)
    sums = {at: rows for at, rows in _sums(table, amounts).items() if _has_year(years, at, rows)}
    for places in _places_by_year(years):
        own = _sums(table, [amounts[at] for at in places], places)
        sums = {places[at]: [places[n] for n in rows] for at, rows in own.items()} | sums
    sums = dict(sorted((_headings(table, amounts) | sums).items()))
    if len(sums) > _ENOUGH:
        first, *others = (table.rows[at] for at in sums)
        also_rows = f"zo ook {row_names(others)}, telkens van de rijen erboven of eronder"
        table.add("row-is-sum", first, table.spec.total, rows=also_rows)
        return
    for at, rows in sums.items():
        names = row_names([table.rows[n] for n in rows])
        table.add("row-is-sum", table.rows[at], table.spec.total, rows=names)


def _sums(table: Table, amounts: list[Cents], places: Sequence[int] = ()) -> Sums:
    """The sums among these amounts; `places` are their places in the table, if they are not all of it."""
    if sums := _sums_of_all(amounts) or _sums_of_blocks(amounts):
        return sums
    last = len(amounts) - 1
    if sums := _sums_of_blocks(amounts[::-1]):
        return {last - at: [last - n for n in reversed(rows)] for at, rows in reversed(sums.items())}

    def is_group(at: int, rows: list[int]) -> bool:
        return _is_group(table, amounts, at, rows) if not places else False

    return sums_of_neighbours(amounts, is_plan=table.spec.kind is SheetKind.PLAN, is_group=is_group)


def _sums_of_all(amounts: list[Cents]) -> Sums:
    """The amounts that equal the sum of all others."""
    total, filled = sum(amounts), [at for at, own in enumerate(amounts) if own]
    sum_places = [at for at in filled if 2 * amounts[at] == total] if len(filled) > _FEW else []
    return {at: [n for n in filled if n != at] for at in sum_places}


def _sums_of_blocks(amounts: list[Cents]) -> Sums:
    """The sums where every row is in a block of two rows or more that ends in its sum."""
    if not any(map(eq, amounts, accumulate(amounts, initial=0))):
        return {}  # No row ends the first block.
    sums: Sums = {}
    block: list[int] = []
    total = 0
    for at, own in enumerate(amounts):
        if len(block) >= _FEW and own and own == total:
            sums[at], block, total = block, [], 0
        elif own:
            block.append(at)
            total += own
    return {} if block else sums


def _headings(table: Table, amounts: list[Cents]) -> Sums:
    """The lines named as their action line, with the amount of its only other line, directly below."""
    columns = table.header.columns
    if table.spec.kind is not SheetKind.PLAN or not {"action_line", "activity"} <= set(columns):
        return {}
    lines, names = (
        [display_text(table.grid.columns[columns[field]][row]).strip().casefold() for row in table.rows]
        for field in ("action_line", "activity")
    )
    at_head = [at for at, line in enumerate(lines) if line == names[at] and lines[at - 1 : at] != [line]]
    return {
        at: [at + 1]
        for at in at_head
        if lines[at + 1 : at + 3].count(lines[at]) == 1 == lines[at + 1 : at + 2].count(lines[at])
        and names[at + 1] != lines[at]
        and amounts[at] == amounts[at + 1] != 0
    }


def _is_group(table: Table, amounts: list[Cents], at: int, rows: list[int]) -> bool:
    """Whether a row and the rows that it sums form a group, or its released amounts add up as well."""
    if "released" in table.header.columns:
        released = amounts_of(table, "released")
        if released[at] and released[at] == sum(released[n] for n in rows) and released != amounts:
            return True
    first, last = min(at, *rows), max(at, *rows)
    outside = [n for n in (first - 1, last + 1) if 0 <= n < len(amounts)]
    for name in _GROUPS if table.spec.kind is SheetKind.PLAN else ("code",):
        codes = table.codes(name) or ()
        inside = {codes[n] for n in (at, *rows)} if codes else set()
        if len(inside) == 1 and not inside & {codes[n] for n in outside}:
            return True
    number = table.header.columns.get("code")
    if number is None:
        return False
    texts = {n: str(table.grid.columns[number][table.rows[n]]).strip() for n in (at, *rows, *outside)}
    start = texts[at].rstrip("0")
    below = [n for n in (*rows, *outside) if texts[n].startswith(start)]
    return start != texts[at] and sorted(below) == sorted(rows)


def _years(table: Table) -> list[str]:
    """The year of each line as it is shown; empty for a table without a column of years."""
    number = table.header.columns.get("year")
    cells = () if number is None else (table.grid.columns[number][row] for row in table.rows)
    return [display_text(cell).strip() for cell in cells]


def _places_by_year(years: Sequence[str]) -> list[list[int]]:
    """The places of the lines of each year, if there are several."""
    places: dict[str, list[int]] = {}
    for at, year in enumerate(years):
        places.setdefault(year, []).append(at)
    return list(places.values()) if len(places) > 1 else []


def _has_year(years: Sequence[str], at: int, rows: Sequence[int]) -> bool:
    """Whether any of the rows is of the same year: a total has the year of its lines."""
    return not years or any(years[n] == years[at] for n in rows)
