"""Personal data: the fields that hold it, and addresses and numbers in free text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Personal(StrEnum):
    """Why a field is not public."""

    SUPPLIER = "leverancier"
    OWNER = "persoon, met zijn rol"
    PERSON = "persoon"
    OWN_WORDS = "woorden van het huis zelf: kunnen ieder noemen"


PERSONAL: Mapping[str, Personal] = MappingProxyType(
    {
        "supplier": Personal.SUPPLIER,
        **dict.fromkeys(("owner", "asked_by", "recorded_by"), Personal.OWNER),
        **dict.fromkeys(
            (
                *("proposed_by", "submitted_by", "accepted_by", "budget_holder"),
                *("decided_persons", "conflict", "ended_by", "resolved_by"),
            ),
            Personal.PERSON,
        ),
        **dict.fromkeys(("file", "note", "steering", "remark", "escalation", "route"), Personal.OWN_WORDS),
    }
)
"""The fields with persons and suppliers, by name, in any record: the only list of them."""

_MAY_HAVE = re.compile(
    r"@|[A-Z]{2}\d\d|bsn|burgerservice|(?<!\w)(?:06|\+31|0031|\(?0[1-9]\d{1,2}\)?[ -]{1,3}\d)", re.IGNORECASE
)
"""A quick test that every text with personal data passes; most texts are skipped by it."""
_LIKE = re.compile(
    r"@|[A-Z]{2}\d\d|bsn|burgerservice|(?<!\w)(?:01|\+11|0011|\(?01\d{1,2}\)?[ -]{1,3}\d)", re.IGNORECASE
)
"""The same for a text with a 1 for each digit above 0."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[A-Za-z]")
_IBAN = re.compile(r"\b(?:(?i:NL\d\d\s?[A-Z]{4}(?:\s?\d){10})|[A-Z]{2}\d\d(?:\s?[A-Z0-9]){11,30})\b")
_BSN = re.compile(r"(?<=\D)\d{8,9}\b")
_BSN_BEFORE = re.compile(r"\b(?:bsn|burgerservicenummer)\b\D{0,12}$", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w+.,/-])(?:"
    r"(?:\+|00)31[ -]?(?:\(0\)[ -]?)?[1-9](?:[ -]?\d){8}"
    r"|06[ -]?(?:\d{8}|\d{2}(?:[ -]\d{2}){3}|\d{4}[ -]\d{4}|\d{3}[ -]\d{3}[ -]\d{2})"
    r"|\(?0[1-9]\d{1,2}\)?[ -]{1,3}\d{2,7}(?: \d{2,4}){0,2}"
    r")(?!\w)"
)
_DIGITS = re.compile(r"\d{8,9}(?:\.0)?")
_CHECK, _REMAINDER, _BSN_CHECK = 97, 1, 11
_DIGITS_OF_A_PHONE, _LONGEST = 10, 34


class _Kind(NamedTuple):
    """One kind of personal data: its name, its mask, its pattern, and the check that a match must pass."""

    name: str
    mask: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]


def kinds(text: str) -> list[str]:
    """Names, in Dutch, of the kinds of personal data in a text."""
    if not _MAY_HAVE.search(text):
        return []
    return [kind.name for kind in _KINDS if any(map(kind.holds, kind.pattern.finditer(text)))]


def may_have_personal(shape: str) -> bool:
    """A quick test that every text with personal data passes, with a 1 for each of its digits above 0."""
    return bool(_LIKE.search(shape))


def masked(text: str) -> str:
    """The text with each piece of personal data replaced by the mask of its kind."""
    if not _MAY_HAVE.search(text):
        return text
    for kind in _KINDS:
        text = _without(text, kind)
    return text


def _without(text: str, kind: _Kind) -> str:
    return kind.pattern.sub(lambda match: kind.mask if kind.holds(match) else match[0], text)


def is_iban(text: str) -> bool:
    """Whether the IBAN check digits are right."""
    bare = re.sub(r"\s", "", text)
    if not bare.isascii() or len(bare) > _LONGEST:
        return False
    turned = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return int(turned) % _CHECK == _REMAINDER


def is_bsn(value: object) -> bool:
    """Whether a number passes the check of a citizen service number (BSN)."""
    if isinstance(value, float) and not value.is_integer():
        return False
    text = str(value).strip()
    if not _DIGITS.fullmatch(text):
        return False
    digits = [int(sign) for sign in text.removesuffix(".0").zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(d * w for d, w in zip(digits, weights, strict=True)) % _BSN_CHECK == 0


def _is_named_bsn(match: re.Match[str]) -> bool:
    """Only where the text calls it a BSN: one in eleven of all nine-digit numbers passes the check."""
    return is_bsn(match[0]) and _BSN_BEFORE.search(match.string, 0, match.start()) is not None


def _is_phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    return digits.startswith(("31", "0031")) or len(digits) == _DIGITS_OF_A_PHONE


_KINDS = (
    _Kind("e-mailadressen", "[e-mailadres]", _MAIL, lambda _: True),
    _Kind("rekeningnummers (IBAN)", "[rekeningnummer]", _IBAN, lambda match: is_iban(match[0])),
    _Kind("burgerservicenummers", "[burgerservicenummer]", _BSN, _is_named_bsn),
    _Kind("telefoonnummers", "[telefoonnummer]", _PHONE, _is_phone),
)
