"""The published tables: their columns, types and meaning, stated once, for docs and readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

SCHEMA = 1
"""Raised when a column changes meaning or is removed; readers refuse a number they do not know."""

Value: TypeAlias = "str | int | bool | None"
Rows: TypeAlias = "list[tuple[Value, ...]]"
Published: TypeAlias = "dict[tuple[str, int], Rows]"
"""The rows of each (table, year)."""
TEXT, NUMBER, FLAG, DAY = "text", "int64", "bool", "day (ISO text)"
PARTITIONS = ("programme", "year")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, and its meaning. An amount is int64 cents, never a float."""

    name: str
    kind: str
    meaning: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; the partitions `programme` and `year` are in the path, not in the file."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _text(name: str, meaning: str) -> Column:
    return Column(name, TEXT, meaning)


def _day(name: str, meaning: str, *, is_optional: bool = False) -> Column:
    return Column(name, DAY, meaning, is_optional)


def _number(name: str, meaning: str, *, is_optional: bool = False) -> Column:
    return Column(name, NUMBER, meaning, is_optional)


_N = _number("n", "number of the snapshot within its programme")
_MONEY = (
    _text("source", "code of the funding source; '' for what is in no plan"),
    _text("theme", "code of the theme within its source; '' for none"),
)
ADDED = (
    "budget", "original_budget", "realised", "committed", "used", "free", "short", "room", "unreleased_use",
    "norm", "ahead", "realised_later", "forecast_p50",
)  # fmt: skip
"""The measures that may be added up over areas, by their code names."""
AREAS = Table(
    "areas",
    "The area and what it consented to: one row.",
    (
        _text("area", "name of the area"),
        _text("name", "name of the programme"),
        _text("scope", "which money the figures are about"),
        _text("notice", "what must be said beside every figure, such as that it is fictional"),
        _number("inhabitants", "inhabitants of the area"),
        _day("counted_on", "the day of that number"),
        _day("shared_since", "the day on which two persons had agreed to share"),
        _day("as_of", "up to where the month totals and commitments reach"),
        _number("known_at", "last acceptance that they count"),
    ),
)
SNAPSHOTS = Table(
    "snapshots",
    "Every signed snapshot of the year.",
    (
        _N,
        _day("meeting", "the meeting it was signed for"),
        _day("as_of", "its reference date"),
        _number("known_at", "last acceptance that counts"),
        _text("signed_at", "moment of the second signature, UTC"),
        _text("sha256", "hash of the frozen content"),
        _text("replaces", "hash of the snapshot that it corrects; '' for none"),
        Column("is_replaced", FLAG, "a later snapshot corrects it"),
        Column("stands", FLAG, "the newest of the year: what a roll-up counts"),
    ),
)
MEASURES = Table(
    "measures",
    "The measures of each signed snapshot, as they were signed: of the programme, and by group.",
    (
        _N,
        _text("by", "programme, domain, source or theme"),
        _text("key", "key of the group; '' for what is in no plan"),
        _text("name", "name of the group"),
        *_MONEY,
        _text("domain", "code of the domain; '' across domains"),
        *(_number(name, "cents, as defined for the measure of this name") for name in ADDED),
        _number("released", "cents released by the council", is_optional=True),
        _number("released_unknown", "lines that do not state their release"),
        _number("forecast_p10", "cents: one in ten years ends lower"),
        _number("forecast_p90", "cents: one in ten years ends higher"),
        _day("known_until", "earliest pace date of its domains", is_optional=True),
        _text("colour", "colour of the signal that was signed"),
        _text("rule", "the rule that decided"),
        _text("reason", "its reason, in Dutch"),
    ),
)
REPAYMENTS = Table(
    "repayments",
    "The roll-forward in each signed snapshot: year 0 in `of_year` is all years together.",
    (
        _N,
        *_MONEY,
        _text("name", "name of the source and theme"),
        _number("of_year", "the year; 0 for all years together"),
        _number("received", "cents received"),
        _number("spent", "cents spent"),
        _number("repaid", "cents that may go nowhere any more"),
        _number("at_risk", "cents expected to be left after the last year", is_optional=True),
    ),
)
MISSING = Table(
    "missing",
    "What bookings did not reach when a snapshot was signed, as both persons said to know.",
    (
        _N,
        _text("domain", "code of the domain"),
        _text("name", "name of the domain"),
        _day("known_until", "where its bookings end; empty when there are none", is_optional=True),
    ),
)
_LINE = (
    _text("code", "code of the plan line; '' for what is in no plan"),
    _text("domain", "code of the domain"),
    *_MONEY,
)
MONTHS = Table(
    "months",
    "Accepted totals per line and month, up to `areas.as_of`.",
    (
        *_LINE,
        _number("month", "1 to 12; 13 is what was booked after the year"),
        _number("planned", "cents planned for the month"),
        _number("realised", "cents booked in the month"),
    ),
)
COMMITMENTS = Table(
    "commitments",
    "Open commitments per line at `areas.as_of`; no supplier, no document.",
    (*_LINE, _number("open", "cents still open")),
)
OUTTURNS = Table(
    "outturns",
    "What each domain became in a year that is over; only where its bookings reach 31 December.",
    (_text("domain", "code of the domain"), _number("outturn", "cents booked in the year")),
)
TABLES = {t.name: t for t in (AREAS, SNAPSHOTS, MEASURES, REPAYMENTS, MISSING, MONTHS, COMMITMENTS, OUTTURNS)}
