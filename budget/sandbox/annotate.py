"""Asks for a marked copy of a file: made in a limited child process, or else a list of the findings alone."""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from tempfile import TemporaryDirectory

from budget.intake.known import Known
from budget.intake.output.annotated_copy import marked_name, only_findings, with_room
from budget.model import CheckedFile, Programme
from budget.sandbox.process import run
from budget.sandbox.wire import encode_request
from budget.workbook.limits import Limits, read_limits

MARKER = (sys.executable, "-m", "budget.sandbox.annotate_job")


def mark_file(
    checked: CheckedFile,
    data: bytes,
    programme: Programme,
    known: Known,
    limits: Limits | None = None,
) -> tuple[str, bytes]:
    """Name and bytes of a copy of the file with its findings marked, made in a limited child process.

    Where the file cannot be opened or is too large, a workbook with the findings alone.
    """
    limits = with_room(read_limits(os.environ) if limits is None else limits)
    with TemporaryDirectory() as folder:
        request = [encode_request(checked.file, programme, known, limits), data]
        outcome = run(request, limits, command=MARKER, folder=folder)
    if not outcome.answer:
        name = f"{PurePath(checked.file).stem}-bevindingen.xlsx"
        return name, only_findings(checked.file, checked.findings)
    return marked_name(checked.file), outcome.answer
