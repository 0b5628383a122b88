"""The child process that makes a marked copy: checks one file once more and opens it, under limits."""

from __future__ import annotations

from typing import Any

from budget.intake.check import check_data
from budget.intake.output.annotated_copy import mark
from budget.sandbox.child import serve
from budget.workbook.limits import MB
from budget.workbook.zip_guard import RefusedError

TEMPORARY = 500 * MB
"""openpyxl writes each sheet to a temporary file before it packs it."""


def work(name: str, data: bytes, programme: Any, known: Any, limits: Any, say: Any, weigh: Any) -> bytes:
    """The marked copy of the file of one request; nothing for a file that may not be opened."""
    checked = check_data(name, data, programme, known, limits, say, weigh)
    say(0.97, "Cellen markeren")
    try:
        return mark(name, data, checked.findings, limits)
    except RefusedError:
        return b""


if __name__ == "__main__":
    serve(work, TEMPORARY)
