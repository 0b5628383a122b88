"""Result of checking one file: sheet reports, findings, records and ledgers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import and_
from typing import Any

from budget.intake.grammar.periods import Period
from budget.model.content import Amendment, Booking, Finding, MoveDecision, SheetReport
from budget.model.row_amounts import RowAmounts
from budget.model.words import Cents, Kind, SheetKind

Say = Callable[[float, str], None]
"""Progress callback: a fraction from 0 to 1, and Dutch words for the step."""
Value = Any
"""Parsed value of a cell, or a Fault; the type depends on the column's reader."""
BOOKING_FIELDS = Booking._fields


@dataclass(slots=True)
class ParsedColumn:
    """A read column: `values[codes[n]]` is the value in data row n; `bad` are the codes with a fault."""

    codes: array[int]
    values: list[Any]
    bad: frozenset[int] = frozenset()

    def __getitem__(self, row: int) -> Value:
        """The value in a data row."""
        return self.values[self.codes[row]]

    def distinct(self) -> set[Any]:
        """The different values that rows have."""
        return set(map(self.values.__getitem__, set(self.codes)))

    def all(self) -> Iterable[Any]:
        """The value of each data row."""
        return map(self.values.__getitem__, self.codes)


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope that a ledger sheet states, beside the lines it names: whole domains, and listed codes.

    `no_commitments`: it states that no commitment is open.
    """

    domains: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    no_commitments: bool = False


@dataclass(slots=True)
class LedgerSheet:
    """One ledger sheet, read. `rows` counts its bookings; `columns` hold the fields of Booking in its order.

    `totals` are cents per domain code, '' for codes of unknown domain. `cells` as in Statement.
    """

    sheet: str
    rows: int
    columns: dict[str, ParsedColumn]
    period: Period
    states_bookings: bool
    states_commitments: bool
    scope: Scope = Scope()
    totals: dict[str, Cents] = field(default_factory=dict)
    cells: tuple[tuple[int, str], ...] = ()

    def by_row(self, rows: Sequence[int]) -> dict[str, RowAmounts]:
        """Cents booked and committed in each row of the sheet, counted from 1; the first row's kind first."""
        kinds, amounts = self.columns["kind"], self.columns["amount"]
        is_money = [isinstance(value, int) for value in amounts.values]
        found = {}
        for name, wanted in (("realised", Kind.REALISED), ("committed", Kind.COMMITTED)):
            is_kind = [kind is wanted for kind in kinds.values]
            has_both = map(
                and_, map(is_kind.__getitem__, kinds.codes), map(is_money.__getitem__, amounts.codes)
            )
            chosen = bytearray(has_both)
            numbers = map((1).__add__, compress(rows, chosen))
            found[name] = RowAmounts.of(numbers, compress(amounts.all(), chosen))
        filled = [(name, cents) for name, cents in found.items() if cents.rows]
        return dict(sorted(filled, key=lambda one: one[1].first))

    def counted(self) -> Counter[tuple[Any, ...]]:
        """The rows with how often each occurs."""
        return Counter(zip(*(self.columns[name].all() for name in BOOKING_FIELDS), strict=True))


@dataclass(slots=True)
class CheckOutcome:
    """The outcome of one file. The records count only if no finding is an error.

    `plan_cells` and `release_cells` as in Content.
    """

    reports: list[SheetReport] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    records: dict[SheetKind, list[Any]] = field(default_factory=dict)
    ledgers: list[LedgerSheet] = field(default_factory=list)
    allowed_by: list[MoveDecision] = field(default_factory=list)
    amendment: Amendment | None = None
    plan_cells: tuple[tuple[int, str], ...] = ()
    release_cells: tuple[tuple[int, str], ...] = ()
    accepted: bool = False
