"""The tables as pandas DataFrames: their columns, dtypes and units, stated once.

Money is int64 cents. An amount that may be unknown is Int64; <NA> means unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from budget.model.content import Movement, PlanLine
from budget.model.figures import LineFacts, Row
from budget.model.words import MONTHS

CENTS, MAYBE_CENTS, TEXT, DAY, SHARE, FLAG, COUNT = (
    "int64",
    "Int64",
    "str",
    "datetime64[s]",
    "float64",
    "bool",
    "int64",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, its unit ('' for a text) and what it means."""

    name: str
    dtype: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of frame: every frame of this kind has these columns, in this order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def frame(self, data: Mapping[str, Any], length: int | None = None) -> pd.DataFrame:
        """A frame of this kind. Raises KeyError when a column is missing from `data`."""
        columns = {column.name: pd.Series(data[column.name], dtype=column.dtype) for column in self.columns}
        return pd.DataFrame(columns, index=pd.RangeIndex(length) if length is not None else None)


def _cents(name: str, meaning: str) -> Column:
    return Column(name, CENTS, "cents", meaning)


def _text(name: str, meaning: str) -> Column:
    return Column(name, TEXT, "", meaning)


def _day(name: str, meaning: str) -> Column:
    return Column(name, DAY, "date", meaning)


def _share(name: str, meaning: str) -> Column:
    return Column(name, SHARE, "fraction", meaning)


_LINE = (
    _text("code", "code of the plan line; '' for money that is in no plan"),
    _text("source", "code of the funding source"),
    _text("theme", "code of the theme within its source; '' where it has none"),
    _text("domain", "code of the task domain"),
)
PHASING = tuple(f"phasing_{month:02}" for month in range(1, MONTHS + 1))
REALISED = tuple(f"realised_{month:02}" for month in range(1, MONTHS + 2))

PLAN = Table(
    "plan",
    "The plan in force: one row per plan line and year.",
    (
        *_LINE,
        _text("action_line", "line of work inside the domain"),
        _text("activity", "what the money is for"),
        _text("budget_holder", "id of the person who may dispose of it"),
        Column("year", "int64", "year", "fiscal year"),
        _cents("budget", "amount in the plan in force"),
        Column("released", MAYBE_CENTS, "cents", "part the council has released; <NA> where not stated"),
        *(_cents(name, f"planned for month {n}") for n, name in enumerate(PHASING, 1)),
    ),
)
LEDGER = Table(
    "ledger",
    "What counts as booked: one row per acceptance, ledger code and month (or day).",
    (
        Column("seq", COUNT, "number", "acceptance that brought it"),
        _text("code", "code as the ledger names it"),
        _text("source", "funding source the ledger states; '' where it states none"),
        _text("theme", "theme the ledger states; '' where it states none"),
        _day("on", "day, or last day of the month, of the bookings"),
        _cents("cents", "bookings added, less those taken away"),
    ),
)
FACTS = Table(
    "facts",
    "One row per plan line at a reference date, ready to be summed.",
    (
        *_LINE,
        _text("action_line", "line of work inside the domain"),
        _text("activity", "what the money is for"),
        _text("budget_holder", "id of the person who may dispose of it"),
        Column("planned", FLAG, "yes/no", "whether the line is in a plan"),
        _cents("budget", "amount in the plan in force"),
        _cents("original_budget", "amount in the first accepted plan"),
        Column("released", MAYBE_CENTS, "cents", "part the council has released; <NA> where not stated"),
        _cents("committed", "open commitments"),
        Column("own_forecast", MAYBE_CENTS, "cents", "the holder's own outturn; <NA> where none"),
        *(_cents(name, f"planned for month {n}") for n, name in enumerate(PHASING, 1)),
        *(_cents(name, f"booked in month {n}") for n, name in enumerate(REALISED[:MONTHS], 1)),
        _cents(REALISED[MONTHS], "booked after the year"),
    ),
)
DEPLETION = Table(
    "depletion",
    "The measures of each group at a reference date.",
    (
        _text("key", "identifies the group; '' for what is in no plan"),
        _text("name", "name of the group"),
        _text("domain", "domain the group is in; '' across domains"),
        _cents("budget", "amount in the plan in force"),
        _cents("original_budget", "amount in the first accepted plan"),
        Column("released", MAYBE_CENTS, "cents", "part the council has released; <NA> where unknown"),
        Column("released_unknown", COUNT, "lines", "lines that do not state their release"),
        _cents("realised", "booked up to the reference date"),
        _cents("committed", "open commitments"),
        _cents("used", "realised + committed"),
        _cents("free", "budget - used; below zero is a shortage"),
        _cents("short", "used beyond the budget, summed over pots (domain, source, theme)"),
        _cents("room", "budget not yet used, summed over pots; free = room - short"),
        _cents("unreleased_use", "used within the budget but not released, summed over pots"),
        _share("depletion", "realised / budget; NaN without a budget"),
        _share("used_share", "used / budget; NaN without a budget"),
        _cents("norm", "planned up to the pace date: up to which statements reach"),
        _cents("ahead", "realised at the pace date - norm; above zero is faster than planned"),
        _cents("realised_later", "the part of realised that was booked after the pace date"),
        _day("known_until", "earliest pace date of its domains; NaT without a statement"),
        _text("signal", "colour of the signal"),
        _text("reason", "reason of the signal, in Dutch"),
    ),
)
FORECAST = Table(
    "forecast",
    "The expected outturn of each group at year end.",
    (
        _text("key", "identifies the group; '' for what is in no plan"),
        _text("name", "name of the group"),
        _cents("budget", "amount in the plan in force"),
        _cents("p10", "one in ten years ends lower"),
        _cents("p50", "expected outturn"),
        _cents("p90", "one in ten years ends higher"),
        _cents("variance", "budget - p50; above zero is left over"),
        _share("run_out_probability", "chance that the budget is passed before year end"),
        _day("run_out_p50", "expected day on which it is; NaT when not before year end"),
    ),
)
SNAPSHOTS = Table(
    "snapshots",
    "The signed snapshots, oldest first.",
    (
        _day("meeting", "date of the meeting"),
        _day("as_of", "reference date"),
        Column("known_at", COUNT, "number", "last acceptance that counts"),
        _text("sha256", "hash of the frozen content"),
        _cents("budget", "of the whole programme"),
        _cents("realised", "of the whole programme"),
        _cents("committed", "of the whole programme"),
        _cents("free", "of the whole programme"),
    ),
)
TABLES = {table.name: table for table in (PLAN, LEDGER, FACTS, DEPLETION, FORECAST, SNAPSHOTS)}


def _months(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    columns: Iterable[Any] = zip(*rows, strict=True) if rows else [[] for _ in names]
    return dict(zip(names, columns, strict=True))


def _fields(names: Sequence[str], rows: Sequence[Any]) -> dict[str, list[Any]]:
    return {name: [getattr(row, name) for row in rows] for name in names}


def plan_frame(lines: Sequence[PlanLine], phasings: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Plan lines as a PLAN frame, with the phasing used for each (stated, or else spread evenly)."""
    names = [column.name for column in PLAN.columns if column.name not in PHASING]
    return PLAN.frame(_fields(names, lines) | _months(PHASING, phasings), len(lines))


def ledger_frame(movements: Sequence[Movement]) -> pd.DataFrame:
    """Booking totals as a LEDGER frame."""
    names = [column.name for column in LEDGER.columns]
    data = _months(names, movements) if movements else {name: [] for name in names}
    return LEDGER.frame(data, len(movements))


def facts_frame(lines: Sequence[LineFacts]) -> pd.DataFrame:
    """The facts of lines as a FACTS frame, in the order given."""
    named = [column.name for column in FACTS.columns if column.name not in (*PHASING, *REALISED)]
    data = _fields([name for name in named if name not in ("code", "source", "theme")], lines)
    data |= _fields(("code", "source", "theme"), [line.key for line in lines])
    data |= _months(PHASING, [line.phasing for line in lines])
    return FACTS.frame(data | _months(REALISED, [line.realised for line in lines]), len(lines))


def depletion_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """The measures of groups as a DEPLETION frame."""
    data: dict[str, Any] = _fields(("key", "name", "domain"), rows)
    measured = ("budget", "original_budget", "released", "released_unknown", "realised", "committed", "used",
                "free", "short", "room", "unreleased_use", "depletion", "used_share", "norm",
                "ahead", "realised_later", "known_until")  # fmt: skip
    data |= _fields(measured, [row.measures for row in rows])
    data["signal"] = [row.signal.colour.value for row in rows]
    data["reason"] = [row.signal.reason for row in rows]
    return DEPLETION.frame(data, len(rows))


def forecast_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """The expected outturn of groups as a FORECAST frame."""
    data: dict[str, Any] = _fields(("key", "name"), rows)
    data |= _fields(("budget", "variance"), [row.measures for row in rows])
    data |= _fields(("p10", "p50", "p90"), [row.measures.forecast for row in rows])
    data["run_out_probability"] = [row.measures.run_out.probability for row in rows]
    data["run_out_p50"] = [row.measures.run_out.p50 for row in rows]
    return FORECAST.frame(data, len(rows))
