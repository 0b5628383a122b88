"""The tables for VJN, NJN and annual accounts: the programme, its sources, and the lines of each domain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.export.columns import Column, Kind
from budget.export.planning_control_columns import COLUMNS, pc_values
from budget.export.table import Group, Table
from budget.export.xlsx.current_tables import Heading, running_xlsx
from budget.model.planning_control import PcDocument, PcRow
from budget.model.programme import Programme
from budget.model.words import By
from budget.snapshot.forecast_record import ForecastOutcome, record_sentence

DOCUMENT_NAME = {
    PcDocument.SPRING: "Voorjaarsnota (VJN)",
    PcDocument.AUTUMN: "Najaarsnota (NJN)",
    PcDocument.ACCOUNTS: "Jaarrekening",
}
ALL_SHEET, SOURCES_SHEET, RECORD_SHEET = "Programma", "Bronnen", "Prognoses"
NOTES = (
    "Bedragen in euro's, tot op de cent. Oorspronkelijk en wijzigingen samen zijn begroot na wijziging.",
    "Verschil is begroot na wijziging min prognose: V is voordeel, N is nadeel.",
    "I is incidenteel, S is structureel. Leeg betekent: het plan zegt het niet van al het geld.",
)


def pc_sheets(rows: Sequence[PcRow]) -> list[tuple[str, Table]]:
    """(sheet name, table): the programme and its sources, then each domain with money by line.

    Each total is the group's own, never the sum of the rows above it.
    """
    of = {by: [row for row in rows if row.by is by] for by in By}
    sheets = []
    if of[By.PROGRAMME]:
        whole = of[By.PROGRAMME][0]
        sheets.append((ALL_SHEET, _table("pc_domains", "opgavedomeinen", of[By.DOMAIN], whole)))
        sheets.append((SOURCES_SHEET, _table("pc_sources", "bronnen", of[By.SOURCE], whole)))
    for domain in of[By.DOMAIN]:
        lines = [row for row in of[By.LINE] if row.domain == domain.key]
        if lines:
            name = domain.key or "Overig"
            sheets.append((name[:31], _table(f"pc_{name}", domain.name, lines, domain)))
    return sheets


def _table(name: str, title: str, rows: Sequence[PcRow], total: PcRow) -> Table:
    values = tuple(pc_values(row, row.name) for row in rows)
    return Table(name, title, Group.FIGURES, COLUMNS, values, pc_values(total, "Totaal"))


RECORD_COLUMNS = (
    Column("name", "Opgavedomein", Kind.TEXT, "Waar het over gaat."),
    Column("as_of", "Peildatum", Kind.DAY, "Van de ondertekende momentopname."),
    Column("p10", "Laag", Kind.EURO, "De lage kant van de prognose van toen."),
    Column("p50", "Midden", Kind.EURO, "Het midden van de prognose van toen."),
    Column("p90", "Hoog", Kind.EURO, "De hoge kant van de prognose van toen."),
    Column("became", "Geworden", Kind.EURO, "Geboekt in het hele jaar."),
    Column("off", "Verschil", Kind.EURO, "Geworden min het midden."),
    Column("inside", "Binnen de marge", Kind.TEXT, "Of de uitkomst tussen laag en hoog lag."),
)


def record_table(record: Sequence[ForecastOutcome]) -> Table:
    """The year's signed forecasts per domain, with the outturns."""
    rows = tuple(
        (k.name, k.as_of, k.told.p10, k.told.p50, k.told.p90, k.became, k.off, "ja" if k.is_inside else "nee")
        for k in record
    )
    return Table("pc_record", "prognoses van dit jaar", Group.FIGURES, RECORD_COLUMNS, rows)


def pc_workbook(
    programme: Programme,
    document: PcDocument,
    year: int,
    as_of: date,
    rows: Sequence[PcRow],
    undecided: str,
    record: Sequence[ForecastOutcome] = (),
) -> bytes:
    """The workbook with these rows; `undecided` is what the council must still decide, '' for nothing.

    Annual accounts include how the forecasts of the year held (`record`).
    """
    title = f"{DOCUMENT_NAME[document]} {year}, {programme.name}"
    shown_record = record if document is PcDocument.ACCOUNTS else ()
    remarks = (*filter(None, (undecided, record_sentence(shown_record))), *NOTES)
    heading = Heading(title, programme.name, programme.scope, programme.notice, as_of, remarks)
    sheets = pc_sheets(rows)
    return running_xlsx(
        heading, [*sheets, (RECORD_SHEET, record_table(shown_record))] if shown_record else sheets
    )
