"""Words of the glossary, explained where they first occur on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from budget.labels import TERMS, escape_markdown
from budget.ui.figures import term_html


class Glossary:
    """One run of one page: each word is explained once, in the order in which texts are given."""

    def __init__(self, terms: Mapping[str, str] = TERMS) -> None:
        """`terms` is meaning by word; a word in capitals is matched case-sensitively."""
        self._by_word = {word.casefold(): (word, meaning) for word, meaning in terms.items()}
        words = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
        self._pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else re.compile(r"(?!)")
        self._told: set[str] = set()

    def html(self, text: str) -> str:
        """`text` as HTML; a word that occurs for the first time shows its meaning on tap."""
        return self._pattern.sub(lambda match: self._unfolding(match[0]), escape(text))

    def help(self, text: str) -> str | None:
        """The words that first occur in `text` with their meaning, for the help icon beside a heading."""
        meanings = [self._first(match[0]) for match in self._pattern.finditer(text)]
        lines = [f"**{word}**: {escape_markdown(meaning)}" for word, meaning in filter(None, meanings)]
        return "\n\n".join(lines) or None

    def _unfolding(self, text: str) -> str:
        first = self._first(text)
        return term_html(text, first[1]) if first else text

    def _first(self, text: str) -> tuple[str, str] | None:
        word, meaning = self._by_word[text.casefold()]
        if word in self._told or (word.isupper() and text != word):
            return None
        self._told.add(word)
        return word, meaning
