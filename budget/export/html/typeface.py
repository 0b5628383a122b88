"""The font of a web page, embedded in the page: the same as on screen and paper.

`letters/` has the Western European subset of Source Sans 3, made once from the fonts of the PDF with
`pyftsubset --flavor=woff2`, without its reserved name; other scripts fall back to a font of the reader.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from budget.export.html.parts import NO_SCRIPT, OWN_LETTERS
from budget.snapshot.content import Content

LETTERS = Path(__file__).parent / "letters"
FAMILY = "Monitor"
WEIGHTS = {"regular": "400", "semibold": "600 700"}


def policy(content: Content) -> str:
    """What a page of this content may load: its own font, if it has one."""
    return OWN_LETTERS if content.answers_first else NO_SCRIPT


def letters(content: Content) -> str:
    """The font as a style; older formats have none."""
    return _faces() if content.answers_first else ""


@cache
def _faces() -> str:
    faces = "".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; font-display: swap; "
        f"src: url(data:font/woff2;base64,{_data(name)}); }}\n"
        for name, weight in WEIGHTS.items()
    )
    return f'{faces}body {{ font-family: {FAMILY}, "Source Sans 3", "Segoe UI", Arial, sans-serif; }}\n'


def _data(name: str) -> str:
    return b64encode((LETTERS / f"{name}.woff2").read_bytes()).decode()
