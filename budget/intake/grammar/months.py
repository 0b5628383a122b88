"""Names of months and quarters in headers and dates, in Dutch and in the languages of foreign files."""

from __future__ import annotations

import re

MONTHS = (
    ("jan", "januari", "january", "januar", "jänner"), ("feb", "februari", "february", "februar", "feber"),
    ("mrt", "maart", "mar", "march", "maa", "mrz", "märz", "maerz", "marz", "mär"),
    ("apr", "april"), ("mei", "may", "mai"),
    ("jun", "juni", "june"), ("jul", "juli", "july"), ("aug", "augustus", "august"),
    ("sep", "september", "sept"), ("okt", "oktober", "oct", "october"), ("nov", "november"),
    ("dec", "december", "dez", "dezember"),
)  # fmt: skip
"""For each month the names that a file may use: our short one, the full Dutch one, then others."""
MONTH_PATTERN = "|".join(sorted((name for names in MONTHS for name in names), key=len, reverse=True))
"""Regular expression for any month name."""
_DUTCH = 2
"""The number of Dutch names per month, which come first: short and full (for May the same)."""
FULL_NAMES = "|".join(max(names[:_DUTCH], key=len) for names in MONTHS)
"""Regular expression for the full Dutch names."""
_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
QUARTER_WORDS = ("kw", "kwartaal", "q", "quarter", "quartal", "trimestre")
ORDINAL_QUARTER_WORDS = ("kw", "kwartaal", "quartal", "trimestre")
"""Quarter words after an ordinal: 1e kwartaal."""
_QUARTER = re.compile(
    rf"(?:^|[^a-z])(?:{'|'.join(QUARTER_WORDS)})([1-4])(?!\d{{3}}(?!\d))"
    rf"|([1-4])e?(?:{'|'.join(ORDINAL_QUARTER_WORDS)})"
)


def month_number(word: str) -> int:
    """1 to 12 for the name of a month, case-insensitive; 0 for any other word."""
    return _NUMBERS.get(word.casefold(), 0)


def quarter_number(key: str) -> int:
    """1 to 4 if a header key names a quarter, else 0."""
    match = _QUARTER.search(key)
    return int(match[1] or match[2]) if match else 0
