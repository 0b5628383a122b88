"""The frozen content of the invented programme, as a snapshot holds it."""

from __future__ import annotations

import json
from typing import Any

from budget.labels import TERMS
from budget.model import By
from budget.snapshot.row_data import row_data
from tests.charts import samples

SHA = "5f3ac0de" + "0123456789abcdef" * 3 + "c2c2c2c2"
PREVIOUS = "a1b2c3d4" * 8


def content(**changed: Any) -> dict[str, Any]:
    """Plain data of format 1, as read back from JSON; `changed` replaces whole parts of it."""
    programme = samples.programme()
    domains = [domain.code for domain in programme.domains]
    data = {
        "format": 1,
        "software": "0.1.0",
        "programme": {name: getattr(programme, name) for name in ("id", "name", "board", "scope", "notice")},
        "sources": [{"code": s.code, "colour": s.colour, "unspent": s.unspent} for s in programme.sources],
        "meeting": {"date": "2024-06-27", "spotlight": "VEI", "fictional": True},
        "year": samples.YEAR,
        "as_of": samples.AS_OF.isoformat(),
        "known_at": 17,
        "proposed_by": "Hanneke Smit",
        "proposed_at": "2024-06-20T09:00:00",
        "total": row_data(samples.whole()),
        "rows": {
            by.value: [row_data(row) for row in samples.rows(by)] for by in By if by is not By.PROGRAMME
        },
        "pace": {"": samples.pace().to_data(), **{code: samples.pace(code).to_data() for code in domains}},
        "sentences": [hard_spaces(text) for text in SENTENCES],
        "asks": [ask | {"text": hard_spaces(ask["text"])} for ask in ASKS],
        "actions": [
            {
                "domain": "VEI",
                "text": "Eerder werven",
                "owner": "Kemal Yilmaz",
                "due": "2024-05-01",
                "expected": 12_000_00,
                "meeting": "2024-04-10",
                "closed": None,
                "outcome": "",
                "overdue": True,
            }
        ],
        "terms": TERMS,
        "notes": NOTES,
        "partners": PARTNERS,
        "changes": CHANGES,
        "versions": [_version(number, code) for number, code in enumerate(domains, 1)],
        "rules": [_rule(rule) for rule in programme.rules],
        "previous": PREVIOUS,
    }
    return json.loads(json.dumps(data | changed))


def hard_spaces(text: str) -> str:
    """As labels writes amounts and shares."""
    return text.replace("€ ", "€\u00a0").replace(" %", "\u00a0%")


def _version(number: int, domain: str) -> dict[str, Any]:
    return {
        "kind": ["plan", "ledger"],
        "domains": [domain],
        "file": f"bestedingsplan-{domain.lower()}-2024.xlsx",
        "sha256": f"{number:x}" * 64,
        "submission": number,
        "submitted_by": "Kemal Yilmaz",
        "submitted_at": f"2024-06-{number:02d}T10:00:00",
        "accepted_by": "Carla van Dijk",
        "accepted_at": f"2024-06-{number + 1:02d}T11:30:00",
    }


def _rule(rule: Any) -> dict[str, Any]:
    names = ("id", "condition", "source", "share", "amount")
    plain = {name: getattr(rule, name) for name in names}
    return plain | {"colour": rule.colour.value, "valid_from": rule.valid_from.isoformat()}


def note(code: str, **told: Any) -> dict[str, Any]:
    """What the budget holder says of one line."""
    empty = {
        "cause": None,
        "note": "",
        "steering": "",
        "result": "",
        "indicator": "",
        "value": "",
        "target": "",
    }
    domain, number = code.split("-")
    base = {"code": code, "domain": domain, "activity": f"Activiteit {int(number)}", "forecast": None}
    return base | {"as_of": samples.AS_OF.isoformat()} | empty | told


SENTENCES = [
    "Op 31 mei is 35 % van het budget besteed; gepland was 38 %.",
    "Twee van de zeven domeinen vragen om bijsturen: Wonen en Leefomgeving en Programmaorganisatie.",
    "Naar verwachting blijft € 814 duizend over (tussen € 1,4 mln te weinig en € 3,4 mln over).",
    "Er ligt € 2,7 mln vast in toezeggingen; € 4,3 mln is nog vrij.",
    "Van het budget is € 9,1 mln vrijgegeven door de gemeenteraad. Van 1 regel is dat niet bekend.",
]
ASKS = [
    {
        "text": "Wonen en Leefomgeving: besluit hoe wordt bijgestuurd. "
        "Er is € 154.527 uitgegeven of vastgelegd die nog niet is vrijgegeven.",
        "domain": "WON",
        "amount": 154_527_00,
        "owner": "Peter Jansen",
    },
    {
        "text": "Programmaorganisatie: besluit hoe wordt bijgestuurd. "
        "Er is meer uitgegeven en vastgelegd dan begroot: € 22.000 te veel.",
        "domain": "ORG",
        "amount": 22_000_00,
        "owner": "Joost Visser",
    },
]
NOTES = [
    note(
        "VEI-04",
        forecast=900_000_00,
        cause="niet (tijdig) uitgevoerd",
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
        cause="factuur volgt nog",
        note="De politie stuurt één rekening na de zomer.",
        result="41 jongeren kregen een vaste begeleider.",
        indicator="Jongeren met een begeleider",
        value="41",
        target="60",
    ),
    note("VEI-06", cause="niet (tijdig) uitgevoerd", note="De vergunning voor de camera's is er nog niet."),
    note(
        "WON-09",
        cause="wijziging van plan",
        note="De raad geeft een deel van het geld pas bij de voorjaarsnota vrij, "
        "maar de aannemer is al gekozen.",
        steering="De opdracht aan de aannemer is in twee delen geknipt; het tweede deel start na vrijgave.",
    ),
    note(
        "ORG-14",
        cause="prijs/loon",
        note="Inhuur is duurder dan begroot.",
        steering="Inhuur stopt op 1 augustus.",
    ),
    note("WBE-07", note="Loopt volgens plan.", result="212 gezinnen zijn geholpen met hun schulden."),
]
PARTNERS = [
    {
        "partner": "Woningcorporatie De Haven", "domain": "WON", "action_line": "Woningverbetering",
        "year": 2024, "form": "financieel", "description": "Isolatie van 120 woningen", "amount": 145_000_000,
        "quantity": "120", "unit": "woningen", "basis": "begroting corporatie",
    },
    {
        "partner": "Hogeschool West", "domain": "LEM", "action_line": "", "year": 2024, "form": "in kind",
        "description": "Onderzoekers en studenten meten mee", "amount": None,
        "quantity": "1.200", "unit": "uren", "basis": "",
    },
    {
        "partner": "Bewonersgroep Plein 40", "domain": "EID", "action_line": "", "year": 2024,
        "form": "maatschappelijk", "description": "Vrijwilligers openen het buurthuis elke avond",
        "amount": None, "quantity": "30", "unit": "vrijwilligers", "basis": "",
    },
]  # fmt: skip
CHANGES = {
    "since": {"meeting": "2024-04-10", "as_of": "2024-02-29"},
    "total": {
        "before": 6_102_000_00, "plan": 250_000_00, "bookings": 1_804_816_43,
        "commitments": 229_000_00, "after": 4_318_183_57,
    },
    "domains": {
        "VEI": {
            "before": 1_402_000_00, "plan": 50_000_00, "bookings": 311_273_00,
            "commitments": 25_000_00, "after": 1_115_727_00,
        },
        "WON": {
            "before": 1_210_000_00, "plan": 200_000_00, "bookings": 69_527_00, "commitments": 0,
            "after": 1_340_473_00,
        },
        "": {"before": 0, "plan": 0, "bookings": 12_345_67, "commitments": 4_000_00, "after": -16_345_67},
    },
    "items": [
        {
            "kind": kind, "code": code, "source": "VHF", "theme": "", "domain": code[:3],
            "activity": activity, "cents": cents, "submission": 8, "file": "bestedingsplan-wijziging.xlsx",
            "submitted_by": "Peter Jansen", "accepted_by": "Carla van Dijk",
        }
        for kind, code, activity, cents in (
            ("plan", "WON-09", "Groen en veilig in de buurt", 200_000_00),
            ("plan", "VEI-04", "Weerbare wijken", 50_000_00),
            ("bookings", "WBE-07", "Schulden voorkomen", 412_000_00),
            ("commitments", "JEU-01", "Naschools aanbod", 120_000_00),
        )
    ],
}  # fmt: skip
