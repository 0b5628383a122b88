"""How the styles of an .ods file change what its cells show: strikethrough, colour, repetition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from xml.parsers import expat

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _FO = _OASIS + "style:1.0 ", _OASIS + "xsl-fo-compatible:1.0 "
_TEXT = _OASIS + "text:1.0 display"
_LINES = (_STYLE + "text-line-through-style", _STYLE + "text-line-through-type")
_INK, _PAPER, _SIZE = _FO + "color", _FO + "background-color", _FO + "font-size"
_REPEATED = _STYLE + "repeat-content"
_AUTOMATIC = _STYLE + "use-window-font-color"
_APPLIED = _STYLE + "apply-style-name"
_PARTS = (_STYLE + "text-properties", _STYLE + "table-cell-properties")
_READ = {*_LINES, _INK, _PAPER, _SIZE, _REPEATED, _AUTOMATIC, _TEXT}
_WHITE = "#ffffff"
_TINY = re.compile(r"[0-2](?:\.\d*)?pt")
_BODY = _OASIS + "office:1.0 body"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class OdsStyles:
    """The names of cell styles that change what is seen.

    `struck` have a line through, `pale` the colour of the paper or no size, `repeated` fill the cell with
    their text, `fading` become pale on a condition. `pale_titles` are the pale ones as a condition of a sheet
    names them: LibreOffice writes `White_20_ink` as it is shown there, White ink.
    """

    struck: frozenset[str] = frozenset()
    pale: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    fading: frozenset[str] = frozenset()
    pale_titles: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.struck or self.pale or self.repeated or self.fading)


def read_ods_styles(styles: bytes, content: bytes) -> OdsStyles:
    """The cell styles of `styles.xml` and of the head of `content.xml`; damaged XML gives those before it."""
    parsed = _CellStyles()
    parsed.read(styles)
    parsed.read(content)
    pale = parsed.named(_is_pale)
    return OdsStyles(
        parsed.named(_is_struck),
        pale,
        parsed.named(lambda own: own.get(_REPEATED) == "true"),
        parsed.fading(),
        pale | {title for title, name in parsed.titles.items() if name in pale},
    )


class _CellStyles:
    """The properties of each cell style, without those of its parent."""

    def __init__(self) -> None:
        self._own: dict[str, dict[str, str]] = {}
        self._known: dict[str, dict[str, str]] = {}
        self._parents: dict[str, str] = {}
        self._maps: list[tuple[str, str]] = []
        self._name: str | None = None
        self.titles: dict[str, str] = {}

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        with suppress(expat.ExpatError, StopIteration):
            for first in range(0, len(xml), _CHUNK):
                parser.Parse(xml[first : first + _CHUNK])

    def named(self, is_so: Callable[[dict[str, str]], bool]) -> frozenset[str]:
        """The names of the styles whose properties, with those of their parents, are so."""
        return frozenset(name for name in self._own if is_so(self._whole(name)))

    def fading(self) -> frozenset[str]:
        """The names of the styles that a condition changes into a pale one."""
        return frozenset(
            name for name, target in self._maps if _is_pale(self._whole(name) | self._whole(target))
        )

    def _whole(self, name: str) -> dict[str, str]:
        """The properties of a style with those of its parents; each style is worked out once."""
        line = list(self._line(name))
        properties = (
            self._known.get(self._parents.get(line[-1], ""), {}) if line else self._known.get(name, {})
        )
        for style in reversed(line):
            properties = self._known[style] = properties | self._own[style]
        return properties

    def _line(self, name: str) -> Iterator[str]:
        """A style, its parent and so on, up to one that is known."""
        passed = set[str]()
        while name in self._own and name not in self._known and name not in passed:
            yield name
            passed.add(name)
            name = self._parents.get(name, "")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == _BODY:
            raise StopIteration
        if element == _STYLE + "style" and attributes.get(_STYLE + "family") == "table-cell":
            self._name = attributes.get(_STYLE + "name", "")
            self._own[self._name] = {}
            self.titles[attributes.get(_STYLE + "display-name", self._name)] = self._name
            self._parents[self._name] = attributes.get(_STYLE + "parent-style-name", "")
        elif element in _PARTS and self._name is not None:
            # A colour replaces the automatic one of a parent.
            automatic = {_AUTOMATIC: "false"} if _INK in attributes else {}
            read = {name: attributes[name] for name in _READ & attributes.keys()}
            self._own[self._name].update(automatic | read)
        elif element == _STYLE + "map" and self._name is not None:
            self._maps.append((self._name, attributes.get(_APPLIED, "")))

    def _end(self, element: str) -> None:
        if element == _STYLE + "style":
            self._name = None


def _is_struck(properties: dict[str, str]) -> bool:
    return any(properties.get(name, "none") != "none" for name in _LINES)


def _is_pale(properties: dict[str, str]) -> bool:
    if properties.get(_TEXT) == "none" or _TINY.fullmatch(properties.get(_SIZE, "")):
        return True
    ink = properties.get(_INK, "").lower()
    paper = properties.get(_PAPER, _WHITE).lower().replace("transparent", _WHITE)
    return ink == paper and properties.get(_AUTOMATIC) != "true"
