"""The words for the two sides of a booking: debit and credit, costs and revenue, and their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from budget.intake.grammar.folding import fold


class Sides(NamedTuple):
    """A pair of words for the sides of a booking: `debit` adds to the costs, `credit` subtracts.

    `is_sure`: each word means its side even alone, under any header.
    """

    debit: str
    credit: str
    is_sure: bool = True


PAIRS = (
    Sides("d", "c"), Sides("debet", "credit"), Sides("debit", "credit"), Sides("d", "k", False),
    Sides("debet", "kredit"), Sides("debit", "kredit"), Sides("dr", "cr"), Sides("db", "cr"),
    Sides("deb", "cred"), Sides("soll", "haben"), Sides("debe", "haber"), Sides("dare", "avere"),
    Sides("s", "h", False), Sides("af", "bij", False), Sides("+", "-", False),
)  # fmt: skip
"""Debit and credit words in a column that gives the sign of each row."""
COSTS_REVENUE = (
    Sides("lasten", "baten"), Sides("last", "bate"), Sides("uitgaven", "inkomsten"),
    Sides("uitgave", "inkomst"),
    Sides("kosten", "opbrengsten"), Sides("ausgaben", "einnahmen"), Sides("aufwand", "ertrag"),
    Sides("gastos", "ingresos"), Sides("l", "b", False), Sides("u", "i", False), Sides("u", "o", False),
    Sides("a", "e", False), Sides("g", "i", False), Sides("d", "r", False), Sides("k", "o", False),
)  # fmt: skip
"""Costs and revenue in such a column: Lasten/Baten, Uitgaven/Inkomsten, Aufwand/Ertrag, Gasto/Ingreso."""
ALL_PAIRS = (*PAIRS, *COSTS_REVENUE)
LONE_CREDIT = frozenset({"c", "credit", "kredit", "cr"})
"""Credit words that a column may hold alone, with debit rows left empty."""
DEBIT_HEADERS = ("debet", "debit", "soll")
CREDIT_HEADERS = ("credit", "haben")
"""Headers of the credit column beside a debit column."""
_AMOUNT = "bedrag"
_SIGN_HEADERS = frozenset(
    {"dc", "dk", "sh", "drcr", "dbcr", "debetcredit", "teken", "boekingsteken", "zijde"}
)
_LONGEST = 24
"""Maximum length of a word in a column of sides."""
_PAIRED = 2

_COSTS = re.compile(
    r"lasten|last\b|uitga|kosten(?!plaats|drager|soort|stelle|art|trager)|ausgab|auszahl|aufw|gasto|despesa"
    r"|expen|depens|spes[ae]|uscit|utgift"
)
_REVENUE = re.compile(
    r"baten|bate\b|inkoms|ontvang|opbreng|einnahm|einzahl|eingabe|ertr|erlos|ingreso|receita|income|reven"
    r"|recett|^entrat|intakt|inntekt"
)
_BALANCE = re.compile(
    r"saldo|verschil|afwijk|differen|restant|resteren|ruimte|percent|procent|(?<!\d)(?<!\d\s)%|abweich|resultaat"
    r"|nettokosten|nettoaufw|variance|remaining|disponib"
    r"|(?:ordentl[a-z]*|jahres|finanz|verwaltungs?)ergebnis|ergebnis(?:der)?(?:laufende|teilhaushalt)|uberschuss|fehlbetrag"
)
_ACCOUNT = re.compile(r"([lb])\d")


def side_word(text: str) -> str:
    """The comparison key of a side word: no case, accents, spaces or full stops."""
    return fold(text).replace(".", "")


def find_pair(words: Iterable[str]) -> tuple[str, str] | None:
    """The debit and credit word, as written, of a column with exactly those two."""
    word_by_side = {side_word(word): word for word in words}
    return next(
        (_pick(word_by_side, pair) for pair in PAIRS if word_by_side.keys() == {pair.debit, pair.credit}),
        None,
    )


def _pick(word_by_side: Mapping[str, str], pair: Sides) -> tuple[str, str]:
    return word_by_side[pair.debit], word_by_side[pair.credit]


def may_give_sign(words: Iterable[str], header: str, rows: int) -> bool:
    """Whether a column with only these words in its `rows` gives the sign of amounts.

    One known word of two is enough: the other is then an unlisted counterpart. `header` is '' for a column
    without one.
    """
    side_words = {side_word(word) for word in words}
    sure = [pair for pair in PAIRS if pair.is_sure]
    if (side_words and side_words <= LONE_CREDIT) or _are_sides(side_words, sure):
        return True
    if len(side_words) != _PAIRED or max(map(len, side_words)) > _LONGEST:
        return False
    if any(side_words == {pair.debit, pair.credit} for pair in ALL_PAIRS) or _names_sides(header):
        return True
    if {cost_or_revenue(word) for word in side_words} == {"lasten", "baten"}:
        return rows > _PAIRED
    is_loose = not header.strip() and rows > _PAIRED
    return any(side_words & {pair.debit, pair.credit} for pair in ALL_PAIRS if pair.is_sure or is_loose)


def _are_sides(side_words: set[str], pairs: Iterable[Sides]) -> bool:
    """Whether all words are known and both sides occur, even in mixed notation: D, C and Credit."""
    debit, credit = {pair.debit for pair in pairs}, {pair.credit for pair in pairs}
    return side_words <= debit | credit and bool(side_words & debit) and bool(side_words & credit)


def _names_sides(header: str) -> bool:
    """Whether a header names both sides (D/C, Af Bij, +/-) or a sign column."""
    if side_word(re.sub(r"[\W_]", "", header)) in _SIGN_HEADERS or header.strip() in (
        "+/-",
        "-/+",
        "+-",
        "±",
    ):
        return True
    words = {side_word(word) for word in re.split(r"[\W_]+", header)}
    return any({pair.debit, pair.credit} <= words for pair in ALL_PAIRS)


def find_debit_and_credit(columns: Mapping[str, int]) -> tuple[int, int] | None:
    """The debit and the credit column, among columns by header key."""
    debit, credit = (
        next((columns[key] for word in words for key in (word, _AMOUNT + word) if key in columns), None)
        for words in (DEBIT_HEADERS, CREDIT_HEADERS)
    )
    return None if debit is None or credit is None else (debit, credit)


def cost_or_revenue(text: str) -> str:
    """Which of `lasten`, `baten` or `saldo` a folded text mentions; '' for none or several."""
    text = text.replace("_", "")
    if _BALANCE.search(text):
        return "saldo"
    names = [name for name, words in (("lasten", _COSTS), ("baten", _REVENUE)) if words.search(text)]
    return names[0] if len(names) == 1 else ""


def costs_and_revenue(words: Mapping[str, str]) -> dict[str, str]:
    """The side of each word in a column of costs and revenue; empty unless both occur and all are known.

    `words` are the texts by their folded form. Of account codes (L1.1, B3.8) half is enough: the others are
    balance sheet items.
    """
    for pair in COSTS_REVENUE:
        if not pair.is_sure and {pair.debit, pair.credit} <= words.keys() and len(words) <= _PAIRED + 1:
            return {words[pair.debit]: "lasten", words[pair.credit]: "baten"}
    accounts = {"l": "lasten", "b": "baten"}
    name_by_text = {
        text: accounts[match[1]] if (match := _ACCOUNT.match(key)) else cost_or_revenue(key)
        for key, text in words.items()
    }
    sides = {text: name for text, name in name_by_text.items() if name in ("lasten", "baten")}
    has_accounts = any(map(_ACCOUNT.match, words))
    is_enough = len(sides) == len(words) or (has_accounts and len(sides) * 2 > len(words))
    return sides if is_enough and set(sides.values()) == {"lasten", "baten"} else {}
