"""The budget of all funding of one domain as a workbook: the plan, with partner contributions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.export.columns import Column, Kind
from budget.export.table import Group, Table, Values
from budget.export.xlsx.current_tables import Heading, running_xlsx
from budget.labels import WITHOUT_AMOUNT
from budget.model.funding import FundingRow, PartnerYear
from budget.model.programme import Programme
from budget.model.words import FundingKind

NOTES = (
    "Wat partners inbrengen staat naast het bestedingsplan. Het telt nergens mee in de besteding.",
    "Een leeg bedrag is niet nul: de kolom Stand zegt waarom het er niet is.",
)
_AMOUNT = Column("amount", "Bedrag of waarde", Kind.EURO, "In euro's; leeg als dat er niet is.")
PLAN_COLUMNS = (
    Column("name", "Bron", Kind.TEXT, "Waar het geld vandaan komt."),
    Column("amount", "Begroot", Kind.EURO, "Het plan dat nu geldt."),
    Column("share", "Deel van het plan", Kind.SHARE, "Deel van het plan van dit domein."),
)
PARTNER_COLUMNS = (
    Column("partner", "Partner", Kind.TEXT, "Welke organisatie bijdraagt."),
    Column("form", "Vorm", Kind.TEXT, "Financieel, in kind of maatschappelijk."),
    Column("action_line", "Actielijn", Kind.TEXT, "Waar de partner aan bijdraagt."),
    Column("description", "Bijdrage", Kind.TEXT, "Wat de partner inbrengt."),
    Column("quantity", "Hoeveelheid", Kind.TEXT, "Hoeveel."),
    Column("unit", "Eenheid", Kind.TEXT, "Waarin de hoeveelheid is gemeten."),
    _AMOUNT,
    Column("state", "Stand", Kind.TEXT, "Opgegeven, of waarom er geen bedrag is."),
    Column("basis", "Waardering", Kind.TEXT, "Waarop de waarde berust."),
)
YEAR_COLUMNS = (
    Column("partner", "Partner", Kind.TEXT, "Welke organisatie bijdraagt."),
    Column("year", "Jaar", Kind.COUNT, "Het jaar van de bijdrage."),
    Column("money", "Financieel", Kind.EURO, "Geld van de partner zelf."),
    Column("in_kind", "In kind, gewaardeerd", Kind.EURO, "Waarde van wat in kind is."),
    Column("social", "Maatschappelijk, gewaardeerd", Kind.EURO, "Waarde, als die is bepaald."),
    Column("without_amount", "Zonder bedrag", Kind.COUNT, "Aantal bijdragen zonder bedrag."),
)


def funding_workbook(
    programme: Programme,
    domain: str,
    year: int,
    as_of: date,
    rows: Sequence[FundingRow],
    years: Sequence[PartnerYear],
    undecided: str,
) -> bytes:
    """The workbook of one domain; `undecided` is what the council must still decide, '' for nothing."""
    name = programme.domain(domain).name
    title = f"Begroting van alle middelen {year}, {name}"
    remarks = (*([undecided] if undecided else []), *NOTES)
    heading = Heading(title, programme.name, programme.scope, programme.notice, as_of, remarks)
    return running_xlsx(heading, funding_sheets(rows, years))


def funding_sheets(rows: Sequence[FundingRow], years: Sequence[PartnerYear]) -> list[tuple[str, Table]]:
    """(sheet name, table): the plan with its total, each contribution, and the partners by year."""
    plan = [row for row in rows if row.kind is FundingKind.PLAN]
    total: Values = ("Totaal", sum(row.amount or 0 for row in plan), None)
    sources = tuple((row.name, row.amount, row.share) for row in plan)
    brought = tuple(_partner(row) for row in rows if row.kind is not FundingKind.PLAN)
    by_year = tuple((y.partner, y.year, y.money, y.in_kind, y.social, y.without_amount) for y in years)
    tables = (
        Table("means_plan", "Bestedingsplan", Group.FIGURES, PLAN_COLUMNS, sources, total),
        Table("means_partners", "Partners", Group.FIGURES, PARTNER_COLUMNS, brought),
        Table("means_years", "Partners per jaar", Group.FIGURES, YEAR_COLUMNS, by_year),
    )
    return [(table.title, table) for table in tables]


def _partner(row: FundingRow) -> Values:
    form = "" if row.kind is FundingKind.NOT_STATED else row.kind.value
    state = "opgegeven" if row.amount is not None else WITHOUT_AMOUNT[row.kind]
    description = (row.action_line, row.description, row.quantity, row.unit)
    return row.name, form, *description, row.amount, state, row.basis
