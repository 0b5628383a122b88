"""What a workbook says as bytes in the database, and back to typed values."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from datetime import date
from typing import Any

from budget.model import (
    Booking,
    Cause,
    Content,
    Decision,
    Kind,
    PartnerContribution,
    PartnerForm,
    PlanLine,
    Progress,
    Statement,
)


def pack_content(content: Content) -> bytes:
    """Compressed JSON; the same content gives the same bytes."""
    data = {
        "plan": [asdict(line) for line in content.plan],
        "statements": [_statement_data(statement) for statement in content.statements],
        "progress": [asdict(note) for note in content.progress],
        "partners": [asdict(contribution) for contribution in content.partners],
        "decisions": [asdict(decision) for decision in content.decisions],
    }
    text = json.dumps(data, default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode())


def unpack_content(data: bytes) -> Content:
    """The content that pack_content() wrote."""
    parts = json.loads(zlib.decompress(data))
    return Content(
        plan=tuple(_plan_line(item) for item in parts["plan"]),
        statements=tuple(_statement(item) for item in parts["statements"]),
        progress=tuple(_progress(item) for item in parts["progress"]),
        partners=tuple(_partner(item) for item in parts["partners"]),
        decisions=tuple(_decision(item) for item in parts["decisions"]),
    )


def _statement_data(statement: Statement) -> dict[str, Any]:
    names = ("sheet", "date", "first", "last", "states_bookings", "states_commitments")
    return {name: getattr(statement, name) for name in names} | {"rows": statement.rows}


def _statement(item: dict[str, Any]) -> Statement:
    days = {name: date.fromisoformat(item[name]) for name in ("date", "first", "last")}
    return Statement(**{**item, **days, "rows": tuple(_booking(row) for row in item["rows"])})


def _booking(row: list[Any]) -> Booking:
    document, sequence, day, *middle, kind = row
    return Booking(document, sequence, date.fromisoformat(day), *middle, Kind(kind))


def _plan_line(item: dict[str, Any]) -> PlanLine:
    return PlanLine(**{**item, "phasing": tuple(item["phasing"]) if item["phasing"] is not None else None})


def _progress(item: dict[str, Any]) -> Progress:
    cause = Cause(item["cause"]) if item["cause"] else None
    return Progress(**{**item, "as_of": date.fromisoformat(item["as_of"]), "cause": cause})


def _partner(item: dict[str, Any]) -> PartnerContribution:
    return PartnerContribution(**{**item, "form": PartnerForm(item["form"])})


def _decision(item: dict[str, Any]) -> Decision:
    day, names = date.fromisoformat(item["date"]), tuple(item["decided_by"])
    return Decision(**{**item, "date": day, "decided_by": names})
