"""The notation of a foreign sheet's amounts and dates, as far as its own columns prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import groups_by_comma, read_amount, uses_point
from budget.intake.grammar.dates import DAY_FIRST, ORDERS, order_of, read_ordered
from budget.intake.mapping.layout import Offer
from budget.intake.mapping.tables import column_texts, values_below
from budget.workbook.grid import Grid

MOSTLY, _SAMPLE = 0.8, 200
ASK_POINT = Offer("decimaalteken", "", "punt", "is 1,234 hier duizend of meer?")
_ASK_ORDER = Offer("datum", "", DAY_FIRST, f'of "{ORDERS[1]}"')


@dataclass(frozen=True, slots=True)
class Notation:
    """The columns that only a decimal point explains, and whether one of them proves it."""

    dotted: frozenset[int] = frozenset()
    is_proven: bool = False


def amount_notation(grid: Grid, row: int, is_money: Callable[[str], bool]) -> Notation:
    """The decimal sign of the texts under the headers.

    A column that is only readable in our notation settles it, if its header `is_money`.
    """
    dotted, is_proven = set(), False
    for place, header in column_texts(grid, row).items():
        texts = [value for value in values_below(grid, place, row) if isinstance(value, str)]
        if not _may_be_amounts(texts[:_SAMPLE]):
            continue
        ours = {text for text in texts if isinstance(read_amount(text), int)}
        theirs = {text for text in texts if isinstance(read_amount(text, point=True), int)}
        has_money = is_money(header)
        if has_money and ours - theirs and len(ours) >= MOSTLY * len(texts):
            return Notation()
        if not theirs - ours or len(theirs) < MOSTLY * len(texts) or (grid.is_text and uses_point(texts)):
            continue
        proves = any(map(groups_by_comma, theirs)) or (has_money and uses_point(sorted(theirs)))
        if proves or has_money:
            dotted.add(place)
            is_proven = is_proven or proves
    return Notation(frozenset(dotted), is_proven)


def _may_be_amounts(texts: Sequence[str]) -> bool:
    """Whether at least half of some texts are amounts: reading a whole column of words takes long."""
    read = sum(
        any(isinstance(read_amount(text, point=point), int) for point in (False, True)) for text in texts
    )
    return 2 * read >= len(texts)


def date_notation(grid: Grid, row: int, place: int, years: tuple[int, ...]) -> tuple[str, Offer | None]:
    """The order of the dates that a column proves, and the question if it does not."""
    values = values_below(grid, place, row)
    order = order_of(values, years)
    if order is not None:
        return order, None
    fitting = [o for o in ORDERS if not any(isinstance(read_ordered(v, o), Fault) for v in values)]
    return "", _ASK_ORDER if fitting else None
