"""Ledger statements that overlap, grow or correct never count a booking twice."""

from collections import Counter
from datetime import date

import pytest

from budget.access import VISITOR
from budget.model import Booking, BudgetError, Content, LineKey, Statement
from budget.store.bookings import booking_of, counting_bookings, load_bookings, load_open_commitments
from budget.store.engine import Store
from budget.store.ledger import compare_ledger
from budget.store.statements import LedgerDiff, SheetsDisagreeError
from budget.store.totals import load_commitments, load_coverage, load_movements
from budget.usecases import deliver as delivery
from tests.store.samples import (
    AUGUST_END,
    ID,
    MAY_END,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    statement,
    submit,
)

JANUARY, MARCH, MAY, JULY = (date(YEAR, month, 15) for month in (1, 3, 5, 7))
A, B, C = booking("A", JANUARY, 100), booking("B", MARCH, 200), booking("C", MAY, 400)
UNNUMBERED = booking("Z", MARCH, 50, sequence="")


def counting(store: Store, known_at: int | None = None) -> Counter[Booking]:
    with store.read() as connection:
        rows = connection.execute(counting_bookings(ID, known_at)).all()
        return Counter(booking_of(row, A.kind) for row in rows)


def diff_of(store: Store, *statements: Statement) -> LedgerDiff:
    return delivery.preview(store, PROGRAMME, VISITOR, ledger(*statements)).ledger


def total(store: Store, known_at: int = 99, split: tuple[date, ...] = ()) -> int:
    with store.read() as connection:
        return sum(movement.cents for movement in load_movements(connection, ID, YEAR, known_at, split))


def test_every_booking_of_a_first_statement_counts(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B, C)))
    assert counting(store) == Counter([A, B, C])
    assert total(store) == 700


@pytest.mark.parametrize(
    "sheets",
    [
        (statement(MAY_END, A, B, UNNUMBERED, UNNUMBERED),),
        (statement(MAY_END, A, B), statement(MAY_END, B, C, UNNUMBERED)),
        (statement(MAY_END, commitment("V", MARCH, 5)),),
        (statement(AUGUST_END, A, B, C), statement(MAY_END, A, B)),
    ],
)
def test_a_first_ledger_differs_as_if_it_were_compared(
    store: Store, monkeypatch: pytest.MonkeyPatch, sheets: tuple[Statement, ...]
) -> None:
    with store.read() as connection:
        found = compare_ledger(connection, ID, sheets)
        monkeypatch.setattr("budget.store.ledger.has_bookings", lambda *_: True)
        assert found == compare_ledger(connection, ID, sheets)


def test_the_same_statement_again_changes_nothing(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, UNNUMBERED, UNNUMBERED)))
    found = diff_of(store, statement(MAY_END, A, UNNUMBERED, UNNUMBERED))
    assert (found.fresh, found.gone, found.unchanged) == ((), (), 3)


def test_the_same_rows_in_another_order_change_nothing(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B, UNNUMBERED)))
    found = diff_of(store, statement(MAY_END, UNNUMBERED, B, A))
    assert (found.fresh, found.gone) == ((), ())


def test_a_longer_statement_adds_only_what_is_new(store: Store) -> None:
    deliver(store, ledger(statement(date(YEAR, 3, 31), A, B)))
    found = diff_of(store, statement(MAY_END, A, B, C))
    assert ([row for _, row in found.added], found.unchanged, found.gone) == ([C], 2, ())
    deliver(store, ledger(statement(MAY_END, A, B, C)))
    assert counting(store) == Counter([A, B, C])


def test_an_overlapping_statement_adds_only_its_own_part(store: Store) -> None:
    deliver(store, ledger(statement(date(YEAR, 4, 30), A, B)))
    deliver(store, ledger(statement(MAY_END, B, C, first=date(YEAR, 3, 1))))
    assert counting(store) == Counter([A, B, C])


def test_a_statement_of_other_lines_leaves_these_alone(store: Store) -> None:
    other = booking("A2", JANUARY, 5, "SPE-1")
    deliver(store, ledger(statement(MAY_END, A, B)))
    deliver(store, ledger(statement(AUGUST_END, other)))
    assert counting(store) == Counter([A, B, other])


def test_a_changed_amount_replaces_the_old_one_and_is_listed(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B)))
    corrected = B._replace(amount=150)
    ((stored, row),) = diff_of(store, statement(AUGUST_END, A, corrected)).changed
    assert (stored.booking, row) == (B, corrected)
    deliver(store, ledger(statement(AUGUST_END, A, corrected)))
    assert counting(store) == Counter([A, corrected])
    assert (total(store, 1), total(store, 2)) == (300, 250)


def test_a_booking_moved_to_another_line_counts_only_there(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B)))
    moved = B._replace(code="SPE-1")
    deliver(store, ledger(statement(AUGUST_END, A, moved)))
    assert counting(store) == Counter([A, moved])


def test_a_booking_moved_to_a_line_that_only_the_file_names_counts_only_there(store: Store) -> None:
    """The old line is not in the second file at all; the document number shows the move."""
    deliver(store, ledger(statement(MAY_END, A, B)))
    moved = B._replace(code="SPE-1")
    deliver(store, ledger(statement(AUGUST_END, moved)))
    assert counting(store) == Counter([A, moved])


def test_a_late_older_statement_does_not_move_a_booking_back(store: Store) -> None:
    moved = B._replace(code="SPE-1")
    deliver(store, ledger(statement(AUGUST_END, A, moved)))
    elsewhere = booking("E", MARCH, 3, "GRO-9")
    deliver(store, ledger(statement(MAY_END, A, B, elsewhere)))
    assert counting(store) == Counter([A, moved, elsewhere])


def test_a_file_fully_covered_by_a_later_statement_is_not_submitted(store: Store) -> None:
    bookings_only = {"states_commitments": False}
    deliver(store, ledger(statement(AUGUST_END, A, B, **bookings_only)))
    with pytest.raises(BudgetError, match="verandert niets"):
        submit(store, ledger(statement(MAY_END, A, B._replace(amount=1), **bookings_only)))


def test_a_move_that_a_later_statement_contradicts_ends_the_booking(store: Store) -> None:
    deliver(store, ledger(statement(date(YEAR, 3, 31), B)))
    deliver(store, ledger(statement(AUGUST_END, booking("X", JULY, 1, "SPE-1"))))
    deliver(store, ledger(statement(MAY_END, B._replace(code="SPE-1"))))
    assert B not in counting(store)
    assert total(store) == 1


def test_a_move_of_a_booking_that_is_not_there_yet_is_remembered(store: Store) -> None:
    """Newest file first: the oldest must not restore what a newer one moved away."""
    deliver(store, ledger(statement(AUGUST_END, booking("X", JULY, 1, "SPE-1"))))
    deliver(store, ledger(statement(MAY_END, B._replace(code="SPE-1"))))
    deliver(store, ledger(statement(date(YEAR, 3, 31), B)))
    assert total(store) == 1


def test_a_booking_that_vanished_inside_the_period_stops_counting(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B)))
    found = diff_of(store, statement(AUGUST_END, A))
    assert [stored.booking for stored in found.vanished] == [B]
    deliver(store, ledger(statement(AUGUST_END, A)))
    assert counting(store) == Counter([A])


@pytest.mark.parametrize(
    ("first", "last", "stays"),
    [
        (date(YEAR, 3, 15), date(YEAR, 3, 15), False),
        (date(YEAR, 3, 16), AUGUST_END, True),
        (date(YEAR, 1, 1), date(YEAR, 3, 14), True),
    ],
    ids=["on the day", "from the day after", "until the day before"],
)
def test_a_statement_ends_bookings_only_inside_its_period(
    store: Store, first: date, last: date, stays: bool
) -> None:
    deliver(store, ledger(statement(MAY_END, B)))
    inside = booking("N", first, 1)
    deliver(store, ledger(statement(AUGUST_END, inside, first=first, last=last)))
    assert (B in counting(store)) is stays


def test_an_ended_booking_counts_again_when_a_newer_statement_names_it(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, B)))
    deliver(store, ledger(statement(AUGUST_END, A)))
    deliver(store, ledger(statement(date(YEAR, 9, 30), A, B)))
    assert counting(store) == Counter([A, B])


def test_an_older_statement_after_a_newer_one_adds_only_what_the_newer_did_not_cover(store: Store) -> None:
    deliver(store, ledger(statement(AUGUST_END, C, first=date(YEAR, 4, 1))))
    older = statement(MAY_END, A, B, C._replace(amount=1), booking("D", date(YEAR, 4, 2), 9))
    found = diff_of(store, older)
    assert ([row for _, row in found.added], found.older, found.gone) == ([A, B], 2, ())
    deliver(store, ledger(older))
    assert counting(store) == Counter([A, B, C])


def test_rows_without_a_sequence_number_count_as_often_as_they_occur(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, UNNUMBERED, UNNUMBERED)))
    assert total(store) == 100
    deliver(store, ledger(statement(AUGUST_END, *[UNNUMBERED] * 3)))
    assert total(store) == 150
    deliver(store, ledger(statement(date(YEAR, 9, 30), UNNUMBERED)))
    assert total(store) == 50


@pytest.mark.parametrize("together", [True, False], ids=["one file", "two files"])
def test_a_row_on_two_sheets_counts_as_often_as_on_the_sheet_that_has_it_most(
    store: Store, together: bool
) -> None:
    """Both sheets claim to have all bookings of that line and day."""
    sheets = statement(MAY_END, UNNUMBERED), statement(MAY_END, UNNUMBERED, UNNUMBERED, sheet="Blad 2")
    for content in [ledger(*sheets)] if together else [ledger(sheet) for sheet in sheets]:
        deliver(store, content)
    assert total(store) == 100
    found = diff_of(store, *sheets[::-1])
    assert (found.fresh, found.gone, found.unchanged, found.repeated) == ((), (), 2, 1)


def test_a_commitment_on_two_sheets_of_one_file_counts_once(store: Store) -> None:
    row = commitment("V", MARCH, 500, sequence="")
    deliver(store, ledger(statement(MAY_END, row), statement(MAY_END, A, row, sheet="Blad 2")))
    with store.read() as connection:
        (found,) = load_commitments(connection, ID, YEAR, 1)
        assert found.open == {LineKey("GRO-1", "", ""): 500}
        assert len(load_open_commitments(connection, ID, "GRO-1", YEAR, 1)) == 1


def test_sheets_of_one_file_that_contradict_each_other_are_refused(store: Store) -> None:
    """The newer one covers that line and day and does not name the booking."""
    older, newer = statement(date(YEAR, 3, 31), A, B), statement(MAY_END, A, sheet="Mei")
    with pytest.raises(SheetsDisagreeError, match=r"B op regel GRO-1.*Mei van 31-05-2024"):
        diff_of(store, newer, older)
    deliver(store, ledger(older))
    deliver(store, ledger(newer))
    assert counting(store) == Counter([A])


def test_sheets_of_several_days_that_agree_are_taken_together(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, C, first=MAY), statement(date(YEAR, 3, 31), A, B)))
    assert counting(store) == Counter([A, B, C])


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(YEAR, 6, 1), date(YEAR, 1, 1), MAY_END),
        (MAY_END, date(2023, 12, 31), MAY_END),
        (MAY_END, date(YEAR, 1, 1), date(YEAR, 6, 1)),
    ],
    ids=["a later day", "a period that begins earlier", "a period that ends later"],
)
def test_a_statement_that_only_confirms_may_be_submitted_when_it_covers_more(
    store: Store, day: date, first: date, last: date
) -> None:
    said = {"states_commitments": False}
    deliver(store, ledger(statement(MAY_END, A, **said)))
    with pytest.raises(BudgetError, match="verandert niets"):
        submit(store, ledger(statement(MAY_END, A, sheet="Ander blad", **said)))
    assert submit(store, ledger(statement(day, A, first=first, last=last, **said))).is_pending


def test_a_newer_statement_that_confirms_decides_over_an_older_one_that_comes_later(store: Store) -> None:
    """The line was already reported further, in another period: that says nothing about January."""
    deliver(store, ledger(statement(date(YEAR, 3, 31), A)))
    deliver(store, ledger(statement(AUGUST_END, booking("J", JULY, 9), first=JULY)))
    deliver(store, ledger(statement(date(YEAR, 6, 30), A, last=MAY_END)))
    denies_january = statement(MAY_END, booking("M", MARCH, 1))
    assert diff_of(store, denies_january).gone == ()


def test_unchanged_open_commitments_may_be_stated_again_on_a_later_day(store: Store) -> None:
    """A statement of a day in between that arrives later must not replace it."""
    told = [statement(day, commitment("V", MARCH, 50)) for day in (MAY_END, AUGUST_END)]
    deliver(store, ledger(told[0]))
    deliver(store, ledger(told[1]))
    with pytest.raises(BudgetError, match="verandert niets"):
        submit(store, ledger(told[1]))


def test_the_supplier_never_decides_whether_money_changed(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A._replace(supplier="Bakkerij"))))
    found = diff_of(store, statement(AUGUST_END, A._replace(supplier="Bakkerij De Korst")))
    assert (found.fresh, found.gone, found.unchanged) == ((), (), 1)


def test_a_credit_lowers_the_total(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, booking("K", MARCH, -30))))
    assert total(store) == 70


def test_a_booking_counts_in_its_fiscal_year_whatever_its_date(store: Store) -> None:
    late = booking("L", date(2025, 1, 10), 7, fiscal_year=YEAR)
    deliver(store, ledger(statement(date(2025, 1, 31), late, first=date(2025, 1, 1))))
    assert total(store) == 7


def test_totals_of_a_split_month_come_by_day(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, C, booking("D", MAY.replace(day=16), 3))))
    with store.read() as connection:
        movements = load_movements(connection, ID, YEAR, 1, [MAY])
    assert [(m.on, m.cents) for m in movements] == [
        (date(YEAR, 1, 31), 100), (MAY, 400), (MAY.replace(day=16), 3),
    ]  # fmt: skip


def test_a_split_on_the_last_day_of_a_month_needs_no_days(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, C)))
    with store.read() as connection:
        (movement,) = load_movements(connection, ID, YEAR, 1, [MAY_END])
    assert movement.on == MAY_END


def test_commitments_of_every_statement_are_kept_and_never_summed(store: Store) -> None:
    key = LineKey("GRO-1", "", "")
    deliver(store, ledger(statement(MAY_END, A, commitment("V", MARCH, 500), commitment("W", MARCH, 70))))
    deliver(store, ledger(statement(AUGUST_END, A, commitment("V", MARCH, 300))))
    with store.read() as connection:
        found = load_commitments(connection, ID, YEAR, 2)
        rows = load_open_commitments(connection, ID, "GRO-1", YEAR, 2)
    assert [(s.seq, s.date, s.open) for s in found] == [(1, MAY_END, {key: 570}), (2, AUGUST_END, {key: 300})]
    assert [row.amount for row in rows] == [300]
    assert total(store) == 100


def test_a_ledger_without_kinds_leaves_commitments_alone(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A, commitment("V", MARCH, 500))))
    deliver(store, ledger(statement(AUGUST_END, A, C, states_commitments=False)))
    with store.read() as connection:
        assert [found.seq for found in load_commitments(connection, ID, YEAR, 2)] == [1]


def test_a_list_of_commitments_alone_ends_no_booking(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, A)))
    deliver(store, ledger(statement(AUGUST_END, commitment("V", MARCH, 500), states_bookings=False)))
    assert counting(store) == Counter([A])


def test_bookings_of_a_line_come_by_date_without_suppliers(store: Store) -> None:
    deliver(
        store, ledger(statement(MAY_END, C, A._replace(supplier="Bakkerij"), booking("S", MAY, 1, "SPE-1")))
    )
    with store.read() as connection:
        assert load_bookings(connection, ID, "GRO-1", YEAR, MAY_END, 1) == (A, C)
        assert load_bookings(connection, ID, "GRO-1", YEAR, MAY.replace(day=14), 1) == (A,)
        assert load_bookings(connection, ID, "GRO-1", YEAR, MAY_END, 0) == ()


def test_every_statement_of_bookings_tells_how_far_it_reaches(store: Store) -> None:
    deliver(store, ledger(statement(AUGUST_END, A)))
    deliver(store, ledger(statement(MAY_END, B, booking("S", MAY, 1, "SPE-1"))))
    with store.read() as connection:
        found = [(said.last, sorted(said.codes)) for said in load_coverage(connection, ID, 2)]
    assert found == [(AUGUST_END, ["GRO-1"]), (MAY_END, ["GRO-1", "SPE-1"])]


def test_a_statement_that_only_covers_more_may_be_submitted(store: Store) -> None:
    """Nothing was booked since: that is news too."""
    deliver(store, ledger(statement(MAY_END, A)))
    assert not delivery.preview(store, PROGRAMME, VISITOR, ledger(statement(AUGUST_END, A))).is_empty
    assert submit(store, ledger(statement(AUGUST_END, A))).is_pending


@pytest.mark.parametrize("size", [499, 500, 501])
def test_a_statement_may_have_more_lines_than_fit_in_one_query(store: Store, size: int) -> None:
    rows = [booking(f"D{n}", MAY, n, f"GRO-{n}") for n in range(1, size + 1)]
    deliver(store, Content(statements=(statement(MAY_END, *rows),)))
    found = diff_of(store, statement(AUGUST_END, *rows[::-1]))
    assert (found.unchanged, found.fresh, found.gone) == (size, (), ())
