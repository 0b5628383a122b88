"""The words of headers: our own synonyms, and Dutch, English and German ones of other systems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from budget.intake.grammar.debit_credit import CREDIT_HEADERS, DEBIT_HEADERS, cost_or_revenue
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.stated_day import FORECAST
from budget.intake.schema import LEDGER, PLAN

_FOREIGN: dict[str, tuple[str, ...]] = {
    "document": ("documentn", "factuurn", "stuknummer", "stuknr", "boekstuk", "beleg",
                 "transaction", "voucher", "invoicen", "belnr"),
    "date": ("boekdat", "boekingsdat", "buchungsdat", "buchdat", "invoicedate", "budat", "datum", "date"),
    "code": ("wbs", "psp", "projectcode", "projectnummer", "kostenplaats", "kostenpl", "kostendrager",
             "project", "fcl", "ordernummer", "budgetplaats", "costcent", "kostenstelle", "kostenst",
             "kostentrager",
             "kpl", "ckpl", "kostl", "posid", "aufnr"),
    "supplier": ("leverancier", "crediteur", "begunstigde", "aanvrager", "ontvanger", "supplier", "vendor",
                 "payee", "beneficiary", "lieferant"),
    "activity": ("activiteit", "actie", "maatregel", "omschrijving", "naam", "tekst", "titel", "bezeichnung",
                 "beschreibung", "zweckbestimmung", "description", "purpose", "sgtxt"),
    "action_line": ("actielijn", "subprogramma", "cluster"),
    "domain": ("domein", "beleidsterrein"),
    "year": ("jaar", "jahr", "year", "periode"),
    "period": ("period", "tijdvak", "maand", "month", "monat", "per", "prd", "mnd", "poper", "perio"),
    "debit": DEBIT_HEADERS,
    "credit": CREDIT_HEADERS,
    "account": ("grootboek", "tegenrekening", "rekeningn", "rekening", "kostensoort", "ecl", "account",
                "konto"),
    "number": ("nr", "nummer", "number", "artikel", "code", "id", "key", "identifikation", "identificatie"),
}  # fmt: skip
"""Parts of headers by meaning, the surest first; a three-letter word must stand by itself."""
_OWN = {
    name: tuple(header_key(word) for word in (column.header, *column.synonyms))
    for spec in (LEDGER, PLAN)
    for column in spec.columns
    for name in [column.field if column.field != "fiscal_year" else "year"]
    if column.cell != "amount"
}
BUDGET, REALISED, COMMITTED, RELEASED = "budget", "realised", "committed", "released"
SHARE, FORECASTED, REVENUE, BALANCE, CEILING = "share", "forecast", "revenue", "balance", "ceiling"
_MONEY = {
    COMMITTED: ("verplicht", "obligo", "reservering", "encumb", "commitment", "committed",
                "mittelbindung", "empenhadoaliquidar", "saldodeempenho"),
    RELEASED: ("vrijgegeven", "vrijgave", "beschikt"),
    CEILING: ("plafond", "maximum", "maximaal", "max", "krediet", "kredit", "ceiling", "limiet", "kader"),
    BUDGET: ("begroot", "begroting", "budget", "raming", "geraamd", "toegekend", "verleend", "verlening",
             "beschikbaargesteld", "nawijziging", "haushaltssoll", "ansatz", "anschlag", "appropriation",
             "adopted", "proposed", "stanziamento", "dotacao"),
    REALISED: ("werkelijk", "gerealiseerd", "realisatie", "besteed", "jaarrekening", "rekening", "uitgaven",
               "lasten", "rechnung", "ergebnis", "ist", "ausgabe", "aufwand", "aufwendungen", "actual",
               "spent", "spend", "expenditure", "waardeinco", "waardecova", "bedrag", "waarde", "betrag",
               "amount", "value", "paid", "gefactureerd", "betaald", "uitgegeven", "geboekt", "ytd",
               "wertbwahr", "wkgbtr", "wogbtr", "dmbtr", "montant", "importe", "importo", "monto", "valor",
               "kwota", "belop", "beloeb", "money", "summa"),
}  # fmt: skip
_SHARE = re.compile(
    r"(?<!\d)(?<!\d\s)%|(?<!\d)20\d\d\s?%|percent|procent|prozent|(?<![^\W_])pct(?![^\W_])|graad\b|aandeel|\bratio\b|quote\b",
    re.IGNORECASE,
)
"""Never money, whatever follows: Realisatiegraad, Aandeel in de begroting; not `Subsidie (max 50%)`."""
_PLAN = re.compile(r"(?<![a-z])plan(?!t|et)|(?:haushalts|wirtschafts|bestedings|jaar|jahres)plan(?![a-su-z])")
"""A plan as money, not as the name of something: Plan 2024, not Teilplan."""
_OTHER_DAY = re.compile(
    r"start|begin|eind|einde|(?<![a-z])end|ende(?![a-z])|verval|due|geldig|ingang|aanvang|initial|final|slut|looptijd"
    r"|opening|closing|birth|geboorte|clearing|vereff"
)
"""Days that are no booking day: Startdatum, Einddatum, Vervaldatum."""
_GENERAL = (
    "bedrag", "waarde", "betrag", "amount", "value", "lasten", "uitgaven", "ausgabe", "aufwand",
    "aufwendungen", "expenditure", "montant", "importe", "importo", "monto", "valor", "kwota", "belop",
    "beloeb", "money", "summa",
)  # fmt: skip
"""Words for amounts that a title may turn into budgets."""
_SPENT = tuple(word for word in _MONEY[REALISED] if not any(part in word for part in _GENERAL))
_TOGETHER = re.compile(r"[+/&]|\b(?:en|and|plus|minus|incl\w*|inclusief|und)\b|\s[-–]\s", re.IGNORECASE)
"""Between two kinds of money that are added or subtracted: Realisatie + verplichting."""
_ANNUAL = re.compile(r"(?:jaar|programma)rekening", re.IGNORECASE)
_AMENDED = re.compile(
    r"nawijz|gewijzigd|bijgesteld|actuelebegr|begrotingactueel|huidige|amended|revised|fortgeschrieben|nachtrag"
)
_LEFT = re.compile(r"nogte|resterend|overig|remaining|available|mwst|\bbtw\b|vat")
_KIND_OF_TITLE = (
    (
        REALISED,
        re.compile(
            r"jaarrekening|realisatie|werkelijk|jaarstuk|jahresrechnung|ergebnis|actual|\bist\b",
            re.IGNORECASE,
        ),
    ),
    (BUDGET, re.compile(r"begroting|raming|haushaltsplan|budget|ansatz|plan\b", re.IGNORECASE)),
)
_PLUS_GOOD = re.compile(
    r"(?:plus|\+)\W*(?:is|=)?\W*(?:een\s+)?voordeel|voordeel\W*(?:is|=)?\W*(?:plus|\+|positief)"
    r"|(?:nadeel|lasten|uitgaven)\W*(?:is|=|zijn)\W*(?:-|min|negatief)|lasten\s*\(\s*[-\u2013\u2212]",
    re.IGNORECASE,
)
_EXPECTED = {"p", "f", "fc", "v", "exp", "expected", "est", "estimate", "raming", "geraamd"}
"""Words beside a month for what is not booked yet."""
_SHORT = 3
"""Words up to this length mean nothing inside another word."""


def tokens_of(header: str) -> set[str]:
    """The separate words of a header."""
    return set(re.findall(r"[a-z]+", " ".join(fold(word) for word in re.split(r"[\W\d_]+", header))))


def find_word(name: str, header: str) -> str:
    """The surest word of `name` that a header equals or, for a foreign word, contains; '' for none."""
    key = header_key(re.sub(r"20\d\d", "", header))
    return key if key in _OWN.get(name, ()) else _find(_FOREIGN.get(name, ()), header)


class HasHeader(Protocol):
    """A column with a header."""

    @property
    def header(self) -> str:
        """The text of the header."""

    @property
    def filled(self) -> int:
        """How many cells are filled."""


Column = TypeVar("Column", bound=HasHeader)


def with_word(name: str, columns: Iterable[Column]) -> list[Column]:
    """Non-empty columns matching `name`, best match first: our header, synonyms, foreign words."""
    candidates = [column for column in columns if column.filled and find_word(name, column.header)]
    return sorted(candidates, key=lambda column: _rank(name, column.header))


def _rank(name: str, header: str) -> int:
    word, order = find_word(name, header), (*_OWN.get(name, ()), *_FOREIGN.get(name, ()))
    return order.index(word) if word else len(order)


def _find(words: tuple[str, ...], header: str) -> str:
    key, tokens = header_key(header), tokens_of(header)
    return next((word for word in words if (word in key if len(word) > _SHORT else word in tokens)), "")


def is_account(header: str, *, has_days: bool) -> bool:
    """Whether a header names accounts. `Rekening` beside dates does; else it is the annual account."""
    word = find_word("account", header)
    return bool(word) and (word != "rekening" or (has_days and not _ANNUAL.search(header)))


def money_role(header: str) -> str:
    """Meaning of the amounts under a header: one of the constants above, '' if not stated."""
    key = header_key(header)
    if _SHARE.search(header):
        return SHARE
    if FORECAST.search(header):
        return FORECASTED
    side = cost_or_revenue(fold(header))
    if side == "baten":
        return REVENUE
    is_plan = bool(_PLAN.search(fold(header)))
    roles = [role for role, ws in _MONEY.items() if _find(ws, header) or (role == BUDGET and is_plan)]
    if len({COMMITTED, BUDGET, REALISED}.intersection(roles)) > 1 and _TOGETHER.search(header):
        return BALANCE
    role = roles[0] if roles else ""
    return BALANCE if side == "saldo" or (_LEFT.search(key) and role != BUDGET) else role


def is_other_day(header: str) -> bool:
    """Whether a header names a day other than a booking day: a start, end or due date."""
    return bool(_OTHER_DAY.search(" ".join(fold(word) for word in re.split(r"[\W_]+", header))))


def says_money(header: str) -> bool:
    """Whether a header names amounts of any kind."""
    sides = (find_word(side, header) for side in ("debit", "credit"))
    return money_role(header) not in ("", SHARE) or any(sides)


def month_mark(header: str) -> str:
    """Qualifier of a month header: forecast, realised, budget or ''."""
    words = tokens_of(header)
    role = money_role(header)
    if words & _EXPECTED or role in (FORECASTED, CEILING):
        return FORECASTED
    return REALISED if "r" in words else BUDGET if "b" in words else role


def is_amended(header: str) -> bool:
    """Whether a header names the budget after amendment, the stage that counts."""
    return bool(_AMENDED.search(header_key(header)))


def kind_of_title(text: str) -> str:
    """The kind of amounts that a title announces; '' if not stated."""
    return next((kind for kind, words in _KIND_OF_TITLE if words.search(text)), "")


def names_both_kinds(text: str) -> bool:
    """Whether a title announces both budgets and spending."""
    return all(words.search(text) for _, words in _KIND_OF_TITLE)


def is_general(header: str) -> bool:
    """Whether a header names amounts without saying planned or spent: Bedrag, Lasten, Expenditure."""
    key = header_key(header)
    return any(word in key for word in _GENERAL) and not _find(_SPENT, header)


def says_costs_are_negative(text: str) -> bool:
    """Whether a title or header states that costs are negative."""
    return bool(_PLUS_GOOD.search(text))
