"""Words that mark a total row, in Dutch and in the languages of foreign files."""

from __future__ import annotations

import re

from budget.intake.faults import Raw

_BEFORE = r"(?:sub|eind|hoofd|grand|generaal|algemeen)"
_DUTCH = rf"(?:{_BEFORE}[- ]?)?totaa?l(?:en)?"
_FOREIGN = (
    r"(?:(?:zwischen|gesamt)?summen?|(?:ins)?gesamt|(?:sous-?|sub-?)?total[ei]s?|totaux|summa"
    r"|suma(?:\s+total)?)"
)
_WORD = re.compile(rf"{_DUTCH}\b|saldo\b|som\b|{_FOREIGN}\s*:?$", re.IGNORECASE)
_NAMED = re.compile(rf"(?:{_DUTCH}|{_FOREIGN})(?:\s|$)", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_DUTCH}(?: generaal)?|{_FOREIGN})\s*:?", re.IGNORECASE)
_LAST = re.compile(r"\S.*\s(?:sub)?totaa?l", re.IGNORECASE)
_PART = re.compile(r"sub|zwischen|sous|tussen", re.IGNORECASE)
_WHOLE = re.compile(r"eind|hoofd|grand|generaal|algemeen|gesamt", re.IGNORECASE)
_CODE = re.compile(r"\w*\d\w*|\w+[-_./]\S*\d\S*")
_CARRIED = re.compile(
    r"(?:begin|opening|ingaande)s?[- ]?(?:saldo|balans|stand|balance)\b|balansoverdracht|saldo[- ]?overdracht"
    r"|(?:saldo|stand|balans)\s+(?:(?:van\s+)?(?:het\s+)?(?:vorige?|voorgaande?|oude?)\s+"
    r"(?:boek|begrotings|dienst)?(?:jaar|jaren|periode|maand)\b|(?:per|ultimo|primo)\b|31[- ]12|0?1[- ]0?1)"
    r"|(?:saldo|balans|IB|BB|EB|UB)\b.{0,20}?\s+over(?:gebracht|geheveld|gedragen|genomen|name)\b"
    r"|(?:saldo)?vortrag\b|(?:anfangs|schluss|end)(?:bestand|saldo)\b|closing\s+balance\b"
    r"|carr(?:y[- ]?|ied\s+)over\b"
    r"|(?:report|solde)\s+(?:à\s+nouveau|reporté|initial|final)(?!\w)|saldo\s+(?:inicial|final|iniziale|finale)\b"
    r"|(?:over)?boeking\s+saldo\s+(?:19|20)\d\d$|transport\s+(?:van\s+)?(?:vorige|volgende)\s+(?:pagina|blad|bladzijde)\b"
    r"|(?:overgebracht|overgeheveld|overgedragen)\s+saldo|(?:balance\s+)?(?:brought|carried)\s+forward"
    r"|(?:eind|slot)[- ]?(?:saldo|balans)\b|balance\s+[bc]/?f\b"
    r"|stand\s+(?:op\s+)?(?:1|31)\s+(?:januari|december)\b"
    r"|(?:overloop|overdracht|overheveling|restant|transport|nog\s+over|over)"
    r"(?:\s+(?:uit|van|naar|het|vorige?\s+(?:boek|begrotings)?jaar|20\d\d)){0,3}$",
    re.IGNORECASE,
)
_MAY_BE_CARRIED = re.compile(
    r"saldo|balan|stand|vortrag|over|carr|report|solde|transport|forward|restant", re.IGNORECASE
)
STARS = re.compile(r"\*{1,5}")
"""How SAP marks a subtotal (*), a total (**) and so on."""
STARRED = re.compile(r"\*{1,5}(?:\s+\S{1,20})?")
"""The same with what it is the total of: * 440100."""
DASH = re.compile("[-\u2013\u2014]{1,3}")
"""Dashes in the code column of a total row."""


def says_total(cell: Raw) -> bool:
    """Whether a cell begins with our word for a total, or is a foreign one."""
    return isinstance(cell, str) and bool(_WORD.match(cell.strip()))


def may_be_total(text: str) -> bool:
    """Whether a text begins with a word for a total in any language."""
    return bool(_WORD.match(text) or _NAMED.match(text))


def is_total_word(text: str) -> bool:
    """Whether a text is only a word for a total."""
    return bool(_ALONE.fullmatch(text.strip()))


def is_named_total(text: str) -> bool:
    """Whether a text is a word for a total followed by a name: `Totaal Jeugd`."""
    return bool(_NAMED.match(text.strip()))


def ends_in_total(text: str) -> bool:
    """Whether a text is a name followed by a word for a total: `Jeugd Totaal`."""
    return bool(_LAST.fullmatch(text.strip()))


def is_grand_total(text: str) -> bool:
    """Whether a text is a word for the grand total: `Eindtotaal`, `Totaal generaal`."""
    return is_total_word(text) and bool(_WHOLE.search(text))


def is_subtotal(text: str) -> bool:
    """Whether a text is a word for a subtotal: `Subtotaal`."""
    return bool(_PART.match(text.strip()))


def is_code_of_line(cell: Raw) -> bool:
    """Whether a cell is one word with a digit, like a code, including SOM-03."""
    return isinstance(cell, str) and bool(_CODE.fullmatch(cell.strip()))


def may_be_carried_balance(text: str) -> bool:
    """A quick test that every name for a carried-over balance passes, with any digits in it."""
    return bool(_MAY_BE_CARRIED.search(text))


def is_carried_balance(text: str) -> bool:
    """Whether a text begins with a name for a carried-over balance: Beginsaldo, saldo vorig jaar."""
    return bool(_CARRIED.match(text.strip()))
