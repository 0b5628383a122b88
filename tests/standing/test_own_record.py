"""Margins learn from signed forecasts of completed years, using only what was known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from budget.access import VISITOR
from budget.insight.facts import resolve
from budget.labels import percent
from budget.model import By, Content
from budget.model.content import Succession
from budget.model.figures import NO_RECORD
from budget.model.succession import SuccessionKind
from budget.programme import parse_programme
from budget.snapshot import decode_content
from budget.snapshot.forecast_record import record_of
from budget.standing.moment import load_standing
from budget.standing.own_record import completely_booked_domains, margins_sentence
from budget.store.engine import Store
from budget.store.knowledge import load_knowledge, load_other_year
from budget.store.snapshots import load_snapshots
from budget.usecases import freeze as snapshot
from budget.usecases.verify import find_differences
from tests.snapshot.history import live_through
from tests.snapshot.test_forecast_record import END, close_the_year
from tests.store.samples import (
    ID,
    OCTOBER,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    deliver,
    ledger,
    line,
    plan,
    statement,
)

MARCH_END, MEETING = date(YEAR + 1, 3, 31), date(YEAR + 1, 4, 20)
NEXT = parse_programme(f'{TOML}\n[[meetings]]\ndate = {MEETING}\nas_of = {MARCH_END}\nspotlight = "GRO"\n')


def begin_the_next_year(store: Store) -> None:
    fund = line("GRO-1", 50_000, source="FONDS", theme="BOS")
    kept = line(released=60_000), fund, line("SPE-1", 80_000), line("SPE-2", 5_000)
    deliver(store, plan(*kept, line(year=YEAR + 1), line("SPE-1", 60_000, year=YEAR + 1)), "nieuw plan.xlsx")
    rows = booking("N", date(YEAR + 1, 2, 3), 10_000), booking("M", date(YEAR + 1, 3, 3), 9_000, "SPE-1")
    said = statement(MARCH_END, *rows, first=date(YEAR + 1, 1, 1))
    deliver(store, ledger(said), "maart.xlsx")


@pytest.fixture
def two_years(store: Store) -> Store:
    close_the_year(store)
    begin_the_next_year(store)
    return store


def test_the_margins_of_the_next_year_learn_from_every_forecast_of_the_last(two_years: Store) -> None:
    ended = load_standing(two_years, PROGRAMME, END, YEAR)
    record = record_of(ended, ended.snapshots)
    own = load_standing(two_years, PROGRAMME, MARCH_END).facts.own_margins
    assert (own.years, own.forecasts) == ((YEAR,), len(record))
    assert own.inside == sum(kept.is_inside for kept in record)
    assert (own.below, own.above) != (1, 1)


def test_the_middle_of_no_line_changes_and_its_margins_do(two_years: Store) -> None:
    now = load_standing(two_years, PROGRAMME, MARCH_END)
    before = replace(now, facts=replace(now.facts, own_margins=NO_RECORD))
    pairs = list(zip(now.rows(By.LINE), before.rows(By.LINE), strict=True))
    assert [one.measures.forecast.p50 for one, _ in pairs] == [
        other.measures.forecast.p50 for _, other in pairs
    ]
    assert [one.measures.forecast for one, _ in pairs] != [other.measures.forecast for _, other in pairs]


def test_margins_are_learnt_from_completed_earlier_years_only(two_years: Store) -> None:
    assert load_standing(two_years, PROGRAMME, END, YEAR).facts.own_margins == NO_RECORD
    early = load_standing(two_years, PROGRAMME, date(YEAR, 12, 30), YEAR + 1)
    assert early.facts.own_margins == NO_RECORD


def test_outturns_not_known_at_that_moment_are_not_learnt_from(store: Store) -> None:
    live_through(store)
    known_at = load_standing(store, PROGRAMME, END, YEAR).facts.known_at
    close_december(store)
    begin_the_next_year(store)
    assert load_standing(store, PROGRAMME, MARCH_END).facts.own_margins.years == (YEAR,)
    then = load_standing(store, PROGRAMME, MARCH_END, known_at=known_at)
    assert then.facts.own_margins == NO_RECORD


def test_bookings_that_stop_before_the_year_end_are_not_learnt_from(store: Store) -> None:
    close_the_year(store, date(YEAR, 12, 30))
    begin_the_next_year(store)
    ended = load_standing(store, PROGRAMME, MARCH_END, YEAR)
    assert record_of(ended, ended.snapshots) == ()
    assert load_standing(store, PROGRAMME, MARCH_END).facts.own_margins == NO_RECORD


def test_only_earlier_signed_snapshots_are_learnt_from(two_years: Store) -> None:
    with two_years.read() as connection:
        first, second = load_snapshots(connection, PROGRAMME.id)
    counts = [load_standing(two_years, PROGRAMME, MARCH_END, upto=last).facts.own_margins.forecasts
              for last in (0, first.id, second.id)]  # fmt: skip
    assert counts == [0, 2, 4]


def test_a_snapshot_keeps_the_margins_it_was_made_with_and_verifies(two_years: Store) -> None:
    snapshot.propose(two_years, NEXT, MEETING, MARCH_END, "cor", datetime(YEAR + 1, 4, 10, 9))
    snapshot.sign(two_years, NEXT, MEETING, "sien", datetime(YEAR + 1, 4, 11, 9))
    text = snapshot.snapshot_of(two_years, NEXT, VISITOR, MEETING).content
    facts = load_standing(two_years, NEXT, MARCH_END).facts
    assert decode_content(text).own_margins == facts.own_margins
    assert margins_sentence(facts) in decode_content(text).sentences
    # A late booking changes the outturn of the last year: the signed one is the outturn known at the time.
    late = booking("L", date(YEAR, 12, 30), 55_000, source="DORP")
    deliver(
        two_years,
        ledger(statement(date(YEAR + 1, 5, 1), late, last=END, first=date(YEAR, 12, 1))),
        "laat.xlsx",
    )
    assert load_standing(two_years, NEXT, MARCH_END).facts.own_margins != facts.own_margins
    assert list(find_differences(two_years, NEXT, "cor")) == []


def test_a_snapshot_of_a_first_year_has_no_margins(two_years: Store) -> None:
    text = snapshot.snapshot_of(two_years, PROGRAMME, VISITOR, OCTOBER).content
    assert "own_margins" not in text
    assert decode_content(text).own_margins == NO_RECORD


def test_the_sentence_states_the_hit_rate_and_the_change_of_each_margin(two_years: Store) -> None:
    facts = load_standing(two_years, PROGRAMME, MARCH_END).facts
    own = replace(facts.own_margins, below=1.05, above=0.92, forecasts=4, inside=3)
    said = margins_sentence(replace(facts, own_margins=own))
    for part in (str(YEAR), percent(0.75), percent(0.05), percent(0.08), "breder", "smaller"):
        assert part in said
    even = margins_sentence(replace(facts, own_margins=replace(own, below=1.0, above=1.0)))
    assert even.count("even breed") == 2
    assert margins_sentence(replace(facts, own_margins=NO_RECORD)) == ""
    assert margins_sentence(replace(facts, as_of=date(YEAR + 1, 12, 31), own_margins=own)) == ""


def test_an_earlier_year_loaded_for_its_outturn_has_the_same_bookings(two_years: Store) -> None:
    since, day = date(YEAR, 7, 10), date(YEAR + 1, 3, 17)
    renamed = Succession("SPE-1", "SPE", SuccessionKind.RENAMED, "SPE-2", 10_000, since, "Andere opdracht")
    deliver(two_years, Content(successions=(renamed,)), "opvolging.xlsx")
    after = [
        booking(name, on, 7_001, "SPE-1", fiscal_year=YEAR)
        for name, on in (("V", day - timedelta(1)), ("W", day), ("X", day + timedelta(1)))
    ]
    said = statement(date(YEAR + 1, 4, 1), *after, first=date(YEAR + 1, 3, 1), last=MARCH_END)
    deliver(two_years, ledger(said), "nagekomen.xlsx")
    with two_years.read() as connection:
        own = load_knowledge(connection, ID, YEAR + 1, None, [day])
        other = load_other_year(connection, ID, own, YEAR, day)
        whole = load_knowledge(connection, ID, YEAR, own.known_at, [day])
    read, expected = (
        {(line.domain, line.key): sum(line.realised) for line in resolve(known, PROGRAMME, day).lines}
        for known in (other, whole)
    )
    assert read == expected
    assert sum(read.values()) not in (0, sum(one.cents for one in whole.movements))
    assert completely_booked_domains(PROGRAMME, other) == completely_booked_domains(PROGRAMME, whole)


def test_what_an_earlier_year_costs_does_not_grow_with_its_statements(two_years: Store) -> None:
    def asked() -> int:
        queries: list[str] = []
        with two_years.read() as connection:
            own = load_knowledge(connection, ID, YEAR + 1)
            event.listen(connection, "before_cursor_execute", lambda *found: queries.append(found[2]))
            load_other_year(connection, ID, own, YEAR, MARCH_END)
        return len(queries)

    before = asked()
    for month in range(4, 8):
        day = date(YEAR + 1, month, 15)
        deliver(two_years, ledger(statement(day, booking(f"Q{month}", day, 100), first=day)), f"{month}.xlsx")
    assert asked() == before


def close_december(store: Store) -> None:
    rows = (
        booking("E", date(YEAR, 11, 3), 40_000, source="DORP"),
        booking("F", date(YEAR, 11, 4), 1_000, "SPE-1"),
    )
    said = statement(END, *rows, first=date(YEAR, 9, 1))
    deliver(store, ledger(said), "december.xlsx")
