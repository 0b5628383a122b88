"""Finds codes that only repeat the sum of the codes below them: 01 beside 0101 and 0102."""

from __future__ import annotations

import re
from collections.abc import Iterable

from budget.model.words import Cents

_SEPARATOR = re.compile(r"[^0-9A-Za-z]")
SURE = 2
"""Number of sums over several codes from which a sum of a single code is believed as well."""


def subtotal_codes(amounts: Iterable[tuple[str, Cents]]) -> set[str]:
    """Codes whose amount equals the sum of all codes with that prefix, to the cent; from (code, cents).

    If codes have separators, a code below another continues with one. Sums of zero do not count.
    """
    return _sums(*_tree(amounts))


def repeated_codes(amounts: Iterable[tuple[str, Cents]]) -> set[str]:
    """Codes with the amount of the one code below them: a heading, or a line of its own."""
    own, below = _tree(amounts)
    return {code for code, codes in below.items() if len(codes) == 1 and own[code] == own[codes[0]] != 0}


def _tree(amounts: Iterable[tuple[str, Cents]]) -> tuple[dict[str, Cents], dict[str, list[str]]]:
    """The amount of each code, and the codes directly below it."""
    own: dict[str, Cents] = {}
    for code, cents in amounts:
        own[code] = own.get(code, 0) + cents
    has_signs = any(map(_SEPARATOR.search, own))
    below: dict[str, list[str]] = {}
    above: list[str] = []
    for code in sorted(own):
        while above and not _is_below(code, above[-1], has_signs):
            above.pop()
        if above:
            below.setdefault(above[-1], []).append(code)
        above.append(code)
    return own, below


def _is_below(code: str, parent: str, has_signs: bool) -> bool:
    suffix = code.removeprefix(parent)
    return bool(parent) and suffix != code and (not has_signs or bool(_SEPARATOR.match(suffix)))


def _sums(amounts: dict[str, Cents], below: dict[str, list[str]]) -> set[str]:
    """The codes that are sums; those of a single code only if there are enough others."""
    sums = _sums_of(amounts, below, least=1)
    return sums if sum(len(below[code]) > 1 for code in sums) >= SURE else _sums_of(amounts, below, least=2)


def _sums_of(amounts: dict[str, Cents], below: dict[str, list[str]], least: int) -> set[str]:
    """The codes that are sums of at least `least` codes, deepest first."""
    worth = dict(amounts)
    sums: set[str] = set()
    for code in sorted(below, key=len, reverse=True):
        total = sum(worth[child] for child in below[code])
        is_sum = total == amounts[code] != 0 and len(below[code]) >= least
        if is_sum:
            sums.add(code)
        worth[code] = total if is_sum else amounts[code] + total
    return sums
