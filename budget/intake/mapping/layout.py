"""The description of a foreign layout: what its columns mean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from budget.intake.grammar.headers import header_key
from budget.intake.schema import SheetSpec, spec_of
from budget.model.words import SheetKind

JOIN = " + "
UNITS = (1, 1_000, 1_000_000)
YEAR_FIELDS = ("year", "fiscal_year")
"""The fields that hold a year."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer to an open question of a draft: a line that the person may uncomment.

    `key` is the TOML key or table it belongs to; `name` is our field, or their column for a table; `remark`
    says what the answer results in.
    """

    key: str
    name: str
    value: str | tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How one of our kinds of sheet is read from the foreign one; columns are named by their header there.

    Keys of `columns`, `constants` and `words` are our fields; `A + B` joins two columns. `words` translates
    the words of a column; where a source is read from the column of codes, only those codes have one. `minus`
    is the column to subtract (credit). `sign` -1 negates every amount. `only` keeps the rows in which a
    column holds one of some words; `without` drops them. `months` are twelve columns that become bookings at
    the end of the month, or four at the end of the quarter; '' where the sheet has no such column. Those in
    `forecast` do not count. `costs_only` drops rows below zero in `costs_by`, or in the own amount where that
    is '', empty or zero. `adds_up` merges the rows of one code into one plan line. In the columns of
    `goes_on` an empty cell repeats the one above. `is_asked`: a person must choose whether the amounts are of
    this kind. `offers` and `remarks` (by the first word of a line) are for the person who corrects a draft.
    """

    kind: SheetKind
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    minus: str = ""
    sign: int = 1
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    costs_only: bool = False
    adds_up: bool = False
    costs_by: str = ""
    forecast: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    is_asked: bool = False
    offers: tuple[Offer, ...] = field(default=(), compare=False)
    remarks: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def spec(self) -> SheetSpec:
        """The declaration of our kind of sheet."""
        return spec_of(self.kind)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that are not mapped yet.

        Without a date, a booking counts on the last day of its fiscal year.
        """
        known_fields = set(self.columns) | {name for name, value in self.constants.items() if value}
        known_fields |= {"amount", "date"} if self.months else set()
        known_fields |= {"date"} if "fiscal_year" in self.columns else set()
        missing_columns = (
            column for column in self.spec.required if not {column.field, column.instead} & known_fields
        )
        return tuple(column.field for column in missing_columns)

    @property
    def open_years(self) -> tuple[str, ...]:
        """The years of the file for which someone must still say whether they count."""
        words = {year: ours for name in YEAR_FIELDS for year, ours in self.words.get(name, {}).items()}
        return () if any(words.values()) else tuple(sorted(words))


@dataclass(frozen=True, slots=True)
class Layout:
    """A foreign layout: the texts of its header row, the unit of its amounts, and its parts.

    With `point`, amounts written as text have a decimal point (1,234.56); `order` is that of its dates, one
    of LAYOUT_ORDERS, or '' where each date is unambiguous. `domains` are the codes for which two persons
    accepted it; money of another domain is reported. `offers`, `notes` and the first `rows` as text are for
    the person who corrects a draft.
    """

    name: str
    headers: tuple[str, ...]
    unit: int
    parts: tuple[Part, ...]
    point: bool = False
    order: str = ""
    domains: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = field(default=(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    rows: tuple[tuple[str, ...], ...] = field(default=(), compare=False)

    @property
    def fingerprint(self) -> str:
        """The key by which its header row is recognised."""
        return fingerprint(self.headers)

    @property
    def read_headers(self) -> frozenset[str]:
        """The columns that some part reads or filters by."""
        names, headers_read = named_columns(self.headers), set[str]()
        for part in self.parts:
            texts = (*part.columns.values(), *part.months, part.minus, part.costs_by)
            headers_read.update(*(joined_columns(text, names) for text in texts))
            headers_read |= part.only.keys() | part.without.keys() | set(part.forecast)
        return frozenset(headers_read)


def with_years(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts; a year of the file filled in in one part is filled in in all."""
    words = [part.words.get(name, {}) for part in parts for name in YEAR_FIELDS]
    known_years = {year: ours for word_by_year in words for year, ours in word_by_year.items() if ours}

    def filled(part: Part) -> Part:
        years = {
            name: {year: ours or known_years.get(year, "") for year, ours in part.words[name].items()}
            for name in YEAR_FIELDS
            if name in part.words
        }
        return replace(part, words=part.words | years)

    return tuple(map(filled, parts))


def fingerprint(headers: Iterable[str]) -> str:
    """The key of a header row, ignoring case, accents and spaces."""
    return hashlib.sha256("\n".join(header_key(text) for text in headers).encode()).hexdigest()[:16]


def joined_columns(text: str, names: Mapping[str, int]) -> list[str]:
    """The columns that a text names: one, or several joined with ` + ` into one value."""
    return [text] if text in names else text.split(JOIN)


def named_columns(headers: Iterable[str]) -> dict[str, int]:
    """The place of each header by its text; the second of two equal ones is `text#2`."""
    names: dict[str, int] = {}
    counts: dict[str, int] = {}
    for place, text in enumerate(headers):
        counts[text] = counts.get(text, 0) + 1
        names[text if counts[text] == 1 else f"{text}#{counts[text]}"] = place
    return names
