"""Open conflicts of interest: the person concerned, or his deputy, may not accept files about that line."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date

from sqlalchemy import Connection

from budget.model.content import Content, Decision
from budget.model.persons import person_key
from budget.model.rights import Action
from budget.model.succession import successions_in_force, with_successors
from budget.model.words import BudgetError
from budget.store.acceptances import latest_seq
from budget.store.act_checks import Versions
from budget.store.content import content_domains
from budget.store.plans import load_code_domains
from budget.store.progress import load_decisions, load_successions


def conflicts_of(
    connection: Connection, programme: str, content: Content, person: str, on: date
) -> tuple[Decision, ...]:
    """The open conflicts of this person that the content touches, from accepted decisions or its own.

    A conflict also counts when his only right to accept is borrowed from someone with the conflict. A
    decision without a line is about its whole domain; one on a line is also about the line's successors.
    """
    seq = latest_seq(connection, programme)
    escalated = [
        decision
        for decision in (*load_decisions(connection, programme, seq), *content.decisions)
        if decision.is_open(on) and decision.conflict
    ]
    if not escalated:
        return ()
    behind = Versions(connection, programme).parties_now(
        person, on, Action.ACCEPT, content_domains(content)
    ) or [frozenset({person_key(person)})]
    escalated = [decision for decision in escalated if not any(map(_keys(decision).isdisjoint, behind))]
    domain_of = {code: domain for _, code, domain in load_code_domains(connection, programme, seq)}
    known = successions_in_force(load_successions(connection, programme, seq), seq)
    records = (*(row for rows in known.values() for row in rows), *content.successions)
    codes = with_successors(_codes(content), records)
    domains = {*content_domains(content), *codes, *(domain_of.get(code, "") for code in codes)}
    touched = (
        d for d in escalated if _touches(content, d, with_successors([d.code], records), codes, domains)
    )
    return tuple(dict.fromkeys(touched))


def require_no_conflict(
    connection: Connection, programme: str, content: Content, person: str, on: date
) -> None:
    """Raises BudgetError when the content touches an open conflict of interest of this person."""
    conflicts = conflicts_of(connection, programme, content, person, on)
    if conflicts:
        raise BudgetError(refusal(conflicts[0], person))


def refusal(decision: Decision, person: str, domain: str = "") -> str:
    """Why this person cannot accept, and the agreed way to resolve it; `domain` is its name, if known."""
    about = f"regel {decision.code}" if decision.code else f"domein {domain or decision.domain}"
    who = "U hebt" if person_key(person) in _keys(decision) else "Wie u vervangt, heeft"
    return (
        f"{who} een belang bij {about}: '{decision.decision}'. Dat staat open, dus u stelt dit niet vast. "
        f"De afgesproken route is: {decision.route}. Een ander kan dit wel vaststellen."
    )


def _keys(escalated: Decision) -> set[str]:
    return set(map(person_key, escalated.conflict))


def _touches(
    content: Content, escalated: Decision, own_codes: Set[str], codes: Set[str], domains: Set[str]
) -> bool:
    """Whether the content is about the codes of the decision; `own_codes` and `codes` include successors.

    Plans, release lists and statements replace everything of their domain, even lines that they leave out;
    what is about a domain as a whole is about each of its lines.
    """
    if not escalated.code or any(each.domain == escalated.domain for each in content.decisions):
        return escalated.domain in domains
    whole = {domain for statement in content.statements for domain in statement.domains or ()}
    whole |= {line.domain for line in content.plan} | {release.domain for release in content.releases}
    return not own_codes.isdisjoint(codes) or escalated.domain in whole | codes


def _codes(content: Content) -> Iterator[str]:
    """Every line code in the content."""
    yield from (line.code for line in content.plan)
    yield from (code for statement in content.statements for code in statement.codes)
    yield from (note.code for note in content.progress)
    yield from (question.code for question in content.questions)
    yield from (request.code for request in content.requests if request.code)
    yield from (end.code for each in content.transfers for end in (each.giver, each.taker))
    yield from (code for each in content.successions for code in (each.code, each.successor) if code)
    yield from (release.code for release in content.releases if release.code)
