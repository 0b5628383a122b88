"""A plan that was tried out, as a workbook to hand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.access import Action, Who, require
from budget.insight.diff.moves import Move
from budget.intake.output.template import write_workbook
from budget.model.content import Content, MoveDecision, PlanLine
from budget.model.programme import Programme
from budget.store import Store
from budget.store.plans import load_plan
from budget.usecases.moves import check_decision, require_decision
from budget.usecases.preview import find_moves


def moves_of(store: Store, programme: Programme, actor: Who, plan: Sequence[PlanLine]) -> tuple[Move, ...]:
    """The money that a plan would move to another source or theme, against the plans accepted now."""
    require(programme, actor, Action.VIEW)
    with store.read() as connection:
        return find_moves(connection, programme, load_plan(connection, programme.id), plan)


def write_proposal(
    store: Store,
    programme: Programme,
    actor: Who,
    plan: Sequence[PlanLine],
    title: str,
    decision: MoveDecision | None,
    today: date,
) -> bytes:
    """A workbook with this plan that names the decision. Raises MovesError when it needs one and has none."""
    moves = moves_of(store, programme, actor, plan)
    checked = check_decision(decision, today)
    allowed_by = (checked,) if checked and moves else ()
    require_decision(moves, allowed_by, programme, today)
    return write_workbook(Content(plan=tuple(plan), allowed_by=allowed_by), programme, title)
