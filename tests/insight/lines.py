"""Plan lines at a reference date, for tests of the forecast."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from budget.model import LineFacts, LineKey

YEAR = 2024
BUDGET = 1_200_000_00
FLAT = (BUDGET // 12,) * 12
LATE = tuple(BUDGET * part // 100 for part in (2, 3, 4, 5, 6, 8, 7, 8, 10, 12, 15, 20))
EARLY = tuple(BUDGET * part // 100 for part in (30, 20, 10, 10, 5, 5, 5, 5, 4, 3, 2, 1))


def line(realised: tuple[int, ...] = (), **options) -> LineFacts:
    """A line with `realised` for the first months; by default the phasing adds up to the budget."""
    budget = options.pop("budget", BUDGET)
    flat = tuple(budget // 12 for _ in range(11))
    values = {
        "key": LineKey("VEI-1", "COA", ""),
        "domain": "VEI",
        "action_line": "Wijkaanpak",
        "activity": "Activiteit",
        "budget_holder": "a",
        "planned": True,
        "budget": budget,
        "original_budget": budget,
        "released": None,
        "phasing": (*flat, budget - sum(flat)),
        "realised": (*realised, *(0,) * (13 - len(realised))),
        "committed": 0,
    }
    return LineFacts(**{**values, **options})


def on_plan(as_of: date, phasing: tuple[int, ...] = FLAT, **options) -> LineFacts:
    """A line that has spent exactly its phasing up to `as_of`."""
    months = phasing[: as_of.month - 1]
    started = phasing[as_of.month - 1] * as_of.day // monthrange(YEAR, as_of.month)[1]
    return line((*months, started), phasing=phasing, budget=sum(phasing), **options)
