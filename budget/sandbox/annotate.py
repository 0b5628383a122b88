"""Gets a copy of a file with its findings marked, from a limited child process."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath
from tempfile import TemporaryDirectory

from budget.intake.check_context import CheckContext
from budget.model.content import CheckedFile
from budget.model.programme import Programme
from budget.sandbox.process import run
from budget.sandbox.wire import Request, encode_request
from budget.workbook.limits import Limits, read_limits

JOB = "budget.sandbox.annotate_job"


def mark_file(
    checked: CheckedFile,
    data: bytes,
    programme: Programme,
    known: CheckContext,
    limits: Limits | None = None,
) -> tuple[str, bytes]:
    """Name and bytes of a copy of the file with its findings marked.

    If the file cannot be opened or is too large: a workbook with only the findings.
    """
    limits = _with_room(read_limits(os.environ) if limits is None else limits)
    request = encode_request(Request(checked.file, programme, known, limits, checked.findings))
    with TemporaryDirectory() as folder:
        copy = run([request, data], limits, JOB, folder=folder)
        if copy.answer:
            return marked_name(checked.file), copy.answer
        # Without a file the job lists the findings.
        listed = run([request], limits, JOB, folder=folder)
    if not listed.answer:
        raise RuntimeError(f"no list of findings: {listed.failure}")
    return f"{PurePath(checked.file).stem}-bevindingen.xlsx", listed.answer


def marked_name(name: str) -> str:
    """The file name of the copy."""
    path = PurePath(name)
    return f"{path.stem}-bevindingen{'.xlsm' if path.suffix.lower() == '.xlsm' else '.xlsx'}"


def _with_room(limits: Limits) -> Limits:
    """The limits for making a copy: more time, and every finding in its cell."""
    return replace(
        limits,
        same_finding=limits.marking_findings,
        seconds=limits.marking_seconds,
        unpacked=min(limits.unpacked, limits.marking),
    )
