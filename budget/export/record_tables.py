"""Tables of decisions, requests and promises in domains; left out when the snapshot has none."""

from __future__ import annotations

from budget.export.columns import Column, Kind
from budget.export.table import Group, Table
from budget.model.succession import WHOLE
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


REQUESTS = (
    Column("domain", "Opgavedomein", Kind.TEXT, "Van welk opgavedomein de wens is."),
    Column("line", "Regel", Kind.TEXT, "Code van de regel, als die er is."),
    Column("request", "Aanvraag", Kind.TEXT, "Waar geld voor nodig is."),
    Column("amount", "Gevraagd bedrag", Kind.EURO, "Telt nergens in mee."),
    Column("moment", "P&C-moment", Kind.TEXT, "Bij welk stuk."),
    Column("deadline", "Uiterste dag", Kind.DAY, "Laatste dag voor dat stuk."),
    Column("asked_by", "Gevraagd door", Kind.TEXT, "Wie het vraagt.", is_personal=True),
)
PROMISES = (
    Column("domain", "Opgavedomein", Kind.TEXT, "Van welk opgavedomein de toezegging is."),
    Column("promise", "Toezegging", Kind.TEXT, "Wat er is toegezegd."),
    Column("made_to", "Aan", Kind.TEXT, "Aan wie."),
    Column("owner", "Eigenaar", Kind.TEXT, "Wie ervoor zorgt.", is_personal=True),
    Column("promised_on", "Vergadering", Kind.DAY, "Waarin het is toegezegd."),
    Column("due", "Uiterlijk", Kind.DAY, "Laatste dag."),
    Column("state", "Stand", Kind.TEXT, "Open, te laat, klaar of vervallen."),
    Column("outcome", "Uitkomst", Kind.TEXT, "Wat ervan kwam."),
)


SUCCESSIONS = (
    Column("domain", "Opgavedomein", Kind.TEXT, "Van welk opgavedomein de code was."),
    Column("line", "Regel", Kind.TEXT, "De oude code."),
    Column("fate", "Wat gebeurt er", Kind.TEXT, "Hernoemd, samengevoegd, gesplitst of vervallen."),
    Column("successor", "Nieuwe regel", Kind.TEXT, "Waar boekingen en verplichtingen nu staan."),
    Column("portion", "Aandeel", Kind.SHARE, "Welk deel van het geld daarheen gaat."),
    Column("since", "Vanaf", Kind.DAY, "Dag waarop de nieuwe code ingaat."),
    Column("reason", "Reden", Kind.TEXT, "Waarom de code verandert."),
    Column("decision", "Besluit", Kind.TEXT, "Het besluit dat een andere pot toestaat."),
    Column("document", "Document", Kind.TEXT, "Waar dit is te vinden."),
)


def succession_tables(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """The successions of line codes, by old code."""
    rows = tuple(
        (
            *(
                names.get(succession.domain, succession.domain),
                succession.code,
                succession.fate.value,
                succession.successor,
            ),
            *(
                succession.share / WHOLE if succession.share else None,
                succession.since,
                succession.reason,
                succession.decision,
                succession.document,
            ),
        )
        for succession in content.successions
    )
    title = "Regelcodes die veranderden"
    return (Table("successions", title, Group.WORDS, SUCCESSIONS, rows),) if rows else ()


def request_and_promise_tables(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """Requests without cover by deadline, and promises with the open ones first."""
    rows = tuple(
        (names.get(r.domain, r.domain), r.code, r.request, r.amount, r.moment, r.deadline, r.asked_by)
        for r in content.requests
    )
    promised = tuple(
        (names.get(p.domain, p.domain), p.promise, p.made_to, p.owner, p.meeting, p.due, p.state, p.outcome)
        for p in content.promises
    )
    tables = (
        Table("requests", "Aanvragen zonder dekking", Group.WORDS, REQUESTS, rows),
        Table("promises", "Toezeggingen", Group.WORDS, PROMISES, promised),
    )
    return tuple(table for table in tables if table.rows)


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
