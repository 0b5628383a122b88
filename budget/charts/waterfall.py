"""Changes in the free room between two moments, in steps that add up to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.steps import Step, StepKind, Stepped, day_of, endpoint_name, is_rest, split_step
from budget.charts.tables import Column, Tabular
from budget.labels import NOTHING, room
from budget.model.words import Cents

STEP_NAME = {
    StepKind.PLAN: "Wijziging van het plan",
    StepKind.BOOKINGS: "Nieuwe boekingen",
    StepKind.COMMITMENTS: "Andere verplichtingen",
}
CAUSE = {
    StepKind.PLAN: ("een lager budget", "een hoger budget"),
    StepKind.BOOKINGS: ("nieuwe uitgaven", "teruggeboekte uitgaven"),
    StepKind.COMMITMENTS: ("meer verplichtingen", "minder verplichtingen"),
}
SAID = {
    StepKind.PLAN: (
        "Het budget ging {} omlaag.",
        "Het totale budget veranderde niet.",
        "Het budget ging {} omhoog.",
    ),
    StepKind.BOOKINGS: (
        "Er is {} uitgegeven.",
        "Het bedrag dat is uitgegeven, veranderde niet.",
        "Er is {} meer teruggeboekt dan uitgegeven.",
    ),
    StepKind.COMMITMENTS: (
        "Er is {} meer vastgelegd in verplichtingen.",
        "Het bedrag aan verplichtingen veranderde niet.",
        "Er ligt {} minder vast in verplichtingen.",
    ),
}
"""The words for a step that reduced the free room, left it, or increased it."""


class ChangePart(NamedTuple):
    """The change in a part of the group, in cents: more plan is more room, more of the others is less."""

    name: str
    plan: Cents
    bookings: Cents
    commitments: Cents


@dataclass(frozen=True, slots=True)
class WaterfallChart(Stepped, Tabular):
    """The free room of one group at `since`, the changes, and the free room at `as_of`."""

    step_names: ClassVar[dict[StepKind, str]] = STEP_NAME
    measure: ClassVar[str] = "Vrije ruimte"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Stap", str),
        Column("Onderdeel", lambda name: name or NOTHING),
        Column("Verandering", lambda cents: NOTHING if cents is None else labels.euro_change(cents)),
        Column("Vrije ruimte daarna", room),
    )

    @classmethod
    def of(
        cls,
        name: str,
        since: date,
        as_of: date,
        before: Cents,
        plan: Cents,
        bookings: Cents,
        commitments: Cents,
        after: Cents | None = None,
        parts: Sequence[ChangePart] = (),
    ) -> WaterfallChart:
        """The chart of before + plan - bookings - commitments = after.

        `after` is the free room measured independently of these changes. `parts` splits the changes; for each
        kind the largest are shown and the others summed. Raises ValueError when anything does not add up.
        """
        if after not in (None, before + plan - bookings - commitments):
            raise ValueError(f"the steps of {name} do not lead from {before} to {after}")
        effects = plan, bookings, commitments
        if parts and _sums(parts) != effects:
            raise ValueError(f"the parts of {name} do not add up to {effects}")
        changes = (
            (StepKind.PLAN, plan, [(part.name, part.plan) for part in parts]),
            (StepKind.BOOKINGS, -bookings, [(part.name, -part.bookings) for part in parts]),
            (StepKind.COMMITMENTS, -commitments, [(part.name, -part.commitments) for part in parts]),
        )
        steps = [Step(StepKind.BEFORE, endpoint_name("Vrije ruimte toen", since, as_of), 0, before)]
        at = before
        for kind, effect, split in changes:
            steps += [Step(kind, STEP_NAME[kind], at, at + effect), *split_step(kind, at, split)]
            at += effect
        steps.append(Step(StepKind.AFTER, endpoint_name("Vrije ruimte nu", as_of, since), 0, at))
        return cls(name, since, as_of, tuple(steps))

    @property
    def scale(self) -> tuple[Cents, Cents]:
        """Lowest and highest free room in the picture; includes 0."""
        ends = [end for step in self.steps for end in (step.start, step.end)]
        return min(0, *ends), max(0, *ends)

    @property
    def origin(self) -> Cents:
        """Where the bars start: at zero free room."""
        return 0

    @property
    def title(self) -> str:
        """The message of the chart."""
        now = labels.euro_short(abs(self.after))
        if self.after < 0:
            return f"{self.name} komt nu {now} tekort; {self._earlier_room()}"
        if self.before < 0:
            return f"{self.name} heeft geen tekort meer, maar {now} vrije ruimte; {self._earlier_room()}"
        if self.after == self.before:
            return f"De vrije ruimte van {self.name} is gelijk gebleven: {now}"
        word = "daalde" if self.after < self.before else "steeg"
        by = labels.euro_short(abs(self.after - self.before))
        return f"De vrije ruimte van {self.name} {word} met {by} naar {now}, het meest door {self._cause()}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        first, last = labels.day(self.since), labels.day(self.as_of)
        begin = f"Watervalgrafiek van de vrije ruimte van {self.name}, van {first} naar {last}."
        kinds = dict.fromkeys(step.kind for step in self.steps)
        return " ".join((begin, *(self._step_sentence(kind) for kind in kinds)))

    def parts_of(self, kind: StepKind) -> list[Step]:
        """The pieces of a step, largest first; none if it is not split."""
        return [step for step in self.steps if step.kind is kind and step.is_part]

    def spoken_summary(self) -> list[str]:
        """The same in short sentences, with rounded figures as in speech."""
        moves = [sentence for step in self.moves for sentence in self._cause_sentences(step)]
        first = _room_words(self.before, "had", "kwam")
        last = _room_words(self.after, "heeft", "komt")
        return [
            f"Op {labels.day(self.since)} {first[0]} {self.name} {first[1]}.",
            *moves,
            f"Nu, op {labels.day(self.as_of)}, {last[0]} {self.name} {last[1]}.",
            "De bedragen zijn afgerond. Tot op de cent klopt de optelling.",
        ]

    def _earlier_room(self) -> str:
        """The earlier amount, after a message that begins with the present one."""
        then = labels.euro_short(abs(self.before))
        if self.before < 0:
            return f"op {day_of(self.since, self.as_of)} was het tekort {then}"
        return f"op {day_of(self.since, self.as_of)} was er nog {then} vrije ruimte"

    def _cause(self) -> str:
        down = self.after < self.before
        most = min(self.moves, key=lambda step: step.effect if down else -step.effect)
        return f"{CAUSE[most.kind][0 if down else 1]} ({labels.euro_short(abs(most.effect))})"

    def _step_sentence(self, kind: StepKind) -> str:
        step = next(step for step in self.steps if step.kind is kind)
        if step.is_endpoint:
            return f"{step.name}: {room(step.end)}."
        parts = [f"{part.name} {labels.euro_change(part.effect)}" for part in self.parts_of(kind)]
        split = f", waarvan {labels.join_words(parts)}" if parts else ""
        return f"{step.name}: {labels.euro_change(step.effect)}{split}."

    def _cause_sentences(self, step: Step) -> Iterator[str]:
        sign = (step.effect > 0) - (step.effect < 0)
        yield SAID[step.kind][sign + 1].format(labels.euro_short(abs(step.effect)))
        along = [
            f"{part.name} ({labels.euro_short(abs(part.effect))})"
            for part in self.parts_of(step.kind)
            if part.effect * sign > 0 and not is_rest(part)
        ]
        if along:
            yield f"Het meest bij {labels.join_words(along)}."


def _sums(parts: Sequence[ChangePart]) -> tuple[Cents, ...]:
    _, *amounts = zip(*parts, strict=True)
    return tuple(map(sum, amounts))


def _room_words(cents: Cents, has: str, is_short: str) -> tuple[str, str]:
    if cents < 0:
        return is_short, f"{labels.euro_short(-cents)} tekort"
    return has, f"{labels.euro_short(cents)} vrije ruimte" if cents else "geen vrije ruimte"
