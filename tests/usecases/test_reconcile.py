"""Control totals of the source system beside what was read; required for a foreign layout."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date

import pytest

from budget.model.content import CheckedFile, Content, ControlTotal, Finding, SheetReport
from budget.model.row_amounts import RowAmounts
from budget.model.submission_details import Money
from budget.model.words import BudgetError, Kind, Level, SheetKind
from budget.store import accepted_contents
from budget.store.content import pack_content, unpack_content
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.control_totals import complaints, control_of, offered_in, totals_by_kind
from budget.usecases.gaps import Reconciled, reconciled_until
from budget.usecases.reconcile import LATEST, default_year, reconciled_words, reconciliation
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    NOW,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    packed,
    plan,
    statement,
)

ROWS, LEFT_OUT = RowAmounts.of([12, 13, 14], [100_000, 36_000, -99]), {15: 100, 16: 99}
BOOKED = ledger(statement(MAY_END, booking("A", MAY_END, 136_000)))


def _checked(content: Content, *, foreign: bool = False, **amounts: int) -> tuple[CheckedFile, bytes]:
    checked, data = packed(content)
    sums = amounts or {"realised": 136_000}
    rows = {name: ROWS if name == "realised" else RowAmounts() for name in sums}
    sheet = SheetReport("Boekingen", SheetKind.LEDGER, 1, 136_000, {}, sums, 9, rows, LEFT_OUT)
    used = (Finding("mapping-used", Level.INFO, "f"),) if foreign else ()
    return replace(checked, sheets=(sheet,), findings=used), data


def _submit(store: Store, stated: int | None, explained: str = "", *, foreign: bool) -> int:
    checked, data = _checked(BOOKED, foreign=foreign)
    told = {} if stated is None else {Money.REALISED: stated}
    control = control_of(checked, told, {Money.REALISED: explained})
    return delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, control=control).id


def test_a_foreign_layout_needs_a_total(store: Store) -> None:
    deliver(store, plan(line()))
    with pytest.raises(BudgetError, match="gerealiseerd"):
        _submit(store, None, foreign=True)
    assert _submit(store, 136_000, foreign=True)


@pytest.mark.parametrize("foreign", [True, False])
@pytest.mark.parametrize(
    "explained",
    ["", "weet ik niet", "rij 12 en 14", "rij 15", "rij 16 en rij 17", "rij 15: 0,01", "Ander!rij 15 en 14"],
)
def test_a_difference_of_a_cent_that_no_rows_add_up_to_is_refused(
    store: Store, explained: str, foreign: bool
) -> None:
    deliver(store, plan(line()))
    with pytest.raises(BudgetError):
        _submit(store, 136_001, explained, foreign=foreign)


def test_the_refusal_states_the_difference_and_the_sum_of_the_named_rows(store: Store) -> None:
    deliver(store, plan(line()))
    with pytest.raises(BudgetError) as refused:
        _submit(store, 136_001, "rij 15", foreign=True)
    said = str(refused.value).replace("\xa0", " ")
    assert "€ 0,01" in said
    assert "€ 1,00" in said


@pytest.mark.parametrize(
    ("stated", "explained"),
    [
        (36_000, "rij 12"),
        (0, "rijen 12 en 13"),
        (136_099, "rij 14"),
        (136_199, "rij 15 en 16"),
        (36_100, "rij 12: 1.000,00 is van 2023, rij 15: 1,00 is inkomsten"),
        (36_000, "Boekingen!rij 12"),
    ],
)
def test_rows_in_only_one_of_the_systems_explain_a_difference(
    store: Store, stated: int, explained: str
) -> None:
    deliver(store, plan(line()))
    assert _submit(store, stated, explained, foreign=True)


def test_the_second_person_sees_the_amount_in_each_row_that_is_named(store: Store) -> None:
    deliver(store, plan(line()))
    number = _submit(store, 36_100, "rij 12 is van 2023 en rij 15", foreign=True)
    seen = delivery.preview_submission(store, PROGRAMME, "cato", number)
    assert seen.asked
    said = "rij 12: € 1.000,00 is van 2023 en rij 15: € 1,00".replace("€ ", "€\xa0")
    assert seen.asked[1].control == (ControlTotal(Money.REALISED, 36_100, 136_000, said),)


@pytest.mark.parametrize(("named", "is_held"), [("rij 12", False), ("A!rij 12", True), ("C!rij 12", False)])
def test_a_row_of_a_file_with_more_sheets_is_named_with_its_sheet(named: str, is_held: bool) -> None:
    checked, _ = _checked(BOOKED)
    sheets = tuple(replace(checked.sheets[0], sheet=name) for name in ("A", "B"))
    both = replace(checked, sheets=sheets)
    control = control_of(both, {Money.REALISED: 172_000}, {Money.REALISED: named})
    assert (not list(complaints(both, control))) is is_held


def test_a_file_in_our_own_layout_needs_no_control_total(store: Store) -> None:
    deliver(store, plan(line()))
    number = _submit(store, None, foreign=False)
    seen = delivery.preview_submission(store, PROGRAMME, "cato", number)
    assert seen.asked
    assert seen.asked[1].control == ()


def test_a_total_of_money_that_is_not_in_the_file_is_refused() -> None:
    checked, _ = _checked(BOOKED)
    with pytest.raises(BudgetError, match="begroot"):
        control_of(checked, {Money.BUDGET: 1}, {})


def test_the_total_row_is_offered_for_one_kind_of_money_only() -> None:
    assert offered_in(_checked(BOOKED)[0]) == {Money.REALISED: 9}
    both, _ = _checked(BOOKED, realised=1, committed=2)
    assert totals_by_kind(both) == {Money.REALISED: 1, Money.COMMITTED: 2}
    assert offered_in(both) == {}


def test_every_accepted_file_is_listed_with_its_totals(store: Store) -> None:
    deliver(store, plan(line()))
    delivery.accept(store, PROGRAMME, _submit(store, 136_000, foreign=True), "cato", NOW)
    found = reconciliation(store, PROGRAMME, "cor", YEAR)
    assert [(one.money, one.stated, one.counted, one.difference) for one in found] == [
        (Money.BUDGET, None, 120_000, None),
        (Money.REALISED, 136_000, 136_000, 0),
    ]
    assert reconciled_until(found) == {"GRO": MAY_END}


def test_a_later_ledger_without_a_control_total_ends_the_reconciled_period(store: Store) -> None:
    deliver(store, plan(line()))
    delivery.accept(store, PROGRAMME, _submit(store, 136_000, foreign=True), "cato", NOW)
    rows = booking("A", MAY_END, 136_000), commitment("C", AUGUST_END, 5)
    assert rows[1].kind is Kind.COMMITTED
    deliver(store, ledger(statement(AUGUST_END, *rows)))
    found = reconciliation(store, PROGRAMME, "cor", YEAR)
    assert [(one.money, one.counted) for one in found[2:]] == [
        (Money.REALISED, 136_000),
        (Money.COMMITTED, 5),
    ]
    assert reconciled_until(found) == {"GRO": None}


@pytest.mark.parametrize(
    ("months", "until"),
    [
        (((1, 1, 9), (2, 2, None), (3, 3, 9)), 1),
        (((1, 1, 9), (2, 2, None), (1, 3, 9)), 3),
        (((1, 1, 9), (1, 2, None), (2, 3, 9)), None),
        (((1, 1, None), (2, 2, 9)), None),
        (((1, 1, None), (1, 1, 9)), 1),
        (((1, 1, 9), (1, 1, None)), None),
        (((1, 1, 9), (2, 2, 9), (3, 3, None)), 2),
    ],
)
def test_a_month_without_a_total_ends_the_reconciled_period_unless_covered_later(
    months: tuple[tuple[int, int, int | None], ...], until: int | None
) -> None:
    found = [
        Reconciled(n, "", Money.REALISED, date(YEAR, last, 28), ("GRO",), stated, 9, "", date(YEAR, first, 1))
        for n, (first, last, stated) in enumerate(months)
    ]
    assert reconciled_until(found) == {"GRO": date(YEAR, until, 28) if until else None}


@pytest.mark.parametrize(
    ("named", "stated_for", "until"),
    [
        (("A", "B"), ("A", "B", "C"), 3),
        (("A", "B"), ("A", "B"), 3),
        (("A", "B"), ("B", "C"), None),
        (("A", "B"), None, 3),
        (None, ("A", "B"), None),
        (None, None, 3),
    ],
)
def test_a_later_total_replaces_a_ledger_only_if_it_is_about_all_its_lines(
    named: tuple[str, ...] | None, stated_for: tuple[str, ...] | None, until: int | None
) -> None:
    found = [
        Reconciled(
            n, "", Money.REALISED, date(YEAR, last, 28), ("GRO",), stated, 9, "", date(YEAR, 1, 1),
            {"GRO": None if lines is None else frozenset(lines)},
        )
        for n, (last, stated, lines) in enumerate([(2, None, named), (3, 9, stated_for)])
    ]  # fmt: skip
    assert reconciled_until(found) == {"GRO": date(YEAR, until, 28) if until else None}


def test_a_month_without_reconciliation_is_submitted_again_with_its_total(store: Store) -> None:
    deliver(store, plan(line()))

    def hand_in(month: int, stated: int | None) -> None:
        day = date(YEAR, month, 28)
        checked, data = packed(ledger(statement(day, booking(f"M{month}", day, 9), first=day.replace(day=1))))
        sheet = SheetReport("Boekingen", SheetKind.LEDGER, 1, 9, {}, {"realised": 9}, None)
        checked = replace(checked, sheets=(sheet,))
        control = control_of(checked, {} if stated is None else {Money.REALISED: stated}, {})
        done = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, control=control)
        delivery.accept(store, PROGRAMME, done.id, "cato", NOW)

    for month, stated in ((1, 9), (2, None), (3, 9)):
        hand_in(month, stated)
    assert reconciled_until(reconciliation(store, PROGRAMME, "cor", YEAR)) == {"GRO": date(YEAR, 1, 28)}
    with pytest.raises(BudgetError):
        hand_in(2, None)
    hand_in(2, 9)
    assert reconciled_until(reconciliation(store, PROGRAMME, "cor", YEAR)) == {"GRO": date(YEAR, 3, 28)}
    with pytest.raises(BudgetError):
        hand_in(2, 9)


def test_the_year_that_is_shown_first_is_that_of_the_bookings_not_of_the_calendar(store: Store) -> None:
    later = date(YEAR + 2, 1, 5)
    assert default_year(store, PROGRAMME, later) == YEAR + 2
    deliver(store, plan(line()))
    deliver(store, BOOKED)
    assert default_year(store, PROGRAMME, later) == YEAR


@pytest.mark.wording
def test_the_report_says_until_when_the_bookings_agree(store: Store) -> None:
    deliver(store, plan(line()))
    assert reconciled_words(store, PROGRAMME, AUGUST_END, LATEST) == ""
    delivery.accept(store, PROGRAMME, _submit(store, 136_000, foreign=True), "cato", NOW)
    assert "tot en met 31 mei" in reconciled_words(store, PROGRAMME, AUGUST_END, LATEST)
    assert "tot en met 1 mei" in reconciled_words(store, PROGRAMME, MAY_END.replace(day=1), LATEST)
    deliver(store, ledger(statement(AUGUST_END, booking("A", MAY_END, 136_000))))
    assert "niet aangesloten op het" in reconciled_words(store, PROGRAMME, AUGUST_END, LATEST)


def test_content_without_control_totals_keeps_its_stored_form() -> None:
    assert unpack_content(pack_content(BOOKED)) == BOOKED
    assert b'"asks"' not in zlib.decompress(pack_content(BOOKED))
    asked = replace(BOOKED, asks=("x",), control=(ControlTotal(Money.REALISED, 1, 2, "rij 3"),))
    assert unpack_content(pack_content(asked)) == asked
    assert unpack_content(pack_content(replace(asked, control=()))).asks == ("x",)


def test_the_rows_of_the_files_are_read_again_only_after_the_next_acceptance(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, plan(line()))
    deliver(store, BOOKED)
    read: list[Content] = []

    def counting(data: bytes) -> Content:
        read.append(unpack_content(data))
        return read[-1]

    monkeypatch.setattr(accepted_contents, "unpack_content", counting)
    first = [reconciliation(store, PROGRAMME, "cor", YEAR) for _ in range(3)]
    assert first[0] == first[1] == first[2]
    assert len(read) == 2
    deliver(store, ledger(statement(AUGUST_END, booking("B", AUGUST_END, 100))))
    assert [one.submission for one in reconciliation(store, PROGRAMME, "cor", YEAR)] == [1, 2, 3]
    assert len(read) == 5
