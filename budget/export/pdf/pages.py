"""The pages of the report that the board reads, as words and drawings for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from budget import labels
from budget.charts import BulletChart, PaceChart
from budget.charts.svg import bullets_on_paper, pace_on_paper
from budget.charts.tables import NOTHING, is_planned, is_release_known, room, sentence_case
from budget.insight.diff.free_room import Bridge
from budget.model import Cents, Row
from budget.snapshot.row_data import row_from_data
from budget.snapshot.told import agenda_sentence, change_sentences, plan_step
from budget.standing.sentences import bridge_sentence, since_words

Data = dict[str, Any]

RELEASE_NOTE = "* Van een of meer regels is niet bekend hoeveel is vrijgegeven."
MOST_ASKS = 5
MOST_CHANGES = 3
NOTES_OF_DOMAIN = 2
NOTES_OF_SPOTLIGHT = 4
NOTE_LENGTH = 110
SPOTLIGHT_LENGTH = 240
CHANGE_WORD = {
    "plan": "plan gewijzigd",
    "bookings": "nieuwe boekingen",
    "commitments": "andere verplichtingen",
}


def board_page(content: Data) -> Data:
    """Page 1: in short, how far, what changed, what is asked."""
    chart = BulletChart.of(with_money(rows_of(content, "domain")), as_of(content))
    return {
        "sentences": content["sentences"],
        "bullets": asdict(bullets_on_paper(chart)),
        "changes": _changes(content),
        "asks": [_ask(content, ask) for ask in content["asks"][:MOST_ASKS]],
        "agenda": agenda_sentence(content),
        "more_asks": max(len(content["asks"]) - MOST_ASKS, 0),
    }


def domain_parts(content: Data) -> Data:
    """The pace of the programme, the spotlight domain, and a third of a page for each other domain."""
    spotlight = content["meeting"]["spotlight"]
    rows = [row for row in rows_of(content, "domain") if is_planned(row)]
    chosen = next((row for row in rows if row.key == spotlight), None)
    return {
        "pace": _pace(content, ""),
        "total": _figures(row_from_data(content["total"])),
        "spotlight": _spotlight(content, chosen) if chosen else None,
        "domains": [
            _domain(content, row, NOTES_OF_DOMAIN, NOTE_LENGTH) for row in rows if row.key != spotlight
        ],
    }


def rows_of(content: Data, by: str) -> list[Row]:
    return [row_from_data(data) for data in content["rows"][by]]


def with_money(rows: Iterable[Row]) -> list[Row]:
    """All planned rows, and what is in no plan only where there is money in it."""
    return [row for row in rows if is_planned(row) or row.measures.realised or row.measures.committed]


def domain_names(content: Data) -> dict[str, str]:
    return {row["key"]: row["name"] for row in content["rows"]["domain"]} | {"": labels.UNPLANNED}


def shortened(text: str, length: int) -> str:
    """The text, cut at a word with an ellipsis when it is longer than `length`."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def plan_cells(row: Row) -> tuple[str, str]:
    """Budget and release for a table; a star where the release is not known of every line."""
    m = row.measures
    if not is_planned(row):
        return NOTHING, NOTHING
    is_partial = m.released is not None and not is_release_known(m)
    return labels.euro(m.budget), f"{labels.euro(m.released)}{'*' if is_partial else ''}"


def as_of(content: Data) -> date:
    return date.fromisoformat(content["as_of"])


def _changes(content: Data) -> Data | None:
    changes = content["changes"]
    if changes is None:
        return None
    since, total = changes["since"], changes["total"]
    return {
        "since": _day_month(since["meeting"]),
        "sentence": bridge_sentence(_bridge(total), _since(since)),
        "steps": [
            {"name": f"Vrije ruimte op {_day_month(since['as_of'])}", "amount": room(total["before"])},
            {"name": CHANGE_WORD["plan"], "amount": labels.euro_change(plan_step(total))},
            {"name": CHANGE_WORD["bookings"], "amount": labels.euro_change(-total["bookings"])},
            {"name": CHANGE_WORD["commitments"], "amount": labels.euro_change(-total["commitments"])},
            {"name": f"Vrije ruimte op {_day_month(content['as_of'])}", "amount": room(total["after"])},
        ],
        "told": change_sentences(content),
        "largest": _largest(changes["domains"], domain_names(content)),
    }


def _largest(domains: Data, names: dict[str, str]) -> list[Data]:
    """The largest steps of the domains, each as its effect on the free room."""
    steps = [
        (effect(kind, bridge[kind]), f"{names.get(code, code)}: {CHANGE_WORD[kind]}")
        for code, bridge in domains.items()
        for kind in CHANGE_WORD
        if bridge[kind]
    ]
    steps.sort(key=lambda step: (-abs(step[0]), step[1]))
    return [{"amount": labels.euro_change(cents), "what": what} for cents, what in steps[:MOST_CHANGES]]


def effect(kind: str, cents: Cents) -> Cents:
    """On the free room: more plan is more room, more bookings or commitments is less."""
    return cents if kind == "plan" else -cents


def _bridge(steps: Data) -> Bridge:
    return Bridge(steps["before"], plan_step(steps), steps["bookings"], steps["commitments"])


def _ask(content: Data, ask: Data) -> Data:
    amount = "" if ask["amount"] is None else labels.euro(ask["amount"])
    if amount in ask["text"]:
        amount = ""
    owner = f"wie: {ask['owner']}" if ask["owner"] else ""
    return {"text": ask["text"], "facts": " · ".join(part for part in (amount, owner) if part)}


def _since(since: Data) -> str:
    return since_words(date.fromisoformat(since["as_of"]), date.fromisoformat(since["meeting"]))


def _spotlight(content: Data, row: Row) -> Data:
    lines = [line for line in with_money(rows_of(content, "action_line")) if line.domain == row.key]
    part = _domain(content, row, NOTES_OF_SPOTLIGHT, SPOTLIGHT_LENGTH)
    chart = BulletChart.of(lines, as_of(content))
    return part | {"bullets": asdict(bullets_on_paper(chart, is_small=True)) if lines else None}


def _domain(content: Data, row: Row, most_notes: int, length: int) -> Data:
    notes = _notes(content, row.key)
    told = [note for note in notes if note["cause"] or note["note"] or note["steering"]]
    results = [_result(note, length) for note in notes if note["result"] or note["indicator"]]
    return {
        "name": row.name,
        "signal": row.signal.colour.value,
        "shape": labels.SIGNAL_SHAPE[row.signal.colour],
        "word": labels.SIGNAL_WORD[row.signal.colour],
        "reason": row.signal.reason,
        "pace": _pace(content, row.key) if row.measures.budget or row.measures.used else None,
        "figures": _figures(row),
        "causes": _causes(notes),
        "notes": [_note(note, length) for note in told[:most_notes]],
        "more": max(len(told) - most_notes, 0),
        "results": results[: most_notes - 1],
        "actions": [_action(action) for action in content["actions"] if action["domain"] == row.key],
    }


def _pace(content: Data, key: str) -> Data | None:
    data = content["pace"].get(key)
    return asdict(pace_on_paper(PaceChart.from_data(data))) if data else None


def _figures(row: Row) -> list[Data]:
    m = row.measures
    unknown = labels.count(m.released_unknown, "regel", "regels")
    spread = f"tussen {labels.euro_short(m.forecast.p10)} en {labels.euro_short(m.forecast.p90)}"
    found = [
        ("Begroot", labels.euro(m.budget), ""),
        ("Vrijgegeven", labels.euro(m.released), ""),
        ("", f"van {unknown} onbekend" if m.released_unknown and m.released is not None else "", ""),
        ("Besteed", labels.euro(m.realised), labels.percent(m.depletion)),
        ("Gepland", labels.euro(m.norm), labels.percent(m.norm_share)),
        ("Verplicht", labels.euro(m.committed), ""),
        ("Vrije ruimte", labels.euro(m.free), "tekort" if m.free < 0 else ""),
        ("Prognose", labels.euro(m.forecast.p50), ""),
        ("", spread, ""),
    ]
    return [dict(zip(("name", "amount", "share"), words, strict=True)) for words in found if words[1]]


def _notes(content: Data, domain: str) -> list[Data]:
    """The notes of a domain, those of the lines farthest from their plan first."""
    ahead = {row["key"]: abs(row["ahead"]) for row in content["rows"]["line"]}
    found = [note for note in content["notes"] if note["domain"] == domain]
    return sorted(found, key=lambda note: -ahead.get(note["code"], 0))


def _causes(notes: list[Data]) -> str:
    counted = Counter(note["cause"] for note in notes if note["cause"])
    return ", ".join(f"{cause} ({labels.count(n, 'regel', 'regels')})" for cause, n in counted.most_common())


def _note(note: Data, length: int) -> Data:
    return {
        "line": note["activity"] or note["code"],
        "cause": note["cause"] or "",
        "note": shortened(note["note"], length),
        "steering": shortened(note["steering"], length),
    }


def _action(action: Data) -> Data:
    due = labels.day(date.fromisoformat(action["due"]))
    state = action["outcome"] or ("te laat" if action["overdue"] else "loopt")
    return {"text": action["text"], "who": f"{action['owner']}, uiterlijk {due}", "state": state}


def _result(note: Data, length: int) -> Data:
    value = f"{sentence_case(note['indicator'])}: {note['value'] or NOTHING}" if note["indicator"] else ""
    target = f"doel {note['target']}" if note["target"] else ""
    return {
        "line": note["activity"] or note["code"],
        "result": shortened(note["result"], length),
        "indicator": ", ".join(part for part in (value, target) if part),
    }


def _day_month(text: str) -> str:
    return labels.day_month(date.fromisoformat(text[:10]))
