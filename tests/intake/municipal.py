"""Layouts in which municipalities publish budgets and bookings; every name and amount is invented."""

from __future__ import annotations

TWO_ROW_HEADER = [
    ["Programmarekening 2024", None, "bedragen x € 1.000", None, None, None, None, None],
    ["(plus is voordeel)"],
    [None, None, "Begroting 2024", None, None, "Realisatie 2024", None, None],
    ["Nr", "Programma", "Lasten", "Baten", "Saldo", "Lasten", "Baten", "Saldo"],
    [1, "Buurten", -120.5, 20, -100.5, -90.25, 25, -65.25],
    [2, "Havens", -3_000, 1_000, -2_000, -3_100, 900, -2_200],
    [None, "Totaal", -3_120.5, 1_020, -2_100.5, -3_190.25, 925, -2_265.25],
]
MERGED_HEADER = [
    ["Najaarsnota 2024"],
    ["Code", "Maatregel", "Begroting na wijziging", None, "Werkelijk", None],
    [None, None, "Lasten", "Baten", "Lasten", "Baten"],
    ["A-1", "Speelplek", 1_250.5, 100, 900.25, 80],
    ["A-2", "Fietspad", 300, 0, 120, 0],
]
PLUS_IS_NADEEL = [
    ["Begroting 2025 (plus is nadeel)"],
    ["Taakveld", "Omschrijving", "Rekening 2023", "Begroting 2024", "Begroting 2025", "Begroting 2026"],
    ["0.1", "Bestuur", 1_000.1, 1_100, 1_200.25, 1_300],
    ["0.6", "Heffingen", -5_000, -5_100, -5_200, -5_300],
    ["7.2", "Riool", 2_000, 2_100, 2_200.5, 2_300],
    ["0.5", "Rente zonder raming", -40, 0, 0, 0],
    [None, "Totaal", -2_039.9, -1_900, -1_799.25, -1_700],
]
COSTS_AND_REVENUE = [
    ["Budgetoverzicht"],
    ["Peildatum: 30-09-2024"],
    ["FCL", "Omschrijving FCL", "ECL", "L/B", "Begroting primitief", "Begroting na wijziging",
     "Verplichtingen", "Werkelijk", "Restant"],
    [6620110, "Speelplekken", 438000, "L", 1_000, 1_250, 100, 600.5, 549.5],
    [6620110, "Speelplekken", 442500, "L", 5_000, 4_500, 0, 4_000, 500],
    [6620110, "Speelplekken", 841100, "B", -3_000, -3_000, 0, -3_000, 0],
    [6630110, "Pleinen", 438000, "L", 200, 200, 50, 150.25, -0.25],
    ["Totaal", None, None, None, 3_200, 2_950, 150, 1_750.75, 1_049.25],
]  # fmt: skip
REPEATED_CODES = [
    ["Taakveld", "Begroting 2024", "Begroting na wijziging 2024", "Rekening", "Verschil"],
    ["1 Ruimte en wijken", None, None, None, None],
    ["0.10  Reserves", "-", "2.815", "2.755", "-60"],
    ["3.1  Economie", "1.064", "406", "339", "-67"],
    ["Subtotaal", "1.064", "3.221", "3.094", "-127"],
    ["2 Beheer en onderhoud", None, None, None, None],
    ["0.10  Reserves", "2.808", "2.911", "2.911", "-"],
    ["7.3  Afval", "2.602", "2.872", "2.842", "-30"],
]
DIRECTION_AND_KIND = [
    ["Identifikation", "Produkt", "Konto", "Jahr", "Richtung", "Art", "Betrag"],
    ["1", "Park", "Strom", "2024", "Aufwand", "Plan", "1000"],
    ["2", "Park", "Pacht", "2024", "Ertrag", "Plan", "400"],
    ["3", "Park", "Abschreibung", "2024", "Aufwand", "Plan", "70"],
    ["4", "Park", "Abschreibung", "2024", "Aufwand", "Plan", "30"],
    ["5", "Park", "Strom", "2024", "Aufwand", "Ergebnis", "850"],
    ["6", "Park", "Strom", "2021", "Aufwand", "Ergebnis", "999"],
]
ACCOUNT_CODES = [
    ["Taakveld", "Categorie", "Jaarrekening 2024"],
    ["0.1 Bestuur", "L1.1 Salarissen", "1200"],
    ["0.1 Bestuur", "L3.8 Diensten", "300"],
    ["0.1 Bestuur", "B3.8 Diensten", "40"],
    ["A111 Activa", "A111", "9000"],
]
DECIMAL_POINTS = [
    ["Taakveld", "Gemeente", "Baten", "Lasten", "Inwonertal"],
    ["0.1 Bestuur", "Grachtenrijk", "592.0", "28492.0", "50000"],
    ["0.2 Burgers", "Grachtenrijk", "14928.0", "43119.0", "50000"],
    ["0.1 Bestuur", "Duinzicht", ".0", "77.5", "9000"],
]
SAP_STARS = [
    ["Boekingsdatum", "Documentnr.", "WBS-element", "Naam crediteur", "Waarde in CO-valuta"],
    ["03-02-2024", "1900012", "NW-0001", "Bureau Zes", "12.500,50"],
    ["03-03-2024", "1900013", "NW-0001", "Bureau Zes", "500,25-"],
    ["*", None, "NW-0001", None, "12.000,25"],
    ["09-04-2024", "1900014", "NW-0002", "Stichting Twee", "99.999,99"],
    ["*", None, "NW-0002", None, "99.999,99"],
    ["**", None, None, None, "112.000,24"],
]
DEBIT_OR_CREDIT = [
    ["Dagboekcode", "Datum", "Boekstuknummer", "Grootboekrekening", "Debet/Credit", "Bedrag"],
    ["BNK", "12-01-2024", "24001", "4300", "D", "1.250,50"],
    ["BNK", "13-01-2024", "24002", "4300", "C", "50,25"],
    ["BNK", "14-02-2024", "24003", "4400", "D", "800,00"],
]
YEARS_ON_END = [
    ["Raming"],
    ["Code", "Activiteit", "2024", "2025", "2026", "2027"],
    ["A", "Molen", 10.5, 20, 30, 40],
    ["B", "Sluis", 1, 2, 3, 4],
]
SPENDING = [
    ["Body", "Date", "Expense Area", "Supplier", "Transaction", "Amount", "VAT"],
    ["Zeestad", "05/03/2024", "Parks", "Touw en Zoon", "P1", "£4,878.20", "0"],
    ["Zeestad", "19/04/2024", "Parks", "Touw en Zoon", "P2", "£1,329,075.00", "0"],
    ["Zeestad", "06/05/2024", "Roads", "Kade Vier", "P3", "(£1,250.50)", "0"],
    ["Zeestad", "06/05/2024", "Roads", "Kade Vier", "P4", "£650.00", "0"],
]
MONTH_FIRST = [
    ["Check Number", "Check Date", "Vendor", "Department", "Amount"],
    ["1001", "01/15/2024", "Kraan", "Parks", "$1,200.50"],
    ["1002", "02/03/2024", "Bout", "Roads", "$10,000.00"],
]
EIGHT_DIGITS = [
    ["Boekstuk", "Boekdatum", "WBS", "Bedrag"],
    ["1", "20240305", "4711", "1.250,50"],
    ["2", "20241130", "4712", "-50,25"],
]
APOSTROPHES = [
    ["Nummer", "Dienststelle", "Voranschlag 2024", "%", "Rechnung 2024"],
    ["200", "Stab", "3'203'928.47", "9%", "3'100'000.00"],
    ["210", "Park", "475.50", "91%", "400.25"],
]
IN_AND_OUT = [
    ["Datum", "Naam", "Rekening", "Af Bij", "Bedrag (EUR)"],
    ["05-03-2024", "Zaal", "R1", "Af", "1250,50"],
    ["06-03-2024", "Terug", "R1", "Bij", "50,25"],
    ["12-04-2024", "Bureau", "R1", "Af", "800,00"],
]
QUARTERS = [
    ["Kostenplaats", "Omschrijving", "1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal",
     "Totaal 2024"],
    ["4711", "Sport", "1.000,00", "1.500,50", "0,00", "200,00", "2.700,50"],
    ["4712", "Cultuur", "500,00", "500,00", "500,00", "500,00", "2.000,00"],
]  # fmt: skip
CODES_OF_CODES = [
    ["code", "label", "year", "ordentliche_ertraege", "ordentliche_aufwendungen", "ordentliches_ergebnis"],
    ["0101", "Rat", "2026", "", "338560.00", "-338560.00"],
    ["0102", "Gremien", "2026", "288240.00", "5862130.00", "-5573890.00"],
    ["01", "Verwaltung", "2026", "288240.00", "6200690.00", "-5912450.00"],
    ["0201", "Ordnung", "2026", "485000.00", "7315300.50", "-6830300.50"],
    ["0202", "Gewerbe", "2026", "1330000.00", "2295110.00", "-965110.00"],
    ["02", "Sicherheit", "2026", "1815000.00", "9610410.50", "-7795410.50"],
    ["0701", "Gesundheit", "2026", "30.00", "17.25", "12.75"],
    ["07", "Gesundheitsdienste", "2026", "30.00", "17.25", "12.75"],
]
UNIT_IN_A_COLUMN = [
    ["Jaar", "Valuta", "eenheid", "U/V/O", "Staat", "Onderdeel", "Omschrijving", "Begroting", "Realisatie"],
    ["2024", "Euro", "x1000", "U", "A, Wegen", "12", "Hoofdwegen", "2728", "2481"],
    ["2024", "Euro", "x1000", "O", "A, Wegen", "12", "Hoofdwegen", "262", "150"],
    ["2024", "Euro", "x1000", "U", "A, Wegen", "-", "TOTAAL", "2728", "2481"],
    ["2024", "Euro", "x1000", "O", "A, Wegen", "-", "TOTAAL", "262", "150"],
    ["2024", "Euro", "x1000", "U", "B, Gemeenten", "1", "Fonds", "17963", "17988"],
    ["2024", "Euro", "x1000", "U", "B, Gemeenten", "-", "TOTAAL", "17963", "17988"],
]
NUMBERED_ARTICLES = [
    [
        "Jaar",
        "Hoofdstuk",
        "Begrotings artikel nr",
        "Bijdrage",
        "Ontvanger",
        "Realisatie (*1000) per bijdrage",
    ],
    ["2024", "B", "1", "Uitkering", "Gemeenten", "15615031,00"],
    ["2024", "IV", "2", "Initiatieven", "Koersverschillen", "-14,00"],
]
SHARES_AS_TEXT = [
    ["Fiscal Year", "Fund", "Account", "Adopted Budget", "Amended Budget", "YTD Actual", "% Used"],
    ["2024", "101", "5110", "$1,250,000.00", "$1,300,000.00", "$1,100,000.25", "84.6%"],
    ["2024", "201", "5110", "$50,000.00", "$45,000.00", "$40,250.75", "89.4%"],
    ["Total", "", "", "$1,300,000.00", "$1,345,000.00", "$1,140,251.00", "84.8%"],
]
UNITS_UNDER_A_HEADER = [
    ["Code", "Naam", "Begroting 2024", "Realisatie 2024"],
    ["", "", "in €", "in €"],
    ["A-1", "Molen", "1.000,50", "900,00"],
    ["A-2", "Sluis", "2.000,00", "1.000,25"],
]
TWO_COLUMNS = [
    ["Supplier", "Sum of Invoice Amount"],
    ["Touw en Zoon", "3,228,893.86"],
    ["Kade Vier", "989,686.68"],
]
OLD_AND_NEW_VOTES = [
    ["Code", "Bezeichnung", "Aufwand Voranschlag 2013", "Ertrag Voranschlag 2013", "Aufwand Voranschlag 2012",
     "Ertrag Voranschlag 2012", "Aufwand Rechnung 2011", "Ertrag Rechnung 2011"],
    ["3005", "Wahlen", "6000", "", "9000", "", "4550", ""],
    ["4370", "Bussen", "", "6000", "", "7000", "", "6132"],
    ["3180", "Porti", "7200", "", "8000", "", "8233", ""],
]  # fmt: skip
BLANK_REFERENCES = [
    ["Body", "Date", "Expense Area", "Directorate", "Supplier", "Transaction Number", "Amount"],
    ["Zeestad", "13-03-2024", "Parks", "Outside", "Kade Vier", "T1", "1.200,50"],
    ["Zeestad", "14-03-2024", "", "Roads", "Touw en Zoon", "", "2.000,00"],
]
THOUSANDS_OF_POUNDS = [
    ["Financial Year", "Service", "Budget (£000)", "Actual (£000)"],
    ["2024/25", "Parks", "1,200.5", "1,100"],
    ["2024/25", "Roads", "12,345.5", "11,345"],
    ["2024/25", "Total", "13,546", "12,445"],
]
BARE_TOTAL = [
    ["Supplier", "Invoice Date", "Directorate", "Net Amount", "VAT"],
    ["Kade Vier", "13/03/2024", "Parks", "1,200.50", "240.10"],
    ["Touw en Zoon", "14/03/2024", "Roads", "2,000.00", "400.00"],
    ["", "", "", "3,200.50", "640.10"],
]
