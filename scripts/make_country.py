"""Makes a fictional country of 20 areas: a programme and a database each, and what they publish together.

All areas, amounts and persons are fictional, as every programme states. Every run makes the same country.

    python -m scripts.make_country [--areas 20] [--out data]
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from budget.access import VISITOR
from budget.lake.folder import LakeFolder
from budget.model.content import Booking, CheckedFile, Content, PlanLine, Statement
from budget.model.programme import Programme
from budget.model.sharing import Offer
from budget.model.words import Kind
from budget.programme import load_programme
from budget.store.content import pack_content
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.usecases import deliver, freeze, lake_export, sharing
from budget.usecases.database_use import begin

NAMES = (
    "Duinrade", "Meerveld", "Oostwolde aan Zee", "Lindenhoek", "Waterkamp", "Hoogbroek", "Kleiborg",
    "Zandlust", "Rietwijde", "Molenterp", "Heidestad", "Vaartzicht", "Berkendam", "Zonneslag", "Kromhaven",
    "Nieuw-Eiland", "Beekerwaard", "Steenkuil", "Windmark", "Tulpenburg",
)  # fmt: skip
NOTICE = "Verzonnen: de gebieden, de bedragen en de personen bestaan niet."
DOMAINS = {"VEI": "Veiligheid", "WON": "Wonen", "JEU": "Jeugd", "WER": "Werk"}
SOURCES = {
    "SPUK": ("SPUK Wijkaanpak", "gaat terug naar het Rijk", ("ARM", "GEZ")),
    "VHF": ("Fonds Woningen", "gaat terug naar het Rijk", ()),
    "GEM": ("Gemeente", "gaat terug naar de algemene middelen", ()),
}
THEMES = {"ARM": "Armoede en schulden", "GEZ": "Gezondheid"}
LINES = (
    ("VEI-1", "GEM", ""), ("VEI-2", "SPUK", "GEZ"), ("WON-1", "VHF", ""), ("WON-2", "GEM", ""),
    ("JEU-1", "SPUK", "GEZ"), ("JEU-2", "GEM", ""), ("WER-1", "SPUK", "ARM"), ("WER-2", "GEM", ""),
)  # fmt: skip
PEOPLE = (("controle-a", "controller"), ("controle-b", "controller"), ("secretaris", "secretaris"),
          ("beheer", "beheer"), ("lezer", "lezer"))  # fmt: skip
TODAY = date(2024, 10, 1)
UNSIGNED, SILENT = 17, 13
"""The area that signed nothing in 2024, and the one with a domain whose bookings end in June."""


@dataclass(frozen=True)
class Maker:
    """One area being made; every random number comes from `draw`."""

    programme: Programme
    store: Store
    draw: random.Random
    number: int

    @property
    def pace(self) -> float:
        """The spending pace of this area: 1 is as planned."""
        return (0.55, 0.85, 0.95, 1.0, 1.02, 1.05, 1.3)[self.number * 3 % 7]

    def make(self, folder: LakeFolder) -> None:
        """Two years of plans, statements and signed snapshots; then consent and publication."""
        now = datetime(2023, 1, 9)
        begin(self.store, self.programme, DatabaseUse.DEMONSTRATION, "controle-a", now)
        size = 200_000_00 + self.number * 37_000_00
        money = {
            year: {code: size + self.draw.randrange(size) for code, _, _ in LINES} for year in (2023, 2024)
        }
        lines = [line for year, budgets in money.items() for line in _lines(year, budgets)]
        self._deliver(Content(plan=tuple(lines)), now)
        for year, budgets in money.items():
            if year == 2023:
                self._book(year, budgets, 8)
                self._sign(date(2023, 10, 26), date(2023, 8, 31))
                self._book(year, budgets, 12)
            else:
                self._book(year, budgets, 9)
                if self.number != UNSIGNED:
                    self._sign(date(2024, 11, 28), date(2024, 9, 30))
        given = (self.store, self.programme)
        people = 9_000 + 2_111 * self.number
        offer = Offer(self.programme.name, people, date(2024, 1, 1), "Verzonnen besluit 12")
        proposal = sharing.propose_sharing(*given, offer, "controle-a", datetime(2024, 11, 29))
        sharing.decide_sharing(*given, proposal, "controle-b", datetime(2024, 11, 30), accepts=True)
        lake_export.publish(*given, "beheer", folder, TODAY)

    def _book(self, year: int, budgets: dict[str, int], until: int) -> None:
        """A statement of all domains up to and including month `until`."""
        silent = self.number == SILENT and year == 2024
        for domain in DOMAINS:
            last = 6 if silent and domain == "WON" else until
            day = date(year + last // 12, last % 12 + 1, 1) - timedelta(1)
            rows = [
                row
                for n, (code, _, _) in enumerate(LINES)
                if code.startswith(domain)
                for row in self._of_line(code, n, budgets[code], year, last)
            ]
            said = Statement("Boekingen", day, date(year, 1, 1), day, True, True, tuple(rows), (domain,))
            at = datetime.combine(day, datetime.min.time()) + timedelta(days=5, minutes=len(domain))
            self._deliver(Content(statements=(said,)), at)

    def _of_line(self, code: str, n: int, budget: int, year: int, last: int) -> list[Booking]:
        draw = random.Random(f"{self.number} {code} {year}")
        rows = []
        for month in range(1, last + 1):
            cents = int(budget / 12 * self.pace * draw.uniform(0.7, 1.3))
            rows.append(_row(code, f"B{year}-{n}-{month}", date(year, month, 15), cents, Kind.REALISED))
        if last < 12:
            rows.append(_row(code, f"V{year}-{n}", date(year, last, 20), budget // 25, Kind.COMMITTED))
        return rows

    def _deliver(self, content: Content, at: datetime) -> None:
        data = pack_content(content)
        checked = CheckedFile("verzonnen.xlsx", hashlib.sha256(data).hexdigest(), (), (), content)
        given = (self.store, self.programme)
        seen = deliver.preview(*given, VISITOR, content)
        handed = deliver.submit(*given, checked, data, "controle-a", at, seen.mark)
        deliver.accept(*given, handed.id, "controle-b", at, None, seen.mark)

    def _sign(self, meeting: date, as_of: date) -> None:
        missing = ("WON",) if self.number == SILENT and as_of.year == 2024 else ()
        at = datetime.combine(as_of + timedelta(days=8), datetime.min.time())
        given = (self.store, self.programme, meeting)
        freeze.propose(*given, as_of, "controle-a", at, missing=missing)
        freeze.sign(*given, "secretaris", at, missing=missing)


def make_country(out: Path, areas: int = len(NAMES)) -> None:
    """The databases in `land-bronnen`, their published files in `land`; existing ones are replaced."""
    sources = out / "land-bronnen"
    for folder in (sources, out / "land"):
        shutil.rmtree(folder, ignore_errors=True)
    lake = LakeFolder(str(out / "land"))
    for number, name in enumerate(NAMES[:areas], 1):
        own = sources / f"gebied-{number:02}"
        own.mkdir(parents=True)
        (own / "programme.toml").write_text(_programme(number, name), encoding="utf-8")
        store = open_store(f"sqlite:///{own / 'budget.db'}")
        Maker(load_programme(own), store, random.Random(number), number).make(lake)
        store.close()
        print(f"[{number}/{areas}] {name} (verzonnen)", flush=True)


def _lines(year: int, budgets: dict[str, int]) -> list[PlanLine]:
    return [
        PlanLine(
            code=code,
            domain=code[:3],
            action_line=DOMAINS[code[:3]],
            activity=f"Verzonnen werk {code}",
            source=source,
            theme=theme,
            budget_holder="controle-a",
            year=year,
            budget=budgets[code],
            released=budgets[code],
        )
        for code, source, theme in LINES
    ]


def _row(code: str, document: str, day: date, cents: int, kind: Kind) -> Booking:
    return Booking(
        document, "1", day, fiscal_year=day.year, code=code, source="", theme="", amount=cents,
        description="Verzonnen", supplier="", kind=kind,
    )  # fmt: skip


def _programme(number: int, name: str) -> str:
    head = [
        f'id = "gebied-{number:02}"', f'name = "{name}"', 'board = "Gebiedsraad (verzonnen)"',
        'scope = "Bestedingsplan van dit gebied: gemeentelijk geld en geld van het Rijk."',
        f'notice = "{NOTICE}"', "first_year = 2023", "last_year = 2025",
    ]  # fmt: skip
    for code, title in DOMAINS.items():
        head += ["[[domains]]", f'code = "{code}"', f'name = "{title}"', f'code_prefixes = ["{code}-"]']
    colours = iter(("#004699", "#A00078", "#00893C"))
    for code, (title, unspent, themes) in SOURCES.items():
        head += ["[[sources]]", f'code = "{code}"', f'name = "{title}"', "first_year = 2023"]
        head += ["last_year = 2025", f'unspent = "{unspent}"', f'colour = "{next(colours)}"']
        for theme in themes:
            head += ["[[sources.themes]]", f'code = "{theme}"', f'name = "{THEMES[theme]}"']
    for person, role in PEOPLE:
        head += ["[[people]]", f'id = "{person}"', f'name = "Verzonnen {person}"', f'role = "{role}"']
    for meeting, as_of in (("2023-10-26", "2023-08-31"), ("2024-11-28", "2024-09-30")):
        head += ["[[meetings]]", f"date = {meeting}", f"as_of = {as_of}", 'spotlight = "VEI"']
    return "\n".join(head) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=len(NAMES))
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    make_country(options.out, options.areas)
