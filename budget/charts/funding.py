"""All funding of a domain: the plan by source, with partner contributions beside it; never one sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import Cells, Column, Tabular, percent_or_dash
from budget.labels import NOTHING
from budget.model.funding import FundingRow
from budget.model.words import Cents, FundingKind

_VALUED = {FundingKind.MONEY: "Partners: geld", FundingKind.IN_KIND: "Partners: in kind, gewaardeerd",
           FundingKind.SOCIAL: "Partners: maatschappelijk, gewaardeerd"}  # fmt: skip


class FundingBar(NamedTuple):
    """One bar: a source of the plan with its share of it (0..1), or a form of contributions."""

    name: str
    cents: Cents
    share: float | None
    colour: str

    @property
    def label(self) -> str:
        """The amount, with its share of the plan for a source of the plan."""
        part = f" · {labels.percent(self.share)}" if self.share is not None else ""
        return f"{labels.euro_short(self.cents)}{part}"


@dataclass(frozen=True, slots=True)
class FundingChart(Tabular):
    """A bar per source of the plan and per form of partner contribution, all in euros on one scale."""

    name: str
    year: int
    rows: tuple[FundingRow, ...]
    colours: tuple[tuple[str, str], ...]

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Wat", str),
        Column("Van wie", str),
        Column("Bijdrage", lambda text: text or NOTHING),
        Column("Bedrag of waarde", str),
        Column("Deel van het plan", percent_or_dash),
        Column("Hoeveel", lambda text: text or NOTHING),
        Column("Waardering", lambda text: text or NOTHING),
    )

    @classmethod
    def of(cls, name: str, year: int, rows: Sequence[FundingRow], colours: Mapping[str, str]) -> FundingChart:
        """The chart of one domain; `colours` by name of the source."""
        return cls(name, year, tuple(rows), tuple(colours.items()))

    def bars(self) -> list[FundingBar]:
        """The sources in order, then valued partner contributions by form."""
        colours = dict(self.colours)
        bars = [
            FundingBar(row.name, row.amount or 0, row.share, colours.get(row.name, ""))
            for row in self.rows
            if row.kind is FundingKind.PLAN
        ]
        sums = {kind: self.valued(kind) for kind in _VALUED}
        return bars + [FundingBar(_VALUED[kind], cents, None, "") for kind, cents in sums.items() if cents]

    def valued(self, *kinds: FundingKind) -> Cents:
        """The sum of all amounts of these kinds."""
        return sum(row.amount or 0 for row in self.rows if row.kind in kinds)

    @property
    def open(self) -> int:
        """How many partners have not stated their contribution, or its value."""
        words = [labels.WITHOUT_AMOUNT.get(row.kind) for row in self.rows if row.amount is None]
        return words.count(FundingKind.NOT_STATED)

    @property
    def title(self) -> str:
        """The message of the chart."""
        if not any(row.kind in _VALUED for row in self.rows):
            return f"Partners hebben voor {self.year} nog niets opgegeven"
        words = (
            (FundingKind.MONEY, "in geld"),
            (FundingKind.IN_KIND, "in kind"),
            (FundingKind.SOCIAL, "in inzet"),
        )
        sums = [(self.valued(kind), word) for kind, word in words]
        partner_sums = labels.join_words(
            [f"{labels.euro_short(cents)} {word}" for cents, word in sums if cents]
        )
        plan = labels.euro_short(self.valued(FundingKind.PLAN))
        return f"Naast {plan} uit het plan komt er van partners {partner_sums or 'inzet zonder bedrag'}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        bar_texts = [f"{bar.name} {bar.label}" for bar in self.bars()]
        return (
            f"Staafgrafiek van alle middelen van {self.name} in {self.year}: {labels.join_words(bar_texts)}."
        )

    def cells(self) -> Cells:
        """The rows of the table."""
        return [
            (
                *(str(row.kind), row.name, row.description),
                *(labels.funding_amount(row.kind, row.amount), row.share),
                *(f"{row.quantity} {row.unit}".strip(), row.basis),
            )
            for row in self.rows
        ]
