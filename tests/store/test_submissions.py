"""Submitting, accepting and rejecting: by whom, once, and against the plan in force."""

import pytest

from budget.access import VISITOR
from budget.model import BudgetError, Content, SheetKind, UnknownNameError
from budget.store.audit import load_trail
from budget.store.engine import Store
from budget.store.submissions import StaleError, State, load_content, load_file
from budget.usecases import deliver as delivery
from tests.store.samples import (
    ID,
    MAY_END,
    NOW,
    PROGRAMME,
    accept,
    booking,
    deliver,
    ledger,
    line,
    packed,
    plan,
    progress,
    statement,
    submit,
)

PLAN = plan(line())
GREATER = plan(line(budget=150_000))


def reject(store: Store, number: int, person: str = "cato", reason: str = "Bedrag klopt niet"):
    return delivery.reject(store, PROGRAMME, number, person, reason, NOW)


def actions(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as connection:
        return [(entry.person, entry.action, entry.subject) for entry in load_trail(connection, ID)]


def test_a_submission_waits_for_a_second_person(store: Store) -> None:
    found = submit(store, PLAN, person="gea", name="plan.xlsx")
    assert found.is_pending
    assert (found.state, found.seq, found.decided_by) == (State.PENDING, None, None)
    assert (found.file, found.submitted_by, found.submitted_at) == ("plan.xlsx", "gea", NOW)
    assert (found.kinds, found.domains, found.base) == ((SheetKind.PLAN,), ("GRO",), {"GRO": 0})
    assert delivery.state(store, PROGRAMME) == 0


def test_an_accepted_submission_counts(store: Store) -> None:
    found = accept(store, submit(store, PLAN, person="gea").id, "cor")
    assert (found.state, found.seq, found.decided_by) == (State.ACCEPTED, 1, "cor")
    assert delivery.state(store, PROGRAMME) == 1


def test_acceptances_are_numbered_in_their_own_order(store: Store) -> None:
    first, second = submit(store, PLAN).id, submit(store, plan(line("SPE-1"))).id
    assert accept(store, second).seq == 1
    assert accept(store, first).seq == 2


def test_file_and_content_are_stored_as_submitted(store: Store) -> None:
    number = submit(store, PLAN, name="plan.xlsx").id
    with store.read() as connection:
        assert load_content(connection, ID, number) == PLAN
        assert load_file(connection, ID, number) == ("plan.xlsx", packed(PLAN)[1])


def test_nobody_accepts_his_own_submission(store: Store) -> None:
    number = submit(store, PLAN, person="cor").id
    with pytest.raises(BudgetError, match="U hebt dit zelf ingediend"):
        accept(store, number, "cor")
    assert delivery.state(store, PROGRAMME) == 0


@pytest.mark.parametrize("person", ["gea", "mo", "bo"])
def test_a_person_who_may_not_accept_is_told_who_may(store: Store, person: str) -> None:
    number = submit(store, PLAN).id
    with pytest.raises(BudgetError, match=r"niet vaststellen.*: Cor Controle"):
        accept(store, number, person)


@pytest.mark.parametrize("person", ["niemand", "GEA", "Gea Groen"])
def test_an_unknown_person_can_do_nothing(store: Store, person: str) -> None:
    number = submit(store, PLAN).id
    for step in (
        lambda: accept(store, number, person),
        lambda: reject(store, number, person),
        lambda: submit(store, GREATER, person),
    ):
        with pytest.raises(UnknownNameError, match=r"geen bekende persoon.*Kies uit: gea"):
            step()


def test_an_empty_person_can_do_nothing(store: Store) -> None:
    number = submit(store, PLAN).id
    for step in (
        lambda: accept(store, number, ""),
        lambda: reject(store, number, ""),
        lambda: submit(store, GREATER, ""),
    ):
        with pytest.raises(BudgetError, match="wie u bent"):
            step()


@pytest.mark.parametrize("number", [-1, 0, 2, 2**63 - 1, 2**63])
def test_an_unknown_number_is_explained(store: Store, number: int) -> None:
    submit(store, PLAN)
    for step in (
        lambda: accept(store, number),
        lambda: reject(store, number),
        lambda: delivery.preview_submission(store, PROGRAMME, VISITOR, number),
        lambda: delivery.submitted_file(store, PROGRAMME, number, PROGRAMME.people[0].id),
    ):
        with pytest.raises(UnknownNameError, match=f"Er is geen inzending {number}"):
            step()


def test_a_person_of_one_domain_submits_nothing_for_another(store: Store) -> None:
    with pytest.raises(BudgetError, match=r"Gea Groen .*indienen.* Groen en Spelen"):
        submit(store, plan(line(), line("SPE-1")), person="gea")
    submit(store, plan(line("SPE-1")), person="sjoerd")


def test_a_booking_of_unknown_domain_is_accepted_only_by_a_person_of_all_domains(store: Store) -> None:
    """The budget holder submits the file he has; the controller decides to which domain it belongs."""
    rows = booking("A", MAY_END, 1), booking("B", MAY_END, 2, "X-1")
    number = submit(store, ledger(statement(MAY_END, *rows)), person="gea").id
    with pytest.raises(BudgetError, match=r"Gijs Groencontrole .*vaststellen.* regels zonder"):
        accept(store, number, "gijs")
    assert accept(store, number, "cor").seq == 1


def test_bookings_and_progress_belong_to_the_domain_of_their_line(store: Store) -> None:
    deliver(store, plan(line("SPE-1")))
    bookings = ledger(statement(MAY_END, booking("A", MAY_END, 100, "SPE-1")))
    for content in (bookings, Content(progress=(progress("SPE-1", note="Loopt"),))):
        with pytest.raises(BudgetError, match=r"Gea Groen .*indienen.* Spelen"):
            submit(store, content, person="gea")


def test_a_line_in_the_same_workbook_determines_its_domain(store: Store) -> None:
    other = line("X-1", domain="SPE")
    content = Content(plan=(other,), statements=(statement(MAY_END, booking("A", MAY_END, 100, "X-1")),))
    with pytest.raises(BudgetError, match="voor Spelen"):
        submit(store, content, person="gea")


def test_a_person_of_one_domain_accepts_nothing_for_another(store: Store) -> None:
    green, play = submit(store, PLAN).id, submit(store, plan(line("SPE-1"))).id
    with pytest.raises(BudgetError, match=r"Gijs Groencontrole .*vaststellen.* Spelen"):
        accept(store, play, "gijs")
    with pytest.raises(BudgetError, match=r"Gijs Groencontrole .*vaststellen.* Spelen"):
        reject(store, play, "gijs")
    assert accept(store, green, "gijs").state is State.ACCEPTED


def test_an_accepted_submission_stays_accepted(store: Store) -> None:
    number = deliver(store, PLAN).id
    for step in (lambda: accept(store, number, "sien"), lambda: reject(store, number, "sien")):
        with pytest.raises(BudgetError, match=f"Inzending {number} is al vastgesteld door cato"):
            step()
    assert delivery.state(store, PROGRAMME) == 1


def test_a_rejected_submission_stays_rejected(store: Store) -> None:
    number = submit(store, PLAN).id
    reject(store, number)
    for step in (lambda: accept(store, number, "sien"), lambda: reject(store, number, "sien")):
        with pytest.raises(BudgetError, match=f"Inzending {number} is al teruggestuurd door cato"):
            step()


def test_rejecting_keeps_the_reason(store: Store) -> None:
    found = reject(store, submit(store, PLAN).id, reason="  Regel 3 klopt niet  ")
    assert (found.state, found.reason, found.decided_by) == (State.REJECTED, "Regel 3 klopt niet", "cato")


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_rejecting_needs_a_reason(store: Store, reason: str) -> None:
    number = submit(store, PLAN).id
    with pytest.raises(BudgetError, match="Geef een reden"):
        reject(store, number, reason=reason)
    assert delivery.submissions(store, PROGRAMME, VISITOR)[0].is_pending


def test_the_submitter_may_withdraw_his_own(store: Store) -> None:
    number = submit(store, PLAN, person="gea").id
    assert reject(store, number, "gea", "Verkeerd bestand").state is State.REJECTED


def test_a_budget_holder_may_not_reject_a_submission_of_another(store: Store) -> None:
    number = submit(store, PLAN, person="cor").id
    with pytest.raises(BudgetError, match="Gea Groen mag niet vaststellen"):
        reject(store, number, "gea")


def test_the_same_file_is_not_submitted_twice_while_it_is_pending(store: Store) -> None:
    number = submit(store, PLAN, person="gea").id
    with pytest.raises(BudgetError, match=f"tweede persoon: inzending {number}"):
        submit(store, PLAN, person="cor", name="anders.xlsx")


def test_a_rejected_file_may_be_submitted_again(store: Store) -> None:
    first = submit(store, PLAN).id
    reject(store, first)
    assert submit(store, PLAN).id > first


def test_a_file_that_changes_nothing_is_not_submitted(store: Store) -> None:
    deliver(store, PLAN)
    with pytest.raises(BudgetError, match="verandert niets"):
        submit(store, PLAN)
    assert len(delivery.submissions(store, PROGRAMME, VISITOR)) == 1


def test_a_refused_file_is_not_submitted(store: Store) -> None:
    checked, data = packed(PLAN)
    refused = type(checked)(checked.file, checked.sha256, (), (), None)
    with pytest.raises(BudgetError, match="bevat fouten"):
        delivery.submit(store, PROGRAMME, refused, data, "cor", NOW)


def test_a_plan_made_before_another_was_accepted_is_stale(store: Store) -> None:
    first, second = submit(store, PLAN).id, submit(store, GREATER).id
    accept(store, first)
    with pytest.raises(StaleError, match=r"ander plan .* Groen"):
        accept(store, second)


def test_a_plan_of_another_domain_makes_nothing_stale(store: Store) -> None:
    first, second = submit(store, PLAN).id, submit(store, plan(line("SPE-1"))).id
    accept(store, first)
    assert accept(store, second).seq == 2


def test_bookings_never_become_stale(store: Store) -> None:
    number = submit(store, ledger(statement(MAY_END, booking("A", MAY_END, 100)))).id
    deliver(store, PLAN)
    assert accept(store, number).seq == 2


def test_a_preview_from_before_another_acceptance_must_be_read_again(store: Store) -> None:
    number = submit(store, PLAN).id
    seen = delivery.preview_submission(store, PROGRAMME, VISITOR, number).known_at
    deliver(store, plan(line("SPE-1")))
    with pytest.raises(BudgetError, match="Sinds u keek"):
        accept(store, number, seen_at=seen)
    assert accept(store, number, seen_at=seen + 1).seq == 2


def test_every_step_leaves_an_entry_in_the_trail(store: Store) -> None:
    first = submit(store, PLAN, person="gea").id
    reject(store, first, "gea", "Verkeerd")
    second = submit(store, PLAN, person="gea").id
    accept(store, second)
    assert actions(store) == [
        ("gea", "submit", f"submission {first}"),
        ("gea", "reject", f"submission {first}"),
        ("gea", "submit", f"submission {second}"),
        ("cato", "accept", f"submission {second}"),
    ]


def test_a_refusal_leaves_no_entry_in_the_trail(store: Store) -> None:
    number = submit(store, PLAN, person="cor").id
    with pytest.raises(BudgetError):
        accept(store, number, "cor")
    assert len(actions(store)) == 1


def test_programmes_in_one_database_do_not_see_each_other(store: Store) -> None:
    other = type(PROGRAMME)(**{name: getattr(PROGRAMME, name) for name in PROGRAMME.__dataclass_fields__
                               if name != "id"} | {"id": "stad"})  # fmt: skip
    deliver(store, PLAN)
    assert delivery.submissions(store, other, VISITOR) == []
    checked, data = packed(PLAN)
    assert delivery.submit(store, other, checked, data, "cor", NOW).id == 1
    assert delivery.accept(store, other, 1, "cato", NOW).seq == 1
    with pytest.raises(BudgetError, match="al vastgesteld"):
        delivery.accept(store, PROGRAMME, 1, "cato", NOW)
    number = delivery.submit(store, other, *packed(plan(line("SPE-3", domain="SPE"))), "cor", NOW).id
    with pytest.raises(UnknownNameError):
        delivery.accept(store, PROGRAMME, number, "cato", NOW)
