"""Earlier submissions by the bytes of the file: for systems that must not submit a file twice."""

from __future__ import annotations

from budget.access import Action, Who, actor_of, may_act, require, requires
from budget.model.programme import Programme
from budget.store import Store
from budget.store.submissions import Submission, load_submission, load_submissions


@requires(Action.SUBMIT)
def handed_in_before(store: Store, programme: Programme, actor: Who, sha256: str) -> Submission | None:
    """The last submission of a file with this SHA-256, in any state; None if there is none."""
    with store.read() as connection:
        same_bytes = [
            submission
            for submission in load_submissions(connection, programme.id)
            if submission.sha256 == sha256
        ]
    return same_bytes[-1] if same_bytes else None


def own_submission(store: Store, programme: Programme, actor: Who, number: int) -> Submission:
    """One submission: for reviewers any, else only the actor's own.

    Raises UnknownNameError for an unknown number.
    """
    if may_act(programme, actor, Action.REVIEW):
        with store.read() as connection:
            return load_submission(connection, programme.id, number)
    require(programme, actor, Action.SUBMIT)
    with store.read() as connection:
        submission = load_submission(connection, programme.id, number)
    if submission.submitted_by != actor_of(actor).id:
        require(programme, actor, Action.REVIEW)
    return submission
