"""Money left at year end per domain or source, and what happens to it then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import Cell, Cells, Column, Tabular
from budget.labels import NOTHING
from budget.model.figures import Interval
from budget.model.words import Cents

FAVOURABLE = "V"
UNFAVOURABLE = "N"
SIDE_WORD = {FAVOURABLE: "V (voordeel)", UNFAVOURABLE: "N (nadeel)", "": NOTHING}


def variance_words(cents: Cents) -> str:
    """In whole euros: `€ 600.000 over`, `€ 200.000 te weinig`, `€ 0`."""
    return f"{labels.euro(abs(cents))}{_word(cents)}"


def rounded_variance_words(cents: Cents) -> str:
    """Rounded as in speech: `€ 0,6 mln over`, `€ 200 duizend te weinig`, `€ 0`."""
    return f"{labels.euro_short(abs(cents))}{_word(cents)}"


class VarianceRow(NamedTuple):
    """One group: its budget and expected outturn; `unspent` is what happens to money left of this source."""

    name: str
    budget: Cents
    forecast: Interval
    unspent: str = ""
    colour: str = ""
    key: str = ""

    @property
    def expected(self) -> Cents:
        """Budget minus expected outturn: positive is left over (V), negative is short (N)."""
        return self.budget - self.forecast.p50

    @property
    def least(self) -> Cents:
        """Budget minus the highest forecast (P90)."""
        return self.budget - self.forecast.p90

    @property
    def most(self) -> Cents:
        """Budget minus the lowest forecast (P10)."""
        return self.budget - self.forecast.p10

    @property
    def side(self) -> str:
        """V, N, or '' for zero."""
        if self.expected == 0:
            return ""
        return FAVOURABLE if self.expected > 0 else UNFAVOURABLE

    @property
    def destination(self) -> str:
        """What happens to money left over, in a sentence; empty if unknown or if none can be left."""
        return f"Geld dat overblijft {self.unspent.rstrip('.')}." if self.unspent and self.most > 0 else ""


@dataclass(frozen=True, slots=True)
class VarianceChart(Tabular):
    """The expected variance of each row with its interval; `total` is their joint forecast.

    Expected values add up to the total; interval bounds do not, as errors partly cancel out.
    """

    rows: tuple[VarianceRow, ...]
    total: VarianceRow
    year: int

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Naam", str),
        Column("Begroot", labels.euro),
        Column("Prognose laag", labels.euro),
        Column("Prognose", labels.euro),
        Column("Prognose hoog", labels.euro),
        Column("Naar verwachting", variance_words),
        Column("Minst", variance_words),
        Column("Meest", variance_words),
        Column("V/N", SIDE_WORD.__getitem__),
        Column("Wat ermee gebeurt", lambda text: text or NOTHING),
    )

    @classmethod
    def of(cls, rows: Sequence[VarianceRow], total: VarianceRow, year: int) -> VarianceChart:
        """The chart of `rows` in the order given; `rows` may be empty."""
        return cls(tuple(rows), total, year)

    @property
    def scale(self) -> tuple[Cents, Cents]:
        """Lowest and highest amount in the picture; includes 0."""
        ends = [end for row in self.rows for end in (row.least, row.expected, row.most)]
        return min([0, *ends]), max([0, *ends])

    @property
    def title(self) -> str:
        """The message of the chart."""
        expected = self.total.expected
        amount = labels.euro_short(abs(expected))
        if expected == 0:
            return "Naar verwachting komt het geld precies uit"
        if expected > 0:
            return f"Naar verwachting blijft {amount} over{self._most_of(1)}"
        return f"Naar verwachting is er {amount} te weinig{self._most_of(-1)}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        begin = f"Staafgrafiek van wat er eind {self.year} over is of te weinig is."
        if not self.rows:
            return f"{begin} Er is niets om te tonen."
        return " ".join((begin, *map(describe_row, self.rows), describe_row(self.total)))

    def cells(self) -> Cells:
        """The rows of the table."""
        return [_cells(row) for row in (*self.rows, self.total)] if self.rows else []

    def _most_of(self, sign: int) -> str:
        """The row with the largest amount of this sign; empty with a single row."""
        along = [row for row in self.rows if row.expected * sign > 0]
        if not along or len(self.rows) == 1:
            return ""
        most = max(along, key=lambda row: abs(row.expected))
        word = "van" if most.unspent else "bij"
        return f", het meest {word} {most.name} ({labels.euro_short(abs(most.expected))})"


def between(row: VarianceRow, short: bool = True) -> str:
    """`tussen € 0,4 mln en € 0,9 mln over`; each end has its own word if they differ."""
    write = rounded_variance_words if short else variance_words
    amount = labels.euro_short if short else labels.euro
    if row.least * row.most > 0:
        first, last = sorted((abs(row.least), abs(row.most)))
        return f"tussen {amount(first)} en {amount(last)}{_word(row.most)}"
    return f"tussen {write(row.least)} en {write(row.most)}"


def describe_row(row: VarianceRow) -> str:
    """One row in sentences, with every figure in the picture."""
    side = f" ({row.side})" if row.side else ""
    expected = f"{row.name}: begroot {labels.euro(row.budget)}, prognose {labels.euro(row.forecast.p50)}"
    words = f"{expected}, naar verwachting {variance_words(row.expected)}{side}, {between(row, short=False)}."
    return f"{words} {row.destination}".rstrip()


def _word(cents: Cents) -> str:
    if cents == 0:
        return ""
    return " over" if cents > 0 else " te weinig"


def _cells(row: VarianceRow) -> tuple[Cell, ...]:
    forecast = row.forecast.p10, row.forecast.p50, row.forecast.p90
    outcome = row.expected, row.least, row.most
    return (row.name, row.budget, *forecast, *outcome, row.side, row.unspent)
