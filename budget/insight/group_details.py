"""Details of a group: its worst pots, and its red action lines, sources and themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.model.figures import Facts, LargestPot, Part
from budget.model.words import Cents

Ints = NDArray[np.int64]
Members = tuple[Part, Ints]
"""A red part with the numbers of its lines."""


class PotAmounts(NamedTuple):
    """The pots of each group: their numbers, and `short` and `unreleased_use` in cents, all of one length.

    `to_find` is `short` for pots with a budget below zero and nothing spent, 0 for others.
    """

    groups: Ints
    pots: Ints
    short: Ints
    unreleased_use: Ints
    to_find: Ints

    def sums(self, amounts: Ints, groups: int) -> list[Cents]:
        """These amounts summed per group, 0 for a group without pots."""
        totals = np.zeros(groups, dtype=np.int64)
        np.add.at(totals, self.groups, amounts)
        numbers: list[Cents] = totals.tolist()
        return numbers


def pot_amounts(frame: pd.DataFrame, places: Ints) -> PotAmounts:
    """The pots of each group, by group and pot; lines with place -1 are in no group."""
    inside = np.flatnonzero(places >= 0)
    pot = frame["pot"].to_numpy()
    lines = inside[np.lexsort((pot[inside], places[inside]))]
    groups, pots = places[lines], pot[lines]
    is_next = (groups[1:] != groups[:-1]) | (pots[1:] != pots[:-1])
    starts = np.flatnonzero(np.r_[True, is_next][: len(lines)])

    def total(column: str) -> Ints:
        return np.add.reduceat(frame[column].to_numpy()[lines], starts) if len(starts) else lines

    budget, spent = total("budget"), total("used")
    short = np.maximum(spent - budget, 0)
    released_use = np.minimum(total("stated_budget"), total("stated_used"))
    return PotAmounts(
        groups[starts],
        pots[starts],
        short,
        np.maximum(released_use - total("released"), 0),
        np.where((budget < 0) & (spent <= 0), short, 0),
    )


def saving_task_cents(facts: Facts) -> Cents:
    """How many cents of the programme's `short` are saving tasks: see PotAmounts."""
    if all(line.budget >= 0 for line in facts.lines):
        return 0
    pots: defaultdict[tuple[str, str, str], list[Cents]] = defaultdict(lambda: [0, 0])
    for line in facts.lines:
        pot = pots[line.domain, line.key.source, line.key.theme]
        pot[0] += line.budget
        pot[1] += sum(line.realised) + line.committed
    return sum(max(spent - budget, 0) for budget, spent in pots.values() if budget < 0 and spent <= 0)


def released_beyond_budget(facts: Facts) -> Cents:
    """How many cents of the programme's `released` cannot be used: beyond the budget of their pot.

    0 where no other pot waits for a release: then all that can be used is released.
    """
    pots: defaultdict[tuple[str, str, str], list[Cents]] = defaultdict(lambda: [0, 0])
    for line in facts.lines:
        if line.planned and line.released is not None:
            pot = pots[line.domain, line.key.source, line.key.theme]
            pot[0] += line.budget
            pot[1] += line.released
    is_waiting = any(released < budget for budget, released in pots.values())
    return sum(max(0, released - max(0, budget)) for budget, released in pots.values()) if is_waiting else 0


def largest_pots(pots: PotAmounts, amounts: Ints, where: Callable[[int, int], str]) -> dict[int, LargestPot]:
    """For each group, the pot with the largest amount (the first on a tie).

    Groups without an amount are left out.

    `where(group, pot)` describes a pot in a sentence.
    """
    largest: dict[int, tuple[int, Cents, int]] = {}
    is_some = amounts > 0
    columns = (pots.groups[is_some], pots.pots[is_some], amounts[is_some])
    for group, pot, cents in zip(*(column.tolist() for column in columns), strict=True):
        best, most, number = largest.get(group, (pot, 0, 0))
        largest[group] = (pot, cents, number + 1) if cents > most else (best, most, number + 1)
    return {g: LargestPot(where(g, pot), cents, number - 1) for g, (pot, cents, number) in largest.items()}


def red_parts_of_groups(parts: Sequence[Members], places: Ints) -> dict[int, tuple[Part, ...]]:
    """For each group, the red parts whose lines are all in it, largest amount first."""
    by_group: dict[int, list[Part]] = {}
    for part, lines in parts:
        groups = places[lines]
        if groups[0] >= 0 and (groups == groups[0]).all():
            by_group.setdefault(int(groups[0]), []).append(part)
    return {
        group: tuple(sorted(group_parts, key=lambda p: (-p.cents, p.name)))
        for group, group_parts in by_group.items()
    }
