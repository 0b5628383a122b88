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
    store: Store, programme: Programme, submissions: Sequence[Submission], person: str
) -> list[Submission]:
    """Submissions of `person` that someone else returned and that were not submitted again.

    An explanation was submitted again when each of its lines was. Files that he withdrew himself are left
    out.
    """
    not_withdrawn = [
        file
        for file in submissions
        if file.state is not State.REJECTED or file.decided_by != file.submitted_by
    ]
    own = [file for file in not_withdrawn if file.submitted_by == person]
    back = [file for file in own if file.state is State.REJECTED]
    notes = load_notes(store, programme, own) if any(map(is_explanation, back)) else {}
    return [file for file in back if not _is_followed(file, own, notes)]


def is_explanation(file: Submission) -> bool:
    """Whether it only has progress notes, which can also be typed on the page of a domain."""
    return set(file.kinds) == {SheetKind.PROGRESS}


def _is_followed(
    back: Submission, own: Sequence[Submission], notes_by_file: Mapping[int, Sequence[Progress]]
) -> bool:
    later = [file for file in own if _follows(file, back)]
    if not is_explanation(back):
        return bool(later)
    again = {note.code for file in later for note in notes_by_file.get(file.id, ())}
    return bool(later) and {note.code for note in notes_by_file.get(back.id, ())} <= again


def _follows(later: Submission, back: Submission) -> bool:
    return (
        later.id > back.id and set(back.kinds) <= set(later.kinds) and set(back.domains) <= set(later.domains)
    )


def load_notes(
    store: Store, programme: Programme, files: Iterable[Submission]
) -> dict[int, tuple[Progress, ...]]:
    """The progress notes in those of these files that are explanations, by file number."""
    with_notes = [file.id for file in files if SheetKind.PROGRESS in file.kinds]
    if not with_notes:
        return {}
    with store.read() as connection:
        return {number: load_content(connection, programme.id, number).progress for number in with_notes}


def list_explained_codes(store: Store, programme: Programme, files: Sequence[Submission]) -> frozenset[str]:
    """The codes with an explanation among these files that awaits a second person."""
    return _explained(files, load_notes(store, programme, (file for file in files if file.is_pending)))


def _explained(
    files: Iterable[Submission], notes_by_file: Mapping[int, Sequence[Progress]]
) -> frozenset[str]:
    """The codes of which a pending note says why; a note may also give a result or a forecast alone."""
    notes = (note for file in files if file.is_pending for note in notes_by_file.get(file.id, ()))
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
        submissions = load_submissions(connection, programme.id)
    returned = still_returned(store, programme, submissions, actor_of(actor).id)
    open_ones = [*(file for file in submissions if file.is_pending), *returned]
    notes = load_notes(store, programme, open_ones)
    waiting = _explained(submissions, notes)
    back = {
        note.code: (note, file.reason or "")
        for file in submissions
        if not file.is_pending
        for note in notes.get(file.id, ())
        if note.code not in waiting
    }
    return UnacceptedNotes(waiting, back)
