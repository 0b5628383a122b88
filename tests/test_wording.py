"""Where whole sentences may be asserted: in tests marked `wording`, so that a text changes in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WORDS = 6
"""A text with this many lower-case words is a sentence; names and amounts may be asserted anywhere."""
PATTERN = re.compile(r"\.\*|\|")
"""Marks of a regular expression, whose parts are short."""


def sentences(source: str) -> list[str]:
    """The sentences asserted in a test file outside tests marked `wording`, with their line."""
    return [
        f"{text.lineno}: {text.value}"
        for test in ast.walk(ast.parse(source))
        if isinstance(test, ast.FunctionDef) and not _is_marked(test)
        for text in _asserted(test)
        if _words(text.value) >= WORDS and not PATTERN.search(text.value)
    ]


def _words(text: str) -> int:
    return sum(word.islower() and not re.search(r"\d", word) for word in text.split())


def _is_marked(test: ast.FunctionDef) -> bool:
    return any(ast.unparse(mark) == "pytest.mark.wording" for mark in test.decorator_list)


def _asserted(test: ast.FunctionDef) -> Iterator[ast.Constant]:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            claims: list[ast.AST] = [node.test]
        elif isinstance(node, ast.keyword) and node.arg == "match":
            claims = [node.value]
        else:
            continue
        for claim in claims:
            for part in ast.walk(claim):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part


def test_sentences_are_asserted_in_wording_tests_only() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{sentence}"
        for path in TESTS.rglob("test_*.py")
        for sentence in sentences(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.wording
def test_a_sentence_of_six_words_is_found() -> None:
    found = "def test_a():\n    assert text == 'het bedrag in deze cel {}'\n"
    assert sentences(found.format("klopt")) == ["2: het bedrag in deze cel klopt"]
    assert sentences(found.format("Groen")) == []
    assert sentences("@pytest.mark.wording\n" + found.format("klopt")) == []
