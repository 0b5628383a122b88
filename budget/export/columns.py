"""The columns of the shared tables: names for machines and people, meaning, and exact amounts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from budget.model.words import Cents


class Kind(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    EURO = "euro"
    SHARE = "share"
    COUNT = "count"
    DAY = "day"


class Column(NamedTuple):
    """One column; `is_personal`: persons, free texts or file names, which are left out of public files."""

    name: str
    title: str
    kind: Kind
    meaning: str
    is_personal: bool = False


def decimal(cents: Cents) -> str:
    """Euros with two decimals and a dot, exactly: `-1234.05`."""
    whole, cents_part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{cents_part:02d}"


def _text(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.TEXT, meaning)


def _own(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.TEXT, meaning, is_personal=True)


def _euro(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.EURO, meaning)


def _share(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.SHARE, meaning)


def _count(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.COUNT, meaning)


def _day(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.DAY, meaning)


_DOMAIN = _text("domain", "Opgavedomein", "Het beleidsgebied waar dit bij hoort.")
_LINE = _text("code", "Regelcode", "Het vaste kenmerk van een regel van het bestedingsplan.")
_ACTIVITY = _text("activity", "Activiteit", "Wat er met het geld gebeurt.")

FIGURES = (
    _text("key", "Code", "Het vaste kenmerk; leeg voor wat niet in het bestedingsplan staat."),
    _text("name", "Naam", "Hoe mensen het noemen."),
    _DOMAIN,
    _text("signal", "Signaal", "Vorm en woord van het signaal."),
    _euro("budget", "Begroot", "Gereserveerd in het bestedingsplan voor dit jaar, na alle wijzigingen."),
    _euro("original_budget", "Oorspronkelijk begroot", "Het bedrag in het eerste vastgestelde plan."),
    _euro("released", "Vrijgegeven", "Vrijgegeven door de gemeenteraad; leeg als dat niet bekend is."),
    _count("released_unknown", "Regels zonder bekende vrijgave", "Van zoveel regels is dat niet bekend."),
    _euro("realised", "Besteed", "Geboekte rekeningen tot en met de peildatum."),
    _share("depletion", "Besteed %", "Besteed als deel van begroot; leeg zonder budget."),
    _euro("norm", "Gepland", "Wat volgens het plan besteed zou zijn op de peildatum."),
    _share("norm_share", "Gepland %", "Gepland als deel van begroot; leeg zonder budget."),
    _euro("ahead", "Voor op plan", "Besteed min gepland; onder nul is er minder besteed dan gepland."),
    _euro("committed", "Verplicht", "Toegezegd of onder contract, nog niet betaald."),
    _euro("used", "Beslag", "Besteed en verplicht samen."),
    _share("used_share", "Beslag %", "Beslag als deel van begroot; leeg zonder budget."),
    _euro("free", "Vrije ruimte", "Begroot min besteed min verplicht; onder nul is een tekort."),
    _euro("forecast_p10", "Prognose laag", "Besteed op 31 december; de kans op minder is 1 op 10."),
    _euro("forecast_p50", "Prognose", "Wat er naar verwachting op 31 december is besteed."),
    _euro("forecast_p90", "Prognose hoog", "Besteed op 31 december; de kans op meer is 1 op 10."),
    _euro("variance", "Naar verwachting over", "Begroot min prognose; onder nul is er te weinig."),
    _day("run_out_p10", "Geld op, vroegst", "De kans dat het geld eerder op is, is 1 op 10."),
    _day("run_out_p50", "Geld op", "Verwachte dag waarop het geld op is; leeg als dat niet dit jaar is."),
    _day("run_out_p90", "Geld op, laatst", "De kans dat het geld later op is, is 1 op 10."),
    _share("run_out_probability", "Kans dat het geld op raakt", "Kans dat het geld dit jaar op raakt."),
    _text("signal_colour", "Kleur", "Kleur van het signaal: rood, oranje, groen of grijs."),
    _text("signal_rule", "Regel van het signaal", "Welke regel het signaal bepaalde."),
    _text("signal_reason", "Uitleg", "Waarom het signaal zo is."),
    _euro("short", "Tekort", "Wat potten boven hun budget gebruiken; andere potten betalen dat niet."),
    _euro("room", "Ruimte", "Wat potten nog over hebben, opgeteld; vrije ruimte is ruimte min tekort."),
    _euro("unreleased_use", "Gebruikt zonder vrijgave", "Binnen het budget gebruikt, niet vrijgegeven."),
)
OF_POTS = frozenset({"short", "room", "unreleased_use"})
"""Columns left out of a content that was frozen before pots were measured."""
PACE = (
    _text("key", "Code", "Het opgavedomein; leeg voor het hele programma."),
    _text("name", "Naam", "Hoe mensen het noemen."),
    _day("day", "Tot en met", "Alle bedragen zijn opgeteld vanaf 1 januari tot en met deze dag."),
    _euro("planned", "Gepland", "Wat volgens het plan besteed zou zijn."),
    _euro("realised", "Besteed", "Wat er is besteed; leeg na de peildatum."),
    _euro("forecast_p10", "Prognose laag", "De kans op minder is 1 op 10; leeg tot en met de peildatum."),
    _euro("forecast_p50", "Prognose", "Wat er naar verwachting is besteed; leeg tot en met de peildatum."),
    _euro("forecast_p90", "Prognose hoog", "De kans op meer is 1 op 10; leeg tot en met de peildatum."),
)
BRIDGE = (
    _text("key", "Code", "Het opgavedomein; leeg voor wat bij geen domein hoort."),
    _DOMAIN,
    _euro("before", "Vrije ruimte toen", "Vrije ruimte op de peildatum van de vorige momentopname."),
    _euro("plan", "Plan gewijzigd", "Wat wijzigingen van het plan deden met de vrije ruimte."),
    _euro("bookings", "Nieuwe boekingen", "Wat nieuwe boekingen deden met de vrije ruimte."),
    _euro("commitments", "Andere verplichtingen", "Wat andere verplichtingen deden met de vrije ruimte."),
    _euro("after", "Vrije ruimte nu", "Vrije ruimte op deze peildatum: de som van de vier bedragen."),
)
CHANGES = (
    _text("key", "Code domein", "Het opgavedomein; leeg voor wat bij geen domein hoort."),
    _DOMAIN,
    _LINE,
    _ACTIVITY,
    _text("source", "Bron", "Code van de bron van het geld."),
    _text("theme", "Thema", "Code van het thema binnen de bron; leeg zonder thema."),
    _text("kind", "Wat", "Wijziging van het plan, nieuwe boekingen of andere verplichtingen."),
    _euro("amount", "Verschil", "Verschil in het plan, de boekingen of de verplichtingen zelf."),
    _euro("effect", "Gevolg voor vrije ruimte", "Meer plan is meer ruimte; meer van de andere is minder."),
    _count("submission", "Aanlevering", "Nummer van de aanlevering waarmee dit veranderde."),
    _own("file", "Bestand", "Naam van het bestand waarmee dit veranderde."),
    _own("submitted_by", "Ingediend door", "De eerste persoon."),
    _own("accepted_by", "Vastgesteld door", "De tweede persoon."),
)
YEARS = (
    _count("of_year", "Begrotingsjaar", "Het jaar waar de rij over gaat; elk jaar heeft eigen rijen."),
    _text("source", "Code bron", "Het vaste kenmerk van de bron; leeg voor het hele jaar."),
    _text("name", "Naam", "De naam van de bron."),
    _text("plan", "Plan", "Of er een plan is voor dit jaar."),
    _euro("budget", "Begroot", "Gereserveerd in het plan dat nu geldt; leeg zonder plan."),
    _euro("released", "Vrijgegeven", "Vrijgegeven door de gemeenteraad; leeg als dat niet bekend is."),
    _count("released_unknown", "Regels zonder bekende vrijgave", "Van zoveel regels is dat niet bekend."),
    _euro("realised", "Besteed", "Geboekt op dit jaar tot en met de peildatum."),
    _euro("committed", "Verplicht", "Open verplichtingen die in dit jaar vallen."),
    _euro("forecast", "Prognose", "De verwachting op 31 december van het jaar."),
)
ROLLED = (
    _text("source", "Code bron", "Het vaste kenmerk van de bron; leeg voor wat in geen plan staat."),
    _text("theme", "Code thema", "Het vaste kenmerk van het thema; leeg zonder thema."),
    _text("name", "Naam", "De bron met haar thema."),
    _count("of_year", "Begrotingsjaar", "Het jaar; leeg voor alle jaren samen."),
    _euro("begin", "Begin", "Meegenomen uit een eerder jaar."),
    _euro("received", "Ontvangen", "Wat het plan van dit jaar erbij geeft."),
    _euro("spent", "Besteed", "Geboekt op dit jaar tot en met de peildatum."),
    _euro("carried", "Overgeheveld", "Meegenomen naar een later jaar."),
    _euro("repaid", "Terug te betalen", "Over na afloop van het jaar, en mag nergens meer heen."),
    _euro("end", "Einde", "Begin plus ontvangen, min besteed, min overgeheveld, min terug te betalen."),
    _euro("at_risk", "Dreigt terug te gaan", "Over na het laatste jaar, naar verwachting; alle jaren samen."),
)
LATE = _euro(
    "late", "Waarvan te laat bekend", "Gedateerd op of voor de vorige peildatum, en pas daarna aangeleverd."
)
CORRECTIONS = (
    _text("of_period", "Afgesloten periode", "Het jaar of de maand waar de boeking bij hoort."),
    _DOMAIN,
    _LINE,
    _text("document", "Boekstuk", "Nummer van het boekstuk."),
    _day("booked_on", "Geboekt op", "De dag van de boeking zelf, in de afgesloten periode."),
    _day("counts_on", "Telt vanaf", "De dag waarop het bedrag in dit jaar meetelt."),
    _own("description", "Omschrijving", "De omschrijving van de boeking."),
    _euro("amount", "Bedrag", "Wat er in dit jaar bij komt of af gaat; het staat ook in besteed."),
)
FORECASTS = (
    _text("key", "Code", "Het opgavedomein; leeg voor wat bij geen domein hoort."),
    _DOMAIN,
    _euro("then", "Prognose toen", "De verwachting in de vorige momentopname; leeg als die er niet was."),
    _euro("now", "Prognose nu", "De verwachting op deze peildatum."),
    _euro("change", "Verschil", "Prognose nu min prognose toen."),
)
SIGNALS = (
    _text("key", "Code", "Het opgavedomein."),
    _DOMAIN,
    _text("before", "Signaal toen", "Het signaal in de vorige momentopname."),
    _text("after", "Signaal nu", "Het signaal op deze peildatum."),
    _text("reason_before", "Reden toen", "Waarom het signaal toen zo was."),
    _text("reason_after", "Reden nu", "Waarom het signaal nu zo is."),
)
AGENDA = (
    _text("key", "Code", "Het opgavedomein."),
    _DOMAIN,
    _text("signal", "Signaal", "Het signaal op deze peildatum."),
    _text("reason", "Reden", "Waarom dit domein om een plek op de agenda vraagt."),
)
ASKS = (
    _count("number", "Nummer", "Volgorde van de vragen."),
    _DOMAIN,
    _text("text", "Vraag", "Wat het bestuur wordt gevraagd."),
    _euro("amount", "Bedrag", "Om hoeveel geld het gaat."),
    _own("owner", "Wie", "Wie de vraag uitvoert."),
)
QUESTIONS = (
    _count("number", "Nummer", "Volgorde van de vragen."),
    _DOMAIN,
    _LINE,
    _ACTIVITY,
    _text("question", "Vraag", "Wat het bestuur wordt gevraagd te kiezen."),
    _text("letter", "Keuze", "De letter van deze mogelijkheid; elke mogelijkheid heeft een eigen rij."),
    _text("option", "Mogelijkheid", "Wat er dan gebeurt."),
    _euro("effect", "Effect", "Effect op de uitgaven; onder nul is minder. Leeg als het niet bekend is."),
    _own("owner", "Wie", "Wie er voor het domein over gaat."),
    _day("before", "Voor vergadering", "Welke vergadering moet antwoorden; leeg is de eerste die komt."),
    _text("chosen", "Gekozen", "Of het bestuur deze mogelijkheid koos; leeg zolang er niets is besloten."),
    _text("decision", "Besluit", "Wat het bestuur heeft besloten."),
    _text("decided_by", "Besloten door", "Wie dat besloot."),
    _day("decided_on", "Besloten op", "De dag van het besluit."),
    _text("action", "Wat volgt", "Wat er is afgesproken om het besluit uit te voeren."),
    _text("state", "Stand", "Gedaan, loopt, te laat of niet gedaan."),
)
ACTIONS = (
    _DOMAIN,
    _text("text", "Actie", "Wat er is afgesproken om bij te sturen."),
    _own("owner", "Wie", "Wie het doet."),
    _day("due", "Uiterlijk", "Wanneer het klaar moet zijn."),
    _euro("expected", "Verwacht effect", "Wat het naar verwachting oplevert; leeg als dat niet bekend is."),
    _day("agreed_on", "Afgesproken op", "In welke vergadering het is afgesproken."),
    _text("state", "Stand", "Klaar, loopt of te laat."),
    _day("closed", "Afgerond op", "Wanneer het is afgerond; leeg zolang het loopt."),
    _text("outcome", "Uitkomst", "Wat het heeft opgeleverd."),
)
NOTES = (
    _DOMAIN,
    _LINE,
    _ACTIVITY,
    _day("reported_on", "Opgave van", "De dag waarop de opgave slaat."),
    _text("cause", "Oorzaak", "Oorzaak van het verschil met het plan, uit een vaste lijst."),
    _own("note", "Toelichting", "Uitleg van de budgethouder."),
    _own("steering", "Bijsturing", "Wat de budgethouder eraan doet."),
    _text("result", "Resultaat", "Wat er met het geld is bereikt."),
    _text("indicator", "Gemeten", "Wat er is gemeten."),
    _text("value", "Waarde", "Hoeveel er is gemeten."),
    _text("target", "Doel", "Hoeveel het moet worden."),
    _euro("own_forecast", "Eigen prognose", "Wat de budgethouder op 31 december verwacht."),
)
PARTNERS = (
    _DOMAIN,
    _text("action_line", "Actielijn", "Waar de partner aan bijdraagt."),
    _text("partner", "Partner", "Welke organisatie bijdraagt."),
    _text("form", "Vorm", "Financieel, in kind of maatschappelijk."),
    _text("description", "Bijdrage", "Wat de partner bijdraagt."),
    _text("quantity", "Hoeveelheid", "Hoeveel de partner bijdraagt."),
    _text("unit", "Eenheid", "Waarin de hoeveelheid is gemeten."),
    _euro("amount", "Waarde", "Waarde in geld; leeg als die niet is bepaald. Telt nergens in mee."),
    _text("basis", "Waardering", "Waarop de waarde berust."),
    _count("of_year", "Jaar", "Het jaar van de bijdrage."),
)
SOURCE_RULES = (
    _text("code", "Code", "Het vaste kenmerk van de bron."),
    _text("name", "Bron", "Waar het geld vandaan komt."),
    _text("unspent", "Wat overblijft", "Wat er gebeurt met geld dat overblijft."),
)
TERMS = (
    _text("term", "Begrip", "Het woord."),
    _text("meaning", "Betekenis", "Wat het hier betekent."),
)
RULES = (
    _text("id", "Regel", "Het vaste kenmerk van de regel."),
    _text("signal", "Signaal", "Het signaal dat volgt als de regel geldt."),
    _text("condition", "Wanneer", "Wanneer de regel geldt; de eerste die geldt, bepaalt het signaal."),
    _text("source", "Afspraak", "Waar dit is afgesproken."),
    _day("valid_from", "Geldig vanaf", "Vanaf welke dag de regel geldt."),
)
PLAN_DECISIONS = (
    _text("domains", "Opgavedomein", "Van welke opgavedomeinen het plan is gewijzigd."),
    _text("decision", "Besluit", "Het besluit dat bij dit plan is genoemd."),
    _day("decided_on", "Datum besluit", "De dag van dat besluit."),
    _count("submission", "Aanlevering", "Nummer van de aanlevering."),
    _own("file", "Bestand", "Naam van het bestand."),
    _own("accepted_by", "Vastgesteld door", "De tweede persoon."),
    _day("accepted_at", "Vastgesteld op", "Wanneer de tweede persoon het vaststelde."),
)
VERSIONS = (
    _text("kind", "Wat", "Wat er is aangeleverd."),
    _text("domains", "Opgavedomein", "Van welke opgavedomeinen."),
    _own("file", "Bestand", "Naam van het bestand."),
    _text("sha256", "Kenmerk van het bestand", "SHA-256 van het bestand zelf."),
    _count("submission", "Aanlevering", "Nummer van de aanlevering."),
    _own("submitted_by", "Ingediend door", "De eerste persoon."),
    _day("submitted_at", "Ingediend op", "Wanneer de eerste persoon het indiende."),
    _own("accepted_by", "Vastgesteld door", "De tweede persoon."),
    _day("accepted_at", "Vastgesteld op", "Wanneer de tweede persoon het vaststelde."),
    _text("submitted_as", "Rol van de indiener", "De rol van de eerste persoon."),
    _text("accepted_as", "Rol van de vaststeller", "De rol van de tweede persoon."),
)
AMENDMENTS = (
    _DOMAIN,
    _text("what", "Wat", "Eerste plan, wijziging, of het plan dat nu geldt. Tel deze niet bij elkaar op."),
    _day("on", "Vastgesteld op", "Sinds wanneer dit bekend is; bij het geldende plan de peildatum."),
    _euro("amount", "Bedrag", "Begroot in dit jaar, of wat de wijziging daaraan veranderde."),
    _text("origin", "Herkomst", "Waar de wijziging vandaan komt."),
    _text("reason", "Reden", "Waarom het plan is gewijzigd."),
    _text("document", "Document", "Waar dat staat."),
)
DECISION_PATH = (
    _DOMAIN,
    _count("plan", "Plan", "1 is het eerste plan van het domein, 2 de eerste wijziging."),
    _text("step", "Stap", "De stap in de besluitvorming."),
    _day("on", "Datum", "De dag van de stap."),
    _text("document", "Document", "Waar dat staat."),
    _text("remark", "Opmerking", "Wat erbij is gezegd."),
)
RELEASES = (
    _DOMAIN,
    _text("line", "Regel", "Code van de regel; leeg voor alle regels van de bron."),
    _text("source", "Bron", "Waar het geld vandaan komt."),
    _text("theme", "Thema", "Thema van de bron; leeg als het om alle thema's gaat."),
    _euro("amount", "Bedrag", "Hoeveel geld deze vrijgave is."),
    _text("state", "Stand", "Gepland, aangevraagd, vrijgegeven of vervallen."),
    _day("on", "Datum", "Wanneer het geld is of wordt vrijgegeven."),
    _text("counts", "Vrijgegeven op peildatum", "Of het op de peildatum al vrij was."),
    _text("decision", "Besluit", "Het besluit."),
    _text("body", "Besloten door", "Wie besloot."),
    _text("document", "Document", "Waar dat staat."),
)
