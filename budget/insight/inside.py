"""What is inside a group: its worst pots, and the action lines, sources and themes that are red."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.model.figures import Part, Worst
from budget.model.words import Cents

Ints = NDArray[np.int64]
Members = tuple[Part, Ints]
"""A red part with the numbers of its lines."""


def pot_amounts(frame: pd.DataFrame, places: Ints) -> pd.DataFrame:
    """`short` and `unreleased_use` in cents of each pot of each group, by (group, pot)."""
    inside = places >= 0
    columns = ["budget", "used", "stated_budget", "stated_used", "released"]
    money = frame.loc[inside, columns].groupby([places[inside], frame["pot"].to_numpy()[inside]]).sum()
    stated = np.minimum(money["stated_budget"], money["stated_used"])  # whole cents, also of no rows
    return pd.DataFrame(
        {
            "short": (money["used"] - money["budget"]).clip(lower=0),
            "unreleased_use": (stated - money["released"]).clip(lower=0),
        }
    )


def worst_pots(amounts: pd.Series[int], where: Callable[[int, int], str]) -> dict[int, Worst]:
    """Per group the pot with the largest amount, the first of equals; no group without any amount.

    `where(group, pot)` tells a pot in a sentence.
    """
    found: dict[int, tuple[int, Cents, int]] = {}
    positive = amounts[amounts > 0]
    places = (positive.index.get_level_values(level).tolist() for level in (0, 1))
    for group, pot, cents in zip(*places, positive.tolist(), strict=True):
        best, most, number = found.get(group, (pot, 0, 0))
        found[group] = (pot, cents, number + 1) if cents > most else (best, most, number + 1)
    return {g: Worst(where(g, pot), cents, number - 1) for g, (pot, cents, number) in found.items()}


def held_parts(parts: Sequence[Members], places: Ints) -> dict[int, tuple[Part, ...]]:
    """Per group the red parts whose lines are all in it, the largest amount first."""
    held: dict[int, list[Part]] = {}
    for part, lines in parts:
        groups = places[lines]
        if groups[0] >= 0 and (groups == groups[0]).all():
            held.setdefault(int(groups[0]), []).append(part)
    return {group: tuple(sorted(found, key=lambda p: (-p.cents, p.name))) for group, found in held.items()}
