"""Whatever the order in which statements are accepted, the ledger depends only on what they say together."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from budget.model import Booking, Statement
from budget.model.months import month_end
from budget.store.bookings import booking_of, counting_bookings
from budget.store.engine import Store
from budget.store.integrity import find_faults
from budget.store.schema import day_totals, month_totals
from budget.store.scope import enter
from budget.store.submissions import accept_submission, store_submission
from tests.conftest import DATABASES, random_cases
from tests.store.samples import NOW, booking, ledger, packed, statement

pytestmark = pytest.mark.fuzz
FIRST = date(2024, 1, 28)
_programmes = count(1)
days = st.integers(0, 7).map(lambda n: FIRST + timedelta(days=n))
bookings = st.builds(
    booking,
    st.sampled_from("ABC"),
    days,
    st.integers(-3, 9),
    st.sampled_from(["GRO-1", "GRO-2", "SPE-1"]),
    st.sampled_from(["1", "1", ""]),
    fiscal_year=st.sampled_from([2024, 2024, 2025]),
)


def _numbered(row: Booking) -> object:
    return (row.document, row.sequence) if row.sequence else object()


@st.composite
def statements(draw) -> list[Statement]:
    """Statements drawn up on different days, in order of acceptance."""
    found = []
    for drawn_up in draw(st.lists(st.integers(20, 60), min_size=1, max_size=4, unique=True)):
        rows = draw(st.lists(bookings, min_size=1, max_size=5, unique_by=_numbered))
        first, last = sorted([draw(days), draw(days)])
        found.append(statement(FIRST + timedelta(days=drawn_up), *rows, first=first, last=last))
    return found


def expected(said: list[Statement]) -> Counter[Booking]:
    """The rule itself: the newest version of a booking counts, unless a later statement leaves it out."""
    words: dict[tuple, tuple[date, Booking]] = {}
    for one in sorted(said, key=lambda one: one.date):
        for identity, row in _identified(one):
            words[identity] = (one.date, row)
    return Counter(
        row
        for drawn_up, row in words.values()
        if not any(one.date > drawn_up and _covers(one, row) for one in said)
    )


def _identified(one: Statement) -> Iterator[tuple[tuple, Booking]]:
    seen: Counter[Booking] = Counter()
    for row in one.rows:
        seen[row] += 1
        yield ((row.document, row.sequence) if row.sequence else (row, seen[row])), row


def _covers(one: Statement, row: Booking) -> bool:
    booked = [other.date for other in one.rows]
    within = min([one.first, *booked]) <= row.date <= max([one.last, *booked])
    return within and row.code in {other.code for other in one.rows}


def accepting(connection: Connection, said: list[Statement]) -> Iterator[str]:
    """A new programme, after each of these statements was accepted in it."""
    programme = f"programme {next(_programmes)}"
    enter(connection, programme)
    for n, one in enumerate(said):
        checked, data = packed(ledger(one))
        number = store_submission(connection, programme, checked, data, "cor", NOW).id
        accept_submission(connection, programme, number, "cato", NOW + timedelta(hours=n))
        yield programme


def accepted(connection: Connection, said: list[Statement]) -> str:
    """A new programme in which these statements were accepted one by one."""
    (*_, programme) = accepting(connection, said)
    return programme


def counting(connection: Connection, programme: str, known_at: int | None = None) -> Counter[Booking]:
    enter(connection, programme)
    rows = connection.execute(counting_bookings(programme, known_at)).all()
    found = [booking(r.document, r.date, r.cents, r.code, r.sequence) for r in rows]
    assert len({r.identity for r in rows}) == len(rows), "an identity counts twice"
    return Counter(booking_of(r, found[0].kind) for r in rows)


def totals(connection: Connection, programme: str, table, day: str, known_at: int) -> Counter[tuple]:
    sums: Counter[tuple] = Counter()
    query = select(table).where(table.c.programme == programme, table.c.seq <= known_at)
    for r in connection.execute(query):
        sums[r.fiscal_year, r._mapping[day], r.code, r.source, r.theme] += r.cents
    return sums


many, kinds = random_cases(16), st.sampled_from(DATABASES)


@many
@given(kind=kinds, said=statements(), shuffled=st.randoms(use_true_random=False))
def test_what_counts_does_not_depend_on_the_order_of_acceptance(
    stores: dict[str, Store], kind, said, shuffled
) -> None:
    other = list(said)
    shuffled.shuffle(other)
    with stores[kind].write("order") as connection:
        for order in (said, other) if other != said else (said,):
            programme = accepted(connection, order)
            assert counting(connection, programme) == expected(said)


@many
@given(kind=kinds, said=statements())
def test_totals_are_the_sums_of_the_bookings_that_count_at_every_moment(
    stores: dict[str, Store], kind, said
) -> None:
    with stores[kind].write("order") as connection:
        programme = accepted(connection, said)
        for known_at in range(len(said) + 1):
            days, months = Counter(), Counter()
            for row in counting(connection, programme, known_at).elements():
                key = row.code, row.source, row.theme
                days[row.fiscal_year, row.date, *key] += row.amount
                months[row.fiscal_year, month_end(row.date), *key] += row.amount
            assert totals(connection, programme, day_totals, "day", known_at) == days
            assert totals(connection, programme, month_totals, "month_end", known_at) == months
        assert find_faults(connection, programme) == []


@many
@given(kind=kinds, said=statements())
def test_earlier_knowledge_is_not_changed_by_later_acceptances(stores: dict[str, Store], kind, said) -> None:
    with stores[kind].write("order") as connection:
        known = [(programme, counting(connection, programme)) for programme in accepting(connection, said)]
        for known_at, (programme, then) in enumerate(known, start=1):
            assert counting(connection, programme, known_at) == then


@many
@given(kind=kinds, said=statements(), n=st.integers(0, 3))
def test_a_statement_accepted_twice_counts_once(stores: dict[str, Store], kind, said, n: int) -> None:
    again = said[n % len(said)]
    with stores[kind].write("order") as connection:
        assert counting(connection, accepted(connection, [*said, again])) == expected(said)
