"""Reconciliation of accepted files: the total of the source system per file, and the day it agrees up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from budget.access import Action, Who, require
from budget.labels import day, listed
from budget.model.content import Content
from budget.model.handed_in import Money
from budget.model.programme import Programme
from budget.model.words import Cents, Kind
from budget.store import Connection, Store
from budget.store.audit import last_hash
from budget.store.memory import remember
from budget.store.submissions import load_content, load_submissions
from budget.usecases.preview import domains_of

NOT_RECONCILED = "niet aangesloten"
LATEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One kind of money in one accepted file: `stated` is None if no total was stated.

    `day` is of its newest statement and `first` the first day that it is about, both None for a plan;
    `domains` are those it is about.
    """

    submission: int
    file: str
    money: Money
    day: date | None
    domains: tuple[str, ...]
    stated: Cents | None
    counted: Cents
    explained: str = ""
    first: date | None = None

    @property
    def difference(self) -> Cents | None:
        """Cents in the source system minus cents read; None if it was not reconciled."""
        return None if self.stated is None else self.stated - self.counted


def reconciliation(store: Store, programme: Programme, actor: Who, year: int) -> list[Reconciled]:
    """Every accepted plan and ledger of a year with its totals, in order of acceptance."""
    require(programme, actor, Action.VIEW)
    return _reconciled(store, programme, year)


def _reconciled(store: Store, programme: Programme, year: int, known_at: int = LATEST) -> list[Reconciled]:
    with store.read() as connection:
        head = last_hash(connection, programme.id)
        accepted = remember(
            connection, programme.id, head, ("reconciled", programme), lambda: _read(connection, programme)
        )
    return [one for file in accepted if file.seq <= known_at and year in file.years for one in file.found]


@dataclass(frozen=True, slots=True)
class _Accepted:
    seq: int
    years: frozenset[int]
    found: tuple[Reconciled, ...]


def _read(connection: Connection, programme: Programme) -> tuple[_Accepted, ...]:
    """Every accepted plan and ledger in order of acceptance; reads the rows of all of them."""
    accepted, domain_of = [], domains_of(connection, programme, Content())
    for one in sorted(load_submissions(connection, programme.id), key=lambda one: one.seq or 0):
        if one.seq is None:
            continue
        content = load_content(connection, programme.id, one.id)
        if counted := _counted(content):
            domains = _domains(content, domain_of)
            first = min((said.first for said in content.statements), default=None)
            found = tuple(
                Reconciled(
                    *(one.id, one.file, money, _day(content), domains),
                    *_told(content, money, cents),
                    first=first,
                )
                for money, cents in counted.items()
            )
            accepted.append(_Accepted(one.seq, frozenset(_years(content)), found))
    return tuple(accepted)


def reconciled_until(found: Iterable[Reconciled]) -> dict[str, date | None]:
    """For each domain the day up to which its ledgers were reconciled, None if not from the first on.

    `found` is in order of acceptance. A ledger without a total ends it on the day before its first, unless a
    later one that was reconciled is about the same days as well.
    """
    return {domain: _until(ones) for domain, ones in _by_domain(found).items()}


def newest_ledgers(found: Iterable[Reconciled]) -> dict[str, date]:
    """For each domain the day of its newest ledger."""
    return {domain: max(one.day for one in ones if one.day) for domain, ones in _by_domain(found).items()}


def _by_domain(found: Iterable[Reconciled]) -> dict[str, list[Reconciled]]:
    """The ledgers of each domain, in order of acceptance."""
    ledgers: dict[str, list[Reconciled]] = {}
    for one in found:
        for domain in one.domains if one.day and one.money is not Money.BUDGET else ():
            ledgers.setdefault(domain, []).append(one)
    return dict(sorted(ledgers.items()))


def _until(ledgers: Sequence[Reconciled]) -> date | None:
    told = [(n, one) for n, one in enumerate(ledgers) if one.stated is not None]
    ends = [
        one.first or date.min
        for n, one in enumerate(ledgers)
        if one.stated is None and not any(_replaces(other, one, at > n) for at, other in told)
    ]
    days = [one.day for _, one in told if one.day and one.day < min(ends, default=date.max)]
    return max(days, default=None)


def _replaces(other: Reconciled, one: Reconciled, is_later: bool) -> bool:
    """Whether a ledger is about the days of another as well, and decides for them."""
    if other.money is not one.money or not (other.first and one.first and other.day and one.day):
        return False
    return other.first <= one.first and (other.day > one.day or (other.day == one.day and is_later))


def reconciled_words(store: Store, programme: Programme, as_of: date, known_at: int) -> str:
    """In Dutch the day up to which the year's bookings agree with the source systems; '' without a ledger."""
    until = reconciled_until(_reconciled(store, programme, as_of.year, known_at))
    names = {domain.code: domain.name for domain in programme.domains}
    left = [names.get(code, code) for code, found in until.items() if not found]
    days = [min(found, as_of) for found in until.values() if found]
    if not days:
        return "De boekingen zijn niet aangesloten op het financiële systeem." if left else ""
    told = f"De boekingen sluiten aan op het financiële systeem tot en met {day(min(days))}."
    return f"{told} Niet aangesloten: {listed(left)}." if left else told


def _told(content: Content, money: Money, cents: Cents) -> tuple[Cents | None, Cents, str]:
    control = next((found for found in content.control if found.money is money), None)
    return (control.stated, control.counted, control.explained) if control else (None, cents, "")


def _counted(content: Content) -> dict[Money, Cents]:
    found: dict[Money, Cents] = {}
    if content.plan:
        found[Money.BUDGET] = sum(line.budget for line in content.plan)
    for said in content.statements:
        for row in said.rows:
            money = Money.REALISED if row.kind is Kind.REALISED else Money.COMMITTED
            found[money] = found.get(money, 0) + row.amount
    return found


def _domains(content: Content, domain_of: Callable[[str], str]) -> tuple[str, ...]:
    own = {line.code: line.domain for line in content.plan}
    found = set(own.values())
    for said in content.statements:
        found |= {*(said.domains or ()), *(own.get(code) or domain_of(code) for code in said.codes)}
    return tuple(sorted(found - {""}))


def _years(content: Content) -> set[int]:
    years = {line.year for line in content.plan}
    return years | {row.fiscal_year for said in content.statements for row in said.rows}


def _day(content: Content) -> date | None:
    return max((said.date for said in content.statements), default=None)
