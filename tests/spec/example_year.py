"""The example year as typed files, in the order of acceptance, read by the oracle and not by the product."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from budget.model import Booking, Content, Kind, PlanLine, Progress, Statement
from budget.model.content import Release
from budget.model.words import ReleaseState
from tests.spec import oracle as read
from tests.spec.histories import Handed

PROGRESS = {"regelcode", "peildatum", "prognose"}


def read_example(oracle: read.Oracle) -> list[Handed]:
    """Plans and statements as the oracle read them, and the own forecasts of the budget holders."""
    folder = read.EXAMPLE / "voorbeeld"
    steps = tomllib.loads((folder / "volgorde.toml").read_text("utf-8"))["steps"]
    submitted = sorted((s for s in steps if s["action"] == "submit"), key=lambda step: step["on"])
    found = []
    for seq, step in enumerate(submitted, start=1):
        plans = [plan for plan in oracle.plans if plan.accepted == step["on"]]
        content = Content(
            plan=tuple(_line(row) for plan in plans for row in plan.rows),
            statements=tuple(_statement(s) for s in oracle.statements if s.accepted == step["on"]),
            releases=tuple(_release(r) for r in oracle.releases if r.accepted == step["on"]),
        )
        if content == Content():
            content = Content(progress=tuple(_progress(folder / step["file"])))
        found.append(Handed(seq, content, step["submitted_by"], step["accepted_by"], step["on"]))
    return found


def known_at(files: list[Handed], moment: datetime) -> int:
    return sum(handed.at <= moment for handed in files)


def _line(row: read.PlanRow) -> PlanLine:
    return PlanLine(
        row.code, row.domain, row.action_line, f"Werk {row.code}", row.source, row.theme, row.holder,
        row.year, row.budget, row.released, row.months,
    )  # fmt: skip


def _statement(said: read.Statement) -> Statement:
    rows = tuple(
        Booking(
            *row.stuk.split("|"), row.day, row.year, row.code, row.source, "", "", "", row.cents,
            Kind.COMMITTED if row.committed else Kind.REALISED,
        )
        for row in said.rows
    )  # fmt: skip
    return Statement("Boekingen", said.day, said.start, said.end, True, _speaks(rows), rows, (said.domain,))


def _release(row: read.Release) -> Release:
    state = ReleaseState(row.state)
    return Release(row.domain, row.code, row.source, "", row.year, row.cents, state, row.day, "Besluit")


def _speaks(rows: tuple[Booking, ...]) -> bool:
    """Whether the statement says anything about commitments."""
    return any(row.kind is Kind.COMMITTED for row in rows)


def _progress(path: Path) -> list[Progress]:
    found = []
    for rows in read.sheets(path):
        if table := read.table(rows, PROGRESS):
            found += [
                Progress(str(row["regelcode"]), read.as_day(row["peildatum"]), read.cents(row["prognose"]))
                for row in table[1]
            ]
    return found
