"""Which of the accepted files reconcile, per domain and day, and which file closes a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from budget.model.content import Content, ControlTotal
from budget.model.programme import Programme
from budget.model.submission_details import Money
from budget.model.words import Cents, Kind
from budget.store import Connection
from budget.store.accepted_contents import load_accepted
from budget.store.audit import last_act
from budget.store.cache import remember

MISSED_TOTAL = "Ontbrak bij deze boekingen het totaal van uw eigen systeem? Geef het erbij: dan kan het wel."
Lines = Mapping[str, frozenset[str] | None]
"""By domain the lines that a ledger is about, None for all of the domain."""
DomainsOf = Callable[[Connection, Programme, Content], Callable[[str], str]]
"""Gives the domain of each line code, once a content is accepted."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One kind of money in one accepted file: `stated` is None if no total was stated.

    `day` is of its newest statement and `first` the first day that it is about, both None for a plan;
    `domains` are those it is about, `lines` its lines.
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
    lines: Lines = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def difference(self) -> Cents | None:
        """Cents in the source system minus cents read; None if it was not reconciled."""
        return None if self.stated is None else self.stated - self.counted


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """An accepted plan or ledger: its number in order, its years, and each kind of money in it."""

    seq: int
    years: frozenset[int]
    found: tuple[Reconciled, ...]


def accepted_files(
    connection: Connection, programme: Programme, domains_of: DomainsOf
) -> tuple[AcceptedFile, ...]:
    """Every accepted file in order; their rows are read once per state of the trail."""
    head = last_act(connection, programme.id)
    name = ("reconciled", programme)
    return remember(connection, programme.id, head, name, lambda: _read(connection, programme, domains_of))


def _read(connection: Connection, programme: Programme, domains_of: DomainsOf) -> tuple[AcceptedFile, ...]:
    domain_of = domains_of(connection, programme, Content())
    return tuple(
        AcceptedFile(
            seq, frozenset(_years_in(content)), tuple(_reconciled_kinds(number, name, content, domain_of))
        )
        for seq, number, name, content in load_accepted(connection, programme.id)
    )


def reconciled_until(files: Iterable[Reconciled]) -> dict[str, date | None]:
    """For each domain the day up to which its ledgers were reconciled, None if not from the first on.

    `files` is in order of acceptance. A ledger without a total ends it on the day before its first, unless a
    later one that was reconciled is about the same days and lines as well.
    """
    return {domain: _until(domain, ones) for domain, ones in _by_domain(files).items()}


def newest_ledgers(files: Iterable[Reconciled]) -> dict[str, date]:
    """For each domain the day of its newest ledger."""
    return {
        domain: max(ledger.day for ledger in ones if ledger.day) for domain, ones in _by_domain(files).items()
    }


def _by_domain(files: Iterable[Reconciled]) -> dict[str, list[Reconciled]]:
    """The ledgers of each domain, in order of acceptance."""
    ledgers: dict[str, list[Reconciled]] = {}
    for file in files:
        for domain in file.domains if file.day and file.money is not Money.BUDGET else ():
            ledgers.setdefault(domain, []).append(file)
    return dict(sorted(ledgers.items()))


def _until(domain: str, ledgers: Sequence[Reconciled]) -> date | None:
    with_total = [(n, ledger) for n, ledger in enumerate(ledgers) if ledger.stated is not None]
    ends = [
        ledger.first or date.min
        for n, ledger in enumerate(ledgers)
        if ledger.stated is None
        and not any(_replaces(later, ledger, domain, at > n) for at, later in with_total)
    ]
    days = [ledger.day for _, ledger in with_total if ledger.day and ledger.day < min(ends, default=date.max)]
    return max(days, default=None)


def _replaces(other_ledger: Reconciled, ledger: Reconciled, domain: str, is_later: bool) -> bool:
    """Whether a ledger is about the days and the domain's lines of another, and decides for them."""
    if other_ledger.money is not ledger.money or not (
        other_ledger.first and ledger.first and other_ledger.day and ledger.day
    ):
        return False
    codes, other_codes = ledger.lines.get(domain, frozenset()), other_ledger.lines.get(domain, frozenset())
    if other_codes is not None and (codes is None or not codes <= other_codes):
        return False
    return other_ledger.first <= ledger.first and (
        other_ledger.day > ledger.day or (other_ledger.day == ledger.day and is_later)
    )


def _reconciled_kinds(
    number: int, name: str, content: Content, domain_of: Callable[[str], str]
) -> Iterator[Reconciled]:
    """Each kind of money in one file."""
    own = {line.code: line.domain for line in content.plan}

    def found(code: str) -> str:
        return own.get(code) or domain_of(code)

    domains, lines = _domains(content, found), _lines(content, found)
    first = min((statement.first for statement in content.statements), default=None)
    for money, cents in _counted(content).items():
        stated_parts = _stated_counted_explained(content, money, cents)
        yield Reconciled(number, name, money, _day(content), domains, *stated_parts, first, lines)


def closes_gap(
    connection: Connection,
    programme: Programme,
    domains_of: DomainsOf,
    content: Content,
    control: Iterable[ControlTotal],
) -> bool:
    """Whether any domain reconciles up to a later day once content with these totals is accepted."""
    stated_kinds = {total.money for total in control}
    if not stated_kinds or not content.statements:
        return False
    files = accepted_files(connection, programme, domains_of)
    new = [
        replace(kind_total, stated=kind_total.counted)
        if kind_total.stated is None and kind_total.money in stated_kinds
        else kind_total
        for kind_total in _reconciled_kinds(0, "", content, domains_of(connection, programme, content))
    ]
    for year in sorted(_years_in(content) if files else ()):
        totals = [reconciled for file in files if year in file.years for reconciled in file.found]
        before, after = reconciled_until(totals), reconciled_until([*totals, *new])
        if any(day and day > (before.get(code) or date.min) for code, day in after.items()):
            return True
    return False


def _stated_counted_explained(
    content: Content, money: Money, cents: Cents
) -> tuple[Cents | None, Cents, str]:
    control = next((total for total in content.control if total.money is money), None)
    return (control.stated, control.counted, control.explained) if control else (None, cents, "")


def _counted(content: Content) -> dict[Money, Cents]:
    totals: dict[Money, Cents] = {}
    if content.plan:
        totals[Money.BUDGET] = sum(line.budget for line in content.plan)
    for statement in content.statements:
        for row in statement.rows:
            money = Money.REALISED if row.kind is Kind.REALISED else Money.COMMITTED
            totals[money] = totals.get(money, 0) + row.amount
    return totals


def _domains(content: Content, domain_of: Callable[[str], str]) -> tuple[str, ...]:
    domains = {line.domain for line in content.plan}
    for statement in content.statements:
        domains |= {*(statement.domains or ()), *map(domain_of, statement.codes)}
    return tuple(sorted(domains - {""}))


def _lines(content: Content, domain_of: Callable[[str], str]) -> Lines:
    lines: dict[str, frozenset[str] | None] = {}
    for statement in content.statements:
        for code in statement.codes:
            codes = lines.get(domain_of(code), frozenset())
            lines[domain_of(code)] = None if codes is None else codes | {code}
        lines |= dict.fromkeys(statement.domains or ())
    return lines


def _years_in(content: Content) -> set[int]:
    """The years of the lines and bookings of a file."""
    years = {line.year for line in content.plan}
    return years | {row.fiscal_year for statement in content.statements for row in statement.rows}


def _day(content: Content) -> date | None:
    return max((statement.date for statement in content.statements), default=None)
