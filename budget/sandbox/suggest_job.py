"""The child process that drafts a mapping: reads the sheets of one file and looks at their columns."""

from __future__ import annotations

from typing import Any

import msgspec

from budget.intake.grids import grids_of
from budget.intake.suggest.proposal import suggest
from budget.sandbox.child import serve
from budget.workbook.zip_guard import RefusedError


def work(name: str, data: bytes, programme: Any, known: Any, limits: Any, say: Any, weigh: Any) -> bytes:
    """The draft for the file of one request as JSON; nothing for a file that may not be read."""
    codes = {code for line in known.plan for code in (line.code, line.project_code) if code}
    try:
        found = suggest(grids_of(name, data, limits, weigh), programme, limits.header_rows, codes)
        return msgspec.json.encode(found) if found else b""
    except RefusedError:
        return b""


if __name__ == "__main__":
    serve(work)
