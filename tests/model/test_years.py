"""The years of a programme beside each other."""

from __future__ import annotations

from dataclasses import replace

from budget.model.years import YearRow, silent_years

PLANNED = YearRow(2025, "", "Alle bronnen", True, 100, None, 0, 0, 0, 90)


def test_a_planned_year_without_any_use_is_silent():
    spent = replace(PLANNED, year=2024, realised=5)
    committed = replace(PLANNED, year=2026, committed=5)
    unused_source = replace(PLANNED, year=2024, source="FONDS", name="Fonds")
    unplanned = replace(PLANNED, year=2023, has_plan=False, budget=0)
    assert silent_years((unused_source, spent, PLANNED, committed, unplanned)) == {2025}
