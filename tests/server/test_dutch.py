"""The words of Streamlit itself, in Dutch."""

from __future__ import annotations

import gzip

import pytest

from budget.server.answers import _assets, _packed
from budget.server.dutch import MENDED, WORDS, in_dutch


@pytest.fixture(scope="module")
def scripts() -> list[bytes]:
    return [path.read_bytes() for path in _assets().values() if path.suffix == ".js"]


def test_every_translated_text_exists_in_the_installed_streamlit(scripts: list[bytes]) -> None:
    whole = b"\n".join(scripts)
    assert [piece for piece in WORDS | MENDED if piece.encode() not in whole] == []


def test_no_english_text_is_left_after_translation(scripts: list[bytes]) -> None:
    whole = in_dutch(b"\n".join(scripts))
    assert [english for english in WORDS if english.encode() in whole] == []


def test_a_browser_gets_the_dutch_scripts() -> None:
    path = next(path for path in _assets().values() if b"`Page not found`" in path.read_bytes())
    assert b"`Deze pagina bestaat niet`" in gzip.decompress(_packed(path))
