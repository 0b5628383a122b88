"""The canonical JSON of a content, which is hashed and signed, and its decoding.

The stored text is authoritative: it is decoded for reading, never encoded again for hashing.
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
"""The measures that a row stores, in this order; the others are computed on reading."""


class _Software(msgspec.Struct, frozen=True):
    software: str


def encode_content(content: Content) -> str:
    """The canonical text: sorted keys, no spaces, ISO days and moments, amounts in cents."""
    rows = {by.value: [row_data(row) for row in rows] for by, rows in content.rows.items()}
    plain: dict[str, Any] = msgspec.to_builtins(content)
    versions = [_without_empty(version) for version in plain["versions"]]
    if not content.own_margins.years:
        del plain["own_margins"]
    return canonical(plain | {"total": row_data(content.total), "rows": rows, "versions": versions})


def decode_content(text: str) -> Content:
    """The content of a stored text, in any format. Raises msgspec.ValidationError for another text."""
    plain = json.loads(text)
    rows = {by: [_nested(row) for row in rows] for by, rows in plain["rows"].items()}
    return msgspec.convert(plain | {"total": _nested(plain["total"]), "rows": rows}, Content)


def decode_software(text: str) -> str:
    """The version of the product that wrote a stored text; a tenth of the work of decoding all."""
    return msgspec.json.decode(text, type=_Software).software


def canonical(plain: dict[str, Any]) -> str:
    """Canonical JSON of plain data. Raises ValueError for a number that is not finite."""
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
    """A version without `allowed_by` when empty, as written before the field existed."""
    return {key: value for key, value in version.items() if key != "allowed_by" or value}


def _nested(row: dict[str, Any]) -> dict[str, Any]:
    """A flat row as the fields of Row; other keys are dropped."""
    return row | {"measures": row}
