"""What a statement speaks of: situations with real workbooks, as a controller hands them in."""

import json
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from budget.access import VISITOR
from budget.model import Booking, Kind
from budget.snapshot import decode_content
from budget.snapshot.comparison import compare
from budget.snapshot.content import Since
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.store.snapshots import Snapshot
from budget.ui.changes import since_moment
from budget.usecases import deliver as delivery
from budget.usecases.freeze import propose
from budget.usecases.preview import Preview, list_corrections
from budget.usecases.verify import first_difference
from tests.intake.workbooks import xlsx
from tests.store.samples import (
    AUGUST_END,
    NOW,
    OCTOBER,
    PROGRAMME,
    booking,
    commitment,
    deliver,
    line,
    plan,
)

MARCH_31, APRIL_3, APRIL_30 = date(2024, 3, 31), date(2024, 4, 3), date(2024, 4, 30)
HEADER = ["Boekstuknummer", "Volgnummer", "Boekdatum", "Regelcode", "Bedrag", "Soort"]
GROEN, ALL_NONE = ["Domein: Groen"], ["Verplichtingen: geen"]


def workbook(day: date, *rows: Booking, titles: tuple = (), end: date | None = None) -> bytes:
    until = f"Periode: 01-01-2024 t/m {end or day:%d-%m-%Y}"
    cells = [[r.document, r.sequence, r.date, r.code, r.amount / 100, str(r.kind)] for r in rows]
    return xlsx(Boekingen=[[f"Extractiedatum: {day:%d-%m-%Y}"], [until], *titles, HEADER, *cells])


def hand_in(store: Store, data: bytes) -> Preview:
    """A file submitted and accepted; both persons confirm every correction."""
    checked = delivery.check(store, PROGRAMME, VISITOR, "boekingen.xlsx", data)
    assert checked.accepted, checked.findings
    found = delivery.preview(store, PROGRAMME, VISITOR, checked.content)
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, found.mark).id
    delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=found.mark)
    return found


def figures(store: Store, as_of: date = APRIL_30) -> tuple[int, int]:
    measures = load_standing(store, PROGRAMME, as_of).total().measures
    return measures.realised, measures.committed


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, plan(line("GRO-1", 100_000_00), line("GRO-2", 50_000_00), line("SPE-1", 1_000_00)))
    return store


K1, K2 = booking("K1", date(2024, 2, 1), 12_000_00), booking("K2", date(2024, 2, 2), 100_00, "GRO-2")
K3 = booking("K3", date(2024, 4, 2), 50_00, "GRO-2")
ORDER = commitment("O1", date(2024, 2, 1), 20_000_00)
OTHER = commitment("O2", date(2024, 2, 1), 5_00, "GRO-2")


def test_a_booking_gone_from_the_statement_of_its_domain_is_a_correction(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, K2, titles=(GROEN,)))
    assert figures(plan_store) == (12_100_00, 0)
    found = hand_in(plan_store, workbook(APRIL_30, K2, K3, titles=(GROEN,)))
    (told,) = list_corrections(found, PROGRAMME)
    assert "K1" in told
    assert "vervalt" in told
    assert figures(plan_store) == (150_00, 0)


def test_without_a_domain_a_booking_on_an_unnamed_line_is_kept(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, K2))
    assert not hand_in(plan_store, workbook(APRIL_30, K2, K3)).corrections
    assert figures(plan_store) == (12_150_00, 0)


def test_a_list_of_codes_speaks_for_its_lines_and_no_others(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, K2, titles=(GROEN,)))
    hand_in(
        plan_store,
        workbook(APRIL_30, booking("S", date(2024, 4, 1), 1_00, "SPE-1"), titles=(["Regels: GRO-1"],)),
    )
    assert figures(plan_store) == (101_00, 0)


def test_an_older_statement_of_the_domain_that_comes_later_changes_nothing(plan_store: Store) -> None:
    hand_in(plan_store, workbook(APRIL_30, K2, K3, titles=(GROEN,)))
    hand_in(plan_store, workbook(MARCH_31, K1, K2, titles=(GROEN,)))
    assert figures(plan_store) == (150_00, 0)


def test_another_domain_is_left_alone(plan_store: Store) -> None:
    played = booking("S1", date(2024, 2, 1), 7_00, "SPE-1")
    hand_in(plan_store, workbook(MARCH_31, played, commitment("O", date(2024, 2, 1), 3_00, "SPE-1")))
    hand_in(plan_store, workbook(APRIL_30, K2, ORDER, titles=(GROEN,)))
    assert figures(plan_store) == (107_00, 20_003_00)


def test_a_statement_with_bookings_only_leaves_commitments_open_and_says_of_when(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, ORDER, titles=(GROEN,)))
    found = hand_in(plan_store, workbook(APRIL_30, K1, K3, titles=(GROEN,)))
    ((kept,),) = [effect.restated for effect in found.years]
    assert (kept.kept, kept.kept_since) == ((("GRO-1", 20_000_00),), MARCH_31)
    assert figures(plan_store) == (12_050_00, 20_000_00)


def test_verplichtingen_geen_ends_commitments_when_both_persons_confirm(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, ORDER, titles=(GROEN,)))
    data = workbook(APRIL_30, K1, K3, titles=(GROEN, ALL_NONE))
    checked = delivery.check(plan_store, PROGRAMME, VISITOR, "geen.xlsx", data)
    with pytest.raises(delivery.CorrectionsError, match="Alle verplichtingen van Groen vervallen"):
        delivery.submit(plan_store, PROGRAMME, checked, data, "cor", NOW)
    mark = delivery.preview(plan_store, PROGRAMME, VISITOR, checked.content).mark
    number = delivery.submit(plan_store, PROGRAMME, checked, data, "cor", NOW, mark).id
    with pytest.raises(delivery.CorrectionsError, match="Alle verplichtingen van Groen vervallen"):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)
    delivery.accept(plan_store, PROGRAMME, number, "cato", NOW, corrections=mark)
    assert figures(plan_store) == (12_050_00, 0)


def test_one_commitment_in_a_statement_of_the_domain_ends_those_on_lines_it_does_not_name(
    plan_store: Store,
) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, ORDER, OTHER, titles=(GROEN,)))
    found = hand_in(plan_store, workbook(APRIL_30, OTHER, titles=(GROEN,)))
    assert found.years[0].restated[0].ended == (("GRO-1", 20_000_00),)
    assert figures(plan_store) == (12_000_00, 5_00)


def test_without_a_domain_an_unnamed_line_keeps_its_earlier_commitment(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, ORDER, OTHER, titles=(GROEN,)))
    found = hand_in(plan_store, workbook(APRIL_30, OTHER._replace(amount=6_00)))
    kept = found.years[0].restated[0]
    assert (kept.kept, kept.kept_since) == ((("GRO-1", 20_000_00),), MARCH_31)
    assert figures(plan_store) == (12_000_00, 20_006_00)


def test_bookings_and_orders_of_one_day_in_two_files_both_count(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, K2, titles=(GROEN,)))
    hand_in(plan_store, workbook(MARCH_31, ORDER, titles=(GROEN,)))
    assert figures(plan_store) == (12_100_00, 20_000_00)
    assert all(row.kind is Kind.REALISED for row in (K1, K2))


def test_the_age_of_commitments_is_reported_after_a_file_of_bookings_only(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, ORDER, titles=(GROEN,)))
    assert load_standing(plan_store, PROGRAMME, APRIL_30).old_commitments() == ()
    hand_in(plan_store, workbook(APRIL_30, K1, titles=(GROEN,)))
    (old,) = load_standing(plan_store, PROGRAMME, APRIL_30).old_commitments()
    assert (old.name, old.of_days) == ("Groen", ((MARCH_31, 20_000_00),))
    assert load_standing(plan_store, PROGRAMME, MARCH_31).old_commitments() == ()


def test_a_month_ledger_drawn_up_later_gives_the_commitments_at_its_month_end(plan_store: Store) -> None:
    hand_in(plan_store, workbook(APRIL_3, K1, ORDER, titles=(GROEN,), end=MARCH_31))
    assert figures(plan_store, MARCH_31) == (12_000_00, 20_000_00)
    assert figures(plan_store, APRIL_3) == (12_000_00, 20_000_00)
    assert figures(plan_store, date(2024, 3, 30)) == (12_000_00, 0)


def test_commitments_left_out_of_a_statement_are_old_at_the_month_end(plan_store: Store) -> None:
    march = date(2024, 3, 20)
    hand_in(plan_store, workbook(march, K1, K2, ORDER, OTHER))
    assert load_standing(plan_store, PROGRAMME, MARCH_31).old_commitments() == ()
    hand_in(plan_store, workbook(APRIL_3, K1, ORDER, end=MARCH_31))
    for as_of in (MARCH_31, APRIL_3):
        (old,) = load_standing(plan_store, PROGRAMME, as_of).old_commitments()
        assert old.of_days == ((march, 5_00),)
    assert load_standing(plan_store, PROGRAMME, march).old_commitments() == ()


def test_a_later_statement_takes_precedence_over_one_drawn_up_at_the_month_end(plan_store: Store) -> None:
    hand_in(plan_store, workbook(MARCH_31, K1, commitment("O1", date(2024, 2, 1), 1_00), titles=(GROEN,)))
    hand_in(plan_store, workbook(APRIL_3, K1, ORDER, titles=(GROEN,), end=MARCH_31))
    assert figures(plan_store, MARCH_31) == (12_000_00, 20_000_00)


def test_an_earlier_month_repaired_later_leaves_what_a_later_month_says_is_open(plan_store: Store) -> None:
    hand_in(plan_store, workbook(APRIL_30, K1, OTHER, titles=(GROEN,)))
    hand_in(plan_store, workbook(date(2024, 5, 6), K1, ORDER, titles=(GROEN,), end=MARCH_31))
    assert figures(plan_store) == (12_000_00, 5_00)


@pytest.mark.parametrize(("drawn_up", "is_open"), [(date(2024, 5, 1), 20_000_00), (date(2024, 5, 2), 0)])
def test_commitments_drawn_up_more_than_31_days_later_do_not_count_at_the_month_end(
    plan_store: Store, drawn_up: date, is_open: int
) -> None:
    hand_in(plan_store, workbook(drawn_up, K1, ORDER, titles=(GROEN,), end=MARCH_31))
    assert figures(plan_store, MARCH_31) == (12_000_00, is_open)


def signed_without_commitments(store: Store, software: str) -> Snapshot:
    """A snapshot of 31 August by a release in which commitments counted from the day they were drawn up."""
    hand_in(store, workbook(date(2024, 9, 3), K1, ORDER, titles=(GROEN,), end=AUGUST_END))
    found = propose(store, PROGRAMME, OCTOBER, AUGUST_END, "cor", NOW, missing=("SPE",))
    content = json.loads(found.content) | {"software": software}
    assert content["rows"]["domain"][0]["committed"] == 20_000_00
    for row in chain([content["total"]], *content["rows"].values()):
        row |= {"committed": 0, "free": row["budget"] - row["realised"]}
    return replace(found, content=json.dumps(content))


@pytest.mark.parametrize(("software", "is_other"), [("0.8.0", False), ("0.9.0", True)])
def test_snapshots_signed_under_the_earlier_counting_still_verify(
    plan_store: Store, software: str, is_other: bool
) -> None:
    signed = signed_without_commitments(plan_store, software)
    assert bool(first_difference(plan_store, signed)) == is_other


def test_commitments_counted_since_such_a_snapshot_are_a_change_with_their_file(plan_store: Store) -> None:
    signed = signed_without_commitments(plan_store, "0.8.0")
    now = load_standing(plan_store, PROGRAMME, date(2024, 9, 30))
    since = Since(OCTOBER, AUGUST_END, signed.sha256)
    found = compare(now, since, signed.known_at, decode_content(signed.content), ())
    assert found.total.regrouped == 0
    assert (found.total.commitments, found.total.after) == (20_000_00, now.total().measures.free)
    assert [(item.cents, item.submitted_by) for item in found.items] == [(20_000_00, "Cor Controle")]
    assert now.bridge_since(since_moment(signed)).before == found.total.before
