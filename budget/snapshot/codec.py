"""The one text of a content: canonical JSON that is hashed and signed, and back to values.

A stored text is what counts: it is decoded to be read, and never encoded again to be hashed.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from budget.model.figures import Row
from budget.snapshot.content import Content

MEASURES = (
    "budget", "original_budget", "released", "released_unknown", "realised", "committed", "used", "free",
    "depletion", "used_share", "norm", "ahead", "forecast", "variance", "run_out", "short", "unreleased_use",
    "room", "realised_later", "known_until",
)  # fmt: skip
"""What a row states, in this order; what follows from the others is worked out again when it is read."""


def encode_content(content: Content) -> str:
    """The canonical text: sorted keys, no spaces, days and moments in ISO, amounts in cents."""
    rows = {by.value: [row_data(row) for row in rows] for by, rows in content.rows.items()}
    plain: dict[str, Any] = msgspec.to_builtins(content)
    versions = [_without_empty(version) for version in plain["versions"]]
    if not content.own_margins.years:
        del plain["own_margins"]
    return canonical(plain | {"total": row_data(content.total), "rows": rows, "versions": versions})


def decode_content(text: str) -> Content:
    """The content of a stored text, of any format so far. Raises msgspec.ValidationError for another text."""
    plain = json.loads(text)
    rows = {by: [_nested(row) for row in rows] for by, rows in plain["rows"].items()}
    return msgspec.convert(plain | {"total": _nested(plain["total"]), "rows": rows}, Content)


def canonical(plain: dict[str, Any]) -> str:
    """The one text of plain data. ValueError for a number that is not finite."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def row_data(row: Row) -> dict[str, Any]:
    """The measures of `row` by their names in the definitions: cents, and shares as fractions or None."""
    m = row.measures
    stated: dict[str, Any] = msgspec.to_builtins(m)
    return {
        "by": row.by.value,
        "key": row.key,
        "name": row.name,
        "domain": row.domain,
        **{name: stated[name] if name in stated else getattr(m, name) for name in MEASURES},
        "signal": msgspec.to_builtins(row.signal),
    }


def _without_empty(version: dict[str, Any]) -> dict[str, Any]:
    """A version as it was written before decisions had a place, where it names none."""
    return {key: value for key, value in version.items() if key != "allowed_by" or value}


def _nested(row: dict[str, Any]) -> dict[str, Any]:
    """A flat row as the fields of Row; what it states beside them is left."""
    return row | {"measures": row}
