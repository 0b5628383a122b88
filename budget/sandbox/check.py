"""Reads and judges one file in a limited child process."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import PurePath

from budget.intake.findings import Findings
from budget.intake.known import Known
from budget.model import CheckedFile, Programme
from budget.sandbox.process import run
from budget.sandbox.wire import decode_answer, encode_request
from budget.workbook.limits import Limits, read_limits

_DEFAULT_KNOWN = Known()


def check_file(
    name: str,
    data: bytes,
    programme: Programme,
    known: Known = _DEFAULT_KNOWN,
    progress: Callable[[float, str], None] | None = None,
    limits: Limits | None = None,
) -> CheckedFile:
    """Read and judge one file in a limited child process; a bad file gives findings, never an exception.

    `progress` hears a fraction from 0 to 1 and a Dutch word for the step. Without `limits` those of the
    installation hold (see `read_limits`).
    """
    limits = read_limits(os.environ) if limits is None else limits
    file, sha256 = PurePath(name).name, hashlib.sha256(data).hexdigest()
    if len(data) > limits.file_size:
        return _refused(
            file,
            sha256,
            "file-size",
            what="bestand van",
            size=f"{len(data):,} bytes".replace(",", "."),
            limit=f"{limits.file_size:,} bytes".replace(",", "."),
        )
    outcome = run([encode_request(file, programme, known, limits), data], limits, progress)
    if outcome.failure:
        return _refused(file, sha256, outcome.failure)
    checked = decode_answer(outcome.answer, file, sha256)
    if progress:
        progress(1.0, "Klaar")
    return checked


def _refused(file: str, sha256: str, code: str, **values: str) -> CheckedFile:
    findings = Findings(file, 1)
    findings.add(code, **values)
    return CheckedFile(file, sha256, (), findings.all(), None)
