"""The table behind a chart: typed values, and the same values as people read them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from budget import labels
from budget.model.figures import Measures
from budget.model.words import Cents

NOTHING = "–"
NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes",
    "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
Headers = tuple[str, ...]
Cells = list[tuple[Any, ...]]


class Column(NamedTuple):
    """A header with the way its values (text, cents, shares, dates or None) are written in Dutch."""

    header: str
    show: Callable[[Any], str]


class Tabular(ABC):
    """A chart that can be read as a table; subclasses give `columns` and `cells()`."""

    __slots__ = ()
    columns: ClassVar[tuple[Column, ...]] = ()

    @property
    @abstractmethod
    def title(self) -> str:
        """The message of the chart in one line."""

    @abstractmethod
    def cells(self) -> Cells:
        """One tuple of typed values per row, in the order of `columns`."""

    def table(self) -> tuple[Headers, Cells]:
        """Headers and rows; amounts in cents, shares as fractions, days as dates, None where unknown."""
        return tuple(column.header for column in self.columns), self.cells()

    def display(self) -> tuple[Headers, list[tuple[str, ...]]]:
        """The same table in words: whole euros, percentages without decimals, 30-09-2024."""
        headers, cells = self.table()
        return headers, [tuple(map(_show, self.columns, row)) for row in cells]


def _show(column: Column, value: Any) -> str:
    return column.show(value)


def room(cents: Cents | None) -> str:
    """Free room in whole euros; a negative one says 'tekort'."""
    written = labels.euro(cents)
    return f"{written} (tekort)" if cents is not None and cents < 0 else written


def amount_or_nothing(cents: Cents | None) -> str:
    """Whole euros, or a dash where the value lies in the past or in the future."""
    return NOTHING if cents is None else labels.euro(cents)


def release(measures: Measures) -> str:
    """The released amount in a sentence, with what is not known of it."""
    written = labels.euro(measures.released)
    unknown = measures.released_unknown
    if measures.released is None or not unknown:
        return written
    return f"{written} (van {labels.count(unknown, 'regel', 'regels')} onbekend)"


def unknown_lines(count: int) -> str:
    """Of how many lines a figure is not known: `3 regels`, or a dash."""
    return labels.count(count, "regel", "regels") if count else NOTHING


def is_release_known(measures: Measures) -> bool:
    """True when the released amount is known of every line of the group."""
    return measures.released is not None and not measures.released_unknown


def in_words(number: int) -> str:
    """Numbers up to twelve as a Dutch word."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
