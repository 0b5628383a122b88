"""The board's snapshot: frozen figures for one meeting, proposed, signed, and found again by verify."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from budget import __version__
from budget.access import Action, require
from budget.board.content import canonical, compose
from budget.board.formats import FORMATS
from budget.board.standing import load_standing
from budget.model import BudgetError, Programme
from budget.programme import parse_programme
from budget.store.engine import Connection, Store
from budget.store.proof import find_faults
from budget.store.snapshots import (
    Snapshot,
    load_snapshot,
    load_snapshots,
    sign_snapshot,
    store_snapshot,
    withdraw_snapshot,
)
from budget.store.steering import load_actions
from budget.store.submissions import Submission, load_submissions

MEASURED = ("key", "budget", "original_budget", "released", "realised", "committed", "free", "norm")


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
        agreed = load_actions(connection, programme.id, now)
    content = compose(standing, found, since, head, accepted, agreed, person, now)
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


def sign(
    store: Store, programme: Programme, meeting: date, person: str, now: datetime, seen: str | None = None
) -> Snapshot:
    """Sign as the second person. Raises BudgetError when the chain grew since it was proposed.

    `seen` is the hash of the concept he read; another one is refused.
    """
    require(programme, person, Action.SIGN)
    with store.write(programme.id) as connection:
        snapshot = load_snapshot(connection, programme.id, programme.meeting(meeting).date)
        if seen is not None and snapshot.sha256 != seen:
            raise BudgetError("Sinds u keek is er een ander concept voorgesteld. Lees het opnieuw.")
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
        if difference := _first_difference(store, snapshot):
            problems.append(f"{name}: {difference}")
    with store.read() as connection:
        return problems + find_faults(connection, programme.id)


def chain_head(store: Store, programme: Programme) -> str | None:
    """Hash of the last signed snapshot, to keep elsewhere."""
    return _head(snapshots(store, programme))


def write_report(found: Snapshot, programme: Programme, name: str) -> bytes:
    """The report of a snapshot in one of FORMATS, from its frozen content alone."""
    signed_by = programme.name_of(found.signed_by) if found.signed_by else None
    signed_at = found.signed_at.isoformat() if found.signed_at else None
    return FORMATS[name].write(found.figures, found.sha256, signed_by, signed_at)


def report_name(found: Snapshot, programme: Programme, name: str) -> str:
    """The name of the file that holds it."""
    return f"{programme.id}-momentopname-{found.meeting}-{name}{FORMATS[name].suffix}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _head(known) -> str | None:
    signed = [s for s in known if s.is_signed]
    return max(signed, key=lambda s: s.id).sha256 if signed else None


def _last_before(known, as_of: date) -> Snapshot | None:
    earlier = [s for s in known if s.is_signed and s.as_of < as_of and s.as_of.year == as_of.year]
    return max(earlier, key=lambda s: s.as_of, default=None)


def _first_difference(store: Store, snapshot: Snapshot) -> str | None:
    try:
        now = _recompute(store, snapshot)
    except Exception as error:  # noqa: BLE001 - rows changed by hand can break any computation: that is the finding
        return f"is niet meer te berekenen uit wat is opgeslagen ({type(error).__name__}: {error})."
    frozen = snapshot.figures
    if frozen["software"] != __version__:  # other texts and another forecast, but the same measured figures
        frozen, now = _measured(frozen), _measured(now)
    return next(_differences(frozen, now), None)


def _measured(content: dict[str, Any]) -> dict[str, Any]:
    """What every release of the software must find again: no texts, signals or forecasts."""
    rows = {
        by: [{name: row[name] for name in MEASURED} for row in found] for by, found in content["rows"].items()
    }
    return {"rows": rows, **{name: content[name] for name in ("changes", "versions", "partners", "actions")}}


def _recompute(store: Store, snapshot: Snapshot) -> dict[str, Any]:
    """The content as the stored versions give it now, with the programme and the texts of that moment."""
    frozen = snapshot.figures
    programme = parse_programme(snapshot.programme_text)
    standing = load_standing(store, programme, snapshot.as_of, known_at=snapshot.known_at)
    last = max((s.id for s in standing.snapshots if s.sha256 == snapshot.previous), default=0)
    earlier = [s for s in standing.snapshots if s.id <= last]
    with store.read() as connection:
        accepted = _accepted_by(connection, programme, snapshot)
        agreed = load_actions(connection, programme.id, snapshot.proposed_at)
    since = _last_before(earlier, snapshot.as_of)
    person, at = snapshot.proposed_by, snapshot.proposed_at
    content = compose(
        standing, programme.meeting(snapshot.meeting), since, snapshot.previous, accepted, agreed, person, at
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
