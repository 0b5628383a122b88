"""Whether someone has an open conflict of interest in a pending submission."""

from __future__ import annotations

from datetime import date

from budget.access import Action, Who, actor_of, requires
from budget.model.programme import Programme
from budget.store import Store
from budget.store.escalations import conflicts_of, refusal
from budget.store.submissions import load_content


@requires(Action.REVIEW)
def conflict_words(store: Store, programme: Programme, actor: Who, number: int, on: date) -> str:
    """Why this person cannot accept the submission on the day `on`; '' without an open conflict."""
    person = actor_of(actor).id
    with store.read() as connection:
        content = load_content(connection, programme.id, number)
        conflicts = conflicts_of(connection, programme.id, content, person, on)
    names = {domain.code: domain.name for domain in programme.domains}
    return refusal(conflicts[0], person, names.get(conflicts[0].domain, "")) if conflicts else ""
