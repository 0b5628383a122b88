"""The sentence about line codes that changed this year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.labels import join_words, share_words
from budget.model.succession import Succession, SuccessionKind, successions_in_force
from budget.standing.moment import Standing

MOST = 3
"""Most codes named; further ones are counted."""


def codes_sentence(standing: Standing) -> str:
    """`Regelcodes in 2024: GRO-1 werd GRO-2 (60 %) en GRO-3 (40 %).`; empty where none changed."""
    facts = standing.facts
    successions = successions_in_force(standing.knowledge.successions, facts.known_at)
    changed = (rows for _, rows in sorted(successions.items()) if rows[0].fate is not SuccessionKind.STAYS)
    first, last = date(facts.year, 1, 1), min(facts.as_of, date(facts.year, 12, 31))
    code_words = [_words(rows) for rows in changed if first <= rows[0].since <= last]
    if not code_words:
        return ""
    more = [f"nog {len(code_words) - MOST} andere"] if len(code_words) > MOST else []
    return f"Regelcodes in {facts.year}: {'; '.join([*code_words[:MOST], *more])}."


def _words(rows: Sequence[Succession]) -> str:
    code, fate = rows[0].code, rows[0].fate
    if fate is SuccessionKind.CLOSED:
        return f"{code} verviel"
    heirs = [
        f"{x.successor} ({share_words(x.share)})" if fate is SuccessionKind.SPLIT else x.successor
        for x in rows
    ]
    return f"{code} werd {join_words(heirs)}"
