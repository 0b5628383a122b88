"""Sentences about late bookings: dated before the earlier figures, or in a closed period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.insight.diff.free_room import Change
from budget.labels import count, day, euro, join_words, period_name
from budget.model.content import MovedBooking
from budget.model.periods import Period


def corrections_sentence(corrections: Sequence[MovedBooking], year: int) -> str:
    """`In 2025 telt € 250 mee als correctie op 2024 (1 boeking).`; empty without any."""
    if not corrections:
        return ""
    periods = join_words(list(dict.fromkeys(period_name(correction.period) for correction in corrections)))
    amount = sum(correction.cents for correction in corrections)
    number = count(len(corrections), "boeking", "boekingen")
    return f"In {year} telt {euro(amount)} mee als correctie op {periods} ({number})."


def late_sentence(changes: Sequence[Change], as_of: date) -> str:
    """The amount of new bookings dated up to `as_of` but known later; empty without any."""
    late = [change for change in changes if change.late]
    if not late:
        return ""
    lines = count(len({(change.domain, change.key) for change in late}), "regel", "regels")
    return (
        f"Van de nieuwe boekingen is {euro(sum(change.late for change in late))} te laat bekend: gedateerd "
        f"tot en met {day(as_of)}, op {lines}."
    )


def closed_sentence(closed_periods: Sequence[Period]) -> str:
    """The years and months that two persons closed; empty without any."""
    return (
        f"Afgesloten: {join_words([period_name(period) for period in closed_periods])}."
        if closed_periods
        else ""
    )
