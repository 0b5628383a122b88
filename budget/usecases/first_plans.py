"""The plans that a first programme is made from, and how each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from budget.access import Action, Actor, may_act
from budget.intake.check_context import CheckContext
from budget.intake.findings import message_of
from budget.intake.mapping.layout import Layout
from budget.intake.mapping.layout_text import read_layouts
from budget.model.content import CheckedFile, ControlTotal
from budget.model.programme import Programme
from budget.model.words import BudgetError, Cents, Level, SheetKind
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_layouts
from budget.usecases.control_totals import is_foreign, require_reconciled

PLANS, ANSWERS = "plannen", "antwoorden.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a plan with other columns is read: a mapping (TOML), and the totals of its own system."""

    mapping: str
    control: tuple[ControlTotal, ...]


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """One of the plans; `answer` is None if not given yet, or not needed."""

    path: Path
    answer: Answer | None = None

    @property
    def name(self) -> str:
        """The original name of the file."""
        return self.path.name.partition(" ")[2]

    @property
    def mark(self) -> str:
        """A token that changes when another file replaces it."""
        file_status = self.path.stat()
        return f"{self.path.name}-{file_status.st_mtime_ns}-{file_status.st_size}"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class StartResult:
    """The result: the numbers of the plans awaiting acceptance, and why other files were not submitted.

    `mappings` are the names of the mappings submitted with them.
    """

    waiting: tuple[int, ...]
    left: tuple[str, ...]
    mappings: tuple[str, ...] = ()


def first_plans(place: Path) -> tuple[FirstPlan, ...]:
    """The plans in a folder, in the order in which they were chosen."""
    answers = load_answers(place)
    return tuple(FirstPlan(path, answers.get(path.name)) for path in sorted((place / PLANS).glob("*")))


def load_answers(place: Path) -> dict[str, Answer]:
    """The answers for the plans in a folder, by file name."""
    path = place / ANSWERS
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Answer]) if path.is_file() else {}


def encode_answers(answers: Mapping[str, Answer]) -> bytes:
    """The stored form of the answers."""
    return msgspec.json.encode(dict(answers))


def read_plan(programme: Programme, plan: FirstPlan, mapping: str = "") -> CheckedFile:
    """A plan as it would be read with this programme in force; nothing is stored."""
    known = CheckContext(mappings=(mapping,) if mapping else ())
    return check_file(plan.name, plan.data, programme, known)


def draft_reading(programme: Programme, name: str, data: bytes) -> tuple[Layout, ...]:
    """A proposed layout for a plan that cannot be read without one; empty for any other file."""
    if check_file(name, data, programme).accepted:
        return ()
    try:
        return draft_layouts(name, data, programme)
    except BudgetError:
        return ()


def draft_answer(programme: Programme, plan: FirstPlan) -> tuple[Layout, ...]:
    """A proposed layout for the foreign sheets of a plan, or the earlier answer.

    Raises BudgetError when there is nothing to map.
    """
    drafts = draft_layouts(plan.name, plan.data, programme)
    answer = read_layouts(plan.answer.mapping, is_kept=True) if plan.answer else ()
    answered = {layout.fingerprint: layout for layout in answer}
    return tuple(
        replace(answered[layout.fingerprint], notes=layout.notes, rows=layout.rows)
        if layout.fingerprint in answered
        else layout
        for layout in drafts
    )


def require_read(
    programme: Programme, plan: FirstPlan, mapping: str, control: tuple[ControlTotal, ...]
) -> None:
    """Raises BudgetError if a mapping does not read the plan, or reads another amount than its system has."""
    read_layouts(mapping)
    checked = read_plan(programme, plan, mapping)
    wrong = [message_of(finding) for finding in checked.findings if finding.level is Level.ERROR]
    if not checked.accepted:
        raise BudgetError("\n".join([f"{plan.name} is zo nog niet goed te lezen.", *wrong[:3]]))
    require_reconciled(checked, control)


def is_ready(checked: CheckedFile, plan: FirstPlan) -> bool:
    """Whether it can be submitted: without errors, and reconciled if needed."""
    return checked.accepted and (plan.answer is not None or not is_foreign(checked))


def plan_size(checked: CheckedFile) -> tuple[int, Cents]:
    """The number of plan lines in a file and their budget in cents (without other money in the file)."""
    plans = [sheet for sheet in checked.sheets if sheet.kind is SheetKind.PLAN]
    return sum(sheet.rows for sheet in plans), sum(sheet.total for sheet in plans)


def may_hand_in(programme: Programme, actor: Actor) -> bool:
    """Whether this person may submit the plans."""
    return may_act(programme, actor, Action.SUBMIT)
