"""Unit multipliers in titles and headers: how many euros an amount of 1 stands for."""

from __future__ import annotations

import re

from budget.intake.faults import Raw

_TIMES = r"(?:(?<!\w)(?<!\d )x|[×*✕]|\b(?:maal|keer)\b)"
_MILLION = re.compile(
    _TIMES + r"\s*(?:€|eur[o]?)?\s*1(?:[.\s]?000[.\s]?000|\s*(?:mln|miljoen))\b|\bin\s+miljoenen\b"
    r"|\bmiljoenen\s+euro|\b(?:in|x)\s+(?:€|euro)?\s*(?:mln|mio|miljoen)\b|€\s*(?:mln|mio)\b"
    r"|^\W*(?:mln|mio|miljoen)\s*(?:€|euro\b)|[€£$]\s?m(?:n|illion)?\b|\bin\s+millions\b|\ben\s+millions\b"
    r"|\bmillones\s+de\s+euros\b|\bin\s+milioni\b",
    re.IGNORECASE,
)
_THOUSAND = re.compile(
    _TIMES + r"\s*(?:€|euro?)?\s*1[.\s]?000(?![.\d])|\b(?:in|x)\s+(?:€|euro)?\s*duizend(?:en|tallen)?\b"
    r"|\bduizend(?:en|tallen)?\s+euro|\(\s*€\s*1[.\s]?000\s*\)|\bk€|€k\b|€\s*[x×*]\s*1[.\s]?000(?![.\d])"
    r"|\bKEUR\b|" + _TIMES + r"\s*(?:€\s*)?1k\b|\bin\s+1[.\s]?000\s*(?:€|euro?)\b|\bduizendtallen\b"
    r"|\beenheid\W{1,3}(?:€\s*)?1[.\s]?000\b|\bvermenigvuldig\w*\s+met\s+1[.\s]?000\b(?![.\d])"
    r"|\bbedragen\W{1,3}(?:€|euro?)\s*1[.\s]?000\b(?![.\d])"
    r"|\bin\s+(?:€|euro'?s?)\s*(?:x\s*)?1[.\s]?000(?![.\d])|(?:\bin\s+)?(?:\bTEUR\b|\bT€|\bTsd\.?\s*(?:€|EUR))"
    r"|[€£$]\s?'?000s?\b|(?<!\d)'000s?\b|\bin\s+thousands\b|\ben\s+milliers\b|\bmiles\s+de\s+euros\b"
    r"|\bin\s+migliaia\b|\bin\s+tausend\b|\bi\s+tusental\b|\b[tk]kr\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen)\b[^.;]{0,20}(?:1[.\s]?000|duizend|miljoen|mln)", re.IGNORECASE)
_WHOLE_EUROS = re.compile(r"\bhele\s+euro", re.IGNORECASE)
_EUROS = re.compile(r"\bhele\s+euro|\bin\s+euro(?:'?s)?\s*\W*$|\(\s*euro(?:'?s)?\s*\)", re.IGNORECASE)
_OTHER_UNIT = re.compile(_TIMES + r"\s*(?:€|euro?)\s*(?!1\b(?![.,\s]?\d))\d", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:vroeger|voorheen|eerder|vorige?|was|waren|stonden)\b|[,;]\s*(?:nu\s+|thans\s+)?in\s+(?:hele\s+)?euro",
    re.IGNORECASE,
)
_LARGE = re.compile(r"\b1[.\s]?000(?:[.\s]?000)?\b(?![.,]?\d)|duizend|miljoen|\bmln\b|\bmio\b", re.IGNORECASE)
_CURRENCY = re.compile(r"\(?\b(?:in\s+)?(?:hele\s+)?euro(?:'s|s)?\b\)?|\(?€\)?|\(EUR\)", re.IGNORECASE)


def find_unit(text: Raw) -> int:
    """The euros that 1 stands for according to a title or header: 1, 1.000 or 1.000.000."""
    if not isinstance(text, str) or _DENIED.search(text):
        return 1
    return 1_000_000 if _MILLION.search(text) else 1_000 if _THOUSAND.search(text) else 1


def says_euros(text: Raw, is_header: bool = False) -> bool:
    """Whether a title speaks of whole euros, or a header of euros; both with no thousands beside it."""
    pattern = _EUROS if is_header else _WHOLE_EUROS
    return isinstance(text, str) and find_unit(text) == 1 and bool(pattern.search(text))


def says_other_unit(text: Raw) -> bool:
    """Whether a title multiplies by something else than `find_unit` knows, like x € 100."""
    return isinstance(text, str) and find_unit(text) == 1 and bool(_OTHER_UNIT.search(text))


def contradicts_itself(text: Raw) -> bool:
    """Whether a title takes back the thousands it speaks of."""
    return isinstance(text, str) and find_unit(text) > 1 and bool(_TAKEN_BACK.search(text))


def may_say_unit(text: Raw) -> bool:
    """Whether a title speaks of thousands or millions in other words than those of `find_unit`."""
    if not isinstance(text, str) or _DENIED.search(text):
        return False
    return find_unit(text) == 1 and bool(_LARGE.search(text))


def without_unit(text: str) -> str:
    """The text without the unit and the currency it states."""
    for pattern in (_MILLION, _THOUSAND, _CURRENCY):
        text = pattern.sub(" ", text)
    return text
