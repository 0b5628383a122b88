"""A person with an open conflict of interest cannot accept files about the line until it is resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.access import Actor
from budget.model.content import Content
from budget.model.succession import WHOLE as ALL
from budget.model.succession import Succession, SuccessionKind
from budget.model.transfers import Transfer, TransferEnd
from budget.model.words import BudgetError
from budget.programme import parse_programme
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.store.escalations import _codes, _touches
from budget.store.submissions import accept_submission
from budget.usecases import deliver as delivery
from budget.usecases.conflicts import conflict_words
from budget.usecases.database_use import begin
from tests.snapshot.full_history import ASKED
from tests.store.samples import (
    ID,
    MAY_END,
    NOW,
    PROGRAMME,
    TOML,
    accept,
    booking,
    contribution,
    decision,
    deliver,
    ledger,
    line,
    packed,
    plan,
    progress,
    release,
    statement,
    submit,
)

OPEN = decision("GRO", code="GRO-1", conflict=("cato",), route="Voorleggen aan de Dorpsraad")
WHOLE = replace(OPEN, code="")
ENDED = replace(OPEN, resolved_on=date(2024, 2, 1), resolved_by=("Gea", "Sien"))
LATER = replace(ENDED, resolved_on=date(2024, 2, 2))
PLAN = plan(line(budget=130_000), line("GRO-2"))


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, plan(line(), line("GRO-2"), line("SPE-1")))
    return store


def escalate(store: Store, *taken) -> None:
    """Submitted and accepted by two persons other than Cato."""
    accept(store, submit(store, Content(decisions=taken)).id, "gijs")


GONE = Succession("GRO-1", "GRO", SuccessionKind.CLOSED, "", 0, date(2024, 9, 1), "Klaar")
FROM, TO = TransferEnd("GRO", "GRO-2", "DORP", ""), TransferEnd("GRO", "GRO-1", "DORP", "")
ABOUT_THE_LINE = {
    "plan": PLAN,
    "bookings": ledger(statement(MAY_END, booking("A", MAY_END, 5))),
    "the domain": ledger(statement(MAY_END, booking("A", MAY_END, 5, "GRO-2"), domains=("GRO",))),
    "progress": Content(progress=(progress(note="Loopt"),)),
    "progress of the domain": Content(progress=(progress("GRO", note="Loopt"),)),
    "a wish": Content(requests=(ASKED,)),
    "what becomes of it": Content(successions=(GONE,)),
    "release": Content(releases=(release(),)),
    "release of a source": Content(releases=(release("", domain="GRO", source="DORP"),)),
    "a plan without it": plan(line("GRO-2", 130_000)),
    "releases without it": Content(releases=(release("GRO-2"),)),
    "the list without it": Content(decisions=(decision("GRO"),)),
    "its end": Content(decisions=(ENDED,)),
}


@pytest.mark.parametrize("what", ABOUT_THE_LINE)
def test_a_person_with_an_open_interest_accepts_nothing_about_the_line(plan_store: Store, what: str) -> None:
    escalate(plan_store, OPEN)
    number = submit(plan_store, ABOUT_THE_LINE[what]).id
    with pytest.raises(BudgetError, match=r"GRO-1.*Voorleggen aan de Dorpsraad"):
        accept(plan_store, number)
    assert "GRO-1" in conflict_words(plan_store, PROGRAMME, "cato", number, NOW.date())
    assert conflict_words(plan_store, PROGRAMME, "gijs", number, NOW.date()) == ""
    assert accept(plan_store, number, "gijs").seq


def test_the_store_itself_refuses_an_acceptance_by_a_person_with_an_interest(plan_store: Store) -> None:
    escalate(plan_store, OPEN)
    number = submit(plan_store, PLAN).id
    with pytest.raises(BudgetError, match="GRO-1"), plan_store.write(ID) as connection:
        accept_submission(connection, ID, number, "cato", NOW)


def test_a_person_cannot_accept_the_list_that_names_him(plan_store: Store) -> None:
    with pytest.raises(BudgetError, match="GRO-1"):
        accept(plan_store, submit(plan_store, Content(decisions=(OPEN,))).id)


@pytest.mark.parametrize(
    "content",
    [
        Content(progress=(progress("GRO-2", note="Loopt"),)),
        plan(line("SPE-1", 7)),
        Content(partners=(contribution(domain="GRO"),)),
    ],
)
def test_files_not_about_the_line_can_be_accepted(plan_store: Store, content: Content) -> None:
    escalate(plan_store, OPEN)
    assert accept(plan_store, submit(plan_store, content).id).seq


@pytest.mark.parametrize(
    "content",
    [Content(progress=(progress("GRO-2", note="Loopt"),)), Content(partners=(contribution(domain="GRO"),))],
)
def test_a_conflict_without_a_line_is_about_the_whole_domain(plan_store: Store, content: Content) -> None:
    escalate(plan_store, WHOLE)
    with pytest.raises(BudgetError, match="domein GRO"):
        accept(plan_store, submit(plan_store, content).id)
    assert accept(plan_store, submit(plan_store, plan(line("SPE-1", 7))).id).seq


@pytest.mark.parametrize(("found", "may"), [(ENDED, True), (LATER, False)])
def test_an_interest_ends_on_the_day_others_resolved_it(plan_store: Store, found, may: bool) -> None:
    """He accepts on 1 February."""
    escalate(plan_store, found)
    number = submit(plan_store, PLAN).id
    if may:
        assert accept(plan_store, number).seq
    else:
        with pytest.raises(BudgetError, match="GRO-1"):
            accept(plan_store, number)


@pytest.mark.parametrize(
    ("deputy", "others", "may"), [("mo", "", False), ("gijs", "", True), ("mo", "gijs", True)]
)
def test_a_deputy_of_the_named_person_is_blocked_too(
    store: Store, deputy: str, others: str, may: bool
) -> None:
    """Mo accepts only by Cato's right, or also by that of Gijs; Gijs has the right himself."""
    days = f"valid_from = {NOW.date()}\nvalid_until = {NOW.date()}\n"
    replaced = ["cato", *filter(None, [others])]
    text = "".join(f'\n[[deputies]]\nperson = "{one}"\ndeputy = "{deputy}"\n{days}' for one in replaced)
    programme = parse_programme(TOML + text)
    begin(store, programme, DatabaseUse.DEMONSTRATION, "cor", NOW)
    for content in (plan(line(), line("GRO-2"), line("SPE-1")), Content(decisions=(OPEN,))):
        checked, data = packed(content)
        number = delivery.submit(store, programme, checked, data, "cor", NOW).id
        delivery.accept(store, programme, number, "gijs" if content.decisions else "cato", NOW)
    checked, data = packed(Content(progress=(progress(note="Loopt"),)))
    number = delivery.submit(store, programme, checked, data, "cor", NOW).id
    who = Actor(deputy, on=NOW.date())
    told = conflict_words(store, programme, who, number, NOW.date())
    assert (told == "") == may
    if may:
        assert delivery.accept(store, programme, number, who, NOW).seq
    else:
        assert told.startswith("Wie u vervangt")
        with pytest.raises(BudgetError, match="GRO-1"):
            delivery.accept(store, programme, number, who, NOW)


def test_a_transfer_is_about_both_its_lines() -> None:
    moved = Content(transfers=(Transfer(FROM, TO, 2024, 5, "Meer bomen", "Notitie"),))
    codes = set(_codes(moved))
    named = [replace(OPEN, code=code) for code in ("GRO-1", "GRO-2", "GRO-3")]
    assert [_touches(moved, one, {one.code}, codes, {"GRO"}) for one in named] == [True, True, False]


RENAMED = Succession(
    "GRO-1", "GRO", SuccessionKind.RENAMED, "GRO-4", ALL, date(2024, 1, 1), "Andere opdracht"
)


def booked_on(code: str) -> Content:
    return ledger(statement(MAY_END, booking(code, MAY_END, 5, code)))


@pytest.mark.parametrize(
    ("named", "told", "may"),
    [
        ("GRO-1", "GRO-4", False),
        ("GRO-4", "GRO-1", False),
        ("GRO-4", "GRO-4", False),
        ("GRO-1", "GRO-2", True),
    ],
)
def test_an_interest_in_a_line_extends_to_its_successors(
    plan_store: Store, named: str, told: str, may: bool
) -> None:
    """GRO-1 is renamed to GRO-4: its bookings count there, whatever code a file or a decision names."""
    renamed = replace(plan(line("GRO-4"), line("GRO-2")), successions=(RENAMED,))
    accept(plan_store, submit(plan_store, renamed).id, "gijs")
    escalate(plan_store, replace(OPEN, code=named))
    number = submit(plan_store, booked_on(told)).id
    assert (conflict_words(plan_store, PROGRAMME, "cato", number, NOW.date()) == "") == may
    if may:
        assert accept(plan_store, number).seq
    else:
        with pytest.raises(BudgetError, match=named):
            accept(plan_store, number)
        assert accept(plan_store, number, "gijs").seq
