"""Corrections: a new snapshot that names the one it replaces and the reason."""

import threading
from datetime import datetime

import pytest

from budget.access import VISITOR
from budget.model import BudgetError, By, UnknownNameError
from budget.snapshot import decode_content
from budget.store.engine import Store
from budget.usecases import freeze as snapshot
from budget.usecases import verify as verification
from budget.usecases.freeze import Correction
from tests.snapshot.history import (
    PROPOSED_2,
    SIGNED_2,
    first_half,
    freeze,
    frozen,
    live_through,
    second_half,
    sign,
)
from tests.store.samples import AUGUST_END, JUNE, MAY_END, OCTOBER, PROGRAMME, YEAR

LATER, SIGNED_LATER = datetime(YEAR, 10, 5, 9), datetime(YEAR, 10, 6, 9)
REASON = "De huur van mei was dubbel geboekt."


def mark(store: Store, meeting=JUNE) -> str:
    return snapshot.snapshot_of(store, PROGRAMME, VISITOR, meeting).sha256


def correct(store: Store, meeting=JUNE, as_of=MAY_END, replaces: str | None = None, reason: str = REASON):
    correction = Correction(replaces or mark(store, meeting), reason)
    return snapshot.propose(store, PROGRAMME, meeting, as_of, "cor", LATER, correction)


def test_a_correction_is_kept_beside_the_original_and_in_force_once_signed(store: Store) -> None:
    live_through(store)
    old = snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE)
    concept = correct(store)
    assert (concept.replaces, concept.reason, concept.previous) == (old.sha256, REASON, mark(store, OCTOBER))
    assert snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE) == old
    new = sign(store, at=SIGNED_LATER)
    assert snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE) == new
    assert [s.sha256 for s in snapshot.versions_of(store, PROGRAMME, VISITOR, JUNE)] == [
        new.sha256,
        old.sha256,
    ]
    assert old in snapshot.snapshots(store, PROGRAMME, VISITOR)
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    assert verification.load_heads(store, PROGRAMME, "cor").snapshots == new.sha256


def test_a_correction_lists_the_amounts_that_differ(store: Store) -> None:
    live_through(store)
    old, new = frozen(store, JUNE), decode_content(correct(store).content)
    said = new.replaces
    assert (said.sha256, said.reason, said.meeting) == (mark(store), REASON, JUNE)
    total = {d.measure: (d.was, d.now) for d in said.differences if d.by is By.PROGRAMME}
    assert total
    for measure, (was, now) in total.items():
        assert (was, now) == tuple(getattr(found.total.measures, measure) for found in (old, new))
    assert all(d.was != d.now for d in said.differences)


def test_an_ordinary_snapshot_replaces_none(store: Store) -> None:
    live_through(store)
    assert frozen(store, OCTOBER).replaces is None


def test_the_next_snapshot_compares_with_the_correction(store: Store) -> None:
    first_half(store)
    freeze(store)
    sign(store)
    second_half(store)
    correct(store)
    sign(store, at=SIGNED_LATER)
    freeze(store, OCTOBER, AUGUST_END, PROPOSED_2)
    sign(store, OCTOBER, SIGNED_2)
    changes = frozen(store, OCTOBER).changes
    assert changes.since.sha256 == mark(store, JUNE)
    assert changes.total.before == frozen(store, JUNE).total.measures.free
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_correction_is_never_compared_with_what_it_replaces(store: Store) -> None:
    """Even when the mistake was the reference date."""
    first_half(store)
    freeze(store)
    sign(store)
    later = correct(store, as_of=JUNE)
    assert decode_content(later.content).changes is None


def test_a_correction_can_be_corrected_and_only_the_newest_can(store: Store) -> None:
    live_through(store)
    first = mark(store)
    correct(store)
    second = sign(store, at=SIGNED_LATER).sha256
    with pytest.raises(BudgetError, match=f"heeft kenmerk {second[:12]}. Corrigeer die"):
        correct(store, replaces=first)
    third = correct(store, replaces=second[:8].upper())
    assert third.replaces == second
    assert verification.verify(store, PROGRAMME, VISITOR) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(store: Store, reason: str) -> None:
    live_through(store)
    with pytest.raises(BudgetError, match="Geef een reden"):
        correct(store, reason=reason)


@pytest.mark.parametrize("replaces", ["f" * 64, "", "zzzzzzzz"])
def test_a_correction_of_something_unknown_is_refused(store: Store, replaces: str) -> None:
    live_through(store)
    with pytest.raises(UnknownNameError, match="geen ondertekende momentopname met kenmerk"):
        snapshot.propose(store, PROGRAMME, JUNE, MAY_END, "cor", LATER, Correction(replaces, REASON))


def test_a_hash_prefix_of_seven_characters_is_too_short(store: Store) -> None:
    live_through(store)
    with pytest.raises(UnknownNameError):
        correct(store, replaces=mark(store)[:7])
    assert correct(store, replaces=mark(store)[:8]).replaces == mark(store)


def test_a_concept_is_proposed_anew_and_not_corrected(store: Store) -> None:
    first_half(store)
    concept = freeze(store)
    with pytest.raises(UnknownNameError):
        correct(store, replaces=concept.sha256)


def test_the_person_who_proposed_the_correction_does_not_sign_it(store: Store) -> None:
    live_through(store)
    correct(store)
    with pytest.raises(BudgetError, match="zelf voorgesteld"):
        snapshot.sign(store, PROGRAMME, JUNE, "cor", SIGNED_LATER)


def test_withdrawing_a_correction_keeps_the_signed_snapshot(store: Store) -> None:
    live_through(store)
    old = snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE)
    correct(store)
    snapshot.withdraw(store, PROGRAMME, JUNE, "cor", "Toch goed", LATER)
    assert snapshot.versions_of(store, PROGRAMME, VISITOR, JUNE) == [old]
    with pytest.raises(BudgetError, match="kan niet meer worden ingetrokken"):
        snapshot.withdraw(store, PROGRAMME, JUNE, "cor", "Nog eens", LATER)
    assert verification.verify(store, PROGRAMME, VISITOR) == []


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_concept_is_not_taken_back_without_a_reason(store: Store, reason: str) -> None:
    first_half(store)
    concept = freeze(store)
    with pytest.raises(BudgetError, match="Geef een reden"):
        snapshot.withdraw(store, PROGRAMME, JUNE, "cor", reason, LATER)
    assert snapshot.versions_of(store, PROGRAMME, VISITOR, JUNE) == [concept]


def test_of_two_corrections_at_once_one_waits_for_a_signature(store: Store) -> None:
    live_through(store)
    replaces = mark(store)
    start, failures = threading.Barrier(4), []

    def propose(person: str) -> None:
        start.wait()
        try:
            snapshot.propose(
                store, PROGRAMME, JUNE, MAY_END, person, LATER, Correction(replaces, f"Reden van {person}")
            )
        except BudgetError as error:
            failures.append(error)

    threads = [threading.Thread(target=propose, args=(who,)) for who in ("cor", "cato", "cor", "sien")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    concepts = [s for s in snapshot.versions_of(store, PROGRAMME, VISITOR, JUNE) if not s.is_signed]
    assert len(concepts) == 1
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_signing_a_correction_that_changed_since_it_was_read_is_refused(store: Store) -> None:
    live_through(store)
    read = correct(store)
    correct(store, reason="Een andere reden.")
    with pytest.raises(BudgetError, match=r"Sinds u keek.*ander concept"):
        snapshot.sign(store, PROGRAMME, JUNE, "sien", SIGNED_LATER, read.sha256)
