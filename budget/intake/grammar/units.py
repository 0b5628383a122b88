"""Unit multipliers in titles and headers."""

from __future__ import annotations

import re

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
    r"|\bK\s?EUR\b|\bEUR\s?k\b|"
    + _TIMES
    + r"\s*(?:€\s*)?1k\b|\bin\s+1[.\s]?000\s*(?:€|euro?)\b|\bduizendtallen\b"
    r"|\beenheid\W{1,3}(?:€\s*)?1[.\s]?000\b|\bvermenigvuldig\w*\s+met\s+1[.\s]?000\b(?![.\d])"
    r"|\bbedragen\W{1,3}(?:€|euro?)\s*1[.\s]?000\b(?![.\d])"
    r"|\bin\s+(?:€|euro'?s?)\s*(?:x\s*)?1[.\s]?000(?![.\d])|(?:\bin\s+)?(?:\bTEUR\b|\bT€|\bTsd\.?\s*(?:€|EUR))"
    r"|[€£$]\s?'?000s?\b|(?<!\d)'000s?\b|\bin\s+thousands\b|\ben\s+milliers\b|\bmiles\s+de\s+euros\b"
    r"|\bin\s+migliaia\b|\bin\s+tausend\b|\bi\s+tusental\b|\b[tk]kr\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen)\b[^.;]{0,20}(?:1[.\s]?000|duizend|miljoen|mln)", re.IGNORECASE)
_ROUNDED = re.compile(r"\bafgerond\w*\s+(?:op|naar|tot)\b[^.;,(]{0,12}$", re.IGNORECASE)
"""Before a unit: amounts rounded to it are still in euros."""
_WHOLE_EUROS = re.compile(r"\bhele\s+euro", re.IGNORECASE)
_EUROS = re.compile(r"\bhele\s+euro|\bin\s+euro(?:'?s)?\s*\W*$|\(\s*euro(?:'?s)?\s*\)", re.IGNORECASE)
_OTHER_UNIT = re.compile(_TIMES + r"\s*(?:€|euro?)\s*(?!1\b(?![.,\s]?\d))\d", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:vroeger|voorheen|eerder|vorige?|was|waren|stonden|oorspronkelijk|elders|bronbestand)\b"
    r"|[,;:]\s*(?:\w+\s+){0,3}in\s+(?:hele\s+)?euro(?!\W+(?:x|maal|\())"
    r"|\bversie\s+in\b|\bzie\s+(?:ook\s+)?(?:tab)?blad\b"
    r"|\b(?:hier|nu|thans|onderstaande?|omgerekend)\b[^.;]{0,25}\b(?:in\s+)?(?:hele\s+)?euro",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:inwoner|bewoner|burger|dag(?:en)?\b|we(?:ek|ken)\b|maand|ur(?:en)?\b|uur|woning|huis|jonger|kind|leerling"
    r"|student|deelnemer|cli[eë]nt|mens|person|lid\b|leden|bezoek|stuks?\b|exemplar|keer\b|geval|ba(?:an|nen)\b"
    r"|fte|m2|m3|kwh|km\b|kilo|met(?:er)?\b|liter|ton\b|boom|bomen|aantal|gezin|school|scholen|bedrij|plaats"
    r"|vierkante|hectare|banen|vrijwillig|cliënt|huurder|adres|volgers|kaart)"
)
_COUNTED_BEFORE = re.compile(rf"\b(?:aantal(?:len)?|{_COUNTED}\w*)\W+(?:in\W+)?$", re.IGNORECASE)
_IN_EUROS = re.compile(r"\bin\s+(?:hele\s+)?euro(?:'?s)?\b(?!\s*(?:x|maal))", re.IGNORECASE)
"""Beside this, a multiplier is for counts, not for money: bedragen in euro, aantallen x 1.000."""
_COUNTED_NEXT = re.compile(rf"\s*(?:'?s\s+)?(?:per\s+|\w+e\s+)?{_COUNTED}", re.IGNORECASE)
_COUNTS = re.compile(rf"\b{_COUNTED}", re.IGNORECASE)
_MONEY = re.compile(
    r"[€£$]|eur|bedrag|bedräg|begro|budget|lasten|baten|kosten|geld|financ|raming|prijs|uitgav|\d?kr\b|besteding",
    re.IGNORECASE,
)
_WORD_NEXT = re.compile(
    r"\s+(?!(?:tenzij|behalve|nominaal|ex|in|per|en|afgerond|over|van|voor|op|jaar|of|and|de|euro)\w*\b)[^\W\d]{3}",
    re.IGNORECASE,
)
_LARGE = re.compile(
    r"\b1[.\s]?000(?:[.\s]?000)?\b(?![.,]?\d)|duizend|miljoen|\bmln\b|\bmio\b|\b[kt]\s?euro\b|€\s?[kt]\b"
    r"|\b(?:in|bedragen)\s+(?:euro\s?)?(?:centen|cents)\b|\bin\s+(?:honderd(?:en|tallen)|tonnen)\b|\b10\s?\^\s?[36]\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\(?\b(?:in\s+)?(?:hele\s+)?euro(?:'s|s)?\b\)?|\(?€\)?|\(EUR\)", re.IGNORECASE)


def find_unit(text: object) -> int:
    """Unit multiplier stated by a title or header: 1, 1.000 or 1.000.000."""
    if not isinstance(text, str) or _DENIED.search(text):
        return 1
    return 1_000_000 if _found(_MILLION, text) else 1_000 if _found(_THOUSAND, text) else 1


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first unit in a text that is not one of a count: in duizenden inwoners."""
    matches = pattern.finditer(text)
    money = (
        match
        for match in matches
        if not _COUNTED_NEXT.match(text, match.end()) and not _ROUNDED.search(text[: match.start()])
    )
    if not _IN_EUROS.search(text):
        return next(money, None)
    return next((match for match in money if not _COUNTED_BEFORE.search(text[: match.start()])), None)


def may_be_prose(text: object) -> bool:
    """Whether the unit in a text may apply to something other than money: the text names no money."""
    if not isinstance(text, str) or find_unit(text) == 1 or _MONEY.search(text):
        return False
    match = _found(_MILLION, text) or _found(_THOUSAND, text)
    return bool(_COUNTS.search(text)) or (match is not None and bool(_WORD_NEXT.match(text, match.end())))


def says_euros(text: object, is_header: bool = False) -> bool:
    """Whether a title states whole euros, or a header euros, without mentioning thousands."""
    pattern = _EUROS if is_header else _WHOLE_EUROS
    return isinstance(text, str) and find_unit(text) == 1 and bool(pattern.search(text))


def says_other_unit(text: object) -> bool:
    """Whether a title states a multiplier that `find_unit` does not support, like x € 100."""
    return isinstance(text, str) and find_unit(text) == 1 and bool(_OTHER_UNIT.search(text))


def contradicts_itself(text: object) -> bool:
    """Whether a title negates the thousands it mentions."""
    return isinstance(text, str) and find_unit(text) > 1 and bool(_TAKEN_BACK.search(text))


def may_say_unit(text: object) -> bool:
    """Whether a title mentions thousands or millions in words that `find_unit` does not know."""
    if not isinstance(text, str) or _DENIED.search(text):
        return False
    return find_unit(text) == 1 and bool(_LARGE.search(text))


def without_unit(text: str) -> str:
    """The text without its unit and currency."""
    for pattern in (_MILLION, _THOUSAND, _CURRENCY):
        text = pattern.sub(" ", text)
    return text
