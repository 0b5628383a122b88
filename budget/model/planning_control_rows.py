"""The planning and control row of a group, from its measures."""

from __future__ import annotations

from collections.abc import Mapping

from budget.model.figures import Row
from budget.model.planning_control import NatureSplit, PcRow
from budget.model.words import By


def pc_row(row: Row, natures: Mapping[tuple[By, str], NatureSplit]) -> PcRow:
    """The amounts of `row`; `natures` has the groups for which the plan states the nature.

    Realised and committed are None for a group that delivered nothing.
    """
    m, split = row.measures, natures.get((row.by, row.key))
    return PcRow(
        by=row.by,
        key=row.key,
        name=row.name,
        domain=row.domain,
        original=m.original_budget,
        amended=m.budget - m.original_budget,
        budget=m.budget,
        released=m.released,
        released_unknown=m.released_unknown,
        realised=None if m.is_silent else m.realised,
        committed=None if m.is_silent else m.committed,
        forecast=m.forecast.p50,
        incidental=split.incidental if split else 0,
        structural=split.structural if split else 0,
    )
