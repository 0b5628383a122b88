"""What a snapshot holds: every figure and text of one moment as plain data, and its one canonical text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from budget.labels import TERMS
from budget.model import By, Meeting, Programme, Role, SteeringAction
from budget.snapshot.comparison import closed_in, compare, is_told, replacement
from budget.snapshot.row_data import row_data
from budget.standing.agenda import agenda_of
from budget.standing.moment import Standing
from budget.standing.sentences import asks, summary
from budget.store.snapshots import Snapshot
from budget.store.submissions import State, Submission
from budget.version import __version__

FORMAT = 2
_GROUPS = (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME, By.BUDGET_HOLDER)


def compose(
    standing: Standing,
    meeting: Meeting,
    since: Snapshot | None,
    head: str | None,
    submissions: list[Submission],
    agreed: tuple[SteeringAction, ...],
    person: str,
    now: datetime,
    replaced: Snapshot | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """The frozen content as plain data; the same facts give the same content.

    `since` is the snapshot to compare with, `head` the hash this one is chained to; a correction takes
    the place of `replaced` for a `reason`.
    """
    programme, facts = standing.programme, standing.facts
    domains = standing.rows(By.DOMAIN)
    total = standing.total()
    actions = _actions(programme, agreed, facts.as_of, since)
    rows = {By.DOMAIN: domains, **{by: standing.rows(by) for by in _GROUPS[1:]}}
    return {
        "format": FORMAT,
        "software": __version__,
        "programme": {
            **{name: getattr(programme, name) for name in ("id", "name", "board", "scope", "notice")},
            "sha256": hashlib.sha256(programme.text.encode()).hexdigest(),
        },
        "meeting": {
            "date": meeting.date.isoformat(),
            "spotlight": meeting.spotlight,
            "fictional": meeting.fictional,
        },
        "year": facts.year,
        "as_of": facts.as_of.isoformat(),
        "known_at": facts.known_at,
        "proposed_by": programme.name_of(person),
        "proposed_at": now.isoformat(),
        "total": row_data(total),
        "rows": {by.value: [row_data(row) for row in found] for by, found in rows.items()},
        "pace": {
            "": standing.pace().to_data(),
            **{row.key: standing.pace(row.key).to_data() for row in domains if row.key},
        },
        "sentences": summary(total, domains, facts, standing.booked_until()),
        "asks": asks(programme, domains, _owners(programme)),
        "actions": actions,
        "notes": [_note(standing, note) for note in standing.progress()],
        "partners": [asdict(p) for p in standing.partners if p.year == facts.year],
        "changes": compare(standing, since, actions) if since else None,
        "agenda": agenda_of(standing, meeting, since, agreed, now.date()),
        "replaces": replacement(replaced, reason, (*domains, total)) if replaced else None,
        "versions": [
            _version(programme, s)
            for s in submissions
            if s.state is State.ACCEPTED and s.seq <= facts.known_at
        ],
        "sources": [
            {"code": source.code, "name": source.name, "colour": source.colour, "unspent": source.unspent}
            for source in programme.sources
        ],
        "terms": TERMS,
        "rules": [_rule(rule) for rule in programme.rules if rule.valid_from <= facts.as_of],
        "previous": head,
    }


def canonical(content: dict[str, Any]) -> str:
    """The one text of this content: sorted keys, no spaces."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _owners(programme: Programme) -> dict[str, str]:
    return {
        domain: person.name
        for person in reversed(programme.people)
        if person.role is Role.BUDGET_HOLDER
        for domain in person.domains
    }


def _actions(
    programme: Programme, agreed: tuple[SteeringAction, ...], as_of: date, since: Snapshot | None
) -> list[dict[str, Any]]:
    """Every agreed action, without those that the previous snapshot already showed as closed."""
    told = closed_in(since.figures if since else None)
    found = (_action(programme, action, as_of) for action in agreed)
    return [action for action in found if not is_told(action, told)]


def _action(programme: Programme, action: SteeringAction, as_of: date) -> dict[str, Any]:
    return {
        "id": action.id,
        "domain": action.domain,
        "text": action.text,
        "owner": programme.name_of(action.owner),
        "due": action.due.isoformat(),
        "expected": action.expected,
        "meeting": action.meeting.isoformat() if action.meeting else None,
        "closed": action.closed_on.isoformat() if action.closed_on else None,
        "outcome": action.outcome,
        "overdue": action.is_overdue(as_of),
    }


def _note(standing: Standing, note) -> dict[str, Any]:
    activity = next((x.activity for x in standing.facts.lines if x.key.code == note.code), "")
    data = {**asdict(note), "as_of": note.as_of.isoformat()}
    return {**data, "domain": standing.domain_of(note.code), "activity": activity}


def _version(programme: Programme, submission: Submission) -> dict[str, Any]:
    return {
        "kind": [kind.value for kind in submission.kinds],
        "domains": list(submission.domains),
        "file": submission.file,
        "sha256": submission.sha256,
        "submission": submission.id,
        "submitted_by": programme.name_of(submission.submitted_by),
        "submitted_at": submission.submitted_at.isoformat(),
        "accepted_by": programme.name_of(submission.decided_by),
        "accepted_at": submission.decided_at.isoformat(),
    }


def _rule(rule) -> dict[str, Any]:
    names = ("id", "condition", "source", "share", "amount")
    return {
        **{name: getattr(rule, name) for name in names},
        "colour": rule.colour.value,
        "valid_from": rule.valid_from.isoformat(),
    }
