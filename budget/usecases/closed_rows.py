"""What a file says about closed years and months: what is refused, and what counts in an open period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from budget.insight.diff.lists import Fact, ListChange
from budget.insight.diff.plan import PlanChange
from budget.labels import count, day_short, euro_exact, join_words, period_name
from budget.model.content import Booking, Content, Progress, Release, Statement
from budget.model.periods import Closed, Period, Place
from budget.model.programme import Programme
from budget.model.words import BudgetError, Kind
from budget.store.statements import LedgerDiff

MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class LateRow:
    """A booking of a closed period that would count at `place`, with its sheet and, if known, its cell.

    `was` is the row that counted before; `gone`: nothing replaces it.
    """

    sheet: str
    cell: str
    row: Booking
    was: Booking | None
    gone: bool
    period: Period
    place: Place


class ClosedError(BudgetError):
    """The file changes a closed period in a way that no open period can hold."""

    def __init__(self, file: str, sentences: Sequence[str]) -> None:
        """`sentences` are the sentences of list_refused()."""
        more = [f"- ... en nog {len(sentences) - MOST_TOLD}."] if len(sentences) > MOST_TOLD else []
        lines = [f"{file} verandert iets in een afgesloten periode. Er is niets veranderd."]
        super().__init__("\n".join([*lines, *(f"- {sentence}" for sentence in sentences[:MOST_TOLD]), *more]))


def list_late(content: Content, diff: LedgerDiff) -> Iterator[LateRow]:
    """Every row in a closed period."""
    named = {
        statement.rows[place]: (statement.sheet, cell)
        for statement in content.statements
        for place, cell in statement.cells
    }
    for row, was, gone, period, place in diff.late():
        sheet, cell = named.get(row) or (_sheet_about(content.statements, row), "")
        yield LateRow(sheet, cell, row, was, gone, period, place)


def late_words(late: LateRow) -> str:
    """A Dutch sentence with sheet and cell: the booking, its closed period, and where it counts."""
    row, (_, day) = late.row, late.place
    where = f"Blad {late.sheet}{f', cel {late.cell}' if late.cell else ''}"
    voucher = f"boekstuk {row.document} {row.sequence}".rstrip()
    moved = "vervalt" if late.gone else f"was {euro_exact(late.was.amount)}" if late.was else "is nieuw"
    closed = period_name(late.period)
    return (
        f"{where}: {voucher} van {day_short(row.date)}, {euro_exact(row.amount)} op regel {row.code}, "
        f"{moved}. {closed.capitalize()} is afgesloten. Dit telt op {day_short(day)} in {late.place[0]}, als "
        f"correctie op {closed}."
    )


def late_sum_words(late_rows: Sequence[LateRow]) -> str:
    """The number of late rows and their periods: the heading of their list."""
    periods = join_words([period_name(period) for period in sorted({late.period for late in late_rows})])
    bookings = count(len(late_rows), "boeking hoort", "boekingen horen")
    return f"{bookings} bij een afgesloten periode: {periods}."


def list_refused(
    programme: Programme,
    closed_periods: Closed,
    content: Content,
    plan: Sequence[PlanChange],
    diff: LedgerDiff,
) -> Iterator[str]:
    """A Dutch sentence, with what to do, for each change that no open period can hold."""
    if not closed_periods.periods:
        return
    for statement in content.statements:
        period = closed_periods.holding(statement.date.year, statement.date)
        if statement.states_commitments and period:
            yield (
                f"Blad {statement.sheet} zegt wat er openstond op {day_short(statement.date)}. "
                f"{period_name(period).capitalize()} is afgesloten. Lever de stand van een latere dag aan."
            )
        yield from _commitments(statement, closed_periods)
    for change in plan:
        if Period(change.line.year) in closed_periods.periods and _is_money(change):
            yield (
                f"Het plan verandert regel {change.line.code} in {change.line.year}. Dat jaar is afgesloten. "
                "Laat die regel zoals hij was."
            )
    for _, _, _, period, place in diff.late():
        if place[0] not in programme.years:
            yield (
                f"Een boeking op {period_name(period)} kan nergens tellen: na dat jaar is er geen open jaar. "
                "Open eerst een jaar."
            )


def list_late_reports(
    closed_periods: Closed, content: Content, releases: Sequence[ListChange], notes: Sequence[Progress]
) -> Iterator[str]:
    """A Dutch sentence for each changed release of a closed period, and for each note on one.

    `releases` and `notes` are the changes of `content`.
    """
    cells: dict[Fact, str] = {content.releases[place]: cell for place, cell in content.release_cells}
    for change in releases:
        for item in (change.before, change.after):
            period = closed_periods.holding(item.year, item.date) if isinstance(item, Release) else None
            if isinstance(item, Release) and period:
                yield _release_words(item, change.after, period, cells)
                break
    for note in notes:
        if period := closed_periods.holding(note.as_of.year, note.as_of):
            yield (
                f"De voortgang van {note.code} is van {day_short(note.as_of)}. "
                f"{period_name(period).capitalize()} is afgesloten. Kies een latere peildatum."
            )


def _release_words(item: Release, after: Fact | None, period: Period, cells: Mapping[Fact, str]) -> str:
    release_words = f"vrijgave van {euro_exact(item.amount)} voor {item.code or item.source}"
    closed = f"Dat verandert {period_name(period)}, en die periode is afgesloten. Laat haar zoals zij was."
    if after is None:
        return f"De nieuwe lijst mist de {release_words}. {closed}"
    where = f"{cells[after]}: " if cells.get(after) else ""
    return f"{where}de {release_words} is nieuw of anders. {closed}"


def _commitments(ledger: Statement, closed_periods: Closed) -> Iterator[str]:
    cells = dict(ledger.cells)
    for place, row in enumerate(ledger.rows):
        if row.kind is Kind.COMMITTED and Period(row.fiscal_year) in closed_periods.periods:
            cell = f", cel {cells[place]}" if cells.get(place) else ""
            yield (
                f"Blad {ledger.sheet}{cell}: verplichting {row.document} op regel {row.code} heeft boekjaar "
                f"{row.fiscal_year}. Dat jaar is afgesloten. Zet er het jaar waarin u haar betaalt."
            )


def _is_money(change: PlanChange) -> bool:
    return change.before is None or change.after is None or bool({"budget", "released"} & set(change.fields))


def _sheet_about(statements: Sequence[Statement], row: Booking) -> str:
    """The sheet that removes a booking by not naming it."""
    return next(
        (statement.sheet for statement in statements if statement.first <= row.date <= statement.last), ""
    )
