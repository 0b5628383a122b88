"""Signed forecasts beside their outturns: which count, which were within the interval, and the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.model import By, Interval
from budget.programme import parse_programme
from budget.snapshot import decode_content
from budget.snapshot.forecast_record import ForecastOutcome, chained, record_of, record_sentence
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from budget.usecases import freeze as snapshot
from budget.usecases.verify import find_differences
from tests.snapshot.history import LATE, frozen, live_through
from tests.store.samples import (
    AUGUST_END,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    deliver,
    ledger,
    statement,
)

END = date(YEAR, 12, 31)
JANUARY = date(YEAR + 1, 1, 30)
LONGER = parse_programme(f'{TOML}\n[[meetings]]\ndate = {JANUARY}\nas_of = {END}\nspotlight = "GRO"\n')
KEPT = ForecastOutcome(JUNE, MAY_END, "GRO", "Groen", Interval(80, 100, 110), 100)


def close_the_year(store: Store, until: date = END) -> None:
    """A signed year, and a ledger of the whole year."""
    live_through(store)
    rows = [row._replace(source="DORP") for row in (*LATE, booking("E", date(YEAR, 11, 3), 40_000))]
    deliver(store, ledger(statement(until, *rows)), "december.xlsx")


def ended(store: Store, as_of: date = END) -> Standing:
    return load_standing(store, PROGRAMME, as_of, YEAR)


@pytest.mark.parametrize(
    ("became", "inside"), [(79, False), (80, True), (100, True), (110, True), (111, False)]
)
def test_both_ends_of_the_interval_are_inclusive(became: int, inside: bool) -> None:
    kept = replace(KEPT, became=became)
    assert kept.is_inside is inside
    assert kept.off == became - 100


def test_every_signed_forecast_is_paired_with_its_outturn(store: Store) -> None:
    close_the_year(store)
    standing = ended(store)
    record = record_of(standing, standing.snapshots)
    assert [(one.meeting, one.as_of) for one in record] == [(JUNE, MAY_END)] * 2 + [(OCTOBER, AUGUST_END)] * 2
    became = {row.key: row.measures.realised for row in standing.rows(By.DOMAIN)}
    for kept in record:
        told = next(row for row in frozen(store, kept.meeting).domains if row.key == kept.domain)
        assert kept.told == told.measures.forecast
        assert kept.became == became[kept.domain]


@pytest.mark.parametrize(
    ("as_of", "known"), [(date(YEAR, 12, 30), False), (END, True), (date(YEAR + 1, 3, 1), True)]
)
def test_outturns_are_known_from_the_last_day_of_the_year(store: Store, as_of: date, known: bool) -> None:
    close_the_year(store)
    standing = ended(store, as_of)
    assert bool(record_of(standing, standing.snapshots)) is known


def test_bookings_that_stop_before_the_year_end_give_no_outturn(store: Store) -> None:
    close_the_year(store, date(YEAR, 12, 30))
    standing = ended(store)
    assert record_of(standing, standing.snapshots) == ()


def test_an_unsigned_proposal_gives_no_record(store: Store) -> None:
    close_the_year(store)
    standing = ended(store)
    concepts = [replace(one, signed_by=None) for one in standing.snapshots]
    assert record_of(standing, concepts) == ()


def test_a_chain_holds_what_was_signed_up_to_its_head(store: Store) -> None:
    live_through(store)
    first, second = ended(store).snapshots
    assert chained((second, first), second.sha256) == (first, second)
    assert chained((second, first), first.sha256) == (first,)
    assert chained((second, first), None) == ()


def test_the_sentence_counts_outturns_within_their_interval() -> None:
    assert record_sentence(()) == ""
    said = record_sentence((KEPT, replace(KEPT, became=111), KEPT, KEPT))
    assert "3" in said
    assert "75" in said


def test_the_report_of_a_year_that_is_over_says_how_its_forecasts_held_and_verifies(store: Store) -> None:
    close_the_year(store)
    proposed = snapshot.propose(store, LONGER, JANUARY, END, "cor", datetime(YEAR + 1, 1, 20, 9))
    standing = ended(store)
    said = record_sentence(record_of(standing, chained(standing.snapshots, proposed.previous)))
    found = frozen_of(store, JANUARY)
    assert said
    assert said in found
    assert said not in frozen(store, OCTOBER).sentences
    snapshot.sign(store, LONGER, JANUARY, "sien", datetime(YEAR + 1, 1, 21, 9))
    assert list(find_differences(store, LONGER, "cor")) == []


def frozen_of(store: Store, meeting: date) -> tuple[str, ...]:
    return decode_content(snapshot.snapshot_of(store, LONGER, VISITOR, meeting).content).sentences
