"""The plans that a first programme is made from: how each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from budget.access import Action, Actor, may_act
from budget.intake.findings import message_of
from budget.intake.known import Known
from budget.intake.mapping.layout import Layout
from budget.intake.mapping.layout_text import read_layouts
from budget.model.content import CheckedFile, ControlTotal
from budget.model.programme import Programme
from budget.model.words import BudgetError, Cents, Level, SheetKind
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_layouts
from budget.usecases.control import is_foreign, require_reconciled

PLANS, ANSWERS = "plannen", "antwoorden.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a plan with other columns is read: a mapping as TOML, and the totals of its own system."""

    mapping: str
    control: tuple[ControlTotal, ...]


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """One of the plans; `answer` is None while nobody said how it is read, or nobody needs to."""

    path: Path
    answer: Answer | None = None

    @property
    def name(self) -> str:
        """The name of the file as it was chosen."""
        return self.path.name.partition(" ")[2]

    @property
    def mark(self) -> str:
        """What changes when another file takes its place."""
        seen = self.path.stat()
        return f"{self.path.name}-{seen.st_mtime_ns}-{seen.st_size}"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of it: the numbers of the plans that wait to be accepted, and per other file why not.

    `mappings` are the names of those that wait with them.
    """

    waiting: tuple[int, ...]
    left: tuple[str, ...]
    mappings: tuple[str, ...] = ()


def first_plans(place: Path) -> tuple[FirstPlan, ...]:
    """The plans in a folder, in the order in which they were chosen."""
    answers = load_answers(place)
    return tuple(FirstPlan(path, answers.get(path.name)) for path in sorted((place / PLANS).glob("*")))


def load_answers(place: Path) -> dict[str, Answer]:
    """What was said of the plans in a folder, by the name of the file there."""
    path = place / ANSWERS
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Answer]) if path.is_file() else {}


def encode_answers(answers: Mapping[str, Answer]) -> bytes:
    """Answers as they are kept."""
    return msgspec.json.encode(dict(answers))


def read_plan(programme: Programme, plan: FirstPlan, mapping: str = "") -> CheckedFile:
    """A plan as it would be read once this programme is in force; nothing is stored or counted."""
    known = Known(mappings=(mapping,) if mapping else ())
    return check_file(plan.name, plan.data, programme, known)


def draft_reading(programme: Programme, name: str, data: bytes) -> tuple[Layout, ...]:
    """A proposal for a plan that cannot be read without one; nothing for any other file."""
    if check_file(name, data, programme).accepted:
        return ()
    try:
        return draft_layouts(name, data, programme)
    except BudgetError:
        return ()


def draft_answer(programme: Programme, plan: FirstPlan) -> tuple[Layout, ...]:
    """A proposal for the foreign sheets of a plan, or what was said of them before.

    Raises BudgetError when there is nothing to map.
    """
    drafts = draft_layouts(plan.name, plan.data, programme)
    said = {one.fingerprint: one for one in read_layouts(plan.answer.mapping)} if plan.answer else {}
    return tuple(
        replace(said[one.fingerprint], notes=one.notes, rows=one.rows) if one.fingerprint in said else one
        for one in drafts
    )


def require_read(
    programme: Programme, plan: FirstPlan, mapping: str, control: tuple[ControlTotal, ...]
) -> None:
    """Raise BudgetError where a mapping does not read the plan, or as another amount than its system has."""
    read_layouts(mapping)
    checked = read_plan(programme, plan, mapping)
    wrong = [message_of(one) for one in checked.findings if one.level is Level.ERROR]
    if not checked.accepted:
        raise BudgetError("\n".join([f"{plan.name} is zo nog niet goed te lezen.", *wrong[:3]]))
    require_reconciled(checked, control)


def is_ready(checked: CheckedFile, plan: FirstPlan) -> bool:
    """Whether it can be handed in as it is read: without errors, and reconciled where it must be."""
    return checked.accepted and (plan.answer is not None or not is_foreign(checked))


def plan_size(checked: CheckedFile) -> tuple[int, Cents]:
    """The number of plan lines in a file and their budget in cents: it may hold other money as well."""
    plans = [sheet for sheet in checked.sheets if sheet.kind is SheetKind.PLAN]
    return sum(sheet.rows for sheet in plans), sum(sheet.total for sheet in plans)


def may_hand_in(programme: Programme, actor: Actor) -> bool:
    """Whether this person may hand the plans in."""
    return may_act(programme, actor, Action.SUBMIT)
