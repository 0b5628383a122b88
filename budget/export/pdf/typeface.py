"""The report's own font: its location, and which characters it can show."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from budget.export.safe_text import map_texts
from budget.labels import count

FONTS = Path(__file__).parent / "fonts"
SUBSTITUTE = "□"
SCRIPTS = {
    "ARABIC": "Arabisch", "ARMENIAN": "Armeens", "BENGALI": "Bengaals", "CJK": "Chinees of Japans",
    "DEVANAGARI": "Hindi", "ETHIOPIC": "Ethiopisch", "GEORGIAN": "Georgisch", "HANGUL": "Koreaans",
    "HEBREW": "Hebreeuws", "HIRAGANA": "Japans", "KATAKANA": "Japans", "TAMIL": "Tamil", "THAI": "Thai",
}  # fmt: skip
"""Dutch names of scripts, by the first word of their characters' Unicode names."""
_RUN = re.compile("x(?:[x ]*x)?")
T = TypeVar("T")


def showable(value: T) -> T:
    """The same value with characters missing from the font described in words.

    An archivable PDF may not hold a character without a glyph; one in a file name or a note must not stop the
    report: `مرحبا` becomes `[5 tekens Arabisch: zie het rekenblad]`. Tabs and line breaks become spaces.
    """
    return map_texts(value, lambda _, text: _described(unicodedata.normalize("NFC", text)))


def showable_before_format_5(value: T) -> T:
    """The same value as reports before format 5 show it: a square for a character missing from the font."""
    return map_texts(value, lambda _, text: unicodedata.normalize("NFC", text).translate(_SHOWN))


def _glyph(character: str) -> str:
    if character.isspace() and character != "\u00a0":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return character if ord(character) in coverage() else SUBSTITUTE


class _Glyphs(dict[int, str]):
    """What is shown for a code point; cached."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _glyph(chr(code)))


_SHOWN = _Glyphs()


def _described(text: str) -> str:
    """The text with each run of unshowable characters, and the spaces within it, described in words."""
    if SUBSTITUTE not in (whole := text.translate(_SHOWN)):
        return whole
    shown = [sign.translate(_SHOWN) for sign in text]
    marks = "".join(_mark(sign, glyph) for sign, glyph in zip(text, shown, strict=True))
    parts, done = [], 0
    for run in _RUN.finditer(marks):
        parts += [*shown[done : run.start()], _run_words(text[run.start() : run.end()])]
        done = run.end()
    return "".join((*parts, *shown[done:]))


def _mark(sign: str, shown: str) -> str:
    """`x` for an unshowable character, a space for what may stand between two of those."""
    return "x" if shown == SUBSTITUTE != sign else " " if shown in ("", " ") else "o"


def _run_words(run: str) -> str:
    signs = [sign for sign in run if sign.translate(_SHOWN) == SUBSTITUTE]
    scripts = {SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], "") for sign in signs}
    script = f" {scripts.pop()}" if len(scripts) == 1 and "" not in scripts else ""
    return f"[{count(len(signs), 'teken', 'tekens')}{script}: zie het rekenblad]"


@cache
def coverage() -> frozenset[int]:
    """The code points that every weight of the font can show."""
    return frozenset.intersection(
        *(frozenset(_code_points(path.read_bytes())) for path in FONTS.glob("*.ttf"))
    )


def _code_points(font: bytes) -> Iterator[int]:
    """Code points of the Unicode table of a TrueType font (OpenType, cmap format 12)."""
    start = _table(font, b"cmap")
    for n in range(struct.unpack_from(">H", font, start + 2)[0]):
        place = start + struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2]
        if struct.unpack_from(">H", font, place)[0] == 12:
            for group in range(struct.unpack_from(">I", font, place + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, place + 16 + 12 * group)
                yield from range(first, last + 1)


def _table(font: bytes, name: bytes) -> int:
    tables = int.from_bytes(font[4:6])
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)
