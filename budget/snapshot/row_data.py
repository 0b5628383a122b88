"""A row of figures as plain data and back: the one form in which figures leave the house."""

from __future__ import annotations

from datetime import date
from typing import Any

from budget.model import By, Colour, Interval, Measures, Row, RunOut, Signal


def row_data(row: Row) -> dict[str, Any]:
    """The measures of `row` by their names in measures.md: cents, and shares as fractions or None."""
    m = row.measures
    return {
        "by": row.by.value,
        "key": row.key,
        "name": row.name,
        "domain": row.domain,
        "budget": m.budget,
        "original_budget": m.original_budget,
        "released": m.released,
        "released_unknown": m.released_unknown,
        "realised": m.realised,
        "committed": m.committed,
        "used": m.used,
        "free": m.free,
        "depletion": m.depletion,
        "used_share": m.used_share,
        "norm": m.norm,
        "ahead": m.ahead,
        "forecast": {"p10": m.forecast.p10, "p50": m.forecast.p50, "p90": m.forecast.p90},
        "variance": m.variance,
        "run_out": {
            "p10": _day(m.run_out.p10),
            "p50": _day(m.run_out.p50),
            "p90": _day(m.run_out.p90),
            "probability": m.run_out.probability,
        },
        "signal": {"colour": row.signal.colour.value, "rule": row.signal.rule, "reason": row.signal.reason},
    }


def row_from_data(data: dict[str, Any]) -> Row:
    """The row that row_data() wrote down; derived measures are derived again."""
    run_out = data["run_out"]
    return Row(
        by=By(data["by"]),
        key=data["key"],
        name=data["name"],
        domain=data["domain"],
        measures=Measures(
            budget=data["budget"],
            original_budget=data["original_budget"],
            released=data["released"],
            released_unknown=data["released_unknown"],
            realised=data["realised"],
            committed=data["committed"],
            norm=data["norm"],
            forecast=Interval(**data["forecast"]),
            run_out=RunOut(
                _date(run_out["p10"]), _date(run_out["p50"]), _date(run_out["p90"]), run_out["probability"]
            ),
        ),
        signal=Signal(Colour(data["signal"]["colour"]), data["signal"]["rule"], data["signal"]["reason"]),
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
