"""The board's snapshot: frozen figures for one meeting, proposed, signed, and found again by verify."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from budget import __version__
from budget.access import Action, require
from budget.board import report
from budget.board.figures import row_data
from budget.board.standing import Standing, load_standing
from budget.board.wording import asks, summary
from budget.insight.changes import Change, Moment
from budget.model import BudgetError, By, Meeting, Programme, Role
from budget.programme import parse_programme
from budget.store.audit import find_break
from budget.store.engine import Connection, Store
from budget.store.snapshots import (
    Snapshot,
    load_snapshot,
    load_snapshots,
    sign_snapshot,
    store_snapshot,
    withdraw_snapshot,
)
from budget.store.submissions import State, Submission, load_submissions

FORMAT = 1
_GROUPS = (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME, By.BUDGET_HOLDER)


def propose(
    store: Store, programme: Programme, meeting: date, as_of: date, person: str, now: datetime
) -> Snapshot:
    """Freeze all figures for a meeting at a reference date; it is a concept until a second person signs."""
    require(programme, person, Action.FREEZE)
    found = programme.meeting(meeting)
    if as_of > meeting:
        raise BudgetError(f"De peildatum {as_of:%d-%m-%Y} ligt na de vergadering van {meeting:%d-%m-%Y}.")
    standing = load_standing(store, programme, as_of)
    if standing.is_empty:
        raise BudgetError(
            f"Voor {as_of.year} is nog geen plan vastgesteld. Lever eerst een bestedingsplan aan."
        )
    head = _head(standing.snapshots)
    since = _last_before(standing.snapshots, as_of)
    with store.read() as connection:
        accepted = load_submissions(connection, programme.id)
    content = compose(standing, found, since, head, accepted, person, now)
    text = canonical(content)
    snapshot = Snapshot(
        id=0,
        meeting=meeting,
        as_of=as_of,
        known_at=standing.facts.known_at,
        content=text,
        programme_text=programme.text,
        sha256=_digest(text),
        previous=head,
        proposed_by=person,
        proposed_at=now,
        signed_by=None,
        signed_at=None,
    )
    with store.write(programme.id) as connection:
        return store_snapshot(connection, programme.id, snapshot)


def sign(store: Store, programme: Programme, meeting: date, person: str, now: datetime) -> Snapshot:
    """Sign as the second person. Raises BudgetError when the chain grew since it was proposed."""
    require(programme, person, Action.SIGN)
    with store.write(programme.id) as connection:
        snapshot = load_snapshot(connection, programme.id, meeting)
        if not snapshot.is_signed and snapshot.previous != _head(load_snapshots(connection, programme.id)):
            raise BudgetError(
                "Na dit voorstel is een andere momentopname ondertekend. Stel deze opnieuw voor."
            )
        return sign_snapshot(connection, programme.id, snapshot.id, person, now)


def withdraw(
    store: Store, programme: Programme, meeting: date, person: str, reason: str, now: datetime
) -> None:
    """Take back a concept."""
    require(programme, person, Action.FREEZE)
    with store.write(programme.id) as connection:
        snapshot = load_snapshot(connection, programme.id, meeting)
        withdraw_snapshot(connection, programme.id, snapshot.id, person, reason, now)


def snapshots(store: Store, programme: Programme) -> list[Snapshot]:
    """All snapshots, by meeting."""
    with store.read() as connection:
        return load_snapshots(connection, programme.id)


def snapshot_of(store: Store, programme: Programme, meeting: date) -> Snapshot:
    """The snapshot of one meeting. Raises BudgetError when there is none."""
    with store.read() as connection:
        return load_snapshot(connection, programme.id, meeting)


def verify(store: Store, programme: Programme) -> list[str]:
    """Recompute every snapshot from what is stored: a Dutch sentence per difference, none if all is well."""
    problems: list[str] = []
    head: str | None = None
    for snapshot in sorted(snapshots(store, programme), key=lambda s: s.id):
        name = f"Momentopname {snapshot.meeting:%d-%m-%Y}"
        if _digest(snapshot.content) != snapshot.sha256:
            problems.append(f"{name}: de inhoud past niet bij het kenmerk.")
            continue
        if snapshot.is_signed and snapshot.previous != head:
            problems.append(f"{name}: sluit niet aan op de vorige momentopname.")
        head = snapshot.sha256 if snapshot.is_signed else head
        difference = next(_differences(snapshot.figures, _recompute(store, snapshot)), None)
        if difference:
            problems.append(f"{name}: {difference}")
    with store.read() as connection:
        broken = find_break(connection, programme.id)
    if broken:
        problems.append(f"Logboek: regel {broken} is veranderd of hoort hier niet.")
    return problems


def chain_head(store: Store, programme: Programme) -> str | None:
    """Hash of the last signed snapshot, to keep elsewhere."""
    return _head(snapshots(store, programme))


def report_pdf(found: Snapshot, programme: Programme) -> bytes:
    """The report of a snapshot, from its frozen content alone."""
    signed_by = programme.person(found.signed_by).name if found.signed_by else None
    signed_at = found.signed_at.isoformat() if found.signed_at else None
    return report.pdf(found.figures, found.sha256, signed_by, signed_at)


def compose(
    standing: Standing,
    meeting: Meeting,
    since: Snapshot | None,
    head: str | None,
    submissions: list[Submission],
    person: str,
    now: datetime,
) -> dict[str, Any]:
    """The frozen content as plain data; the same facts give the same content."""
    programme, facts = standing.programme, standing.facts
    domains = standing.rows(By.DOMAIN)
    total = standing.total()
    rows = {By.DOMAIN: domains, **{by: standing.rows(by) for by in _GROUPS[1:]}}
    return {
        "format": FORMAT,
        "software": __version__,
        "programme": {name: getattr(programme, name) for name in ("id", "name", "board", "scope", "notice")},
        "meeting": {
            "date": meeting.date.isoformat(),
            "spotlight": meeting.spotlight,
            "fictional": meeting.fictional,
        },
        "year": facts.year,
        "as_of": facts.as_of.isoformat(),
        "known_at": facts.known_at,
        "proposed_by": programme.person(person).name,
        "proposed_at": now.isoformat(),
        "total": row_data(total),
        "rows": {by.value: [row_data(row) for row in found] for by, found in rows.items()},
        "pace": {
            "": standing.pace().to_data(),
            **{row.key: standing.pace(row.key).to_data() for row in domains if row.key},
        },
        "sentences": summary(total, domains, facts),
        "asks": asks(programme, domains, _owners(programme)),
        "notes": [_note(standing, note) for note in standing.progress()],
        "partners": [asdict(p) for p in standing.partners if p.year == facts.year],
        "changes": _changes(standing, since) if since else None,
        "versions": [
            _version(programme, s)
            for s in submissions
            if s.state is State.ACCEPTED and s.seq <= facts.known_at
        ],
        "rules": [_rule(rule) for rule in programme.rules if rule.valid_from <= facts.as_of],
        "previous": head,
    }


def canonical(content: dict[str, Any]) -> str:
    """The one text of this content: sorted keys, no spaces."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _head(known) -> str | None:
    signed = [s for s in known if s.is_signed]
    return max(signed, key=lambda s: s.id).sha256 if signed else None


def _last_before(known, as_of: date) -> Snapshot | None:
    earlier = [s for s in known if s.is_signed and s.as_of < as_of and s.as_of.year == as_of.year]
    return max(earlier, key=lambda s: s.as_of, default=None)


def _recompute(store: Store, snapshot: Snapshot) -> dict[str, Any]:
    """The content as the stored versions give it now, with the programme and the texts of that moment."""
    frozen = snapshot.figures
    programme = parse_programme(snapshot.programme_text)
    standing = load_standing(store, programme, snapshot.as_of, known_at=snapshot.known_at)
    earlier = [s for s in standing.snapshots if s.id < snapshot.id]
    with store.read() as connection:
        accepted = _accepted_by(connection, programme, snapshot)
    since = _last_before(earlier, snapshot.as_of)
    person, at = snapshot.proposed_by, snapshot.proposed_at
    content = compose(
        standing, programme.meeting(snapshot.meeting), since, snapshot.previous, accepted, person, at
    )
    return {**json.loads(canonical(content)), "software": frozen["software"]}


def _accepted_by(connection: Connection, programme: Programme, snapshot: Snapshot) -> list[Submission]:
    known = load_submissions(connection, programme.id)
    return [s for s in known if s.seq is not None and s.seq <= snapshot.known_at]


def _differences(frozen: Any, now: Any, path: str = "") -> Iterator[str]:
    """Places where two plain values differ, depth first."""
    if isinstance(frozen, dict) and isinstance(now, dict):
        for key in sorted(frozen.keys() | now.keys()):
            yield from _differences(frozen.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        for n, pair in enumerate(zip(frozen, now, strict=True)):
            yield from _differences(*pair, f"{path}[{n}]")
    elif frozen != now:
        yield f"{path} was {_brief(frozen)}, maar is nu {_brief(now)}."


def _brief(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _owners(programme: Programme) -> dict[str, str]:
    return {
        domain: person.name
        for person in reversed(programme.people)
        if person.role is Role.BUDGET_HOLDER
        for domain in person.domains
    }


def _note(standing: Standing, note) -> dict[str, Any]:
    activity = next((x.activity for x in standing.facts.lines if x.key.code == note.code), "")
    data = {**asdict(note), "as_of": note.as_of.isoformat()}
    return {**data, "domain": standing.domain_of(note.code), "activity": activity}


def _changes(standing: Standing, since: Snapshot) -> dict[str, Any]:
    moment = Moment(since.as_of, since.known_at)
    domains = [row.key for row in standing.rows(By.DOMAIN)]
    return {
        "since": {"meeting": since.meeting.isoformat(), "as_of": since.as_of.isoformat()},
        "total": _bridge(standing, moment, None),
        "domains": {code: _bridge(standing, moment, code) for code in domains},
        "items": [_item(standing, change) for change in standing.changes_since(moment)],
    }


def _bridge(standing: Standing, moment: Moment, domain: str | None) -> dict[str, int]:
    found = standing.bridge_since(moment, domain)
    return {name: getattr(found, name) for name in ("before", "plan", "bookings", "commitments", "after")}


def _item(standing: Standing, change: Change) -> dict[str, Any]:
    by = standing.acceptance(change.seq)
    name = standing.programme.person
    return {
        "kind": change.kind.value,
        **change.key._asdict(),
        "domain": change.domain,
        "activity": change.activity,
        "cents": change.cents,
        "submission": by.submission,
        "file": by.file,
        "submitted_by": name(by.submitted_by).name,
        "accepted_by": name(by.accepted_by).name,
    }


def _version(programme: Programme, submission: Submission) -> dict[str, Any]:
    return {
        "kind": [kind.value for kind in submission.kinds],
        "domains": list(submission.domains),
        "file": submission.file,
        "sha256": submission.sha256,
        "submission": submission.id,
        "submitted_by": programme.person(submission.submitted_by).name,
        "submitted_at": submission.submitted_at.isoformat(),
        "accepted_by": programme.person(submission.decided_by).name,
        "accepted_at": submission.decided_at.isoformat(),
    }


def _rule(rule) -> dict[str, Any]:
    names = ("id", "condition", "source", "share", "amount")
    return {
        **{name: getattr(rule, name) for name in names},
        "colour": rule.colour.value,
        "valid_from": rule.valid_from.isoformat(),
    }
