"""The words by which columns of other systems are recognised, from several countries and packages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "document": ("boekstuk", "documentn", "journaalpost", "refdocument", "factuurn", "stuknummer", "beleg",
                 "transaction", "voucher", "invoicen"),
    "sequence": ("volgn", "regelnr", "positie"),
    "date": ("boekdatum", "boekingsdat", "documentdatum", "datum", "date", "fecha", "buchungsdatum"),
    "code": (
        "regelcode", "wbs", "psp", "projectcode", "projectnummer", "project", "kostendrager", "kostenplaats",
        "ordernummer", "order", "taakveld", "haushaltsstelle", "produkt", "programma",
        "codigo", "code", "expensearea", "costcent", "account", "cuenta", "rekening",
    ),
    "supplier": ("leverancier", "crediteur", "relatie", "begunstigde", "tegenrekening", "supplier", "vendor",
                 "beneficiary", "payee", "proveedor", "lieferant"),
    "activity": ("activiteit", "actie", "maatregel", "omschrijving", "naam", "tekst", "zweckbestimmung",
                 "bezeichnung", "beschreibung", "despesaagregada", "nome", "description", "purpose",
                 "descripcion"),
    "action_line": ("actielijn", "subprogramma", "cluster", "lijn"),
    "domain": ("opgavedomein", "domein", "opgave", "pijler", "opgaveteam", "programma"),
    "source": ("bron", "dekking", "financier"),
    "theme": ("thema",),
    "budget_holder": ("budgethouder", "opdrachtgever", "verantwoordelijke"),
    "year": ("jaar", "ano", "year"),
    "kind": ("soort", "waardetype", "type", "conta", "art"),
    "budget": ("actuelebegroting", "bijgesteldebegroting", "nawijziging", "gewijzigd", "fortgeschrieben",
               "amended", "revised", "definitivo", "vigente", "atualizad", "begroot", "begroting", "raming",
               "geraamd", "toegekend", "budget", "haushaltssoll", "ansatz", "anschlag", "appropriation",
               "presupuesto", "plan", "loa", "dotacao"),
    "released": ("vrijgegeven", "vrijgave", "beschikt", "krediet"),
    "committed": ("verplicht", "obligo", "reservering", "empenhado", "encumbrance", "commitment",
                  "mittelbindung", "comprometido"),
    "debit": ("debet", "debit", "soll"),
    "credit": ("credit", "haben"),
    "realised": ("werkelijk", "gerealiseerd", "realisatie", "besteed", "actual", "spent", "ergebnis",
                 "obligacionesreconocidas", "liquidado", "uitgaven", "expenditure", "lasten", "pago",
                 "waarde", "bedrag", "amount", "importe", "saldo", "mutatie", "betrag", "rekening", "ist"),
}  # fmt: skip
"""Parts of headers by what they mean, the surest first; our own synonyms and those of other systems."""
KIND_WORDS = {
    "budget": {"begroting", "begroot", "budget", "raming", "plan", "toegekend"},
    "verplichting": {"verplichting", "verplichtingen", "obligo", "reservering", "commitment", "empenhado"},
    "realisatie": {"realisatie", "werkelijk", "gerealiseerd", "besteed", "boeking", "actual", "pago"},
}
COSTS = ("lasten", "uitgaven", "aufwand", "aufwendungen", "ausgaben", "expenditure", "gastos", "despesa")
"""Of several columns with the same word, that of the costs is meant, not of the revenues or the balance."""
COST_WORDS = {"lasten", "last", "uitgaven", "uitgave", "kosten", "l", "u", "aufwand", "ausgaben",
              "aufwendungen", "ausgabe", "expense", "expenditure", "gastos", "despesa"}  # fmt: skip
REVENUE_WORDS = {"baten", "baat", "inkomsten", "opbrengsten", "ontvangsten", "b", "i", "ertrag", "ertrage",
                 "einnahmen", "einnahme", "revenue", "income", "ingresos", "receita"}  # fmt: skip
