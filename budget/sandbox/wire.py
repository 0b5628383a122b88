"""Plain data between the parent and the child process: JSON for values, packed numbers for ledger columns."""

from __future__ import annotations

import dataclasses
import json
import types
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from budget.intake.known import Known
from budget.intake.outcome import BOOKING_FIELDS, Checked, LedgerSheet, ParsedColumn
from budget.model import (
    Booking,
    CheckedFile,
    Content,
    Decision,
    Finding,
    Kind,
    PartnerContribution,
    PlanLine,
    Programme,
    Progress,
    SheetKind,
    SheetReport,
    Statement,
)
from budget.workbook.limits import Limits

_RECORDS = {
    SheetKind.PLAN: PlanLine,
    SheetKind.PROGRESS: Progress,
    SheetKind.PARTNERS: PartnerContribution,
    SheetKind.DECISIONS: Decision,
}
_SIZE = 8
_TYPES: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "kind": Kind}


def pack(value: Any) -> Any:
    """Dataclasses become lists of their fields, dates text, enums their value."""
    if dataclasses.is_dataclass(value):
        return [pack(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, (tuple, list)):
        return [pack(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def unpack(kind: Any, value: Any) -> Any:
    """The value of type `kind` that `pack` made plain."""
    if value is None or kind is Any:
        return value
    if get_origin(kind) is tuple:
        return tuple(unpack(get_args(kind)[0], item) for item in value)
    if get_origin(kind) in (Union, types.UnionType):
        return unpack(next(option for option in get_args(kind) if option is not type(None)), value)
    if dataclasses.is_dataclass(kind):
        return kind(*(unpack(hint, item) for hint, item in zip(_hints(kind), value, strict=True)))
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


@cache
def _hints(kind: type) -> list[Any]:
    hints = get_type_hints(kind)
    return [hints[field.name] for field in dataclasses.fields(kind)]


def encode_request(name: str, programme: Programme, known: Known, limits: Limits) -> bytes:
    """What the child must know besides the bytes of the file, with its own length before it."""
    bare = dataclasses.replace(programme, text="")
    text = json.dumps([name, pack(bare), pack(known), pack(limits)]).encode()
    return len(text).to_bytes(_SIZE) + text


def decode_request(data: bytes) -> tuple[str, Programme, Known, Limits, bytes]:
    """Name, programme, known, limits and the bytes of the file."""
    end = _SIZE + int.from_bytes(data[:_SIZE])
    name, programme, known, limits = json.loads(data[_SIZE:end])
    return name, unpack(Programme, programme), unpack(Known, known), unpack(Limits, limits), data[end:]


def encode_answer(checked: Checked) -> bytes:
    """The outcome of a check; the columns of its ledgers follow the JSON as packed numbers."""
    blobs: list[bytes] = []
    answer: dict[str, Any] = {
        "findings": pack(checked.findings),
        "reports": pack(checked.reports),
        "content": None,
    }
    if checked.accepted:
        answer["content"] = {kind: pack(checked.records.get(kind, [])) for kind in _RECORDS}
        answer["ledgers"] = [_pack_ledger(sheet, blobs) for sheet in checked.ledgers]
    text = json.dumps(answer).encode()
    return b"".join((len(text).to_bytes(_SIZE), text, *blobs))


def decode_answer(data: bytes, file: str, sha256: str) -> CheckedFile:
    """The checked file that `encode_answer` described."""
    end = _SIZE + int.from_bytes(data[:_SIZE])
    answer = json.loads(data[_SIZE:end])
    content = None
    if answer["content"] is not None:
        blobs = memoryview(data)[end:]
        records = {kind: unpack(tuple[made, ...], answer["content"][kind]) for kind, made in _RECORDS.items()}
        content = Content(
            plan=records[SheetKind.PLAN],
            statements=tuple(_unpack_ledgers(answer["ledgers"], blobs)),
            progress=records[SheetKind.PROGRESS],
            partners=records[SheetKind.PARTNERS],
            decisions=records[SheetKind.DECISIONS],
        )
    reports = unpack(tuple[SheetReport, ...], answer["reports"])
    return CheckedFile(file, sha256, reports, unpack(tuple[Finding, ...], answer["findings"]), content)


def _pack_ledger(sheet: LedgerSheet, blobs: list[bytes]) -> dict[str, Any]:
    columns = [_used(sheet.columns[name]) for name in BOOKING_FIELDS]
    blobs.extend(column.codes.tobytes() for column in columns)
    period = sheet.period
    return {
        "sheet": sheet.sheet,
        "days": pack((period.date, period.first, period.last)),
        "states": [sheet.states_bookings, sheet.states_commitments],
        "rows": sheet.rows,
        "values": [
            pack(column.values) if name in _TYPES else column.values
            for name, column in zip(BOOKING_FIELDS, columns, strict=True)
        ],
    }


def _used(column: ParsedColumn) -> ParsedColumn:
    """The column without values that no row has."""
    used = sorted(set(column.codes))
    if len(used) == len(column.values):
        return column
    numbers = dict(zip(used, range(len(used)), strict=True))
    return ParsedColumn(
        array("I", map(numbers.__getitem__, column.codes)), [column.values[code] for code in used]
    )


def _unpack_ledgers(ledgers: Iterable[dict[str, Any]], blobs: memoryview) -> Iterator[Statement]:
    at = 0
    for ledger in ledgers:
        size = ledger["rows"] * array("I").itemsize
        columns = []
        for name, values in zip(BOOKING_FIELDS, ledger["values"], strict=True):
            codes = array("I")
            codes.frombytes(blobs[at : at + size])
            at += size
            columns.append(map(_typed(name, values).__getitem__, codes))
        rows = tuple(map(Booking._make, zip(*columns, strict=True)))
        yield Statement(ledger["sheet"], *unpack(tuple[date, ...], ledger["days"]), *ledger["states"], rows)


def _typed(name: str, values: list[Any]) -> list[Any]:
    kind = _TYPES.get(name)
    return [kind(value) for value in values] if kind else values
