"""Rows typed on screen, for any kind of sheet: read as a file is, and a list keeps what it had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.access import VISITOR, NotAllowedError
from budget.intake.findings import message_of
from budget.intake.schema import SPECS, spec_of
from budget.model.content import Amendment, Content, PathStep, Promise, Request
from budget.model.domain_records import PromiseState, RequestState
from budget.model.programme import DecisionStep
from budget.model.submission_details import Origin
from budget.model.words import BudgetError, PartnerForm, SheetKind
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.typed_rows import ACTS, LISTS, known_lines, rows_in_force, typed_file
from tests.store.samples import (
    NOW,
    PROGRAMME,
    accept,
    contribution,
    decision,
    deliver,
    line,
    plan,
    release,
    submit,
)

DECIDING = replace(PROGRAMME, steps=(DecisionStep("RAAD", "Gemeenteraad", (), True),))
ASKED = Request("GRO", "", "Kas", 900_00, "VJN 2025", date(2025, 3, 1), RequestState.OPEN)
PROMISED = Promise("GRO", "Brief", "raad", "gea", date(2024, 9, 1), date(2024, 4, 1), PromiseState.OPEN)
HELD = Content(
    requests=(ASKED,),
    promises=(PROMISED,),
    decisions=(decision("GRO", code="GRO-1", conflict=("cato",), route="De Dorpsraad beslist"),),
    partners=(contribution("Bank", "GRO", form=PartnerForm.MONEY, amount=5_000_05),),
    releases=(release(),),
    path=(PathStep("GRO", 1, "RAAD", date(2024, 2, 14)),),
)
FIELD = {
    SheetKind.REQUESTS: "requests", SheetKind.PROMISES: "promises", SheetKind.DECISIONS: "decisions",
    SheetKind.PARTNERS: "partners", SheetKind.RELEASES: "releases", SheetKind.PATH: "path",
}  # fmt: skip
MOVE = {
    "from_code": "GRO-1", "to_code": "GRO-2", "year": "2024", "amount": "100,50", "reason": "Meer bomen",
    "document": "Nota",
}  # fmt: skip


@pytest.fixture
def village(store: Store) -> Store:
    deliver(store, plan(line("GRO-1", 100_000), line("GRO-2", 50_000)))
    return store


def check(store: Store, kind: SheetKind, *rows):
    name, data = typed_file(store, DECIDING, "cor", kind, rows)
    return delivery.check(store, DECIDING, VISITOR, name, data), data


def test_every_kind_of_sheet_without_another_form_has_a_typing_form() -> None:
    own = {SheetKind.PLAN, SheetKind.LEDGER, SheetKind.PROGRESS}
    assert {*ACTS, *LISTS} == {spec.kind for spec in SPECS} - own


def test_a_transfer_typed_on_screen_changes_both_lines_by_two_persons(village: Store) -> None:
    checked, data = check(village, SheetKind.TRANSFER, MOVE)
    assert {one.code: one.budget for one in checked.content.plan} == {"GRO-1": 89_950, "GRO-2": 60_050}
    number = delivery.submit(village, PROGRAMME, checked, data, "cor", NOW).id
    assert delivery.accept(village, PROGRAMME, number, "cato", NOW).seq


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": "duizend"}, "amount-text"),
        ({"amount": "1.000,01"}, "transfer-more"),
        ({"to_code": "GRO-3"}, "transfer-unknown"),
        ({"to_code": "GRO-1"}, "transfer-same"),
        ({"amount": "0"}, "transfer-amount"),
    ],
)
def test_typed_rows_are_checked_like_a_file(village: Store, change, code: str) -> None:
    checked, _ = check(village, SheetKind.TRANSFER, MOVE | change)
    assert checked.content is None
    found = [one for one in checked.findings if one.sheet]
    assert found[0].code.startswith(code.partition("-")[0])
    assert message_of(found[0]).startswith("Overheveling!")


def test_a_split_is_two_rows(village: Store) -> None:
    row = {"code": "GRO-0", "fate": "gesplitst", "since": "01-03-2024", "reason": "Kleiner"}
    deliver(village, plan(line("GRO-0", 7), line("GRO-1", 100_000), line("GRO-2", 50_000)))
    shares = {"GRO-1": "60 %", "GRO-2": "40%"}
    parts = [row | {"successor": code, "share": share} for code, share in shares.items()]
    checked, _ = check(village, SheetKind.SUCCESSION, *parts)
    assert [(one.successor, one.share) for one in checked.content.successions] == [
        ("GRO-1", 6_000), ("GRO-2", 4_000),
    ]  # fmt: skip
    assert check(village, SheetKind.SUCCESSION, parts[0])[0].content is None


SPLIT = {"code": "GRO-1", "fate": "gesplitst", "since": "01-03-2024", "reason": "Kleiner"}


def test_a_split_to_new_codes_creates_their_plan_lines(village: Store) -> None:
    """€ 1.000 on GRO-1 is split over GRO-8 (60 %) and GRO-9 (40 %); the remaining plan is unchanged."""
    shares = {"GRO-8": "60 %", "GRO-9": "40"}
    rows = [SPLIT | {"successor": code, "share": share} for code, share in shares.items()]
    checked, data = check(village, SheetKind.SUCCESSION, *rows)
    budgets = {one.code: one.budget for one in checked.content.plan}
    assert budgets == {"GRO-8": 60_000, "GRO-9": 40_000, "GRO-2": 50_000}
    why = Amendment(Origin.SHIFT, "Kleiner", "Nota")
    number = delivery.submit(village, PROGRAMME, checked, data, "cor", NOW, amendment=why).id
    with pytest.raises(BudgetError):
        delivery.accept(village, PROGRAMME, number, "cor", NOW)
    delivery.accept(village, PROGRAMME, number, "cato", NOW)
    assert list(known_lines(village, PROGRAMME, "cor")) == ["GRO-2", "GRO-8", "GRO-9"]


@pytest.mark.parametrize(
    "change",
    [{"successor": "GRO-2"}, {"since": "ooit"}, {"fate": "weg"}, {"share": "veel"}, {"code": "GRO-7"}],
)
def test_known_codes_or_unreadable_rows_create_no_plan_lines(village: Store, change) -> None:
    row = SPLIT | {"fate": "hernoemd", "successor": "GRO-8"} | change
    checked, _ = check(village, SheetKind.SUCCESSION, row)
    if "successor" in change:
        assert not checked.content.plan
    else:
        assert checked.content is None
        assert not [one for one in checked.findings if one.sheet == "Bestedingsplan"]


@pytest.mark.parametrize("kind", LISTS)
def test_the_form_starts_with_the_list_in_force(village: Store, kind: SheetKind) -> None:
    accept(village, submit(village, HELD).id, "gijs")
    known = rows_in_force(village, DECIDING, "cor", kind, "GRO")
    checked, _ = check(village, kind, *known)
    assert getattr(checked.content, FIELD[kind]) == getattr(HELD, FIELD[kind])
    assert rows_in_force(village, DECIDING, "cor", kind, "SPE") == ()
    assert set(known[0]) == {column.field for column in spec_of(kind).columns}


def test_adding_a_row_changes_nothing_else(village: Store) -> None:
    accept(village, submit(village, HELD).id, "gijs")
    known = rows_in_force(village, PROGRAMME, "cor", SheetKind.REQUESTS, "GRO")
    checked, _ = check(village, SheetKind.REQUESTS, *known, known[0] | {"request": "Hek", "amount": "12"})
    found = delivery.preview(village, PROGRAMME, VISITOR, checked.content)
    assert [(one.before, one.item.amount) for one in found.requests] == [(None, 12_00)]


def test_the_codes_to_choose_from_are_those_of_the_plans_in_force(village: Store) -> None:
    assert list(known_lines(village, PROGRAMME, "cor")) == ["GRO-1", "GRO-2"]


@pytest.mark.parametrize("who", ["sien", "bo"])
def test_a_person_who_may_not_submit_gets_no_form(village: Store, who: str) -> None:
    for act in (
        lambda: typed_file(village, PROGRAMME, who, SheetKind.TRANSFER, [MOVE]),
        lambda: rows_in_force(village, PROGRAMME, who, SheetKind.REQUESTS, "GRO"),
        lambda: known_lines(village, PROGRAMME, who),
    ):
        with pytest.raises(NotAllowedError):
            act()
