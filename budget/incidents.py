"""Bugs: an incident number for the user, the place in the program for the log."""

from __future__ import annotations

import sys
from uuid import uuid4

from budget.logs import INCIDENTS, write_line
from budget.tracebacks import without_values


def record_incident() -> str:
    """Log the exception being handled, without its values, and return its incident number."""
    number = uuid4().hex[:8]
    error = sys.exception()
    traceback = without_values(error) if error else "geen fout"
    try:
        write_line(INCIDENTS, f"incident {number}\n{traceback}")
    except OSError:
        return f"{number} (het logboek is niet te schrijven)"
    return number
