"""Money that a new plan takes from one source or theme and gives to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from budget.model.content import PlanLine
from budget.model.words import Cents

Purse = tuple[str, str]
"""Codes of a source and a theme: money that one rule of the funder covers, whatever the domain."""


@dataclass(frozen=True, slots=True)
class Move:
    """Cents taken from some purses and given to others in `year`, 0 where only all years together tell it.

    `cents` is the least that changed its purpose: a plan may grow or shrink at the same time.
    """

    year: int
    taken: tuple[tuple[Purse, Cents], ...]
    given: tuple[tuple[Purse, Cents], ...]

    @property
    def cents(self) -> Cents:
        """The smaller of what was taken and what was given."""
        return min(sum(cents for _, cents in self.taken), sum(cents for _, cents in self.given))


def list_moves(in_force: Iterable[PlanLine], new: Sequence[PlanLine]) -> tuple[Move, ...]:
    """The moves per year; without any, those that only the years together show.

    Money that stays with its source and theme may go to another line, domain or year without being told.
    """
    domains = {line.domain for line in new}
    change: dict[int, Counter[Purse]] = {}
    signed = ((1, list(new)), (-1, [line for line in in_force if line.domain in domains]))
    for sign, lines in signed:
        for line in lines:
            change.setdefault(line.year, Counter())[line.source, line.theme] += sign * line.budget
    together: Counter[Purse] = Counter()
    for purses in change.values():
        for purse, cents in purses.items():
            together[purse] += cents
    found = [_move(year, change[year]) for year in sorted(change)]
    moves = tuple(move for move in found if move.cents)
    return moves or tuple(move for move in [_move(0, together)] if move.cents)


def _move(year: int, purses: Mapping[Purse, Cents]) -> Move:
    taken = tuple((purse, -cents) for purse, cents in sorted(purses.items()) if cents < 0)
    given = tuple((purse, cents) for purse, cents in sorted(purses.items()) if cents > 0)
    return Move(year, taken, given)
