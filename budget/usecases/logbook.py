"""The log for people: who did what, when, and from which file, read from the trail."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from budget.access import Action, Who, requires
from budget.insight.facts import Resolver
from budget.labels import count, euro_exact, join_words, local, moment
from budget.model.content import Knowledge
from budget.model.programme import Programme
from budget.model.words import SheetKind
from budget.store import Store
from budget.store.acceptances import latest_seq
from budget.store.audit import last_act, load_trail
from budget.store.audit_entries import BY_PROGRAM, Entry
from budget.store.cache import remember
from budget.store.plans import load_code_domains
from budget.store.schema import Connection
from budget.store.submissions import Submission, load_contents, load_submissions
from budget.store.totals import load_stated_codes

KINDS = {
    "submit": "Ingediend",
    "confirm": "Correcties bevestigd",
    "accept": "Vastgesteld",
    "reject": "Teruggestuurd",
    "freeze": "Momentopname voorgesteld",
    "missing": "Ontbrekende cijfers bevestigd",
    "sign": "Momentopname ondertekend",
    "withdraw": "Momentopname ingetrokken",
    "publish": "Openbare site gemaakt",
    "remove-propose": "Leveranciers verwijderen voorgesteld",
    "remove": "Leveranciers verwijderd",
    "steer": "Actie vastgelegd",
    "close": "Actie afgerond",
    "decide": "Besluit van het bestuur vastgelegd",
    "map": "Indeling bewaard",
    "unmap": "Indeling ingetrokken",
    "token": "Sleutel gemaakt",
    "token-end": "Sleutel beëindigd",
    "mail": "Keuze voor meldingen",
    "calendar": "Agenda-adres gemaakt",
    "calendar-end": "Agenda-adres ingetrokken",
    "use": "Gebruik van de database gekozen",
    "people": "Personen opgenomen",
    "key": "Sleutel van het logboek gekozen",
    "programme-start": "Eerste programma bevestigd",
    "programme": "Programma vastgelegd",
    "programme-propose": "Wijziging van het programma voorgesteld",
    "programme-refuse": "Wijziging van het programma teruggestuurd",
    "share-propose": "Landelijk delen voorgesteld",
    "share-accept": "Landelijk delen vastgesteld",
    "share-refuse": "Landelijk delen teruggestuurd",
    "share-end": "Landelijk delen gestopt",
    "restore": "Back-up teruggezet",
}
"""The Dutch name of each act; an unlisted act is shown by its code."""
HEADERS = ("Nr", "Wanneer", "Wie", "Wat", "Waarover", "Bestand", "Opgavedomein")


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `number` is its place in the trail from 1, `at` is UTC, `domains` are codes.

    `about` describes its subject in Dutch; `file` and `submission` are '' and None if there is none.
    """

    number: int
    at: datetime
    person: str
    name: str
    kind: str
    about: str
    file: str = ""
    submission: int | None = None
    domains: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return local(self.at).date()

    @property
    def what(self) -> str:
        """The kind of act in Dutch."""
        return KINDS.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter on acts; '' and None match all. `first` and `last` are local days, inclusive."""

    person: str = ""
    kind: str = ""
    domain: str = ""
    first: date | None = None
    last: date | None = None

    def fits(self, act: Act) -> bool:
        """Whether this act matches."""
        return (
            self.person in ("", act.person)
            and self.kind in ("", act.kind)
            and (not self.domain or self.domain in act.domains)
            and (self.first is None or self.first <= act.day)
            and (self.last is None or act.day <= self.last)
        )


@requires(Action.LOG)
def logbook(store: Store, programme: Programme, actor: Who, filters: Wanted = Wanted()) -> list[Act]:
    """The matching acts, newest first. Raises BudgetError without the right to read the log."""
    with store.read() as connection:
        trail = load_trail(connection, programme.id)
        submissions = {
            submission.id: submission for submission in _with_reported_domains(connection, programme)
        }
    acts = (
        _act(number, entry, programme, submissions)
        for number, entry in enumerate(trail, start=1)
        if entry.action not in BY_PROGRAM
    )
    return [act for act in acts if filters.fits(act)][::-1]


def acts_csv(acts: Iterable[Act], programme: Programme) -> str:
    """The acts as CSV for a Dutch spreadsheet; text that could run as a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for act in acts:
        writer.writerow([_safe(cell) for cell in act_cells(act, programme)])
    return "\ufeff" + text.getvalue()


def act_cells(act: Act, programme: Programme) -> tuple[str, ...]:
    """One act as text, in the order of HEADERS."""
    names = {domain.code: domain.name for domain in programme.domains}
    where = join_words([names.get(code, code) for code in act.domains if code])
    return (str(act.number), moment(act.at), act.name, act.what, act.about, act.file, where)


def act_data(act: Act) -> dict[str, str | int | list[str] | None]:
    """One act as plain values; the moment is UTC in ISO format."""
    plain = {field.name: getattr(act, field.name) for field in fields(Act)}
    return plain | {"at": act.at.isoformat(), "domains": list(act.domains), "what": act.what}


def _with_reported_domains(connection: Connection, programme: Programme) -> Iterator[Submission]:
    """Every submission, its domains completed with those of lines it only reports on or asks about."""
    every = load_submissions(connection, programme.id)
    now = latest_seq(connection, programme.id)
    domains = load_code_domains(connection, programme.id, now)
    resolver = Resolver(Knowledge(0, now, code_domains=domains), programme)
    stated_codes = load_stated_codes(connection, programme.id)
    unstored = [submission.id for submission in every if _needs_content(submission)]
    head = last_act(connection, programme.id)
    reported_codes = remember(
        connection, programme.id, head, "codes", lambda: _read_codes(connection, programme.id, unstored)
    )
    for submission in every:
        codes = stated_codes.get(submission.seq or 0, frozenset()) | reported_codes.get(
            submission.id, frozenset()
        )
        all_domains = {*submission.domains, *map(resolver.subject_of, codes)}
        yield replace(submission, domains=tuple(sorted(all_domains - {""})))


def _read_codes(connection: Connection, programme: str, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    """The codes that each content reports on, asks about or has bookings of."""
    return {
        number: frozenset(note.code for note in content.progress)
        | {question.code for question in content.questions}
        | {code for statement in content.statements for code in statement.codes}
        for number, content in load_contents(connection, programme, numbers).items()
    }


def _needs_content(submission: Submission) -> bool:
    """Whether its lines are only in its content; those of an accepted ledger are also stored as rows."""
    return SheetKind.PROGRESS in submission.kinds or (not submission.domains and submission.seq is None)


def _act(number: int, entry: Entry, programme: Programme, submissions: dict[int, Submission]) -> Act:
    subject, _, place = entry.subject.partition(" ")
    submission = submissions.get(int(place)) if subject == "submission" and place.isdigit() else None
    domain = entry.detail.get("domain", "")
    subjects = list(_about(entry, submission))
    about = " ".join(subjects) if len(subjects) > 1 else "".join(subjects).rstrip(".")
    return Act(
        number, entry.at, entry.person, programme.name_of(entry.person), entry.action,
        about, submission.file if submission else "", submission.id if submission else None,
        submission.domains if submission else (domain,) if domain else (),
    )  # fmt: skip


def _about(entry: Entry, submission: Submission | None) -> Iterator[str]:
    """What the act was about, in short sentences."""
    detail = entry.detail
    if submission:
        yield f"Inzending {submission.id}."
    if number := detail.get("corrections"):
        yield f"{count(number, 'punt', 'punten')} bevestigd."
    if meeting := detail.get("meeting"):
        yield f"Voor de vergadering van {date.fromisoformat(meeting):%d-%m-%Y}."
    if text := detail.get("text"):
        yield f"{str(text).rstrip('.')}."
    if (expected := detail.get("expected")) is not None:
        yield f"Verwacht effect: {euro_exact(expected)}."
    for name, word in (("outcome", "Uitkomst"), ("reason", "Reden")):
        if detail.get(name):
            yield f"{word}: {str(detail[name]).rstrip('.')}."
    if added := detail.get("added"):
        yield f"{count(len(added), 'persoon', 'personen')}."
    if entry.action == "use":
        yield f"{entry.subject.capitalize()}."


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
