"""The audit entry for each kind of row: made when the row is written, and again when it is verified."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

PERIOD_PROPOSED, PERIOD_DECIDED = "propose-period", "decide-period"
REMOVED = "remove"
"""The action of removing the suppliers from a submission."""
ANCHOR = "anchor"
"""The action of signing the trail so far."""
MAILED = "mailed"
"""The action of writing rows of mail: their hashes."""
BY_PROGRAM = frozenset({ANCHOR, MAILED})
"""Entries of the program itself, which are no act of a person and change no figure."""
PROGRAMME = "programme"
"""The action that puts a version of the programme into force."""
Values = dict[str, Any]
"""Column values of one row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail: `person` did `action` to `subject`."""

    at: datetime
    person: str
    action: str
    subject: str
    detail: dict[str, Any]


def text_hash(text: str) -> str:
    """The hash that represents a text in the trail."""
    return hashlib.sha256(text.encode()).hexdigest()


def content_mark(row: Values) -> str:
    """The hash that represents the content of a submission in the trail."""
    text = json.dumps([row[name] for name in ("kinds", "domains", "base")])
    return hashlib.sha256(text.encode() + row["content"]).hexdigest()


def submitted(row: Values) -> Entry:
    """A row of `submissions`."""
    detail = {"file": row["file"], "sha256": row["sha256"], "content": content_mark(row)}
    return Entry(row["submitted_at"], row["submitted_by"], "submit", f"submission {row['id']}", detail)


def accepted(row: Values, sha256: str, stored: dict[str, str]) -> Entry:
    """A row of `acceptances`, with the hash of the file and the seals of the rows it added."""
    detail = {"seq": row["seq"], "sha256": sha256, "submitted_by": row["submitted_by"], "stored": stored}
    return Entry(row["accepted_at"], row["accepted_by"], "accept", f"submission {row['submission']}", detail)


def rejected(row: Values) -> Entry:
    """A row of `rejections`."""
    detail = {"reason": row["reason"]}
    return Entry(row["rejected_at"], row["rejected_by"], "reject", f"submission {row['submission']}", detail)


def proposed(row: Values, replaces: int | None, reason: str) -> Entry:
    """A row of `snapshots`; a correction names the number of the snapshot it replaces."""
    detail = {
        "meeting": row["meeting"].isoformat(),
        "sha256": row["sha256"],
        "as_of": row["as_of"].isoformat(),
        "known_at": row["known_at"],
        "previous": row["previous"],
        "programme": text_hash(row["programme_text"]),
        "replaces": replaces,
        "reason": reason,
    }
    return Entry(row["proposed_at"], row["proposed_by"], "freeze", f"snapshot {row['id']}", detail)


def signed(row: Values, meeting: date, sha256: str) -> Entry:
    """A row of `signatures`, with the meeting and the hash of what was signed."""
    detail = {"meeting": meeting.isoformat(), "sha256": sha256, "proposed_by": row["proposed_by"]}
    return Entry(row["signed_at"], row["signed_by"], "sign", f"snapshot {row['snapshot']}", detail)


def withdrawn(row: Values) -> Entry:
    """A row of `withdrawals`."""
    detail = {"reason": row["reason"]}
    return Entry(row["withdrawn_at"], row["withdrawn_by"], "withdraw", f"snapshot {row['snapshot']}", detail)


def steered(row: Values) -> Entry:
    """A row of `steering_actions`."""
    detail = {
        **{name: row[name] for name in ("domain", "owner", "text", "expected")},
        "due": row["due"].isoformat(),
        "meeting": row["meeting"].isoformat() if row["meeting"] else None,
    }
    return Entry(row["registered_at"], row["registered_by"], "steer", f"action {row['id']}", detail)


def closed(row: Values) -> Entry:
    """A row of `steering_closings`."""
    detail = {"outcome": row["outcome"]}
    return Entry(row["closed_at"], row["closed_by"], "close", f"action {row['action']}", detail)


def answered(row: Values) -> Entry:
    """A row of `board_answers`."""
    names = ("question_seq", "question_n", "verdict", "choice", "text", "decided_by", "action")
    detail = {**{name: row[name] for name in names}, "decided_on": row["decided_on"].isoformat()}
    return Entry(row["recorded_at"], row["recorded_by"], "decide", f"answer {row['id']}", detail)


def period_proposed(row: Values) -> Entry:
    """A row of `period_proposals`."""
    detail = {**{name: row[name] for name in ("year", "month", "reason")}, "closes": bool(row["closes"])}
    return Entry(row["proposed_at"], row["proposed_by"], PERIOD_PROPOSED, f"period {row['id']}", detail)


def period_decided(row: Values) -> Entry:
    """A row of `period_decisions`."""
    detail = {name: row[name] for name in ("known_at", "proposed_by", "reason")}
    detail["accepted"] = bool(row["accepted"])
    return Entry(row["decided_at"], row["decided_by"], PERIOD_DECIDED, f"period {row['proposal']}", detail)


def programme_recorded(row: Values) -> Entry:
    """A row of `programme_versions`: the first one, or an accepted proposal."""
    detail = {
        "sha256": text_hash(row["text"]),
        "people": text_hash(row["people"]),
        "proposal": row["proposal"],
    }
    subject = f"programme {row['version']}"
    return Entry(row["recorded_at"], row["recorded_by"], PROGRAMME, subject, detail)


def programme_proposed(row: Values) -> Entry:
    """A row of `programme_proposals`."""
    detail = {"sha256": text_hash(row["text"]), "base": row["base"], "reason": row["reason"]}
    return Entry(row["proposed_at"], row["proposed_by"], "programme-propose", f"proposal {row['id']}", detail)


def programme_refused(row: Values) -> Entry:
    """A row of `programme_refusals`."""
    subject, detail = f"proposal {row['proposal']}", {"reason": row["reason"]}
    return Entry(row["refused_at"], row["refused_by"], "programme-refuse", subject, detail)
