"""Reads request bodies within limits of size and time, as a file or as rows."""

from __future__ import annotations

import asyncio
import json
import math
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from budget.api.problems import Problem
from budget.intake.output.sent_rows import SubmittedSheet, write_submitted_rows
from budget.limits import MB, ServerLimits

ROWS, FILE = "application/json", "multipart/form-data"
LARGEST_ROWS = 20 * MB
BESIDE_FILE = 64 * 1024
"""Bytes of a multipart body besides its file."""
LONGEST_NAME, LONGEST_TEXT, MOST_FIELDS = 120, 2_000, 30
SECONDS_IDLE, SECONDS = 15.0, 300.0
AT_ONCE = 2
"""Bodies of one token read at the same time."""
SAID = ("corrections", "decision", "decided_on", "origin", "reason", "document", "control_total", "explained")
"""Fields allowed beside a file; the last two may be repeated."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file with its name, and the fields beside it."""

    name: str
    data: bytes
    said: Mapping[str, tuple[str, ...]]


class Bodies:
    """All bodies being read, of every token."""

    def __init__(self, limits: ServerLimits, largest_file: int) -> None:
        """`largest_file` is in bytes."""
        self._total, self._largest = limits.upload_total, largest_file
        self._under_way = 0
        self._of: Counter[str] = Counter()

    async def read(self, request: Request, key: str) -> UploadedFile:
        """The file in this request. Raises Problem if it is too large, too slow or something else."""
        kind, _, _ = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind not in (ROWS, FILE) or "content-encoding" in request.headers:
            raise Problem(415, f"Stuur een bestand als {FILE}, of rijen als {ROWS}, niet ingepakt.")
        most = LARGEST_ROWS if kind == ROWS else self._largest + BESIDE_FILE
        with self._one_of(key):
            body = _Body(request, most, self)
            try:
                async with asyncio.timeout(SECONDS):
                    if kind == ROWS:
                        return _rows(b"".join([part async for part in body.parts()]))
                    return await _file(request, body, self._largest)
            except TimeoutError as error:
                raise Problem(408, headers={"connection": "close"}) from error
            except ClientDisconnect as error:
                raise Problem(400, "Het verzoek brak af.") from error
            finally:
                self._under_way -= body.counted

    def count(self, extra: int) -> None:
        """Count incoming bytes. Raises Problem when there are too many in total."""
        if self._under_way + extra > self._total:
            raise Problem(503, "Er komen nu te veel bestanden tegelijk binnen.", {"retry-after": "60"})
        self._under_way += extra

    @contextmanager
    def _one_of(self, key: str) -> Iterator[None]:
        if self._of[key] >= AT_ONCE:
            raise Problem(429, "Met deze sleutel komen al bestanden binnen.", {"retry-after": "10"})
        self._of[key] += 1
        try:
            yield
        finally:
            self._of[key] -= 1
            self._of += Counter()


class _Body:
    """The bytes of one request, counted as they arrive."""

    def __init__(self, request: Request, largest_body: int, bodies: Bodies) -> None:
        self._request, self._most, self._bodies = request, largest_body, bodies
        self.counted = 0
        declared_length = request.headers.get("content-length", "")
        if declared_length.isdecimal() and int(declared_length) > largest_body:
            raise self._too_large()

    async def parts(self) -> AsyncGenerator[bytes, None]:
        stream = self._request.stream()
        while True:
            try:
                # Not wait_for: before Python 3.12 it forgets the time limit when a part arrives at that very
                # moment.
                async with asyncio.timeout(SECONDS_IDLE):
                    part = await anext(stream)
            except StopAsyncIteration:
                return
            if self.counted + len(part) > self._most:
                raise self._too_large()
            self._bodies.count(len(part))
            self.counted += len(part)
            yield part

    def _too_large(self) -> Problem:
        return Problem(413, f"Er past {self._most // MB} MB in een verzoek.", {"connection": "close"})


async def _file(request: Request, body: _Body, largest: int) -> UploadedFile:
    parser = MultiPartParser(
        request.headers, body.parts(), max_files=1, max_fields=MOST_FIELDS, max_part_size=LONGEST_TEXT
    )
    try:
        form = await parser.parse()
    except (MultiPartException, UnicodeDecodeError, KeyError) as error:
        raise Problem(400, "Dit formulier is niet te lezen. Stuur een bestand in het veld file.") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Problem(400, "Stuur het bestand in het veld file.")
        data = await file.read(largest + 1)
        return UploadedFile(_name(file.filename), data, _form_values(form))
    finally:
        await form.close()


def _form_values(form: FormData) -> Mapping[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if name == "file":
            continue
        if not isinstance(value, str):
            raise Problem(400, "Stuur een bestand in het veld file.")
        values[name] = (*values.get(name, ()), value)
    return _checked(values)


def _rows(body: bytes) -> UploadedFile:
    try:
        content = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "Dit is geen JSON.") from error
    if not isinstance(content, dict):
        raise Problem(400, "Stuur een object met sheets.")
    name, sheets = content.pop("file_name", "rijen.xlsx"), content.pop("sheets", None)
    fields_by_name = {
        key: tuple(value) if isinstance(value, list) else (value,) for key, value in content.items()
    }
    if not isinstance(name, str) or not isinstance(sheets, list) or not 0 < len(sheets) <= MOST_FIELDS:
        raise Problem(400, "Stuur in sheets een lijst met bladen.")
    if not all(isinstance(value, str) for values in fields_by_name.values() for value in values):
        raise Problem(400, "Wat naast de bladen staat, moet tekst zijn.")
    try:
        return UploadedFile(
            _name(name), write_submitted_rows([_sheet(sheet) for sheet in sheets]), _checked(fields_by_name)
        )
    except (ValueError, OverflowError) as error:
        raise Problem(400, "Een blad heeft een naam of een cel die niet in een rekenblad past.") from error


def _sheet(sheet: Any) -> SubmittedSheet:  # noqa: ANN401 - JSON of a stranger
    shape = "Een blad heeft een name, rijen van cellen in above, en objecten in rows."
    if not isinstance(sheet, dict) or sheet.keys() - {"name", "above", "rows"}:
        raise Problem(400, shape)
    name, above, rows = sheet.get("name"), sheet.get("above", []), sheet.get("rows")
    if not (isinstance(name, str) and name and isinstance(above, list) and isinstance(rows, list)):
        raise Problem(400, shape)
    if not all(isinstance(row, list) and all(map(_is_cell, row)) for row in above):
        raise Problem(400, shape)
    if not all(isinstance(row, dict) and all(map(_is_cell, row.values())) for row in rows):
        raise Problem(400, shape)
    return SubmittedSheet(name, above, rows)


def _is_cell(value: object) -> bool:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return False
    return value is None or isinstance(value, str | int | float)


def _checked(form_values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    for name, values in form_values.items():
        most = MOST_FIELDS if name in SAID[-2:] else 1
        if name not in SAID or len(values) > most or any(len(value) > LONGEST_TEXT for value in values):
            raise Problem(400, f"Naast het bestand kan staan: {', '.join(SAID)}.")
    return form_values


def _name(raw_name: str | None) -> str:
    name = (raw_name or "").replace("\\", "/").rpartition("/")[2].strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Problem(400, f"Geef het bestand een naam van hoogstens {LONGEST_NAME} tekens.")
    return name


def _no_number(text: str) -> float:
    raise ValueError(text)
