"""The search box and its results, each a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from budget.labels import count, escape_markdown
from budget.model.words import By
from budget.standing.moment import Standing
from budget.ui.visit import Visit
from budget.usecases.search import LEAST, MOST, Hit, HitKind, search

ADDRESS = "zoek"
LONGEST = 100


def ask_words() -> str:
    """The words in the search box, which are in the URL."""
    return st.text_input(
        "Zoek een regel, activiteit, partner, boekstuk, bestand of besluit",
        key=ADDRESS,
        bind="query-params",
        max_chars=LONGEST,
    ).strip()


def find(visit: Visit, standing: Standing, words: str) -> tuple[Hit, ...]:
    """The results for these words, as far as the user may see them."""
    return search(visit.store, standing, visit.actor, words)


def found_sentence(words: str, hits: Sequence[Hit]) -> str:
    """The number of results, or what to type."""
    if not words:
        return "Waar wilt u meer van weten?"
    if len(words) < LEAST:
        return "Typ minstens twee letters"
    if not hits:
        return f"Niets gevonden met “{words}”"
    kinds = Counter(hit.kind for hit in hits).values()
    more = "Meer dan " if max(kinds) > MOST else ""
    return f"{more}{count(sum(min(number, MOST) for number in kinds), 'vondst', 'vondsten')} met “{words}”"


def show_hits(standing: Standing, words: str, hits: Sequence[Hit]) -> None:
    """The results by kind, at most MOST of each, and whether there are more; a hint if there are none."""
    if not hits and len(words) >= LEAST:
        st.write(
            "Kijk of elk woord goed is gespeld, of typ er een deel van. U vindt hier regels en activiteiten, "
            "partners, boekstukken, bestanden en besluiten."
        )
    lines = {row.key for row in standing.rows(By.LINE) if row.key}
    for kind, kind_hits in groupby(hits, key=lambda hit: hit.kind):
        same = list(kind_hits)
        st.header(kind.value, anchor=False)
        with st.container(gap="xxsmall"):
            for hit in same[:MOST]:
                _show_hit(hit, lines)
        if len(same) > MOST:
            st.caption(f"Er zijn er meer dan {MOST}. Typ meer letters.")


def _show_hit(hit: Hit, lines: set[str]) -> None:
    if hit.code in lines:
        address = {"van": hit.code, "cijfer": "besteed"}
        st.page_link("pages/proof.py", label=escape_markdown(hit.text), query_params=address, width="stretch")
    elif hit.kind is HitKind.FILE:
        st.page_link("pages/accept.py", label=escape_markdown(hit.text), width="stretch")
    elif hit.domain:
        address = {"domein": hit.domain}
        st.page_link(
            "pages/domain.py", label=escape_markdown(hit.text), query_params=address, width="stretch"
        )
    else:
        st.write(escape_markdown(hit.text))
