"""Axes of amounts: round steps, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget import labels
from budget.model.words import Cents

MILLION = 100_000_000
THOUSAND = 100_000
EURO = 100
DUTCH = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class AmountAxis:
    """An axis from `low` to `high` cents, with marks of `step` cents, written in units of `unit` cents."""

    low: float
    high: float
    step: Cents
    unit: Cents

    @property
    def marks(self) -> list[Cents]:
        """The amounts of the ticks, in cents."""
        first = -(-int(self.low) // self.step)
        return [n * self.step for n in range(first, int(self.high) // self.step + 1)]

    @property
    def texts(self) -> list[str]:
        """The tick labels, all with as many decimals as the step needs."""
        places = next((n for n in range(3) if self.step * 10**n % self.unit == 0), 3)
        return [_number(cents, self.unit, places) for cents in self.marks]

    @property
    def unit_name(self) -> str:
        """`€ mln`, `€ duizend` or `€`."""
        return {MILLION: "€ mln", THOUSAND: "€ duizend"}.get(self.unit, "€")

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Place (0 to 1) and label of every tick."""
        return [(self.place(cents), text) for cents, text in zip(self.marks, self.texts, strict=True)]

    def place(self, cents: Cents) -> float:
        """The place of an amount: 0 is the low end, 1 the high end."""
        return (cents - self.low) / (self.high - self.low)


def amount_axis(amounts: Sequence[Cents], headroom: float = 0.1) -> AmountAxis:
    """An axis that covers 0 and all `amounts`, with headroom as a share of its length."""
    low, high = min(0, *amounts), max(100, *amounts)
    unit = next((size for size in (MILLION, THOUSAND) if high >= size), EURO)
    below = (high - low) * 0.03 if low < 0 else 0
    return AmountAxis(low - below, high + (high - low) * headroom, round_step(high - low), unit)


def round_step(span: Cents) -> Cents:
    """A step of 1, 2, 2.5 or 5 times a power of ten; at most five and a half steps cover `span`."""
    power = 10
    while True:
        for tenths in (10, 20, 25, 50):
            step = power * tenths // 10
            if span <= 5.5 * step:
                return step
        power *= 10


def _number(cents: Cents, unit: Cents, places: int) -> str:
    sign = labels.MINUS if cents < 0 else ""
    return f"{sign}{abs(cents) / unit:,.{places}f}".translate(DUTCH)
