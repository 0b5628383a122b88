"""Closing a period by two persons, and what later files can and cannot do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Content, Statement
from budget.model.periods import Period
from budget.model.words import BudgetError
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from budget.store.moved_bookings import load_moved
from budget.store.periods import load_closed, load_closings
from budget.store.schema import day_totals, statements
from budget.store.schema_periods import period_decisions
from budget.usecases import close
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from budget.usecases.closed_rows import ClosedError
from budget.usecases.deliver import CorrectionsError
from tests.store.samples import (
    ID,
    NOW,
    PROGRAMME,
    accept,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    packed,
    plan,
    release,
    statement,
    submit,
)

REFUSED = (IntegrityError, BudgetError)
JANUARY = datetime(2025, 1, 10)
END, NEXT = date(2024, 12, 31), date(2025, 3, 31)
YEAR, MARCH = Period(2024), Period(2024, 3)
OLD, LATE = booking("A", date(2024, 5, 1), 1_000), booking("B", date(2024, 12, 20), 250)


def bookings_of(day: date, *rows, **options) -> Statement:
    """A statement that says nothing about commitments."""
    return replace(statement(day, *rows, **options), states_commitments=False)


def close_period(store: Store, period: Period = YEAR, *, closes: bool = True) -> None:
    number = close.propose_closing(store, PROGRAMME, period, "cor", "Klaar", JANUARY, closes=closes)
    close.decide(store, PROGRAMME, number, "sien", JANUARY, accepts=True)


def begin(store: Store) -> None:
    """A plan for two years, and one statement of the whole of 2024."""
    deliver(store, plan(line(), line(year=2025)))
    deliver(store, ledger(bookings_of(END, OLD)))


def realised(store: Store, year: int, as_of: date = NEXT, known_at: int | None = None) -> int:
    return standing_of(store, year, as_of, known_at).total().measures.realised


def standing_of(store: Store, year: int, as_of: date = NEXT, known_at: int | None = None) -> Standing:
    return load_standing(store, PROGRAMME, as_of, year, known_at)


def sound(store: Store) -> bool:
    """Totals and a repeat of every acceptance both agree with what is stored."""
    rows = verification.name_rows(store, PROGRAMME, VISITOR, from_files=False)
    return verification.verify(store, PROGRAMME, VISITOR) + rows == []


def test_two_persons_close_a_year(store: Store) -> None:
    begin(store)
    number = close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", JANUARY)
    with store.read() as connection:
        assert load_closed(connection, ID).periods == frozenset()
    with pytest.raises(BudgetError, match="zelf voorgesteld"):
        close.decide(store, PROGRAMME, number, "cor", JANUARY, accepts=True)
    close.decide(store, PROGRAMME, number, "sien", JANUARY, accepts=True)
    with store.read() as connection:
        assert load_closed(connection, ID).periods == {YEAR}
        assert load_closings(connection, ID, datetime(2025, 1, 9)) == ()
    with pytest.raises(BudgetError, match="al beslist"):
        close.decide(store, PROGRAMME, number, "cato", JANUARY, accepts=True)
    assert sound(store)


@pytest.mark.parametrize("decided_by", ["cor", "COR", "niemand", " ", "\u0441or"])
def test_the_database_refuses_another_second_person_itself(store: Store, decided_by: str) -> None:
    begin(store)
    from budget.store.people import record_people

    with store.write(ID) as connection:
        record_people(connection, ID, [person.id for person in PROGRAMME.people], "cor", JANUARY)
    number = close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", JANUARY)
    row = {
        "programme": ID, "proposal": number, "proposed_by": "cor", "accepted": True, "decided_by": decided_by,
        "decided_at": JANUARY, "known_at": 2, "reason": "",
    }  # fmt: skip
    with pytest.raises(REFUSED), store.write(ID) as connection:
        connection.execute(insert(period_decisions), row)


def test_a_period_is_closed_only_after_it_has_ended(store: Store) -> None:
    for now in (datetime(2024, 12, 31, 12), datetime(2024, 12, 31)):
        with pytest.raises(BudgetError, match="nog niet voorbij"):
            close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", now)
    close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", datetime(2025, 1, 1))


def test_a_year_is_over_at_midnight_in_the_netherlands(store: Store) -> None:
    begin(store)
    with pytest.raises(BudgetError, match="nog niet voorbij"):
        close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", datetime(2024, 12, 31, 22, 59))
    assert close.propose_closing(store, PROGRAMME, YEAR, "cor", "Klaar", datetime(2024, 12, 31, 23)) == 1


def test_an_invalid_proposal_to_close_is_refused(store: Store) -> None:
    def propose(period: Period = YEAR, reason: str = "Klaar", *, closes: bool = True) -> int:
        return close.propose_closing(store, PROGRAMME, period, "cor", reason, JANUARY, closes=closes)

    for wrong in (Period(2019), Period(2024, 13), Period(2027)):
        with pytest.raises(BudgetError, match="hoort niet bij"):
            propose(wrong)
    with pytest.raises(BudgetError, match="reden"):
        propose(reason=" ")
    with pytest.raises(BudgetError, match="niet afgesloten"):
        propose(closes=False)
    number = propose()
    with pytest.raises(BudgetError, match="wacht al"):
        propose()
    with pytest.raises(BudgetError, match="reden"):
        close.decide(store, PROGRAMME, number, "cor", JANUARY, accepts=False)
    close.decide(store, PROGRAMME, number, "cor", JANUARY, accepts=False, reason="Te vroeg")
    close_period(store)
    with pytest.raises(BudgetError, match="al afgesloten"):
        propose()
    assert sound(store)


def test_a_late_booking_is_refused_until_both_confirm_and_then_counts_in_the_open_year(store: Store) -> None:
    begin(store)
    close_period(store)
    cells = ((1, "C15"),)
    late = ledger(replace(bookings_of(NEXT, OLD, LATE), cells=cells))
    checked, data = packed(late)
    with pytest.raises(CorrectionsError) as refused:
        delivery.submit(store, PROGRAMME, checked, data, "cor", NOW)
    assert "Blad Boekingen, cel C15" in str(refused.value)
    number = submit(store, late).id
    with pytest.raises(CorrectionsError):
        delivery.accept(store, PROGRAMME, number, "cato", NOW)
    accept(store, number)
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, 250)
    assert realised(store, 2025, date(2024, 12, 31)) == 0
    assert realised(store, 2025, date(2025, 1, 1)) == 250
    assert realised(store, 2025, known_at=2) == 0
    (moved,) = standing_of(store, 2025).knowledge.moved
    assert (moved.cents, moved.counts_year, moved.counts_on, moved.booking.date) == (
        250, 2025, date(2025, 1, 1), LATE.date,
    )  # fmt: skip
    assert sound(store)


def test_the_same_statement_again_changes_nothing(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    found = delivery.preview(store, PROGRAMME, VISITOR, ledger(bookings_of(NEXT, OLD, LATE)))
    assert found.is_empty
    assert found.late == ()


def test_a_changed_description_in_a_closed_year_moves_no_money(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    words = [row._replace(description="Andere tekst") for row in (OLD, LATE)]
    deliver(store, ledger(bookings_of(NEXT, *words)))
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, 250)
    assert sound(store)


def test_a_correction_of_a_closed_year_counts_its_difference_in_the_open_one(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD._replace(amount=1_300))))
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, 300)
    deliver(store, ledger(bookings_of(NEXT, OLD._replace(amount=900))))
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, -100)
    assert sound(store)


def test_a_booking_missing_from_a_closed_year_is_deducted_in_the_open_year(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, LATE)))
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, 250 - 1_000)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    assert (realised(store, 2024), realised(store, 2025)) == (1_000, 250)
    assert sound(store)


def test_a_closed_month_sends_its_bookings_to_the_next(store: Store) -> None:
    begin(store)
    close_period(store, MARCH)
    deliver(store, ledger(bookings_of(END, OLD, booking("M", date(2024, 3, 31), 70))))
    for day, cents in ((date(2024, 3, 31), 0), (date(2024, 4, 1), 70), (END, 1_070)):
        assert realised(store, 2024, day) == cents
    assert sound(store)


def test_a_reopened_period_accepts_bookings_and_keeps_what_moved(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    close_period(store, closes=False)
    more = booking("C", date(2024, 12, 21), 40)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE, more)))
    assert (realised(store, 2024), realised(store, 2025)) == (1_040, 250)
    deliver(store, ledger(bookings_of(NEXT, OLD, more)))
    assert (realised(store, 2024), realised(store, 2025)) == (1_040, 0)
    assert sound(store)
    with store.read() as connection:
        assert load_moved(connection, ID, 99) == ()


def test_a_correction_moves_to_the_first_year_that_is_open(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    number = close.propose_closing(store, PROGRAMME, Period(2025), "cor", "Klaar", datetime(2026, 1, 2))
    close.decide(store, PROGRAMME, number, "sien", datetime(2026, 1, 2), accepts=True)
    deliver(store, ledger(bookings_of(date(2026, 1, 31), OLD)))
    found = [realised(store, year, date(2026, 1, 31)) for year in (2024, 2025, 2026)]
    assert found == [1_000, 250, -250]
    assert sound(store)


CHANGED = {
    "a commitment of the closed year": ledger(
        statement(NEXT, OLD, commitment("V", date(2024, 11, 1), 500, fiscal_year=2024))
    ),
    "what was open on a day in it": ledger(statement(END, OLD, commitment("V", END, 500, fiscal_year=2025))),
    "its plan": plan(line(budget=130_000), line(year=2025)),
    "a line that is gone": plan(line(year=2025)),
}


@pytest.mark.parametrize("what", CHANGED)
def test_changes_to_a_closed_year_are_refused_at_submission(store: Store, what: str) -> None:
    begin(store)
    close_period(store)
    with pytest.raises(ClosedError):
        submit(store, CHANGED[what])
    assert (realised(store, 2024), standing_of(store, 2024).total().measures.budget) == (1_000, 120_000)


@pytest.mark.parametrize("what", CHANGED)
def test_changes_to_a_year_closed_meanwhile_are_refused_at_acceptance(store: Store, what: str) -> None:
    begin(store)
    number = submit(store, CHANGED[what]).id
    close_period(store)
    with pytest.raises(ClosedError):
        accept(store, number)


def test_an_open_year_beside_a_closed_one_stays_free(store: Store) -> None:
    begin(store)
    close_period(store)
    deliver(store, plan(line(note="Andere toelichting"), line(year=2025, budget=90_000)))
    deliver(store, ledger(statement(NEXT, OLD, commitment("V", NEXT, 500))))
    assert standing_of(store, 2025).total().measures.budget == 90_000
    assert standing_of(store, 2025).total().measures.committed == 500


def test_money_that_no_open_year_could_take_is_refused(store: Store) -> None:
    begin(store)
    for year in PROGRAMME.years:
        number = close.propose_closing(store, PROGRAMME, Period(year), "cor", "Klaar", datetime(2027, 2, 1))
        close.decide(store, PROGRAMME, number, "sien", datetime(2027, 2, 1), accepts=True)
    with pytest.raises(ClosedError):
        submit(store, ledger(bookings_of(NEXT, OLD, LATE)))


def test_the_database_refuses_money_in_a_closed_period_itself(store: Store) -> None:
    begin(store)
    close_period(store)
    place = {"programme": ID, "seq": 2, "code": "GRO-1", "source": "", "theme": "", "cents": 5}
    for day in (date(2024, 1, 1), date(2025, 1, 5)):
        with pytest.raises(REFUSED), store.write(ID) as connection:
            connection.execute(insert(day_totals), {**place, "fiscal_year": 2024, "day": day})
    said = {"programme": ID, "seq": 2, "n": 9, "first": END, "last": END, "states_bookings": True}
    with pytest.raises(REFUSED), store.write(ID) as connection:
        connection.execute(insert(statements), {**said, "date": END, "states_commitments": True})
    with store.write(ID) as connection:
        connection.execute(insert(statements), {**said, "date": END, "states_commitments": False})


def test_verify_names_a_total_that_came_into_a_closed_period_past_the_guards(store: Store) -> None:
    from tests.tampering import tampering

    begin(store)
    close_period(store)
    deliver(store, ledger(bookings_of(NEXT, OLD, LATE)))
    with tampering(store) as connection:
        row = {"programme": ID, "seq": 3, "code": "GRO-1", "source": "", "theme": "", "cents": 5}
        connection.execute(insert(day_totals), {**row, "fiscal_year": 2024, "day": END})
    assert any(
        "Vaststelling 3 telt in day_totals" in said for said in verification.verify(store, PROGRAMME, VISITOR)
    )


def test_checks_before_closing_report_what_is_incomplete(store: Store) -> None:
    begin(store)
    found = {check.question: check.is_right for check in close.checks(store, PROGRAMME, "cor", YEAR)}
    assert list(found.values()) == [True, False, True, True]
    submit(store, ledger(statement(END, OLD, commitment("V", END, 900))))
    assert [check.is_right for check in close.checks(store, PROGRAMME, "cor", YEAR)][3] is False
    accept(store, 3)
    assert [check.is_right for check in close.checks(store, PROGRAMME, "cor", YEAR)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_year_without_a_plan_is_not_reported_as_complete(store: Store) -> None:
    found = close.checks(store, PROGRAMME, "cor", YEAR)
    assert [check.is_right for check in found] == [False, False, True, True]
    assert delivery.preview(store, PROGRAMME, VISITOR, Content()).refused == ()


def test_a_release_list_after_a_closed_period_is_read_again_without_a_fault(store: Store) -> None:
    """The cells of its rows were stored for the closed periods of that time; the file itself is unchanged."""
    deliver(store, plan(line()))
    close_period(store, Period(2024, 1))
    given = Content(releases=(release("GRO-1", 100, date(2024, 2, 15)),))
    data = write_workbook(given, PROGRAMME, "Vrijgave")
    checked = delivery.check(store, PROGRAMME, VISITOR, "vrijgave.xlsx", data)
    assert checked.content is not None
    assert checked.content.release_cells
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW).id
    delivery.accept(store, PROGRAMME, number, "cato", NOW)
    found = verification.name_rows(store, PROGRAMME, VISITOR, from_files=True)
    assert not [said for said in found if said.startswith(f"Inzending {number}")], found
