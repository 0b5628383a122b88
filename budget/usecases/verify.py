"""Recomputes every snapshot from what is stored and names the first difference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from budget.access import Action, Who, requires
from budget.insight.diff.free_room import count_as_drawn_up
from budget.insight.facts import resolve
from budget.labels import count, day, local
from budget.model.figures import Facts
from budget.model.programme import Programme
from budget.model.questions import Answer
from budget.model.steering import SteeringAction
from budget.model.years import Picture
from budget.programme import parse_programme
from budget.snapshot.chain import digest, head_of, last_before
from budget.snapshot.codec import encode_content
from budget.snapshot.compose import compose
from budget.snapshot.content import (
    FORMAT,
    KEEPS_LATE,
    NAMES_LATE,
    PACED,
    Content,
    counts_period_ends,
    shows_ended_actions_once,
)
from budget.standing.frozen_years import load_picture
from budget.standing.moment import Standing, load_standing
from budget.store import Connection, Store
from budget.store.act_checks import find_unlawful
from budget.store.anchor import (
    KEY_FILE,
    PUBLIC_KEYS,
    anchored_heads,
    find_unsigned,
    is_signed,
    trusted_keys,
)
from budget.store.audit import load_trail, trail_hashes
from budget.store.integrity import each_fault, error_summary
from budget.store.mail_marks import unmarked_mail
from budget.store.periods import load_closings
from budget.store.programmes import find_other_people
from budget.store.questions import load_answers
from budget.store.removals import removed_marks
from budget.store.snapshots import Snapshot, load_snapshots
from budget.store.steering import load_actions
from budget.store.submissions import load_submissions
from budget.usecases.reconcile import reconciled_words
from budget.usecases.rederive import rederive
from budget.version import __version__

Plain = dict[str, Any]
"""A content as its text states it: verify compares what is stored, not what is decoded from it."""

MEASURED = ("key", "budget", "original_budget", "released", "realised", "committed", "free", "norm")


def verify(store: Store, programme: Programme, actor: Who) -> list[str]:
    """A Dutch sentence per difference between what was frozen or recorded and what is stored."""
    return list(find_differences(store, programme, actor))


@requires(Action.VERIFY)
def find_differences(store: Store, programme: Programme, actor: Who) -> Iterator[str]:
    """The sentences of verify(), one by one, cheapest checks first."""
    keys, heads = trusted_keys(), anchored_heads(programme.id)
    yield from _readable(lambda: _faults(store, programme), "De database")
    yield from _readable(lambda: _unlawful(store, programme), "Het logboek")
    yield from _readable(lambda: _unsigned(store, programme, keys), "Het logboek")
    yield from find_truncations(store, programme, actor, heads)
    yield from _readable(lambda: _wrong_snapshots(store, programme), "De momentopnamen")


@requires(Action.VERIFY)
def name_rows(store: Store, programme: Programme, actor: Who, *, from_files: bool) -> list[str]:
    """The rows that rederive() finds wrong; a failure to read them is a finding too."""
    again = "De vastgestelde rijen"
    return list(_readable(lambda: rederive(store, programme, actor, from_files=from_files), again))


@requires(Action.VERIFY)
def count_removed(store: Store, programme: Programme, actor: Who) -> int:
    """The number of files whose suppliers were removed: their bytes cannot be read again."""
    with store.read() as connection:
        return len(removed_marks(load_trail(connection, programme.id)))


@requires(Action.VERIFY)
def mail_words(store: Store, programme: Programme, actor: Who) -> str:
    """In Dutch which mail of an earlier version cannot be checked; '' without any."""
    with store.read() as connection:
        number, since = unmarked_mail(connection, programme.id)
    if not number:
        return ""
    until = f"voor {day(local(since).date())}" if since else "voordat het programma weer mail klaarzet"
    rows = count(number, "rij", "rijen")
    return f"Mail van een eerdere versie ({rows}): wat daarin is veranderd {until}, is niet na te gaan."


@requires(Action.VERIFY)
def anchor_words(store: Store, programme: Programme, actor: Who) -> str:
    """In Dutch whether anything outside the database anchors the trail."""
    keys, heads = trusted_keys(), anchored_heads(programme.id)
    with store.read() as connection:
        signed = is_signed(connection, programme.id)
    words = "Het logboek is niet verankerd: wie de database heeft, kan alles opnieuw maken."
    if signed and keys:
        words = "Het logboek is ondertekend met een sleutel buiten de database."
    elif signed:
        words = f"Het logboek is ondertekend, maar niet nagekeken: stel {KEY_FILE} of {PUBLIC_KEYS} in."
    elif heads:
        words = "Het logboek is niet ondertekend."
    return f"{words} Het ankerbestand klopt met de database." if heads else words


def _faults(store: Store, programme: Programme) -> Iterator[str]:
    with store.examine() as connection:
        yield from each_fault(connection, programme.id)


def _unlawful(store: Store, programme: Programme) -> list[str]:
    with store.examine() as connection:
        return [*find_unlawful(connection, programme.id), *find_other_people(connection, programme.id)]


def _unsigned(store: Store, programme: Programme, keys: frozenset[str]) -> list[str]:
    with store.examine() as connection:
        return list(find_unsigned(connection, programme.id, keys))


def _readable(check: Callable[[], Iterable[str]], subject: str) -> Iterator[str]:
    """The findings of a check; a failure to read is a finding too, and does not stop the rest."""
    try:
        yield from check()
    except Exception as error:  # noqa: BLE001 - a damaged database fails in any way: that is the finding
        yield f"{subject}: niet te lezen uit de database ({error_summary(error)})."


def _wrong_snapshots(store: Store, programme: Programme) -> list[str]:
    problems: list[str] = []
    head: str | None = None
    for snapshot in sorted(_snapshots(store, programme), key=lambda s: s.id):
        name = f"Momentopname {snapshot.meeting:%d-%m-%Y}"
        if digest(snapshot.content) != snapshot.sha256:
            problems.append(f"{name}: de inhoud past niet bij het kenmerk.")
            continue
        if snapshot.is_signed and snapshot.previous != head:
            problems.append(f"{name}: sluit niet aan op de vorige momentopname.")
        head = snapshot.sha256 if snapshot.is_signed else head
        if difference := first_difference(store, snapshot):
            problems.append(f"{name}: {difference}")
    return problems


@dataclass(frozen=True, slots=True)
class Heads:
    """The last hash of both chains, to keep elsewhere; None for a chain without an entry."""

    snapshots: str | None
    trail: str | None


@requires(Action.VERIFY)
def load_heads(store: Store, programme: Programme, actor: Who) -> Heads:
    """The last hash of each chain, kept outside the database to see if a chain was truncated or rebuilt."""
    with store.read() as connection:
        trail = trail_hashes(connection, programme.id)
    return Heads(head_of(_snapshots(store, programme)), trail[-1] if trail else None)


@requires(Action.VERIFY)
def find_truncations(store: Store, programme: Programme, actor: Who, anchored: Iterable[str]) -> list[str]:
    """A Dutch sentence for every kept head that is no longer in either chain."""
    heads = list(anchored)
    return list(_readable(lambda: _cuts(store, programme, heads), "De bewaarde kenmerken")) if heads else []


def _cuts(store: Store, programme: Programme, heads: list[str]) -> list[str]:
    with store.examine() as connection:
        hashes = set(trail_hashes(connection, programme.id))
    hashes |= {snapshot.sha256 for snapshot in _snapshots(store, programme) if snapshot.is_signed}
    return [
        f"Het bewaarde kenmerk {head} staat niet meer in de keten of het logboek: er is iets afgeknipt "
        "of opnieuw gemaakt."
        for head in heads
        if head.strip().lower() not in hashes
    ]


def first_difference(store: Store, snapshot: Snapshot) -> str | None:
    """In Dutch the first difference between a snapshot and what is stored; None without any."""
    try:
        now = _recompute(store, snapshot)
    except Exception as error:  # noqa: BLE001 - rows changed by hand can break any computation: that is the finding
        return f"is niet meer te berekenen uit wat is opgeslagen ({error_summary(error)})."
    frozen: Plain = json.loads(snapshot.content)
    if (frozen["software"], frozen["format"]) != (__version__, FORMAT):
        # A newer release may have other texts and forecasts, never other measured figures.
        measured = _measured(frozen)
        return next(_differences(measured, _shaped_as(_measured(now), measured)), None)
    return next(_differences(frozen, now), None)


def _measured(content: Plain) -> Plain:
    """What every release of the software must reproduce: no texts, signals or forecasts."""
    rows = {
        by: [{name: row[name] for name in MEASURED} for row in group] for by, group in content["rows"].items()
    }
    changes = content["changes"]
    steps = {name: changes[name] for name in ("since", "total", "domains", "items")} if changes else None
    measured = {name: content[name] for name in ("versions", "partners")}
    # Before format 5 an action closed between the reference date and the proposal was not late.
    actions = [each | {"overdue": each["overdue"] and not each["closed"]} for each in content["actions"]]
    return {"rows": rows, "changes": steps, "actions": actions, **measured}


def _shaped_as(now: object, frozen: object) -> object:
    """`now` without the keys that an older format did not have."""
    if isinstance(frozen, dict) and isinstance(now, dict):
        return {key: _shaped_as(now[key], frozen[key]) for key in now.keys() & frozen.keys()}
    if isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        return [_shaped_as(*pair) for pair in zip(now, frozen, strict=True)]
    return now


def _recompute(store: Store, snapshot: Snapshot) -> Plain:
    """The content recomputed from the stored versions, with the programme and the texts of that moment."""
    programme, frozen = parse_programme(snapshot.programme_text), json.loads(snapshot.content)
    with store.read() as connection:
        chain = load_snapshots(connection, programme.id)
    last = max((s.id for s in chain if s.sha256 == snapshot.previous), default=0)
    standing = load_standing(store, programme, snapshot.as_of, known_at=snapshot.known_at, upto=last)
    if not counts_period_ends(frozen["software"]):
        standing = _as_drawn_up(standing)
    if frozen["format"] < PACED:
        standing = replace(standing, facts=_planned_to_date(standing.facts))
    earlier = [s for s in standing.snapshots if s.id <= last]
    with store.read() as connection:
        submissions = load_submissions(connection, programme.id)
        later = _later(connection, programme.id, snapshot)
        agreed = _agreed_before(connection, programme.id, snapshot, later)
        answers = _answered_before(connection, programme.id, snapshot, later)
    accepted = [s for s in submissions if s.seq is not None and s.seq <= snapshot.known_at]
    since = last_before(earlier, snapshot.meeting, snapshot.as_of)
    person, at, meeting = snapshot.proposed_by, snapshot.proposed_at, programme.meeting(snapshot.meeting)
    replaced = next((s for s in earlier if s.sha256 == snapshot.replaces), None)
    content = compose(
        *(standing, meeting, since, snapshot.previous, accepted, agreed, person, at, replaced),
        reason=snapshot.reason,
        answers=answers,
        picture=Picture() if frozen["format"] < NAMES_LATE else _picture(store, standing, snapshot, later),
        is_told_once=shows_ended_actions_once(frozen["software"]),
    )
    if frozen["format"] < KEEPS_LATE:
        content = _late_while_open(content)
    now: Plain = json.loads(encode_content(content))
    if not any("allowed_by" in version for version in frozen["versions"]):
        # Frozen before decisions were stored, or without any.
        now["versions"] = [{k: v for k, v in each.items() if k != "allowed_by"} for each in now["versions"]]
    return now | {"software": frozen["software"]}


def _picture(store: Store, standing: Standing, snapshot: Snapshot, later: set[tuple[str, str]]) -> Picture:
    """All years as they were frozen; older formats froze only their own."""
    with store.read() as connection:
        closings = load_closings(connection, standing.programme.id, snapshot.proposed_at)
    closed = (
        replace(each, accepted=None) if ("decide-period", f"period {each.id}") in later else each
        for each in closings
    )
    words = reconciled_words(store, standing.programme, snapshot.as_of, snapshot.known_at)
    return replace(load_picture(store, standing, closed), reconciled=words)


def _late_while_open(content: Content) -> Content:
    """The content as older formats made it: an ended action was not marked as having been late."""
    actions = (replace(action, overdue=action.overdue and not action.closed) for action in content.actions)
    return replace(content, actions=tuple(actions))


def _agreed_before(
    connection: Connection, programme: str, snapshot: Snapshot, later: set[tuple[str, str]]
) -> tuple[SteeringAction, ...]:
    """The actions as the proposer saw them: in the order of the trail, as a clock can be early.

    An action that waited for the lock while he froze has an earlier time, but a later entry.
    """
    actions = load_actions(connection, programme, snapshot.proposed_at)
    return tuple(
        replace(action, closed_on=None, outcome="") if ("close", f"action {action.id}") in later else action
        for action in actions
        if ("steer", f"action {action.id}") not in later
    )


def _as_drawn_up(standing: Standing) -> Standing:
    """The standing with commitments counting from the day they were drawn up."""
    knowledge = count_as_drawn_up(standing.knowledge)
    facts = resolve(knowledge, standing.programme, standing.facts.as_of)
    own = standing.facts.own_margins
    return replace(standing, knowledge=knowledge, facts=replace(facts, own_margins=own))


def _planned_to_date(facts: Facts) -> Facts:
    """The facts as measured before pace dates: planned up to the reference date."""
    lines = (replace(line, known_until=None, realised_later=0) for line in facts.lines)
    return replace(facts, lines=tuple(lines), known_until=())


def _answered_before(
    connection: Connection, programme: str, snapshot: Snapshot, later: set[tuple[str, str]]
) -> tuple[Answer, ...]:
    """The answers of the board as the proposer saw them, in the same way."""
    answers = load_answers(connection, programme, snapshot.proposed_at)
    return tuple(answer for number, answer in answers if ("decide", f"answer {number}") not in later)


def _later(connection: Connection, programme: str, snapshot: Snapshot) -> set[tuple[str, str]]:
    """Action and subject of the trail entries from the proposal on."""
    entries = [(entry.action, entry.subject) for entry in load_trail(connection, programme)]
    proposal = ("freeze", f"snapshot {snapshot.id}")
    return set(entries[entries.index(proposal) :]) if proposal in entries else set()


def _differences(frozen: object, now: object, path: str = "") -> Iterator[str]:
    """Places where two plain values differ, depth first."""
    if isinstance(frozen, dict) and isinstance(now, dict):
        for key in sorted(frozen.keys() | now.keys()):
            yield from _differences(frozen.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        for n, pair in enumerate(zip(frozen, now, strict=True)):
            yield from _differences(*pair, f"{path}[{n}]")
    elif frozen != now:
        yield f"{path} was {_excerpt(frozen)}, maar is nu {_excerpt(now)}."


def _excerpt(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _snapshots(store: Store, programme: Programme) -> list[Snapshot]:
    with store.read() as connection:
        return load_snapshots(connection, programme.id)
