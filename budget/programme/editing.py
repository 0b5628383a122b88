"""Changes parts of the text of a programme; all else, comments too, stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from budget.model.programme import Deputy, Meeting, Person
from budget.model.words import BudgetError

PEOPLE, MEETINGS, DEPUTIES = "people", "meetings", "deputies"


def put_person(text: str, person: Person) -> str:
    """The text in which this person stands as given: in the place of who has his id, else at the end."""
    lines = [f"[[{PEOPLE}]]", f"id = {_said(person.id)}", f"name = {_said(person.name)}"]
    lines += [f"role = {_said(person.role)}"]
    lines += [f"domains = [{', '.join(map(_said, person.domains))}]"] if person.domains else []
    lines += [f"aliases = [{', '.join(map(_said, person.aliases))}]"] if person.aliases else []
    return _put(text, PEOPLE, "id", person.id, lines)


def drop_person(text: str, person: str) -> str:
    """The text without this person and his deputies. Raises BudgetError when he is no block in it."""
    for key in ("person", "deputy"):
        while _place(text, DEPUTIES, key, person):
            text = _drop(text, DEPUTIES, key, person)
    return _drop(text, PEOPLE, "id", person)


def put_deputy(text: str, one: Deputy) -> str:
    """The text in which this deputy is added at the end."""
    lines = [f"person = {_said(one.person)}", f"deputy = {_said(one.deputy)}"]
    days = [f"valid_from = {one.valid_from}", f"valid_until = {one.valid_until}"]
    return "\n".join([*text.splitlines(), "", f"[[{DEPUTIES}]]", *lines, *days, ""])


def drop_deputy(text: str, one: Deputy) -> str:
    """The text without this deputy. Raises BudgetError as drop_person() does."""
    said = {"person": one.person, "deputy": one.deputy, "valid_from": one.valid_from}
    return _drop_block(text, _find(text, DEPUTIES, said))


def put_meeting(text: str, old: date | None, meeting: Meeting) -> str:
    """The text with this meeting: in the place of the one on day `old`, else at the end.

    Its deadlines stay as stated while its days do; else they follow from the day, as in the whole file.
    """
    stated = _stated(text, old) if old else {}
    same = stated.get("date") == meeting.date and stated.get("as_of", meeting.date) == meeting.as_of
    kept = [name for name in ("deliver_by", "accept_by", "freeze_by") if same and name in stated]
    lines = [f"[[{MEETINGS}]]", f"date = {meeting.date}", f"as_of = {meeting.as_of}"]
    lines += [f"{name} = {stated[name]}" for name in kept]
    lines += [f"spotlight = {_said(meeting.spotlight)}", *(["fictional = true"] if meeting.fictional else [])]
    return _put(text, MEETINGS, "date", old or meeting.date, lines)


def drop_meeting(text: str, day: date) -> str:
    """The text without the meeting of this day. Raises BudgetError as drop_person() does."""
    return _drop(text, MEETINGS, "date", day)


def _put(text: str, kind: str, key: str, value: object, block: list[str]) -> str:
    lines, place = text.splitlines(), _place(text, kind, key, value)
    if place is None:
        return "\n".join([*lines, "", *block, ""])
    return "\n".join([*lines[: place[0]], *block, *lines[place[1] :], ""])


def _drop(text: str, kind: str, key: str, value: object) -> str:
    return _drop_block(text, _place(text, kind, key, value))


def _drop_block(text: str, place: tuple[int, int] | None) -> str:
    lines = text.splitlines()
    if place is None:
        raise BudgetError("Dit staat anders in het programma. Wijzig het in een bestand, en stel dat voor.")
    return "\n".join([*lines[: place[0]], *lines[place[1] :], ""])


def _stated(text: str, day: date) -> dict[str, object]:
    place = _place(text, MEETINGS, "date", day)
    if place is None:
        return {}
    block: dict[str, object] = tomllib.loads("\n".join(text.splitlines()[slice(*place)]))[MEETINGS][0]
    return block


def _place(text: str, kind: str, key: str, value: object) -> tuple[int, int] | None:
    """The lines (first, after the last) of the block whose `key` is `value`; None when there is none."""
    return _find(text, kind, {key: value})


def _find(text: str, kind: str, said: Mapping[str, object]) -> tuple[int, int] | None:
    """The lines of the first block that says all of this."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[", line)] + [len(lines)]
    for first, end in pairwise(heads):
        if not re.match(rf"\s*\[\[\s*{kind}\s*\]\]", lines[first]):
            continue
        while end > first and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # noqa: PLW2901 - comments above the next block belong to that one
        if said.items() <= tomllib.loads("\n".join(lines[first:end]))[kind][0].items():
            return first, end
    return None


def _said(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
