"""What a frozen content tells beside its figures, in whatever format it was frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from budget.labels import day
from budget.model import Cents

Data = dict[str, Any]


def plan_step(steps: Data) -> Cents:
    """What the plan did with the free room, with what another programme file counts elsewhere."""
    return steps["plan"] + steps.get("regrouped", 0)


def change_sentences(content: Data) -> list[str]:
    """What changed in the forecast, the signals and the actions; nothing in the first format."""
    changes = content["changes"]
    return list(changes.get("sentences", [])[1:]) if changes else []


def agenda_sentence(content: Data) -> str:
    """Which domains ask for a place on the agenda; empty in the first format."""
    return (content.get("agenda") or {}).get("sentence", "")


def agenda_reasons(content: Data) -> list[tuple[str, str]]:
    """Name of each domain that asks for a place on the agenda, with its reasons in one text."""
    items = (content.get("agenda") or {}).get("items", [])
    return [(item["name"], " ".join(reason["text"] for reason in item["reasons"])) for item in items]


def correction_sentence(content: Data) -> str:
    """That this snapshot replaces an earlier one, which and why; empty when it does not."""
    replaces = content.get("replaces")
    if not replaces:
        return ""
    as_of, mark = day(date.fromisoformat(replaces["as_of"])), replaces["sha256"]
    return (
        f"Correctie. Dit vervangt de momentopname op {as_of} met kenmerk {mark[:8]}…{mark[-4:]}. "
        f"Reden: {replaces['reason'].rstrip('.')}."
    )
