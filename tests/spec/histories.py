"""Seeded random years of the example programme: what is handed in, in the order in which it was accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from hypothesis import settings

from budget.model import Booking, Content, Kind, PlanLine, Programme, Progress, Statement
from budget.store.engine import Store
from budget.store.submissions import accept_submission, store_submission
from tests.store.samples import packed

YEARS = (2024, 2025)
DOMAINS = ("JEU", "VEI", "WBE")
PURSES = (("COA", ""), ("SPUK-KW", "ARM"), ("SPUK-KW", "REI"), ("VHF", ""), ("SDL", ""))
HOLDERS = ("s.bakker", "k.yilmaz", "f.amrani")
PERSONS = ("s.bakker", "c.vandijk", "t.mulder", "d.kaya")
STRAY = "X-1"
"""A code in no domain, until a plan contains it."""
FIRST, START = date(2024, 1, 1), datetime(2024, 1, 2)


def seeds(few: int) -> range:
    """The seeds of the random years in `make test`, and of forty times as many in `make fuzz`."""
    return range(1, few * (40 if settings.get_current_profile_name() == "fuzz" else 1) + 1)


class Handed(NamedTuple):
    """An accepted submission: its number in the programme, what it says, and the two persons."""

    seq: int
    content: Content
    submitted_by: str
    accepted_by: str
    at: datetime


class Lived(NamedTuple):
    """A programme and everything accepted in it."""

    programme: Programme
    files: list[Handed]


def history(seed: int, most: int = 14) -> list[Handed]:
    """One programme's files: plans that replace each other, statements that overlap, own forecasts."""
    draw, found = Random(seed), []
    maker = _Maker(draw)
    for seq in range(1, draw.randint(7, most) + 1):
        submitted_by, accepted_by = draw.sample(PERSONS, 2)
        content = maker.content(seq)
        found.append(Handed(seq, content, submitted_by, accepted_by, START + timedelta(days=9 * seq)))
    return found


def moments(seed: int, files: list[Handed], number: int = 5) -> list[tuple[date, int]]:
    """(as_of, known_at) pairs, including before the first acceptance and after the year."""
    draw = Random(f"moments {seed}")
    days = [date(2023, 12, 31), date(2024, 12, 31), date(2025, 2, 14)]
    days += [FIRST + timedelta(days=draw.randrange(366)) for _ in range(6)]
    return [(draw.choice(days), draw.randint(0, len(files))) for _ in range(number - 1)] + [
        (date(2024, 11, 30), len(files))
    ]


def store_history(store: Store, programme: str, files: list[Handed]) -> None:
    """Store it as after confirmation by two persons."""
    for handed in files:
        checked, data = packed(handed.content, f"bestand {handed.seq}.xlsx")
        checked = replace(checked, sha256=f"{programme} {handed.seq}")
        with store.write(programme) as connection:
            waiting = store_submission(connection, programme, checked, data, handed.submitted_by, handed.at)
            accepted_at = handed.at + timedelta(hours=5)
            done = accept_submission(connection, programme, waiting.id, handed.accepted_by, accepted_at)
        if done.seq != handed.seq:
            raise ValueError(f"{done.seq} was to be {handed.seq}")


class _Maker:
    """Makes one file after another; bookings are drawn from one pool so that statements overlap."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.pool = {domain: [self._row(domain, n) for n in range(10)] for domain in DOMAINS}
        self.planned: set[str] = set()

    def content(self, seq: int) -> Content:
        unplanned = [domain for domain in DOMAINS if domain not in self.planned]
        if seq <= 2 or (unplanned and self.draw.random() < 0.2):
            return self._plan(unplanned[: 2 if seq == 1 else 1] or [self.draw.choice(DOMAINS)])
        kind = self.draw.choice(["plan", "ledger", "ledger", "ledger", "progress"])
        if kind == "plan":
            return self._plan(self.draw.sample(DOMAINS, self.draw.choice([1, 1, 2])))
        return self._ledger() if kind == "ledger" else self._progress()

    def _plan(self, domains: list[str]) -> Content:
        self.planned |= set(domains)
        return Content(plan=tuple(line for domain in domains for line in self._lines(domain)))

    def _lines(self, domain: str) -> list[PlanLine]:
        codes = [f"{domain}-{n}" for n in range(1, 5) if self.draw.random() < 0.8] or [f"{domain}-1"]
        if domain == "WBE" and self.draw.random() < 0.4:
            codes.append(STRAY)
        found = []
        for year in YEARS[: self.draw.choice([1, 2, 2])]:
            for code in codes:
                purses = self.draw.sample(PURSES, self.draw.choice([1, 1, 1, 2]))
                found += [self._line(domain, code, year, *purse) for purse in purses]
        return found

    def _line(self, domain: str, code: str, year: int, source: str, theme: str) -> PlanLine:
        budget = self.draw.choice([0, self.draw.randrange(9_000_000), self.draw.randrange(90_000) * 100])
        released = self.draw.choice([None, budget, self.draw.randint(0, budget)])
        return PlanLine(
            code, domain, self.draw.choice(["Noord", "Zuid"]), f"Werk {code}", source, theme,
            self.draw.choice(HOLDERS), year, budget, released, self._phasing(budget),
        )  # fmt: skip

    def _phasing(self, budget: int) -> tuple[int, ...] | None:
        if self.draw.random() < 0.5:
            return None
        cuts = sorted(self.draw.randint(0, budget) for _ in range(11))
        return tuple(b - a for a, b in zip([0, *cuts], [*cuts, budget], strict=True))

    def _row(self, domain: str, n: int) -> Booking:
        code = self.draw.choice([f"{domain}-{k}" for k in (1, 2, 3, 4, 1, 2, 9)] + [STRAY])
        if self.draw.random() < 0.05:
            code = f"{self.draw.choice(DOMAINS)}-1"
        source, theme = self.draw.choice([("", "")] * 12 + [*PURSES])
        day = FIRST + timedelta(days=self.draw.randrange(-20, 366))
        return Booking(
            f"{domain}{n}", self.draw.choice(["", "1", "2", "3"]), day, self.draw.choice([2024] * 5 + [2025]),
            code, source, self.draw.choice([theme, ""]), "", "", self._amount(), Kind.REALISED,
        )  # fmt: skip

    def _amount(self) -> int:
        cents = 1 if self.draw.random() < 0.1 else self.draw.randrange(1, 1_500_000)
        return -cents if self.draw.random() < 0.2 else cents

    def _ledger(self) -> Content:
        domains = self.draw.sample(DOMAINS, self.draw.choice([1, 1, 1, 2]))
        day = FIRST + timedelta(days=self.draw.choice([150, 242, self.draw.randrange(20, 400)]))
        sheets = [sheet for domain in domains if (sheet := self._sheet(domain, day)).rows]
        return Content(statements=tuple(sheets)) if sheets else self._progress()

    def _sheet(self, domain: str, day: date) -> Statement:
        books, opens = self.draw.choice([(True, True), (True, True), (True, False), (False, True)])
        first = self.draw.choice([date(2023, 12, 1), FIRST, day - timedelta(days=60)])
        last = self.draw.choice([day, day, day - timedelta(days=15)])
        rows = [self._as_shown(row) for row in self.pool[domain] if books and first <= row.date <= last]
        rows = [row for row in rows if self.draw.random() < 0.85]
        for row in self.draw.sample(self.pool[domain], self.draw.randint(0, 4)) if opens else ():
            size = self.draw.randrange(1, 900_000)
            rows.append(row._replace(document=f"O{row.document}", amount=size, kind=Kind.COMMITTED))
        return Statement(f"Blad {domain}", day, first, last, books, opens, tuple(rows))

    def _as_shown(self, row: Booking) -> Booking:
        """Sometimes a booking was corrected since: another amount, or another line."""
        chance = self.draw.random()
        if chance < 0.1:
            return row._replace(amount=self._amount())
        return row._replace(code=f"{row.document[:3]}-2") if chance < 0.15 else row

    def _progress(self) -> Content:
        codes = [f"{domain}-{n}" for domain in DOMAINS for n in range(1, 5)]
        day = FIRST + timedelta(days=self.draw.randrange(20, 366))
        said = self.draw.choice([None, 0, self.draw.randrange(9_000_000)])
        chosen = self.draw.sample(codes, self.draw.randint(1, 6))
        return Content(progress=tuple(Progress(code, day, self._guess(said)) for code in chosen))

    def _guess(self, said: int | None) -> int | None:
        return said if said is None else said + self.draw.randrange(500_000)
