"""Opens a file of any supported type as grids and reports what is skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

from budget.intake.findings import Findings
from budget.intake.outcome import Say
from budget.workbook.file_type import has_macros, open_file
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.text_file import read_text_file
from budget.workbook.zip_guard import Archive

Weigh = Callable[[int], None]
"""Callback with the unpacked size of a file in bytes, before reading."""
_OPENED, _READ = 0.1, 0.6
"""The fractions of the work done once the file is open and once its sheets are read."""


def grids_of(name: str, data: bytes, limits: Limits, weigh: Weigh = lambda size: None) -> list[Grid]:
    """The readable sheets of a file, without reporting the others. Raises RefusedError."""
    return list(read_file(name, data, limits, Findings(name, 1), lambda part, step: None, weigh))


def read_file(
    name: str, data: bytes, limits: Limits, findings: Findings, say: Say, weigh: Weigh
) -> Iterator[Grid]:
    """The readable sheets of a file; the others are reported. Raises RefusedError."""
    say(0.02, "Bestand openen")
    kind, archive = open_file(name, data, limits)
    weigh(archive.unpacked if archive else len(data))
    _report_parts(data, archive, findings)
    if kind == ".csv":
        text = read_text_file(data, PurePath(name).stem, limits)
        findings.add("csv-read", delimiter=text.delimiter, encoding=text.encoding)
        yield text.grid
        return
    for grid in read_grids(
        data, archive, limits, lambda part: say(_OPENED + part * (_READ - _OPENED), "Bladen lezen")
    ):
        if isinstance(grid, Grid):
            yield grid
        else:
            findings.add("sheet-damaged", grid)


def _report_parts(data: bytes, archive: Archive | None, findings: Findings) -> None:
    if has_macros(data, archive):
        findings.add("file-macros")
    if archive and archive.has("xl/externallinks/"):
        findings.add("file-links")
