"""The appendix of the report: all figures, what changed, the words, and who accepted what."""

from __future__ import annotations

from datetime import date
from typing import Any

from budget import labels
from budget.charts.tables import NOTHING, is_planned, room, sentence_case
from budget.export.pdf.pages import CHANGE_WORD, Data, domain_names, effect, plan_cells, rows_of, with_money
from budget.model import Row, SheetKind
from budget.snapshot.row_data import row_from_data
from budget.snapshot.told import plan_step

MOST_LINES = 15
CONDITIONS = {
    "used_above_budget": "Er is meer besteed en verplicht dan begroot.",
    "used_above_released": "Er is meer besteed en verplicht dan vrijgegeven.",
    "run_out_likely": "De kans dat het geld vóór het einde van het jaar op is, is {share} of meer.",
    "off_plan": "Het verschil met het plan is meer dan {share} van het budget en meer dan {amount}.",
    "forecast_below_budget": "Naar verwachting wordt minder dan {share} van het budget besteed.",
    "no_budget": "Er is geen budget en er is niets besteed of verplicht.",
    "otherwise": "In alle andere gevallen.",
}


def appendix(content: Data, sha256: str) -> Data:
    """The tables of the appendix and the full marks of this snapshot and the one before."""
    return {
        "figures": _figures(content),
        "changes": _changes(content) if content["changes"] else None,
        "lines": _changed_lines(content) if content["changes"] else None,
        "notes": _notes(content) if content["notes"] else None,
        "terms": [{"term": sentence_case(term), "text": text} for term, text in content["terms"].items()],
        "rules": [_rule(rule) for rule in content["rules"]],
        "versions": _versions(content),
        "sha256": sha256,
        "previous": content["previous"] or "",
        "software": content["software"],
        "known_at": str(content["known_at"]),
    }


def _figures(content: Data) -> Data:
    lines = with_money(rows_of(content, "action_line"))
    rows = []
    for row in with_money(rows_of(content, "domain")):
        rows.append({"kind": "group", "cells": _figure_cells(row, _marked(row))})
        own = [line for line in lines if line.domain == row.key and is_planned(line)]
        rows += [{"kind": "", "cells": _figure_cells(line, _marked(line))} for line in own]
    total = row_from_data(content["total"])
    rows.append({"kind": "total", "cells": _figure_cells(total, "Totaal")})
    headers = [
        "Opgavedomein en actielijn", "Begroot", "Vrijgegeven", "Besteed",
        "Verplicht", "Vrije ruimte", "Prognose", "Besteed %", "Gepland %",
    ]  # fmt: skip
    widths = [2.4, 1, 1, 1, 0.95, 1.2, 1, 0.76, 0.76]
    return {"headers": headers, "widths": widths, "words": 1, "rows": rows}


def _marked(row: Row) -> str:
    return f"{labels.SIGNAL_SHAPE[row.signal.colour]} {row.name}"


def _figure_cells(row: Row, name: str) -> list[str]:
    m = row.measures
    used = (labels.euro(m.realised), labels.euro(m.committed))
    shares = map(labels.percent, (m.depletion, m.norm_share))
    return [name, *plan_cells(row), *used, room(m.free), labels.euro(m.forecast.p50), *shares]


def _changes(content: Data) -> Data:
    names, changes = domain_names(content), content["changes"]
    bridges = [(name, changes["domains"][code]) for code, name in names.items() if code in changes["domains"]]
    rows = [{"kind": "", "cells": _bridge_cells(name, b)} for name, b in bridges if any(b.values())]
    rows.append({"kind": "total", "cells": _bridge_cells("Totaal", changes["total"])})
    before, after = _day(changes["since"]["as_of"]), _day(content["as_of"])
    headers = [
        "Opgavedomein", f"Vrije ruimte {before}", "Plan gewijzigd", "Nieuwe boekingen",
        "Andere verplichtingen", f"Vrije ruimte {after}",
    ]  # fmt: skip
    return {"headers": headers, "widths": [2, 1.2, 1, 1, 1, 1.2], "words": 1, "rows": rows}


def _bridge_cells(name: str, bridge: Data) -> list[str]:
    steps = (plan_step(bridge), -bridge["bookings"], -bridge["commitments"])
    return [name, room(bridge["before"]), *map(labels.euro_change, steps), room(bridge["after"])]


def _changed_lines(content: Data) -> Data | None:
    """Every change of the plan and the largest other changes, line by line."""
    names = domain_names(content)
    items = sorted(content["changes"]["items"], key=lambda item: -abs(item["cents"]))
    plan = [item for item in items if item["kind"] == "plan"]
    others = [item for item in items if item["kind"] != "plan"]
    rows = [{"kind": "", "cells": _item_cells(item, names)} for item in (*plan, *others[:MOST_LINES])]
    headers = ["Opgavedomein", "Regel", "Wat", "Ingediend", "Vastgesteld", "Verschil"]
    return (
        {"headers": headers, "widths": [1.5, 2.2, 1.2, 1, 1, 1], "words": 5, "rows": rows} if rows else None
    )


def _item_cells(item: Data, names: dict[str, str]) -> list[str]:
    return [
        names.get(item["domain"], item["domain"]),
        " ".join(part for part in (item["code"], item["activity"]) if part) or labels.UNPLANNED,
        CHANGE_WORD[item["kind"]],
        item["submitted_by"],
        item["accepted_by"],
        labels.euro_change(effect(item["kind"], item["cents"])),
    ]


def _notes(content: Data) -> Data:
    order = list(domain_names(content))
    notes = sorted(content["notes"], key=lambda note: (order.index(note["domain"]), note["code"]))
    rows = [{"kind": "", "cells": _note_cells(note)} for note in notes if any(_told(note))]
    headers = ["Regel", "Oorzaak", "Toelichting", "Bijsturing", "Resultaat", "Eigen prognose"]
    return {"headers": headers, "widths": [1.4, 0.9, 1.9, 1.5, 1.5, 0.8], "words": 5, "rows": rows}


def _note_cells(note: Data) -> list[str]:
    own = NOTHING if note["forecast"] is None else labels.euro(note["forecast"])
    return [f"{note['code']} {note['activity']}", *(text or NOTHING for text in _told(note)), own]


def _told(note: Data) -> tuple[str, ...]:
    return note["cause"] or "", note["note"], note["steering"], _result(note)


def _result(note: Data) -> str:
    measured = f"{sentence_case(note['indicator'])}: {note['value'] or NOTHING}" if note["indicator"] else ""
    target = f"(doel {note['target']})" if note["target"] else ""
    return " ".join(part for part in (note["result"], measured, target) if part)


def _rule(rule: Data) -> list[str]:
    colour = next(colour for colour in labels.SIGNAL_WORD if colour.value == rule["colour"])
    condition = CONDITIONS.get(rule["condition"], rule["condition"])
    filled = condition.format(share=labels.percent(rule["share"]), amount=labels.euro(rule["amount"]))
    return [f"{labels.SIGNAL_SHAPE[colour]} {labels.SIGNAL_WORD[colour]}", filled, rule["source"]]


def _versions(content: Data) -> Data:
    names = domain_names(content)
    rows = [{"kind": "", "cells": _version_cells(version, names)} for version in content["versions"]]
    headers = ["Wat", "Bestand", "Ingediend", "Vastgesteld", "Kenmerk"]
    return {"headers": headers, "widths": [1.9, 2, 1.5, 1.5, 0.8], "words": 5, "rows": rows}


def _version_cells(version: Data, names: dict[str, str]) -> list[str]:
    kinds = [labels.SHEET_NAME[SheetKind(kind)] for kind in _listed(version["kind"])]
    domains = [names.get(code, code) for code in version["domains"] if code]
    what = ": ".join(part for part in (labels.listed(kinds), labels.listed(domains)) if part)
    return [
        what,
        version["file"],
        f"{version['submitted_by']}, {_day(version['submitted_at'])}",
        f"{version['accepted_by']}, {_day(version['accepted_at'])}",
        version["sha256"][:8],
    ]


def _listed(kinds: Any) -> list[str]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _day(text: str) -> str:
    return labels.day_short(date.fromisoformat(text[:10]))
