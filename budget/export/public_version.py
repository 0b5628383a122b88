"""The content of a snapshot for everyone: the same figures, without persons and suppliers."""

from __future__ import annotations

import re
from dataclasses import replace

from budget.export.safe_text import map_texts
from budget.model.personal import masked
from budget.model.words import By
from budget.snapshot.content import Content

SOMEONE = "[naam]"
EMPTIED = frozenset(
    {
        *("owner", "proposed_by", "submitted_by", "accepted_by", "asked_by", "recorded_by"),
        *("file", "note", "steering", "remark"),
        *("decided_persons", "escalation", "conflict", "route", "ended_by"),
    }
)
"""Persons, and texts of the house itself: file names and explanations may name anyone, also suppliers."""


def public(content: Content, signed_by: str | None = None) -> Content:
    """A copy without persons, file names and the budget holders' own explanations.

    What is left keeps its figures and its texts; a name of a known person in a text becomes `[naam]`, an
    e-mail address or a telephone, account or citizen service number the word for it.
    """
    names = _pattern(_names(content) | ({signed_by} if signed_by else set()))
    rows = dict(content.rows)
    rows.pop(By.BUDGET_HOLDER, None)
    return map_texts(
        replace(content, rows=rows),
        lambda name, text: "" if name in EMPTIED else names.sub(SOMEONE, masked(text)),
    )


def _names(content: Content) -> set[str]:
    """Names and ids of every person in the content."""
    found = {content.proposed_by}
    found |= {ask.owner for ask in content.asks} | {action.owner for action in content.actions}
    for asked in content.questions:
        found |= {asked.owner, asked.asked_by, asked.accepted_by}
        found |= {name for answer in asked.answers for name in (answer.recorded_by, answer.owner)}
    for decision in content.decisions:
        found |= set(decision.decided_persons.split(", "))
    found |= {promise.owner for promise in content.promises}
    for version in content.versions:
        found |= {version.submitted_by, version.accepted_by}
    for item in content.changes.items if content.changes else ():
        found |= {item.submitted_by, item.accepted_by}
    for row in content.rows.get(By.BUDGET_HOLDER, ()):
        if row.key:
            found |= {row.name, row.key}
    return found - {""}


def _pattern(names: set[str]) -> re.Pattern[str]:
    """Finds any of the names as whole words, however the spaces between its parts are written."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    spelled = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?!\w)", re.IGNORECASE)
