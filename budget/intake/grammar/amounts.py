"""The grammar of amounts: a cell has at most one value in whole cents, or a fault.

text     = "-" | sign? euro? sign? digits (",-" | "," 1-2 digits)? euro? "-"?  |  "(" ... ")"
digits   = digit+ without a leading zero  |  groups of three with one kind of separator (dot or space)
sign     = "-", a dash, a minus sign or "+";  at most one of sign, trailing minus and brackets

Where a column or a mapping says that the dot is the decimal sign, dot and comma change places in this
grammar; a mapping may then also group by apostrophes and name another currency.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.currencies import EURO_PATTERN, FOREIGN_PATTERN
from budget.intake.grammar.unknowns import is_unknown
from budget.model.words import Cents
from budget.workbook.cells import Logical

LARGEST: Cents = 10**15
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))
_FORM = re.compile(
    rf"(?P<open>\()? ?(?P<sign1>[-+])? ?(?:{EURO_PATTERN})? ?(?P<open2>\()? ?(?P<sign2>[-+])? ?"
    r"(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)"
    rf"(?P<rest>,-{{1,2}}|,\d+)? ?(?P<close2>\))?(?:{EURO_PATTERN})?(?P<minus>-)? ?(?:{EURO_PATTERN})? ?"
    r"(?P<close>\))?",
    re.IGNORECASE | re.ASCII,
)
_ZERO = re.compile(rf"(?:{EURO_PATTERN})? ?-{{1,2}} ?(?:{EURO_PATTERN})?", re.IGNORECASE)
_SHARE = re.compile(r"[-+]? ?\d[\d., ]*%")
_POINT = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d{1,2})?|\.\d{2})")
_POINT_PROOF = re.compile(r"[-+]?(?:(?:\d{4,}|0)\.\d{1,2}|\.\d{2})")
_TWO_WAYS = re.compile(r"[-+]?\d+[.,]\d+|[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2},\d{3}")
_CURRENCY = re.compile(FOREIGN_PATTERN, re.IGNORECASE)
_SWAPPED = str.maketrans({",": ".", ".": ",", "'": ".", "\u2019": "."})
_GROUPED_BY_COMMA = re.compile(
    r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:['\u2019]\d{3})+"
)
_NOISE = Decimal("0.000001")
_KINDS = (((bool, Logical), "WAAR/ONWAAR"), ((datetime, date), "een datum"), ((time, timedelta), "een tijd"))


class Exact(NamedTuple):
    """An amount in whole cents computed from cells; unit and sign are already applied."""

    cents: int


def read_amount(value: Raw, unit: int = 1, *, point: bool = False) -> Cents | Fault:
    """Whole cents of one cell.

    `unit` is the unit multiplier; with `point` a dot is the decimal sign.
    """
    if isinstance(value, str):
        return _from_text(value, unit, point)
    if type(value) is Exact:
        return value.cents
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return fault(
            "amount-type",
            value=getattr(value, "value", value),
            what=next(name for kind, name in _KINDS if isinstance(value, kind)),
        )
    return _from_number(value, unit)


def read_amounts(values: Iterable[Any], unit: int = 1, *, point: bool = False) -> list[Cents | Fault]:
    """`read_amount` for many cells; number cells with exactly whole cents take a fast path."""
    if unit != 1:
        return [read_amount(value, unit, point=point) for value in values]
    return [
        cents
        if type(value) is float and -1e12 < value < 1e12 and (cents := round(value * 100)) / 100 == value
        else read_amount(value, point=point)
        for value in values
    ]


def uses_point(values: Sequence[Any]) -> bool:
    """Whether the texts of a column prove that the dot is its decimal sign.

    Proof is a text that is no grouping in threes (1234.56, 14404.0, .50), with no comma and no group of three
    in any other text.
    """
    texts = [clean for value in values if isinstance(value, str) and (clean := _clean(value))]
    return any(_POINT_PROOF.fullmatch(text) for text in texts) and all(
        _POINT.fullmatch(text) or not any(sign.isdigit() for sign in text) for text in texts
    )


def groups_by_comma(text: str) -> bool:
    """Whether only a decimal dot explains a text: 1,234.56, 1,234,567 or 1'234; not 1,234."""
    bare = re.sub(rf"{EURO_PATTERN}|{_CURRENCY.pattern}|[-+() ]", "", _clean(text), flags=re.IGNORECASE)
    return bool(_GROUPED_BY_COMMA.match(bare)) and isinstance(read_amount(text, point=True), int)


def write_amount(cents: Cents) -> str:
    """The canonical text of an amount, `-1.234,56`; `read_amount` reads it back."""
    whole, cents_part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{cents_part:02d}"


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip().translate(DASHES)


def _from_text(text: str, unit: int, point: bool) -> Cents | Fault:
    clean = _clean(text)
    if is_unknown(clean):
        return fault("amount-unknown", value=text)
    if _ZERO.fullmatch(clean):
        return 0
    if point and _POINT.fullmatch(clean):
        return _in_cents(Decimal(clean), unit, text)
    form = _FORM.fullmatch(_swapped(clean) if point else clean)
    if form is None or not _brackets_close(form):
        return _not_an_amount(text, clean)
    whole, decimals = re.sub("[. ]", "", form["whole"]), form["rest"] or ""
    if decimals.strip(",-") and _THREE_DECIMALS.fullmatch(form["whole"] + decimals):
        return fault("amount-double", value=text)
    signs = [form["sign1"], form["sign2"], form["minus"], form["open"] or form["open2"]]
    if sum(bool(sign) for sign in signs) > 1:
        return fault("amount-invalid", value=text)
    negative = any(sign in ("-", "(") for sign in signs)
    number = Decimal(f"{whole}.{decimals.strip(',-') or 0}")
    return _in_cents(-number if negative else number, unit, text)


def _swapped(clean: str) -> str:
    """A text with a decimal dot in our notation; unchanged if it groups by both apostrophe and comma."""
    if "," in clean and re.search("['\u2019]", clean):
        return clean
    return _CURRENCY.sub("€", clean).translate(_SWAPPED)


def _brackets_close(form: re.Match[str]) -> bool:
    opened, closed = bool(form["open"]) + bool(form["open2"]), bool(form["close"]) + bool(form["close2"])
    return opened == closed <= 1


def _not_an_amount(text: str, clean: str) -> Fault:
    if _SHARE.fullmatch(clean):
        return fault("amount-share", value=text)
    if _TWO_WAYS.fullmatch(re.sub(rf"{EURO_PATTERN}| ", "", clean, flags=re.IGNORECASE)):
        return fault("amount-double", value=text)
    return fault("amount-invalid", value=text)


def _from_number(value: int | float, unit: int) -> Cents | Fault:
    if isinstance(value, float) and not math.isfinite(value):
        return fault("amount-invalid", value=value)
    return _in_cents(Decimal(repr(value)), unit, value)


def _in_cents(number: Decimal, unit: int, value: Raw) -> Cents | Fault:
    cents = number * unit * 100
    if abs(cents) > LARGEST:
        return fault("amount-size", value=value)
    whole = int(cents.to_integral_value())
    if cents == whole or (isinstance(value, float) and abs(cents - whole) <= _noise(value, unit)):
        return whole
    return fault("amount-fraction", value=value)


def _noise(value: float, unit: int) -> Decimal:
    """The largest float error in whole cents; far below any real fraction."""
    return min(max(_NOISE, Decimal(16 * math.ulp(value)) * unit * 100), Decimal("0.01"))
