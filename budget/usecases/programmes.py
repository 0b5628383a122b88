"""The programme in the database: which version is in force, and how two persons change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from budget.access import Action, FirstAct, Who, actor_of, require, require_second, requires
from budget.model.persons import name_fault, name_key
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme import parse_programme
from budget.programme.differences import differences
from budget.store import Store
from budget.store.programmes import (
    Proposal,
    Version,
    accept_proposal,
    load_former,
    load_proposal,
    load_proposals,
    load_version,
    load_versions,
    read_version,
    refuse_proposal,
    require_version,
    store_proposal,
)


def in_force(store: Store, filed: Programme) -> Programme:
    """The recorded version of this programme; `filed` (from the file) if none is recorded.

    It also has the names of former people, to show their acts.
    """
    with store.read() as connection:
        version, former = load_version(connection, filed.id), load_former(connection, filed.id)
    return replace(version.programme, former=tuple(former.items())) if version else filed


def file_changes(store: Store, programme: Programme, filed: Programme) -> list[str]:
    """How the programme file differs, in Dutch sentences; none for a file that is merely outdated.

    A file equal to an earlier version was not edited: the programme was changed on screen.
    """
    sentences = differences(programme, filed)
    with store.read() as connection:
        known = load_versions(connection, programme.id) if sentences else []
    return [] if any(not differences(version.programme, filed) for version in known) else sentences


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal with its changes, in Dutch sentences, against the version it was made on."""

    proposal: Proposal
    differences: tuple[str, ...]


@requires(Action.PROPOSE_PROGRAMME)
def propose(store: Store, programme: Programme, text: str, actor: Who, reason: str, now: datetime) -> Change:
    """Propose the programme in TOML `text` to replace the one in force.

    Raises BudgetError for a text with mistakes, of another programme, that changes nothing, or with a name
    that looks like someone else's.
    """
    new = parse_programme(text)
    if new.id != programme.id:
        raise BudgetError(f"Dit is een ander programma: '{new.id}' in plaats van '{programme.id}'.")
    _require_own_names(programme, new)
    sentences = tuple(differences(programme, new))
    if not sentences:
        raise BudgetError("Dit programma zegt hetzelfde als het vastgestelde. Er is niets voorgesteld.")
    with store.write(programme.id) as connection:
        require_version(load_version(connection, programme.id), programme)
        person = actor_of(actor).id
        return Change(store_proposal(connection, programme.id, text, reason.strip(), person, now), sentences)


def _require_own_names(programme: Programme, new: Programme) -> None:
    """Raises BudgetError for a new name that looks like someone else's, former people included."""
    others = {*programme.former, *((person.id, person.name) for person in (*programme.people, *new.people))}
    known = {(person.id, person.name) for person in programme.people}
    for person in new.people:
        if (person.id, person.name) in known:
            continue
        same = [
            name
            for other_id, name in others
            if other_id != person.id and name_key(name) == name_key(person.name)
        ]
        if same:
            raise BudgetError(
                f"'{person.name}' ({person.id}) lijkt op '{same[0]}', die al in het programma staat of "
                "stond. Is het dezelfde persoon, geef dan hetzelfde id. "
                "Is het een ander, maak dan de naam langer."
            )
        if fault := name_fault(person.name):
            raise BudgetError(fault)


@requires(Action.ACCEPT_PROGRAMME)
def accept(store: Store, programme: Programme, number: int, actor: Who, now: datetime) -> Version:
    """Put a proposal into force as the second person, who needs the right under the old version."""
    with store.write(programme.id) as connection:
        require_version(load_version(connection, programme.id), programme)
        proposal = load_proposal(connection, programme.id, number)
        first = FirstAct(proposal.proposed_by, proposal.proposed_at, Action.PROPOSE_PROGRAMME)
        require_second(programme, actor, Action.ACCEPT_PROGRAMME, first)
        return accept_proposal(connection, programme.id, number, actor_of(actor).id, now)


@requires(Action.PROPOSE_PROGRAMME)
def refuse(store: Store, programme: Programme, number: int, actor: Who, reason: str, now: datetime) -> None:
    """Refuse a proposal with a reason; the proposer may withdraw it this way."""
    person = actor_of(actor).id
    with store.write(programme.id) as connection:
        if load_proposal(connection, programme.id, number).proposed_by != person:
            require(programme, actor, Action.ACCEPT_PROGRAMME)
        refuse_proposal(connection, programme.id, number, person, reason, now)


@requires(Action.VERIFY)
def changes(store: Store, programme: Programme, actor: Who) -> list[Change]:
    """All proposals with what they change, newest first."""
    with store.read() as connection:
        texts = {version.number: version.text for version in load_versions(connection, programme.id)}
        proposals = load_proposals(connection, programme.id)
    return [
        Change(proposal, tuple(differences(read_version(texts[proposal.base]), read_version(proposal.text))))
        for proposal in reversed(proposals)
    ]


@requires(Action.VERIFY)
def versions(store: Store, programme: Programme, actor: Who) -> list[Version]:
    """The recorded versions, oldest first."""
    with store.read() as connection:
        return load_versions(connection, programme.id)
