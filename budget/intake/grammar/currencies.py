"""Words and signs of currencies: the euro, and others that are never taken for euros."""

from __future__ import annotations

import re

EURO_PATTERN = r"(?:€|EUR(?:O)?)"
"""Regular expression for the euro beside an amount."""
EURO_WORDS = frozenset({"", "eur", "euro", "€"})
"""Case-folded spellings of the euro in a currency column."""
CURRENCY_HEADERS = frozenset({"valuta", "valutacode", "munt", "muntsoort", "muntcode", "currency", "wahrung"})
FOREIGN_CODES = ("GBP", "USD", "CHF")
FOREIGN_PATTERN = rf"[£$]|{'|'.join(FOREIGN_CODES)}"
_HEADER = re.compile(r"valuta|munt|currency|curr|wahrung|^(?:ccy|cur|devie[sz]\w*|wrg|mnt)$")
_OTHERS = frozenset({
    "usd", "gbp", "chf", "nok", "sek", "dkk", "pln", "czk", "huf", "ron", "bgn", "jpy", "cny", "aud", "cad",
    "nzd", "zar", "inr", "brl", "mxn", "srd", "ang", "awg", "xcg", "mad", "aed", "isk", "hkd", "sgd", "krw",
    "dollar", "dollars", "ponden", "pond", "pound", "pounds", "$", "us$", "£", "¥", "yen", "frank", "kroon",
})  # fmt: skip
_FOREIGN = re.compile(rf"{FOREIGN_PATTERN}|\b(?:DKK|SEK|NOK|PLN|[tk]?kr)\b", re.IGNORECASE)
_UNIT_WORDS = frozenset({"", "fr", *map(str.lower, FOREIGN_CODES)})


def foreign_currency(text: object) -> str:
    """The sign of another currency in a text; '' if there is none."""
    match = _FOREIGN.search(text) if isinstance(text, str) else None
    return match[0].upper() if match else ""


def is_currency_key(key: str) -> bool:
    """Whether a header key is only a currency; header keys leave out the euro."""
    return key.removeprefix("in") in _UNIT_WORDS


def is_euro(folded: str) -> bool:
    """Whether a currency cell is the euro or empty."""
    return folded in EURO_WORDS


def is_currency_header(key: str) -> bool:
    """Whether a header key names a currency, also in a compound: Doc.valuta."""
    return key in CURRENCY_HEADERS or bool(_HEADER.search(key))


def is_other_currency(folded: str) -> bool:
    """Whether a folded cell is the code of a currency other than the euro."""
    return folded in _OTHERS
