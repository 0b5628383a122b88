"""Changes in the forecast between two moments, in steps that add up to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from budget import labels
from budget.charts.steps import Step, StepKind, Stepped, endpoint_name, split_step
from budget.charts.tables import Column, Tabular
from budget.labels import NOTHING
from budget.model.words import Cents

ORDER = (StepKind.PLAN, StepKind.OWN, StepKind.COMMITMENTS, StepKind.BOOKINGS)
STEP_NAME = {
    StepKind.PLAN: "Wijziging van het plan",
    StepKind.OWN: "Eigen prognose herzien",
    StepKind.COMMITMENTS: "Andere verplichtingen",
    StepKind.BOOKINGS: "Boekingen en de tijd die verstreek",
}
SAID = {
    StepKind.PLAN: ("Door een ander plan werd zij {} {}.", "Het plan veranderde er niets aan."),
    StepKind.OWN: (
        "Budgethouders herzagen hun eigen prognose: {} {}.",
        "Geen budgethouder herzag zijn eigen prognose.",
    ),
    StepKind.COMMITMENTS: (
        "Door andere verplichtingen werd zij {} {}.",
        "De verplichtingen veranderden er niets aan.",
    ),
    StepKind.BOOKINGS: (
        "Door wat er is geboekt en de tijd die verstreek werd zij {} {}.",
        "De boekingen liepen precies zoals verwacht.",
    ),
}


@dataclass(frozen=True, slots=True)
class ForecastWaterfall(Stepped, Tabular):
    """The expected outturn (P50) of one group at `since`, the changes, and that at `as_of`.

    The first step has no length and the last one is the total change: beside the whole forecast the changes
    would be too small to see.
    """

    step_names: ClassVar[dict[StepKind, str]] = STEP_NAME
    measure: ClassVar[str] = "Prognose"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Stap", str),
        Column("Onderdeel", lambda name: name or NOTHING),
        Column("Verandering", lambda cents: NOTHING if cents is None else labels.euro_change(cents)),
        Column("Prognose daarna", labels.euro),
    )

    @classmethod
    def of(
        cls,
        name: str,
        since: date,
        as_of: date,
        before: Cents,
        parts: Mapping[StepKind, Mapping[str, Cents]],
        after: Cents,
    ) -> ForecastWaterfall:
        """The chart of before + all `parts` (cents by cause and part of the group) = after.

        Raises ValueError when they do not add up.
        """
        steps = [Step(StepKind.BEFORE, endpoint_name("Prognose toen", since, as_of), before, before)]
        at = before
        for kind in ORDER:
            moved = list(parts.get(kind, {}).items())
            effect = sum(cents for _, cents in moved)
            steps += [Step(kind, STEP_NAME[kind], at, at + effect), *split_step(kind, at, moved)]
            at += effect
        if at != after:
            raise ValueError(f"the steps of {name} lead from {before} to {at}, not to {after}")
        steps.append(Step(StepKind.AFTER, endpoint_name("Prognose nu", as_of, since), before, at))
        return cls(name, since, as_of, tuple(steps))

    @property
    def scale(self) -> tuple[Cents, Cents]:
        """Lowest and highest value in the picture: of the changes, not of the whole forecast."""
        ends = [end for step in self.steps for end in (step.start, step.end)]
        return min(ends), max(ends)

    @property
    def origin(self) -> Cents:
        """Where the bars start: at the earlier forecast."""
        return self.before

    @property
    def title(self) -> str:
        """The message of the chart."""
        now = labels.euro_short(self.after)
        if self.after == self.before:
            return f"De prognose van {self.name} is gelijk gebleven: {now}"
        down = self.after < self.before
        most = min(self.moves, key=lambda step: step.effect if down else -step.effect)
        by = labels.euro_short(abs(self.after - self.before))
        word = "daalde" if down else "steeg"
        cause = f"{STEP_NAME[most.kind].lower()} ({labels.euro_short(abs(most.effect))})"
        return f"De prognose van {self.name} {word} met {by} naar {now}, het meest door: {cause}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        first, last = labels.day(self.since), labels.day(self.as_of)
        begin = f"Watervalgrafiek van de prognose van {self.name}, van {first} naar {last}."
        ends = [f"{step.name}: {labels.euro(step.end)}." for step in (self.steps[0], self.steps[-1])]
        moves = [f"{step.name}: {labels.euro_change(step.effect)}." for step in self.moves]
        return " ".join((begin, ends[0], *moves, ends[1]))

    def spoken_summary(self) -> list[str]:
        """The same in short sentences, with rounded figures as in speech."""
        then = labels.euro_short(self.before)
        first = f"Op {labels.day(self.since)} was de prognose van {self.name} {then}."
        last = f"Nu, op {labels.day(self.as_of)}, is zij {labels.euro_short(self.after)}."
        return [
            first,
            *(_step_words(step) for step in self.moves),
            last,
            "De bedragen zijn afgerond. Tot op de cent klopt de optelling.",
        ]


def _step_words(step: Step) -> str:
    moved, still = SAID[step.kind]
    if not step.effect:
        return still
    return moved.format(labels.euro_short(abs(step.effect)), "lager" if step.effect < 0 else "hoger")
