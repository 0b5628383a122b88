"""The columns of the table for VJN, NJN and annual accounts, and that table for a snapshot."""

from __future__ import annotations

from budget.export.columns import Column, Kind
from budget.export.table import Group, Table, Values
from budget.model.planning_control import PcRow
from budget.model.planning_control_rows import pc_row
from budget.model.words import By
from budget.snapshot.content import SHOWS_LISTS, Content

_EURO = {
    "original": ("Oorspronkelijk begroot", "Het eerste plan van dit jaar."),
    "amended": ("Wijzigingen", "Wat alle wijzigingen samen aan het plan veranderden."),
    "budget": ("Begroot na wijziging", "Het plan dat nu geldt."),
    "released": ("Vrijgegeven", "Wat de raad vrijgaf; leeg is niet bekend."),
    "realised": ("Besteed", "Geboekt tot en met de peildatum."),
    "committed": ("Verplicht", "Toegezegd of in opdracht, nog niet betaald."),
    "forecast": ("Prognose", "Verwachte besteding op 31 december."),
    "variance": ("Verschil", "Begroot na wijziging min prognose."),
}
COLUMNS = (
    Column("name", "Naam", Kind.TEXT, "Waar het over gaat."),
    *(Column(name, title, Kind.EURO, meaning) for name, (title, meaning) in _EURO.items()),
    Column("direction", "V/N", Kind.TEXT, "Voordeel of nadeel."),
    Column("nature", "I/S", Kind.TEXT, "Incidenteel of structureel."),
    Column("incidental", "Waarvan incidenteel", Kind.EURO, "Deel van begroot na wijziging."),
    Column("structural", "Waarvan structureel", Kind.EURO, "Deel van begroot na wijziging."),
    Column("released_unknown", "Vrijgave niet bekend", Kind.COUNT, "Aantal regels dat het niet zegt."),
)


def pc_values(row: PcRow, name: str) -> Values:
    """The cells of a row, `name` first."""
    amounts = (getattr(row, field) for field in _EURO)
    stated_nature = row.incidental + row.structural
    nature_and_unknown = (
        *((row.incidental, row.structural) if stated_nature else (None, None)),
        row.released_unknown,
    )
    return name, *amounts, row.direction, row.nature, *nature_and_unknown


def pc_table(content: Content) -> tuple[Table, ...]:
    """The domains, the sources and the lines, with the total; not in formats before 8."""
    if content.format < SHOWS_LISTS:
        return ()
    natures = {(nature.by, nature.key): nature for nature in content.natures}
    rows = [row for by in (By.DOMAIN, By.SOURCE, By.LINE) for row in content.with_money(by)]
    values = tuple(pc_values(pc_row(row, natures), row.name) for row in rows)
    total = pc_values(pc_row(content.total, natures), "Totaal")
    return (Table("pc", "Tabel voor VJN, NJN en jaarrekening", Group.FIGURES, COLUMNS, values, total),)
