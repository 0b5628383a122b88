"""Invented suppliers, and the words that describe bookings, per style of line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a line's bookings: how many a month, from whom, and how they are described."""

    fewest: int
    most: int
    suppliers: tuple[str, ...]
    texts: tuple[str, ...]
    many_suppliers: bool = False


STYLES = {
    "inzet": Style(
        5, 9,
        (
            "Stichting Buurtkracht Verzonnen", "Welzijn Nieuw Verband", "Coöperatie De Schakel",
            "Bureau Wijkwerk Voorbeeld", "Stichting Samen Sterk Fictief", "Jonge Bazen BV", "De Wijkwerkers",
            "Voorbeeld Detachering BV", "Stichting Dichtbij Huis", "M. Voorbeeld (zzp)", "A. Verzonnen (zzp)",
            "Stichting De Brugbouwers", "Inzet & Co Voorbeeldstad",
        ),
        ("Inzet {s} {m}", "Inzet {s} {m}", "Uren {s} {m}", "Begeleiding {s} {m}", "Coördinatie {s} {m}",
         "Reiskosten {s} {m}", "Inhuur {s} {m}", "Overleg en scholing {s}"),
    ),
    "klein": Style(
        7, 12,
        (
            "Buurtsuper De Korenaar", "Speelgoed Voorbeeld", "Drukkerij De Letterbak", "Zaalhuur Het Anker",
            "Catering Oma's Keuken", "Fietsen van Fictief", "Kantoorvakhuis Voorbeeldstad",
            "Bouwmarkt De Hamer",
            "Stichting Buurthuis De Ontmoeting", "Bewonersgroep Het Plein", "Bewonersgroep De Vijver",
            "Y. Verzonnen", "B. Fictief", "S. Voorbeeld-de Wit", "Sportwinkel De Sprint",
            "Boekhandel Bladzij",
        ),
        ("Materiaal {s}", "Boodschappen {s}", "Vergoeding vrijwilligers {s} {m}", "Zaalhuur {s} {m}",
         "Drukwerk {s}", "Bijdrage {s}", "Activiteit {s} {m}", "Kleine kosten {s} {m}"),
        many_suppliers=True,
    ),
    "dienst": Style(
        2, 5,
        (
            "Adviesbureau Helder Voorbeeld", "Onderzoeksbureau De Meetlat", "Trainingshuis West",
            "Bureau Stad & Mens Fictief", "Ontwerpstudio De Punt", "Taalschool Spreekvaardig",
            "Schoon & Zo Voorbeeldstad", "Ingenieursbureau Vastgrond", "ICT-huis Nul-Een",
        ),
        ("Factuur {s} {m}", "Uitvoering {s} {m}", "Advies {s}", "Levering {s} {m}", "Deelbetaling {s}",
         "Meerwerk {s} {m}"),
    ),
    "subsidie": Style(
        2, 4,
        (
            "Stichting De Lange Adem", "Schoolbestuur De Brug", "Stichting Kansrijk Fictief",
            "Vereniging Nieuwe Buren", "Hogeschool Voorbeeldstad", "Stichting Thuis in de Wijk",
        ),
        ("Voorschot {s} {m}", "Subsidie {s} {m}", "Voorschot {s} {m}", "Nabetaling {s} {m}"),
    ),
    "werken": Style(
        3, 6,
        (
            "Aannemer Steen & Zoon Fictief", "Bouwbedrijf De Troffel", "Groenbedrijf Het Blad",
            "Elektro Voorbeeld BV", "Installatiebedrijf Warm Huis", "Stratenmakers West",
            "Toezicht & Bouw BV",
        ),
        ("Termijn {s} {m}", "Uitvoering {s} {m}", "Materiaal {s}", "Toezicht {s} {m}",
         "Transport en afvoer {s}", "Meerwerk {s} {m}"),
    ),
    "huur": Style(
        3, 5,
        ("Vastgoed Voorbeeldstad", "Energiebedrijf De Zon", "Schoonmaak Blink Fictief", "Beheer & Huis BV"),
        ("Huur {s} {m}", "Energie {s} {m}", "Schoonmaak {s} {m}", "Servicekosten {s} {m}"),
    ),
}  # fmt: skip
