"""The versions of the programme: what was in force when, and the proposals to change it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, inspect, select

from budget.model.persons import person_key
from budget.model.programme import Programme
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import parse_programme
from budget.store import audit_entries as entries
from budget.store.audit import load_trail, record
from budget.store.bulk import next_id
from budget.store.people import record_people
from budget.store.schema import AnyRow, submissions
from budget.store.schema_board import programme_proposals, programme_refusals, programme_versions
from budget.store.scope import one_by_one, programmes_in

START = "programme-start"
"""The action of the first person who confirms a first programme."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the programme, in force from `recorded_at` until the next; the first has no proposal."""

    number: int
    text: str
    recorded_by: str
    recorded_at: datetime
    proposal: int | None = None

    @property
    def programme(self) -> Programme:
        """The programme in the text."""
        return read_version(self.text)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of version `base`; it waits while neither `version` nor `refused_by` is set."""

    number: int
    base: int
    text: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    version: int | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    refusal: str | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it awaits a second person."""
        return self.decided_by is None


@lru_cache(maxsize=32)
def read_version(text: str) -> Programme:
    """The programme of a stored text; cached per process, as every act needs it."""
    return parse_programme(text)


def load_version(connection: Connection, programme: str) -> Version | None:
    """The version in force; None if none was recorded, or the database predates versions."""
    if not inspect(connection).has_table(programme_versions.name):
        return None
    newest = programme_versions.c.version.desc()
    query = select(programme_versions).where(programme_versions.c.programme == programme)
    row = connection.execute(query.order_by(newest).limit(1)).first()
    return _version(row) if row else None


def load_versions(connection: Connection, programme: str) -> list[Version]:
    """All versions, oldest first."""
    query = select(programme_versions).where(programme_versions.c.programme == programme)
    return [_version(row) for row in connection.execute(query.order_by(programme_versions.c.version))]


def load_former(connection: Connection, programme: str) -> dict[str, str]:
    """The last known name of everyone in any version, by id."""
    if not inspect(connection).has_table(programme_versions.name):
        return {}
    query = select(programme_versions.c.people).where(programme_versions.c.programme == programme)
    texts = connection.execute(query.order_by(programme_versions.c.version)).scalars()
    return {id_: person["name"] for text in texts for id_, person in json.loads(text).items()}


def load_proposals(connection: Connection, programme: str) -> list[Proposal]:
    """All proposals, oldest first."""
    query = (
        select(
            programme_proposals,
            programme_versions.c.version, programme_versions.c.recorded_by, programme_versions.c.recorded_at,
            programme_refusals.c.refused_by, programme_refusals.c.refused_at,
            programme_refusals.c.reason.label("refusal"),
        )
        .outerjoin_from(programme_proposals, programme_versions)
        .outerjoin_from(programme_proposals, programme_refusals)
        .where(programme_proposals.c.programme == programme)
    )  # fmt: skip
    return [
        Proposal(
            r.id, r.base, r.text, r.reason, r.proposed_by, r.proposed_at, r.version,
            r.recorded_by or r.refused_by, r.recorded_at or r.refused_at, r.refusal,
        )
        for r in connection.execute(query.order_by(programme_proposals.c.id))
    ]  # fmt: skip


def load_proposal(connection: Connection, programme: str, number: int) -> Proposal:
    """The proposal with this number. Raises UnknownNameError when there is none."""
    for proposal in load_proposals(connection, programme):
        if proposal.number == number:
            return proposal
    raise UnknownNameError(f"Er is geen programmavoorstel {number}. Bekijk de lijst met voorstellen.")


def record_first(connection: Connection, programme: str, text: str, person: str, now: datetime) -> None:
    """Record the programme in use as version 1, if none is recorded yet; `person` is the actor."""
    if load_version(connection, programme) is None:
        _record_version(connection, programme, Version(1, text, person, now))


def was_used(connection: Connection, programme: str = "") -> bool:
    """Whether this programme (or any, for '') was ever in force or got a submission."""
    known = inspect(connection)
    tables = [table for table in (programme_versions, submissions) if known.has_table(table.name)]
    if not tables:
        return False
    first_rows = []
    for entered in one_by_one(connection):
        programmes = (programme,) if programme else (entered,) if entered else programmes_in(connection)
        own = (
            select(table.c.programme).where(table.c.programme == programme_id)
            for table in tables
            for programme_id in programmes
        )
        first_rows += [connection.execute(query.limit(1)).first() for query in own]
    return any(first_rows)


def record_start(connection: Connection, programme: str, text: str, person: str, now: datetime) -> None:
    """Record that the first of two persons confirms a first programme; nothing is in force yet."""
    detail = {"sha256": entries.text_hash(text)}
    record(connection, programme, entries.Entry(now, person, START, "programme 1", detail))


def load_start(connection: Connection, programme: str) -> entries.Entry | None:
    """The last confirmation of a first programme by a first person."""
    starts = [entry for entry in load_trail(connection, programme) if entry.action == START]
    return starts[-1] if starts else None


def require_version(version: Version | None, programme: Programme) -> None:
    """Raises BudgetError for a programme that differs from the version in force."""
    if version and version.programme != programme:
        raise BudgetError(
            "Dit is niet het programma dat is vastgesteld. Er is niets veranderd. Open het programma opnieuw."
        )


def store_proposal(
    connection: Connection, programme: str, text: str, reason: str, person: str, now: datetime
) -> Proposal:
    """Store a change of the version in force under the next number.

    Raises BudgetError while none is recorded, and when the same change waits already.
    """
    current = load_version(connection, programme)
    if current is None:
        raise BudgetError("Er is nog geen programma vastgelegd. Open eerst het programma.")
    for proposal in load_proposals(connection, programme):
        if proposal.is_pending and proposal.text == text:
            raise BudgetError(f"Dit wacht al op een tweede persoon: programmavoorstel {proposal.number}.")
    row = {
        "programme": programme, "base": current.number, "text": text, "reason": reason, "proposed_by": person,
        "proposed_at": now,
    }  # fmt: skip
    number = next_id(connection, programme_proposals, programme)
    connection.execute(insert(programme_proposals), {"id": number, **row})
    record(connection, programme, entries.programme_proposed({"id": number, **row}))
    return load_proposal(connection, programme, number)


def accept_proposal(
    connection: Connection, programme: str, number: int, person: str, now: datetime
) -> Version:
    """Make a proposal the version in force.

    Raises BudgetError when it was decided, is of the same person, or its base is no longer in force.
    """
    proposal, current = load_proposal(connection, programme, number), load_version(connection, programme)
    _require_pending(proposal)
    if person_key(proposal.proposed_by) == person_key(person):
        raise BudgetError("U hebt dit zelf voorgesteld. Een tweede persoon moet het vaststellen.")
    if current is None or current.number != proposal.base:
        raise BudgetError(
            "Na dit voorstel is een andere wijziging vastgesteld. Stuur het terug en stel het opnieuw voor."
        )
    version = Version(proposal.base + 1, proposal.text, person, now, number)
    # The people first: acceptance is checked against the old version, even if the new one drops the acceptor.
    record_people(connection, programme, {each.id for each in version.programme.people}, person, now)
    _record_version(connection, programme, version)
    return version


def refuse_proposal(
    connection: Connection, programme: str, number: int, person: str, reason: str, now: datetime
) -> None:
    """Refuse or withdraw a proposal. Raises BudgetError without a reason, or when it is decided."""
    _require_pending(load_proposal(connection, programme, number))
    if not reason.strip():
        raise BudgetError("Geef een reden. De voorsteller moet weten wat er moet veranderen.")
    row = {
        "programme": programme, "proposal": number, "refused_by": person, "refused_at": now,
        "reason": reason.strip(),
    }  # fmt: skip
    connection.execute(insert(programme_refusals), row)
    record(connection, programme, entries.programme_refused(row))


def _require_pending(proposal: Proposal) -> None:
    if not proposal.is_pending:
        raise BudgetError(
            f"Over programmavoorstel {proposal.number} heeft {proposal.decided_by} al beslist. "
            "Er is niets veranderd."
        )


def _record_version(connection: Connection, programme: str, version: Version) -> None:
    row = {
        "programme": programme,
        "version": version.number,
        "proposal": version.proposal,
        "text": version.text,
        "people": people_text(version.programme),
        "recorded_by": version.recorded_by,
        "recorded_at": version.recorded_at,
    }
    connection.execute(insert(programme_versions), row)
    record(connection, programme, entries.programme_recorded(row))


def people_text(programme: Programme) -> str:
    """The people of a programme and their deputyships as JSON, stored beside its text."""
    people: dict[str, dict[str, Any]] = {
        person.id: {"name": person.name, "role": person.role, "domains": person.domains}
        for person in programme.people
    }
    for deputy in programme.deputies:
        days = [deputy.valid_from.isoformat(), deputy.valid_until.isoformat()]
        people[deputy.deputy].setdefault("replaces", []).append([deputy.person, *days])
    return json.dumps(people, ensure_ascii=False, sort_keys=True)


def find_other_people(connection: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence for every version whose stored people differ from those of its text."""
    query = select(programme_versions).where(programme_versions.c.programme == programme)
    for row in connection.execute(query.order_by(programme_versions.c.version)):
        if row.people != people_text(read_version(row.text)):
            yield f"Versie {row.version} van het programma: de personen zijn niet die van de tekst."


def _version(row: AnyRow) -> Version:
    return Version(row.version, row.text, row.recorded_by, row.recorded_at, row.proposal)
