"""A second opinion on what changed, from measures.md and workbooks.md: whole states compared with each other.

It computes everything again from the files themselves, at both moments, and subtracts; it shares nothing
with the product but the names of what is handed in. Where the texts leave a choice: CHOICE.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from budget.model import Booking, Kind, LineKey, PlanLine, Programme, Statement
from tests.spec.histories import Handed

GROUPINGS = ("programme", "domain", "action_line", "line", "source", "theme", "budget_holder", "pot", "place")
PARTS = ("plan", "bookings", "commitments")


class Place(NamedTuple):
    """Where an amount counts: a plan line with its owner, or 'not in the plan' of a domain (code '')."""

    domain: str
    action_line: str = ""
    code: str = ""
    source: str = ""
    theme: str = ""
    holder: str = ""

    def key(self, by: str) -> str:
        if by == "programme":
            return "all"
        if by == "domain":
            return self.domain
        if not self.code:
            return {"place": f"{self.domain}/", "pot": f"{self.domain}//"}.get(by, "")
        return {
            "action_line": f"{self.domain}/{self.action_line}", "line": self.code, "source": self.source,
            "theme": f"{self.source}/{self.theme}", "budget_holder": self.holder,
            "pot": f"{self.domain}/{self.source}/{self.theme}",
            "place": "/".join(self),
        }[by]  # fmt: skip


class Sheet(NamedTuple):
    day: date
    seq: int
    said: Statement

    def words(self, kind: Kind) -> Iterator[tuple[tuple, Booking]]:
        """Identity: Boekstuknummer + Volgnummer where there is one, else the row with its count."""
        seen: Counter[Booking] = Counter()
        for row in self.said.rows:
            if row.kind is kind:
                seen[row] += 1
                yield ((row.document, row.sequence) if row.sequence else (row, seen[row])), row

    def codes(self) -> set[str]:
        return {row.code for row in self.said.rows}

    def denies(self, row: Booking, home: str) -> bool:
        """Whether it covers this line and day; asked only of sheets that do not name the row."""
        within = self.said.first <= row.date <= self.said.last
        return self.said.states_bookings and within and self.speaks_for(row.code, home)

    def speaks_for(self, code: str, home: str) -> bool:
        """By name, or as one of all lines of the domain `home`."""
        return code in self.codes() or (bool(home) and home in (self.said.domains or ()))


class State:
    """The accepted files together, at one state of knowledge, for one fiscal year."""

    def __init__(self, files: Iterable[Handed], programme: Programme, year: int, known_at: int) -> None:
        self.year = year
        known = [file for file in files if file.seq <= known_at]
        self.prefixes = [(prefix, d.code) for d in programme.domains for prefix in d.code_prefixes]
        self.in_force: dict[str, list[PlanLine]] = {}
        self.homes: dict[str, str] = {}
        for file in known:
            for domain in {line.domain for line in file.content.plan}:
                self.in_force[domain] = [line for line in file.content.plan if line.domain == domain]
            self.homes |= {line.code: line.domain for line in file.content.plan}
        self.lines = [line for lines in self.in_force.values() for line in lines if line.year == year]
        self.sheets = sorted(
            (Sheet(said.date, file.seq, said) for file in known for said in file.content.statements),
            key=lambda sheet: sheet[:2],
        )

    def domain_of(self, code: str) -> str:
        known = (domain for prefix, domain in self.prefixes if code.startswith(prefix))
        return self.homes.get(code) or next(known, "")

    def place_of(self, code: str, source: str, theme: str) -> Place:
        fits = [
            line for line in self.lines
            if line.code == code and source in ("", line.source) and theme in ("", line.theme)
        ]  # fmt: skip
        # CHOICE: a row that fits several lines is not in the plan; nothing says how to divide it.
        return place_of_line(fits[0]) if len(fits) == 1 else Place(self.domain_of(code))

    def booked(self) -> list[Booking]:
        """The newest version of each booking, unless a later sheet of that line and day leaves it out."""
        # CHOICE: later means drawn up later; with equal days, accepted later.
        words = {key: (sheet, row) for sheet in self.sheets for key, row in sheet.words(Kind.REALISED)}
        return [
            row
            for sheet, row in words.values()
            if row.fiscal_year == self.year
            and not any(
                later[:2] > sheet[:2] and later.denies(row, self.domain_of(row.code)) for later in self.sheets
            )
        ]

    def about(self, sheet: Sheet) -> set[str]:
        """CHOICE: a sheet covers a domain when it names at least half an equal share of its lines."""
        lines = Counter(domain for code in sheet.codes() if (domain := self.domain_of(code)))
        return {domain for domain, n in lines.items() if 2 * n * len(lines) >= lines.total()}

    def open_by(self, as_of: date) -> dict[str, tuple[int, list[Booking]]]:
        """Per code the acceptance that decides its open commitments, and those commitments: a stock."""
        speaking = [s for s in self.sheets if s.said.states_commitments]
        counts = {s[:2]: self._counts_on(s, speaking, as_of) for s in speaking}
        stating = [s for s in speaking if counts[s[:2]]]
        found = {}
        for code in {row.code for sheet in stating for row in sheet.said.rows}:
            words = [
                (counts[sheet[:2]], *word) for sheet in stating if (word := self._word(sheet, stating, code))
            ]
            if words:
                _, day, _, seq = max(words)
                same = [s for s in stating if (s.day, s.seq) == (day, seq)]
                rows = {key: row for s in same for key, row in s.words(Kind.COMMITTED)}
                own = [r for r in rows.values() if r.code == code and r.fiscal_year == self.year]
                found[code] = seq, own
        return found

    @staticmethod
    def _counts_on(sheet: Sheet, speaking: list[Sheet], as_of: date) -> date | None:
        """CHOICE: a statement drawn up after `as_of`, by 31 days at most, counts at the end of its period.

        Sheets of one file and day end together.
        """
        end = max(other.said.last for other in speaking if other[:2] == sheet[:2])
        after = end if end <= as_of and sheet.day - as_of <= timedelta(31) else None
        return sheet.day if sheet.day <= as_of else after

    def _word(self, sheet: Sheet, stating: list[Sheet], code: str) -> tuple[date, bool, int] | None:
        """CHOICE: on the same day a sheet that names a line beats one that covers its domain.

        This holds for sheets without a stored scope.
        """
        if sheet.said.domains is not None:
            return (sheet.day, True, sheet.seq) if sheet.speaks_for(code, self.domain_of(code)) else None
        same = [other for other in stating if other[:2] == sheet[:2]]
        about = set().union(*(self.about(other) for other in same))
        home = self.domain_of(code)
        states = any(
            row.code == code and row.fiscal_year == self.year
            for other in same for _, row in other.words(Kind.COMMITTED)
        )  # fmt: skip
        named = any(code in other.codes() for other in same) and (not home or home in about)
        if states or named or home in about:
            return sheet.day, states or named, sheet.seq
        return None

    def stands(self, as_of: date) -> dict[Place, Counter[str]]:
        """The budgeted, booked and committed amounts of each place."""
        found: dict[Place, Counter[str]] = defaultdict(Counter)
        for line in self.lines:
            found[place_of_line(line)]["plan"] += line.budget
        for row in self.booked():
            if row.date <= as_of:
                found[self.place_of(row.code, row.source, row.theme)]["bookings"] += row.amount
        for _, rows in self.open_by(as_of).values():
            for row in rows:
                found[self.place_of(row.code, row.source, row.theme)]["commitments"] += row.amount
        return found


def place_of_line(line: PlanLine) -> Place:
    return Place(line.domain, line.action_line, line.code, line.source, line.theme, line.budget_holder)


def grouped(stands: dict[Place, Counter[str]], by: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for place, sums in stands.items():
        found[place.key(by)].update(sums)
    return found


def differences(
    before: dict[Place, Counter[str]], after: dict[Place, Counter[str]], by: str
) -> dict[str, dict[str, int]]:
    """Per group of any kind the free room before and after, and the three changes between them."""
    then, now = grouped(before, by), grouped(after, by)
    return {
        key: {
            "before": free(then[key]), "after": free(now[key]),
            **{part: now[key][part] - then[key][part] for part in PARTS},
        }
        for key in then.keys() | now.keys()
    }  # fmt: skip


def free(sums: Counter[str]) -> int:
    return sums["plan"] - sums["bookings"] - sums["commitments"]


Deltas = Counter[tuple[int, LineKey]]
"""(seq, line key in the file) -> cents: what each acceptance added or removed."""


def booked_by_acceptance(
    files: list[Handed], programme: Programme, year: int, as_of: date, known_at: int
) -> Deltas:
    """For the bookings up to `as_of`: the state after each acceptance minus the state before it."""

    def stand(seq: int) -> Iterator[tuple[LineKey, int]]:
        for row in State(files, programme, year, seq).booked():
            if row.date <= as_of:
                yield LineKey(row.code, row.source, row.theme), row.amount

    return _deltas(stand, known_at)


def planned_by_acceptance(files: list[Handed], programme: Programme, year: int, known_at: int) -> Deltas:
    """The same for the budget."""
    return _deltas(
        lambda seq: ((line.key, line.budget) for line in State(files, programme, year, seq).lines), known_at
    )


def _deltas(stand: Callable[[int], Iterable[tuple[LineKey, int]]], known_at: int) -> Deltas:
    found: Deltas = Counter()
    before: Counter[LineKey] = Counter()
    for seq in range(1, known_at + 1):
        now: Counter[LineKey] = Counter()
        for key, cents in stand(seq):
            now[key] += cents
        found.update({(seq, key): now[key] - before[key] for key in now.keys() | before.keys()})
        before = now
    return found


def minus(after: Counter, before: Counter) -> Counter:
    """The differences, without zeros."""
    return Counter(
        {key: cents for key in after.keys() | before.keys() if (cents := after[key] - before[key])}
    )
