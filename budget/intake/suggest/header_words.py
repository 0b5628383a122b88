"""The words by which other systems name their columns and the kinds of amounts in them."""

from __future__ import annotations

import re

WORDS: dict[str, tuple[str, ...]] = {
    "document": ("boekstuk", "documentn", "journaalpost", "refdocument", "factuurn", "stuknummer", "beleg",
                 "transaction", "voucher", "invoicen", "verifikat", "bilag"),
    "sequence": ("volgn", "regelnr", "positie"),
    "date": ("boekdatum", "boekingsdat", "documentdatum", "datum", "date", "buchungsdatum", "fecha", "data",
             "dato", "paivamaara"),
    "code": (
        "regelcode", "wbs", "psp", "projectcode", "projectnummer", "project", "kostendrager", "kostenplaats",
        "fcl", "ordernummer", "order", "budgetpositie", "budgetplaats", "taakveld", "haushaltsstelle",
        "produktkonto", "profitcenter", "produktgruppe", "produkt", "programma", "partida", "codigo",
        "dossiernummer", "beleidsitem", "grootboek", "code", "expensearea", "costcent",
        "account", "cuenta", "rekening", "ecl", "aplicacion", "capitolo", "capitulo", "chapitre", "chap",
        "rubrica", "nature", "imputation", "nominal", "subjective", "ansvar", "department", "directorate",
    ),
    "serial": ("identifikation", "identificatie", "id", "nr", "nummer", "key"),
    "supplier": ("leverancier", "crediteur", "relatie", "begunstigde", "tegenrekening", "aanvrager",
                 "ontvanger", "supplier", "vendor", "payee", "beneficiary", "proveedor", "lieferant",
                 "fournisseur", "fornitore", "fornecedor", "leverantor", "leverandor", "toimittaja"),
    "activity": ("activiteit", "actie", "maatregel", "omschrijving", "naam", "tekst", "zweckbestimmung",
                 "bezeichnung", "beschreibung", "despesaagregada", "nome", "denominacion", "descripcion",
                 "description", "descrizione", "descricao", "designacao", "purpose", "libelle",
                 "intitule", "denominazione", "benamning", "konto", "titel"),
    "action_line": ("actielijn", "subprogramma", "cluster", "lijn"),
    "domain": ("opgavedomein", "domein", "opgave", "pijler", "opgaveteam", "programma", "beleidsterrein"),
    "source": ("bron", "dekking", "financier"),
    "theme": ("thema",),
    "budget_holder": ("budgethouder", "opdrachtgever", "verantwoordelijke"),
    "year": ("jaar", "jahr", "ano", "year", "exercice", "ejercicio", "esercizio", "exercicio", "anno",
             "annee", "periode"),
    "kind": ("soort", "waardetype", "type", "conta", "art", "typ", "amountkind", "verslag", "stand"),
    "budget": ("actuelebegroting", "bijgesteldebegroting", "gewijzigdebegroting", "begrotingnawijziging",
               "nawijziging", "gewijzigd", "amended", "revised", "definitivo", "vigente", "atualizad",
               "huidigebegroting", "begrotinginclwijziging", "begroot", "begroting", "raming",
               "geraamd", "toegekend", "verleend", "budget", "haushaltssoll", "fortgeschriebeneransatz",
               "ansatz", "anschlag", "plan", "creditosdefinitivos", "presupuestodefinitivo", "creditototal",
               "loa", "dotacao", "creditosiniciales", "appropriation", "presupuesto", "voranschlag", "vote",
               "montantbp", "mtprev", "prevu", "previsionnel", "assestat", "stanziamento", "previsione",
               "orcado", "orcamento", "adopted", "approved", "allocation", "talousarvio"),
    "released": ("vrijgegeven", "vrijgave", "beschikt", "krediet"),
    "committed": ("verplicht", "obligo", "reservering", "empenhado", "comprometido", "encumb",
                  "commitment", "mittelbindung", "comprometid", "compromis", "impegn", "engage"),
    "debit": ("debet", "debit", "soll"),
    "credit": ("credit", "haben"),
    "realised": ("werkelijk", "gerealiseerd", "realisatie", "besteed", "vastgesteldbedrag",
                 "bedragvastgesteld", "uitgaven", "obligacionesreconocidas", "jaarrekening",
                 "rechnungsergebnis", "rechnung", "ergebnis", "ist", "pago", "lasten", "ausgabe", "aufwand",
                 "aufwendungen", "expenditure", "actual", "spent", "obligaciones", "ejecutado", "pagado",
                 "executado", "mtreal", "realise", "mandate", "pagament", "utfall", "regnskap", "regnskab",
                 "toteuma",
                 "liquidado", "waardeinco", "waardecova", "waarde", "nettobedrag",
                 "bedrag", "saldo", "mutatie", "betrag", "amount", "importe", "importo", "montant", "valor",
                 "value", "belopp", "belop", "paid", "rekening"),
}  # fmt: skip
"""Parts of headers by what they mean, the surest first; a word of three letters must stand by itself."""
KIND_WORDS = {
    "budget": {"begroting", "begroot", "budget", "raming", "plan", "toegekend", "ansatz", "planung",
               "haushaltsansatz", "fortgeschriebenerplan", "soll", "primitievebegroting"},
    "verplichting": {"verplichting", "verplichtingen", "obligo", "reservering", "commitment", "empenhado",
                     "creditoempenhadoaliquidar", "creditoempenhadoemliquidacao",
                     "creditoempenhadoliquidadoapagar"},
    "realisatie": {"realisatie", "werkelijk", "gerealiseerd", "besteed", "boeking", "actual", "pago", "ist",
                   "ergebnis", "rekening", "jaarrekening", "creditoempenhadoliquidadopago"},
}  # fmt: skip
_SHORT = 3
"""Letters of a word that means nothing inside another word."""
_KIND_OF_TITLE = (
    ("realisatie", re.compile(r"jaarrekening|realisatie|jaarstuk|jahresrechnung|ergebnis", re.IGNORECASE)),
    ("budget", re.compile(r"begroting|raming|haushaltsplan|budget|ansatz|presupuesto|plan\b", re.IGNORECASE)),
)
_COSTS = re.compile(
    r"lasten|last\b|uitga|kosten(?!plaats|drager|soort|stelle|art|trager)|ausgab|auszahl|aufw|gasto|despesa"
    r"|expen|depens|spes[ae]|uscit|utgift"
)
_REVENUE = re.compile(
    r"baten|bate\b|inkoms|ontvang|opbreng|einnahm|einzahl|eingabe|ertr|erlos|ingreso|receita|income|reven"
    r"|recett|^entrat|intakt|inntekt"
)
_BALANCE = re.compile(
    r"saldo|verschil|afwijk|differen|restant|resteren|ruimte|percent|procent|%|abweich|resultaat"
    r"|nettokosten|nettoaufw|variance|remaining|disponib"
    r"|(?:ordentl[a-z]*|jahres|finanz|verwaltungs?)ergebnis|uberschuss|fehlbetrag"
)
_PAIRS = (("l", "b"), ("u", "i"), ("u", "o"), ("a", "e"), ("g", "i"), ("d", "r"), ("k", "o"))
_ACCOUNT = re.compile(r"([lb])\d")
_PLUS_GOOD = re.compile(
    r"(?:plus|\+)\W*(?:is|=)?\W*(?:een\s+)?voordeel|voordeel\W*(?:is|=)?\W*(?:plus|\+|positief)"
    r"|(?:nadeel|lasten|uitgaven)\W*(?:is|=|zijn)\W*(?:-|min|negatief)|lasten\s*\(\s*[-–−]",
    re.IGNORECASE,
)
_PLUS_BAD = re.compile(r"(?:plus|\+)\W*(?:is|=)?\W*(?:een\s+)?nadeel", re.IGNORECASE)


def has_word(name: str, key: str, tokens: set[str]) -> str:
    """The surest word of `name` that a header has; '' when it has none."""
    return next((w for w in WORDS[name] if (w in key if len(w) > _SHORT else w in tokens)), "")


def kind_of_word(word: str) -> str:
    """What kind of amount a word in a row says: budget, verplichting or realisatie; '' when it does not."""
    key = re.sub(r"[^a-z]", "", word)
    return next((kind for kind, words in KIND_WORDS.items() if key in words), "")


def kind_of_title(text: str) -> str:
    """What kind of amounts a title announces; '' when it does not say."""
    return next((kind for kind, words in _KIND_OF_TITLE if words.search(text)), "")


def side(text: str) -> str:
    """Whether a folded text speaks of `lasten`, `baten` or `saldo`; '' when of none or of both."""
    text = text.replace("_", "")
    if _BALANCE.search(text):
        return "saldo"
    found = [name for name, words in (("lasten", _COSTS), ("baten", _REVENUE)) if words.search(text)]
    return found[0] if len(found) == 1 else ""


def sides(words: dict[str, str]) -> dict[str, str]:
    """Which words of a column mean costs and which revenue; none unless both occur and every word is told.

    `words` are the texts by their folded form. Of account codes (L1.1, B3.8) a half is enough: the others
    are posts of the balance sheet.
    """
    for costs, revenue in _PAIRS:
        if {costs, revenue} <= set(words) and len(words) <= 3:
            return {words[costs]: "lasten", words[revenue]: "baten"}
    accounts = {"l": "lasten", "b": "baten"}
    found = {
        text: accounts[match[1]] if (match := _ACCOUNT.match(key)) else side(key)
        for key, text in words.items()
    }
    told = {text: name for text, name in found.items() if name in ("lasten", "baten")}
    has_accounts = any(map(_ACCOUNT.match, words))
    is_enough = len(told) == len(words) or has_accounts and len(told) * 2 > len(words)
    return told if is_enough and set(told.values()) == {"lasten", "baten"} else {}


def says_signs(text: str) -> bool:
    """Whether a title or header says which side of zero is costs, so that both sides are there."""
    return says_plus_is_good(text) or bool(_PLUS_BAD.search(text))


def says_plus_is_good(text: str) -> bool:
    """Whether a title or header says that costs are written below zero."""
    return bool(_PLUS_GOOD.search(text))
