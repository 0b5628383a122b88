"""Common parts of charts: their table, and the words for amounts and rows of measures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from budget import labels
from budget.model.figures import Measures, Row
from budget.model.words import By, Cents

EVEN_PERCENT = 2
LITTLE_PERCENT = 10
GROUPS = {
    By.PROGRAMME: ("gebied", "gebieden"),
    By.DOMAIN: ("opgavedomein", "opgavedomeinen"),
    By.ACTION_LINE: ("actielijn", "actielijnen"),
    By.LINE: ("regel", "regels"),
    By.SOURCE: ("bron", "bronnen"),
    By.THEME: ("thema", "thema's"),
    By.BUDGET_HOLDER: ("budgethouder", "budgethouders"),
    By.POT: ("pot", "potten"),
}
NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes",
    "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
Value = TypeVar("Value")
Headers = tuple[str, ...]
Cell = str | Cents | float | date | None
Cells = list[tuple[Cell, ...]]


class Column(NamedTuple):
    """A header, and the Dutch format of its values (text, cents, shares, dates or None)."""

    header: str
    show: Callable[..., str]


class Tabular(ABC):
    """A chart with its message, text alternative and table."""

    __slots__ = ()

    @property
    @abstractmethod
    def title(self) -> str:
        """The message of the chart, with figures in it."""

    @property
    @abstractmethod
    def alt(self) -> str:
        """The text alternative, with every figure of the picture."""

    @property
    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""

    @abstractmethod
    def cells(self) -> Cells:
        """One tuple of typed values per row, in the order of `columns`."""

    def table(self) -> tuple[Headers, Cells]:
        """Headers and rows; amounts in cents, shares as fractions, days as dates, None for unknown."""
        return tuple(column.header for column in self.columns), self.cells()

    def display(self) -> tuple[Headers, list[tuple[str, ...]]]:
        """The same table in words: whole euros, percentages without decimals, 30-09-2024."""
        headers, cells = self.table()
        shows = [column.show for column in self.columns]
        return headers, [tuple(show(value) for show, value in zip(shows, row, strict=True)) for row in cells]


def named_room(m: Measures, is_before: bool = False) -> str:
    """The same, named: `vrije ruimte € 9`, or `ruimte € 12, tekort € 3`."""
    if m.has_room_and_shortage and not is_before:
        return f"ruimte {labels.euro(m.room)}, tekort {labels.euro(m.short)}"
    return f"vrije ruimte {labels.room(m.free)}"


def euro_or_undelivered(cents: Cents | None) -> str:
    """Whole euros, or that nothing was delivered yet: a zero would look measured."""
    return labels.NOT_YET if cents is None else labels.euro(cents)


def measured_only(m: Measures, value: Value, is_told: bool = True) -> Value | None:
    """The measured value, None for a domain that delivered nothing; without `is_told` always the value."""
    return None if is_told and m.is_silent else value


def euro_or_dash(cents: Cents | None) -> str:
    """Whole euros, or a dash for a cell without a value."""
    return labels.NOTHING if cents is None else labels.euro(cents)


def percent_or_dash(share: float | None) -> str:
    """A share, or the mark of an empty cell."""
    return labels.NOTHING if share is None else labels.percent(share)


def released_words(measures: Measures) -> str:
    """The released amount in a sentence, with how many lines are unknown."""
    written = labels.euro(measures.released)
    unknown = measures.released_unknown
    if measures.released is None or not unknown:
        return written
    return f"{written} (van {labels.count(unknown, 'regel', 'regels')} onbekend)"


def unknown_lines(count: int) -> str:
    """The number of lines with an unknown figure: `3 regels`, or a dash."""
    return labels.count(count, "regel", "regels") if count else labels.NOTHING


def is_release_known(measures: Measures) -> bool:
    """Whether the released amount of every line in the group is known."""
    return measures.released is not None and not measures.released_unknown


def number_in_words(number: int) -> str:
    """Numbers up to twelve as a Dutch word."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def is_planned(row: Row) -> bool:
    """False for the row of money in no plan."""
    return row.by is By.PROGRAMME or bool(row.key)


def bar_chart_intro(by: By, as_of: date) -> str:
    """How the text alternative of a bar chart begins."""
    return f"Staafgrafiek met een balk per {GROUPS[by][0]}, stand op {labels.day(as_of)}."


def describe_row(row: Row, is_before: bool = False, hides_silent: bool = True) -> str:
    """One row in a sentence, with every figure in its bar; with `is_before` the net room of older snapshots.

    With `hides_silent`, a domain that delivered nothing has no measured figures.
    """
    m = row.measures
    word = labels.signal_word(row.signal.colour, m.budget, row.is_outside_plan)
    if m.budget <= 0:
        spent = f"besteed {labels.euro(m.realised)}, verplicht {labels.euro(m.committed)}"
        return f"{row.name}, {word}: {no_budget_words(m)}, {spent}."
    if hides_silent and m.is_silent:
        return f"{row.name}, {word}: begroot {labels.euro(m.budget)}, uitgaven {labels.NOT_YET}."
    return (
        f"{row.name}, {word}: begroot {labels.euro(m.budget)}, vrijgegeven {released_words(m)},"
        f" besteed {labels.euro(m.realised)} ({labels.percent(m.depletion)}),"
        f" gepland {labels.euro(m.norm)} ({labels.percent(m.norm_share)}),"
        f" verplicht {labels.euro(m.committed)}, {named_room(m, is_before)}."
    )


def no_budget_words(m: Measures) -> str:
    """The text instead of shares for a budget that is zero, or negative (a saving task)."""
    return f"begroot {labels.euro(m.budget)}" if m.budget else "geen budget"


def released_share(m: Measures) -> float | None:
    """The place of the release mark; None unless the release of every line is known."""
    if m.budget <= 0 or m.released is None or not is_release_known(m):
        return None
    return m.released / m.budget


def pace_message(name: str, m: Measures, is_before: bool = False) -> str:
    """The title of a pace chart: 'Veiligheid loopt achter: 38 % besteed, 55 % gepland'.

    A domain that delivered nothing is not judged, except in older snapshots (`is_before`).
    """
    if m.is_silent and not is_before:
        return f"Van {name} zijn nog geen uitgaven aangeleverd"
    if m.norm_share is None or m.paced_share is None:
        return f"{name} heeft geen budget: {labels.euro_short(m.used)} besteed of verplicht"
    shares = f"{labels.percent(m.paced_share)} besteed, {labels.percent(m.norm_share)} gepland"
    if m.free < 0:
        return f"{name} komt {labels.euro_short((0 if is_before else m.short) or -m.free)} tekort: {shares}"
    if m.run_out.p50:
        return f"{name}: het geld is naar verwachting op rond {labels.day_month(m.run_out.p50)} ({shares})"
    return f"{name} {_speed(m)}: {shares}"


def _speed(m: Measures) -> str:
    if abs(m.ahead) * 100 <= m.budget * EVEN_PERCENT:
        return "loopt gelijk met het plan"
    little = "iets " if abs(m.ahead) * 100 <= m.budget * LITTLE_PERCENT else ""
    return f"loopt {little}{'voor' if m.ahead > 0 else 'achter'}"


def spent_and_committed(m: Measures) -> str:
    """The words for money without a budget: `besteed € 12 duizend, verplicht € 4 duizend`."""
    return f"besteed {labels.euro_short(m.realised)}, verplicht {labels.euro_short(m.committed)}"
