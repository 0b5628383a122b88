"""The example year in order: every file, who submits it, who accepts it and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from budget.model import Programme
from budget.model.content import Amendment
from budget.model.submission_details import Origin
from scripts.example import learning
from scripts.example.behaviour import BEHAVIOURS, PROGRESS_DATES, STATEMENT_DATES, Behaviour
from scripts.example.catalogue import (
    Entry,
    read_decisions,
    read_entries,
    read_indicators,
    read_partners,
    read_questions,
    read_remarks,
)
from scripts.example.decision_path import FIRST_ON, SECOND_ON, first_path, second_path
from scripts.example.forms import (
    decisions_sheet,
    ledger_sheet,
    partners_sheet,
    path_sheet,
    plan_sheet,
    progress_sheet,
    promises_sheet,
    releases_sheet,
    requests_sheet,
    successions_sheet,
    transfers_sheet,
)
from scripts.example.ledger import LedgerExport, exports
from scripts.example.plans import AMENDED_DOMAINS, current_plan, first_plan, releases_of
from scripts.example.progress import progress_of
from scripts.example.requests_promises import PROMISES, REQUESTS, SUBMITTED_ON
from scripts.example.sheets import Sheet, csv_text, xlsx
from scripts.example.steering import DECIDED, STEERING, Decide, Finish, Steer

ACCEPTORS = ("c.vandijk", "t.mulder")
PLANS_ON = datetime(2024, 1, 15, 10, 0)
LEDGERS_ON = (
    datetime(2024, 4, 8, 9, 30),
    datetime(2024, 6, 5, 9, 30),
    datetime(2024, 9, 9, 9, 30),
    datetime(2024, 10, 7, 9, 30),
)
PROGRESS_ON = (datetime(2024, 6, 6, 10, 0), datetime(2024, 9, 12, 14, 0), datetime(2024, 10, 10, 14, 0))
RELEASED_DOMAIN = "WON"
AMENDED_ON = {
    "VEI": datetime(2024, 5, 13, 11, 0),
    "WON": datetime(2024, 7, 9, 11, 0),
    "EID": datetime(2024, 7, 16, 11, 0),
}
ALLOWED = {
    "VEI": ("Raadsbesluit bij de Voorjaarsnota 2024", date(2024, 5, 8)),
    "EID": ("Besluit van het stadsdeel: extra geld voor initiatieven van bewoners", date(2024, 7, 4)),
}
"""The decision that allows a domain's amendment to move money to another source."""


AMENDED = {
    "VEI": Amendment(Origin.SHIFT, "Minder vraag bij de ene activiteit, meer bij de andere",
                     "Wijziging bestedingsplan Veiligheid (verzonnen)"),
    "WON": Amendment(Origin.SPRING, "De raad geeft de rest van de coalitiemiddelen vrij",
                     "Voorjaarsnota 2024 (verzonnen)"),
    "EID": Amendment(Origin.DISTRICT, "Extra activiteit van het stadsdeel",
                     "Voorjaarsnota 2024, bijdrage stadsdeel (verzonnen)"),
}  # fmt: skip
"""Why the plan of a domain changes.

For those in TYPED it is typed on the page, for others it is in the file.
"""
TYPED = "VEI"


@dataclass(frozen=True, slots=True)
class Submission:
    """A file that one person submits and another accepts; `allowed` and `why` are typed with it."""

    file: str
    data: bytes
    submitted_by: str
    accepted_by: str
    on: datetime
    allowed: tuple[str, date] | None = None
    why: Amendment | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """A snapshot for a meeting, proposed by one person and signed by another."""

    meeting: date
    as_of: date
    proposed_by: str
    signed_by: str
    on: datetime


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A year without a plan that is closed, proposed by one person and accepted by another."""

    year: int
    text: str
    proposed_by: str
    decided_by: str
    on: datetime


TODAY = date(2024, 10, 14)
"""The day on which the example takes place: a few days after its last file."""

Step = Submission | Freeze | Steer | Finish | Decide | ClosedYear

FREEZES = (
    Freeze(date(2024, 6, 27), date(2024, 5, 31), "h.smit", "c.vandijk", datetime(2024, 6, 20, 9, 0)),
    Freeze(date(2024, 10, 3), date(2024, 8, 31), "h.smit", "t.mulder", datetime(2024, 9, 20, 9, 0)),
)
CLOSED = ClosedYear(
    2023, "In 2023 is er niets besteed: de alliantie begon in 2024.", "c.vandijk", "h.smit",
    datetime(2024, 2, 5, 9, 0),
)  # fmt: skip


def example_year(programme: Programme) -> tuple[Step, ...]:
    """All steps in the order of the year."""
    entries = read_entries()
    steps: list[Step] = [*_plans(entries, programme), *_amendments(entries, programme), *FREEZES, *STEERING]
    steps += [*DECIDED, CLOSED]
    steps += [*_paths(programme), _requests_and_promises(programme), *_october_changes(entries, programme)]
    for number, of_date in enumerate(exports(entries)):
        steps += [_ledger(export, number, place, programme) for place, export in enumerate(of_date)]
    for number in range(len(PROGRESS_DATES)):
        steps += _progress(entries, number, programme)
    return tuple(sorted(steps, key=lambda step: step.on))


def manifest(steps: tuple[Step, ...]) -> str:
    """The order of the year as TOML."""
    head = (
        "# De volgorde waarin een jaar de bestanden brengt. Gemaakt door scripts/make_example.py.\n"
        "# Alle bedragen, personen en momenten zijn verzonnen.\n\n"
        "# De dag waarop het voorbeeld speelt: wat daarna komt, is nog niet te laat.\n"
        f"vandaag = {TODAY}\n"
    )
    return head + "".join(f"\n[[steps]]\n{_step(step)}" for step in steps)


def _step(step: Step) -> str:
    if isinstance(step, Freeze):
        return (
            f'action = "freeze"\nmeeting = {step.meeting}\nas_of = {step.as_of}\n'
            f'proposed_by = "{step.proposed_by}"\nsigned_by = "{step.signed_by}"\n'
            f"on = {step.on.isoformat()}\n"
        )
    if isinstance(step, ClosedYear):
        return (
            f'action = "period"\nyear = {step.year}\ntext = "{step.text}"\n'
            f'proposed_by = "{step.proposed_by}"\ndecided_by = "{step.decided_by}"\n'
            f"on = {step.on.isoformat()}\n"
        )
    if isinstance(step, Steer):
        effect = "" if step.expected_euro is None else f"expected_euro = {step.expected_euro}\n"
        return (
            f'action = "steer"\ndomain = "{step.domain}"\ntext = "{step.text}"\nowner = "{step.owner}"\n'
            f"due = {step.due}\n{effect}meeting = {step.meeting}\n"
            f'registered_by = "{step.registered_by}"\non = {step.on.isoformat()}\n'
        )
    if isinstance(step, Decide):
        choice = "" if step.choice is None else f"choice = {step.choice}\n"
        action = f'do = "{step.do}"\nowner = "{step.owner}"\ndue = {step.due}\n' if step.do else ""
        return (
            f'action = "decide"\nquestion = "{step.question}"\nverdict = "{step.verdict}"\n{choice}'
            f'text = "{step.text}"\nmeeting = {step.meeting}\n{action}'
            f'recorded_by = "{step.recorded_by}"\non = {step.on.isoformat()}\n'
        )
    if isinstance(step, Finish):
        return (
            f'action = "close"\ntext = "{step.text}"\noutcome = "{step.outcome}"\n'
            f'closed_by = "{step.closed_by}"\non = {step.on.isoformat()}\n'
        )
    allowed = f'decision = "{step.allowed[0]}"\ndecided_on = {step.allowed[1]}\n' if step.allowed else ""
    why = step.why
    fields = f'origin = "{why.origin}"\nreason = "{why.reason}"\ndocument = "{why.document}"\n' if why else ""
    return (
        f'action = "submit"\nfile = "{step.file}"\nsubmitted_by = "{step.submitted_by}"\n{allowed}{fields}'
        f'accepted_by = "{step.accepted_by}"\non = {step.on.isoformat()}\n'
    )


def _plans(entries: tuple[Entry, ...], programme: Programme) -> Iterator[Submission]:
    partners = read_partners()
    for place, behaviour in enumerate(BEHAVIOURS):
        plan = plan_sheet(first_plan(entries, behaviour.domain), programme, behaviour.phasing)
        mine = tuple(row for row in partners if row.domain == behaviour.domain)
        yield _workbook(
            f"{behaviour.stem}_2024",
            (plan, partners_sheet(mine, programme)),
            behaviour,
            PLANS_ON + timedelta(days=place // 2, hours=place % 2 * 3),
            place,
        )


def _amendments(entries: tuple[Entry, ...], programme: Programme) -> Iterator[Submission]:
    for place, behaviour in enumerate(BEHAVIOURS):
        if behaviour.domain in AMENDED_DOMAINS:
            is_typed = behaviour.domain == TYPED
            plan = plan_sheet(
                current_plan(entries, behaviour.domain), programme, behaviour.phasing,
                why=None if is_typed else AMENDED[behaviour.domain],
            )  # fmt: skip
            releases = releases_of(entries, behaviour.domain) if behaviour.domain == RELEASED_DOMAIN else ()
            sheets = (plan, releases_sheet(releases, programme)) if releases else (plan,)
            file = _workbook(
                f"{behaviour.stem}_2024_wijziging", sheets, behaviour, AMENDED_ON[behaviour.domain], place
            )
            why = AMENDED[behaviour.domain] if is_typed else None
            yield replace(file, allowed=ALLOWED.get(behaviour.domain), why=why)


def _paths(programme: Programme) -> Iterator[Submission]:
    """The decision steps, submitted by one controller for all domains."""
    first = first_path(tuple(domain.code for domain in programme.domains))
    for rows, on in ((first, FIRST_ON), (second_path(), SECOND_ON)):
        stem = f"besluitvorming_{on:%Y-%m-%d}"
        data = xlsx(stem.replace("_", " "), (path_sheet(rows, programme),))
        yield Submission(f"{stem}.xlsx", data, ACCEPTORS[0], ACCEPTORS[1], on)


def _requests_and_promises(programme: Programme) -> Submission:
    """Requests without cover and promises, submitted by one controller for all domains."""
    stem = f"aanvragen_toezeggingen_{SUBMITTED_ON:%Y-%m-%d}"
    sheets = (requests_sheet(REQUESTS, programme), promises_sheet(PROMISES, programme))
    data = xlsx(stem.replace("_", " "), sheets)
    return Submission(f"{stem}.xlsx", data, ACCEPTORS[0], ACCEPTORS[1], SUBMITTED_ON)


def _october_changes(entries: tuple[Entry, ...], programme: Programme) -> Iterator[Submission]:
    """In October: a plan with money carried over and a code that changes, and a transfer."""
    place, behaviour = next((n, one) for n, one in enumerate(BEHAVIOURS) if one.domain == learning.DOMAIN)
    plan = plan_sheet(learning.next_plan(entries), programme, behaviour.phasing, why=learning.WHY)
    sheets = (plan, successions_sheet((learning.RENAMED,)))
    yield _workbook(f"{behaviour.stem}_2025_wijziging", sheets, behaviour, learning.CARRIED_ON, place)
    transfers = (transfers_sheet((learning.MOVED,)),)
    yield _workbook(f"{behaviour.stem}_overheveling", transfers, behaviour, learning.MOVED_ON, place)


def _ledger(export: LedgerExport, number: int, place: int, programme: Programme) -> Submission:
    """A ledger statement; a controller with an open conflict in the domain leaves it to the other one."""
    behaviour, sheet = export.behaviour, ledger_sheet(export, programme)
    stem = f"{behaviour.stem}_boekingen_{STATEMENT_DATES[number]}"
    on = LEDGERS_ON[number] + timedelta(minutes=place * 25)
    if behaviour.ledger == "csv":
        return Submission(f"{stem}.csv", csv_text(sheet), behaviour.holder, _acceptor(place + number), on)
    file = _workbook(stem, (sheet,), behaviour, on, place + number)
    if file.accepted_by in _persons_with_interest(behaviour.domain, on.date()):
        file = replace(file, accepted_by=next(one for one in ACCEPTORS if one != file.accepted_by))
    return file


def _persons_with_interest(domain: str, on: date) -> set[str]:
    """Persons with an open conflict of interest in the domain on that day, as far as known then."""
    decisions = [decision for day, decision in read_decisions() if day < on and decision.domain == domain]
    return {person for decision in decisions if decision.is_open(on) for person in decision.conflict}


def _progress(entries: tuple[Entry, ...], number: int, programme: Programme) -> Iterator[Submission]:
    """One workbook per budget holder, for all domains of that person."""
    as_of = PROGRESS_DATES[number]
    for place, holder in enumerate(dict.fromkeys(behaviour.holder for behaviour in BEHAVIOURS)):
        mine = tuple(behaviour for behaviour in BEHAVIOURS if behaviour.holder == holder)
        domains = tuple(behaviour.domain for behaviour in mine)
        rows = progress_of(entries, read_indicators(), read_remarks(), domains, as_of)
        names = ", ".join(programme.domain(domain).name for domain in domains)
        codes = {row.code for row in rows}
        questions = tuple(q for day, q in read_questions() if day == as_of and q.code in codes)
        people = {person.id: person.name for person in programme.people}
        title = f"Voortgang op {as_of:%d-%m-%Y}: {names}"
        sheets = (progress_sheet(rows, title, questions, people),)
        stem = f"{'_'.join(behaviour.stem for behaviour in mine)}_voortgang_{as_of}"
        on = PROGRESS_ON[number] + timedelta(minutes=place * 35)
        yield _workbook(stem, sheets + _decisions(domains, as_of, programme), mine[0], on, place)


def _decisions(domains: tuple[str, ...], as_of: date, programme: Programme) -> tuple[Sheet, ...]:
    """All decisions of these domains so far, if there is a new one: the sheet replaces the one before."""
    mine = [(day, row) for day, row in read_decisions() if day <= as_of and row.domain in domains]
    if not any(day == as_of for day, _ in mine):
        return ()
    return (decisions_sheet(tuple(row for _, row in mine), programme),)


def _workbook(
    stem: str, sheets: tuple[Sheet, ...], behaviour: Behaviour, on: datetime, place: int
) -> Submission:
    data = xlsx(stem.replace("_", " "), sheets)
    return Submission(f"{stem}.xlsx", data, behaviour.holder, _acceptor(place), on)


def _acceptor(place: int) -> str:
    return ACCEPTORS[place % len(ACCEPTORS)]
