"""Signed snapshots for release: the input of a report, and of the public site."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from budget.access import Action, Who, actor_of, requires
from budget.export.public_version import without_suppliers
from budget.export.site.publication import (
    Publication,
    Signed,
    Successor,
    publication,
    with_replacement_notice,
)
from budget.labels import ROLE_NAME
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme import name_then, parse_programme
from budget.snapshot.codec import decode_content
from budget.snapshot.content import Content
from budget.store import Store
from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.removals import load_suppliers
from budget.store.snapshots import Snapshot, load_snapshots
from budget.usecases.database_use import DECIDED_IN_PLAY, is_demonstration


@requires(Action.VIEW)
def as_signed(
    store: Store,
    programme: Programme,
    actor: Who,
    snapshot: Snapshot,
    is_public: bool = False,
    successor: Successor | None = None,
) -> tuple[Content, str, str | None, datetime | None]:
    """The input of a report: frozen content, its SHA-256, who signed (by the name at that time) and when.

    The notice, which every format shows, says so for a demonstration and for a snapshot with a `successor`.
    Public content has no suppliers in its texts.
    """
    signed_by = (
        name_then(snapshot.programme_text, programme, snapshot.signed_by) if snapshot.signed_by else None
    )
    content = decode_content(snapshot.content)
    if is_demonstration(store, programme):
        notice = f"{DECIDED_IN_PLAY} {content.programme.notice}".strip()
        content = replace(content, programme=replace(content.programme, notice=notice))
    content = with_replacement_notice(content, successor)
    if is_public:
        with store.read() as connection:
            content = without_suppliers(content, load_suppliers(connection, programme.id))
    return content, snapshot.sha256, signed_by, snapshot.signed_at


@requires(Action.PUBLISH)
def publish(
    store: Store,
    programme: Programme,
    actor: Who,
    meetings: Collection[date],
    now: datetime,
    published_marks: Collection[str] = (),
) -> list[Publication]:
    """The public version of every signed snapshot up to the last of these meetings, in order of signing.

    The publication is recorded. `published_marks` are the hashes of snapshots already on the site. Raises
    BudgetError when a meeting has no signed snapshot, and for a site of another database.
    """
    with store.read() as connection:
        stored = sorted(load_snapshots(connection, programme.id), key=lambda snapshot: snapshot.id)
    signed = [snapshot for snapshot in stored if snapshot.is_signed]
    _require_signed(signed, meetings)
    _require_known(signed, published_marks)
    shown = [snapshot for snapshot in signed if snapshot.meeting <= max(meetings)]
    publications = [_public(store, programme, actor, snapshot, signed) for snapshot in shown]
    with store.write(programme.id) as connection:
        detail = {"meeting": max(meetings).isoformat(), "snapshots": [snapshot.sha256 for snapshot in shown]}
        entry = Entry(now, actor_of(actor).id, "publish", f"programme {programme.id}", detail)
        record(connection, programme.id, entry)
    return publications


def _require_signed(snapshots: Sequence[Snapshot], meetings: Collection[date]) -> None:
    missing = set(meetings) - {snapshot.meeting for snapshot in snapshots}
    if missing:
        raise BudgetError(
            f"Voor {min(missing):%d-%m-%Y} is nog geen momentopname ondertekend. "
            "Alleen wat twee personen hebben ondertekend, wordt openbaar. Er is niets veranderd."
        )


def _require_known(snapshots: Sequence[Snapshot], published_marks: Collection[str]) -> None:
    unknown = set(published_marks) - {snapshot.sha256 for snapshot in snapshots}
    if unknown:
        raise BudgetError(
            f"Op de site staat een momentopname met kenmerk {min(unknown)[:12]}. "
            "Deze database kent die niet. Kies de goede database of een andere map. Er is niets veranderd."
        )


def _public(
    store: Store, programme: Programme, actor: Who, snapshot: Snapshot, snapshots: Sequence[Snapshot]
) -> Publication:
    successor = _successor(snapshot, snapshots)
    signed_parts = as_signed(store, programme, actor, snapshot, is_public=True, successor=successor)
    content, sha256, signed_by, signed_at = signed_parts
    if signed_by is None or signed_at is None:
        raise ValueError(f"snapshot {snapshot.id} is signed by nobody")
    then = parse_programme(snapshot.programme_text)
    roles = dict.fromkeys((name for _, name in programme.former), "")
    roles |= {person.name: ROLE_NAME[person.role].lower() for person in (*programme.people, *then.people)}
    return publication(Signed(content, sha256, signed_by, signed_at), roles, successor)


def _successor(snapshot: Snapshot, snapshots: Sequence[Snapshot]) -> Successor | None:
    """The correction that replaced it, if any."""
    for candidate in snapshots:
        if candidate.replaces == snapshot.sha256 and candidate.signed_at is not None:
            return Successor(candidate.sha256, candidate.signed_at, candidate.reason)
    return None
