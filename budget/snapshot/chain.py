"""The chain of snapshots: the hash of each, which one is in force, and which precedes another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from budget.store.snapshots import Snapshot, newest_signed


def digest(text: str) -> str:
    """SHA-256 of the canonical text of a content."""
    return hashlib.sha256(text.encode()).hexdigest()


def head_of(snapshots: Iterable[Snapshot]) -> str | None:
    """Hash of the last signed snapshot; None without one."""
    signed = newest_signed(snapshots)
    return signed.sha256 if signed else None


def last_before(snapshots: Iterable[Snapshot], meeting: date, as_of: date) -> Snapshot | None:
    """The snapshot to compare with: the last signed one of the latest earlier reference date in its year."""
    earlier = [
        s
        for s in snapshots
        if s.is_signed and s.meeting != meeting and s.as_of < as_of and s.as_of.year == as_of.year
    ]
    return max(earlier, key=lambda s: (s.as_of, s.id), default=None)


def snapshots_in_force(snapshots: Iterable[Snapshot]) -> dict[date, Snapshot]:
    """For each meeting the snapshot signed last, else its draft."""
    groups: dict[date, list[Snapshot]] = {}
    for snapshot in snapshots:
        groups.setdefault(snapshot.meeting, []).append(snapshot)
    return {meeting: newest_signed(group) or group[-1] for meeting, group in groups.items()}
