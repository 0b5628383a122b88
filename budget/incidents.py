"""Bugs: a number for the user, the traceback for the log."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from uuid import uuid4

from budget.settings import ROOT

LOG = ROOT / "data" / "incidenten.log"
_BYTES, _KEPT = 1_000_000, 3


def record_incident() -> str:
    """Log the exception being handled and return its incident number."""
    number = uuid4().hex[:8]
    try:
        handler = RotatingFileHandler(LOG, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return f"{number} (het logboek is niet te schrijven)"
    log = logging.Logger("budget.incidents")
    log.addHandler(handler)
    log.exception("incident %s", number)
    handler.close()
    return number
