"""Words in an unknown column that change what the amount in the same row means."""

from __future__ import annotations

import re

from budget.intake.grammar.booking_periods import split_period
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.kinds import BUDGET, COMMITTED, REALISED
from budget.intake.grammar.units import find_unit

_STATUS = (
    r"(?:vervallen|geannuleerde?|annulering|geschrapt|ingetrokken|concept(?:regel|boeking)?|gestorneerde?"
    r"|ongeldig|inactief|dubbel|verwijderen|geparkeerd|niet\s+(?:akkoord|geboekt|geldig|meer\s+geldig|definitief)"
    r"|telt\s+niet\s+mee|niet\s+mee(?:tellen|geteld)|storno(?:boeking)?|stornering|afgewezen|afgekeurd|verwijderd|teruggedraaid|niet\s+door(?:gegaan|gaan)"
    r"|cancell?ed|draft|void|reversed|pro\s?forma|proefboeking)"
)
_SAYS_STATUS = re.compile(rf"{_STATUS}(?:\s*\(.*\)|\s+(?:per|op|sinds)\b.*|\s+\d.*)?", re.IGNORECASE)
_STATUS_HEADER = re.compile(
    rf"(?:is\s+)?{_STATUS}\s*(?:\?|\(?j(?:a)?\s*/\s*n(?:ee)?\)?|per|op|datum)?", re.IGNORECASE
)
_NO = frozenset({"", "nee", "n", "no", "onwaar", "false", "0", "0,0", "-", "geen", "niet"})
_KINDS = (
    (COMMITTED, re.compile(r"(?:openstaande?|aangegane|nog)?\s*(?:verplichting(?:en)?|verplicht)"
                           r"|obligo(?:'s)?|commitments?|committed", re.IGNORECASE)),
    (REALISED, re.compile(r"realisatie|gerealiseerd|werkelijk|actuals?", re.IGNORECASE)),
)  # fmt: skip
_WEAK = (
    (COMMITTED, re.compile(r"bestelling(?:en)?|inkooporders?|reservering(?:en)?|(?:open\s+)?orders?|contract"
                           r"|offerte|opdracht", re.IGNORECASE)),
    (BUDGET, re.compile(r"begroting|begroot|budget|raming|geraamd", re.IGNORECASE)),
    ("prognose", re.compile(r"prognoses?|forecast|verwachting|verwacht|geprognosticeerd", re.IGNORECASE)),
)  # fmt: skip
_KIND_HEADER = re.compile(
    r"soort|type|status|kind|categorie|waarde|aard|stand|versie|scenario", re.IGNORECASE
)
_YEAR_HEADER = re.compile(
    r"(?:dienst|begrotings?|boekings?|boek|fiscaal|last|lasten|kosten|budget|programma|uitvoerings?|bestedings?"
    r"|verantwoordings?|plan|verslag|boekhoud|administratie|rekening|periode|bgt)jaar|jaarschijf|jaarbudget"
    r"|jaar|year|(?:boek|bgt|bk)?jr|bj|jaar(?:van)?(?:de)?boeking|exerci[sc]e|(?:boek|boekings)?periode|(?:posting|fiscal)?period|jaar(?:last|vanlast|lasten|vanlasten|vanbesteding|tenlaste|begroting)"
    r"|(?:ten|komt)?laste?van(?:het)?jaar|fiscalyear|financialyear|budgetyear|bookingyear|fy|haushaltsjahr"
)
_REMARK_HEADER = re.compile(r"toelicht|opmerk|notitie|memo|bijzonderh|aantekening|commentaar|remark|note")
_DOUBT = re.compile(
    r"n\.?v\.?t\.?|p\.?m\.?|n\.?t\.?b\.?|[a-z]|open|optie|optioneel|voorlopig|onder\s+voorbehoud|vervalt"
    r"|retour|terug\w*|credit(?:nota)?|crediteren|eenheid|excl(?:usief|\.)?\s*(?:de\s+)?btw"
    r"|(?:t\.?b\.?v\.?|voor|uit)\s+20\d\d",
    re.IGNORECASE,
)
_UNIT_HEADER = frozenset({"eenheid", "unit", "factor", "schaal", "vermenigvuldiger", "bedrageenheid", "per"})
_UNITS = frozenset({
    "1000", "1000000", "1.000", "1.000.000", "duizend", "duizenden", "k", "k€", "keur", "teur", "mln",
    "miljoen", "miljoenen", "m€", "t€", "duizendtal", "duizendtallen",
})  # fmt: skip
_COMMITTED_HEADER = re.compile(
    r"(?:nog)?(?:openstaande?|aangegane|rest|open)?(?:verplichting(?:en)?|obligo|verplicht|committed|commitments?)"
    r"(?:bedrag)?|bedrag(?:openstaande?)?verplichting(?:en)?"
)
_NOT_COUNTED = re.compile(
    rf"\b(?:is|zijn|wordt|worden|regel|post|boeking|opdracht|order|activiteit)\s+(?:\w+\s+)?{_STATUS}\b"
    r"|\btel(?:t|len)\s+niet\b|\bniet\s+mee(?:\s?tel\w*|geteld|genomen|gerekend)?\b|\bvervalt\b|\bdubbel\s+(?:met|van|geboekt|opgenomen|geteld)\b"
    r"|\b(?:al|reeds|ook)\s+(?:opgenomen|begrepen|geboekt|meegenomen|geteld|verwerkt(?=\s+(?:in|bij|op|onder|elders|via)\b))\b|\bzit\s+(?:al|ook)\s+in\b"
    r"|\bniet\s+meer\s+van\s+toepassing\b|\b(?:mag|kan|moet)\s+(?:weg|eruit|er\s+uit)\b|\b(?:regel|rij|post)\s+verwijderen\b"
    r"|\bnog\s+niet\s+(?:toegekend|vastgesteld|besloten|akkoord|goedgekeurd|definitief)\b|\bonder\s+voorbehoud\b",
    re.IGNORECASE,
)
"""In a remark of any length: its row may not count, or is also elsewhere."""
_ENDS_IN_STATUS = re.compile(rf"[(\[:;,\u2013-]\s*{_STATUS}\s*[)\]]?\W*$", re.IGNORECASE)
_MAY_SAY = re.compile(
    r"niet|tel(?:t|len)|verval|annul|geschrapt|ingetrok|concept|storn|ongeldig|inactief|dubbel|verwijder|gepark"
    r"|afge|terugged|cancel|draft|void|reversed|pro\s?forma|proef|\bal\b|reeds|\book\b|\bweg\b|uit\b|voorbehoud"
)
"""Quick to search for; a folded text without any of these cannot say that its row does not count."""
LONGEST, LONGEST_REMARK = 40, 400
"""Maximum length of a qualifying word (longer text is a description), and of a searched remark."""


def says_not_in_force(header: str, text: str) -> bool:
    """Whether a cell cancels its row: `Geannuleerd`, or `ja` under `Storno`."""
    if _SAYS_STATUS.fullmatch(text.strip()):
        return True
    return bool(_STATUS_HEADER.fullmatch(header.strip())) and fold(text) not in _NO


def may_say_not_counted(text: str) -> bool:
    """A quick pre-check: False only for texts that cannot say that a row does not count.

    Digits in the text do not matter.
    """
    return bool(_MAY_SAY.search(text.casefold()))


def says_not_counted(text: str) -> bool:
    """Whether a description says that its row does not count: `Zaalhuur (vervallen)`, `dubbel met 12`."""
    if not may_say_not_counted(text):
        return False
    words = _SAYS_STATUS.fullmatch(text.strip()) or _ENDS_IN_STATUS.search(text) or _NOT_COUNTED.search(text)
    return bool(words)


def is_kind_header(header: str) -> bool:
    """Whether a header may stand above words for the kind of an amount: Type, Status, Waardetype."""
    return bool(_KIND_HEADER.search(header))


def sure_kind(text: str) -> str:
    """The kind of amount that a cell names under any header; '' for none."""
    return next((kind for kind, words in _KINDS if words.fullmatch(text.strip())), "")


def likely_kind(text: str) -> str:
    """The kind that a cell names under a header for kinds, or among words for kinds."""
    return sure_kind(text) or next((kind for kind, words in _WEAK if words.fullmatch(text.strip())), "")


def is_year_header(header: str) -> bool:
    """Whether a header is of the year that bears the costs: Dienstjaar, Jaar van last."""
    return bool(_YEAR_HEADER.fullmatch(header_key(header)))


def year_text(text: str) -> str:
    """The year in a cell under such a header: that of a period (`012.2025`, `2025-12`), else the text."""
    bare = text.removesuffix(",0")
    period = split_period(bare)
    return str(period[0]) if period and period[0] else bare


def is_remark_header(header: str) -> bool:
    """Whether a header is of remarks."""
    return bool(_REMARK_HEADER.search(header_key(header)))


def is_doubtful(header: str, text: str) -> bool:
    """Whether a remark may change what its amount means: `bestelling`, `V`, `telt niet mee in 2024`."""
    if not is_remark_header(header):
        return False
    if _NOT_COUNTED.search(text):
        return True
    return bool(_DOUBT.fullmatch(text.strip())) or likely_kind(text) not in ("", REALISED)


def says_unit(header: str, text: str) -> bool:
    """Whether a cell states a unit above one euro."""
    if header_key(header) in _UNIT_HEADER and fold(text).removesuffix(",0") in _UNITS:
        return True
    return find_unit(text) > 1


def is_committed_header(header: str) -> bool:
    """Whether a header names a commitments column."""
    return bool(_COMMITTED_HEADER.fullmatch(header_key(header)))
