"""Effects to see before accepting, in words: the largest bookings, changed signals, changes in pots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from budget.access import Action, Who, may_act, require
from budget.batch import collector_paused
from budget.insight.diff.lists import ListChange
from budget.insight.facts import resolve
from budget.labels import SIGNAL_ORDER, count, day, day_short, euro, euro_exact, signal_word
from budget.model.content import Booking, Content, Progress
from budget.model.figures import Row
from budget.model.programme import Programme
from budget.model.questions import BoardQuestion
from budget.model.words import By, Cents, Colour
from budget.standing.own_record import with_own_margins
from budget.store import Store
from budget.store.knowledge import load_knowledge, load_other_year
from budget.store.snapshots import load_snapshots
from budget.store.totals import latest_statement_date
from budget.usecases.amend import list_amendment_sentences, list_uneven_sentences, uneven_shift
from budget.usecases.carry import list_carry_sentences
from budget.usecases.knowledge_after import changes_by_year, knowledge_after
from budget.usecases.moves import list_money_sentences
from budget.usecases.preview import Preview, list_code_sentences, list_scopes

if TYPE_CHECKING:
    from budget.insight.measures import LineTable

LARGEST = 5
MOST_IN_FULL = 3
"""Most questions and explained lines listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A domain, line or pot before and after; `before` is None if it did not exist."""

    before: Row | None
    after: Row

    @property
    def is_other_colour(self) -> bool:
        """Whether the colour of the signal changes; False for a new line."""
        return self.before is not None and self.before.signal.colour is not self.after.signal.colour

    @property
    def is_other_reason(self) -> bool:
        """Whether another rule gives the signal, even with the same colour."""
        return self.before is not None and self.before.signal.rule != self.after.signal.rule

    @property
    def worsening(self) -> Cents:
        """Increase in cents of what is short or used without a release; negative for a decrease."""
        m, earlier = self.after.measures, self.before.measures if self.before else None
        before = earlier.short + earlier.unreleased_use if earlier else 0
        return m.short + m.unreleased_use - before

    @property
    def is_other_money(self) -> bool:
        """Whether shortage, room or unreleased use changes."""
        now = self.after.measures
        earlier = self.before.measures if self.before else None
        return earlier is None or (earlier.short, earlier.room, earlier.unreleased_use) != (
            now.short, now.room, now.unreleased_use,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects at `as_of`: changed colours, for domains also changed reasons, and pots with other money.

    `passed` are own forecasts in the file below what is booked on their line by then: (row, cents expected).
    """

    as_of: date
    colours: tuple[Shift, ...]
    pots: tuple[Shift, ...]
    passed: tuple[tuple[Row, Cents], ...] = ()


def largest_bookings(preview: Preview) -> tuple[Booking, ...]:
    """The bookings with the largest absolute amounts that start to count."""
    rows = [row for _, row in preview.ledger.fresh]
    return tuple(sorted(rows, key=lambda row: -abs(row.amount))[:LARGEST])


def effects_of(
    store: Store, programme: Programme, actor: Who, content: Content, preview: Preview, today: date
) -> Effects:
    """What accepting `content` would do, at the day of the newest statement, or else `today`.

    For submitters (who may check) and reviewers.
    """
    may_check = may_act(programme, actor, Action.CHECK)
    require(programme, actor, Action.CHECK if may_check else Action.REVIEW)
    with collector_paused(), store.read() as connection:
        latest_statement = latest_statement_date(connection, programme.id)
        days = [statement.date for statement in content.statements] + (
            [latest_statement] if latest_statement else []
        )
        as_of = max(days, default=today)
        splits = [as_of, *(row.since - timedelta(days=1) for row in content.successions)]
        now = load_knowledge(connection, programme.id, as_of.year, preview.known_at, splits)
        by_year = changes_by_year(preview.ledger, lambda day: day)[as_of.year]
        then = knowledge_after(now, content, by_year)
        before, after = resolve(now, programme, as_of), resolve(then, programme, as_of)
        if before == replace(after, known_at=before.known_at) and not content.progress:
            return Effects(as_of, (), ())
        # Slow to import, and a file whose bookings are known already needs no measures.
        from budget.insight.measures import LineTable

        facts = with_own_margins(
            *(programme, before, load_snapshots(connection, programme.id)),
            lambda year: load_other_year(connection, programme.id, now, year, as_of),
        )
        after = replace(after, own_margins=facts.own_margins)
        tables = [LineTable(facts), LineTable(after)]
        shifts = {by: tuple(_shifts(tables, programme, by)) for by in (By.DOMAIN, By.LINE, By.POT)}
    colours = tuple(s for s in shifts[By.DOMAIN] if s.is_other_reason or s.is_other_colour)
    colours += tuple(s for s in shifts[By.LINE] if s.is_other_colour)
    pots = tuple(s for s in shifts[By.POT] if s.is_other_money)
    return Effects(as_of, colours, pots, tuple(_passed(content, shifts[By.LINE])))


def list_effects(preview: Preview, effects: Effects, programme: Programme) -> Iterator[str]:
    """Dutch sentences: money moved, free room by year, bookings, lists, questions, colours, pots."""
    yield from list_amendment_sentences(preview.amendment)
    yield from list_uneven_sentences(uneven_shift(preview, preview.amendment), programme)
    yield from list_money_sentences(preview.moves, preview.one_sided, preview.allowed_by, programme)
    yield from list_code_sentences(preview)
    if preview.asked:
        yield from list_carry_sentences(preview, preview.amendment, preview.allowed_by)
    for year in preview.years:
        yield f"{year.year}: vrije ruimte van {euro(year.bridge.before)} naar {euro(year.bridge.after)}."
    if preview.asked:
        yield from list_scopes(preview.asked[1], programme)
    for row in largest_bookings(preview):
        where = f"{row.code}, {day_short(row.date)} {row.description}".rstrip()
        yield f"Grote boeking: {euro_exact(row.amount)} op {where}."
    yield from list_restated(preview, programme)
    yield from list_list_words(preview)
    yield from list_passed(effects)
    yield from list_shifts(effects)


def list_restated(preview: Preview, programme: Programme) -> Iterator[str]:
    """A Dutch sentence per domain whose commitments change or stay."""
    for year in preview.years:
        for item in year.restated:
            name = f"{programme.domain(item.domain).name}, {year.year}"
            if item.kept and item.kept_since:
                amount = euro(sum(cents for _, cents in item.kept))
                yield f"{name}: {amount} aan verplichtingen blijft open (stand van {day(item.kept_since)})."
            if item.before != item.after:
                yield f"{name}: verplichtingen van {euro(item.before)} naar {euro(item.after)}."


def list_list_words(preview: Preview) -> Iterator[str]:
    """A sentence per kind of list in the file, then the questions and the progress."""
    yield from (list_words(changes, many) for changes, many in lists_of(preview))
    if preview.questions:
        yield question_count(preview.questions)
        yield from (_question_in_full(question) for question in preview.questions[:MOST_IN_FULL])
    if preview.progress:
        yield progress_count(preview.progress)
        yield from (_progress_in_full(note) for note in preview.progress[:MOST_IN_FULL])


def lists_of(preview: Preview) -> list[tuple[Sequence[ListChange], str]]:
    """The changes in every list of the file, each with the plural of its items."""
    lists: list[tuple[Sequence[ListChange], str]] = [
        (preview.partners, "bijdragen van partners"),
        (preview.decisions, "besluiten"),
        (preview.releases, "vrijgaven"),
        (preview.path, "stappen van besluitvorming"),
        (preview.requests, "aanvragen"),
        (preview.promises, "toezeggingen"),
    ]
    return [(changes, many) for changes, many in lists if changes]


def list_words(changes: Sequence[ListChange], plural: str) -> str:
    """What a new list adds, changes and drops; `plural` is the plural of its items."""
    tally = {kind: sum(c.kind == kind for c in changes) for kind in ("nieuw", "vervalt", "gewijzigd")}
    return (
        f"{plural.capitalize()}: {tally['nieuw']} nieuw, {tally['gewijzigd']} gewijzigd, "
        f"{tally['vervalt']} vervallen."
    )


def progress_count(progress: Sequence[Progress]) -> str:
    """How many lines are explained."""
    return f"Nieuw: {count(len(progress), 'regel met voortgang', 'regels met voortgang')}."


def _progress_in_full(note: Progress) -> str:
    target = f" van {note.target}" if note.target else ""
    expected = "" if note.forecast is None else f"eigen prognose {euro_exact(note.forecast)}"
    parts = (
        "de eigen prognose vervalt" if note.withdrawn else expected,
        f"oorzaak: {note.cause}" if note.cause else "",
        f"toelichting: {note.note}" if note.note else "",
        f"bijsturing: {note.steering}" if note.steering else "",
        f"bereikt: {note.result}" if note.result else "",
        f"{note.indicator}: {note.value}{target}" if note.indicator and note.value else "",
    )
    return f"{note.code}, {day_short(note.as_of)}: {'; '.join(part.rstrip('.') for part in parts if part)}."


def question_count(questions: Sequence[BoardQuestion]) -> str:
    """How many questions are asked of the board."""
    return f"Nieuw: {count(len(questions), 'vraag', 'vragen')} aan het bestuur."


def _question_in_full(question: BoardQuestion) -> str:
    # Imported here because most files ask no questions.
    from budget.snapshot.question_words import option_words

    return " ".join((question.text, *(f"{option_words(*pair)}." for pair in enumerate(question.options))))


def list_shifts(effects: Effects) -> Iterator[str]:
    """A Dutch sentence per changed colour, and per pot with other shortage or room."""
    at = day(effects.as_of)
    for shift in effects.colours:
        earlier, now = (colour_words(row) for row in (shift.before, shift.after))
        stays = f"blijft '{now}', om een andere reden"
        turns = f"van '{earlier}' naar '{now}'" if shift.is_other_colour else stays
        yield f"{_named(shift.after)}, op {at}: {turns}. {shift.after.signal.reason}"
    for shift in effects.pots:
        m, before = shift.after.measures, shift.before.measures if shift.before else None
        if before is None or (before.short, before.room) != (m.short, m.room):
            earlier = _money(before.short, before.room) if before else "nog niets"
            yield f"{shift.after.name}: van {earlier} naar {_money(m.short, m.room)}."
        without = before.unreleased_use if before else 0
        if without != m.unreleased_use:
            yield (
                f"{shift.after.name}: zonder besluit van de raad gebruikt, van {euro(without)} naar "
                f"{euro(m.unreleased_use)}."
            )


def split_urgent(effects: Effects) -> tuple[Effects, Effects]:
    """What turns red and the pots that become short, most money first; then the rest."""
    colours = sorted(effects.colours, key=lambda shift: SIGNAL_ORDER.index(shift.after.signal.colour))
    pots = sorted(effects.pots, key=lambda shift: -shift.worsening)
    reds = tuple(shift for shift in colours if shift.after.signal.colour is Colour.RED)
    short = tuple(shift for shift in pots if shift.worsening > 0)
    others = tuple(colours[len(reds) :]), tuple(pots[len(short) :])
    return replace(effects, colours=reds, pots=short), replace(effects, colours=others[0], pots=others[1])


def list_passed(effects: Effects) -> Iterator[str]:
    """A Dutch sentence per own forecast that the bookings have already passed."""
    for row, expected in effects.passed:
        yield (
            f"{_named(row)}: de eigen prognose is {euro_exact(expected)}, maar er is al "
            f"{euro_exact(row.measures.realised)} geboekt."
        )


def _passed(content: Content, lines: Sequence[Shift]) -> Iterator[tuple[Row, Cents]]:
    forecasts = {note.code: note.forecast for note in content.progress}
    for row in (shift.after for shift in lines):
        expected = forecasts.get(row.key)
        if expected is not None and expected < row.measures.realised:
            yield row, expected


def _shifts(tables: Sequence[LineTable], programme: Programme, by: By) -> Iterator[Shift]:
    before, after = (table.rows(by, programme) for table in tables)
    rows_before = {row.key: row for row in before}
    yield from (Shift(rows_before.get(row.key), row) for row in after)


def colour_words(row: Row | None) -> str:
    """The word of the row's signal, for use in a sentence."""
    if row is None:
        return "nog niets"
    return signal_word(row.signal.colour, row.measures.budget, row.is_outside_plan).lower()


def _named(row: Row) -> str:
    return f"{row.key} {row.name}" if row.by is By.LINE and row.key not in row.name else row.name


def _money(short: int, cents: int) -> str:
    return f"{euro(short)} tekort" if short else f"{euro(cents)} ruimte"
