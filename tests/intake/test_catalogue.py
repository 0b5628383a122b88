"""Every finding of the catalogue has a tiny workbook that brings it about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from openpyxl.styles import Font

from budget.intake.catalogue import CATALOGUE
from budget.intake.check_context import CheckContext
from budget.model import CheckedFile, Level, Programme
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits
from tests.intake.layouts import DEBIT, DEBIT_TOML, KINDS, KINDS_TOML, STAND, STAND_TOML, WIDE, WIDE_TOML
from tests.intake.mapping.test_plan_lines import TOML
from tests.intake.suggest.test_choice_questions import GROWING, JOURNAL, OF_JOURNAL, OF_MONTHS, OF_TWO, TWO
from tests.intake.workbooks import (
    DECISIONS,
    LEDGER,
    MONTHS,
    PARTNERS,
    PLAN,
    PROGRESS,
    RELEASES,
    booking,
    check,
    codes,
    edited,
    ledger,
    line,
    plan,
    plan_row,
    with_part,
    xlsx,
)

Case = Callable[[Programme], CheckedFile]
KNOWN = line()
QUARTERS = ("Kw1", "Kw2", "Kw3", "Kw4")
CODES = ["Oude regelcode", "Wat gebeurt er", "Nieuwe regelcode", "Aandeel", "Vanaf", "Reden", "Besluit"]
JULY = date(2024, 7, 1)
STEPS = ["Opgavedomein", "Planversie", "Stap", "Datum stap"]
BOTH = [
    ["Boekstuknummer", "Boekdatum", "Regelcode", "Debet", "Credit"],
    ["1", date(2024, 3, 1), "JEU-001", 12.5, None],
]
YEARS = [["Code", "Naam", "Raming 2018", "Vrij"], ["A", "x", 1, None]]
YEARS_TOML = TOML.replace('"Raming"', '"Raming 2018"')
NO_YEAR = [["Code", "Naam", "Raming", "Vrij"], ["A", "2018", 1, None]]
DAY_TOML = """
[[koppeling]]
koppen = ["Order", "Bedrag"]
[[koppeling.deel]]
soort = "boekingen"
[koppeling.deel.kolommen]
Regelcode = "Order"
Bedrag = "Bedrag"
[koppeling.deel.vast]
Boekstuknummer = "stand"
Boekdatum = "2024-04-30"
"""
PERIODS = [["Order", "Periode", "Bedrag"], ["JEU-001", "012.2024", 1]]
PERIODS_TOML = """
[[koppeling]]
koppen = ["Order", "Periode", "Bedrag"]
datum = "periode"
[[koppeling.deel]]
soort = "boekingen"
[koppeling.deel.kolommen]
Regelcode = "Order"
Boekdatum = "Periode"
Bedrag = "Bedrag"
[koppeling.deel.vast]
Boekstuknummer = "stand"
"""
FORECAST = 'prognose = ["mrt"]\n[koppeling.deel.kolommen]'
NO_YEAR_TOML = TOML.replace('Jaar = "2024"', '[koppeling.deel.woorden.Jaar]\n2018 = ""').replace(
    'Begroot = "Raming"', 'Begroot = "Raming"\nJaar = "Naam"'
)
POUNDS = [*DEBIT[:1], ["70", "24-1", "15-01-2024", "4711", "Zaalhuur", "£1,250.50", ""]]
POUNDS_TOML = DEBIT_TOML.replace('naam = "Mutaties"', 'naam = "Mutaties"\ndecimaalteken = "punt"')


def _plan(*rows: dict, known: tuple = ()) -> Case:
    return lambda programme: check(xlsx(Plan=plan(*rows)), programme, *known)


def _ended_themes(programme: Programme) -> Programme:
    """Every theme ended before the years of the plans in these tests."""
    sources = [
        replace(source, themes=tuple(replace(theme, last_year=2023) for theme in source.themes))
        for source in programme.sources
    ]
    return replace(programme, sources=tuple(sources))


def _with_tasks(programme: Programme) -> Programme:
    """A line of any source may be below zero."""
    sources = (replace(source, negative_lines=True) for source in programme.sources)
    return replace(programme, sources=tuple(sources))


def _ledger(*rows: dict, known: tuple = (KNOWN,), titles: tuple = ()) -> Case:
    return lambda programme: check(xlsx(Boekingen=[*titles, *ledger(*rows)]), programme, *known)


def _sheets(*known, touch=None, **sheets) -> Case:
    return lambda programme: check(xlsx(touch, **sheets), programme, *known)


def _codes(*rows: list) -> Case:
    """Rows of changed codes, in a domain with three lines of one source and one of another."""
    known = (KNOWN, line(code="JEU-002"), line(code="JEU-003"), line(code="JEU-004", source="VHF"))
    return _sheets(*known, Opvolging=[CODES, *rows])


def _moved(*rows: dict, **sheets) -> Case:
    """Rows of transfers between lines; one line has two sources and one has released money."""
    sound = {"Van regelcode": "JEU-001", "Naar regelcode": "JEU-002", "Jaar": 2024, "Bedrag": 100,
             "Reden": "Meer nodig", "Besluit": None, "Document": "Memo 4"}  # fmt: skip
    known = (KNOWN, line(code="JEU-002"), line(code="JEU-003"), line(code="JEU-003", source="VHF"))
    known += (line(code="JEU-004", source="VHF"), line(code="JEU-005", released=100_000))
    table = [list(sound), *(list((sound | row).values()) for row in rows)]
    return _sheets(*known, Overheveling=table, **sheets)


def _released(*rows: dict, known: tuple = (KNOWN,)) -> Case:
    """Rows of releases; `Regelcode`, `Bron` and `Thema` precede the required columns."""
    sound = ["Kansen voor de Jeugd", 2024, 600, "vrijgegeven", date(2024, 4, 1), "VJN 2024"]
    where = {"Regelcode": "JEU-001", "Bron": None, "Thema": None}
    found = [list((where | dict(zip(RELEASES, sound, strict=True)) | row).values()) for row in rows]
    return lambda programme: check(xlsx(Vrijgave=[[*where, *RELEASES], *found]), programme, *known)


def _promised(due: date, state: str) -> Case:
    header = ["Opgavedomein", "Toezegging", "Toegezegd aan", "Eigenaar", "Uiterlijk", "Vergadering",
              "Stand toezegging"]  # fmt: skip
    return _sheets(
        Beloofd=[header, ["Jeugd", "Cijfers", "raad", "Sanne Bakker", due, date(2024, 3, 1), state]]
    )


def _escalated(*told: object) -> Case:
    """A decision with the interested person, the route, the day it was resolved, and by whom."""
    header = [*DECISIONS, "Belang van", "Route escalatie", "Opgelost op", "Opgelost door"]
    row = [date(2024, 3, 1), "Jeugd", "Doen", None, "Sanne Bakker en Tim Mulder"]
    return _sheets(Besluiten=[header, [*row, *told, *[None] * (4 - len(told))]])


def _file(data: bytes, name: str = "proef.xlsx", limits: Limits | None = None) -> Case:
    return lambda programme: check(data, programme, name=name, limits=limits)


FOR_SAFETY = "[[koppeling]]", '[[koppeling]]\ndomeinen = ["VEI"]'


def _mapped(rows: list, toml: str = DEBIT_TOML) -> Case:
    data = xlsx(Blad=rows)
    return lambda programme: check_file("uitdraai.xlsx", data, programme, CheckContext((KNOWN,), (toml,)))


def _csv(text: str, encoding: str = "utf-8", known: tuple = (KNOWN,)) -> Case:
    return lambda programme: check(text.encode(encoding), programme, *known, name="boekingen.csv")


def _strike(book) -> None:
    book["Plan"]["A2"].font = Font(strike=True)


def _hide_row(book) -> None:
    book.active.row_dimensions[2].hidden = True


def _show_thousands(book) -> None:
    book.active["I3"].number_format = "#,##0,"


def _hide_column(book) -> None:
    book.active.column_dimensions["C"].hidden = True


def _hide_amounts(book) -> None:
    book.active.column_dimensions["I"].hidden = True


def _show_otherwise(book) -> None:
    book["Plan"]["I2"].number_format = '0"000"'


def _fade(book) -> None:
    book["Plan"]["I2"].font = Font(color="FFFFFFFF")


def _hide_sheet(book) -> None:
    book.create_sheet("Zichtbaar")
    book["Plan"].sheet_state = "hidden"


def _doubled_part() -> bytes:
    buffer = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


def _in_child(limits: Limits, data: bytes | None = None, name: str = "proef.xlsx") -> Case:
    return lambda programme: check_file(name, data or GOOD, programme, CheckContext(), limits=limits)


def _crash(programme: Programme) -> CheckedFile:
    """Two cells at far corners make the native reader request more memory than there is, and abort."""
    far = edited(
        GOOD, "xl/worksheets/sheet1.xml", '<row r="2".*?<c r="A2"', '<row r="1048576"><c r="XFD1048576"'
    )
    return check_file("proef.xlsx", far, programme)


GOOD = xlsx(Plan=plan({}))
SHEET = "xl/worksheets/sheet1.xml"
TWO_SOURCES = (line(), line(source="SPUK-KW", theme="ARM"), line(source="SPUK-KW", theme="REI"))
BROKEN_FORMULA = {"Begroot": "=1+1"}
PHASED = dict.fromkeys(MONTHS, 100)

ASKED = {
    "Regelcode": "JEU-001",
    "Peildatum": date(2024, 3, 1),
    "Prognose": 5,
    "Vraag aan bestuur": "Mag dit?",
    "Keuze A": "Ja",
    "Keuze B": "Nee",
    "Voor vergadering": None,
}


def _question(twice: bool = False, **changed: object) -> Case:
    rows = [list((ASKED | changed).values())] * (2 if twice else 1)
    return _sheets(KNOWN, Voortgang=[list(ASKED), *rows])


CASES: dict[str, Case] = {
    "file-empty": _file(b""),
    "file-type": _file(GOOD, "proef.exe"),
    "file-no-workbook": _file(b"%PDF-1.7 proef"),
    "file-mismatch": _file(b"<html>proef"),
    "file-size": _file(GOOD, limits=Limits(file_size=1000)),
    "file-password": _file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9),
    "file-unsafe": _file(_doubled_part()),
    "file-damaged": _file(GOOD[: len(GOOD) // 2]),
    "file-crash": _crash,
    "file-time": _in_child(Limits(patience=0)),
    "file-memory": _in_child(Limits(memory=120_000_000), b"Regelcode;Bedrag\n" * 2_000_000, "proef.csv"),
    "file-no-table": _sheets(Blad=[["Naam", "Woonplaats"], ["Jan", "Amsterdam"]]),
    "file-no-rows": _sheets(Plan=[PLAN]),
    "file-macros": _file(
        edited(
            with_part(GOOD, "xl/vbaProject.bin", b"x"),
            r"\[Content_Types\].xml",
            "sheet.main",
            "macroEnabled.main",
        ),
        "proef.xlsm",
    ),
    "file-links": _file(with_part(GOOD, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")),
    "csv-read": _csv("Boekstuknummer;Boekdatum;Regelcode;Bedrag\n1;01-03-2024;JEU-001;12,50\n"),
    "csv-broken": _csv('Boekstuknummer;Boekdatum;Regelcode;Bedrag\n1;"01-03"-2024;JEU-001;12,50\n'),
    "sheet-ignored": _sheets(Plan=plan({}), Blad=[["Naam", "Woonplaats"], ["Jan", "Amsterdam"]]),
    "sheet-hidden": _sheets(touch=_hide_sheet, Plan=plan({})),
    "sheet-damaged": _file(edited(GOOD, SHEET, "</sheetData>", "</sheetData><sheetData></sheetData>")),
    "sheet-empty": _sheets(Plan=plan({}), Boekingen=[LEDGER]),
    "sheet-repeats": _sheets(
        Plan=plan({}), Meer=plan({"Regelcode": "JEU-002"}), Totaal=plan({}, {"Regelcode": "JEU-002"})
    ),
    "total-counts": _plan({}, {"Regelcode": "JEU-002", "Activiteit": "Totaal"}),
    "total-last": _plan(*({"Regelcode": f"JEU-{n}", "Begroot": n} for n in (1, 2, 4, 7))),
    "rows-below-total": _sheets(
        Plan=[*plan({}), ["Eindtotaal", *[None] * 7, 1200], plan_row(Regelcode="JEU-002")]
    ),
    "plan-code-sum": _plan(
        *({"Regelcode": c, "Begroot": n} for c, n in (("JEU", 9), ("JEU-1", 4), ("JEU-2", 5), ("X", 3)))
    ),
    "ledger-balance": _ledger({"Omschrijving": "Beginsaldo 2024"}),
    "column-kind": _ledger({"Type": "prognose"}),
    "column-status": _plan({"Status": "Vervallen"}),
    "column-unit": _plan({"Eenheid": "x € 1.000"}),
    "column-year": _ledger({"Boekjaar": 2024, "Dienstjaar": 2025}),
    "row-below-total": _sheets(
        Plan=[*plan({}, {"Regelcode": "JEU-2"}), ["Totaal", *[None] * 7, 2400], plan_row(Regelcode="JEU-3")]
    ),
    "rows-below-heading": _sheets(Plan=[*plan({}), [], ["Buiten dekking"], plan_row(Regelcode="JEU-2")]),
    "row-is-sum": _plan({}, {"Regelcode": "JEU-2"}, {"Regelcode": "JEU-3", "Begroot": 2400}),
    "column-classes": _plan({"Ronde": "een"}, {"Regelcode": "JEU-2", "Ronde": "twee"}),
    "column-amounts": _plan({"Vorig voorstel": 9000.5}, {"Regelcode": "JEU-2", "Vorig voorstel": 1}),
    "cells-personal": _plan({"Toelichting": "vraag jan@voorbeeld.nl"}),
    "cells-command": _plan({"Toelichting": "-cmd|' /C calc'!A0"}),
    "column-running": _sheets(
        Boekingen=[
            ["Boekstuknummer", "Boekdatum", "Regelcode", "Mutatie", "Saldo"],
            *([str(n), date(2024, 3, 1), "JEU-001", n, n * (n + 1) / 2] for n in (1, 2, 3)),
        ]
    ),
    "column-committed": _ledger({"Verplichting": 5, "Soort": "realisatie"}),
    "sheet-two-tables": _sheets(Plan=[*plan({}), [], *ledger({})]),
    "sheet-hidden-counts": _sheets(
        touch=_hide_sheet, Plan=plan({}), Nieuw=plan({"Regelcode": "JEU-002", "Begroot": 5})
    ),
    "plan-code-elsewhere": _plan({}, {"Regelcode": "JEU-002", "Opgavedomein": "Veiligheid"}),
    "total-doubt": _sheets(Plan=plan({}, {"Regelcode": "Totaal Jeugd", "Begroot": 1201})),
    "year-from-name": _sheets(Plan=[["Plan 2024"], *(row[:7] + row[8:] for row in plan({}))]),
    "mapping-used": _mapped(DEBIT),
    "mapping-domain": _mapped(DEBIT, DEBIT_TOML.replace(*FOR_SAFETY)),
    "mapping-rows": _mapped([*KINDS, ["JEU-001", "Prognose", None, "1"]], KINDS_TOML),
    "mapping-year": _mapped(YEARS, YEARS_TOML),
    "mapping-day": _mapped([["Stand t/m mei 2024"], ["Order", "Bedrag"], ["JEU-001", 1]], DAY_TOML),
    "mapping-grows": _mapped(GROWING, OF_MONTHS),
    "mapping-amount": _mapped(TWO, OF_TWO),
    "mapping-code": _mapped(JOURNAL, OF_JOURNAL),
    "mapping-forecast": _mapped(WIDE, WIDE_TOML.replace("[koppeling.deel.kolommen]", FORECAST)),
    "mapping-blank": _mapped([["Code", "Naam", "Raming", "Vrij"], ["A", "x", None, None]], TOML),
    "mapping-below-zero": _mapped(STAND, STAND_TOML),
    "mapping-added-up": _mapped(STAND, STAND_TOML),
    "mapping-negative": _mapped([["Code", "Naam", "Raming", "Vrij"], ["A", "x", -1, None]], TOML),
    "mapping-no-year": _mapped(NO_YEAR, NO_YEAR_TOML),
    "mapping-currency": _mapped(POUNDS, POUNDS_TOML),
    "mapping-unit": _mapped([["Bedragen x € 1.000"], *DEBIT]),
    "mapping-units": _mapped(
        [[cell.replace("Debet", "Debet x € 1.000") for cell in row] for row in DEBIT],
        DEBIT_TOML.replace("Debet", "Debet x € 1.000"),
    ),
    "sheet-unit": _sheets(Plan=[["Bedragen x € 1.000"], *plan({})]),
    "unit-conflict": _sheets(Plan=[["Bedragen x € 1.000"], ["In hele euro's"], *plan({})]),
    "unit-unknown": _sheets(Plan=[["Bedragen x € 100"], *plan({})]),
    "unit-part": _sheets(Plan=[[*PLAN[:-1], "Begroot x € 1.000", "Vrijgegeven"], [*plan({})[1], 400]]),
    "unit-doubt": _sheets(Plan=[["Ruim 1.000 euro per kind"], *plan({})]),
    "unit-elsewhere": _sheets(Plan=plan({}), Toelichting=[["Bedragen x € 1.000"]]),
    "unit-format": _sheets(touch=_show_thousands, Plan=[["Bedragen x € 1.000"], *plan({})]),
    "unit-below": _sheets(Plan=[*plan({}), [], ["Bedragen x € 1.000"]]),
    "debit-credit": _sheets(KNOWN, Boekingen=BOTH),
    "credit-below-zero": _sheets(KNOWN, Boekingen=[*BOTH, ["2", date(2024, 3, 1), "JEU-001", None, -5]]),
    "rows-struck": _sheets(touch=_strike, Plan=plan({})),
    "rows-hidden": _sheets(touch=_hide_row, Plan=plan({})),
    "amounts-hidden": _sheets(touch=_hide_amounts, Plan=plan({})),
    "rows-far": _sheets(Plan=[*plan({}), *([[]] * 51), plan_row(Regelcode="JEU-002")]),
    "cells-shown": _sheets(touch=_show_otherwise, Plan=plan({})),
    "cells-unseen": _sheets(touch=_fade, Plan=plan({})),
    "columns-hidden": _sheets(touch=_hide_column, Plan=plan({})),
    "column-missing": _sheets(Plan=[PLAN[:-1], plan_row()[:-1]]),
    "column-twice": _sheets(Plan=[[*PLAN, "Begroot"], [*plan_row(), 5]]),
    "column-sides": _sheets(
        KNOWN, Boekingen=[[*LEDGER, "D/C"], [*booking(), "D"], [*booking(Boekstuknummer="2"), "C"]]
    ),
    "rows-hidden-out": _sheets(touch=_hide_row, Plan=[PLAN, ["Totaal", *[None] * 7, 1200], plan_row()]),
    "column-currency": _ledger({"Valuta": "USD"}),
    "column-nameless": _sheets(Plan=[PLAN, [*plan_row(), 5]]),
    "csv-fields": _csv("Boekstuknummer,Boekdatum,Regelcode,Bedrag\n1,01-03-2024,JEU-001,12,50\n"),
    "column-ignored": _sheets(Plan=[[*PLAN, "Kleur"], [*plan_row(), "rood"]]),
    "totals-skipped": _sheets(Plan=[*plan({}), ["Totaal", *[None] * 7, 1200]]),
    "total-differs": _sheets(Plan=[*plan({}), ["Totaal", *[None] * 7, 1300]]),
    "notes-skipped": _sheets(Plan=[*plan({}), [None, "Bedragen zijn voorlopig"]]),
    "cell-missing": _plan({"Actielijn": None}),
    "cell-formula": _plan(BROKEN_FORMULA),
    "cell-error": _plan({"Begroot": "#REF!"}),
    "cell-damaged": _file(edited(GOOD, SHEET, "<v>1200</v>", "<v>1200,5</v>")),
    "cell-double": _file(edited(GOOD, SHEET, "(<c [^>]*><v>1200</v></c>)", r"\1\1")),
    "text-long": _csv(
        f"Boekstuknummer;Boekdatum;Regelcode;Bedrag;Omschrijving\n1;01-03-2024;JEU-001;1;{'x' * 32_768}\n"
    ),
    "code-date": _plan({"Regelcode": date(2024, 3, 1)}),
    "code-number": _plan({"Regelcode": 1.5}),
    "code-letters": _plan({"Regelcode": "J\u0415U-001"}),
    "choice-unknown": _ledger({"Soort": "budget"}),
    "name-unknown": _plan({"Opgavedomein": "Jeugt"}),
    "name-double": lambda programme: check(
        xlsx(Plan=plan({"Budgethouder": "SANNE bakker"})),
        replace(
            programme, people=(*programme.people, replace(programme.people[0], id="x", name="sanne BAKKER"))
        ),
    ),
    "amount-invalid": _plan({"Begroot": "veel"}),
    "amount-unknown": _plan({"Begroot": "n.t.b."}),
    "amount-left-open": _plan({"Vrijgegeven": "PM"}),
    "amount-double": _plan({"Begroot": "2.41"}),
    "amount-fraction": _plan({"Begroot": 0.005}),
    "amount-share": _plan({"Begroot": "12,5%"}),
    "amount-type": _plan({"Begroot": True}),
    "amount-size": _plan({"Begroot": 1e14}),
    "amount-negative": _sheets(Partners=[PARTNERS, ["De Brug", "Wonen", 2024, "financieel", "Geld", -1]]),
    "plan-negative": lambda programme: _plan({"Begroot": -1})(_with_tasks(programme)),
    "plan-negative-source": _plan({"Begroot": -1, "Bron": "Volkshuisvestingsfonds"}),
    "amount-point": _csv("Boekstuknummer;Boekdatum;Regelcode;Bedrag\n1;01-03-2024;JEU-001;1234.56\n"),
    "date-invalid": _ledger({"Boekdatum": time(12, 0)}),
    "date-double": _ledger({"Boekdatum": "03/04/2024"}),
    "date-outside": _ledger({"Boekdatum": datetime(2019, 3, 1)}),
    "year-invalid": _plan({"Jaar": "volgend jaar"}),
    "year-outside": _plan({"Jaar": 2019}),
    "plan-source-year": _plan({"Jaar": 2027}),
    "plan-theme-needed": _plan({"Bron": "SPUK"}),
    "plan-theme-year": lambda programme: check(
        xlsx(Plan=plan({"Bron": "SPUK", "Thema": "Armoede en schulden"})), _ended_themes(programme)
    ),
    "plan-theme-extra": _plan({"Thema": "Armoede en schulden"}),
    "plan-released": _plan({"Vrijgegeven": 1200.01}),
    "plan-phasing-part": _plan({**PHASED, "Mrt": None}),
    "plan-phasing-sum": _plan({**PHASED, "Mrt": 100.01}),
    "plan-phasing-both": _plan({**PHASED, "Kw1": 301, "Kw2": 299, "Kw3": 300, "Kw4": 300}),
    "plan-double": _plan({}, {"Begroot": 5}),
    "plan-two-domains": _plan({}, {"Opgavedomein": "Veiligheid", "Jaar": 2025}),
    "plan-code-taken": _plan({"Opgavedomein": "Veiligheid"}, known=(KNOWN,)),
    "plan-code-alike": _plan({}, {"Regelcode": "jeu-001"}),
    "amount-lost-zero": _plan(
        *({"Regelcode": f"JEU-{n}", "Begroot": amount} for n, amount in enumerate((2.41, 1000, 3000, 45_000)))
    ),
    "plan-year-lapses": _plan({}, known=(line(year=2025),)),
    "code-unknown": _ledger({"Regelcode": "JEU-002"}),
    "ledger-project-double": _sheets(
        line(project_code="P1"),
        line(code="JEU-002", project_code="P1"),
        Boekingen=[
            ["Boekstuknummer", "Boekdatum", "Projectcode", "Bedrag"],
            ["1", date(2024, 3, 1), "P1", 5],
        ],
    ),
    "ledger-source-needed": _ledger({}, known=TWO_SOURCES),
    "ledger-source-other": _ledger({"Bron": "VHF"}),
    "ledger-theme-needed": _ledger({"Bron": "SPUK"}, known=TWO_SOURCES),
    "ledger-theme-other": _ledger({"Bron": "SPUK", "Thema": "Integraal"}, known=TWO_SOURCES),
    "ledger-double": _ledger({"Volgnummer": 1}, {"Volgnummer": 1}),
    "ledger-statement": _ledger({}),
    "period-invalid": _ledger({}, titles=(["Extractiedatum: 31-02-2024"],)),
    "ledger-period-day": _mapped(PERIODS, PERIODS_TOML),
    "ledger-period-end": _ledger({}, titles=(["Periode: 01-01-2024 t/m 31-03-2024"],)),
    "title-other": _ledger({}, titles=(["Verwachte uitgaven 2024"],)),
    "rows-named-other": _ledger({}, {"Omschrijving": "Prognose december"}),
    "ledger-title-month": _ledger({}, titles=(["Boekingen mei 2024"],)),
    "ledger-ahead": _ledger({}, titles=(["Extractiedatum: 29-02-2024"],)),
    "plan-code-same": _plan({"Regelcode": "A-1"}, {"Regelcode": "A-1.1"}),
    "sheet-old-counts": _sheets(Plan=plan({}), oud=plan({"Regelcode": "JEU-009"})),
    "ledger-running": _ledger(
        *({"Boekdatum": date(2024, n, 28), "Bedrag": 100 * n} for n in (1, 2, 3)),
        titles=(["Realisatie cumulatief"],),
    ),
    "column-remark": _ledger({"Toelichting": "bestelling"}),
    "ledger-code-beside": _ledger({"Regelcode": "4000", "Kostendrager": "JEU-001"}),
    "ledger-order-year": _ledger(
        {"Soort": "verplichting"},
        {"Volgnummer": 2, "Boekdatum": date(2025, 1, 9)},
        known=(KNOWN, line(year=2025)),
    ),
    "ledger-commitments": _ledger({"Soort": "verplichting"}, titles=(["Verplichtingen: geen"],)),
    "transfer-unknown": _moved({"Naar regelcode": "JEU-009"}),
    "transfer-line": _moved({"Naar regelcode": "JEU-003"}),
    "transfer-same": _moved({"Naar regelcode": "JEU-001"}),
    "transfer-amount": _moved({"Bedrag": 0}),
    "transfer-more": _moved({"Bedrag": 5_000}),
    "transfer-released": _moved({"Van regelcode": "JEU-005", "Bedrag": 500}),
    "transfer-decision": _moved({"Naar regelcode": "JEU-004"}),
    "transfer-double": _moved({}, {}),
    "transfer-plan": _moved({}, Plan=plan({})),
    "succession-share": _codes(["JEU-001", "gesplitst", "JEU-002", "de helft", JULY, "x"]),
    "succession-sum": _codes(*(["JEU-001", "gesplitst", f"JEU-00{n}", 40, JULY, "x"] for n in (2, 3))),
    "succession-unknown": _codes(["JEU-009", "hernoemd", "JEU-002", None, JULY, "x"]),
    "succession-circle": _codes(["JEU-001", "hernoemd", "JEU-001", None, JULY, "x"]),
    "succession-pot": _codes(["JEU-001", "hernoemd", "JEU-004", None, JULY, "x"]),
    "succession-decision": _codes(["JEU-001", "hernoemd", "JEU-002", None, JULY, "x", "Besluit 3"]),
    "succession-closed": _codes(
        ["JEU-002", "vervallen", None, None, JULY, "x"], ["JEU-001", "hernoemd", "JEU-002", None, JULY, "x"]
    ),
    "succession-rows": _codes(["JEU-001", "hernoemd", None, None, JULY, "x"]),
    "succession-since": _codes(
        *(["JEU-001", "gesplitst", f"JEU-00{n}", 50, date(2024, n, 1), "x"] for n in (2, 3))
    ),
    "path-version": _sheets(Stappen=[STEPS, ["Wonen", "twee", "raad", date(2024, 3, 1)]]),
    "path-double": _sheets(Stappen=[STEPS, *(["Wonen", 1, "raad", date(2024, n, 1)] for n in (3, 4))]),
    "plan-amendment": _sheets(Plan=[["Herkomst wijziging", "VJN"], [], *plan({})]),
    "plan-decision": _sheets(Plan=[["Besluit", "Raadsbesluit 12"], [], *plan({})]),
    "scope-domain": _ledger({}, titles=(["Domein: Sociaal"],)),
    "scope-codes": _ledger({}, titles=(["Regels: 12"],)),
    "ledger-outside": _ledger({}, titles=(["Periode 01-04-2024 t/m 30-06-2024"],)),
    "ledger-signs": _ledger({"Bedrag": -1}, {"Bedrag": -2}),
    "phasing-share": _plan(dict.fromkeys(QUARTERS[:3], "0%") | {QUARTERS[3]: "101%"}),
    "phasing-shares-sum": _plan(dict.fromkeys(QUARTERS, "24%")),
    "phasing-shares-both": _plan(dict.fromkeys(QUARTERS, "25%") | dict.fromkeys(MONTHS, "8,33%")),
    "payment-twice": _ledger(
        *({"Boekstuknummer": number, "Leverancier": "Bakker"} for number in ("240001", "240002"))
    ),
    "release-what": _released({"Regelcode": None}),
    "release-theme": _released({"Bron": "Coalitiemiddelen", "Thema": "Leefbaarheid en veiligheid"}),
    "release-domain": _released({"Opgavedomein": "Veiligheid"}),
    "release-nowhere": _released({"Jaar": 2025}),
    "release-double": _released({}, {}),
    "release-more": _released({}, {"Bedrag": 601}),
    "release-less": _released({}, known=(line(released=60_001),)),
    "progress-double": _sheets(KNOWN, Voortgang=[PROGRESS, *[["JEU-001", date(2024, 3, 1), 5, None]] * 2]),
    "progress-withdrawn": _sheets(
        KNOWN,
        Voortgang=[[*PROGRESS, "Prognose vervalt"], ["JEU-001", date(2024, 3, 1), 5, None, "ja"]],
    ),
    "progress-forecasts": _sheets(
        KNOWN,
        Voortgang=[
            [*PROGRESS, "Indicator"],
            *[["JEU-001", date(2024, 3, 1), n, None, str(n)] for n in (5, 6)],
        ],
    ),
    "question-missing": _question(**{"Vraag aan bestuur": None}),
    "question-options": _question(**{"Keuze B": None}),
    "question-meeting": _question(**{"Voor vergadering": date(2024, 3, 2)}),
    "question-double": _question(twice=True),
    "promise-outcome": _promised(date(2024, 5, 1), "klaar"),
    "promise-due": _promised(date(2024, 2, 29), "open"),
    "decision-route": _escalated("Sanne Bakker"),
    "decision-no-conflict": _escalated(None, "Bestuur"),
    "decision-resolved": _escalated("Sanne Bakker", "Bestuur", date(2024, 4, 1)),
    "decision-resolved-early": _escalated("Sanne Bakker", "Bestuur", date(2024, 2, 1), "Tim Mulder en Ada"),
    "decision-self": _escalated("Sanne Bakker", "Bestuur", date(2024, 4, 1), "Sanne Bakker en Ada"),
    "partner-amount": _sheets(Partners=[PARTNERS, ["De Brug", "Wonen", 2024, "financieel", "Geld", None]]),
    "partner-basis": _sheets(Partners=[PARTNERS, ["De Brug", "Wonen", 2024, "in kind", "Lokalen", 500]]),
    "partner-unit": _sheets(
        Partners=[
            [*PARTNERS, "Hoeveelheid"],
            ["De Brug", "Wonen", 2024, "in kind", "Lokalen", None, "40"],
        ]
    ),
    "decision-persons": _sheets(
        Besluiten=[DECISIONS, [date(2024, 3, 1), "Jeugd", "Doen", None, "Sanne Bakker"]]
    ),
    "decision-domain": _sheets(
        KNOWN,
        Besluiten=[
            [*DECISIONS, "Regelcode"],
            [date(2024, 3, 1), "Veiligheid", "Doen", None, "Sanne Bakker & Tim Mulder", "JEU-001"],
        ],
    ),
}


def test_every_finding_of_the_catalogue_has_a_workbook_that_causes_it():
    assert set(CASES) == set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(CASES))
def test_the_workbook_causes_the_finding_and_is_accepted_only_without_errors(code: str, programme: Programme):
    checked = CASES[code](programme)
    assert code in codes(checked)
    assert checked.accepted == (Level.ERROR not in {finding.level for finding in checked.findings})


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=str)
def test_every_entry_has_a_title_a_help_text_and_a_full_sentence(entry):
    assert entry.text.endswith((".", "}")), "a text ends as a sentence"
    assert entry.title
    assert entry.help.endswith(".")
