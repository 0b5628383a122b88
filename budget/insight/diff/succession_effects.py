"""What a file changes about where money on codes counts: which successors get it, what leaves the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from budget.insight.facts import UNPLANNED_KEY, Resolver
from budget.model.content import Movement
from budget.model.succession import Money, OrphanedMoney, RedirectedMoney
from budget.model.words import Cents, LineKey

_EVER = date.max


def list_followed(year: int, before: Resolver, after: Resolver) -> Iterator[RedirectedMoney]:
    """Money that counts on other lines after the file, because of a succession of its code."""
    ledger = _Ledger(after)
    for code in sorted(after.heirs.said.keys() | before.heirs.said.keys()):
        keys = ledger.keys(code)
        if all(before.heirs.shares(key, _EVER) == after.heirs.shares(key, _EVER) for key in keys):
            continue
        cents_by_heir: Counter[tuple[str, bool]] = Counter()
        for key, is_booked, cents in ledger.placed(code):
            cents_by_heir[key.code, is_booked] += cents
        heirs = sorted({heir for heir, _ in cents_by_heir})
        to = tuple((heir, (cents_by_heir[heir, True], cents_by_heir[heir, False])) for heir in heirs)
        if any(any(money) for _, money in to):
            yield RedirectedMoney(year, code, to)


def list_orphaned_money(year: int, before: Resolver, after: Resolver) -> Iterator[OrphanedMoney]:
    """Money that a plan or succession would push out of the plan, or bring back (negative), by code."""
    was, now = _Ledger(before), _Ledger(after)
    held = {line.code for version in before.in_force.values() for line in version.lines}
    for code in sorted(held | before.heirs.said.keys()):
        old, new = was.unplanned(code), now.unplanned(code)
        if old != new:
            yield OrphanedMoney(year, code, (new[0] - old[0], new[1] - old[1]))


class _Ledger:
    """The money in one state of knowledge, by the code that the ledger names."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._booked: dict[str, list[Movement]] = defaultdict(list)
        self._open: dict[str, dict[LineKey, Cents]] = defaultdict(dict)
        for movement in resolver.stated_movements(_EVER):
            self._booked[movement.code].append(movement)
        for key, commitment in resolver.stated_commitments(_EVER).items():
            self._open[key.code][key] = commitment.cents

    def keys(self, code: str) -> set[LineKey]:
        """The ledger keys of a code."""
        booked = {
            LineKey(booking.code, booking.source, booking.theme) for booking in self._booked.get(code, ())
        }
        return booked | self._open.get(code, {}).keys()

    def placed(self, code: str) -> Iterator[tuple[LineKey, bool, Cents]]:
        """Where the money on a code counts: (key, whether it is booked rather than committed, cents)."""
        for movement in self._resolver.heirs.movements(self._booked.get(code, ())):
            yield LineKey(movement.code, movement.source, movement.theme), True, movement.cents
        for key, cents in self._open.get(code, {}).items():
            for heir, part in self._resolver.heirs.split(key, _EVER, cents).items():
                yield heir, False, part

    def unplanned(self, code: str) -> Money:
        """The money on a code that is on no plan line."""
        sums = [0, 0]
        for key, is_booked, cents in self.placed(code):
            if self._resolver.resolve_line(*key)[1] == UNPLANNED_KEY:
                sums[not is_booked] += cents
        return sums[0], sums[1]
