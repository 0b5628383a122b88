"""Asks about rows that count but perhaps should not: lines under a total, balances, other names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from budget.intake.grammar.folding import fold
from budget.intake.grammar.kinds import COMMITTED, own_kind
from budget.intake.grammar.total_words import (
    is_carried_balance,
    is_grand_total,
    is_subtotal,
    is_total_word,
    may_be_carried_balance,
)
from budget.intake.places import euros, row_names
from budget.intake.sheets.doubtful_sums import ask_about_sums
from budget.intake.sheets.doubtful_titles import ask_about_titles
from budget.intake.sheets.table import Table, amounts_of, texts_of
from budget.intake.sheets.totals import NOTE, TOTAL
from budget.model.words import SheetKind

_FEW = 2
"""Fewest rows in a sum."""
_NOT_IN_FORCE = re.compile(
    r"\b(?:vervallen|geannuleerde?|ingetrokken|afgewezen|gestopte?|geschrapte?|concept\w*|ter\s+info\w*"
    r"|memorie\w*|wensenlijst|reservelijst|historie|voorstel\w*|onder\s+voorbehoud|optioneel|nog\s+niet\s+(?:besl|vast|akk|goed|toe)\w*|niet\s+(?:door|toe|meer|mee|gehono)\w*|oude?(?:\s+regels)?|onder\s+de\s+streep|vorige?\s+jaar|archief)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"^\W*(?:prognoses?|verwacht(?:e|ing|ingen)?|forecast|nog\s+te\s+(?:ontvangen|betalen|factureren)|obligo"
    r"|reservering(?:en)?(?!\s+(?:van\s+)?(?:(?:de|het|een)\s+)?(?:\w*za(?:al|len)|\w*ruimtes?|\w*kamers?|\w*hal|hotel\w*|locatie|tafels?"
    r"|restaurant|theater|podium|buurthuis|bus|vervoer|veld|plein|kraam|kramen|stands?|kaart(?:en|jes)|tickets?)\b)"
    r"|(?:(?:overlopend|openstaand|doorgeschoven|aangegaan)e?\s+)?verplichting(?:en)?"
    r"(?!\s+(?:\w*scholing|\w*opleiding|\w*cursus|\w*training|\w*keuring|\w*examens?|VOG)\b))\b",
    re.IGNORECASE,
)
"""Not a room that is reserved, nor a duty such as training."""
_INCOME = re.compile(
    r"^\W*(?:(?:sonstige|vermischte|overige)\s+)?(?:\w*einnahmen|\w*erlöse|\w*erträge|baten|opbrengst(?:en)?|inkomsten"
    r"|ontvangsten|revenues?|income|recettes|ingresos|receitas|entrate)\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"^.*(?:\b(?:ontvangen|binnengekomen|received|erhaltene?r?)\s+(?:\w+\s+){0,2}(?:\w*subsidies?|\w*bijdragen?|\w*uitkering"
    r"|grants?|zusch(?:u|ü)ss|zuwendung)|(?:subsidie|bijdrage|uitkering|spuk|grant|zuschuss|zuwendung)\b.{0,40}"
    r"\b(?:ontvangen|received|erhalten))\b",
    re.IGNORECASE,
)
"""Money that came in: Subsidie Rijk ontvangen."""
_PART_OF = re.compile(
    r"^\W*(?:waarvan|w\.?\s?v\.|w\.?\s?o\.|waaronder|daarvan|hiervan|(?:daarin|hierin)\s+begrepen|inbegrepen|davon|darunter"
    r"|of\s+which|thereof|including|dont)(?!\w)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^.*\b(?:[ck]redi(?:e)?t(?:nota|factuur|[- ]?note|memo)|storno\w*|gestorneerd|tegenboeking|terugboeking"
    r"|terugontv\w+|gutschrift|refund(?!\s+(?:statiegeld|borg|waarborg))|reversal|avoir)\b",
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
    ask_about_sums(table)
    _ask_about_lines_below(table)
    is_ledger = table.spec.kind is SheetKind.LEDGER
    if is_ledger:
        _ask_about_balances(table)
    for names, is_asked in ((_EXPECTED, is_ledger), (_INCOME, is_foreign), (_PART_OF, True)):
        if is_asked:
            _ask_about_names(table, names)
    for names in (_CREDIT, _RECEIVED) if is_ledger else ():
        _ask_about_names(table, names, is_credit=True)


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
    rows_below = (row for row, text in _headings(table) if _NOT_IN_FORCE.search(text))
    return next((table.rows[bisect_left(table.rows, row)] for row in rows_below), None)


def _lone_heading(table: Table) -> tuple[int, str] | None:
    """The first heading among the lines, if the first lines have none: groups have one each.

    Titles repeated on each page are no headings.
    """
    titles = {fold(str(cell)) for cells in table.titles() for cell in cells}
    headings = [
        (row, text) for row, text in _headings(table) if fold(text) not in titles and not _PAGE.search(text)
    ]
    return headings[0] if headings and headings[0][0] > table.rows[0] else None


def _ask_about_names(table: Table, names: re.Pattern[str], *, is_credit: bool = False) -> None:
    """Ask, once, about rows whose name says they are no cost.

    A credit below zero is fine. A list of nothing but income or parts is what it says.
    """

    def says(text: str) -> bool:
        return bool(names.match(text))

    # None of these names has a digit.
    named = list(texts_of(table, says, says))
    if not named:
        return
    amounts = dict(zip(table.rows, amounts_of(table), strict=True))
    kind = table.header.columns.get("kind")
    if kind is not None:
        kinds = table.grid.columns[kind]
        amounts |= {row: 0 for row, *_ in named if own_kind(str(kinds[row])) == COMMITTED}
    rows_named = [(row, text) for row, _, text in named if amounts[row]]
    rows_named = [(row, text) for row, text in rows_named if amounts[row] > 0] if is_credit else rows_named
    if rows_named and (names in (_CREDIT, _RECEIVED, _EXPECTED) or len(rows_named) < len(table.rows)):
        rows = row_names([row for row, _ in rows_named])
        total = euros(sum(amounts[row] for row, _ in rows_named))
        table.findings.add("rows-named-other", table.sheet, value=rows_named[0][1], rows=rows, total=total)


def _ask_about_balances(table: Table) -> None:
    """Ask about carried-over balances, which are no bookings.

    One word repeated in several rows is their subject (such as Transport), not a balance.
    """
    balances = list(texts_of(table, is_carried_balance, may_be_carried_balance))
    if not balances:
        return
    amounts = dict(zip(table.rows, amounts_of(table), strict=True))
    times = Counter(fold(text) for _, _, text in balances)
    for row, number, text in balances:
        is_sure = " " in text.strip() or bool(_BALANCE.search(text))
        if amounts[row] and (is_sure or times[fold(text)] == 1):
            table.report("ledger-balance", row, number, value=text)
