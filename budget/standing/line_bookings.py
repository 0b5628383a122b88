"""The bookings behind one line."""

from __future__ import annotations

from collections.abc import Iterator

from budget.insight.facts import Resolver
from budget.insight.successor_bookings import split_bookings
from budget.labels import day_short, period_name
from budget.model.content import Booking
from budget.standing.moment import Standing
from budget.store.bookings import load_bookings, load_open_commitments
from budget.store.engine import Store


def line_bookings(store: Store, standing: Standing, code: str) -> tuple[Booking, ...]:
    """Bookings and open commitments that count on one line, without suppliers.

    A row whose source or theme is needed but missing counts on no line, so it is not here either. A booking
    of a closed period that counts elsewhere is listed in both years, with the reason.
    """
    facts, programme = standing.facts, standing.programme.id
    resolver = Resolver(standing.knowledge, standing.programme)
    open_now = resolver.stated_commitments(facts.as_of).items()
    rows: list[Booking] = []
    with store.read() as connection:
        for named in (code, *resolver.heirs.former_codes(code)):
            booked = load_bookings(connection, programme, named, facts.year, facts.as_of, facts.known_at)
            rows += split_bookings(resolver.heirs, (*booked, *_moved_rows(standing, named)))
            for seq in sorted(
                {commitment.seq for key, commitment in open_now if key.code == named and commitment.cents}
            ):
                stated = load_open_commitments(connection, programme, named, facts.year, seq)
                rows += split_bookings(resolver.heirs, stated, facts.as_of)
    return tuple(r for r in rows if resolver.resolve_line(r.code, r.source, r.theme)[1].code == code)


def _moved_rows(standing: Standing, code: str) -> Iterator[Booking]:
    """Bookings of a closed period that count in this year, and bookings of this year that count elsewhere."""
    facts = standing.facts
    for correction in standing.knowledge.moved:
        row = correction.booking
        if row.code != code:
            continue
        if correction.counts_year == facts.year and correction.counts_on <= facts.as_of:
            words = f"Correctie op {period_name(correction.period)}: {row.description}"
            yield row._replace(date=correction.counts_on, amount=correction.cents, description=words)
        if row.fiscal_year == facts.year and row.date <= facts.as_of:
            words = (
                f"Telt op {day_short(correction.counts_on)} in {correction.counts_year}: {row.description}"
            )
            yield row._replace(amount=-correction.cents, description=words)
