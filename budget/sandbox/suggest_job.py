"""The child process that drafts a mapping from the sheets of one file."""

from __future__ import annotations

import msgspec

from budget.intake.grids import grids_of
from budget.intake.suggest.proposal import suggest
from budget.sandbox.child import Say, Weigh, serve
from budget.sandbox.wire import Request
from budget.workbook.limits import RefusedError


def work(request: Request, data: bytes, say: Say, weigh: Weigh) -> bytes:
    """The draft for the request's file as JSON; b'' for a file that may not be read."""
    limits = request.limits
    try:
        grids = grids_of(request.file, data, limits, weigh)
        found = suggest(grids, request.programme, limits.header_rows, request.known.plan)
    except RefusedError:
        return b""
    return msgspec.json.encode(found) if found else b""


if __name__ == "__main__":
    serve(work)
