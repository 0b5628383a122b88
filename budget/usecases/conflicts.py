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
        found = conflicts_of(connection, programme.id, content, person, on)
    names = {one.code: one.name for one in programme.domains}
    return refusal(found[0], person, names.get(found[0].domain, "")) if found else ""
