"""The agenda of a meeting as plain data: the spotlight domain and who asks for a place beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from budget.insight.agenda import Proposal, propose_agenda
from budget.insight.missing_deliveries import list_due
from budget.model import By, Colour, Meeting, Programme, SteeringAction
from budget.standing.change_sentences import agenda_sentence, reason_sentence
from budget.standing.moment import Standing
from budget.store.snapshots import Snapshot


def agenda_of(
    standing: Standing,
    meeting: Meeting,
    since: Snapshot | None,
    agreed: Iterable[SteeringAction],
    on: date,
) -> dict[str, Any]:
    """The agenda that the figures ask for: signals against those of `since`, late actions, missing files.

    A file is missing from the day after its last day; `on` is the day one looks.
    """
    before = _colours(since.figures) if since else {}
    overdue = Counter(action.domain for action in agreed if action.is_overdue(standing.facts.as_of))
    due = list_due(standing.programme, standing.knowledge, meeting) if on > meeting.deliver_by else []
    found = propose_agenda(standing.rows(By.DOMAIN), before, overdue, due)
    return _agenda_data(standing.programme, meeting.spotlight, found)


def _agenda_data(programme: Programme, spotlight: str, proposals: Sequence[Proposal]) -> dict[str, Any]:
    """`spotlight` is a domain code or empty; `items` holds every proposal with its reasons as sentences."""
    name = programme.domain(spotlight).name if spotlight else ""
    others = [proposal.name for proposal in proposals if proposal.domain != spotlight]
    return {
        "spotlight": spotlight,
        "sentence": agenda_sentence(name, others),
        "items": [
            {
                "domain": proposal.domain,
                "name": proposal.name,
                "colour": proposal.colour.value,
                "reasons": [
                    {"ground": reason.ground.value, "text": reason_sentence(reason)}
                    for reason in proposal.reasons
                ],
            }
            for proposal in proposals
        ],
    }


def _colours(content: dict[str, Any]) -> dict[str, Colour]:
    """The colour of every domain in a frozen content."""
    return {row["key"]: Colour(row["signal"]["colour"]) for row in content["rows"]["domain"]}
