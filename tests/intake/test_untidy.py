"""Random untidy plans, with several irregularities at once, are read to the cent."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from budget.model import Level, Programme
from tests.intake.workbooks import MONTHS, PLAN, cells, check, codes, plan, plan_row, xlsx

HEADERS = {
    "Regelcode": (
        "REGELCODE",
        "Regel\ncode",
        "code",
        "Projectcode ",
        "WBS-element",
        "kostenplaats",
        "Regelcode*",
    ),
    "Opgavedomein": ("opgave-domein", "Domein", "OPGAVE", "Pijler", "opgave\u00addomein"),
    "Actielijn": ("actie lijn", "ACTIELIJN"),
    "Budgethouder": ("Budget-\nhouder", "Opdrachtgever"),
    "Jaar": ("jaar", "Begrotingsjaar"),
    "Begroot": ("Begroting", "Budget", "raming", "Begroting na wijziging", "Bijgestelde begroting"),
    "Vrijgegeven": ("Vrijgave", "Beschikt"),
}
DOMAINS = {"JEU": ("Kansen voor de Jeugd", "JEU", "kansen  voor de jeugd"), "VEI": ("Veiligheid", "VEI")}
TITLES = ("Samen Nieuw-West", "Extractiedatum: 30-09-2024", "Concept", "Opgesteld door Jan")
IN_THOUSANDS = ("Bedragen x € 1.000", "(x € 1.000)", "bedragen in duizenden euro's")
TOTALS = ("Subtotaal", "Totaal domein", "TOTAAL", "Totaal groep")


@dataclass(slots=True)
class Untidy:
    """A random workbook with its expected cents budgeted and released, and its number of lines."""

    chance: random.Random
    budget: int = 0
    released: int = 0
    lines: int = 0
    book: openpyxl.Workbook = field(default_factory=openpyxl.Workbook)

    def fill(self) -> bytes:
        self.book.remove(self.book.active)
        unit, years = self.chance.choice((1, 1, 1, 1_000)), self.chance.random() < 0.25
        extra = [["Vrijgegeven"], [], MONTHS, ["Vrijgegeven", *MONTHS]][self.chance.randrange(4)]
        for number in range(self.chance.choice((1, 1, 2, 3))):
            year = 2024 + number if years else 2024
            self._sheet(
                self.book.create_sheet(f"Plan {year}" if years else f"Blad{number}"), year, unit, years, extra
            )
        if self.chance.random() < 0.3:
            self.book.create_sheet("Toelichting")["A1"] = "Hoe lees ik dit?"
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def _sheet(self, sheet: Worksheet, year: int, unit: int, years: bool, extra: list[str]) -> None:
        chance = self.chance
        at = 1
        for _ in range(chance.randrange(4)):
            sheet.cell(at, chance.randrange(1, 4), chance.choice((*TITLES, None)))
            at += 1
        in_title = unit > 1 and chance.random() < 0.5
        if in_title:
            sheet.cell(at, 1, chance.choice(IN_THOUSANDS))
            at += 1
        columns = [*PLAN, *extra]
        if years and chance.random() < 0.7:
            columns.remove("Jaar")
        if chance.random() < 0.4:
            columns.insert(chance.randrange(len(columns)), "Kleur")
        first = chance.randrange(1, 4)
        for number, name in enumerate(columns, first):
            text = chance.choice((name, *HEADERS.get(name, ())))
            is_amount = name in ("Begroot", "Vrijgegeven", *MONTHS)
            sheet.cell(at, number, f"{text} (x € 1.000)" if unit > 1 and is_amount and not in_title else text)
        self._rows(sheet, at + 1, first, columns, year, unit)

    def _rows(self, sheet: Worksheet, at: int, first: int, columns: list[str], year: int, unit: int) -> None:
        chance, group = self.chance, 0
        for _ in range(chance.randrange(1, 8)):
            at += group > 0 and chance.random() < 0.1  # a gap below a total is asked about
            row, cents = self._line(columns, year, unit)
            for number, name in enumerate(columns, first):
                sheet.cell(at, number, row.get(name))
            group, at = group + cents, at + 1
            if chance.random() < 0.15:
                sheet.cell(at, first + chance.randrange(3), chance.choice(TOTALS))
                sheet.cell(at, first + columns.index("Begroot"), group / 100 / unit)
                group, at = 0, at + 1
        if chance.random() < 0.3:
            sheet.cell(at + 2, first, "* bedragen zijn voorlopig en onder voorbehoud")
        if chance.random() < 0.2:
            sheet.row_dimensions[at - 1].hidden = True
            sheet.column_dimensions["C"].hidden = True

    def _line(self, columns: list[str], year: int, unit: int) -> tuple[dict[str, Any], int]:
        chance = self.chance
        self.lines += 1
        code = chance.choice(list(DOMAINS))
        cents = chance.randrange(10**6) * 12 * unit
        released = chance.choice((None, 0, cents)) if "Vrijgegeven" in columns else None
        self.budget, self.released = self.budget + cents, self.released + (released or 0)
        row = dict(zip(PLAN, plan_row(Activiteit=f"Activiteit {self.lines}", Jaar=year), strict=True))
        row["Regelcode"] = chance.choice((f"{code}-{self.lines:03d}", f"{self.lines:05d}"))
        row["Opgavedomein"] = chance.choice(DOMAINS[code])
        row["Begroot"] = self._amount(cents, unit)
        row["Vrijgegeven"] = None if released is None else self._amount(released, unit)
        return row | {"Kleur": "rood"} | {month: self._amount(cents // 12, unit) for month in MONTHS}, cents

    def _amount(self, cents: int, unit: int) -> float | str:
        whole, rest = divmod(cents // unit, 100)
        grouped = f"{whole:,}".replace(",", ".")
        texts = f"{grouped},{rest:02d}", f"€ {grouped},{rest:02d}", f"{whole},{rest:02d}"
        return self.chance.choice((cents / 100 / unit, *texts, f"€\u00a0{grouped},{rest:02d}"))


@pytest.mark.fuzz
def test_untidy_layout_does_not_change_the_figures(programme: Programme, fuzz_rounds: int):
    for seed in range(fuzz_rounds):
        untidy = Untidy(random.Random(seed))
        checked = check(untidy.fill(), programme)
        assert checked.content, (seed, [f.code for f in checked.findings if f.level is Level.ERROR])
        lines = checked.content.plan
        assert (len(lines), sum(line.budget for line in lines)) == (untidy.lines, untidy.budget), seed
        assert sum(line.released or 0 for line in lines) == untidy.released, seed


def test_a_plan_with_project_codes_alone_has_those_as_its_codes(programme: Programme):
    rows = [["Projectcode", *PLAN[1:]], plan_row(Regelcode="P-1")]
    assert [row.code for row in check(xlsx(Plan=rows), programme).content.plan] == ["P-1"]


@pytest.mark.parametrize(
    ("left_out", "refused"),
    [(["Begroot"], True), (["Bron", "Begroot"], True), (["Actielijn", "Bron", "Begroot"], False)],
    ids=["one", "two", "three"],
)
def test_a_sheet_with_one_or_two_missing_columns_is_refused(
    left_out: list[str], refused: bool, programme: Programme
):
    rows = [[cell for name, cell in zip(PLAN, row, strict=True) if name not in left_out] for row in plan({})]
    checked = check(xlsx(Plan=plan({}), Vergeten=rows), programme)
    assert cells(checked, "column-missing") == (["Vergeten!A1"] if refused else [])
    assert ("sheet-ignored" in codes(checked)) is not refused
