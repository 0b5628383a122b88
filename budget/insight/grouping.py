"""Lines in numbered groups, and the sums of each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Columns = Mapping[str, Ints]
"""Columns by name, with one value per line."""
SUMMED = ("budget", "original_budget", "committed", "realised", "norm", "released", "stated", "with_budget",
           "released_with_budget", "unknown", "realised_later")  # fmt: skip
"""The columns that a group has sums of."""


@dataclass(frozen=True)
class Grouping:
    """The group number of each line, -1 for none; `keys` are those of the groups, by number."""

    keys: Sequence[str]
    places: Ints

    @classmethod
    def of(cls, keys: Sequence[str | None], order: Sequence[str]) -> Grouping:
        """The lines with these keys, None for a line in no group; the groups are numbered in `order`."""
        number = {key: n for n, key in enumerate(order)}
        return cls(order, np.array([-1 if k is None else number[k] for k in keys], dtype=np.int64))

    def sums(self, columns: Columns) -> dict[str, list[int]]:
        """For each column the sum per group, in cents; 0 for a group without lines."""
        inside = self.places >= 0
        found = np.zeros((len(self.keys), len(SUMMED)), dtype=np.int64)
        np.add.at(found, self.places[inside], np.stack([columns[name] for name in SUMMED], axis=1)[inside])
        return dict(zip(SUMMED, found.T.tolist(), strict=True))

    def first(self) -> list[int]:
        """The first line of each group, -1 for a group without lines."""
        found = np.full(len(self.keys), -1, dtype=np.int64)
        inside = np.flatnonzero(self.places >= 0)[::-1]
        found[self.places[inside]] = inside
        numbers: list[int] = found.tolist()
        return numbers

    def only(self, values: Sequence[str]) -> list[str]:
        """The value that all lines of a group share; '' if they differ or there are none."""
        seen: list[set[str]] = [set() for _ in self.keys]
        for place, value in zip(self.places.tolist(), values, strict=True):
            if place >= 0:
                seen[place].add(value)
        return [next(iter(found)) if len(found) == 1 else "" for found in seen]
