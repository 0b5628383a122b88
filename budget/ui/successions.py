"""Changes of line codes: before acceptance, and on the page of a domain."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from budget.labels import count, day_short, escape_markdown, share_words
from budget.model.succession import SuccessionKind, successions_in_force
from budget.standing.moment import Standing
from budget.ui.figures import show_table
from budget.usecases.preview import Preview
from budget.usecases.successors import list_redirected_sentences, list_succession_sentences


def succession_words(preview: Preview) -> Iterator[str]:
    """A Dutch sentence per code that changes, and per code whose money goes to a successor."""
    yield from list_succession_sentences(preview.successions)
    for effect in preview.years:
        yield from list_redirected_sentences(effect.followed)


def show_successions(preview: Preview) -> None:
    """The same as a list; nothing without changed codes."""
    if sentences := list(succession_words(preview)):
        st.markdown(
            "\n".join(
                ["**Regelcodes die veranderen**", "", *(f"- {escape_markdown(text)}" for text in sentences)]
            )
        )


def show_changed_codes(standing: Standing, domain: str) -> None:
    """The codes of a domain that were renamed, merged, split or closed; nothing without any."""
    knowledge = standing.knowledge
    successions = successions_in_force(knowledge.successions, knowledge.known_at)
    said_here = [code_rows for _, code_rows in sorted(successions.items()) if code_rows[0].domain == domain]
    rows = [
        (row.code, str(row.fate), row.successor or "–",
         share_words(row.share) if row.fate is SuccessionKind.SPLIT else "–", day_short(row.since),
         row.reason, row.document or row.decision or "–")
        for code_rows in said_here for row in code_rows
    ]  # fmt: skip
    if rows:
        headers = ("Oude code", "Wat", "Nieuwe code", "Aandeel", "Vanaf", "Reden", "Document")
        with st.expander(f"{count(len(said_here), 'regelcode is', 'regelcodes zijn')} veranderd"):
            st.write("Wat op de oude code is geboekt of verplicht, staat bij de nieuwe.")
            show_table(headers, rows, "Regelcodes die zijn veranderd")
