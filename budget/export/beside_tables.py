"""What was decided in domains, and by which criteria; no table where nothing was frozen of it."""

from __future__ import annotations

from budget.export.columns import Column, Kind
from budget.export.table import Group, Table
from budget.snapshot.content import Content

DECISIONS = (
    Column("domain", "Opgavedomein", Kind.TEXT, "In welk opgavedomein het besluit is genomen."),
    Column("on", "Datum", Kind.DAY, "Dag van het besluit."),
    Column("line", "Regel", Kind.TEXT, "Code van de regel; leeg als het over het domein gaat."),
    Column("decision", "Besluit", Kind.TEXT, "Wat er is besloten."),
    Column("amount", "Bedrag", Kind.EURO, "Bedrag van het besluit; leeg als er geen is."),
    Column("criteria", "Criteria", Kind.TEXT, "Waarop is gekozen."),
    Column("persons", "Besloten door", Kind.TEXT, "Twee of meer personen.", is_personal=True),
    Column("state", "Escalatie", Kind.TEXT, "Of een eigen belang open staat of is opgelost."),
    Column("conflict", "Belang van", Kind.TEXT, "Wie een eigen belang heeft.", is_personal=True),
    Column("route", "Route", Kind.TEXT, "Langs welke afspraak het wordt opgelost.", is_personal=True),
    Column("ended_on", "Opgelost op", Kind.DAY, "Dag waarop het is opgelost."),
    Column("ended_by", "Opgelost door", Kind.TEXT, "Twee of meer anderen.", is_personal=True),
    Column("told", "Toelichting", Kind.TEXT, "Wat er verder over is gezegd.", is_personal=True),
)
CRITERIA = (
    Column("criterion", "Criterium", Kind.TEXT, "Waarop is gekozen."),
    Column("domain", "Opgavedomein", Kind.TEXT, "Wie het gebruikte."),
    Column("on", "Datum", Kind.DAY, "Wanneer."),
    Column("decision", "Besluit", Kind.TEXT, "Met welk resultaat."),
    Column("amount", "Bedrag", Kind.EURO, "Bedrag van dat besluit."),
)


def decision_tables(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """The decisions, newest first, and the criteria by name."""
    if not content.decisions:
        return ()
    rows = tuple(
        (
            *(names.get(d.domain, d.domain), d.date, d.code, d.decision, d.amount, "; ".join(d.criteria)),
            *(d.decided_persons, d.state, d.conflict, d.route, d.ended_on, d.ended_by, d.escalation),
        )
        for d in content.decisions
    )
    uses = sorted(
        ((name.casefold(), name, d) for d in content.decisions for name in d.criteria), key=lambda use: use[0]
    )
    criteria = tuple(
        (name, names.get(d.domain, d.domain), d.date, d.decision, d.amount) for _, name, d in uses
    )
    return (
        Table("decisions", "Besluiten in de domeinen", Group.WORDS, DECISIONS, rows),
        Table("criteria", "Criteria van alle domeinen", Group.WORDS, CRITERIA, criteria),
    )
