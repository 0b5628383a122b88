"""Pots, pace dates, signals and the worst part of nasty programmes, against the text of measures.md.

Lines have several sources, one pot is negative while another is over, rows name no source or a code that is
in no plan, statements speak for a domain or for a line, and amounts lie on a floor or a cent beside it. All
seeds are domains of one large programme: what is judged together costs one sum.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

import pytest

from budget.insight.facts import resolve
from budget.insight.measures import LineTable
from budget.model import By, Colour, Domain, Knowledge, Movement, PlanLine, PlanVersion, Programme
from budget.model.content import CommitmentStatement, Coverage
from budget.model.figures import Row
from budget.model.words import LineKey
from tests.spec.oracle import PlanRow, equal_parts, norm
from tests.spec.test_oracle_signals import COLOURS, euros, expected

YEAR, AS_OF = 2024, date(2024, 9, 17)
PURSES = (("COA", ""), ("SPUK-KW", "ARM"), ("SPUK-KW", "REI"), ("VHF", ""), ("SDL", ""))
SEEDS = range(150)
DOMAINS = tuple(f"{letter}{seed:03}" for seed in SEEDS for letter in "JVW")
MET = 40
"""Domains tested one by one for red parts, among those that are not red themselves."""
GROUPS = (By.DOMAIN, By.SOURCE, By.THEME, By.ACTION_LINE, By.POT, By.PROGRAMME)
RED = {"tekort", "gebruikt-zonder-vrijgave", "geld-raakt-op"}
Shown = Callable[..., tuple[Row, ...]]
"""The rows of a grouping, for the programme or one domain."""


class Said(NamedTuple):
    """A booking, or an open commitment where `day` is None."""

    code: str
    source: str
    theme: str
    day: date | None
    cents: int


class Drawn(NamedTuple):
    """One statement: the bookings and commitments of a domain, or of one line."""

    day: date
    last: date
    domain: str
    codes: frozenset[str]
    opens: tuple[Said, ...]


@dataclass(frozen=True)
class Nasty:
    """A random programme: its lines, its bookings, its statements in order of acceptance."""

    lines: tuple[PlanLine, ...]
    booked: tuple[Said, ...]
    statements: tuple[Drawn, ...]

    def knowledge(self) -> Knowledge:
        """The knowledge that the product gets."""
        numbered = list(enumerate(self.statements, start=2))
        opens = tuple(
            CommitmentStatement(
                seq, s.day, (s.codes,), dict(self.summed(s.opens)),
                frozenset({s.domain}) if s.domain else frozenset(),
            )
            for seq, s in numbered if s.opens
        )  # fmt: skip
        return Knowledge(
            YEAR, 9_999,
            versions=tuple(
                PlanVersion(1, d, tuple(x for x in self.lines if x.domain == d)) for d in DOMAINS
            ),
            code_domains=tuple((1, *pair) for pair in sorted({(x.code, x.domain) for x in self.lines})),
            movements=tuple(
                Movement(9_000, s.code, s.source, s.theme, s.day, s.cents) for s in self.booked if s.day
            ),
            commitments=opens,
            coverage=tuple(
                Coverage(seq, s.day, date(YEAR, 1, 1), s.last, s.codes,
                         frozenset({s.domain}) if s.domain else frozenset())
                for seq, s in numbered
            ),
        )  # fmt: skip

    @staticmethod
    def summed(opens: Iterable[Said]) -> Counter[LineKey]:
        found: Counter[LineKey] = Counter()
        for said in opens:
            found[LineKey(said.code, said.source, said.theme)] += said.cents
        return found


def nasty() -> Nasty:
    lines, booked, statements = [], [], []
    for domain in DOMAINS:
        draw = Random(f"nasty {domain}")
        own = tuple(
            _line(draw, domain, f"{domain}-{n}", purse)
            for n in range(1, draw.randint(2, 4))
            for purse in draw.sample(PURSES, draw.choice([1, 1, 2, 3]))
        )
        rows = [_row(draw, own, date(YEAR, 1, 1) + timedelta(draw.randrange(300))) for _ in range(9)]
        lines += own
        booked += [*rows, *_edges(draw, own, rows)]
        statements += [_statement(draw, domain, own) for _ in range(draw.randint(0, 3))]
    return Nasty(tuple(lines), tuple(booked), tuple(statements))


def _line(draw: Random, domain: str, code: str, purse: tuple[str, str]) -> PlanLine:
    budget = draw.choice([0, draw.randrange(100_000_000), draw.randrange(100, 300_000) * 100])
    released = draw.choice([None, 0, budget, draw.randint(0, budget)])
    cuts = sorted(draw.randint(0, budget) for _ in range(11))
    months = tuple(b - a for a, b in zip([0, *cuts], [*cuts, budget], strict=True))
    return PlanLine(
        code, domain, draw.choice(["Noord", "Zuid"]), f"Werk {code}", *purse, "s.bakker", YEAR,
        budget, released, draw.choice([None, months]),
    )  # fmt: skip


def _row(draw: Random, lines: tuple[PlanLine, ...], day: date | None) -> Said:
    line = draw.choice(lines)
    named = draw.choice([(line.source, line.theme), (line.source, line.theme), ("", ""), ("VHF", "")])
    cents = draw.randrange(1, 12_000_000) * draw.choice([1, 1, 1, -1])
    code = draw.choice([line.code] * 6 + [f"{line.domain}-77", "X-1"])
    return Said(code, *named, day, abs(cents) if day is None else cents)


def _edges(draw: Random, lines: tuple[PlanLine, ...], booked: list[Said]) -> list[Said]:
    """Rows that put the only line of a pot exactly at the floor for a shortage, or one cent from it."""
    pots = Counter((x.domain, x.source, x.theme) for x in lines)
    found = []
    for line in lines:
        if pots[line.domain, line.source, line.theme] == 1 and draw.random() < 0.4:
            spent = sum(
                s.cents for s in booked
                if s.day and s.day <= AS_OF and s.code == line.code and s[1:3] == (line.source, line.theme)
            )  # fmt: skip
            over = max(100_000, line.budget // 200) + draw.choice([-1, 0, 1])
            day = date(YEAR, draw.randint(1, 8), 28)
            found.append(Said(line.code, line.source, line.theme, day, line.budget + over - spent))
    return found


def _statement(draw: Random, domain: str, lines: tuple[PlanLine, ...]) -> Drawn:
    day = draw.choice([date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 8, 31), AS_OF, date(YEAR, 10, 2)])
    last = day - timedelta(draw.choice([0, 0, 1, 40]))
    whole = draw.random() < 0.7
    named = lines if whole else (draw.choice(lines),)
    opens = [_row(draw, named, None) for _ in range(draw.choice([0, 2, 4]))]
    opens = [said for said in opens if said.code != "X-1"]
    codes = frozenset({line.code for line in named} | {said.code for said in opens})
    return Drawn(day, last, domain if whole else "", codes, tuple(opens))


# --- the second opinion ---------------------------------------------------------------------


class Opinion:
    """The text of measures.md, word for word, applied to one random programme."""

    def __init__(self, found: Nasty) -> None:
        self.found = found
        self.by_code: dict[str, list[PlanLine]] = defaultdict(list)
        for line in found.lines:
            self.by_code[line.code].append(line)
        self.items = [s for s in found.booked if s.day and s.day <= AS_OF] + self._open()
        self.pace = self._pace()

    def _open(self) -> list[Said]:
        """For each line the latest statement that has it in scope and states commitments."""
        known = [(s.day, n, s) for n, s in enumerate(self.found.statements) if s.opens and s.day <= AS_OF]
        scope: dict[str, list[tuple[date, int, Drawn]]] = defaultdict(list)
        named = {said.code for _, _, s in known for said in s.opens}
        for code in named:
            scope[code] = [x for x in known if code in x[2].codes or self.home(code) == x[2].domain]
        last = {code: max(found)[2] for code in named if (found := scope[code])}
        return [said for code, decides in last.items() for said in decides.opens if said.code == code]

    def _pace(self) -> dict[str, date]:
        """The day that the statements reach, per domain.

        CHOICE: a statement of a line reaches that line alone; its domain is reached when half of the
        lines that any statement names are, otherwise the other half would be shown as slow.
        """
        named: dict[str, set[str]] = defaultdict(set)
        ends: dict[str, list[tuple[date, Drawn]]] = defaultdict(list)
        for said in self.found.statements:
            domain = said.domain or self.home(next(iter(sorted(said.codes))))
            named[domain] |= {code for code in said.codes if self.home(code) == domain}
            ends[domain].append((min(said.last, said.day, AS_OF), said))
        found = {}
        for domain, told in ends.items():
            for day in sorted((end for end, _ in told), reverse=True):
                by_then = [said for end, said in told if end >= day]
                reached = {c for c in named[domain] for said in by_then if said.domain or c in said.codes}
                if 2 * len(reached) >= len(named[domain]):
                    found[domain] = day
                    break
        return found

    @staticmethod
    def home(code: str) -> str:
        return code[:4] if code[4:5] == "-" else ""

    def lines_of(self, item: Said) -> list[PlanLine]:
        return [
            x for x in self.by_code[item.code]
            if item.source in ("", x.source)
            and (not item.source or item.theme == x.theme)
        ]  # fmt: skip

    def place(self, item: Said) -> PlanLine | None:
        """The line that a row belongs to; a row that fits several lines, or none, belongs to no line."""
        own = self.lines_of(item)
        return own[0] if len(own) == 1 else None

    def key(self, by: By, line: PlanLine | None, item: Said | None = None) -> str:
        domain = line.domain if line else self.home(item.code) if item else ""
        if by is By.PROGRAMME:
            return ""
        if by is By.DOMAIN:
            return domain
        if by is By.POT:
            return f"{domain}/{line.source}/{line.theme}" if line else f"{domain}//"
        if line is None:
            return ""
        return {
            By.SOURCE: line.source, By.THEME: f"{line.source}/{line.theme}",
            By.ACTION_LINE: f"{line.domain}/{line.action_line}",
        }[by]  # fmt: skip

    def groups(self, by: By, within: str | None = None) -> dict[str, Counter[str]]:
        """Every measure that can be summed, by group; `within` one domain."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        pots: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for line in self.found.lines:
            if within not in (None, line.domain):
                continue
            group, pot = found[self.key(by, line)], pots[self.key(by, line), self.key(By.POT, line)]
            group["budget"] += line.budget
            group["norm"] += norm(as_row(line), self.pace.get(line.domain, AS_OF))
            pot["budget"] += line.budget
            if line.released is not None:
                pot["stated"] += line.budget
                pot["released"] += line.released
        for item in self.items:
            line = self.place(item)
            domain = line.domain if line else self.home(item.code)
            if within not in (None, domain):
                continue
            key = self.key(by, line, item)
            found[key]["committed" if item.day is None else "realised"] += item.cents
            if item.day and item.day <= self.pace.get(domain, AS_OF):
                found[key]["paced"] += item.cents
            pot = pots[key, self.key(By.POT, line, item)]
            pot["used"] += item.cents
            pot["stated_used"] += item.cents if line and line.released is not None else 0
        for (key, name), pot in pots.items():
            short = max(0, pot["used"] - pot["budget"])
            unreleased = max(0, min(pot["stated_used"], pot["stated"]) - pot["released"])
            found[key].update(
                {"short": short, "unreleased_use": unreleased, "room": max(0, pot["budget"] - pot["used"])}
            )
            found[key][f"short of {name}"] = short
            found[key][f"unreleased of {name}"] = unreleased
        return found


def as_row(line: PlanLine) -> PlanRow:
    months = line.phasing or tuple(equal_parts(line.budget, 12))
    return PlanRow(
        *(line.code, line.domain, line.action_line, line.source, line.theme, line.budget_holder),
        *(line.year, line.budget, line.released, months),
    )


def measured(row: Row) -> dict[str, int]:
    m = row.measures
    names = ("budget", "realised", "committed", "short", "unreleased_use", "room", "norm", "paced")
    return {name: getattr(m, name) for name in names}


@pytest.fixture(scope="module")
def many_domains(programme: Programme) -> Programme:
    """The example programme with a domain for each random one."""
    domains = (Domain(code, f"Domein {code}", code_prefixes=(f"{code}-",)) for code in DOMAINS)
    return replace(programme, domains=tuple(domains))


@pytest.fixture(scope="module")
def opinion() -> Opinion:
    return Opinion(nasty())


@pytest.fixture(scope="module")
def rows_by(opinion: Opinion, many_domains: Programme) -> Shown:
    table = LineTable(resolve(opinion.found.knowledge(), many_domains, AS_OF))
    return cache(lambda by, domain=None: table.rows(by, many_domains, domain))


@pytest.mark.parametrize("by", GROUPS)
def test_every_amount_of_every_pot_and_group_is_that_of_the_text(
    opinion: Opinion, rows_by: Shown, by: By
) -> None:
    right = {key: found for key, found in opinion.groups(by).items() if any(found.values())}
    rows = {row.key: measured(row) for row in rows_by(by)}
    wrong = [
        (key, name, cents, right.get(key, Counter())[name])
        for key, said in rows.items()
        for name, cents in said.items()
        if right.get(key, Counter())[name] != cents
    ]
    assert wrong == []
    assert right.keys() <= rows.keys()
    if by is By.DOMAIN:
        assert sum(bool(said["short"] and said["room"]) for said in rows.values()) > len(SEEDS)


def test_pots_add_up_and_free_is_room_less_short(rows_by: Shown) -> None:
    total = rows_by(By.PROGRAMME)[0].measures
    for by in (By.DOMAIN, By.SOURCE, By.THEME, By.POT):
        rows = [row.measures for row in rows_by(by)]
        for name in ("short", "unreleased_use", "room"):
            assert sum(getattr(m, name) for m in rows) == getattr(total, name)
        assert all(m.free == m.room - m.short for m in rows)


def red_parts(shown: Shown, domain: str) -> list[Row]:
    """The planned action lines, sources and themes that the table makes red; a theme where it is one."""
    parts = [row for by in (By.ACTION_LINE, By.SOURCE, By.THEME) for row in shown(by, domain)]
    themed = [row for row in parts if row.is_planned and not row.key.endswith("/")]
    return [row for row in themed if expected(row.measures) in RED]


def test_the_signal_is_that_of_the_first_matching_rule(rows_by: Shown) -> None:
    seen: set[str] = set()
    for row in (*rows_by(By.DOMAIN), *rows_by(By.SOURCE), *rows_by(By.THEME), *rows_by(By.POT)):
        rule = expected(row.measures)
        if row.is_planned and rule != "volgens-plan":
            assert (row.signal.rule, row.signal.colour) == (rule, COLOURS[rule]), row
            seen.add(rule)
    assert {"tekort", "gebruikt-zonder-vrijgave", "wijkt-af-van-plan", "geld-blijft-over"} <= seen


def test_a_domain_that_holds_a_red_part_names_the_worst(rows_by: Shown) -> None:
    named = 0
    calm = [row for row in rows_by(By.DOMAIN) if row.is_planned and expected(row.measures) not in RED]
    for row in calm[:MET]:
        held = red_parts(rows_by, row.key)
        rule = expected(row.measures, [part.measures.budget for part in held])
        assert (row.signal.rule, row.signal.colour) == (rule, COLOURS[rule]), row
        if held and row.signal.colour not in (Colour.RED, Colour.GREY):
            assert "om bijsturen" in row.signal.reason
            assert any(part.name in row.signal.reason for part in held)
            named += 1
    assert named


def test_a_red_domain_names_its_worst_pot_and_counts_the_others(
    opinion: Opinion, rows_by: Shown, many_domains: Programme
) -> None:
    mine, named = opinion.groups(By.DOMAIN), 0
    for row in (row for row in rows_by(By.DOMAIN) if row.is_planned and row.signal.colour is Colour.RED):
        for measure, word in (("short", "short of "), ("unreleased_use", "unreleased of ")):
            pots = {k.removeprefix(word): c for k, c in mine[row.key].items() if k.startswith(word) and c}
            if not pots or min(pots.values()) < 50:
                continue
            worst, most = max(pots.items(), key=lambda pot: pot[1])
            assert euros(mine[row.key][measure]) in row.signal.reason
            if list(pots.values()).count(most) == 1:
                assert where(worst, many_domains) in row.signal.reason, (worst, row)
                named += 1
            if len(pots) > 1:
                assert euros(most) in row.signal.reason
                assert f"{len(pots) - 1} andere pot" in row.signal.reason
    assert named > len(SEEDS)


def where(pot: str, programme: Programme) -> str:
    _, source, theme = pot.split("/")
    if not source:
        return "buiten het bestedingsplan"
    found = programme.source(source)
    names = [t.name for t in found.themes if t.code == theme]
    return f"{found.name}, thema {names[0]}" if names else found.name
