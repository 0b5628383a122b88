"""The agenda of a meeting as plain data: the spotlight domain and who asks for a place beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budget.board.change_wording import agenda_sentence, reason_sentence
from budget.insight.agenda import Proposal
from budget.model import Colour, Programme


def agenda_data(programme: Programme, spotlight: str, proposals: Sequence[Proposal]) -> dict[str, Any]:
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


def colours_of(content: dict[str, Any]) -> dict[str, Colour]:
    """The colour of every domain in a frozen content."""
    return {row["key"]: Colour(row["signal"]["colour"]) for row in content["rows"]["domain"]}
