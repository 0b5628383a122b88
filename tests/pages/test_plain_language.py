"""Readability of the screens: short sentences, and glossary terms explained at first use."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.export.pdf.pages import board_pages
from budget.labels import TERMS
from budget.snapshot import decode_content
from budget.store.engine import open_store
from budget.ui.glossary import Glossary
from budget.usecases.freeze import snapshots

LONGEST = 20
STATES = [
    ("overview", {"peildatum": "2024-09-30", "jaar": "2024"}),
    ("overview", {"peildatum": "2024-05-31", "jaar": "2024"}),
    ("overview", {"peildatum": "2024-01-31", "jaar": "2024"}),
    ("overview", {"peildatum": "2024-12-31", "jaar": "2024"}),
    ("board", {"vergadering": "2024-10-03"}),
    ("board", {"vergadering": "2024-06-27"}),
    ("board", {"vergadering": "2024-12-19"}),
    ("board", {"vergadering": "2024-10-03", "lezen": "1"}),
    ("board", {"vergadering": "2024-06-27", "lezen": "1"}),
]
TABS = ("Welke bron?", "Wat is er veranderd?", "Acties", "Wie moet nog leveren?", "Alle cijfers")
STATES += [("overview", {"peildatum": "2024-09-30", "jaar": "2024", "deel": tab}) for tab in TABS]
_SPOKEN = {"title", "header", "markdown", "caption", "info", "warning", "success", "error", "html"}
_BREAK = re.compile(r"</?(?:p|div|li|h\d|td|th|tr|dt|dd|br|small|caption|span|summary|details)\b[^>]*>")

_MEANING = re.compile(r"(?<=</summary>)<p>.*?</p>(?=</details>)")


def told(element) -> str:
    """The visible text of an element before anything is expanded, one line per block."""
    raw = _MEANING.sub("", element.proto.body) if element.type == "html" else element.value
    text = _BREAK.sub("\n", re.sub(r"<(style|script)>.*?</\1>", "", raw, flags=re.DOTALL))
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\\(?=[^\w\s])", "", text)


def sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from re.split(r"(?<=[.!?])\s+", line.strip())


def count_words(sentence: str) -> int:
    """Counts words and numbers; signs alone do not count, and an amount counts as it is spoken."""
    return sum(bool(re.search(r"\w", part)) for part in sentence.split())


def spoken(screen) -> Iterator:
    return (element for element in screen.app.main if element.type in _SPOKEN)


def unexplained(screen) -> Iterator[str]:
    """The glossary words used without an earlier explanation; running text, tables and forms are skipped."""
    known: set[str] = set()
    for element in spoken(screen):
        if element.type == "html" and "<table" in element.proto.body:
            continue
        text, raw = told(element), getattr(element.proto, "help", "").replace("\\", "")
        raw += element.proto.body if element.type == "html" else ""
        for word, meaning in TERMS.items():
            flags = 0 if word.isupper() else re.IGNORECASE
            if word in known or not re.search(rf"\b{re.escape(word)}\b", text, flags):
                continue
            known.add(word)
            if html.escape(meaning) not in raw and meaning not in raw:
                yield f"{word}: {text.strip()[:80]}"


@pytest.mark.parametrize("person", ["", "h.smit"], ids=["nobody", "secretary"])
def test_sentences_are_short_and_words_explained_in_every_state(example, person: str) -> None:
    long, open_words = set(), set()
    for page, address in STATES:
        screen = example.open(page, **address)
        if person and screen.app.session_state["persoon"] != person:
            screen.become(person)
        said = [sentence for element in spoken(screen) for sentence in sentences(told(element))]
        assert len(said) > 10
        assert not screen.errors
        where = " ".join((page, *address.values()))
        long |= {f"{where}: {sentence}" for sentence in said if count_words(sentence) > LONGEST}
        open_words |= {f"{where}: {word}" for word in unexplained(screen)}
        screen.app.query_params.clear()
    assert not long, "\n".join(sorted(long))
    assert not open_words, "\n".join(sorted(open_words))


def test_sentences_on_page_one_of_the_report_are_short(example_database: Path, programme) -> None:
    found = snapshots(open_store(f"sqlite:///{example_database}"), programme, VISITOR)
    assert found
    said: list[str] = []
    for page in (board_pages(decode_content(one.content)) for one in found):
        said += [*page.sentences, page.agenda, *(ask.text for ask in page.asks)]
        said += [line for q in page.questions for line in (q.text, *q.options, q.note)]
        said += [line for q in page.decided for line in (q.text, q.answer, q.follow_up, *q.earlier)]
        said += [page.changes.sentence, *page.changes.told] if page.changes else []
    assert [one for text in said for one in sentences(text) if count_words(one) > LONGEST] == []


def test_a_word_is_explained_once_and_capitals_count() -> None:
    words = Glossary({"besteed": "Betaald.", "AB": "Bestuur."})
    assert "Betaald" in (words.help("Er is 63 % besteed.") or "")
    assert words.html("besteed, ab") == "besteed, ab"
    assert "Bestuur." in words.html("<AB>")
    assert words.help("AB") is None
