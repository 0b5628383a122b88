"""The pots that are short or used without a release; they add up to the totals on page 1."""

from __future__ import annotations

from collections.abc import Sequence

from budget.export.cells import Cell, Euros, amount
from budget.labels import NOTHING
from budget.model.figures import Row
from budget.model.words import By
from budget.snapshot.content import PACED, Content

POTS_TITLE = "In welke potten is te veel gebruikt?"
POTS_INTRO = "Geld van de ene pot betaalt niet wat een andere tekortkomt: opgavedomein, bron en thema apart."
POTS_HEADERS = ("Pot", "Begroot", "Gebruikt", "Te veel gebruikt", "Zonder besluit van de raad")
Cells = tuple[Cell, ...]


def pots_at_fault(content: Content) -> list[Row]:
    """Pots that are short or used without a release, largest amount first; none in older formats."""
    if content.format < PACED:
        return []
    rows_at_fault = [
        row for row in content.rows.get(By.POT, ()) if row.measures.short or row.measures.unreleased_use
    ]
    return sorted(rows_at_fault, key=lambda row: -max(row.measures.short, row.measures.unreleased_use))


def pot_lines(content: Content, most: int | None = None) -> tuple[list[Cells], Cells] | None:
    """The cells of those pots and their total; those past `most` in one row. None without any."""
    pots = pots_at_fault(content)
    if not pots:
        return None
    shown = pots if most is None or len(pots) <= most else pots[: most - 1]
    lines = [_cells(row.name, [row]) for row in shown]
    if others := pots[len(shown) :]:
        lines.append(_cells(f"Nog {len(others)} potten", others))
    m = content.total.measures
    return lines, ("Samen", NOTHING, NOTHING, Euros(m.short), Euros(m.unreleased_use))


def _cells(name: str, rows: Sequence[Row]) -> Cells:
    measures = [row.measures for row in rows]
    wrong = (sum(m.short for m in measures), sum(m.unreleased_use for m in measures))
    return (
        name,
        Euros(sum(m.budget for m in measures)),
        Euros(sum(m.used for m in measures)),
        *(amount(cents or None) for cents in wrong),
    )
