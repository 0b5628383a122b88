"""The log of refusals; it names no person and no network address."""

from __future__ import annotations

import logging

from budget.logs import SECURITY, write_line

_LONGEST = 120
_log = logging.getLogger(__name__)


def note_refusal(refusal: str, **facts: str) -> None:
    """Add one line: what was refused, with the facts an administrator needs. Never raises."""
    facts_text = [f"{name}={_on_one_line(value)}" for name, value in facts.items()]
    try:
        write_line(SECURITY, " ".join([refusal, *facts_text]))
    except OSError:
        _log.warning("the security log cannot be written")


def _on_one_line(value: str) -> str:
    """Text from a stranger: shortened, and without anything that could forge an entry."""
    return ascii(value[:_LONGEST])
