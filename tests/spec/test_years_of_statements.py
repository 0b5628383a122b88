"""Any year of ledger files: the figures depend only on what the files say, and the preview tells them.

The second opinion below is written from workbooks.md and measures.md, shares nothing with the store, and
computes everything again from all files together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.access import VISITOR
from budget.model import Booking, Content, Kind, Programme, Statement
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.store.integrity import find_faults
from budget.store.statements import SheetsDisagreeError
from budget.usecases import deliver as delivery
from budget.usecases.preview import Preview
from tests.conftest import DATABASES, random_cases
from tests.store.samples import (
    AMENDED,
    NOW,
    PROGRAMME,
    booking,
    commitment,
    ledger,
    line,
    packed,
    plan,
    statement,
)

pytestmark = pytest.mark.fuzz
YEARS = (2024, 2025)
START = date(2024, 1, 28)
PLANNED = ("GRO-1", "SPE-1", "SPE-2", "SPE-3", "SPE-4", "SPE-5", "SPE-6")
CODES = (*PLANNED, "GRO-9", "X-1")
FEW, MANY = ("GRO-1", "SPE-1"), CODES
"""With few lines statements often meet; with many, one row can be a stray."""
_numbers = count(1)

days = st.integers(0, 9).map(lambda n: START + timedelta(days=n))
moments = st.integers(5, 40).map(lambda n: START + timedelta(days=n))
years = st.sampled_from([2024, 2024, 2024, 2025])
numbers = st.sampled_from(["1", "2", "", ""])
cents = st.integers(-300, 900)


@st.composite
def ledgers(draw) -> list[Booking]:
    """The few rows that a financial system may export in any of its files, so that files overlap."""
    codes = st.sampled_from(draw(st.sampled_from([FEW, MANY])))
    booked = st.builds(booking, st.sampled_from("ABC"), days, cents, codes, numbers, fiscal_year=years)
    opened = st.builds(
        commitment, st.sampled_from("VW"), days, st.integers(1, 900), codes, sequence=numbers,
        fiscal_year=years,
    )  # fmt: skip
    return draw(st.lists(booked, min_size=1, max_size=6)) + draw(st.lists(opened, min_size=1, max_size=4))


@st.composite
def files(draw, rows: list[Booking], day=moments, scoped: bool = True) -> Content:
    """One or two sheets; a document number occurs once in a file, as the intake requires.

    A sheet that is not `scoped` dates from before scopes were stored.
    """
    sheets, used, drawn_up = [], set(), draw(day)
    for n in range(draw(st.sampled_from([1, 1, 2]))):
        says = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
        states = {"states_bookings": says[0], "states_commitments": says[1]}
        pool = [row for row in rows if says[row.kind is Kind.COMMITTED]]
        shown = [row for row in draw(_shown(pool)) if _is_new(row, used)] if pool else []
        if shown:
            first, last = sorted([draw(days), draw(days)])
            on = drawn_up if n == 0 or draw(st.booleans()) else drawn_up - timedelta(days=1)
            states["domains"] = draw(_domains) if scoped else None
            sheets.append(statement(on, *shown, first=first, last=last, sheet=f"Blad {n}", **states))
    return ledger(*sheets)


_domains = st.sampled_from([(), (), ("GRO",), ("SPE",), ("GRO", "SPE")])


def _shown(pool: list[Booking]) -> st.SearchStrategy[list[Booking]]:
    """Some of the rows, some of them twice, and sometimes one that was corrected since."""
    same = st.sampled_from(pool)
    corrected = st.builds(lambda row, cents: row._replace(amount=cents), same, st.integers(1, 900))
    return st.lists(st.one_of(same, same, same, corrected), min_size=1, max_size=8)


def _is_new(row: Booking, used: set) -> bool:
    key = row.document, row.sequence, row.kind
    if row.sequence and key in used:
        return False
    used.add(key)
    return True


@st.composite
def histories(draw, most: int = 5) -> list[Content]:
    rows = draw(ledgers())
    some = st.lists(files(rows, scoped=draw(st.booleans())), min_size=1, max_size=most)
    return [content for content in draw(some) if content.statements]


@st.composite
def histories_by_day(draw) -> list[Content]:
    """No two files have the same day: a file may have a sheet of the day before."""
    rows = draw(ledgers())
    numbers_of_days = draw(st.lists(st.integers(3, 20), min_size=2, max_size=4, unique=True))
    scoped = draw(st.booleans())
    found = [draw(files(rows, st.just(START + timedelta(days=2 * n)), scoped)) for n in numbers_of_days]
    return [content for content in found if content.statements]


# --- the second opinion --------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A sheet with its place in time: by its day, and on equal days by order of acceptance."""

    at: tuple[date, int]
    file: int
    said: Statement

    def rows(self, kind: Kind) -> Iterator[tuple[tuple, Booking]]:
        """Identity (document and number, else the whole row with its count on the sheet) and row."""
        seen: Counter[Booking] = Counter()
        for row in self.said.rows:
            if row.kind is kind:
                seen[row] += 1
                yield ((row.document, row.sequence) if row.sequence else (row, seen[row])), row

    def covers(self, row: Booking) -> bool:
        booked = [other.date for _, other in self.rows(Kind.REALISED)]
        within = min([self.said.first, *booked]) <= row.date <= max([self.said.last, *booked])
        return self.said.states_bookings and within and self.speaks_for(row.code)

    def names(self) -> set[str]:
        return {row.code for row in self.said.rows}

    def speaks_for(self, code: str) -> bool:
        """By name, or as one of all lines of a domain."""
        return code in self.names() or (bool(domain(code)) and domain(code) in (self.said.domains or ()))

    def about(self) -> set[str]:
        """Domains with at least half an equal share of the lines named."""
        lines = Counter(domain(code) for code in self.names() if domain(code))
        return {d for d in lines if lines[d] / sum(lines.values()) >= 1 / (2 * len(lines))}


def domain(code: str) -> str:
    return code[:3] if code[:3] in ("GRO", "SPE") else ""


def sheets_of(contents: list[Content]) -> list[Sheet]:
    return [Sheet((s.date, n), n, s) for n, content in enumerate(contents) for s in content.statements]


def realised(sheets: list[Sheet], as_of: date, year: int) -> Counter[str]:
    """The newest version of a booking counts, unless a later sheet of that line and day leaves it out."""
    words: dict[tuple, tuple[tuple[date, int], Booking]] = {}
    for sheet in sorted(sheets, key=lambda sheet: sheet.at):
        for identity, row in sheet.rows(Kind.REALISED):
            words[identity] = sheet.at, row
    sums: Counter[str] = Counter()
    for at, row in words.values():
        denied = any(sheet.at > at and sheet.covers(row) for sheet in sheets)
        if not denied and row.date <= as_of and row.fiscal_year == year:
            sums[row.code] += row.amount
    return sums


def committed(sheets: list[Sheet], as_of: date, year: int) -> Counter[str]:
    """For every line the amounts in the latest file that covers it, by name or through its domain."""
    speaking = [s for s in sheets if s.said.states_commitments]
    counts = {s.at: _counts_on(s, speaking, as_of) for s in speaking}
    stating = [s for s in speaking if counts[s.at]]
    sums: Counter[str] = Counter()
    for code in CODES:
        words = ((counts[s.at], word) for s in stating if (word := _word(s, stating, code, year)))
        if latest := max(words, default=None):
            day, _, file = latest[1]
            same = [s for s in stating if s.said.date == day and s.file == file]
            rows = {i: r for s in same for i, r in s.rows(Kind.COMMITTED)}
            sums[code] = sum(r.amount for r in rows.values() if r.code == code and r.fiscal_year == year)
    return sums


def _counts_on(sheet: Sheet, speaking: list[Sheet], as_of: date) -> date | None:
    """The day it was drawn up; before that day, by 31 days at most, the end of its file's period."""
    if sheet.said.date <= as_of:
        return sheet.said.date
    same = [s.said for s in speaking if s.at == sheet.at]
    booked = [row.date for said in same for row in said.rows if row.kind is Kind.REALISED]
    end = max([*(said.last for said in same), *booked])
    return end if end <= as_of and sheet.said.date - as_of <= timedelta(31) else None


def _word(sheet: Sheet, stating: list[Sheet], code: str, year: int) -> tuple[date, bool, int] | None:
    if sheet.said.domains is not None:
        return (sheet.said.date, True, sheet.file) if sheet.speaks_for(code) else None
    same = [s for s in stating if s.at == sheet.at]
    about = set().union(*(s.about() for s in same))
    states = any(r.code == code and r.fiscal_year == year for s in same for _, r in s.rows(Kind.COMMITTED))
    named = any(code in s.names() for s in same)
    by_name = states or (named and (domain(code) in about or not domain(code)))
    if by_name or domain(code) in about:
        return sheet.said.date, by_name, sheet.file
    return None


# --- the product ---------------------------------------------------------------------------


def figures(store: Store, programme: Programme, as_of: date, year: int) -> tuple[Counter[str], Counter[str]]:
    """(realised, committed) by code; money in no plan is summed under its domain and '?'."""
    booked, open_now = Counter(), Counter()
    for found in load_standing(store.of(programme.id), programme, as_of, year).facts.lines:
        where = found.key.code or f"{found.domain}?"
        booked[where] += sum(found.realised)
        open_now[where] += found.committed
    return booked, open_now


def by_place(sums: Counter[str]) -> Counter[str]:
    placed: Counter[str] = Counter()
    for code, amount in sums.items():
        placed[code if code in PLANNED else f"{domain(code)}?"] += amount
    return placed


def free(store: Store, programme: Programme, year: int) -> int:
    facts = load_standing(store, programme, date(2030, 12, 31), year).facts
    return sum(found.budget - sum(found.realised) - found.committed for found in facts.lines)


def hand_in(
    store: Store, programme: Programme, content: Content, said: Preview, name: int, before: dict[int, int]
) -> dict[int, int]:
    """Submit and accept through the product, confirming every correction; the preview must match to the cent.

    What is free per year goes in as before the file, and comes back as after it.
    """
    checked, data = packed(content)
    data += str(name).encode()
    checked = replace(checked, sha256=hashlib.sha256(data).hexdigest())
    given = store, programme, checked, data, "cor", NOW, said.mark, said
    number = delivery.submit(*given, amendment=AMENDED).id
    delivery.accept(store, programme, number, "cato", NOW, said.known_at, said.mark)
    told = {effect.year: effect.bridge for effect in said.years}
    after = {year: free(store, programme, year) for year in YEARS}
    for year in YEARS:
        assert after[year] == (told[year].after if year in told else before[year])
        assert year not in told or told[year].before == before[year]
    assert delivery.preview(store, programme, VISITOR, content).is_empty
    return after


def live(store: Store, contents: list[Content]) -> tuple[Programme, list[Content]]:
    """A new programme in which these files were submitted, except those that contradict themselves.

    A file that changes nothing cannot be submitted; it stays in the list, because it must not matter.
    """
    programme = replace(PROGRAMME, id=f"jaren {next(_numbers)}")
    store = store.of(programme.id)
    plans = plan(*(line(code, 10_000, year=y) for code in PLANNED for y in YEARS))
    meant, left = [], dict.fromkeys(YEARS, 0)
    for n, content in enumerate([plans, *contents]):
        try:
            said = delivery.preview(store, programme, VISITOR, content)
        except SheetsDisagreeError:
            continue
        meant.append(content)
        if not said.is_empty:
            left = hand_in(store, programme, content, said, n, left)
    return programme, meant[1:]


def assert_agree(store: Store, programme: Programme, said: list[Content], as_of: date) -> None:
    sheets = sheets_of(said)
    for year in YEARS:
        booked, open_now = figures(store, programme, as_of, year)
        assert +booked == +by_place(realised(sheets, as_of, year)), "realised"
        assert -booked == -by_place(realised(sheets, as_of, year)), "credits"
        assert +open_now == +by_place(committed(sheets, as_of, year)), "committed"


def assert_same(sheets: list[Sheet], others: list[Sheet], as_of: date) -> None:
    """Both give the same figures as the second implementation."""
    for year in YEARS:
        assert by_place(realised(sheets, as_of, year)) == by_place(realised(others, as_of, year))
        assert by_place(committed(sheets, as_of, year)) == by_place(committed(others, as_of, year))


many, kinds = random_cases(16), st.sampled_from(DATABASES)


def last_of_their_days(said: list[Content]) -> Iterator[Content]:
    """The files without another one later on the same day: of one day the last file decides."""
    for n, content in enumerate(said):
        own = {one.date for one in content.statements}
        if not any(one.date in own for later in said[n + 1 :] for one in later.statements):
            yield content


@many
@given(kinds, histories(), st.lists(moments, min_size=1, max_size=3))
def test_figures_equal_the_union_of_all_files_and_repeats_change_nothing(
    stores: dict[str, Store], kind, contents, asked
) -> None:
    store = stores[kind]
    programme, said = live(store, contents)
    for as_of in [*asked, date(2030, 12, 31)]:
        assert_agree(store, programme, said, as_of)
    store = store.of(programme.id)
    for again in last_of_their_days(said):
        assert delivery.preview(store, programme, VISITOR, again).is_empty
        for as_of in asked:
            assert_same(sheets_of(said), sheets_of([*said, again]), as_of)
    with store.read() as connection:
        assert find_faults(connection, programme.id) == []


@many
@given(kinds, histories_by_day(), st.randoms(use_true_random=False), moments)
def test_the_order_of_files_with_different_dates_does_not_matter(
    stores: dict[str, Store], kind, contents, random, as_of
) -> None:
    shuffled = list(contents)
    random.shuffle(shuffled)
    if shuffled == contents:
        return  # Nothing but the same files again.
    store = stores[kind]
    (one, _), (other, _) = live(store, contents), live(store, shuffled)
    for day in (as_of, date(2030, 12, 31)):
        for year in YEARS:
            assert figures(store, one, day, year) == figures(store, other, day, year)
