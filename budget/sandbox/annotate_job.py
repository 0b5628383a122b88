"""The child process that makes an annotated copy: checks one file again and opens it, under limits."""

from __future__ import annotations

from budget.intake.check import check_data
from budget.intake.output.annotated_copy import mark, only_findings
from budget.sandbox.child import Say, Weigh, serve
from budget.sandbox.wire import Request
from budget.workbook.limits import MB, RefusedError

TEMPORARY = 500 * MB
"""openpyxl writes each sheet to a temporary file before it packs it."""


def work(request: Request, data: bytes, say: Say, weigh: Weigh) -> bytes:
    """The annotated copy of the request's file; b'' for a file that may not be opened.

    Without a file: a workbook with only the findings of the request.
    """
    name, limits = request.file, request.limits
    if not data:
        return only_findings(name, request.findings)
    checked = check_data(name, data, request.programme, request.known, limits, say, weigh)
    say(0.97, "Cellen markeren")
    try:
        return mark(name, data, checked.findings, limits)
    except RefusedError:
        return b""


if __name__ == "__main__":
    serve(work, TEMPORARY)
