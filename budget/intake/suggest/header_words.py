"""The words by which other systems name their columns and the kinds of amounts in them."""

from __future__ import annotations

import re

from budget.intake.grammar.debit_credit import CREDIT_HEADERS, DEBIT_HEADERS

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
    "debit": DEBIT_HEADERS,
    "credit": CREDIT_HEADERS,
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
_SHORT = 3
"""Letters of a word that means nothing inside another word."""
_KIND_OF_TITLE = (
    ("realisatie", re.compile(r"jaarrekening|realisatie|jaarstuk|jahresrechnung|ergebnis", re.IGNORECASE)),
    ("budget", re.compile(r"begroting|raming|haushaltsplan|budget|ansatz|presupuesto|plan\b", re.IGNORECASE)),
)
_PLUS_GOOD = re.compile(
    r"(?:plus|\+)\W*(?:is|=)?\W*(?:een\s+)?voordeel|voordeel\W*(?:is|=)?\W*(?:plus|\+|positief)"
    r"|(?:nadeel|lasten|uitgaven)\W*(?:is|=|zijn)\W*(?:-|min|negatief)|lasten\s*\(\s*[-–−]",
    re.IGNORECASE,
)
_PLUS_BAD = re.compile(r"(?:plus|\+)\W*(?:is|=)?\W*(?:een\s+)?nadeel", re.IGNORECASE)


def has_word(name: str, key: str, tokens: set[str]) -> str:
    """The surest word of `name` that a header has; '' when it has none."""
    return next((w for w in WORDS[name] if (w in key if len(w) > _SHORT else w in tokens)), "")


def kind_of_title(text: str) -> str:
    """What kind of amounts a title announces; '' when it does not say."""
    return next((kind for kind, words in _KIND_OF_TITLE if words.search(text)), "")


def says_signs(text: str) -> bool:
    """Whether a title or header says which side of zero is costs, so that both sides are there."""
    return says_plus_is_good(text) or bool(_PLUS_BAD.search(text))


def says_plus_is_good(text: str) -> bool:
    """Whether a title or header says that costs are written below zero."""
    return bool(_PLUS_GOOD.search(text))
