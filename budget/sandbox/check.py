"""Reads and judges one file in a limited child process."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import PurePath

from budget.batch import collector_paused
from budget.intake.check_context import CheckContext
from budget.intake.findings import Findings
from budget.model.content import CheckedFile
from budget.model.programme import Programme
from budget.sandbox.process import run
from budget.sandbox.wire import Request, decode_answer, encode_request
from budget.workbook.limits import Limits, read_limits

JOB = "budget.sandbox.check_job"
_DEFAULT_KNOWN = CheckContext()


def check_file(
    name: str,
    data: bytes,
    programme: Programme,
    known: CheckContext = _DEFAULT_KNOWN,
    progress: Callable[[float, str], None] | None = None,
    limits: Limits | None = None,
) -> CheckedFile:
    """Read and judge one file; a bad file gives findings, never an exception.

    `progress` is called with a fraction (0..1) and a Dutch word for the step. Without `limits` those of the
    installation apply (see `read_limits`).
    """
    limits = read_limits(os.environ) if limits is None else limits
    file, sha256 = PurePath(name).name, hashlib.sha256(data).hexdigest()
    findings = Findings(file, 1)
    if len(data) > limits.file_size:
        size, limit = (f"{n:,} bytes".replace(",", ".") for n in (len(data), limits.file_size))
        findings.add("file-size", what="bestand van", size=size, limit=limit)
        return CheckedFile(file, sha256, (), findings.all(), None)
    request = encode_request(Request(file, programme, known, limits))
    outcome = run([request, data], limits, JOB, progress)
    if outcome.failure:
        findings.add(outcome.failure)
        return CheckedFile(file, sha256, (), findings.all(), None)
    with collector_paused():
        checked = decode_answer(outcome.answer, file, sha256)
    if progress:
        progress(1.0, "Klaar")
    return checked
