"""Fills the sheets of the example: plan, ledger, progress, partner contributions, decisions and releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from budget.labels import MONTH_SHORT
from budget.model import Booking, Cents, Decision, PartnerContribution, PlanLine, Programme, Progress
from budget.model.content import (
    Amendment,
    PathStep,
    Promise,
    Release,
    Request,
    Succession,
    Transfer,
)
from budget.model.questions import BoardQuestion
from scripts.example.behaviour import Phasing
from scripts.example.ledger import LedgerExport
from scripts.example.sheets import FICTIONAL, Cell, Money, Row, Share, Sheet, SumAbove, with_totals

OWNER = "Gemeente Voorbeeldstad - fictief"
PLAN_WORDS = ("Regelcode", "Opgavedomein", "Actielijn", "Activiteit", "Bron", "Thema", "Budgethouder", "Jaar")
MONTHS_HEADER = tuple(month.capitalize() for month in MONTH_SHORT)
QUARTERS_HEADER = ("Kw1", "Kw2", "Kw3", "Kw4")
PROGRESS_HEADER = (
    "Regelcode", "Peildatum", "Prognose", "Oorzaak", "Toelichting", "Bijsturing", "Resultaat", "Indicator",
    "Waarde", "Streefwaarde",
)  # fmt: skip
QUESTION_HEADER = (
    "Vraag aan bestuur", "Keuze A", "Effect A", "Keuze B", "Effect B", "Voor vergadering",
    "Verantwoordelijke voor vraag",
)  # fmt: skip
PARTNERS_HEADER = (
    "Partner", "Opgavedomein", "Actielijn", "Jaar", "Vorm", "Omschrijving", "Bedrag", "Hoeveelheid",
    "Eenheid", "Onderbouwing",
)  # fmt: skip
DECISIONS_HEADER = (
    "Datum", "Opgavedomein", "Regelcode", "Besluit", "Bedrag", "Selectiecriteria", "Besloten door",
    "Escalatie", "Belang van", "Route escalatie", "Opgelost op", "Opgelost door",
)  # fmt: skip

RELEASES_HEADER = (
    "Regelcode", "Opgavedomein", "Bron", "Jaar", "Bedrag", "Stand vrijgave", "Datum vrijgave", "Besluit",
    "Besloten door", "Document",
)  # fmt: skip

LAYOUTS: dict[str, tuple[tuple[str, str], ...]] = {
    "gewoon": (
        ("Boekstuknummer", "document"), ("Volgnummer", "sequence"), ("Boekdatum", "date"),
        ("Boekjaar", "fiscal_year"), ("Regelcode", "code"), ("Bron", "source"),
        ("Omschrijving", "description"), ("Leverancier", "supplier"), ("Bedrag", "amount"), ("Soort", "kind"),
    ),
    "crediteur": (
        ("Documentnummer", "document"), ("Volgnummer", "sequence"), ("Boekingsdatum", "date"),
        ("Boekjaar", "fiscal_year"), ("Regelcode", "code"), ("Bron", "source"), ("Crediteur", "supplier"),
        ("Omschrijving", "description"), ("Bedrag", "amount"), ("Soort", "kind"),
    ),
    "code eerst": (
        ("Regelcode", "code"), ("Bron", "source"), ("Boekstuk", "document"), ("Volgnummer", "sequence"),
        ("Boekdatum", "date"), ("Omschrijving", "description"), ("Relatie", "supplier"), ("Soort", "kind"),
        ("Bedrag", "amount"),
    ),
    "zonder bron": (
        ("Boekstuknummer", "document"), ("Volgnummer", "sequence"), ("Boekdatum", "date"),
        ("Regelcode", "code"), ("Omschrijving", "description"), ("Leverancier", "supplier"),
        ("Bedrag", "amount"), ("Soort", "kind"),
    ),
}  # fmt: skip
"""Header and field per column, in four kinds of export."""

_WIDTHS = {"Omschrijving": 38, "Leverancier": 32, "Crediteur": 32, "Relatie": 32, "Bron": 26}


def plan_sheet(
    lines: tuple[PlanLine, ...], programme: Programme, phasing: Phasing, why: Amendment | None = None
) -> Sheet:
    phases = MONTHS_HEADER if phasing is Phasing.MONTHS else QUARTERS_HEADER
    header = (*PLAN_WORDS, "Begroot", "Vrijgegeven", *phases, "Toelichting", "Incidenteel of structureel")
    rows, totals = with_totals(_plan_rows(lines, programme, phasing))
    years = sorted({line.year for line in lines})
    domain = programme.domain(lines[0].domain).name
    said = () if why is None else (
        f"Herkomst wijziging: {why.origin}", f"Reden wijziging: {why.reason}",
        f"Document wijziging: {why.document}",
    )  # fmt: skip
    return Sheet(
        name="Bestedingsplan",
        titles=(f"Bestedingsplan {years[0]}-{years[-1]}: {domain}", FICTIONAL, programme.scope, *said),
        header=header,
        rows=rows,
        totals=totals,
        widths=(12, 30, 28, 40, 30, 26, 20, 7, 14, 14, *(11,) * len(phases), 44, 16),
    )


def _plan_rows(
    lines: tuple[PlanLine, ...], programme: Programme, phasing: Phasing
) -> Iterator[tuple[Row, bool]]:
    for year, group in groupby(lines, key=lambda line: line.year):
        of_year = tuple(group)
        for line in of_year:
            yield _plan_row(line, programme, phasing), False
        budget = sum(line.budget for line in of_year)
        label = (f"Subtotaal {year}", *(None,) * (len(PLAN_WORDS) - 1))
        yield (*label, SumAbove(len(of_year), budget)), True
    yield ("Totaal", *(None,) * (len(PLAN_WORDS) - 1), Money(sum(line.budget for line in lines))), True


def _plan_row(line: PlanLine, programme: Programme, phasing: Phasing) -> Row:
    source = programme.source(line.source)
    return (
        line.code,
        programme.domain(line.domain).name,
        line.action_line,
        line.activity,
        source.name,
        next((theme.name for theme in source.themes if theme.code == line.theme), ""),
        programme.person(line.budget_holder).name,
        line.year,
        Money(line.budget),
        _money(line.released),
        *_phases(line, phasing),
        line.note,
        line.nature.value if line.nature else "",
    )


def _phases(line: PlanLine, phasing: Phasing) -> tuple[Cell, ...]:
    size = 1 if phasing is Phasing.MONTHS else 3
    if line.phasing is None:
        return (None,) * (12 // size)
    parts = [sum(line.phasing[n : n + size]) for n in range(0, 12, size)]
    if phasing is Phasing.SHARES:
        return tuple(Share(round(part / line.budget, 2)) for part in parts)
    return tuple(map(Money, parts))


def ledger_sheet(export: LedgerExport, programme: Programme) -> Sheet:
    columns = LAYOUTS[export.behaviour.layout]
    columns = columns if export.with_kind else tuple(c for c in columns if c[1] != "kind")
    rows, totals = with_totals(_ledger_rows(export, programme, [field for _, field in columns]))
    return Sheet(
        name="Boekingen",
        titles=(
            OWNER,
            FICTIONAL,
            f"Extractiedatum: {export.last:%d-%m-%Y}",
            f"Periode: {export.first:%d-%m-%Y} t/m {export.last:%d-%m-%Y}",
            f"Domein: {programme.domain(export.behaviour.domain).name}",
        ),
        header=tuple(word for word, _ in columns),
        rows=rows,
        totals=totals,
        widths=tuple(_WIDTHS.get(word, 14) for word, _ in columns),
        empty_columns=1 if export.behaviour.domain == "JEU" else 0,
    )


def _ledger_rows(export: LedgerExport, programme: Programme, fields: list[str]) -> Iterator[tuple[Row, bool]]:
    """Each line's rows and a subtotal; below all of them the total."""
    names = {source.code: source.name for source in programme.sources} | {"": ""}
    for code, group in groupby(export.rows, key=lambda row: row.code):
        of_code = tuple(group)
        for row in of_code:
            yield tuple(_ledger_cell(row, field, names) for field in fields), False
        yield _total_row(f"Subtotaal {code}", sum(row.amount for row in of_code), fields), True
    yield _total_row("Totaal", sum(row.amount for row in export.rows), fields), True


def _ledger_cell(row: Booking, field: str, names: dict[str, str]) -> Cell:
    readers: dict[str, Callable[[], Cell]] = {
        "amount": lambda: Money(row.amount),
        "source": lambda: names[row.source],
        "kind": lambda: row.kind.value,
    }
    return readers[field]() if field in readers else getattr(row, field)


def _total_row(label: str, cents: Cents, fields: list[str]) -> Row:
    return tuple(label if n == 0 else Money(cents) if f == "amount" else None for n, f in enumerate(fields))


def progress_sheet(
    rows: tuple[Progress, ...],
    title: str,
    questions: tuple[BoardQuestion, ...] = (),
    names: dict[str, str] | None = None,
) -> Sheet:
    """A progress sheet; the columns of questions exist only if there are any."""
    asked = {question.code: _question(question, names or {}) for question in questions}
    none = (None,) * len(QUESTION_HEADER)
    return Sheet(
        name="Voortgang",
        titles=(title, FICTIONAL),
        header=PROGRESS_HEADER + (QUESTION_HEADER if asked else ()),
        rows=tuple(
            (
                row.code, row.as_of, _money(row.forecast), row.cause.value if row.cause else None, row.note,
                row.steering, row.result, row.indicator, row.value, row.target,
                *(asked.get(row.code, none) if asked else ()),
            )
            for row in rows
        ),
        widths=(12, 12, 14, 24, 60, 50, 46, 30, 10, 12, *((60, 40, 12, 40, 12, 14, 20) if asked else ())),
    )  # fmt: skip


def _question(question: BoardQuestion, names: dict[str, str]) -> Row:
    one, other = question.options
    return (
        question.text, one.text, _money(one.effect), other.text, _money(other.effect), question.meeting,
        names.get(question.owner),
    )  # fmt: skip


def partners_sheet(rows: tuple[PartnerContribution, ...], programme: Programme) -> Sheet:
    return Sheet(
        name="Partnerbijdragen",
        titles=("Partnerbijdragen: staan naast het bestedingsplan en tellen er niet in mee", FICTIONAL),
        header=PARTNERS_HEADER,
        rows=tuple(
            (
                row.partner, programme.domain(row.domain).name, row.action_line, row.year, row.form.value,
                row.description, _money(row.amount), row.quantity, row.unit, row.basis,
            )
            for row in rows
        ),
        widths=(42, 36, 28, 7, 18, 44, 14, 12, 14, 30),
    )  # fmt: skip


def decisions_sheet(rows: tuple[Decision, ...], programme: Programme) -> Sheet:
    return Sheet(
        name="Besluiten",
        titles=("Besluiten over de besteding", FICTIONAL),
        header=DECISIONS_HEADER,
        rows=tuple(
            (
                row.date, programme.domain(row.domain).name, row.code, row.decision, _money(row.amount),
                row.criteria, "; ".join(row.decided_by), row.escalation,
                "; ".join(map(programme.name_of, row.conflict)), row.route, row.resolved_on,
                "; ".join(row.resolved_by),
            )
            for row in rows
        ),
        widths=(12, 36, 12, 54, 14, 50, 44, 50, 20, 50, 14, 34),
    )  # fmt: skip


def releases_sheet(rows: tuple[Release, ...], programme: Programme) -> Sheet:
    names = {source.code: source.name for source in programme.sources}
    return Sheet(
        name="Vrijgave",
        titles=("Vrijgave van geld door de raad", FICTIONAL),
        header=RELEASES_HEADER,
        rows=tuple(
            (
                row.code, programme.domain(row.domain).name, names[row.source], row.year, _money(row.amount),
                row.state.value, row.date, row.decision, row.body, row.document,
            )
            for row in rows
        ),
        widths=(14, 36, 28, 7, 14, 16, 16, 30, 18, 24),
    )  # fmt: skip


def path_sheet(rows: tuple[PathStep, ...], programme: Programme) -> Sheet:
    return Sheet(
        name="Besluitvorming",
        titles=("Stappen van besluitvorming over de plannen", FICTIONAL),
        header=("Opgavedomein", "Planversie", "Stap", "Datum stap", "Document", "Opmerking"),
        rows=tuple(
            (
                programme.domain(row.domain).name, row.version, programme.step_name(row.step), row.date,
                row.document, row.remark,
            )
            for row in rows
        ),
        widths=(36, 12, 28, 14, 36, 36),
    )  # fmt: skip


def requests_sheet(rows: tuple[Request, ...], programme: Programme) -> Sheet:
    return Sheet(
        name="Aanvragen",
        titles=("Wensen zonder dekking: zij tellen nergens in mee", FICTIONAL),
        header=(
            "Opgavedomein", "Regelcode", "Aanvraag", "Gevraagd bedrag", "P&C-moment", "Uiterste dag",
            "Stand aanvraag", "Gevraagd door",
        ),
        rows=tuple(
            (
                programme.domain(row.domain).name, row.code, row.request, _money(row.amount), row.moment,
                row.deadline, row.state.value, row.asked_by,
            )
            for row in rows
        ),
        widths=(36, 14, 50, 16, 14, 14, 16, 24),
    )  # fmt: skip


def promises_sheet(rows: tuple[Promise, ...], programme: Programme) -> Sheet:
    return Sheet(
        name="Toezeggingen",
        titles=("Toezeggingen aan gemeenteraad en bestuur", FICTIONAL),
        header=(
            "Opgavedomein", "Toezegging", "Toegezegd aan", "Eigenaar", "Uiterlijk", "Vergadering",
            "Stand toezegging", "Uitkomst",
        ),
        rows=tuple(
            (
                programme.domain(row.domain).name, row.promise, row.made_to, programme.name_of(row.owner),
                row.due, row.meeting, row.state.value, row.outcome,
            )
            for row in rows
        ),
        widths=(36, 50, 18, 24, 14, 14, 18, 40),
    )  # fmt: skip


def successions_sheet(rows: tuple[Succession, ...]) -> Sheet:
    return Sheet(
        name="Opvolging",
        titles=("Regelcodes die veranderen", FICTIONAL),
        header=("Oude regelcode", "Wat gebeurt er", "Nieuwe regelcode", "Vanaf", "Reden", "Document"),
        rows=tuple(
            (row.code, row.fate.value, row.successor, row.since, row.reason, row.document) for row in rows
        ),
        widths=(16, 16, 18, 14, 50, 50),
    )


def transfers_sheet(rows: tuple[Transfer, ...]) -> Sheet:
    return Sheet(
        name="Overheveling",
        titles=("Geld van de ene regel naar de andere", FICTIONAL),
        header=("Van regelcode", "Naar regelcode", "Jaar", "Bedrag", "Reden", "Document"),
        rows=tuple(
            (row.giver.code, row.taker.code, row.year, _money(row.amount), row.reason, row.document)
            for row in rows
        ),
        widths=(16, 16, 8, 14, 50, 50),
    )


def _money(cents: Cents | None) -> Cell:
    return None if cents is None else Money(cents)
