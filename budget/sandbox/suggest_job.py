"""The child process that drafts a mapping: reads the sheets of one file and looks at their columns."""

from __future__ import annotations

from typing import Any

from budget.intake.grids import grids_of
from budget.intake.suggest.proposal import suggest
from budget.sandbox.child import serve
from budget.workbook.zip_guard import RefusedError


def work(name: str, data: bytes, programme: Any, known: Any, limits: Any, say: Any, weigh: Any) -> bytes:
    """The draft for the file of one request; nothing for a file that may not be read."""
    try:
        return suggest(grids_of(name, data, limits, weigh), programme, limits.header_rows).encode()
    except RefusedError:
        return b""


if __name__ == "__main__":
    serve(work)
