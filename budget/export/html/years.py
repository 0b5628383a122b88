"""The years of a programme side by side on a page."""

from __future__ import annotations

from collections.abc import Sequence

from budget.export.html.parts import Html, el, folded, joined, table
from budget.export.wording import RELEASE_NOTE
from budget.export.years import MONEY, is_whole, money_cells, with_money
from budget.model.years import YearRow


def years(found: Sequence[YearRow], silent: frozenset[int]) -> Html:
    """Each year, and, collapsed, each source per year; for `silent` years no bookings are known yet."""
    rows = with_money(found)
    whole = [(str(row.year), *money_cells(row, silent)) for row in rows if is_whole(row)]
    parts = [(row.name, str(row.year), *money_cells(row, silent)) for row in rows if not is_whole(row)]
    by_source = table("Elke bron in elk jaar", ("Bron", "Jaar", *MONEY), parts, words=2)
    return joined(
        table("Elk jaar in euro's", ("Jaar", *MONEY), whole),
        el("p", RELEASE_NOTE, class_="notice") if any(row.released_unknown for row in rows) else None,
        folded("Bekijk per bron", by_source, prints=True) if parts else None,
    )
