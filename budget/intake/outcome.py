"""Result of checking one file: sheet reports, findings, records and ledgers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from budget.intake.grammar.periods import Period
from budget.model.content import Amendment, Booking, Finding, MoveDecision, SheetReport
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

    def by_row(self, rows: Sequence[int]) -> dict[str, dict[int, Cents]]:
        """Cents booked and committed in each row of the sheet, counted from 1."""
        realised: dict[int, Cents] = {}
        committed: dict[int, Cents] = {}
        of_kind, kinds = {Kind.REALISED: realised, Kind.COMMITTED: committed}, self.columns["kind"]
        of_code = [of_kind[kind] if isinstance(kind, Kind) else {} for kind in kinds.values]
        for row, code, cents in zip(rows, kinds.codes, self.columns["amount"].all(), strict=True):
            if isinstance(cents, int):
                of_code[code][row + 1] = cents
        money_by_kind = {"realised": realised, "committed": committed}
        return dict(
            sorted(((n, cents) for n, cents in money_by_kind.items() if cents), key=lambda pair: min(pair[1]))
        )

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
