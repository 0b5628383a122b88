"""Changes in free room between two moments, to the cent, each with its acceptance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from budget.insight.facts import Place, Resolver
from budget.model.content import Knowledge, PlanLine, PlanVersion
from budget.model.programme import Programme
from budget.model.words import Cents, ChangeKind, LineKey


@dataclass(frozen=True, slots=True)
class Moment:
    """A reference date with a state of knowledge, and how its commitments were counted.

    `as_drawn_up`: the rule before 0.9.0, by which they counted from the day they were drawn up.
    """

    as_of: date
    known_at: int
    as_drawn_up: bool = False

    def known(self, knowledge: Knowledge) -> Knowledge:
        """The knowledge, counted by this moment's rule."""
        return count_as_drawn_up(knowledge) if self.as_drawn_up else knowledge


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one line by acceptance `seq`; `cents` is the change of plan, bookings or commitments.

    `late` is the part of new bookings that is dated up to the earlier moment but became known after it.
    """

    kind: ChangeKind
    seq: int
    domain: str
    action_line: str
    budget_holder: str
    key: LineKey
    activity: str
    cents: Cents
    late: Cents = 0

    @property
    def effect(self) -> Cents:
        """The effect on free room: more plan is more room, more bookings or commitments is less."""
        return self.cents if self.kind is ChangeKind.PLAN else -self.cents


@dataclass(frozen=True, slots=True)
class Bridge:
    """before + plan - bookings - commitments = after, all in cents of free room."""

    before: Cents
    plan: Cents
    bookings: Cents
    commitments: Cents

    @property
    def after(self) -> Cents:
        """Free room at the later moment."""
        return self.before + self.plan - self.bookings - self.commitments


_Where = tuple[str, str, str, LineKey]


def count_as_drawn_up(knowledge: Knowledge) -> Knowledge:
    """The knowledge without periods of commitments, so that they count from the day they were drawn up."""
    return replace(
        knowledge, commitments=tuple(replace(commitment, last=None) for commitment in knowledge.commitments)
    )


def list_changes(
    knowledge: Knowledge, programme: Programme, before: Moment, after: Moment
) -> tuple[Change, ...]:
    """Every change between two moments of the year of `knowledge`, none of them zero, in order of seq.

    `knowledge` must reach to the later of both moments. A line that moved to another action line or
    budget holder gives two changes that cancel, so that each group of lines reconciles by itself.
    """
    old = _Side(knowledge, programme, before)
    new = _Side(knowledge, programme, after)
    amounts: dict[tuple[ChangeKind, int, _Where], Cents] = defaultdict(int)
    late: dict[tuple[ChangeKind, int, _Where], Cents] = defaultdict(int)
    for seq, where, cents in _plan_steps(knowledge, old, new):
        amounts[ChangeKind.PLAN, seq, where] += cents
    for sign, side in ((-1, old), (1, new)):
        for movement in side.resolver.movements(side.moment.as_of):
            where = side.where(side.resolver.resolve_line(movement.code, movement.source, movement.theme))
            amounts[ChangeKind.BOOKINGS, movement.seq, where] += sign * movement.cents
            if side is new and movement.seq > before.known_at and movement.on <= before.as_of:
                late[ChangeKind.BOOKINGS, movement.seq, where] += movement.cents
    for seq, where, cents in _commitment_steps(old, new):
        amounts[ChangeKind.COMMITMENTS, seq, where] += cents
    listed = sorted(amounts.items(), key=lambda item: (item[0][1], item[0][0], item[0][2]))
    return tuple(
        Change(kind, seq, *where, _activity(where, new, old), cents, late.get((kind, seq, where), 0))
        for (kind, seq, where), cents in listed
        if cents
    )


def bridge(
    before: Cents, changes: tuple[Change, ...], belongs: Callable[[Change], bool] | None = None
) -> Bridge:
    """The bridge of a group with free room `before`; `belongs` selects the changes of the group."""
    sums: dict[ChangeKind, Cents] = defaultdict(int)
    for change in changes:
        if belongs is None or belongs(change):
            sums[change.kind] += change.cents
    return Bridge(before, sums[ChangeKind.PLAN], sums[ChangeKind.BOOKINGS], sums[ChangeKind.COMMITMENTS])


class _Side:
    """The amounts at one of the two moments."""

    def __init__(self, knowledge: Knowledge, programme: Programme, moment: Moment) -> None:
        self.moment = moment
        self.resolver = Resolver(moment.known(knowledge), programme, moment.known_at)
        self.lines: dict[Place, PlanLine] = {
            (line.domain, line.key): line for v in self.resolver.in_force.values() for line in v.lines
        }

    def where(self, place: Place) -> _Where:
        line = self.lines.get(place)
        return _where(line) if line else (place[0], "", "", place[1])


def _where(line: PlanLine) -> _Where:
    return line.domain, line.action_line, line.budget_holder, line.key


def _activity(where: _Where, new: _Side, old: _Side) -> str:
    place = where[0], where[3]
    line = new.lines.get(place) or old.lines.get(place)
    return line.activity if line else ""


def _plan_steps(knowledge: Knowledge, old: _Side, new: _Side) -> Iterator[tuple[int, _Where, Cents]]:
    """Budget changes by each version between the two in force, also when `new` is the older one."""
    sign = 1 if new.resolver.known_at >= old.resolver.known_at else -1
    early, late = (old, new) if sign == 1 else (new, old)
    current = {domain: version.lines for domain, version in early.resolver.in_force.items()}
    for version in _between(knowledge, early.resolver.known_at, late.resolver.known_at):
        for line in current.get(version.domain, ()):
            yield version.seq, _where(line), -sign * line.budget
        for line in version.lines:
            yield version.seq, _where(line), sign * line.budget
        current[version.domain] = version.lines


def _between(knowledge: Knowledge, first: int, last: int) -> list[PlanVersion]:
    return [version for version in knowledge.versions if first < version.seq <= last]


def _commitment_steps(old: _Side, new: _Side) -> Iterator[tuple[int, _Where, Cents]]:
    """Remove the old open commitments and add the new, both on the acceptance that brought the new ones."""
    was = old.resolver.commitments(old.moment.as_of)
    now = new.resolver.commitments(new.moment.as_of)
    for key, commitment in was.items():
        yield now.get(key, commitment).seq, old.where(old.resolver.resolve_line(*key)), -commitment.cents
    for key, commitment in now.items():
        yield commitment.seq, new.where(new.resolver.resolve_line(*key)), commitment.cents
