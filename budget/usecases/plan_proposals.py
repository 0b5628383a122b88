"""A trial plan as a workbook to submit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.access import Action, Who, may_act, require, requires
from budget.insight.diff.moves import Move
from budget.intake.output.template import write_workbook
from budget.model.content import Content, MoveDecision, PlanLine
from budget.model.programme import Programme
from budget.model.words import SheetKind, UnknownNameError
from budget.store import Store
from budget.store.plans import load_plan
from budget.store.submissions import Submission, load_content, load_submissions
from budget.usecases.moves import check_decision, require_decision
from budget.usecases.preview import find_moves


@requires(Action.VIEW)
def moves_of(store: Store, programme: Programme, actor: Who, plan: Sequence[PlanLine]) -> tuple[Move, ...]:
    """The money that a plan would move to another source or theme, against the plans in force."""
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


@requires(Action.REVIEW)
def earlier_plans(store: Store, programme: Programme, actor: Who) -> list[Submission]:
    """The accepted files with a plan for domains that this actor may submit for, newest first."""
    with store.read() as connection:
        submissions = load_submissions(connection, programme.id)
    return [
        submission for submission in reversed(submissions) if _may_propose_again(programme, actor, submission)
    ]


@requires(Action.SUBMIT)
def earlier_plan_workbook(store: Store, programme: Programme, actor: Who, number: int) -> tuple[str, bytes]:
    """Name and bytes of a workbook with only the plan of an accepted submission.

    Submitted, it is a change like any other: with its own origin and reason, and a second person. Raises
    UnknownNameError for a submission without an accepted plan, or for domains that are not his, and
    NotAllowedError for a token that may not look at submissions.
    """
    require(programme, actor, Action.REVIEW)
    with store.read() as connection:
        known = {submission.id: submission for submission in load_submissions(connection, programme.id)}
        if number not in known or not _may_propose_again(programme, actor, known[number]):
            raise UnknownNameError(f"Inzending {number} heeft geen vastgesteld plan dat u kunt voorstellen.")
        plan = load_content(connection, programme.id, number).plan
    title = f"Plan van inzending {number}, opnieuw voorgesteld"
    return f"opnieuw-{number}.xlsx", write_workbook(Content(plan=plan), programme, title)


def _may_propose_again(programme: Programme, actor: Who, submission: Submission) -> bool:
    """Whether a submission has an accepted plan for domains that this actor may submit for."""
    is_plan = submission.seq is not None and SheetKind.PLAN in submission.kinds
    return is_plan and may_act(programme, actor, Action.SUBMIT, filter(None, submission.domains))
