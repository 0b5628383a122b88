"""The agenda of a meeting: the spotlight domain, the other domains proposed, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from budget.insight.agenda import Proposal, Reason, propose_agenda
from budget.insight.missing_deliveries import list_due_deliveries
from budget.labels import SHEET_NAME, SIGNAL_WORD, count, join_words
from budget.model.programme import Meeting, Programme
from budget.model.steering import Agenda, AgendaItem, AgendaReason, SteeringAction
from budget.model.words import AgendaGround, By, Colour
from budget.standing.moment import Standing
from budget.standing.sentences import colour_word, number_word


def agenda_of(
    standing: Standing,
    meeting: Meeting,
    before: Mapping[str, Colour],
    agreed: Iterable[SteeringAction],
    on: date,
    questions: Mapping[str, tuple[str, ...]] | None = None,
) -> Agenda:
    """The agenda derived from the figures: red or worsened signals, late actions, missing files.

    `before` has the colour of each domain at the last meeting; `questions` the open questions to the board by
    domain, which also propose it. A file is missing from the day after its deadline; `on` is today.
    """
    overdue = Counter(action.domain for action in agreed if action.is_overdue(standing.facts.as_of))
    due = (
        list_due_deliveries(standing.programme, standing.knowledge, meeting)
        if on > meeting.deliver_by
        else []
    )
    proposals = propose_agenda(standing.rows(By.DOMAIN), before, overdue, due, questions or {})
    return _agenda(standing.programme, meeting.spotlight, proposals)


def _agenda(programme: Programme, spotlight: str, proposals: Sequence[Proposal]) -> Agenda:
    name = programme.domain(spotlight).name if spotlight else ""
    others = [proposal.name for proposal in proposals if proposal.domain != spotlight]
    items = tuple(
        AgendaItem(
            proposal.domain,
            proposal.name,
            proposal.colour,
            tuple(AgendaReason(reason.ground, reason_sentence(reason)) for reason in proposal.reasons),
        )
        for proposal in proposals
    )
    return Agenda(spotlight, agenda_sentence(name, others), items)


def reason_sentence(reason: Reason) -> str:
    """Why a domain is proposed for the agenda, in one sentence."""
    if reason.ground is AgendaGround.QUESTION:
        return f"Vraag aan het bestuur: {reason.text}"
    if reason.ground is AgendaGround.CHANGED:
        turn = f"van {colour_word(reason.before)} naar {colour_word(reason.colour)}"
        return f"Het staat er slechter voor dan bij het vorige overleg: {turn}."
    if reason.ground is AgendaGround.OVERDUE:
        verb = "is" if reason.number == 1 else "zijn"
        return f"{count(reason.number, 'actie', 'acties')} {verb} over de einddatum."
    if reason.ground is AgendaGround.MISSING:
        return f"Nog niet aangeleverd: {join_words([SHEET_NAME[kind].lower() for kind in reason.kinds])}."
    return f"{SIGNAL_WORD[reason.colour]}: {reason.text}"


def agenda_sentence(spotlight: str, names: Sequence[str]) -> str:
    """The spotlight domain and the other domains proposed for the agenda, by name."""
    first = f"In de schijnwerper staat {spotlight}. " if spotlight else ""
    if not names:
        return f"{first}Geen ander domein vraagt om een plek op de agenda."
    others = "andere domeinen" if spotlight else "domeinen"
    if len(names) == 1:
        others = "ander domein" if spotlight else "domein"
    verb = "vraagt" if len(names) == 1 else "vragen"
    many = number_word(len(names)).capitalize().replace("Één", "Eén")
    return f"{first}{many} {others} {verb} om een plek op de agenda: {join_words(list(names))}."
