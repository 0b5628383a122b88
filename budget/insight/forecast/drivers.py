"""The main driver of a line's forecast, found by leaving out each input and seeing what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from budget.insight.forecast.line_outlook import Position, ceiling, estimate_outlook, lumpiness, uses_own
from budget.insight.forecast.outturn import LinePositions, line_positions
from budget.model.figures import LineFacts
from budget.model.words import MONTHS, Cents

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LITTLE = 0.01
"""Share of the budget below which a change of P50 is not reported."""
OFF_PACE = 0.05
"""Difference with the P50 of an on-plan line, as a share of the budget, from which pace is the driver."""
LUMP = 0.25
"""How far a month must stand out, in units of what is still to come, to be reported."""


class Driver(StrEnum):
    """What drives a forecast; the first that holds is taken."""

    ENDED = "ended"
    NO_PLAN = "no_plan"
    OWN = "own"
    COMMITTED = "committed"
    SPENT = "spent"
    HELD = "held"
    SLOW = "slow"
    FAST = "fast"
    PHASING = "phasing"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class LineDriver:
    """The driver of one line; `cents` is the amount shown with it.

    The amount by driver: OWN the own forecast, COMMITTED the open commitments, SPENT the bookings, HELD
    the ceiling, SLOW and FAST the bookings below or above those expected by now, any other 0. `lump` is
    the month (1..12) whose amount widened the interval, 0 for none.
    """

    driver: Driver
    cents: Cents = 0
    lump: int = 0


def drivers(lines: Sequence[LineFacts], year: int, as_of: date) -> list[LineDriver]:
    """The driver of each line at `as_of`, from its P50 without each input."""
    if not lines:
        return []
    stand = line_positions(lines, year, as_of)
    position, planned = stand.position, np.array([line.planned for line in lines], dtype=bool)
    holds, cents = _conditions(stand, planned)
    lump = np.where(_is_lumpy(position, planned), np.abs(stand.by_month).argmax(axis=1) + 1, 0)
    order = list(Driver)
    chosen = [order[place] for place in np.array([holds[driver] for driver in order]).argmax(axis=0)]
    amounts = [round(float(cents[driver][n])) if driver in cents else 0 for n, driver in enumerate(chosen)]
    return [
        LineDriver(*each) for each in zip(chosen, amounts, np.minimum(lump, MONTHS).tolist(), strict=True)
    ]


def _conditions(stand: LinePositions, is_planned: Bools) -> tuple[dict[Driver, Bools], dict[Driver, Floats]]:
    """Whether each driver holds for each line, and the amount that goes with it."""
    position = stand.position
    budget, realised = position.budget, position.realised
    little, by_now = LITTLE * np.abs(budget), position.planned * budget
    middle = _middle(position)
    paced = middle - _middle(replace(position, realised=by_now, committed=np.zeros_like(budget)))
    has_own = uses_own(position) & (np.abs(middle - np.nan_to_num(position.own)) <= little)
    off = np.abs(paced) > OFF_PACE * np.abs(budget)
    everything = np.ones(len(budget), dtype=bool)
    holds = {
        Driver.ENDED: position.months >= MONTHS,
        Driver.NO_PLAN: ~is_planned | (budget == 0) & ~has_own,
        Driver.OWN: has_own,
        Driver.COMMITTED: middle - _middle(replace(position, committed=np.zeros_like(budget))) > little,
        Driver.SPENT: realised >= budget,
        Driver.HELD: _middle(replace(position, guarded=False)) - middle > little,
        Driver.SLOW: off & (realised < by_now),
        Driver.FAST: off & (realised > by_now),
        Driver.PHASING: stand.announced,
        Driver.USUAL: everything,
    }
    cents = {
        Driver.OWN: np.nan_to_num(position.own),
        Driver.COMMITTED: position.committed,
        Driver.SPENT: realised,
        Driver.HELD: ceiling(position),
        Driver.SLOW: by_now - realised,
        Driver.FAST: realised - by_now,
    }
    return holds, cents


def _middle(position: Position) -> Floats:
    return np.asarray(estimate_outlook(position).middle, dtype=np.float64)


def _is_lumpy(position: Position, is_planned: Bools) -> Bools:
    """Whether one month widens the interval: only where the plan drives the forecast, not an own forecast."""
    counts = is_planned & (position.budget > 0) & ~uses_own(position) & (position.months < MONTHS)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_lumpy: Bools = counts & (np.nan_to_num(np.asarray(lumpiness(position))) > LUMP)
    return is_lumpy
