"""How the amounts and days of a foreign sheet are written, as far as its own columns prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import groups_by_comma, read_amount, uses_point
from budget.intake.grammar.dates import DAY_FIRST, ORDERS, order_of, read_ordered
from budget.intake.grammar.debit_credit import cost_or_revenue
from budget.intake.grammar.headers import header_key
from budget.intake.mapping.tables import column_texts, values_below
from budget.intake.suggest.column_profile import MOSTLY, folded, tokens_of
from budget.intake.suggest.header_words import has_word
from budget.workbook.grid import Grid

_MONEY = ("budget", "released", "committed", "realised", "debit", "credit")
ASK_POINT = 'decimaalteken = "punt"  # is 1,234 hier duizend of meer? Haal dan het # aan het begin weg'
ASK_ORDER = f'datum = "{DAY_FIRST}"  # of "{ORDERS[1]}": haal het # aan het begin weg als het klopt'


@dataclass(frozen=True, slots=True)
class Written:
    """The columns that only a decimal dot explains, and whether one of them proves it."""

    dotted: frozenset[int] = frozenset()
    is_proven: bool = False


def how_written(grid: Grid, row: int) -> Written:
    """What the texts under a header say of the dot.

    A column under a word for money that can only be read in our way says that nothing is to be changed.
    """
    dotted, is_proven = set(), False
    for place, header in column_texts(grid, row).items():
        texts = [value for value in values_below(grid, place, row) if isinstance(value, str)]
        ours = {text for text in texts if isinstance(read_amount(text), int)}
        theirs = {text for text in texts if isinstance(read_amount(text, point=True), int)}
        is_money = _is_money(header)
        if is_money and ours - theirs and len(ours) >= MOSTLY * len(texts):
            return Written()
        if not theirs - ours or len(theirs) < MOSTLY * len(texts) or (grid.is_text and uses_point(texts)):
            continue
        proves = any(map(groups_by_comma, theirs)) or is_money and uses_point(sorted(theirs))
        if proves or is_money:
            dotted.add(place)
            is_proven = is_proven or proves
    return Written(frozenset(dotted), is_proven)


def how_dated(grid: Grid, row: int, place: int, years: tuple[int, ...]) -> tuple[str, str]:
    """The order of the dates in a column that its cells prove, and what to ask where they do not."""
    values: list[Any] = values_below(grid, place, row)
    order = order_of(values, years)
    if order is not None:
        return order, ""
    fitting = [o for o in ORDERS if not any(isinstance(read_ordered(v, o), Fault) for v in values)]
    return "", ASK_ORDER if fitting else ""


def _is_money(header: str) -> bool:
    key, tokens = header_key(header), tokens_of(header)
    return any(has_word(name, key, tokens) for name in _MONEY) or cost_or_revenue(folded(header)) in (
        "lasten",
        "baten",
    )
