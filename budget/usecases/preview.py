"""What a file would change if accepted now, and which corrections a person must confirm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeAlias
from weakref import WeakKeyDictionary

from budget.insight.diff.carried import NOTHING
from budget.insight.diff.commitments import CommitmentsChange
from budget.insight.diff.left_over import NO_CARRY, CarriedMoney, find_carried, is_carried
from budget.insight.diff.lists import ListChange, compare_lists
from budget.insight.diff.moves import Move, list_moves, list_one_sided, unexplained
from budget.insight.diff.plan import PlanChange, compare_plans
from budget.insight.diff.uneven_shifts import Uneven, list_uneven
from budget.insight.facts import Resolver, resolve
from budget.labels import covered_lines, day_short, euro_exact
from budget.model.content import (
    Amendment,
    Booking,
    Content,
    Knowledge,
    MoveDecision,
    PlanLine,
    Progress,
    Succession,
)
from budget.model.figures import Facts
from budget.model.programme import Programme
from budget.model.questions import BoardQuestion
from budget.model.succession import successions_in_force
from budget.store.acceptances import latest_seq
from budget.store.audit import last_act
from budget.store.knowledge import load_knowledge
from budget.store.ledger import propose_ledger
from budget.store.periods import load_closed
from budget.store.plan_money import load_plan_money
from budget.store.plans import count_versions, load_code_domains, load_plan
from budget.store.progress import (
    load_decisions,
    load_partners,
    load_path,
    load_progress,
    load_promises,
    load_releases_in_force,
    load_requests,
    load_successions,
)
from budget.store.questions import load_questions
from budget.store.schema import Connection
from budget.store.statements import LedgerDiff
from budget.store.totals import load_commitment_years
from budget.usecases.closed_rows import LateRow, late_words, list_late, list_late_reports, list_refused
from budget.usecases.doubts import doubts_of, doubts_of_commitments, list_fewer_releases
from budget.usecases.path_changes import path_changes
from budget.usecases.successors import (
    list_orphaned_sentences,
    list_redirected_in_closed,
    list_redirected_sentences,
    list_succession_sentences,
    new_successions,
)
from budget.usecases.year_effects import YearEffect as YearEffect
from budget.usecases.year_effects import year_effects

_EVER = date.max
_OTHER_FIELDS = {"date": "datum", "fiscal_year": "boekjaar", "source": "bron", "theme": "thema"}
KEPT, MOST_ROWS = 8, 100_000
"""Cache limits per database: number of previews, and of bookings in them; the newest always stays."""
BESIDE = ("submit", "reject", "confirm", "map-file")
"""Acts in the trail that do not change the input of a preview."""
Made: TypeAlias = tuple[str, "Preview"]

_lock = Lock()
_made: WeakKeyDictionary[object, tuple[Made, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change compared with acceptance `known_at`.

    `doubts` are Dutch sentences on effects that are probably intended, but costly if not. `restates` is True
    when its statements cover more than any accepted one, even if no amount moves. `moves` is the money that
    its plan takes from one source or theme for another, `allowed_by` its decisions for that; `one_sided` what
    is only cut or only added, if nothing moves. `amends` are the domains whose plan in force it changes,
    `amendment` why. `uneven` are their pots that gain or lose money. `carried` is what it carries from one
    year to a later one. `late` are the rows of closed periods that would count in an open one, `refused`
    sentences on what closed periods do not allow. `asked` is the programme and content previewed.
    """

    known_at: int
    plan: tuple[PlanChange, ...]
    ledger: LedgerDiff
    restates: bool
    progress: tuple[Progress, ...]
    partners: tuple[ListChange, ...]
    decisions: tuple[ListChange, ...]
    years: tuple[YearEffect, ...]
    questions: tuple[BoardQuestion, ...] = ()
    releases: tuple[ListChange, ...] = ()
    path: tuple[ListChange, ...] = ()
    requests: tuple[ListChange, ...] = ()
    promises: tuple[ListChange, ...] = ()
    successions: tuple[Succession, ...] = ()
    moves: tuple[Move, ...] = ()
    one_sided: tuple[Move, ...] = ()
    allowed_by: tuple[MoveDecision, ...] = ()
    doubts: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    amendment: Amendment | None = None
    uneven: tuple[Uneven, ...] = ()
    carried: CarriedMoney = NO_CARRY
    late: tuple[LateRow, ...] = ()
    refused: tuple[str, ...] = ()
    asked: tuple[Programme, Content] | None = field(default=None, repr=False, compare=False)

    @property
    def programme(self) -> Programme:
        """The programme previewed. Raises ValueError for an empty preview."""
        if self.asked is None:
            raise ValueError("a preview of nothing")
        return self.asked[0]

    @property
    def content(self) -> Content:
        """The content previewed; empty for an empty preview."""
        return self.asked[1] if self.asked else Content()

    @property
    def is_empty(self) -> bool:
        """Whether acceptance would change nothing."""
        ledger = self.ledger.fresh or self.ledger.gone or self.ledger.noted or self.restates
        has_moved = any(effect.changes for effect in self.years)
        lists = self.partners or self.decisions or self.questions or self.releases or self.path
        lists = lists or self.requests or self.promises
        return not (self.plan or self.successions or ledger or has_moved or self.progress or lists)

    @property
    def corrections(self) -> int:
        """The number of facts that would stop counting plus doubts; both persons confirm them."""
        ended = sum(item.asks for effect in self.years for item in effect.restated)
        count = len(self.ledger.alike) + len(self.doubts) + len(self.late)
        return len(self.ledger.corrections) + ended + count

    @property
    def mark(self) -> str:
        """A hash of exactly these corrections and doubts, sixteen hex digits; '' without any."""
        text = "\n".join(sorted(list_corrections(self, self.programme))) if self.corrections else ""
        return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


def list_scopes(content: Content, programme: Programme) -> Iterator[str]:
    """A Dutch sentence for every ledger sheet: its day, and the lines it covers."""
    for statement in content.statements:
        names = [programme.domain(code).name for code in statement.domains or ()]
        opens = (
            ""
            if statement.states_commitments
            else " Het zegt niets over verplichtingen: die blijven zoals ze zijn."
        )
        yield (
            f"Blad {statement.sheet}, stand van {day_short(statement.date)}, gaat over "
            f"{covered_lines(names, statement.listed)}.{opens}"
        )


def list_code_sentences(preview: Preview) -> Iterator[str]:
    """Dutch sentences about line codes: changes, money that goes to successors or leaves the plan."""
    yield from list_succession_sentences(preview.successions)
    for effect in preview.years:
        yield from list_redirected_sentences(effect.followed)
        yield from list_orphaned_sentences(effect.strays, preview.successions)


def list_corrections(preview: Preview, programme: Programme) -> Iterator[str]:
    """A Dutch sentence for every doubt and correction: what counts now, and what would replace it."""
    yield from preview.doubts
    yield from map(late_words, preview.late)
    for old_booking, row in preview.ledger.corrections:
        old = old_booking.booking
        sentence = f"{_name(old)}: {euro_exact(old.amount)} op regel {old.code}"
        yield f"{sentence} vervalt." if row is None else f"{sentence} wordt {_becomes(old, row)}."
    yield from list_possible_duplicates(preview)
    yield from list_ended(preview, programme)


def list_possible_duplicates(preview: Preview) -> Iterator[str]:
    """The corrections that may be two different bookings: accepted as is, both count."""
    for old_booking, row in preview.ledger.alike:
        old = old_booking.booking
        yield (
            f"{_name(old)}: {euro_exact(old.amount)} telt al op regel {old.code} en gaat ook tellen op regel "
            f"{row.code}. Is het dezelfde boeking? Zet dan in het bestand ook een rij van 0 euro op regel "
            f"{old.code}; dan vervalt zij daar."
        )


def list_ended(preview: Preview, programme: Programme) -> Iterator[str]:
    """The corrections that end all open commitments of a domain."""
    for effect in preview.years:
        for item in effect.restated:
            if item.asks:
                yield f"{_ended(item, programme)} (jaar {effect.year})."


def preview_content(connection: Connection, programme: Programme, content: Content) -> Preview:
    """What this content would change. Raises BudgetError when its ledger sheets contradict each other."""
    domain_of = domains_of(connection, programme, content)
    known_at = latest_seq(connection, programme.id)
    proposed = propose_ledger(connection, programme.id, content.statements, domain_of)
    in_force = load_plan(connection, programme.id)
    plan = compare_plans(in_force, content.plan)
    known_notes = {note for _, note in load_progress(connection, programme.id, known_at)}
    earlier_questions = {question for _, question in load_questions(connection, programme.id, known_at)}
    releases_in_force = load_releases_in_force(connection, programme.id, known_at)
    doubt = load_successions(connection, programme.id, known_at)
    open_years = load_commitment_years(connection, programme.id)
    closed = load_closed(connection, programme.id)
    before = unexplained(load_plan_money(connection, programme.id, known_at)) if content.plan else NOTHING

    def load(year: int, days: Sequence[date] = ()) -> Knowledge:
        return load_knowledge(connection, programme.id, year, reference_dates=days)

    def facts_of(year: int) -> Facts:
        return resolve(load(year), programme, _EVER)

    moves = list_moves(in_force, content.plan, before)
    notes = tuple(note for note in content.progress if note not in known_notes)
    releases = compare_lists(releases_in_force, content.releases)
    successions = successions_in_force(doubt, known_at)
    years = tuple(year_effects(load, programme, content, plan, proposed.diff, open_years))
    return Preview(
        known_at=known_at,
        plan=plan,
        ledger=proposed.diff,
        restates=proposed.restates,
        progress=notes,
        partners=compare_lists(load_partners(connection, programme.id, known_at), content.partners),
        decisions=compare_lists(load_decisions(connection, programme.id, known_at), content.decisions),
        years=years,
        questions=tuple(question for question in content.questions if question not in earlier_questions),
        releases=releases,
        requests=compare_lists(load_requests(connection, programme.id, known_at), content.requests),
        promises=compare_lists(load_promises(connection, programme.id, known_at), content.promises),
        path=path_changes(
            programme,
            content,
            count_versions(connection, programme.id),
            load_path(connection, programme.id, known_at),
        ),
        successions=new_successions(successions, content.successions),
        moves=moves,
        one_sided=() if moves or is_carried(content) else list_one_sided(in_force, content.plan),
        allowed_by=content.allowed_by,
        amends=_amended(in_force, plan),
        amendment=content.amendment,
        uneven=list_uneven(in_force, content.plan),
        carried=find_carried(programme, in_force, content.plan, before, facts_of),
        doubts=(
            *content.asks,
            *doubts_of(programme, in_force, content, proposed.diff),
            *(text for year in years for text in doubts_of_commitments(programme, year.year, year.restated)),
            *list_fewer_releases(programme, releases_in_force, content.releases),
            *(
                text
                for effect in years
                for text in list_orphaned_sentences(effect.strays, content.successions)
            ),
        ),
        late=tuple(list_late(content, proposed.diff)),
        refused=(
            *list_refused(programme, closed, content, plan, proposed.diff),
            *list_late_reports(closed, content, releases, notes),
            *list_redirected_in_closed(closed, [moved for effect in years for moved in effect.followed]),
        ),
        asked=(programme, content),
    )


def preview_once(connection: Connection, programme: Programme, content: Content) -> Preview:
    """The result of preview_content(), cached until its input changes.

    The trail shows that: every act that adds or removes data adds an entry, each with its own hash.
    """
    mark = last_act(connection, programme.id, BESIDE)
    for made_at, preview in _made.get(connection.engine, ()):
        if made_at == mark and preview.asked == (programme, content):
            return preview
    result = preview_content(connection, programme, content)
    with _lock:
        before = _made.get(connection.engine, ())
        valid = [entry for entry in before if entry[0] == mark or entry[1].programme.id != programme.id]
        _made[connection.engine] = tuple(_newest([(mark, result), *valid]))
    return result


def _newest(items: list[Made]) -> Iterator[Made]:
    rows = 0
    for entry in items[:KEPT]:
        rows += sum(len(statement.rows) for statement in entry[1].content.statements)
        if entry is items[0] or rows <= MOST_ROWS:
            yield entry


def find_moves(
    connection: Connection, programme: Programme, in_force: Iterable[PlanLine], plan: Sequence[PlanLine]
) -> tuple[Move, ...]:
    """The money that `plan` moves, alone or with earlier accepted plans that named no decision."""
    if not plan:
        return ()
    accepted = load_plan_money(connection, programme.id, latest_seq(connection, programme.id))
    return list_moves(in_force, plan, unexplained(accepted))


def _amended(in_force: Sequence[PlanLine], changes: Sequence[PlanChange]) -> tuple[str, ...]:
    domains = {line.domain for line in in_force}
    return tuple(sorted({change.line.domain for change in changes} & domains))


def domains_of(connection: Connection, programme: Programme, content: Content) -> Callable[[str], str]:
    """A function from line code to domain, as after accepting `content`; '' for an unknown code."""
    now = latest_seq(connection, programme.id)
    own = {line.code: line.domain for line in content.plan}
    knowledge = Knowledge(0, now, code_domains=load_code_domains(connection, programme.id, now))
    resolver = Resolver(knowledge, programme)
    return lambda code: own.get(code) or resolver.domain_of(code)


def _ended(item: CommitmentsChange, programme: Programme) -> str:
    name = programme.domain(item.domain).name
    return f"Alle verplichtingen van {name} vervallen: {euro_exact(item.before)}"


def _name(row: Booking) -> str:
    return f"Boekstuk {row.document} {row.sequence}".rstrip() + f" van {row.date:%d-%m-%Y}"


def _becomes(old: Booking, new: Booking) -> str:
    """In words the new amount and line, and which other fields changed."""
    others = [word for field, word in _OTHER_FIELDS.items() if getattr(old, field) != getattr(new, field)]
    also = f" (ook anders: {', '.join(others)})" if others else ""
    return f"{euro_exact(new.amount)} op regel {new.code}{also}"
