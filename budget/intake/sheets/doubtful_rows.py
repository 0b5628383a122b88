"""Asks about rows that count but perhaps should not: sums of others, lines under a total, balances."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate

from budget.intake.grammar.folding import fold
from budget.intake.grammar.kinds import COMMITTED, own_kind
from budget.intake.grammar.total_words import (
    ends_in_total,
    is_carried_balance,
    is_grand_total,
    is_subtotal,
    is_total_word,
    may_be_total,
)
from budget.intake.places import euros, row_names
from budget.intake.sheets.doubtful_titles import ask_about_titles
from budget.intake.sheets.neighbour_sums import sums_of_neighbours
from budget.intake.sheets.table import Table, amounts_of
from budget.intake.sheets.totals import NOTE, TOTAL
from budget.model.words import Cents, SheetKind

_FEW = 2
"""Fewest rows in a sum."""
_ENOUGH = 3
"""Fewest rows summed by the last line of a plan, to ask about it without a word for a total."""
_NOT_IN_FORCE = re.compile(
    r"\b(?:vervallen|geannuleerde?|ingetrokken|afgewezen|gestopte?|geschrapte?|concept\w*|ter\s+info\w*"
    r"|memorie\w*|wensenlijst|reservelijst|historie|voorstel\w*|onder\s+voorbehoud|optioneel|nog\s+niet\s+(?:besl|vast|akk|goed|toe)\w*|niet\s+(?:door|toe|meer|mee|gehono)\w*|oude?(?:\s+regels)?|onder\s+de\s+streep|vorige?\s+jaar|archief)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"^\W*(?:prognoses?|verwacht(?:e|ing|ingen)?|forecast|nog\s+te\s+(?:ontvangen|betalen|factureren)"
    r"|reservering(?:en)?|obligo"
    r"|(?:(?:overlopend|openstaand|doorgeschoven|aangegaan)e?\s+)?verplichting(?:en)?)\b",
    re.IGNORECASE,
)
_INCOME = re.compile(
    r"^\W*(?:(?:sonstige|vermischte|overige)\s+)?(?:\w*einnahmen|\w*erlöse|\w*erträge|baten|opbrengst(?:en)?|inkomsten"
    r"|ontvangsten|revenues?|income|recettes|ingresos|receitas|entrate)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"^\W*(?:waarvan|w\.?\s?v\.|daarvan|hiervan|davon|darunter|of\s+which|thereof|dont)(?!\w)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"^.*\b(?:[ck]redi(?:e)?t(?:nota|factuur|[- ]?note|memo)|storno\w*|gestorneerd|tegenboeking|terugboeking"
    r"|terugontv\w+|gutschrift|refund|reversal|avoir)\b",
    re.IGNORECASE,
)
_BALANCE = re.compile(r"saldo|balan", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:pagina|page|seite|blz|blad)\b", re.IGNORECASE)
_LONGEST = 60
"""Maximum length of a heading; a longer text is a remark."""


def ask_about_rows(table: Table, *, is_foreign: bool = False) -> None:
    """Report the rows of a table that may count twice, are not in force, or are named as something else.

    A line of ours may be about income; in another system's list (`is_foreign`) that is revenue.
    """
    if table.spec.kind not in (SheetKind.PLAN, SheetKind.LEDGER):
        return
    ask_about_titles(table)
    if not _ask_about_sums(table):
        _ask_about_plain_sums(table)
    _ask_about_lines_below(table)
    is_ledger = table.spec.kind is SheetKind.LEDGER
    if is_ledger:
        _ask_about_balances(table)
    for names, is_asked in ((_EXPECTED, is_ledger), (_INCOME, is_foreign), (_PART_OF, True)):
        if is_asked:
            _ask_about_names(table, names)
    if is_ledger:
        _ask_about_names(table, _CREDIT, is_credit=True)


def _texts(table: Table, says: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of each counted row with such a text; the first per row."""
    hits: dict[int, tuple[int, str]] = {}
    width = table.grid.own_width or len(table.grid.columns)
    for number in reversed(range(width)):
        column = table.grid.columns[number]
        codes = {n: v for n, v in enumerate(column.values) if isinstance(v, str) and says(v)}
        for row in table.rows if codes else ():
            if row < len(column.codes) and column.codes[row] in codes:
                hits[row] = (number, codes[column.codes[row]])
    return ((row, *hits[row]) for row in sorted(hits))


def _says_sum(text: str) -> bool:
    return may_be_total(text.strip()) or ends_in_total(text)


def _ask_about_sums(table: Table) -> bool:
    """Ask about complete lines that equal a sum of neighbours and are labelled so, or end a plan.

    Returns whether there are any.
    """
    texts, is_plan = list(_texts(table, _says_sum)), table.spec.kind is SheetKind.PLAN
    if not texts and not is_plan:
        return False
    amounts = amounts_of(table)
    sums = list(accumulate(amounts, initial=0))
    asked = set()
    for row, number, text in texts:
        at = bisect_left(table.rows, row)
        if _is_sum(amounts, sums, at, 1 if is_total_word(text) else 2):
            asked.add(row)
            table.report("total-counts", row, number, value=text)
    last = len(amounts) - 1
    if is_plan and last >= _ENOUGH and amounts[last] and sums[last] == amounts[last]:
        row = table.rows[last]
        if row not in asked and sum(map(bool, amounts)) > _ENOUGH:
            table.add("total-last", row, table.spec.total)
            return True
    return bool(asked)


def _ask_about_plain_sums(table: Table) -> None:
    """Ask about a line without a total word that sums all others, or the lines directly above or below it."""
    amounts = amounts_of(table)
    found = _sums_of_all(amounts) or _sums_of_blocks(amounts)
    if not found:
        back = _sums_of_blocks(amounts[::-1])
        found = [len(amounts) - 1 - at for at in reversed(back)]
    near = sums_of_neighbours(amounts, is_plan=table.spec.kind is SheetKind.PLAN) if not found else {}
    if len(near) > _ENOUGH:
        places = [table.rows[at] for at in near]
        told = f"zo ook {row_names(places[1:])}, telkens van de rijen erboven of eronder"
        table.add("row-is-sum", places[0], table.spec.total, rows=told)
        return
    for at in found or near:
        others = near.get(at) or [n for n in range(len(amounts)) if n != at]
        is_named = at in near or len(found) == 1
        rows = row_names([table.rows[n] for n in others]) if is_named else "van de tabel"
        table.add("row-is-sum", table.rows[at], table.spec.total, rows=rows)


def _sums_of_all(amounts: list[Cents]) -> list[int]:
    filled, total = sum(map(bool, amounts)), sum(amounts)
    return [at for at, own in enumerate(amounts) if own and 2 * own == total and filled > _FEW]


def _sums_of_blocks(amounts: list[Cents]) -> list[int]:
    """The sums where every row is in a block of two rows or more that ends in its sum."""
    found, above, count = [], 0, 0
    for at, own in enumerate(amounts):
        if count >= _FEW and own and own == above:
            found.append(at)
            above = count = 0
        else:
            above, count = above + own, count + bool(own)
    return [] if count else found


def _is_sum(amounts: list[Cents], sums: list[Cents], at: int, least: int) -> bool:
    """Whether an amount equals the sum of rows directly above or below it, or of all others."""
    own = amounts[at]
    if not own:
        return False
    is_above = own in {sums[at] - sums[first] for first in range(at - least + 1)}
    is_below = own in {sums[end] - sums[at + 1] for end in range(at + 1 + least, len(sums))}
    return is_above or is_below or (len(amounts) > least and sums[-1] == 2 * own)


def _ask_about_lines_below(table: Table) -> None:
    """Ask about lines below the grand total, or below a heading that excludes them."""
    if not table.rows:
        return
    first = min(filter(None, (_below_total(table), _below_heading(table))), default=None)
    if first is not None:
        rows = table.rows[bisect_left(table.rows, first) :]
        table.add("rows-below-total", first, table.spec.anchor, rows=row_names(rows))
    elif below := _below_only_total(table):
        table.add("row-below-total", below[0], table.spec.anchor, rows=row_names(below))
    elif heading := _lone_heading(table):
        rows = table.rows[bisect_left(table.rows, heading[0]) :]
        table.add("rows-below-heading", rows[0], table.spec.anchor, value=heading[1], rows=row_names(rows))


def _below_only_total(table: Table) -> list[int]:
    """The lines directly below the only total, if that sums two or more: it may be of a group, or of all."""
    totals = [row for row, kind in table.kinds.items() if kind == TOTAL]
    if len(totals) != 1 or any(isinstance(c, str) and is_subtotal(c) for c in table.grid.row(totals[0])):
        return []
    at = bisect_left(table.rows, totals[0])
    return table.rows[at:] if at >= _FEW else []


def _below_total(table: Table) -> int | None:
    """The first line under the last total, if that is a grand total.

    A bare `Totaal` with a line directly below it may be of a group.
    """
    totals = [row for row, kind in table.kinds.items() if kind == TOTAL]
    last = max(totals, default=None)
    if last is None or last > table.rows[-1] or last < table.rows[0]:
        return None
    words = [cell for cell in table.grid.row(last) if isinstance(cell, str) and is_total_word(cell)]
    first = table.rows[bisect_left(table.rows, last)]
    is_of_all = any(map(is_grand_total, words)) or (first > last + 1 and not any(map(is_subtotal, words)))
    return first if words and is_of_all else None


def _headings(table: Table) -> Iterator[tuple[int, str]]:
    """The rows above a line with one short text."""
    for row in sorted(row for row, kind in table.kinds.items() if kind == NOTE and row < table.rows[-1]):
        texts = [cell for cell in table.grid.row(row) if isinstance(cell, str) and cell.strip()]
        if len(texts) == 1 and len(texts[0]) <= _LONGEST:
            yield row, texts[0]


def _below_heading(table: Table) -> int | None:
    """The first line under a heading such as `Vervallen regels`."""
    found = (row for row, text in _headings(table) if _NOT_IN_FORCE.search(text))
    return next((table.rows[bisect_left(table.rows, row)] for row in found), None)


def _lone_heading(table: Table) -> tuple[int, str] | None:
    """The first heading among the lines, if the first lines have none: groups have one each.

    Titles repeated on each page are no headings.
    """
    titles = {fold(str(cell)) for cells in table.titles() for cell in cells}
    found = [
        (row, text) for row, text in _headings(table) if fold(text) not in titles and not _PAGE.search(text)
    ]
    return found[0] if found and found[0][0] > table.rows[0] else None


def _ask_about_names(table: Table, names: re.Pattern[str], *, is_credit: bool = False) -> None:
    """Ask, once, about rows whose name says they are no cost.

    A credit below zero is fine. A list of nothing but income or parts is what it says.
    """
    amounts = dict(zip(table.rows, amounts_of(table), strict=True))
    kind = table.header.columns.get("kind")
    if kind is not None:
        kinds = table.grid.columns[kind]
        amounts |= {row: 0 for row in table.rows if own_kind(str(kinds[row])) == COMMITTED}
    found = [
        (row, text) for row, _, text in _texts(table, lambda text: bool(names.match(text))) if amounts[row]
    ]
    found = [(row, text) for row, text in found if amounts[row] > 0] if is_credit else found
    if found and (names in (_CREDIT, _EXPECTED) or len(found) < len(table.rows)):
        rows, total = row_names([row for row, _ in found]), euros(sum(amounts[row] for row, _ in found))
        table.findings.add("rows-named-other", table.sheet, value=found[0][1], rows=rows, total=total)


def _ask_about_balances(table: Table) -> None:
    """Ask about carried-over balances, which are no bookings.

    One word repeated in several rows is their subject (such as Transport), not a balance.
    """
    amounts = dict(zip(table.rows, amounts_of(table), strict=True))
    found = list(_texts(table, is_carried_balance))
    times = Counter(fold(text) for _, _, text in found)
    for row, number, text in found:
        is_sure = " " in text.strip() or bool(_BALANCE.search(text))
        if amounts[row] and (is_sure or times[fold(text)] == 1):
            table.report("ledger-balance", row, number, value=text)
