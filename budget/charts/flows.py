"""Flows of money: from the sources to the domains, or to the action lines of one domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from budget import labels
from budget.charts.tables import Cells, Column, Tabular
from budget.model.words import Cents


class FlowKind(StrEnum):
    """The kind of money that flows."""

    BUDGET = "begroot"
    REALISED = "besteed"


class Flow(NamedTuple):
    """Money of one source (with its #RRGGBB) for one action line."""

    source: str
    colour: str
    domain: str
    action_line: str
    cents: Cents


class Source(NamedTuple):
    """A source of money, with its fixed colour."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class FlowsChart(Tabular):
    """The matrix `cents[target][source]`; the targets are domains, or the action lines of `domain`."""

    kind: FlowKind
    domain: str
    year: int
    as_of: date
    sources: tuple[Source, ...]
    targets: tuple[str, ...]
    cents: tuple[tuple[Cents, ...], ...]

    @classmethod
    def of(
        cls, flows: Sequence[Flow], kind: FlowKind, year: int, as_of: date, domain: str = ""
    ) -> FlowsChart:
        """The chart of `flows` in order of first appearance; with `domain` only its own, by action line.

        Sources and targets with only zeros are left out; `flows` may be empty.
        """
        sums: dict[tuple[str, str], Cents] = {}
        colours: dict[str, str] = {}
        for flow in flows:
            if domain in ("", flow.domain):
                target = flow.action_line if domain else flow.domain
                sums[target, flow.source] = sums.get((target, flow.source), 0) + flow.cents
                colours.setdefault(flow.source, flow.colour)
        moving = {pair: cents for pair, cents in sums.items() if cents}
        sources = [name for name in colours if any(name == source for _, source in moving)]
        targets = tuple(dict.fromkeys(target for target, _ in moving))
        matrix = tuple(tuple(moving.get((target, name), 0) for name in sources) for target in targets)
        shown_sources = tuple(Source(name, colours[name]) for name in sources)
        return cls(kind, domain, year, as_of, shown_sources, targets, matrix)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        amounts = (Column(name, labels.euro) for name in [source.name for source in self.sources])
        return (Column(self.target_word.capitalize(), str), *amounts, Column("Totaal", labels.euro))

    @property
    def target_word(self) -> str:
        """The Dutch word for a target: `opgavedomein` or `actielijn`."""
        return "actielijn" if self.domain else "opgavedomein"

    @property
    def by_source(self) -> tuple[Cents, ...]:
        """The total of each source, in cents."""
        return tuple(map(sum, zip(*self.cents, strict=True)))

    @property
    def by_target(self) -> tuple[Cents, ...]:
        """The total of each target, in cents."""
        return tuple(map(sum, self.cents))

    @property
    def total(self) -> Cents:
        """The grand total, in cents."""
        return sum(self.by_target)

    @property
    def negative(self) -> tuple[Cents, ...]:
        """The amounts that a flow diagram cannot show: more came back than went out."""
        return tuple(cents for row in self.cents for cents in row if cents < 0)

    @property
    def title(self) -> str:
        """The message of the chart."""
        if not self.cents:
            return f"{self._of_domain}Er is geen geld {self.kind}"
        money = "geld" if self.kind is FlowKind.BUDGET else "bestede geld"
        going = "gaat" if self.kind is FlowKind.BUDGET else "ging"
        source, largest = max(zip(self.sources, self.by_source, strict=True), key=lambda pair: pair[1])
        target, got = max(zip(self.targets, self.by_target, strict=True), key=lambda pair: pair[1])
        total = labels.euro_short(self.total)
        if len(self.sources) == 1:
            comes = f"Al het {money} komt van {source.name} ({total})"
        else:
            comes = f"Het meeste {money} komt van {source.name} ({labels.euro_short(largest)} van {total})"
        if len(self.targets) == 1:
            return f"{self._of_domain}{comes}; alles {going} naar {target}"
        return f"{self._of_domain}{comes}; het meeste {going} naar {target} ({labels.euro_short(got)})"

    @property
    def alt(self) -> str:
        """The text alternative."""
        until = f" tot en met {labels.day(self.as_of)}" if self.kind is FlowKind.REALISED else ""
        of_domain = f" van {self.domain}" if self.domain else ""
        begin = f"Stroomdiagram{of_domain} van bron naar {self.target_word}"
        subject = f"{self.kind.value} in {self.year}{until}: {labels.euro(self.total)}."
        sources = (self._source_sentence(n) for n in range(len(self.sources)))
        by_target = zip(self.targets, self.by_target, strict=True)
        sums = [f"{target} {labels.euro(cents)}" for target, cents in by_target]
        gets = [f"Per {self.target_word}: {labels.join_words(sums)}."] if sums else []
        return " ".join((f"{begin}, {subject}", *sources, *gets))

    def cells(self) -> Cells:
        """The rows of the table."""
        sums = zip(self.targets, self.cents, self.by_target, strict=True)
        rows: Cells = [(target, *row, total) for target, row, total in sums]
        return [*rows, ("Totaal", *self.by_source, self.total)] if rows else []

    @property
    def _of_domain(self) -> str:
        return f"{self.domain}. " if self.domain else ""

    def _source_sentence(self, n: int) -> str:
        parts = [
            f"{labels.euro(row[n])} naar {target}"
            for target, row in zip(self.targets, self.cents, strict=True)
            if row[n]
        ]
        return (
            f"{self.sources[n].name}: {labels.euro(self.by_source[n])}, waarvan {labels.join_words(parts)}."
        )
