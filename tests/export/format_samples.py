"""Contents to try every format on: the invented programme, hostile texts, and persons to look for."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from tests.charts.snapshot_sample import SHA, content

SIGNED = (SHA, "Carla van Dijk", "2024-06-21T10:00:00")
CONCEPT = (SHA, None, None)
FORMULAS = ("=1+1", "@SUM(A1)", "+31 20 123", "-2+3", '=HYPERLINK("http://x.example";"klik")', "\t=1", "{=1}")
MARKUP = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"'>&amp;",
    "a\nb\x07c\u2028d",
)
FREE_TEXTS = frozenset(
    {
        "name", "text", "note", "steering", "result", "indicator", "value", "target", "partner",
        "description", "quantity", "unit", "file", "activity", "reason", "outcome", "unspent", "owner",
        "scope", "notice", "submitted_by", "accepted_by", "proposed_by", "action_line", "board",
    }
)  # fmt: skip
"""The keys under which people or files may have put any text."""


def situations() -> dict[str, dict[str, Any]]:
    """Contents that differ in what there is: a first snapshot, no spotlight, nothing said, no budget."""
    base = content()
    return {
        "usual": base,
        "first of the year": content(changes=None, previous=None),
        "no spotlight": content(meeting=base["meeting"] | {"spotlight": ""}),
        "nothing said": content(notes=[], partners=[], asks=[], actions=[], versions=[]),
        "older format": {name: part for name, part in base.items() if name != "sources"},
        "not invented": content(programme=base["programme"] | {"notice": ""}),
        "domain without budget": _without_budget(),
        "nothing released": _without_release(),
        "second format": second(),
    }


FORECAST_SENTENCE = "De verwachting voor het hele jaar is nu € 7,9 mln; dat was € 8,2 mln."
SIGNAL_SENTENCE = "Veiligheid ging van 'op koers' naar 'bijsturen'."
ACTION_SENTENCE = "Van de afgesproken acties: 1 loopt nog."
AGENDA_SENTENCE = "In de schijnwerper staat Veiligheid. Geen ander domein vraagt om een plek op de agenda."
REASON = "Een rekening was dubbel geboekt"


def second() -> dict[str, Any]:
    """The usual content in the second format: a correction, with the difference and the agenda told."""
    found = content()
    domain = found["rows"]["domain"][0]
    code, name = domain["key"], domain["name"]
    changes = found["changes"]
    for steps in (changes["total"], *changes["domains"].values()):
        steps["regrouped"] = 0
    changes["since"]["sha256"] = SHA
    changes["forecast"] = {
        "total": {"then": 820_000_000, "now": 790_000_000},
        "domains": {code: {"then": 100_001, "now": 90_002}, "NEW": {"then": None, "now": 5}},
    }
    changes["signals"] = [
        {
            "domain": code,
            "name": name,
            "before": "groen",
            "after": "rood",
            "reason_before": "De uitgaven lopen volgens plan.",
            "reason_after": "Er is te veel uitgegeven.",
        }
    ]
    changes["actions"] = {"done": [], "open": [0], "new": [], "overdue": []}
    changes["sentences"] = ["Eerst.", FORECAST_SENTENCE, SIGNAL_SENTENCE, ACTION_SENTENCE]
    changes["domain_sentences"] = {code: "De vrije ruimte bleef gelijk."}
    reasons = [{"ground": "signal", "text": "Bijsturen: er is te veel uitgegeven."}]
    agenda = {
        "spotlight": code,
        "sentence": AGENDA_SENTENCE,
        "items": [{"domain": code, "name": name, "colour": "rood", "reasons": reasons}],
    }
    replaces = {
        "meeting": "2024-06-27",
        "as_of": "2024-05-31",
        "sha256": SHA,
        "reason": REASON,
        "differences": [],
    }
    return found | {"format": 2, "agenda": agenda, "replaces": replaces}


def _without_budget() -> dict[str, Any]:
    found = content()
    row = found["rows"]["domain"][0]
    row |= dict.fromkeys(
        ("budget", "original_budget", "realised", "committed", "used", "free", "norm", "ahead", "variance"), 0
    )
    row |= {"released": 0, "depletion": None, "used_share": None, "forecast": {"p10": 0, "p50": 0, "p90": 0}}
    return found


def _without_release() -> dict[str, Any]:
    found = content()
    for row in [found["total"], *(row for rows in found["rows"].values() for row in rows)]:
        row["released"], row["released_unknown"] = None, 3
    return found


def hostile() -> dict[str, Any]:
    """The usual content with a hostile text in front of every free text."""
    return _poisoned(content(), iter(range(10_000)))


def _poisoned(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, list):
        return [_poisoned(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _poison(name, item, numbers) for name, item in value.items()}


def _poison(name: str, value: Any, numbers: Iterator[int]) -> Any:
    texts = FORMULAS + MARKUP
    if name in FREE_TEXTS and isinstance(value, str) and value:
        return f"{texts[next(numbers) % len(texts)]} {value}"
    if name == "sentences":
        return [f"{texts[n % len(texts)]} {sentence}" for n, sentence in enumerate(value)]
    if name == "terms":
        return {word: f"{texts[n % len(texts)]} {text}" for n, (word, text) in enumerate(value.items())}
    return _poisoned(value, numbers)


PERSONS = ("Hanneke Smit", "Carla van Dijk", "Kemal Yilmaz", "Sanne Bakker", "k.yilmaz", "Peter Jansen")
SUPPLIER = "Bouwbedrijf De Verzonnen Steen"


def named() -> dict[str, Any]:
    """The usual content with persons in every free text, and a supplier where the house writes for itself."""
    found = copy.deepcopy(content())
    for note in found["notes"]:
        note["result"] = f"Bereikt door {PERSONS[0]} en KEMAL  YILMAZ."
        note["note"] = f"De rekening van {SUPPLIER} komt nog."
        note["steering"] = f"{SUPPLIER} belt {PERSONS[2]}."
    for partner in found["partners"]:
        partner["description"] = f"Uren van {PERSONS[1]}"
    for action in found["actions"]:
        action["text"] = f"{PERSONS[2]} werft eerder"
    for version in found["versions"]:
        version["file"] = f"{SUPPLIER} (Kemal Yilmaz).xlsx"
    for item in found["changes"]["items"]:
        item["file"] = f"{SUPPLIER} (Kemal Yilmaz).xlsx"
    found["asks"][0]["text"] += f" Vraag het {PERSONS[5]}."
    return found
