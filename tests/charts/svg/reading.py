"""How a test reads an SVG."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def elements(svg: str, tag: str) -> list[Element]:
    """All elements of a kind, in the order in which they are drawn."""
    return [found for found in ElementTree.fromstring(svg).iter() if found.tag.rpartition("}")[2] == tag]


def words(svg: str) -> list[str]:
    """The texts of a picture."""
    return ["".join(found.itertext()) for found in elements(svg, "text")]


def number(found: Element, name: str) -> float:
    """A place in px, or a percentage as a fraction."""
    text = found.get(name, "")
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)
