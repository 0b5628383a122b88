"""Late bookings and corrections on closed periods, named on screen and in what is frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from budget.access import VISITOR
from budget.export.tables import tables
from budget.insight.diff.free_room import Moment
from budget.model.periods import Period
from budget.snapshot.codec import decode_content, encode_content
from budget.standing.late_bookings import corrections_sentence, late_sentence
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import close, freeze
from budget.usecases import verify as verification
from tests.store.samples import (
    AUGUST_END,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    booking,
    deliver,
    ledger,
    line,
    plan,
    statement,
)

NOW = datetime(2024, 10, 1)
ON, BEFORE, AFTER = (booking(n, day, 100) for n, day in (
    ("op", MAY_END), ("voor", date(2024, 5, 1)), ("na", date(2024, 6, 1)))
)  # fmt: skip
FIRST = booking("eerst", date(2024, 4, 1), 900)


def spoken(day: date, *rows):
    return ledger(replace(statement(day, *rows), states_commitments=False))


def test_changes_dated_before_the_earlier_day_and_known_after_it_are_late(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    deliver(store, spoken(MAY_END, FIRST))
    deliver(store, spoken(AUGUST_END, FIRST, ON, BEFORE, AFTER))
    standing = load_standing(store, PROGRAMME, AUGUST_END, besides=[MAY_END])
    (change,) = standing.changes_since(Moment(MAY_END, 2))
    assert (change.cents, change.late) == (300, 200)
    assert "€\u00a02" in late_sentence([change], MAY_END)
    (known,) = standing.changes_since(Moment(MAY_END, 3))
    assert (known.cents, known.late) == (100, 0)
    assert late_sentence([known], MAY_END) == ""


def test_reversed_late_bookings_count_as_negative_late_amounts(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, spoken(MAY_END, FIRST))
    deliver(store, spoken(AUGUST_END, FIRST._replace(amount=700), BEFORE))
    (change,) = load_standing(store, PROGRAMME, AUGUST_END).changes_since(Moment(MAY_END, 2))
    assert (change.cents, change.late) == (-100, -100)


def test_a_snapshot_lists_late_bookings_and_corrections_of_a_closed_month(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    deliver(store, spoken(MAY_END, FIRST))
    freeze.propose(store, PROGRAMME, JUNE, MAY_END, "cor", NOW, missing=["SPE"])
    freeze.sign(store, PROGRAMME, JUNE, "cato", NOW, missing=["SPE"])
    number = close.propose_closing(store, PROGRAMME, Period(2024, 5), "cor", "Klaar", NOW)
    close.decide(store, PROGRAMME, number, "sien", NOW, accepts=True)
    april = booking("april", date(2024, 4, 9), 30)
    deliver(store, spoken(AUGUST_END, FIRST, ON, april))
    freeze.propose(store, PROGRAMME, OCTOBER, AUGUST_END, "cor", NOW, missing=["SPE"])
    content = decode_content(freeze.snapshot_of(store, PROGRAMME, VISITOR, OCTOBER).content)
    assert content.changes is not None
    assert [(item.cents, item.late) for item in content.changes.items] == [(130, 30)]
    (found,) = content.corrections
    assert (found.of, found.booked_on, found.counts_on, found.cents) == (
        "mei 2024", MAY_END, date(2024, 6, 1), 100,
    )  # fmt: skip
    known = {table.name: table for table in tables(content)}
    assert known["corrections"].rows[0][0] == "mei 2024"
    assert known["changes"].rows[0][known["changes"].column("late")] == 30
    assert decode_content(encode_content(content)) == content
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_correction_is_listed_in_both_places_and_each_list_adds_up(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, spoken(MAY_END, FIRST))
    number = close.propose_closing(store, PROGRAMME, Period(2024, 5), "cor", "Klaar", NOW)
    close.decide(store, PROGRAMME, number, "sien", NOW, accepts=True)
    deliver(store, spoken(AUGUST_END, FIRST, ON))
    for day in (MAY_END, date(2024, 6, 1)):
        standing = load_standing(store, PROGRAMME, day)
        rows = line_bookings(store, standing, "GRO-1")
        assert sum(row.amount for row in rows) == standing.total().measures.realised
    words = [row.description for row in rows]
    assert any(text.startswith("Correctie op mei 2024") for text in words)
    assert any(text.startswith("Telt op 01-06-2024 in 2024") for text in words)
    assert corrections_sentence(standing.corrections(), 2024).startswith("In 2024 telt €\u00a01 ")
    assert corrections_sentence(standing.corrections("SPE"), 2024) == ""
