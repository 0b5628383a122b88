"""Reads a csv or tab-separated file into a grid of texts and reports the dialect used."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits, RefusedError

_DELIMITERS = {";": "puntkomma", "\t": "tab", ",": "komma", "|": "verticale streep"}
_CHUNK = 8_192
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class TextFile:
    """The grid of a text file, with the delimiter and the encoding in words."""

    grid: Grid
    delimiter: str
    encoding: str


def read_text_file(data: bytes, name: str, limits: Limits) -> TextFile:
    """One grid of texts. Raises RefusedError."""
    text, encoding = _decoded(data)
    delimiter, text = _delimiter(text)
    grid = Grid(name, is_text=True)
    csv.field_size_limit(10_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        while chunk := list(islice(rows, _CHUNK)):
            _extend(grid, chunk, limits)
            if delimiter == ",":
                grid.fields.extend(map(len, chunk))
    except csv.Error as error:
        raise RefusedError("csv-broken", row=str(rows.line_num)) from error
    return TextFile(grid, _DELIMITERS[delimiter], encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(data, "utf-16"), "UTF-16"
    if b"\0" in data:
        raise RefusedError("file-damaged")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _strict(data, "cp1252"), "Windows-1252"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError("csv-broken", row=str(data[: error.start].count(b"\n") + 1)) from error


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter that the file states (sep=;), else the one that gives the most even columns."""
    first, _, after_first = text.partition("\n")
    if first.strip().lower().startswith("sep=") and first.strip()[4:5] in _DELIMITERS:
        return first.strip()[4:5], "\n" + after_first
    sample = text[:200_000].splitlines(keepends=True)[:_SAMPLE]
    return max(_DELIMITERS, key=lambda sign: _evenness(sample, sign)), text


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """The number of rows with the most common width above one, and that width."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((rows * min(width, 4), width) for width, rows in widths.items()), default=(0, 0))


def _extend(grid: Grid, rows: list[list[str]], limits: Limits) -> None:
    height, width = grid.height, max(map(len, rows))
    if width > limits.columns or height + len(rows) > limits.rows:
        size_name, size, limit = (
            ("kolommen", width, limits.columns)
            if width > limits.columns
            else ("rijen", height + len(rows), limits.rows)
        )
        raise RefusedError("file-size", what=size_name, size=str(size), limit=str(limit))
    while len(grid.columns) < width:
        grid.columns.append(Column())
        if height:
            grid.columns[-1].put(height - 1, "")
    padded = [row + [""] * (len(grid.columns) - len(row)) for row in rows]
    for column, cells in zip(grid.columns, zip(*padded, strict=True), strict=True):
        column.extend(cells)
