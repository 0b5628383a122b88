"""The key figures of the programme for a slide."""

from __future__ import annotations

from budget.export.cells import Cell, RoundEuros, Share
from budget.labels import NOT_YET
from budget.model.figures import Measures


def key_figures(m: Measures, hides_silent: bool) -> list[tuple[Cell, ...]]:
    """Name, amount and share of the budget; with `hides_silent` none for a domain without data."""
    left: list[tuple[Cell, ...]] = [("Vrije ruimte", RoundEuros(m.free), "")]
    if m.has_room_and_shortage:
        left = [("Ruimte in potten", RoundEuros(m.room), ""), ("Tekort in potten", RoundEuros(m.short), "")]
    return [
        ("Begroot", RoundEuros(m.budget), ""),
        ("Vrijgegeven", RoundEuros(m.released), ""),
        *_spent(m, hides_silent),
        *left,
        ("Prognose", RoundEuros(m.forecast.p50), ""),
    ]


def _spent(m: Measures, hides_silent: bool) -> list[tuple[Cell, ...]]:
    """Spent, planned and committed, or that a domain delivered nothing."""
    if hides_silent and m.is_silent:
        return [("Besteed", NOT_YET, ""), ("Verplicht", NOT_YET, "")]
    return [
        ("Besteed", RoundEuros(m.realised), "" if m.depletion is None else Share(m.depletion)),
        ("Gepland tot nu", RoundEuros(m.norm), "" if m.norm_share is None else Share(m.norm_share)),
        ("Verplicht", RoundEuros(m.committed), ""),
    ]
