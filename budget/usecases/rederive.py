"""Repeats every acceptance from the submissions, and names each row that differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from budget.access import Action, Who, requires
from budget.model.content import Content
from budget.model.programme import Programme
from budget.sandbox.check import check_file
from budget.store import Connection, Store
from budget.store.audit import load_trail, record
from budget.store.audit_entries import PERIOD_DECIDED, PERIOD_PROPOSED, Entry
from budget.store.content import pack_content, unpack_content
from budget.store.ledger import propose_ledger
from budget.store.mappings import ACCEPTED, ACTIONS, KEPT_BY_ONE, PROPOSED, load_file_mappings, load_mappings
from budget.store.removals import removed_marks
from budget.store.row_differences import differing_rows
from budget.store.scratch import load_stored, put_period, put_submission, scratch
from budget.store.submissions import accept_submission
from budget.usecases.check_context import load_check_context
from budget.usecases.earlier_readings import as_read_before
from budget.usecases.preview import domains_of

LONGEST = 60


@requires(Action.VERIFY)
def rederive(store: Store, programme: Programme, actor: Who, *, from_files: bool) -> list[str]:
    """A Dutch sentence per row that differs after repeating all acceptances.

    `from_files` reads every accepted file again from its original bytes; otherwise the stored content is
    trusted: the trail holds its hash.
    """
    with store.examine() as connection, scratch() as copy:
        replay = _Replay(connection, copy, programme, from_files=from_files)
        trail = load_trail(connection, programme.id)
        problems = [problem for entry in trail for problem in replay.follow(entry)]
        return problems + list(differing_rows(connection, copy, programme.id))


class _Replay:
    """Repeats the entries of the trail, one after another, in a scratch database."""

    def __init__(
        self, connection: Connection, copy: Connection, programme: Programme, *, from_files: bool
    ) -> None:
        self._stored, self._copy, self._programme = connection, copy, programme
        self._from_files = from_files
        self._accepted = {e.subject for e in load_trail(connection, programme.id) if e.action == "accept"}
        self._removed = removed_marks(load_trail(connection, programme.id))
        self._given = load_file_mappings(connection, programme.id)
        self._contents: dict[int, Content] = {}

    def follow(self, entry: Entry) -> Iterator[str]:
        """Repeat this entry, if it added or explained rows."""
        if entry.action == KEPT_BY_ONE:
            # It counted at the time; the present schema requires two persons.
            for action, person in ((PROPOSED, entry.person), (ACCEPTED, f"{entry.person}, alleen")):
                record(self._copy, self._programme.id, replace(entry, action=action, person=person))
        elif entry.action in ACTIONS:
            record(self._copy, self._programme.id, entry)
        elif entry.action == "submit" and entry.subject in self._accepted:
            yield from self._submit(_number(entry))
        elif entry.action in (PERIOD_PROPOSED, PERIOD_DECIDED):
            is_decided = entry.action == PERIOD_DECIDED
            put_period(self._stored, self._copy, self._programme.id, _number(entry), is_decided=is_decided)
        elif entry.action == "accept" and _number(entry) in self._contents:
            yield from self._accept(_number(entry), entry)

    def _submit(self, number: int) -> Iterator[str]:
        if (row := load_stored(self._stored, self._programme.id, number)) is None:
            yield f"Inzending {number} ontbreekt."
            return
        put_submission(self._copy, row)
        self._contents[number] = unpack_content(row["content"])
        if self._from_files and f"submission {number}" not in self._removed:
            yield from self._read_again(number, row)

    def _read_again(self, number: int, row: dict[str, Any]) -> Iterator[str]:
        """The file against its stored content, with the plan and mappings of that moment."""
        saved = tuple(
            saved_mapping.text for saved_mapping in load_mappings(self._copy, self._programme.id).used
        )
        known = load_check_context(self._copy, self._programme.id, (*self._given.get(number, ()), *saved))
        content = check_file(row["file"], row["data"], self._programme, known).content
        if content is None:
            yield f"Inzending {number}: dit bestand is nu niet in te lezen, dus niet na te rekenen."
            return
        stored = _without_cells(self._contents[number])
        content = _without_cells(as_read_before(_with_typed(content, stored), stored))
        if pack_content(content) != pack_content(stored):
            differences = _differences(content, stored)
            yield from (f"Inzending {number}: {difference}" for difference in differences)
            self._contents[number] = content

    def _accept(self, number: int, entry: Entry) -> Iterator[str]:
        content = self._contents[number]
        domain_of = domains_of(self._copy, self._programme, content)
        try:
            with self._copy.begin_nested():
                diff = propose_ledger(self._copy, self._programme.id, content.statements, domain_of).diff
                accept_submission(
                    self._copy, self._programme.id, number, entry.person, entry.at, (content, diff)
                )
        except Exception as error:  # noqa: BLE001 - what was changed by hand can fail in any way: that is the finding
            yield f"Inzending {number} is niet opnieuw vast te stellen ({type(error).__name__})."


def _without_cells(content: Content) -> Content:
    """The content without the cells of closed periods, which depend on what was closed at the check."""
    bare = tuple(replace(statement, cells=()) for statement in content.statements)
    return replace(content, statements=bare, release_cells=())


def _with_typed(content: Content, stored_content: Content) -> Content:
    """The file's content plus what was typed beside it: that is in no file, but its hash is in the trail."""
    says_both = content.amendment is not None and stored_content.amendment is not None
    typed = (decision for decision in stored_content.allowed_by if decision not in content.allowed_by)
    return replace(
        content,
        control=stored_content.control,
        amendment=content.amendment if says_both else stored_content.amendment,
        allowed_by=(*content.allowed_by, *typed),
    )


def _differences(right: Content, stored_content: Content) -> Iterator[str]:
    """Each part that differs in the file, by kind and place in the list."""
    was, now = (msgspec.to_builtins(content) for content in (right, stored_content))
    for kind in was:
        if was[kind] == now[kind]:
            continue
        rows = zip(was[kind], now[kind], strict=False)
        places = [n for n, (read_row, stored_row) in enumerate(rows, start=1) if read_row != stored_row]
        if len(was[kind]) != len(now[kind]):
            yield f"het bestand heeft {len(was[kind])} van {kind}, opgeslagen zijn er {len(now[kind])}."
        for place in places:
            values_text = f"{_excerpt(was[kind][place - 1])}, opgeslagen is {_excerpt(now[kind][place - 1])}"
            yield f"{kind} {place} is in het bestand {values_text}."


def _excerpt(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _number(entry: Entry) -> int:
    return int(entry.subject.rpartition(" ")[2])
