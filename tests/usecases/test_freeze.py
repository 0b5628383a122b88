"""The board's snapshot: proposed by one, signed by another, and never different afterwards."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from budget.access import VISITOR
from budget.export.registry import FORMATS
from budget.model import BudgetError, ChangeKind, UnknownNameError
from budget.snapshot import decode_content
from budget.snapshot.chain import digest
from budget.snapshot.codec import canonical
from budget.snapshot.content import Since, Steps
from budget.store.engine import Store, open_store
from budget.store.schema import (
    acceptances,
    audit,
    bookings,
    commitment_totals,
    commitments,
    day_totals,
    month_totals,
    partners,
    plan_lines,
    progress,
    submissions,
)
from budget.store.schema_board import signatures, snapshots, withdrawals
from budget.usecases import freeze as snapshot
from budget.usecases import verify as verification
from budget.usecases.signed_snapshots import as_signed
from tests.snapshot.history import (
    PROPOSED_2,
    SIGNED,
    SIGNED_2,
    first_half,
    freeze,
    frozen,
    live_through,
    second_half,
    sign,
)
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
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
from tests.tampering import tampering
from tests.wording import unsaid


def verified(store: Store) -> list[str]:
    return verification.verify(store, PROGRAMME, VISITOR)


def tamper(store: Store, *queries) -> None:
    """Change rows outside the program."""
    with tampering(store) as connection:
        for query in queries:
            assert connection.execute(query).rowcount, "nothing was changed"


# --- proposing, signing, withdrawing -----------------------------------------------------


def test_a_proposal_is_a_concept_until_a_second_person_signs(store: Store) -> None:
    first_half(store)
    concept = freeze(store)
    assert (concept.is_signed, concept.meeting, concept.as_of, concept.known_at) == (False, JUNE, MAY_END, 3)
    signed = sign(store)
    assert (signed.signed_by, signed.signed_at, signed.content) == ("sien", SIGNED, concept.content)
    assert verification.load_heads(store, PROGRAMME, "cor").snapshots == signed.sha256


def test_nobody_signs_his_own_proposal(store: Store) -> None:
    first_half(store)
    freeze(store)
    with pytest.raises(BudgetError, match="zelf voorgesteld"):
        snapshot.sign(store, PROGRAMME, JUNE, "cor", SIGNED)
    assert verification.load_heads(store, PROGRAMME, "cor").snapshots is None


@pytest.mark.parametrize("person", ["gea", "mo", "bo"])
def test_a_person_without_the_right_can_neither_propose_nor_sign(store: Store, person: str) -> None:
    first_half(store)
    with pytest.raises(BudgetError, match="mag geen momentopname voorstellen"):
        snapshot.propose(store, PROGRAMME, JUNE, MAY_END, person, SIGNED)
    freeze(store)
    with pytest.raises(BudgetError, match="mag geen momentopname ondertekenen"):
        snapshot.sign(store, PROGRAMME, JUNE, person, SIGNED)
    with pytest.raises(BudgetError, match="mag geen momentopname voorstellen"):
        snapshot.withdraw(store, PROGRAMME, JUNE, person, "Fout", SIGNED)


def test_a_snapshot_is_signed_once(store: Store) -> None:
    first_half(store)
    freeze(store)
    sign(store)
    with pytest.raises(BudgetError, match="al ondertekend"):
        snapshot.sign(store, PROGRAMME, JUNE, "cato", SIGNED)


def test_a_meeting_with_a_signed_snapshot_gets_no_second_one(store: Store) -> None:
    first_half(store)
    freeze(store)
    signed = sign(store)
    with pytest.raises(BudgetError, match="27-06-2024 is al ondertekend"):
        freeze(store)
    with pytest.raises(BudgetError, match="kan niet meer worden ingetrokken"):
        snapshot.withdraw(store, PROGRAMME, JUNE, "cor", "Toch niet", SIGNED)
    assert snapshot.snapshots(store, PROGRAMME, VISITOR) == [signed]


def test_a_new_proposal_takes_the_place_of_the_old_one(store: Store) -> None:
    first_half(store)
    old = freeze(store)
    second_half(store)
    new = freeze(store)
    assert snapshot.snapshots(store, PROGRAMME, VISITOR) == [new]
    assert (new.id > old.id, new.known_at) == (True, 5)
    assert verified(store) == []


def test_a_withdrawn_proposal_is_gone_and_may_be_made_again(store: Store) -> None:
    first_half(store)
    freeze(store)
    snapshot.withdraw(store, PROGRAMME, JUNE, "cato", "Cijfers ontbreken", SIGNED)
    assert snapshot.snapshots(store, PROGRAMME, VISITOR) == []
    with pytest.raises(UnknownNameError, match="nog geen momentopname voor 27-06-2024"):
        sign(store)
    assert freeze(store).meeting == JUNE
    assert verified(store) == []


def test_an_unknown_meeting_is_reported_with_the_known_ones(store: Store) -> None:
    first_half(store)
    day = date(2024, 6, 28)
    for step in (
        lambda: snapshot.propose(store, PROGRAMME, day, MAY_END, "cor", SIGNED),
        lambda: snapshot.sign(store, PROGRAMME, day, "sien", SIGNED),
    ):
        with pytest.raises(UnknownNameError, match=r"2024-06-28.*2024-06-27"):
            step()


@pytest.mark.parametrize(("as_of", "allowed"), [(26, True), (27, True), (28, False)])
def test_the_reference_date_does_not_lie_after_the_meeting(store: Store, as_of: int, allowed: bool) -> None:
    first_half(store)
    day = date(2024, 6, as_of)
    if allowed:
        assert freeze(store, as_of=day).as_of == day
    else:
        with pytest.raises(BudgetError, match="28-06-2024 ligt na"):
            freeze(store, as_of=day)


def test_without_a_plan_there_is_nothing_to_freeze(store: Store) -> None:
    with pytest.raises(BudgetError, match="2024 is nog geen plan"):
        freeze(store)


def test_a_proposal_made_before_another_was_signed_must_be_made_again(store: Store) -> None:
    first_half(store)
    freeze(store)
    freeze(store, OCTOBER, AUGUST_END)
    sign(store)
    with pytest.raises(BudgetError, match="een andere momentopname ondertekend"):
        sign(store, OCTOBER)
    assert verified(store) == []
    freeze(store, OCTOBER, AUGUST_END)
    assert sign(store, OCTOBER).previous == snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE).sha256


# --- what it holds ----------------------------------------------------------------------


def test_later_acceptances_do_not_change_a_signed_snapshot(store: Store) -> None:
    first_half(store)
    freeze(store)
    before = sign(store)
    second_half(store)
    assert snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE) == before
    assert verified(store) == []


def test_the_content_is_one_canonical_text(store: Store) -> None:
    live_through(store)
    found = snapshot.snapshot_of(store, PROGRAMME, VISITOR, OCTOBER)
    assert canonical(json.loads(found.content)) == found.content
    assert decode_content(found.content).previous == sha_of(store, JUNE) == found.previous


def sha_of(store: Store, meeting: date) -> str:
    return snapshot.snapshot_of(store, PROGRAMME, VISITOR, meeting).sha256


def test_the_changes_since_the_last_meeting_reconcile_to_the_cent(store: Store) -> None:
    live_through(store)
    before, after = frozen(store, JUNE), frozen(store, OCTOBER)
    changes = after.changes
    assert changes.since == Since(JUNE, MAY_END, sha_of(store, JUNE))
    assert reconciles(changes.total, before.total.measures.free, after.total.measures.free)
    assert changes.total == Steps(197_500, 25_000, 69_334, -15_000, 168_166, regrouped=0)
    for row in after.domains:
        then = [old.measures.free for old in before.domains if old.key == row.key]
        assert reconciles(changes.domains[row.key], sum(then), row.measures.free)


def reconciles(steps: Steps, before: int, after: int) -> bool:
    moved = steps.regrouped + steps.plan - steps.bookings - steps.commitments
    return (steps.before, steps.before + moved, steps.after) == (before, after, after)


def test_every_listed_change_names_its_line_its_file_and_two_persons(store: Store) -> None:
    live_through(store)
    changes = frozen(store, OCTOBER).changes
    for kind in ChangeKind:
        assert sum(i.cents for i in changes.items if i.kind is kind) == getattr(changes.total, kind)
    assert {(i.file, i.submitted_by, i.accepted_by) for i in changes.items} == {
        ("wijziging.xlsx", "Cor Controle", "Cato Controle"),
        ("aug.xlsx", "Cor Controle", "Cato Controle"),
    }


def test_the_first_snapshot_lists_its_versions_notes_and_partners_without_changes(store: Store) -> None:
    live_through(store)
    found = frozen(store, JUNE)
    assert found.changes is None
    assert [version.file for version in found.versions] == ["plan.xlsx", "mei.xlsx", "voortgang.xlsx"]
    assert [note.note for note in found.notes] == ["Loopt", "Wacht op vergunning"]
    assert [partner.amount for partner in found.partners] == [4_000]


def test_a_snapshot_of_another_year_has_no_changes_since_this_one(store: Store) -> None:
    live_through(store)
    deliver(store, plan(line(), line(year=2023)))
    found = decode_content(freeze(store, DECEMBER, date(2023, 12, 31)).content)
    assert (found.year, found.changes) == (2023, None)
    assert verified(store) == []


def test_no_supplier_is_ever_in_a_snapshot(store: Store) -> None:
    live_through(store)
    assert "Kweker" not in snapshot.snapshot_of(store, PROGRAMME, VISITOR, OCTOBER).content


def test_a_reference_date_inside_a_month_counts_the_days_before_it(store: Store) -> None:
    first_half(store)
    for day, realised in ((19, 10_000), (20, 12_500), (21, 12_500)):
        found = decode_content(freeze(store, as_of=date(2024, 5, day)).content)
        assert found.total.measures.realised == realised
        assert verified(store) == []


def test_the_report_is_made_from_the_frozen_content_alone(store: Store) -> None:
    live_through(store)
    found = snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE)
    assert FORMATS["pdf"].write(*as_signed(store, PROGRAMME, VISITOR, found)).startswith(b"%PDF")


# --- verify -----------------------------------------------------------------------------


def test_an_untouched_history_verifies_without_findings(store: Store) -> None:
    assert verified(store) == []
    live_through(store)
    deliver(store, ledger(statement(date(2024, 9, 30), booking("Z", date(2024, 9, 1), 5))))
    assert verified(store) == []


def test_a_change_of_the_programme_later_does_not_disturb_an_old_snapshot(store: Store) -> None:
    live_through(store)
    renamed = type(PROGRAMME)(**{
        name: getattr(PROGRAMME, name) for name in PROGRAMME.__dataclass_fields__ if name != "domains"
    }, domains=PROGRAMME.domains[:1])  # fmt: skip
    assert verification.verify(store, renamed, VISITOR) == []


JUNE_ROW = snapshots.c.meeting == JUNE
TAMPERED = {
    "content": (update(snapshots).where(JUNE_ROW).values(content="{}"), "past niet bij het kenmerk"),
    "hash": (update(snapshots).where(JUNE_ROW).values(sha256="0" * 64), "past niet bij het kenmerk"),
    "link": (
        update(snapshots).where(snapshots.c.meeting == OCTOBER).values(previous="0" * 64),
        "sluit niet aan",
    ),
    "reference date": (update(snapshots).where(JUNE_ROW).values(as_of=AUGUST_END), "as_of was"),
    "meeting": (update(snapshots).where(JUNE_ROW).values(meeting=DECEMBER), "maar is nu"),
    "state of knowledge": (
        update(snapshots).where(JUNE_ROW).values(known_at=2),
        "was [], maar is nu",
    ),
    "proposer": (update(audit).where(audit.c.action == "freeze").values(person="cato"), "Logboek: regel"),
    "moment": (update(snapshots).where(JUNE_ROW).values(proposed_at=SIGNED_2), "proposed_at was"),
    "signature": (update(signatures).values(signed_by="cato"), "het ondertekenen van momentopname"),
    "signature moment": (
        update(signatures).values(signed_at=PROPOSED_2),
        "het ondertekenen van momentopname",
    ),
    "signature gone": (delete(signatures), "het ondertekenen van momentopname 1 staat anders"),
    "programme": (
        update(snapshots).where(JUNE_ROW).values(programme_text=PROGRAMME.text.replace("Groen", "Bruin")),
        'was "Gea Groen"|maar is nu',
    ),
    "programme broken": (update(snapshots).values(programme_text="[["), "niet meer te berekenen"),
    "month total": (update(month_totals).values(cents=month_totals.c.cents + 1), "maar is nu"),
    "day total": (update(day_totals).values(cents=day_totals.c.cents + 1), "het dagtotaal van 03-02-2024"),
    "total gone": (delete(month_totals).where(month_totals.c.seq == 2), "het maandtotaal van"),
    "total moved": (
        update(month_totals).values(code="SPE-1").where(month_totals.c.code == "SPE-7"),
        "maar is nu",
    ),
    "booking": (update(bookings).where(bookings.c.document == "A").values(cents=1), "past niet bij de rijen"),
    "booking moved": (
        update(bookings).where(bookings.c.document == "C").values(code="GRO-1"),
        "past niet bij",
    ),
    "commitment": (update(commitments).values(cents=1), "het totaal van de verplichtingen"),
    "commitment total": (update(commitment_totals).values(cents=1), "maar is nu"),
    "plan amount": (
        update(plan_lines).where(plan_lines.c.code == "GRO-1").values(budget=130_000),
        "maar is nu",
    ),
    "old plan amount": (
        update(plan_lines).where(plan_lines.c.code == "SPE-1", plan_lines.c.seq == 1).values(budget=61_000),
        "maar is nu",
    ),
    "plan phasing": (update(plan_lines).values(phasing=json.dumps([60_000, *[0] * 11])), "maar is nu"),
    "plan phasing broken": (update(plan_lines).values(phasing="["), "niet meer te berekenen"),
    "plan released": (
        update(plan_lines).where(plan_lines.c.code == "SPE-1").values(released=1),
        "maar is nu",
    ),
    "plan source": (update(plan_lines).where(plan_lines.c.theme == "").values(source="FONDS"), "maar is nu"),
    "plan source unknown": (update(plan_lines).values(source="NIETS"), "maar is nu|niet meer te berekenen"),
    "plan name": (update(plan_lines).values(action_line="Anders"), "maar is nu"),
    "progress": (update(progress).values(note="Gaat goed"), "notes"),
    "own forecast": (
        update(progress).where(progress.c.forecast.is_not(None)).values(forecast=1),
        "maar is nu",
    ),
    "partner": (update(partners).values(amount=9), "partners"),
    "acceptance": (update(acceptances).values(accepted_by="sien"), "accepted_by was"),
    "acceptance moment": (update(acceptances).values(accepted_at=SIGNED_2), "plans[0].first was"),
    "file": (
        update(submissions).where(submissions.c.id == 2).values(data=b"ander bestand"),
        "Inzending 2: het bestand past niet bij het kenmerk",
    ),
    "file name": (update(submissions).values(file="anders.xlsx"), "file was"),
    "submission kind": (update(submissions).values(kinds="[]"), "kind"),
    "trail": (update(audit).where(audit.c.id == 1).values(subject="submission 9"), "Logboek: regel 1"),
    "trail cut off": (delete(audit).where(audit.c.id > 4), "staat anders in de database"),
}


@pytest.fixture(scope="module")
def year_database(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the whole year in it, to copy."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("lived") / "budget.db")
    store = open_store(f"sqlite:///{path}")
    live_through(store)
    store.close()
    return path


@pytest.mark.parametrize("what", TAMPERED)
def test_verify_detects_every_manual_change(year_database: Path, tmp_path: Path, what: str) -> None:
    store = open_store(f"sqlite:///{shutil.copy(year_database, tmp_path / 'budget.db')}")
    query, sentence = TAMPERED[what]
    tamper(store, query)
    found = []
    for problem in verification.find_differences(store, PROGRAMME, VISITOR):
        found.append(problem)
        if any(part in problem for part in sentence.split("|")):
            break
    else:
        pytest.fail(f"{sentence} is not said by {found}")
    store.close()


def test_content_and_hash_changed_together_are_found(store: Store) -> None:
    live_through(store)
    found = snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE)
    told = json.loads(found.content)
    forged = canonical({**told, "total": {**told["total"], "budget": 1}})
    row = update(snapshots).where(JUNE_ROW)
    tamper(store, row.values(content=forged, sha256=digest(forged)))
    problems = verified(store)
    assert any(unsaid(problem, "27-06-2024", "total.budget", "1,", "230000") == [] for problem in problems)
    assert any("03-10-2024: sluit niet aan" in problem for problem in problems)
    assert any("voorstellen van momentopname 1" in problem for problem in problems)


def test_a_note_without_figures_forged_with_its_hash_is_found(store: Store) -> None:
    """Even what is not recomputed, such as the software version, is in the trail by its hash."""
    first_half(store)
    freeze(store)
    found = sign(store)
    forged = canonical({**json.loads(found.content), "software": "9.9"})
    tamper(store, update(snapshots).values(content=forged, sha256=digest(forged)))
    assert any("het voorstellen van momentopname 1" in problem for problem in verified(store))


def test_a_deleted_snapshot_is_found(store: Store) -> None:
    live_through(store)
    tamper(store, delete(signatures).where(signatures.c.snapshot == 2))
    tamper(store, delete(snapshots).where(snapshots.c.id == 2))
    assert any("voorstellen van momentopname 2" in problem for problem in verified(store))


def test_a_proposal_restored_after_withdrawal_is_detected(store: Store) -> None:
    first_half(store)
    freeze(store)
    snapshot.withdraw(store, PROGRAMME, JUNE, "cor", "Fout", SIGNED)
    tamper(store, delete(withdrawals))
    assert any("intrekken van momentopname 1" in problem for problem in verified(store))


def test_a_chain_of_three_is_checked_link_by_link(store: Store) -> None:
    live_through(store)
    freeze(store, DECEMBER, date(2024, 11, 30), SIGNED_2)
    sign(store, DECEMBER, SIGNED_2)
    links = [found.previous for found in snapshot.snapshots(store, PROGRAMME, VISITOR)]
    hashes = [found.sha256 for found in snapshot.snapshots(store, PROGRAMME, VISITOR)]
    assert links == [None, *hashes[:2]]
    assert verification.load_heads(store, PROGRAMME, "cor").snapshots == hashes[2]
    assert verified(store) == []
