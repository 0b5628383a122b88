"""The kinds of sheet, declared once, for recognition, reading, the template and its help."""

from __future__ import annotations

from budget.intake.grammar.months import MONTHS, ORDINAL_QUARTER_WORDS, QUARTER_WORDS
from budget.intake.spec import PROMISES as PROMISES
from budget.intake.spec import REQUESTS as REQUESTS
from budget.intake.spec import SUCCESSION as SUCCESSION
from budget.intake.spec import TRANSFER as TRANSFER
from budget.intake.spec import Cell as Cell
from budget.intake.spec import Column as Column
from budget.intake.spec import SheetSpec as SheetSpec
from budget.intake.spec import Title as Title
from budget.model.submission_details import Origin
from budget.model.words import Cause, Kind, Nature, PartnerForm, ReleaseState, SheetKind

QUESTION_FIELDS = ("question", "option_a", "effect_a", "option_b", "effect_b", "meeting", "owner")
MONTH_FIELDS = tuple(f"month_{n}" for n in range(1, 13))
QUARTER_FIELDS = tuple(f"quarter_{n}" for n in range(1, 5))
_CODE_WORDS = ("code", "regelnummer", "WBS-element", "PSP-element", "kostenplaats", "kostendrager", "order")
_DOMAIN_WORDS = ("domein", "opgave", "opgaveteam", "OT", "pijler", "programma")
_COST_YEARS = (
    "dienstjaar", "begrotingsjaar", "jaar van last", "jaar van lasten", "lastjaar", "jaarlast",
    "ten laste van jaar", "budgetjaar", "bestedingsjaar", "fiscaal jaar", "fiscal year",
)  # fmt: skip
_YEAR_WORDS = ("begrotingsjaar", "boekjaar", "dienstjaar", *_COST_YEARS[2:])
_DOMAIN_HELP = "Naam of code van het opgavedomein."
_EFFECT_HELP = "Effect op de uitgaven, in euro. Minder uitgeven is negatief. Onbekend: leeg."


def _months() -> tuple[Column, ...]:
    return tuple(
        Column(field, words[0].capitalize(), Cell.AMOUNT,
               "Deel van Begroot in deze maand, in euro of in procent. Vul alle maanden in of geen.",
               synonyms=(*words[1:], *(f"fasering {word}" for word in words)))
        for field, words in zip(MONTH_FIELDS, MONTHS, strict=True)
    )  # fmt: skip


def _quarters() -> tuple[Column, ...]:
    return tuple(
        Column(field, f"Kw{n}", Cell.AMOUNT, "Deel van Begroot in dit kwartaal, in euro of in procent.",
               synonyms=(*(f"{word} {n}" for word in QUARTER_WORDS),
                         *(f"{n}e {word}" for word in ORDINAL_QUARTER_WORDS), f"fasering Kw{n}"))
        for n, field in enumerate(QUARTER_FIELDS, start=1)
    )  # fmt: skip


PLAN = SheetSpec(
    SheetKind.PLAN,
    "Het bestedingsplan: per regel, bron, thema en jaar het begrote bedrag.",
    "code",
    "budget",
    (
        Column("code", "Regelcode", Cell.CODE, "Code van de regel. Nullen vooraan tellen mee.", True,
               _CODE_WORDS),
        Column("domain", "Opgavedomein", Cell.DOMAIN, _DOMAIN_HELP, True, _DOMAIN_WORDS),
        Column("action_line", "Actielijn", Cell.TEXT, "Actielijn binnen het domein.", True, ("actielijnen",)),
        Column("activity", "Activiteit", Cell.TEXT, "Wat er met het geld gebeurt.", True,
               ("activiteiten", "naam activiteit", "maatregel", "omschrijving")),
        Column("source", "Bron", Cell.SOURCE, "Waar het geld vandaan komt.", True,
               ("financieringsbron", "geldbron", "dekkingsbron", "dekking")),
        Column("theme", "Thema", Cell.THEME, "Thema van de bron. Alleen bij een bron met thema's.",
               synonyms=("SPUK-thema", "thema bron")),
        Column("budget_holder", "Budgethouder", Cell.PERSON, "Wie over het budget gaat.", True,
               ("budgetverantwoordelijke", "gemeentelijk opdrachtgever", "opdrachtgever")),
        Column("year", "Jaar", Cell.YEAR, "Jaar waarin het geld te besteden is.", True, _YEAR_WORDS),
        Column("budget", "Begroot", Cell.AMOUNT, "Begroot bedrag in euro.", True,
               ("actuele begroting", "bijgestelde begroting", "begroting na wijziging", "begroting", "budget",
                "raming", "geraamd", "toegekend", "beschikbaar gesteld")),
        Column("released", "Vrijgegeven", Cell.AMOUNT,
               "Deel dat de raad heeft vrijgegeven, in euro. Leeg: niet bekend.",
               synonyms=("vrijgave", "beschikt", "krediet")),
        *_months(),
        *_quarters(),
        Column("project_code", "Projectcode", Cell.CODE,
               "Code waaronder de regel in het financiële systeem staat, als die anders is.",
               synonyms=("projectnummer",)),
        Column("note", "Toelichting", Cell.TEXT, "Vrije tekst.", synonyms=("opmerking", "opmerkingen")),
        Column("nature", "Incidenteel of structureel", Cell.CHOICE,
               "incidenteel of structureel, voor VJN, NJN en jaarrekening. Leeg: niet bekend.",
               synonyms=("incidenteel/structureel", "I/S"), options=tuple(Nature)),
    ),
    (
        Title("decision", "Besluit", Cell.TEXT,
              "Boven de tabel: het besluit dat schuiven naar een andere bron of een ander thema toestaat."),
        Title("decided_on", "Datum besluit", Cell.DATE, "Boven de tabel: de dag van dat besluit."),
        Title("origin", "Herkomst wijziging", Cell.CHOICE,
              f"Boven de tabel, vanaf het tweede plan: {', '.join(Origin)}."),
        Title("reason", "Reden wijziging", Cell.TEXT, "Boven de tabel: waarom het plan anders wordt."),
        Title("document", "Document wijziging", Cell.TEXT, "Boven de tabel: het stuk waarin dat staat."),
    ),
)  # fmt: skip

LEDGER = SheetSpec(
    SheetKind.LEDGER,
    "Alle boekingen en openstaande verplichtingen van een domein, of van deze regels, in een periode.",
    "code",
    "amount",
    (
        Column("document", "Boekstuknummer", Cell.CODE, "Nummer van het boekstuk.", True,
               ("boekstuk", "documentnummer", "ref.documentnummer", "journaalpost")),
        Column("sequence", "Volgnummer", Cell.CODE, "Nummer van de regel in het boekstuk.",
               synonyms=("volgnr", "regelnr", "boekingsregel", "positie")),
        Column("date", "Boekdatum", Cell.DATE, "Dag van de boeking.", True,
               ("boekingsdatum", "documentdatum", "datum")),
        Column("fiscal_year", "Boekjaar", Cell.YEAR, "Leeg: het jaar van de boekdatum.",
               synonyms=("jaar", "boekingsjaar", *_COST_YEARS)),
        Column("code", "Regelcode", Cell.CODE, "Code van de regel in het bestedingsplan.", True, _CODE_WORDS,
               instead="project_code"),
        Column("project_code", "Projectcode", Cell.CODE,
               "In plaats van Regelcode: de Projectcode die in het bestedingsplan bij de regel staat.",
               synonyms=("projectnummer",)),
        Column("source", "Bron", Cell.SOURCE, "Alleen nodig als de regel meer dan een bron heeft.",
               synonyms=("financieringsbron", "geldbron", "dekkingsbron", "dekking")),
        Column("theme", "Thema", Cell.THEME,
               "Alleen nodig als de regel bij die bron meer dan een thema heeft.",
               synonyms=("SPUK-thema", "thema bron")),
        Column("domain", "Opgavedomein", Cell.DOMAIN,
               "Noemt een rij een domein, dan gaat het overzicht over alle regels van dat domein. Het mag "
               "ook boven de tabel staan: 'Domein: ...'.", synonyms=("domein",)),
        Column("description", "Omschrijving", Cell.TEXT, "Vrije tekst.",
               synonyms=("omschrijving boeking", "boekingstekst", "tekst")),
        Column("supplier", "Leverancier", Cell.TEXT, "Wordt niet getoond in rapporten.",
               synonyms=("crediteur", "relatie", "begunstigde", "naam tegenrekening")),
        Column("amount", "Bedrag", Cell.AMOUNT, "In euro: kosten positief, creditnota's negatief.", True,
               ("waarde in CO-valuta", "werkelijk", "gerealiseerd", "realisatie", "besteed", "lasten",
                "waarde", "saldo")),
        Column("kind", "Soort", Cell.CHOICE, "realisatie of verplichting. Leeg: realisatie.",
               synonyms=("soort boeking", "boekingssoort"), options=tuple(Kind)),
    ),
)  # fmt: skip

PROGRESS = SheetSpec(
    SheetKind.PROGRESS,
    "Wat de budgethouder zelf verwacht, per regel of voor het hele domein.",
    "code",
    "forecast",
    (
        Column("code", "Regelcode", Cell.CODE,
               "Code van de regel in het bestedingsplan. Gaat het over het hele domein: de code daarvan.",
               True, _CODE_WORDS),
        Column("as_of", "Peildatum", Cell.DATE, "Dag waarop dit geldt.", True,
               ("stand per", "datum peiling")),
        Column("forecast", "Prognose", Cell.AMOUNT, "Verwachte besteding op 31 december, in euro.",
               synonyms=("verwachting", "prognose 31 december", "verwachte realisatie")),
        Column("withdrawn", "Prognose vervalt", Cell.CHOICE,
               "ja: de eerdere prognose geldt niet meer. Laat Prognose dan leeg.", options=("ja",)),
        Column("cause", "Oorzaak", Cell.CHOICE, "Oorzaak van de afwijking, uit de lijst.",
               synonyms=("oorzaak afwijking",), options=tuple(Cause)),
        Column("note", "Toelichting", Cell.TEXT, "Vrije tekst.", synonyms=("opmerking", "opmerkingen")),
        Column("steering", "Bijsturing", Cell.TEXT, "Wat u doet om bij te sturen.", synonyms=("maatregel",)),
        Column("result", "Resultaat", Cell.TEXT, "Wat er is bereikt.", synonyms=("resultaten",)),
        Column("indicator", "Indicator", Cell.TEXT, "Waaraan het resultaat is af te lezen."),
        Column("value", "Waarde", Cell.TEXT, "Stand van de indicator.", synonyms=("stand",)),
        Column("target", "Streefwaarde", Cell.TEXT, "Doel van de indicator.",
               synonyms=("doel", "doelwaarde")),
        Column("question", "Vraag aan bestuur", Cell.TEXT,
               "Wat het bestuur moet kiezen. Staat vooraan in het verslag. Vul ook keuze A en B in.",
               synonyms=("vraag aan het bestuur",)),
        Column("option_a", "Keuze A", Cell.TEXT, "De eerste mogelijkheid."),
        Column("effect_a", "Effect A", Cell.AMOUNT, _EFFECT_HELP),
        Column("option_b", "Keuze B", Cell.TEXT, "De tweede mogelijkheid."),
        Column("effect_b", "Effect B", Cell.AMOUNT, _EFFECT_HELP),
        Column("meeting", "Voor vergadering", Cell.DATE,
               "Dag van de vergadering die moet antwoorden. Leeg: de eerste die komt."),
        Column("owner", "Verantwoordelijke voor vraag", Cell.PERSON,
               "Wie er voor het domein over gaat. Leeg: de budgethouder van de regel."),
    ),
)  # fmt: skip

PARTNERS = SheetSpec(
    SheetKind.PARTNERS,
    "Wat partners inbrengen, naast het bestedingsplan.",
    "partner",
    "amount",
    (
        Column("partner", "Partner", Cell.TEXT, "Naam van de organisatie.", True,
               ("alliantiepartner", "organisatie")),
        Column("domain", "Opgavedomein", Cell.DOMAIN, _DOMAIN_HELP, True, _DOMAIN_WORDS),
        Column("action_line", "Actielijn", Cell.TEXT, "Actielijn binnen het domein."),
        Column("year", "Jaar", Cell.YEAR, "Jaar van de bijdrage.", True),
        Column("form", "Vorm", Cell.CHOICE, "financieel, in kind of maatschappelijk.", True,
               ("vorm bijdrage", "soort bijdrage"), tuple(PartnerForm)),
        Column("description", "Omschrijving", Cell.TEXT, "Wat de partner inbrengt.", True, ("bijdrage",)),
        Column("amount", "Bedrag", Cell.AMOUNT, "Bedrag of waardering, in euro.", synonyms=("waarde",)),
        Column("quantity", "Hoeveelheid", Cell.TEXT, "Bijvoorbeeld 120.", synonyms=("aantal",)),
        Column("unit", "Eenheid", Cell.TEXT, "Bijvoorbeeld uur."),
        Column("basis", "Onderbouwing", Cell.TEXT, "Hoe het bedrag is bepaald."),
    ),
)  # fmt: skip

DECISIONS = SheetSpec(
    SheetKind.DECISIONS,
    "Besluiten over besteding in een domein, door twee of meer personen.",
    "date",
    "amount",
    (
        Column("date", "Datum", Cell.DATE, "Dag van het besluit.", True, ("datum besluit", "besluitdatum")),
        Column("domain", "Opgavedomein", Cell.DOMAIN, _DOMAIN_HELP, True, _DOMAIN_WORDS),
        Column("code", "Regelcode", Cell.CODE, "Code van de regel in het bestedingsplan.",
               synonyms=_CODE_WORDS),
        Column("decision", "Besluit", Cell.TEXT, "Wat er is besloten.", True),
        Column("amount", "Bedrag", Cell.AMOUNT, "Bedrag van het besluit, in euro."),
        Column("criteria", "Selectiecriteria", Cell.TEXT, "Waarop is gekozen, met een komma ertussen.",
               synonyms=("criteria",)),
        Column("decided_by", "Besloten door", Cell.PERSONS,
               "Twee of meer namen, met een komma, puntkomma of 'en' ertussen.", True),
        Column("escalation", "Escalatie", Cell.TEXT, "Wat er is voorgelegd, en aan wie."),
        Column("conflict", "Belang van", Cell.KNOWN_PERSONS,
               "Wie een eigen belang heeft. Zolang dit open staat, stelt hij niets vast over deze regel."),
        Column("route", "Route escalatie", Cell.TEXT, "Langs welke afspraak dit wordt opgelost."),
        Column("resolved_on", "Opgelost op", Cell.DATE, "Dag waarop het langs die route is opgelost."),
        Column("resolved_by", "Opgelost door", Cell.PERSONS,
               "Twee of meer namen van anderen dan wie het belang heeft."),
    ),
)  # fmt: skip

RELEASES = SheetSpec(
    SheetKind.RELEASES,
    "Wanneer de raad geld vrijgeeft. Heeft een regel hier een rij, dan telt wat hier staat. Een nieuwe lijst "
    "vervangt de oude lijst van het domein.",
    "decision",
    "amount",
    (
        Column("code", "Regelcode", Cell.CODE, "Code van de regel. Leeg: alle regels van de bron.",
               synonyms=_CODE_WORDS),
        Column("domain", "Opgavedomein", Cell.DOMAIN, _DOMAIN_HELP, True, _DOMAIN_WORDS),
        Column("source", "Bron", Cell.SOURCE,
               "Nodig zonder Regelcode, of als de regel meer dan een bron heeft.",
               synonyms=("financieringsbron", "geldbron", "dekkingsbron", "dekking")),
        Column("theme", "Thema", Cell.THEME, "Alleen nodig als het om een van de thema's gaat.",
               synonyms=("SPUK-thema", "thema bron")),
        Column("year", "Jaar", Cell.YEAR, "Jaar waarin het geld te besteden is.", True, _YEAR_WORDS),
        Column("amount", "Bedrag", Cell.AMOUNT, "Bedrag van deze vrijgave, in euro.", True),
        Column("state", "Stand vrijgave", Cell.CHOICE,
               "gepland, aangevraagd, vrijgegeven of vervallen. Alleen vrijgegeven geld mag worden gebruikt.",
               True, ("status vrijgave",), tuple(ReleaseState)),
        Column("date", "Datum vrijgave", Cell.DATE,
               "Dag waarop het geld is of wordt vrijgegeven. Het telt vanaf die dag.", True,
               ("vrijgavedatum", "datum van vrijgave")),
        Column("decision", "Besluit", Cell.TEXT, "Het besluit, bijvoorbeeld VJN 2024.", True),
        Column("body", "Besloten door", Cell.TEXT, "Bijvoorbeeld gemeenteraad."),
        Column("document", "Document", Cell.TEXT, "Waar het besluit is te vinden."),
    ),
)  # fmt: skip

PATH = SheetSpec(
    SheetKind.PATH,
    "Welke stappen een plan heeft doorlopen, tot en met de gemeenteraad. Een nieuwe lijst vervangt de oude "
    "lijst van het domein.",
    "step",
    "",
    (
        Column("domain", "Opgavedomein", Cell.DOMAIN, _DOMAIN_HELP, True, _DOMAIN_WORDS),
        Column("version", "Planversie", Cell.CODE,
               "Nummer van het plan van dit domein: 1 is het eerste plan, 2 de eerste wijziging.", True,
               ("versie plan", "versie van het plan")),
        Column("step", "Stap", Cell.STEP, "Stap in de besluitvorming, uit de lijst.", True,
               ("stap besluitvorming",)),
        Column("date", "Datum stap", Cell.DATE, "Dag van deze stap. De stap is bekend vanaf die dag.", True,
               ("datum van de stap",)),
        Column("document", "Document", Cell.TEXT, "Waar dit is te vinden."),
        Column("remark", "Opmerking", Cell.TEXT, "Vrije tekst.", synonyms=("opmerkingen", "toelichting")),
    ),
)  # fmt: skip

SPECS = (
    PLAN, LEDGER, PROGRESS, PARTNERS, DECISIONS, RELEASES, PATH, SUCCESSION, REQUESTS, PROMISES, TRANSFER,
)  # fmt: skip


def spec_of(kind: SheetKind) -> SheetSpec:
    """The declaration of one kind of sheet."""
    return next(spec for spec in SPECS if spec.kind == kind)


def amount_fields(spec: SheetSpec) -> tuple[str, ...]:
    """The amount fields of a kind of sheet."""
    return tuple(column.field for column in spec.columns if column.cell is Cell.AMOUNT)


HELP_HEADERS = ("Blad", "Kop", "Verplicht?", "Wat hier komt te staan")
"""Headers of the help sheet in our own workbooks, which is skipped without a finding."""
FINDING_HEADERS = ("Soort", "Plaats", "Wat en wat te doen")
"""Headers of the findings sheet in an annotated copy, which is skipped as well."""
