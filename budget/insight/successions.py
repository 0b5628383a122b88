"""Where money on a renamed, merged or split code counts: on its successors, to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from budget.model.coverage import Movement
from budget.model.shares import share_out
from budget.model.succession import WHOLE, Succession, SuccessionKind, successions_in_force
from budget.model.words import Cents, LineKey

Shares = tuple[tuple[LineKey, Fraction], ...]
"""The keys that an amount goes to, each with its fraction; the fractions add up to 1."""


class SuccessorShares:
    """Where the money on a code goes, for one state of knowledge and one year.

    For each code the rows accepted last decide. Money stays on a code without successors; on a code that is
    still in the plan of the year, up to the day of its succession; and on a code one of whose successors has
    no line in that year.
    """

    def __init__(
        self,
        successions: Iterable[tuple[int, Succession]],
        known_at: int,
        lines: Iterable[LineKey],
        plans: Iterable[Sequence[LineKey]],
    ) -> None:
        """`lines` are those in force in the year, `plans` those of each plan of the year, oldest first."""
        self.said = successions_in_force(successions, known_at)
        self._rows = {c: rows for c, rows in self.said.items() if all(row.successor for row in rows)}
        self._lines = _by_code(lines) if self._rows else {}
        self._former: dict[str, list[LineKey]] = {}
        for plan in plans if self._rows else ():
            self._former |= _by_code(key for key in plan if key.code in self._rows)
        self._shares: dict[tuple[LineKey, date], Shares] = {}

    def shares(self, key: LineKey, on: date) -> Shares:
        """The keys that money on `key` dated `on` goes to; `key` itself where it stays."""
        if key.code not in self._rows:
            return ((key, Fraction(1)),)
        if (key, on) not in self._shares:
            shares = self._shares_of(key, on, frozenset())
            is_whole = all(heir.code in self._lines for heir in shares)
            self._shares[key, on] = tuple(shares.items()) if is_whole else ((key, Fraction(1)),)
        return self._shares[key, on]

    def movements(self, movements: Iterable[Movement]) -> list[Movement]:
        """Booking totals on the lines they count on; the parts of one successor add up to its share.

        The running total is shared out in order of day, so that splitting by day or month, or another
        reference date, makes no difference of a cent.
        """
        if not self._rows:
            return list(movements)
        stays, goes = [], defaultdict(list)
        for movement in movements:
            key = LineKey(movement.code, movement.source, movement.theme)
            shares = self.shares(key, movement.on)
            if shares[0][0] == key:
                stays.append(movement)
            else:
                goes[key, shares].append(movement)
        for (_, shares), group in goes.items():
            group.sort(key=lambda movement: (movement.on, movement.seq))
            for movement, parts in zip(
                group, parts_of([movement.cents for movement in group], shares), strict=True
            ):
                stays += [Movement(movement.seq, *k, movement.on, c) for k, c in parts if c]
        return stays

    def split(self, key: LineKey, on: date, cents: Cents) -> dict[LineKey, Cents]:
        """One amount dated `on`, shared out."""
        shares = self.shares(key, on)
        return dict(next(parts_of([cents], shares)))

    def renamed(self, code: str) -> str:
        """The present code of a line that was only renamed; else the code itself."""
        visited = {code}
        while code not in self._lines and (rows := self._rows.get(code)):
            if rows[0].fate is not SuccessionKind.RENAMED or rows[0].successor in visited:
                break
            code = rows[0].successor
            visited.add(code)
        return code

    def former_codes(self, code: str) -> list[str]:
        """The codes whose money can count on the line `code`."""
        codes = [code]
        for heir in codes:
            olds = (old for old, rows in self._rows.items() if any(row.successor == heir for row in rows))
            codes += [old for old in olds if old not in codes]
        return codes[1:]

    def _shares_of(self, key: LineKey, on: date, visited: frozenset[str]) -> dict[LineKey, Fraction]:
        rows = self._rows.get(key.code)
        if rows is None or key.code in visited or (key.code in self._lines and on < rows[0].since):
            return {key: Fraction(1)}
        shares: dict[LineKey, Fraction] = defaultdict(Fraction)
        for row in rows:
            heir = self._successor_line(row.successor, key)
            for last, part in self._shares_of(heir, on, visited | {key.code}).items():
                shares[last] += part * Fraction(row.share, WHOLE)
        return shares

    def _successor_line(self, code: str, key: LineKey) -> LineKey:
        """The one line of `code` that fits the source and theme of the row or its old line.

        Else a key with only the code.
        """
        old = [x for x in self._former.get(key.code, ()) if _fits(x, key.source, key.theme)]
        source, theme = (old[0].source, old[0].theme) if len(old) == 1 else (key.source, key.theme)
        lines = self._lines.get(code, ())
        fitting = [line for line in lines if _fits(line, source, theme)] or lines
        return fitting[0] if len(fitting) == 1 else LineKey(code, source, theme)


def _by_code(keys: Iterable[LineKey]) -> dict[str, list[LineKey]]:
    keys_by_code: dict[str, list[LineKey]] = defaultdict(list)
    for key in keys:
        keys_by_code[key.code].append(key)
    return dict(keys_by_code)


def _fits(line: LineKey, source: str, theme: str) -> bool:
    return source in ("", line.source) and theme in ("", line.theme)


def parts_of(amounts: Iterable[Cents], shares: Shares) -> Iterator[list[tuple[LineKey, Cents]]]:
    """Each amount in parts, such that the parts up to any amount are those of their running total."""
    whole = lcm(*(part.denominator for _, part in shares))
    weights = [int(part * whole) for _, part in shares]
    total, before = 0, (0,) * len(shares)
    for cents in amounts:
        total += cents
        after = share_out(total, weights)
        yield [(key, now - earlier) for (key, _), now, earlier in zip(shares, after, before, strict=True)]
        before = after
