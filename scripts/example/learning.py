"""Changes for learning in October: money of a theme to next year, a new code, and a transfer.

Fictional like everything in the example. The code that changes has no bookings yet: it is of next year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from budget.model import PlanLine
from budget.model.content import Amendment, Succession, Transfer
from budget.model.submission_details import Origin
from budget.model.succession import WHOLE, SuccessionKind
from budget.model.transfers import TransferEnd
from scripts.example.behaviour import PROFILES, YEAR, divide
from scripts.example.catalogue import Entry
from scripts.example.plans import EURO, current_plan

DOMAIN = "LEM"
CARRIED_ON, MOVED_ON = datetime(2024, 10, 8, 10, 0), datetime(2024, 10, 9, 10, 0)
"""When the new plan and the transfer are submitted."""
CARRIED_CODE, CARRIED = "LEM-02.02", 6_000 * EURO
"""Unspent money of the theme goes to this line of next year."""
OLD, NEW = "LEM-03.01", "LEM-03.04"
WHY = Amendment(
    Origin.CARRIED, "Het onderzoek in de tweede buurt begint in januari",
    "Wijziging bestedingsplan Leren (verzonnen)",
)  # fmt: skip
RENAMED = Succession(
    OLD, DOMAIN, SuccessionKind.RENAMED, NEW, WHOLE, date(YEAR + 1, 1, 1), "Andere opdracht vanaf 2025",
    document="Wijziging bestedingsplan Leren (verzonnen)",
)  # fmt: skip
MOVED = Transfer(
    TransferEnd(DOMAIN, "LEM-01.03", "COA", ""), TransferEnd(DOMAIN, OLD, "COA", ""), YEAR, 2_500 * EURO,
    "De enquête was goedkoper", "Notitie van de budgethouder (verzonnen)",
)  # fmt: skip


def next_plan(entries: tuple[Entry, ...]) -> tuple[PlanLine, ...]:
    """The plan of both years with the money carried over and the new code of next year."""
    return tuple(map(_change_line, current_plan(entries, DOMAIN)))


def _change_line(line: PlanLine) -> PlanLine:
    if line.year == YEAR:
        return line
    if line.code == CARRIED_CODE:
        budget = line.budget + CARRIED
        return replace(
            line, budget=budget, released=budget, phasing=divide(budget, PROFILES["kwartaal"], 10 * EURO)
        )
    return replace(line, code=NEW) if line.code == OLD else line
