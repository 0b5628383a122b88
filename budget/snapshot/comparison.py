"""What changed since the previous snapshot: every step starts at what that snapshot froze."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from budget.insight.diff.free_room import Change, Moment
from budget.model import By, Row
from budget.snapshot.row_data import row_data
from budget.standing.change_sentences import (
    actions_sentence,
    domain_change_sentence,
    forecast_change_sentence,
    free_change_sentence,
    signals_change_sentence,
)
from budget.standing.moment import Standing
from budget.store.snapshots import Snapshot

Data = dict[str, Any]
CORRECTED = ("budget", "released", "realised", "committed", "free")
STEPS = ("plan", "bookings", "commitments")


def compare(standing: Standing, since: Snapshot, actions: list[Data]) -> Data:
    """The difference between the frozen figures of `since` and `standing`; amounts in cents.

    Per domain and in total `before + regrouped + plan - bookings - commitments = after`, where before and
    after are the free room that both snapshots froze; `regrouped` is money that another programme file
    counts in another domain, and nearly always 0. `actions` are the frozen actions of now.
    """
    frozen, moment = since.figures, Moment(since.as_of, since.known_at)
    rows = standing.rows(By.DOMAIN)
    then = {row["key"]: row for row in frozen["rows"]["domain"]}
    found = {
        "since": {
            "meeting": since.meeting.isoformat(),
            "as_of": since.as_of.isoformat(),
            "sha256": since.sha256,
        },
        "total": _bridge(standing, moment, None, frozen["total"]["free"]),
        "domains": {
            row.key: _bridge(standing, moment, row.key, then.get(row.key, {"free": 0})["free"])
            for row in rows
        },
        "items": [_item(standing, change) for change in standing.changes_since(moment)],
        "forecast": {
            "total": _forecast(frozen["total"], standing.total()),
            "domains": {row.key: _forecast(then.get(row.key), row) for row in rows},
        },
        "signals": [
            _signal(then[row.key], row)
            for row in rows
            if row.key in then and then[row.key]["signal"]["colour"] != row.signal.colour
        ],
        "actions": compare_actions(frozen["actions"], actions),
    }
    return found | _sentences(found, rows)


def replacement(replaced: Snapshot, reason: str, rows: Iterable[Row]) -> Data:
    """What a correction says: which signed snapshot it replaces, why, and every amount that differs."""
    frozen = replaced.figures
    was = {(row["by"], row["key"]): row for row in (*frozen["rows"]["domain"], frozen["total"])}
    now = [row_data(row) for row in rows]
    return {
        "meeting": replaced.meeting.isoformat(),
        "as_of": replaced.as_of.isoformat(),
        "sha256": replaced.sha256,
        "reason": reason,
        "differences": [
            {
                "by": row["by"],
                "domain": row["key"],
                "name": row["name"],
                "measure": name,
                "was": then,
                "now": row[name],
            }
            for row in now
            for name in CORRECTED
            if (then := was.get((row["by"], row["key"]), {}).get(name)) != row[name]
        ],
    }


def compare_actions(before: list[Data], now: list[Data]) -> Data:
    """Indices in `now` of what was done since, is still open, is new, and of the open ones is overdue."""
    known = {_identity(action) for action in before if not action["closed"]}
    found: dict[str, list[int]] = {"done": [], "open": [], "new": [], "overdue": []}
    for n, action in enumerate(now):
        was_open = _identity(action) in known
        found["done" if action["closed"] else "open" if was_open else "new"].append(n)
        if action["overdue"]:
            found["overdue"].append(n)
    return found


def closed_in(frozen: Data | None) -> set[tuple]:
    """Identities of the actions that a snapshot already showed as closed."""
    return {_identity(action) for action in frozen["actions"] if action["closed"]} if frozen else set()


def is_told(action: Data, closed: set[tuple]) -> bool:
    """Whether an earlier snapshot already told how this action ended."""
    return bool(action["closed"]) and _identity(action) in closed


def _identity(action: Data) -> tuple:
    """What never changes of an action; snapshots of the first format do not know its number."""
    return action["domain"], action["text"], action["owner"], action["due"], action["meeting"]


def _bridge(standing: Standing, moment: Moment, domain: str | None, before: int) -> dict[str, int]:
    found = standing.bridge_since(moment, domain)
    steps = {name: getattr(found, name) for name in (*STEPS, "after")}
    return {"before": before, "regrouped": found.before - before, **steps}


def _item(standing: Standing, change: Change) -> Data:
    by = standing.acceptance(change.seq)
    name = standing.programme.name_of
    return {
        "kind": change.kind.value,
        **change.key._asdict(),
        "domain": change.domain,
        "activity": change.activity,
        "cents": change.cents,
        "submission": by.submission,
        "file": by.file,
        "submitted_by": name(by.submitted_by),
        "accepted_by": name(by.accepted_by),
    }


def _forecast(then: Data | None, now: Row) -> dict[str, int | None]:
    """Expected spending at year end (P50), then and now; None where the group was not there yet."""
    return {"then": then["forecast"]["p50"] if then else None, "now": now.measures.forecast.p50}


def _signal(then: Data, now: Row) -> dict[str, str]:
    return {
        "domain": now.key,
        "name": now.name,
        "before": then["signal"]["colour"],
        "after": now.signal.colour.value,
        "reason_before": then["signal"]["reason"],
        "reason_after": now.signal.reason,
    }


def _sentences(found: Data, rows: Iterable[Row]) -> Data:
    actions = found["actions"]
    counts = [len(actions[name]) for name in ("done", "open", "new", "overdue")]
    return {
        "sentences": [
            free_change_sentence(found["total"], found["since"]),
            forecast_change_sentence(found["forecast"]["total"]),
            signals_change_sentence(found["signals"]),
            actions_sentence(*counts),
        ],
        "domain_sentences": {
            row.key: domain_change_sentence(found["domains"][row.key], found["forecast"]["domains"][row.key])
            for row in rows
        },
    }
