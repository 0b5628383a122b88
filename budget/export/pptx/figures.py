"""The key figures of the programme in words for a slide."""

from __future__ import annotations

from budget import labels
from budget.charts.tables import NOT_YET
from budget.model.figures import Measures
from budget.model.words import Cents


def key_figures(m: Measures, tells_silent: bool) -> list[tuple[str, str, str]]:
    """Name, amount and share of the budget in words; with `tells_silent` none for a domain without data."""
    left: tuple[tuple[str, Cents, None], ...] = (("Vrije ruimte", m.free, None),)
    if m.is_told_apart:
        left = ("Ruimte in potten", m.room, None), ("Tekort in potten", m.short, None)
    amounts = (
        ("Begroot", m.budget, None),
        ("Vrijgegeven", m.released, None),
        *_spent(m, tells_silent),
        *left,
        ("Prognose", m.forecast.p50, None),
    )
    return [
        (name, NOT_YET if cents is None and name in _MEASURED else labels.euro_short(cents), _share(share))
        for name, cents, share in amounts
    ]


_MEASURED = "Besteed", "Verplicht"


def _share(share: float | None) -> str:
    return "" if share is None else labels.percent(share)


def _spent(m: Measures, tells_silent: bool) -> tuple[tuple[str, Cents | None, float | None], ...]:
    """Spent, planned and committed; None for a domain that delivered nothing."""
    if tells_silent and m.is_silent:
        return tuple((name, None, None) for name in _MEASURED)
    return (
        ("Besteed", m.realised, m.depletion),
        ("Gepland tot nu", m.norm, m.norm_share),
        ("Verplicht", m.committed, None),
    )
