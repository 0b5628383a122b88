"""Sheets of other systems, with their mapping and expected totals."""

from __future__ import annotations

from datetime import date

PLAN_FIXED = """[koppeling.deel.vast]
Opgavedomein = "Kansen voor de Jeugd"
Actielijn = "Sport"
Bron = "Coalitiemiddelen"
Budgethouder = "Sanne Bakker"
Jaar = "2024"
"""
"""Constants that a plan needs and these sheets lack, the same for all of them."""
SAP = [
    ["Extractiedatum: 30-06-2024"],
    [],
    ["Boekingsdat.", "Documentnr", "WBS-element", "Omschrijving", "Naam leverancier", "Waarde CO-val."],
    [date(2024, 1, 15), "1900001", "JEU-001", "Zaalhuur", "Sportbedrijf", 1250.5],
    [date(2024, 2, 1), "1900002", "JEU-001", "Correctie", "Sportbedrijf", -50.25],
    [date(2024, 3, 9), "1900003", "JEU-002", "Trainers", "Welzijn", 800],
    ["Totaal", None, None, None, None, 2000.25],
]
SAP_TOML = """
[[koppeling]]
naam = "SAP"
koppen = ["Boekingsdat.", "Documentnr", "WBS-element", "Omschrijving", "Naam leverancier", "Waarde CO-val."]
eenheid = 1
[[koppeling.deel]]
soort = "boekingen"
[koppeling.deel.kolommen]
Boekdatum = "Boekingsdat."
Boekstuknummer = "Documentnr"
Regelcode = "WBS-element"
Omschrijving = "Omschrijving"
Leverancier = "Naam leverancier"
Bedrag = "Waarde CO-val."
"""
DEBIT = [
    ["Dagboek", "Boekstuk", "Datum", "Kostenplaats", "Tekst", "Debet", "Credit"],
    ["70", "24-1", "15-01-2024", "4711", "Zaalhuur", "1.250,50", ""],
    ["70", "24-2", "01-02-2024", "4711", "Terug", "", "50,25"],
    ["70", "24-3", "09-03-2024", "4712", "Trainers", "800,00", "0,00"],
]
DEBIT_TOML = """
[[koppeling]]
naam = "Mutaties"
koppen = ["Dagboek", "Boekstuk", "Datum", "Kostenplaats", "Tekst", "Debet", "Credit"]
[[koppeling.deel]]
soort = "boekingen"
min = "Credit"
[koppeling.deel.kolommen]
Boekdatum = "Datum"
Boekstuknummer = "Boekstuk"
Regelcode = "Kostenplaats"
Omschrijving = "Tekst"
Bedrag = "Debet"
[koppeling.deel.woorden.Regelcode]
4711 = "JEU-001"
4712 = "JEU-002"
"""
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
WIDE = [
    ["Realisatie 2024 per maand, bedragen x € 1.000"],
    ["Order", "Naam", *MONTHS, "Jaar"],
    ["JEU-001", "Sport", 1.5, None, 2.25, *[None] * 9, 3.75],
    ["JEU-002", "Trainers", None, 0.8, *[None] * 10, 0.8],
    ["Totaal", None, 1.5, 0.8, 2.25, *[None] * 9, 4.55],
]
WIDE_TOML = f"""
[[koppeling]]
naam = "Maandstaat"
koppen = ["Order", "Naam", {", ".join(f'"{month}"' for month in MONTHS)}, "Jaar"]
eenheid = 1000
[[koppeling.deel]]
soort = "boekingen"
maanden = [{", ".join(f'"{month}"' for month in MONTHS)}]
[koppeling.deel.kolommen]
Regelcode = "Order"
[koppeling.deel.vast]
Boekstuknummer = "maandstaat"
Boekjaar = "2024"
"""
KINDS = [
    ["Project", "Soort", "Datum", "Bedrag EUR"],
    ["JEU-001", "Begroting", None, "120.000,00"],
    ["JEU-001", "Obligo", "30-06-2024", "20.000,00"],
    ["JEU-001", "Werkelijk", "15-01-2024", "1.250,50"],
    ["JEU-001", "Werkelijk", "15-02-2024", "50,25-"],
]
KINDS_TOML = (
    """
[[koppeling]]
naam = "Draaitabel"
koppen = ["Project", "Soort", "Datum", "Bedrag EUR"]
[[koppeling.deel]]
soort = "bestedingsplan"
alleen = {Soort = ["Begroting"]}
[koppeling.deel.kolommen]
Regelcode = "Project"
Activiteit = "Project"
Begroot = "Bedrag EUR"
"""
    + PLAN_FIXED
    + """
[[koppeling.deel]]
soort = "boekingen"
alleen = {Soort = ["Werkelijk", "Obligo"]}
[koppeling.deel.kolommen]
Regelcode = "Project"
Boekdatum = "Datum"
Bedrag = "Bedrag EUR"
Soort = "Soort"
[koppeling.deel.vast]
Boekstuknummer = "draaitabel"
[koppeling.deel.woorden.Soort]
Werkelijk = "realisatie"
Obligo = "verplichting"
"""
)
SEVERAL = [
    ["Pijler", "Actie", "Code", "Geraamd", "Vrijgegeven", "Verplicht", "Gerealiseerd"],
    ["Jeugd", "Sport", "JEU-001", 1200.0, 1000.0, 200.0, 450.75],
    ["Jeugd", "Trainers", "JEU-002", 800.0, 800.0, 0.0, 100.0],
    ["Totaal", None, None, 2000.0, 1800.0, 200.0, 550.75],
]
SEVERAL_TOML = """
[[koppeling]]
naam = "Stand per regel"
koppen = ["Pijler", "Actie", "Code", "Geraamd", "Vrijgegeven", "Verplicht", "Gerealiseerd"]
[[koppeling.deel]]
soort = "bestedingsplan"
[koppeling.deel.kolommen]
Regelcode = "Code"
Opgavedomein = "Pijler"
Activiteit = "Actie"
Begroot = "Geraamd"
Vrijgegeven = "Vrijgegeven"
[koppeling.deel.vast]
Actielijn = "Sport"
Bron = "Coalitiemiddelen"
Budgethouder = "Sanne Bakker"
Jaar = "2024"
[[koppeling.deel]]
soort = "boekingen"
[koppeling.deel.kolommen]
Regelcode = "Code"
Bedrag = "Gerealiseerd"
[koppeling.deel.vast]
Boekstuknummer = "stand"
Boekdatum = "2024-06-30"
[[koppeling.deel]]
soort = "boekingen"
zonder = {Verplicht = ["0"]}
[koppeling.deel.kolommen]
Regelcode = "Code"
Bedrag = "Verplicht"
[koppeling.deel.vast]
Boekstuknummer = "stand"
Boekdatum = "2024-06-30"
Soort = "verplichting"
"""
REVENUE = [
    ["Taakveld", "Rekening", "Datum", "Lasten (-) / baten (+)"],
    ["JEU-001", "400", "31-03-2024", "4.977-"],
    ["JEU-001", "401", "31-03-2024", "-"],
    ["JEU-002", "800", "31-03-2024", "1.000"],
]
REVENUE_TOML = """
[[koppeling]]
naam = "Lasten negatief"
koppen = ["Taakveld", "Rekening", "Datum", "Lasten (-) / baten (+)"]
[[koppeling.deel]]
soort = "boekingen"
teken = "min"
[koppeling.deel.kolommen]
Boekstuknummer = "Rekening"
Boekdatum = "Datum"
Regelcode = "Taakveld"
Bedrag = "Lasten (-) / baten (+)"
"""

STAND = [
    ["Rapportage uitputting"],
    ["Kostenplaats", None, "Kostensoort", "Begroting", None, "Werkelijk", "Verplicht"],
    ["Code", "Naam", "Code", "Oorspronkelijk", "Gewijzigd", "t/m periode 9", "open"],
    ["4711", "Jeugd", "43000", 900, 1000, 250.5, 10],
    ["4711", "Jeugd", "83000", -100, -400, -50, 0],
    ["4712", None, "43000", 500, 700.25, 0, 5],
    ["4711", "Jeugd", "43000", 0, 200, 0.25, 0],
    ["Totaal", None, None, 1300, 1500.25, 200.75, 15],
]
STAND_TOML = (
    """
[[koppeling]]
naam = "Uitputting"
koppen = ["Kostenplaats Code", "Kostenplaats Naam", "Kostensoort Code", "Begroting Oorspronkelijk",
          "Begroting Gewijzigd", "Werkelijk t/m periode 9", "Verplicht open"]
[[koppeling.deel]]
soort = "bestedingsplan"
onder-nul = "weglaten"
herhaald = "optellen"
[koppeling.deel.kolommen]
Regelcode = "Kostenplaats Code"
Activiteit = "Kostenplaats Naam"
Begroot = "Begroting Gewijzigd"
"""
    + PLAN_FIXED
)
