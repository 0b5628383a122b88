"""What changed in the free room between two moments, in steps that add up to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import NOTHING, Cells, Column, Tabular, room
from budget.model.words import Cents

MOST_PARTS = 3
REST = "overige"


class StepKind(StrEnum):
    """What a step of the waterfall stands for."""

    BEFORE = "before"
    PLAN = "plan"
    OWN = "own"
    BOOKINGS = "bookings"
    COMMITMENTS = "commitments"
    AFTER = "after"


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
"""What is said of a step that took room, of none, and of one that gave room."""


class ChangePart(NamedTuple):
    """What changed in a part of the group, in cents: more plan is more room, more of the others is less."""

    name: str
    plan: Cents
    bookings: Cents
    commitments: Cents


class Step(NamedTuple):
    """One bar, from `start` to `end` cents of free room; a part is a piece of the step before it."""

    kind: StepKind
    name: str
    start: Cents
    end: Cents
    is_part: bool = False

    @property
    def effect(self) -> Cents:
        """On the free room; of the first and the last bar it is the free room itself."""
        return self.end - self.start

    @property
    def is_stand(self) -> bool:
        return self.kind in (StepKind.BEFORE, StepKind.AFTER)


class Stepped(Tabular):
    """A chart that leads in steps from what there was to what there is."""

    __slots__ = ()
    steps: tuple[Step, ...]

    @property
    def before(self) -> Cents:
        return self.steps[0].end

    @property
    def after(self) -> Cents:
        return self.steps[-1].end

    @property
    def moves(self) -> list[Step]:
        """The steps between the first and the last bar."""
        return [step for step in self.steps if not step.is_stand and not step.is_part]


@dataclass(frozen=True, slots=True)
class WaterfallChart(Stepped):
    """The free room of one group at `since`, what moved it, and the free room at `as_of`."""

    name: str
    since: date
    as_of: date
    steps: tuple[Step, ...]

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

        `after` is the free room as it was measured apart from these changes. `parts` splits the changes;
        of each kind the largest are shown and the others summed. ValueError when anything does not add up.
        """
        if after not in (None, before + plan - bookings - commitments):
            raise ValueError(f"the steps of {name} do not lead from {before} to {after}")
        given = plan, bookings, commitments
        if parts and _sums(parts) != given:
            raise ValueError(f"the parts of {name} do not add up to {given}")
        changes = (
            (StepKind.PLAN, plan, [(part.name, part.plan) for part in parts]),
            (StepKind.BOOKINGS, -bookings, [(part.name, -part.bookings) for part in parts]),
            (StepKind.COMMITMENTS, -commitments, [(part.name, -part.commitments) for part in parts]),
        )
        steps = [Step(StepKind.BEFORE, stand_name("Vrije ruimte toen", since, as_of), 0, before)]
        at = before
        for kind, effect, split in changes:
            steps += [Step(kind, STEP_NAME[kind], at, at + effect), *split_step(kind, at, split)]
            at += effect
        steps.append(Step(StepKind.AFTER, stand_name("Vrije ruimte nu", as_of, since), 0, at))
        return cls(name, since, as_of, tuple(steps))

    @property
    def scale(self) -> tuple[Cents, Cents]:
        """Least and most free room that the picture must have room for; 0 is always within."""
        ends = [end for step in self.steps for end in (step.start, step.end)]
        return min(0, *ends), max(0, *ends)

    @property
    def origin(self) -> Cents:
        """Where the bars start: at no free room at all."""
        return 0

    @property
    def title(self) -> str:
        now = labels.euro_short(abs(self.after))
        if self.after < 0:
            return f"{self.name} komt nu {now} tekort; {self._then()}"
        if self.before < 0:
            return f"{self.name} heeft geen tekort meer, maar {now} vrije ruimte; {self._then()}"
        if self.after == self.before:
            return f"De vrije ruimte van {self.name} is gelijk gebleven: {now}"
        word = "daalde" if self.after < self.before else "steeg"
        by = labels.euro_short(abs(self.after - self.before))
        return f"De vrije ruimte van {self.name} {word} met {by} naar {now}, het meest door {self._cause()}"

    @property
    def alt(self) -> str:
        first, last = labels.day(self.since), labels.day(self.as_of)
        begin = f"Watervalgrafiek van de vrije ruimte van {self.name}, van {first} naar {last}."
        kinds = dict.fromkeys(step.kind for step in self.steps)
        return " ".join((begin, *(self._spoken(kind) for kind in kinds)))

    def cells(self) -> Cells:
        return [_cells(step) for step in self.steps]

    def parts_of(self, kind: StepKind) -> list[Step]:
        """The pieces of a step, the largest first; none when it is not split."""
        return [step for step in self.steps if step.kind is kind and step.is_part]

    def read_out_loud(self) -> list[str]:
        """The same story in sentences of a few words, with the figures as people say them."""
        moves = [sentence for step in self.moves for sentence in self._said(step)]
        first = _stand_said(self.before, "had", "kwam")
        last = _stand_said(self.after, "heeft", "komt")
        return [
            f"Op {labels.day(self.since)} {first[0]} {self.name} {first[1]}.",
            *moves,
            f"Nu, op {labels.day(self.as_of)}, {last[0]} {self.name} {last[1]}.",
            "De bedragen zijn afgerond. Tot op de cent klopt de optelling.",
        ]

    def _then(self) -> str:
        """What stood there then, after a message that begins with how it is now."""
        then = labels.euro_short(abs(self.before))
        if self.before < 0:
            return f"op {_day(self.since, self.as_of)} was het tekort {then}"
        return f"op {_day(self.since, self.as_of)} was er nog {then} vrije ruimte"

    def _cause(self) -> str:
        down = self.after < self.before
        most = min(self.moves, key=lambda step: step.effect if down else -step.effect)
        return f"{CAUSE[most.kind][0 if down else 1]} ({labels.euro_short(abs(most.effect))})"

    def _spoken(self, kind: StepKind) -> str:
        step = next(step for step in self.steps if step.kind is kind)
        if step.is_stand:
            return f"{step.name}: {room(step.end)}."
        parts = [f"{part.name} {labels.euro_change(part.effect)}" for part in self.parts_of(kind)]
        split = f", waarvan {labels.listed(parts)}" if parts else ""
        return f"{step.name}: {labels.euro_change(step.effect)}{split}."

    def _said(self, step: Step) -> Iterator[str]:
        sign = (step.effect > 0) - (step.effect < 0)
        yield SAID[step.kind][sign + 1].format(labels.euro_short(abs(step.effect)))
        along = [
            f"{part.name} ({labels.euro_short(abs(part.effect))})"
            for part in self.parts_of(step.kind)
            if part.effect * sign > 0 and not _is_rest(part)
        ]
        if along:
            yield f"Het meest bij {labels.listed(along)}."


def _sums(parts: Sequence[ChangePart]) -> tuple[Cents, ...]:
    _, *amounts = zip(*parts, strict=True)
    return tuple(map(sum, amounts))


def split_step(kind: StepKind, start: Cents, split: list[tuple[str, Cents]]) -> Iterator[Step]:
    """The largest parts of a step from where it starts, what is left of it last; none when there is one."""
    moved = sorted(((name, effect) for name, effect in split if effect), key=lambda part: -abs(part[1]))
    if len(moved) < 2:
        return
    if len(moved) > MOST_PARTS + 1:
        rest = moved[MOST_PARTS:]
        moved = [*moved[:MOST_PARTS], (f"{REST} ({len(rest)})", sum(effect for _, effect in rest))]
    for name, effect in moved:
        yield Step(kind, name, start, start + effect, is_part=True)
        start += effect


def _is_rest(part: Step) -> bool:
    return part.name.startswith(f"{REST} (")


def stand_name(words: str, day: date, other: date) -> str:
    """`Vrije ruimte toen (31 augustus)`"""
    return f"{words} ({_day(day, other)})"


def _day(day: date, other: date) -> str:
    """With its year only where the two moments lie in different years."""
    return labels.day_month(day) if day.year == other.year else labels.day(day)


def _stand_said(cents: Cents, has: str, is_short: str) -> tuple[str, str]:
    if cents < 0:
        return is_short, f"{labels.euro_short(-cents)} tekort"
    return has, f"{labels.euro_short(cents)} vrije ruimte" if cents else "geen vrije ruimte"


def _cells(step: Step) -> tuple[object, ...]:
    if step.is_stand:
        return step.name, "", None, step.end
    return STEP_NAME[step.kind], step.name if step.is_part else "", step.effect, step.end
