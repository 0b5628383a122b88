"""The output of commands: JSON, CSV, and the result of a check."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from budget.access import Actor
from budget.batch import collector_paused
from budget.intake.finding_groups import group_findings
from budget.intake.findings import message_of
from budget.labels import LEVEL_NAME, euro
from budget.model.content import CheckedFile
from budget.model.programme import Programme
from budget.store import Store


def print_json(value: object) -> None:
    """Print plain data as indented JSON; dates in ISO format."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_json_value)
    print()


def print_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as CSV; nested values get a column each, `outer_inner`."""
    flat = [_flat(row) for row in rows]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(flat[0]) if flat else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)


def print_data(options: argparse.Namespace, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Print rows as JSON or CSV if requested; returns whether it did."""
    if options.json:
        print_json(rows)
    elif options.csv:
        print_csv(rows)
    return bool(options.json or options.csv)


def list_checked(checked: CheckedFile) -> Iterator[str]:
    """The outcome of a check in Dutch, line by line."""
    yield f"{checked.file}: {'goedgekeurd' if checked.accepted else 'niet goedgekeurd'}"
    for sheet in checked.sheets:
        yield f"  {sheet.sheet}: {sheet.kind}, {sheet.rows} regels, {euro(sheet.total)}"
    for group in group_findings(checked.findings):
        yield f"  {LEVEL_NAME[group.first.level]}: {message_of(group.first)} {group.more}".rstrip()


def list_outcome(
    store: Store, programme: Programme, actor: Actor, checked: CheckedFile, today: date
) -> list[str]:
    """What accepting the file would do, in Dutch, line by line; empty for a file with errors."""
    if checked.content is None:
        return []
    with collector_paused():  # Other commands do without the measures.
        from budget.usecases.deliver import preview
        from budget.usecases.effects import effects_of, list_effects

    changes = preview(store, programme, actor, checked.content)
    if changes.is_empty:
        return ["  Dit bestand verandert niets aan wat nu geldt."]
    effects = effects_of(store, programme, actor, checked.content, changes, today)
    return ["Na vaststellen:", *(f"  {line}" for line in list_effects(changes, effects, programme))]


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= _flat(value, f"{prefix}{key}_") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
