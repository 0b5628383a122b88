"""A first or next programme: from spending plans to a programme that two persons confirmed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from budget.access import Action, Actor, FirstAct, Who, actor_of, require, require_second
from budget.model.content import ControlTotal
from budget.model.persons import person_key
from budget.model.plan_names import PlanNames
from budget.model.programme import Programme
from budget.model.words import BudgetError, SheetKind
from budget.programme import FILE_NAME, ProgrammeError, parse_programme
from budget.programme.first_programme import first_text, open_points, with_head, with_meetings
from budget.programme.form_errors import in_words
from budget.programme.installed import is_address
from budget.sandbox.names import read_names as read_names
from budget.store import Connection, Store
from budget.store.audit_entries import text_hash
from budget.store.database_use import DatabaseUse, load_use, record_use
from budget.store.people import record_people
from budget.store.programmes import load_start, load_version, record_first, record_start, was_used
from budget.usecases.deliver import check, preview, submissions, submit
from budget.usecases.first_plans import (
    ANSWERS,
    PLANS,
    Answer,
    FirstPlan,
    StartResult,
    encode_answers,
    first_plans,
    load_answers,
    may_hand_in,
    require_read,
)
from budget.usecases.map_layouts import propose

PLACE, ROWS = "begin", "namen.json"
MOST_FILES = 20
_SAME_COLUMNS = (
    "heeft dezelfde kolommen als een eerder plan. Beide plannen zijn ingediend. Alleen de koppeling van dit "
    "plan wacht. Leg die van het andere zo nodig voor bij Aanleveren."
)
NO_DOMAIN = "Geen regel noemt een opgavedomein. Vul die kolom in, en kies het bestand opnieuw."


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme being set up, with the rows of the plans it was made from."""

    programme: Programme
    rows: tuple[PlanNames, ...]
    plans: tuple[FirstPlan, ...] = ()

    @property
    def mark(self) -> str:
        """The hash of what is confirmed: exactly this text."""
        return text_hash(self.programme.text)

    @property
    def seen(self) -> str:
        """The hash of what a person sees: the text, its plans, and how these are read."""
        answers = {plan.path.name: plan.answer for plan in self.plans if plan.answer}
        files = "".join(plan.mark for plan in self.plans)
        return text_hash(self.programme.text + files + encode_answers(answers).decode())


def is_to_begin(store: Store, folder: Path) -> bool:
    """Whether this installation has no programme: no file, and nothing ever decided in its database.

    Writes the file of a programme that was confirmed but not written yet.
    """
    if (folder / FILE_NAME).exists():
        return False
    if draft := _confirmed(store, folder):
        _write(folder / FILE_NAME, draft.programme.text.encode())
    with store.read() as connection:
        return not was_used(connection)


def _confirmed(store: Store, folder: Path) -> Draft | None:
    """A draft that two persons confirmed but that was not written, after a crash in between."""
    draft = load_draft(folder)
    if draft is None:
        return None
    with store.of(draft.programme.id).read() as connection:
        version = load_version(connection, draft.programme.id)
    return draft if version and version.text == draft.programme.text else None


def next_draft(store: Store, folder: Path) -> Draft | None:
    """The next programme being set up in this folder; a confirmed one is moved out first."""
    if draft := _confirmed(store, folder):
        _move(folder, draft.programme)
    return load_draft(folder)


def address_points(programme: Programme, other_ids: Collection[str]) -> list[str]:
    """What is wrong with the address of a next programme, given the others, in Dutch sentences."""
    if programme.id in other_ids:
        return [f"Er is al een programma op /{programme.id}/. Kies een ander adres."]
    if other_ids and not is_address(programme.id):
        return [f"/{programme.id}/ kan geen adres zijn. Kies een ander adres."]
    return [
        f"Het programma '{programme_id}' kan geen adres hebben: zijn id is een naam van een pagina, of "
        "heeft andere tekens dan kleine letters, cijfers en streepjes. Er kan hier geen programma bij komen."
        for programme_id in other_ids
        if not is_address(programme_id)
    ]


def load_draft(folder: Path) -> Draft | None:
    """The draft in this folder; None if there is none."""
    path = folder / PLACE / FILE_NAME
    if not path.is_file():
        return None
    rows = json.loads((folder / PLACE / ROWS).read_text(encoding="utf-8"))
    programme = parse_programme(path.read_text(encoding="utf-8"))
    return Draft(programme, tuple(PlanNames(**row) for row in rows), first_plans(folder / PLACE))


def begin_with(folder: Path, files: Mapping[str, bytes], year: int) -> Draft:
    """A draft from the plans in these files, or an empty one for this year.

    Raises BudgetError for a file that is no plan, or for too many: then nothing is stored.
    """
    if len(files) > MOST_FILES:
        raise BudgetError(f"Kies ten hoogste {MOST_FILES} bestanden tegelijk.")
    rows = tuple(row for name, data in files.items() for row in read_names(name, data))
    if rows and not any(row.domain for row in rows):
        raise BudgetError(NO_DOMAIN)
    text = first_text(_with_all(rows or (PlanNames("", "Eerste domein", "", "", "", "", 0),), year))
    _write(folder / PLACE / ROWS, json.dumps([asdict(row) for row in rows]).encode())
    for old in (folder / PLACE / ANSWERS, *(folder / PLACE / PLANS).glob("*")):
        old.unlink(missing_ok=True)
    for number, (name, data) in enumerate(files.items()):
        _write(folder / PLACE / PLANS / f"{number:02} {Path(name).name}", data)
    return _save(folder, text)


def _with_all(rows: tuple[PlanNames, ...], year: int) -> tuple[PlanNames, ...]:
    """The rows, with a placeholder source and year if no row has one: a programme needs both."""
    if not any(row.source for row in rows):
        rows = tuple(replace(row, source="Eerste bron") for row in rows)
    return rows if any(row.year for row in rows) else tuple(replace(row, year=year) for row in rows)


def save(folder: Path, text: str) -> Draft:
    """Store another text of the draft. Raises BudgetError with its mistakes: then the draft is unchanged."""
    return _save(folder, text)


def save_head(folder: Path, values: Mapping[str, str], first: int, last: int) -> Draft:
    """Store the names, address (`id`, or from the name) and years. Raises BudgetError if invalid."""
    if not all(value.strip() for key, value in values.items() if key != "id"):
        raise BudgetError("Vul alle velden in.")
    if not 2000 <= first <= last <= 2100 or last - first > 20:
        raise BudgetError("Kies een eerste en een laatste jaar, bijvoorbeeld 2025 en 2028.")
    return _save(folder, with_head(_known(folder).programme.text, values, first, last))


def save_meetings(folder: Path, days: Mapping[date, date]) -> Draft:
    """Add these meetings (day to reference date) to the draft."""
    return _save(folder, with_meetings(_known(folder).programme.text, days))


def save_answer(folder: Path, plan: FirstPlan, mapping: str, control: tuple[ControlTotal, ...]) -> Draft:
    """Store how a plan is read: a mapping (TOML), and the totals of its own system.

    Raises BudgetError if it does not read or reconcile: then the draft is unchanged.
    """
    require_read(_known(folder).programme, plan, mapping, control)
    answers = load_answers(folder / PLACE) | {plan.path.name: Answer(mapping, control)}
    _write(folder / PLACE / ANSWERS, encode_answers(answers))
    return _known(folder)


def confirmed_by(store: Store, draft: Draft) -> str:
    """Who confirmed exactly this draft as the first person; '' for nobody."""
    with store.of(draft.programme.id).read() as connection:
        start = load_start(connection, draft.programme.id)
    return start.person if start and start.detail["sha256"] == draft.mark else ""


def confirm(
    store: Store,
    folder: Path,
    text_seen: str,
    who: Who,
    use: DatabaseUse,
    now: datetime,
    other_ids: Collection[str] = (),
    doubts: Collection[str] = (),
) -> StartResult | None:
    """Confirm the draft seen as `text_seen`: the first person signs it, the second brings it into force.

    `other_ids` are the existing programmes, for a next one; `doubts` are the sentences about the plans that
    this person confirms. None for the first person. The second person then submits the plans; where only the
    other may do that, the other becomes the second, and confirms once more. Raises BudgetError when something
    is open, the draft changed, or the same person confirms twice.
    """
    draft, actor = _known(folder), actor_of(who)
    programme = draft.programme
    person = require(programme, actor, Action.ACCEPT_PROGRAMME)
    if draft.seen != text_seen:
        raise BudgetError("Sinds u keek is er iets gewijzigd. Lees het opnieuw.")
    if open_items := [*open_points(programme), *address_points(programme, other_ids)]:
        raise BudgetError("\n".join(open_items))
    for programme_id in other_ids:
        with store.of(programme_id).read() as connection:
            _require_use(connection, programme_id, use)
    with store.write(programme.id) as connection:
        if was_used(connection, programme.id if other_ids else ""):
            raise BudgetError("Er is al een programma. Er is niets veranderd.")
        _require_use(connection, programme.id, use)
        start = load_start(connection, programme.id)
        if start is None or start.detail["sha256"] != draft.mark or goes_first(draft, actor, start.person):
            if load_use(connection, programme.id) is None:
                record_use(connection, programme.id, use, person, now)
            record_start(connection, programme.id, programme.text, person, now)
            return None
        if person_key(start.person) == person_key(person):
            raise BudgetError("U hebt dit zelf al bevestigd. Een tweede persoon moet het ook doen.")
        first = FirstAct(start.person, start.at, Action.ACCEPT_PROGRAMME)
        require_second(programme, actor, Action.ACCEPT_PROGRAMME, first)
        record_people(connection, programme.id, {each.id for each in programme.people}, person, now)
        record_first(connection, programme.id, programme.text, person, now)
    home = folder
    if other_ids:
        home = _move(folder, programme)
    else:
        _write(folder / FILE_NAME, programme.text.encode())
    return _hand_in(store.of(programme.id), programme, first_plans(home / PLACE), actor, now, doubts)


def unsubmitted_plans(store: Store, programme: Programme, actor: Who, folder: Path) -> tuple[str, ...]:
    """The names of first plans that were never submitted, as after a crash between the two steps.

    Empty once as many plans were submitted as there were plans: one may have been corrected under another
    name.
    """
    submitted = [file for file in submissions(store, programme, actor) if SheetKind.PLAN in file.kinds]
    plans = first_plans(folder / PLACE)
    if len(submitted) >= len(plans):
        return ()
    files = {file.file for file in submitted}
    return tuple(plan.name for plan in plans if plan.name not in files)


def goes_first(draft: Draft, actor: Actor, second: str) -> bool:
    """Whether this person must confirm before `second`: of any plans, only `second` may submit them."""
    rights = [may_hand_in(draft.programme, each) for each in (actor, replace(actor, id=second))]
    return bool(draft.plans) and rights == [False, True] and person_key(actor.id) != person_key(second)


def _require_use(connection: Connection, programme: str, use: DatabaseUse) -> None:
    """All programmes of a database share one use: a backup of both could never be restored."""
    if load_use(connection, programme) not in (None, use):
        raise BudgetError("Deze database is van een andere omgeving. Begin in een lege database.")


def _move(folder: Path, programme: Programme) -> Path:
    """Give a next programme its own folder, so that another one can be set up here."""
    home = folder.with_name(programme.id)
    _write(folder / FILE_NAME, programme.text.encode())
    try:
        folder.rename(home)
    except OSError as error:
        raise BudgetError(f"De map {programme.id} is er al. Vraag de beheerder die weg te halen.") from error
    return home


def _hand_in(
    store: Store,
    programme: Programme,
    plans: Sequence[FirstPlan],
    actor: Actor,
    now: datetime,
    doubts: Collection[str],
) -> StartResult:
    """Submit each plan with its mapping; both wait for another person."""
    waiting: list[int] = []
    remaining: list[str] = []
    mappings: dict[str, str] = {}
    if not may_hand_in(programme, actor):
        return StartResult((), tuple(f"{plan.name}: laat een controller dit aanleveren." for plan in plans))
    for plan in plans:
        own_mappings = (plan.answer.mapping,) if plan.answer else ()
        control = plan.answer.control if plan.answer else ()
        try:
            data = plan.data
            checked = check(store, programme, actor, plan.name, data, mappings=own_mappings)
            if checked.content is None:
                remaining.append(
                    f"{plan.name} is nog niet goed te lezen. Bij Aanleveren ziet u wat nodig is."
                )
                continue
            questions, effects = checked.content.asks, preview(store, programme, actor, checked.content)
            if not set(questions) <= set(doubts) or effects.corrections > len(questions):
                remaining.append(f"{plan.name}: niet alles is bevestigd. Lever dit bestand zelf aan.")
                continue
            submission = submit(store, programme, checked, data, actor, now, effects.mark, control=control)
        except BudgetError as error:
            remaining.append(f"{plan.name}: {str(error).splitlines()[0]} Lever dit bestand zelf aan.")
            continue
        waiting.append(submission.id)
        try:
            for text in own_mappings:
                # For plans with the same columns only the mapping of the last one stays pending.
                mapping = propose(store, programme, text, actor, now, checked, control)
                if any(layout.fingerprint in mappings for layout in mapping):
                    remaining.append(f"{plan.name} {_SAME_COLUMNS}")
                mappings |= {layout.fingerprint: layout.name for layout in mapping}
        except BudgetError as error:
            remaining.append(f"{plan.name} is ingediend, de koppeling niet: {str(error).splitlines()[0]}")
    return StartResult(tuple(waiting), tuple(remaining), tuple(mappings.values()))


def _known(folder: Path) -> Draft:
    draft = load_draft(folder)
    if draft is None:
        raise BudgetError("Er is nog niets begonnen. Kies eerst uw plannen.")
    return draft


def _save(folder: Path, text: str) -> Draft:
    try:
        parse_programme(text)
    except ProgrammeError as error:
        raise BudgetError(in_words(error, text)) from error
    _write(folder / PLACE / FILE_NAME, text.encode())
    draft = load_draft(folder)
    assert draft is not None
    return draft


def _write(path: Path, data: bytes) -> None:
    """Write atomically: nobody reads half a file. Raises BudgetError for a folder without write access."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_name(f"{path.name}.half")
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        message = f"In de map {path.parent.name} is niet te schrijven. Geef de server daar rechten."
        raise BudgetError(message) from error
