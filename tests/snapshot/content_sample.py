"""The frozen content of the invented programme, as an old snapshot of the first format has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from budget.labels import TERMS
from budget.model import Ask, By, Cause, ChangeKind, PartnerContribution, PartnerForm, SheetKind
from budget.snapshot.content import (
    Action,
    ChangeItem,
    Changes,
    Content,
    FundingSource,
    MeetingIdentity,
    Note,
    ProgrammeIdentity,
    Rule,
    Since,
    Steps,
    Version,
)
from tests.charts import samples

SHA = "5f3ac0de" + "0123456789abcdef" * 3 + "c2c2c2c2"
PREVIOUS = "a1b2c3d4" * 8


def content(**changed: Any) -> Content:
    """The usual content; `changed` replaces fields of it."""
    programme = samples.programme()
    domains = [domain.code for domain in programme.domains]
    usual = Content(
        format=1,
        software="0.1.0",
        programme=ProgrammeIdentity(
            programme.id, programme.name, programme.board, programme.scope, programme.notice
        ),
        meeting=MeetingIdentity(date(2024, 6, 27), "VEI", fictional=True),
        year=samples.YEAR,
        as_of=samples.AS_OF,
        known_at=17,
        proposed_by="Hanneke Smit",
        proposed_at=datetime(2024, 6, 20, 9),
        total=samples.whole(),
        rows={by: samples.rows(by) for by in By if by is not By.PROGRAMME},
        pace={code: samples.pace_figures(code or None) for code in ("", *domains)},
        sentences=tuple(map(hard_spaces, SENTENCES)),
        asks=tuple(replace(ask, text=hard_spaces(ask.text)) for ask in ASKS),
        actions=(ACTION,),
        notes=NOTES,
        partners=PARTNERS,
        changes=CHANGES,
        versions=tuple(_version(number, code) for number, code in enumerate(domains, 1)),
        terms=TERMS,
        rules=tuple(
            Rule(r.id, r.condition, r.source, r.share, r.amount, r.colour, r.valid_from)
            for r in programme.rules
        ),
        previous=PREVIOUS,
        sources=tuple(FundingSource(s.code, s.colour, s.unspent) for s in programme.sources),
    )
    return replace(usual, **changed)


def hard_spaces(text: str) -> str:
    """The text with hard spaces, as labels writes amounts and shares."""
    return text.replace("€ ", "€\u00a0").replace(" %", "\u00a0%")


def _version(number: int, domain: str) -> Version:
    return Version(
        kind=(SheetKind.PLAN, SheetKind.LEDGER),
        domains=(domain,),
        file=f"bestedingsplan-{domain.lower()}-2024.xlsx",
        sha256=f"{number:x}" * 64,
        submission=number,
        submitted_by="Kemal Yilmaz",
        submitted_at=datetime(2024, 6, number, 10),
        accepted_by="Carla van Dijk",
        accepted_at=datetime(2024, 6, number + 1, 11, 30),
    )


def note(code: str, **told: Any) -> Note:
    """The budget holder's explanation of a line."""
    domain, number = code.split("-")
    return Note(code, samples.AS_OF, domain=domain, activity=f"Activiteit {int(number)}", **told)


ACTION = Action(
    domain="VEI",
    text="Eerder werven",
    owner="Kemal Yilmaz",
    due=date(2024, 5, 1),
    expected=12_000_00,
    meeting=date(2024, 4, 10),
    closed=None,
    outcome="",
    overdue=True,
)
SENTENCES = [
    "Op 31 mei is 35 % van het budget besteed; gepland was 38 %.",
    "Twee van de zeven domeinen vragen om bijsturen: Wonen en Leefomgeving en Programmaorganisatie.",
    "Naar verwachting blijft € 814 duizend over (tussen € 1,4 mln te weinig en € 3,4 mln over).",
    "Er ligt € 2,7 mln vast in toezeggingen; € 4,3 mln is nog vrij.",
    "Van het budget is € 9,1 mln vrijgegeven door de gemeenteraad. Van 1 regel is dat niet bekend.",
]
ASKS = (
    Ask(
        "Wonen en Leefomgeving: besluit hoe wordt bijgestuurd. "
        "Er is € 154.527 uitgegeven of vastgelegd die nog niet is vrijgegeven.",
        "WON",
        154_527_00,
        "Peter Jansen",
    ),
    Ask(
        "Programmaorganisatie: besluit hoe wordt bijgestuurd. "
        "Er is meer uitgegeven en vastgelegd dan begroot: € 22.000 te veel.",
        "ORG",
        22_000_00,
        "Joost Visser",
    ),
)
NOTES = (
    note(
        "VEI-04",
        forecast=900_000_00,
        cause=Cause.NOT_DONE,
        note="De werving van straatcoaches duurde langer dan verwacht. "
        "Vier van de tien plekken zijn nog leeg, en de inkoop van de training is opnieuw gestart.",
        steering="Vanaf 1 juli nemen twee partners de coaches tijdelijk in dienst.",
        result="Zes straatcoaches werken in drie buurten.",
        indicator="Straatcoaches aan het werk",
        value="6",
        target="10",
    ),
    note(
        "VEI-05",
        cause=Cause.INVOICE,
        note="De politie stuurt één rekening na de zomer.",
        result="41 jongeren kregen een vaste begeleider.",
        indicator="Jongeren met een begeleider",
        value="41",
        target="60",
    ),
    note("VEI-06", cause=Cause.NOT_DONE, note="De vergunning voor de camera's is er nog niet."),
    note(
        "WON-09",
        cause=Cause.AMENDED,
        note="De raad geeft een deel van het geld pas bij de voorjaarsnota vrij, "
        "maar de aannemer is al gekozen.",
        steering="De opdracht aan de aannemer is in twee delen geknipt; het tweede deel start na vrijgave.",
    ),
    note(
        "ORG-14",
        cause=Cause.PRICES,
        note="Inhuur is duurder dan begroot.",
        steering="Inhuur stopt op 1 augustus.",
    ),
    note("WBE-07", note="Loopt volgens plan.", result="212 gezinnen zijn geholpen met hun schulden."),
)
PARTNERS = (
    PartnerContribution(
        "Woningcorporatie De Haven", "WON", "Woningverbetering", 2024, PartnerForm.MONEY,
        "Isolatie van 120 woningen", 145_000_000, "120", "woningen", "begroting corporatie",
    ),
    PartnerContribution(
        "Hogeschool West", "LEM", "", 2024, PartnerForm.IN_KIND,
        "Onderzoekers en studenten meten mee", None, "1.200", "uren",
    ),
    PartnerContribution(
        "Bewonersgroep Plein 40", "EID", "", 2024, PartnerForm.SOCIAL,
        "Vrijwilligers openen het buurthuis elke avond", None, "30", "vrijwilligers",
    ),
)  # fmt: skip
CHANGES = Changes(
    since=Since(date(2024, 4, 10), date(2024, 2, 29)),
    total=Steps(6_102_000_00, 250_000_00, 1_804_816_43, 229_000_00, 4_318_183_57),
    domains={
        "VEI": Steps(1_402_000_00, 50_000_00, 311_273_00, 25_000_00, 1_115_727_00),
        "WON": Steps(1_210_000_00, 200_000_00, 69_527_00, 0, 1_340_473_00),
        "": Steps(0, 0, 12_345_67, 4_000_00, -16_345_67),
    },
    items=tuple(
        ChangeItem(
            kind=kind,
            code=code,
            source="VHF",
            theme="",
            domain=code[:3],
            activity=activity,
            cents=cents,
            submission=8,
            file="bestedingsplan-wijziging.xlsx",
            submitted_by="Peter Jansen",
            accepted_by="Carla van Dijk",
        )
        for kind, code, activity, cents in (
            (ChangeKind.PLAN, "WON-09", "Groen en veilig in de buurt", 200_000_00),
            (ChangeKind.PLAN, "VEI-04", "Weerbare wijken", 50_000_00),
            (ChangeKind.BOOKINGS, "WBE-07", "Schulden voorkomen", 412_000_00),
            (ChangeKind.COMMITMENTS, "JEU-01", "Naschools aanbod", 120_000_00),
        )
    ),
)
