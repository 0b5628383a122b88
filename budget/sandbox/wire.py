"""The messages between parent and child process: typed values, encoded by msgspec."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import repeat
from typing import Generic, TypeVar

import msgspec

from budget.intake.check_context import CheckContext
from budget.model.content import Booking, CheckedFile, Content, Finding, SheetReport, Statement
from budget.model.programme import Programme
from budget.model.words import Cents, Kind
from budget.workbook.limits import Limits

Day = date
T = TypeVar("T")
_SIZE = 8


@dataclass(frozen=True, slots=True)
class Request:
    """What the child needs besides the bytes of the file; `findings` only to list them."""

    file: str
    programme: Programme
    known: CheckContext
    limits: Limits
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedColumn(Generic[T]):
    """A column as numbered distinct values: `codes` is an array of unsigned ints, one per row."""

    codes: bytes
    values: tuple[T, ...]

    def rows(self) -> Iterable[T]:
        """The value of each row."""
        codes = array("I")
        codes.frombytes(self.codes)
        return map(self.values.__getitem__, codes)


@dataclass(frozen=True, slots=True)
class PackedBookings:
    """The rows of one ledger sheet by column: the fields of Booking, in its order."""

    document: PackedColumn[str]
    sequence: PackedColumn[str]
    date: PackedColumn[Day]
    fiscal_year: PackedColumn[int]
    code: PackedColumn[str]
    source: PackedColumn[str]
    theme: PackedColumn[str]
    description: PackedColumn[str]
    supplier: PackedColumn[str]
    amount: PackedColumn[Cents]
    kind: PackedColumn[Kind]

    def rows(self) -> tuple[Booking, ...]:
        """The bookings."""
        columns = [getattr(self, column.name).rows() for column in fields(self)]
        # As Booking._make does, without a call of Python for every row.
        return tuple(map(tuple.__new__, repeat(Booking), zip(*columns, strict=True)))


@dataclass(frozen=True, slots=True)
class PackedStatement:
    """A Statement with packed bookings."""

    sheet: str
    date: Day
    first: Day
    last: Day
    states_bookings: bool
    states_commitments: bool
    domains: tuple[str, ...]
    listed: tuple[str, ...]
    bookings: PackedBookings
    cells: tuple[tuple[int, str], ...] = ()

    def unpack(self) -> Statement:
        """The original statement."""
        return Statement(
            self.sheet,
            self.date,
            self.first,
            self.last,
            self.states_bookings,
            self.states_commitments,
            self.bookings.rows(),
            self.domains,
            self.listed,
            self.cells,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a check; `content` is None after an error, else its statements are kept separately."""

    sheets: tuple[SheetReport, ...]
    findings: tuple[Finding, ...]
    content: Content | None = None
    statements: tuple[PackedStatement, ...] = ()


def encode_request(request: Request) -> bytes:
    """A request for the child, preceded by its length; the bytes of the file follow."""
    bare = replace(request, programme=replace(request.programme, text=""))
    packed = msgspec.msgpack.encode(bare)
    return len(packed).to_bytes(_SIZE) + packed


def decode_request(data: bytes) -> tuple[Request, bytes]:
    """The request and the bytes of the file."""
    view = memoryview(data)
    end = _SIZE + int.from_bytes(view[:_SIZE])
    return msgspec.msgpack.decode(view[_SIZE:end], type=Request), bytes(view[end:])


def encode_answer(answer: Answer) -> bytes:
    """The outcome of a check, for the parent."""
    return msgspec.msgpack.encode(answer)


def decode_answer(data: bytes, file: str, sha256: str) -> CheckedFile:
    """The checked file in the answer. Raises msgspec.DecodeError for anything else."""
    answer = msgspec.msgpack.decode(data, type=Answer)
    content = answer.content
    if content is not None:
        content = replace(content, statements=tuple(found.unpack() for found in answer.statements))
    return CheckedFile(file, sha256, answer.sheets, answer.findings, content)
