"""Returned submissions that were not submitted again, and explanations that do not count yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from budget.access import Action, Who, actor_of, requires
from budget.model.content import Progress
from budget.model.programme import Programme
from budget.model.words import SheetKind
from budget.store import Store
from budget.store.submissions import State, Submission, load_content, load_submissions


def still_returned(
    store: Store, programme: Programme, found: Sequence[Submission], person: str
) -> list[Submission]:
    """Submissions of `person` that someone else returned and that were not submitted again.

    An explanation was submitted again when each of its lines was. Files that he withdrew himself are left
    out.
    """
    kept = [one for one in found if one.state is not State.REJECTED or one.decided_by != one.submitted_by]
    own = [one for one in kept if one.submitted_by == person]
    back = [one for one in own if one.state is State.REJECTED]
    notes = load_notes(store, programme, own) if any(map(is_explanation, back)) else {}
    return [one for one in back if not _is_followed(one, own, notes)]


def is_explanation(file: Submission) -> bool:
    """Whether it only has progress notes, which can also be typed on the page of a domain."""
    return set(file.kinds) == {SheetKind.PROGRESS}


def _is_followed(
    back: Submission, own: Sequence[Submission], notes_by_file: Mapping[int, Sequence[Progress]]
) -> bool:
    later = [one for one in own if _follows(one, back)]
    if not is_explanation(back):
        return bool(later)
    again = {note.code for one in later for note in notes_by_file.get(one.id, ())}
    return bool(later) and {note.code for note in notes_by_file.get(back.id, ())} <= again


def _follows(later: Submission, back: Submission) -> bool:
    return (
        later.id > back.id and set(back.kinds) <= set(later.kinds) and set(back.domains) <= set(later.domains)
    )


def load_notes(
    store: Store, programme: Programme, files: Iterable[Submission]
) -> dict[int, tuple[Progress, ...]]:
    """The progress notes in those of these files that are explanations, by file number."""
    found = [one.id for one in files if SheetKind.PROGRESS in one.kinds]
    if not found:
        return {}
    with store.read() as connection:
        return {number: load_content(connection, programme.id, number).progress for number in found}


def explained(store: Store, programme: Programme, files: Sequence[Submission]) -> frozenset[str]:
    """The codes with an explanation among these files that awaits a second person."""
    return _explained(files, load_notes(store, programme, (one for one in files if one.is_pending)))


def _explained(
    files: Iterable[Submission], notes_by_file: Mapping[int, Sequence[Progress]]
) -> frozenset[str]:
    """The codes of which a pending note says why; a note may also give a result or a forecast alone."""
    notes = (note for one in files if one.is_pending for note in notes_by_file.get(one.id, ()))
    return frozenset(note.code for note in notes if note.cause and note.note.strip())


@dataclass(frozen=True, slots=True)
class UnacceptedNotes:
    """Notes that do not count yet: codes waiting for a second person, and returned notes with the reason."""

    waiting: frozenset[str]
    returned: Mapping[str, tuple[Progress, str]]


@requires(Action.REVIEW)
def load_unaccepted_notes(store: Store, programme: Programme, actor: Who) -> UnacceptedNotes:
    """The waiting notes of anyone, and this person's returned notes that were not resubmitted."""
    with store.read() as connection:
        found = load_submissions(connection, programme.id)
    returned = still_returned(store, programme, found, actor_of(actor).id)
    open_ones = [*(one for one in found if one.is_pending), *returned]
    notes = load_notes(store, programme, open_ones)
    waiting = _explained(found, notes)
    back = {
        note.code: (note, one.reason or "")
        for one in found
        if not one.is_pending
        for note in notes.get(one.id, ())
        if note.code not in waiting
    }
    return UnacceptedNotes(waiting, back)
