"""Stored content of every kind of sheet is read back unchanged."""

import zlib
from dataclasses import replace
from datetime import date
from weakref import ref

import msgspec
import pytest

from budget.model import Cause, Content, PartnerForm
from budget.model.content import PathStep
from budget.model.words import Nature, ReleaseState
from budget.standing.moment import load_standing
from budget.store.content import pack_content, pack_in_use, unpack_content, unpack_in_use
from budget.store.engine import Store
from budget.store.plans import load_plan
from budget.store.progress import (
    load_decisions,
    load_partners,
    load_path,
    load_progress,
    load_promises,
    load_releases,
    load_requests,
)
from tests.snapshot.full_history import ASKED, PROMISED
from tests.store.samples import (
    AMENDED,
    ID,
    MAY_END,
    PROGRAMME,
    booking,
    commitment,
    contribution,
    decision,
    deliver,
    line,
    progress,
    release,
    statement,
)

EVERYTHING = Content(
    plan=(
        line(phasing=(10_000,) * 12, released=0, nature=Nature.STRUCTURAL),
        line("SPE-1", phasing=None, released=None),
    ),
    statements=(
        statement(
            MAY_END,
            booking("00012", date(2024, 1, 31), -5, supplier="=Bakker & <b>Zoon</b>", description="'é\n—"),
            booking("00012", date(2024, 1, 31), 5, sequence="", source="FONDS", theme="BOS"),
            commitment("V", date(2023, 12, 31), 10**13, fiscal_year=2025),
        ),
        statement(MAY_END, commitment("W", MAY_END, 0), sheet="Obligo", states_bookings=False),
    ),
    progress=(
        progress(forecast=0, cause=Cause.INVOICE, note="n", steering="s", result="r"),
        progress(indicator="Bomen", value="12", target="20"),
    ),
    partners=(
        contribution(amount=None, quantity="12", unit="uur", basis="Overeenkomst"),
        contribution("Club", "GRO", form=PartnerForm.MONEY, amount=0),
    ),
    decisions=(
        decision(amount=None, code="GRO-1", escalation="Ja"),
        decision("SPE", decided_by=("A", "B", "C")),
    ),
    releases=(
        release(body="Gemeenteraad", document="Raadsbesluit 12"),
        release("", 0, domain="SPE", source="FONDS", theme="BOS", state=ReleaseState.PLANNED),
    ),
    amendment=AMENDED,
    requests=(ASKED,),
    promises=(PROMISED,),
    path=(PathStep("GRO", 1, "RAAD", date(2024, 2, 14), "Raadsbesluit 3", "unaniem"),),
)


def test_all_kinds_survive_a_round_trip_through_bytes() -> None:
    assert unpack_content(pack_content(EVERYTHING)) == EVERYTHING


def test_the_same_content_gives_the_same_bytes() -> None:
    assert pack_content(EVERYTHING) == pack_content(unpack_content(pack_content(EVERYTHING)))


def test_an_unstated_nature_leaves_the_stored_bytes_unchanged() -> None:
    text = zlib.decompress(pack_content(Content(plan=(line(),)))).decode()
    assert "nature" not in text
    assert "nature" in zlib.decompress(pack_content(EVERYTHING)).decode()


def test_empty_content_is_read_back_empty() -> None:
    assert unpack_content(pack_content(Content())) == Content()


def test_plan_progress_and_lists_are_read_back_from_their_tables(store: Store) -> None:
    deliver(store, EVERYTHING)
    with store.read() as connection:
        assert set(load_plan(connection, ID)) == set(EVERYTHING.plan)
        assert load_progress(connection, ID, 1) == tuple((1, note) for note in EVERYTHING.progress)
        assert set(load_partners(connection, ID, 1)) == set(EVERYTHING.partners)
        assert set(load_decisions(connection, ID, 1)) == set(EVERYTHING.decisions)
        assert load_releases(connection, ID, 1) == tuple((1, found) for found in EVERYTHING.releases)
        assert load_path(connection, ID, 1) == ((1, EVERYTHING.path[0]),)
        assert (load_requests(connection, ID, 1), load_promises(connection, ID, 1)) == ((ASKED,), (PROMISED,))
        assert load_progress(connection, ID, 0) == load_partners(connection, ID, 0) == ()


def test_only_the_latest_list_of_each_domain_counts_and_earlier_ones_stay_known(store: Store) -> None:
    deliver(store, Content(decisions=(decision(), decision("SPE"))))
    deliver(store, Content(decisions=(decision(text="Bankjes"),)))
    with store.read() as connection:
        now = {(found.domain, found.decision) for found in load_decisions(connection, ID, 2)}
        then = {(found.domain, found.decision) for found in load_decisions(connection, ID, 1)}
    assert now == {("GRO", "Bankjes"), ("SPE", "Bomen planten")}
    assert then == {("GRO", "Bomen planten"), ("SPE", "Bomen planten")}


def test_large_amounts_survive_the_database(store: Store) -> None:
    """Ten to the thirteenth cents, a hundred billion euros, is the most that the intake allows."""
    most = 10**13
    rows = booking("A", MAY_END, most), booking("B", MAY_END, most), booking("K", MAY_END, -1)
    deliver(store, Content(plan=(line(budget=most),), statements=(statement(MAY_END, *rows),)))
    total = load_standing(store, PROGRAMME, MAY_END).total().measures
    assert (total.budget, total.realised) == (most, 2 * most - 1)


def test_a_content_in_use_is_not_read_a_second_time_and_later_it_is() -> None:
    content = Content(plan=EVERYTHING.plan)
    packed = pack_in_use(content)
    assert packed == pack_content(content)
    assert unpack_in_use(packed) is content
    other = pack_content(EVERYTHING)
    assert unpack_in_use(other) == EVERYTHING
    gone = ref(content)
    del content
    assert gone() is None, "kept only by who uses it"
    assert unpack_in_use(packed) == Content(plan=EVERYTHING.plan)


@pytest.mark.parametrize("count", [0, 1, 9_999, 10_000, 10_001, 20_001])
def test_the_packed_text_is_whole_however_many_rows(count: int) -> None:
    """Rows are compressed in blocks, and a text may look like the place where they go."""
    texts = ("€", '"rows":[]', "x")
    rows = [booking(f"B-{n}", MAY_END, n * 7919, description=texts[n % 3]) for n in range(count)]
    content = replace(EVERYTHING, statements=(statement(MAY_END, *rows), statement(MAY_END, *rows[:2])))
    text = msgspec.json.encode(content)
    packed = pack_content(content)
    told = zlib.decompress(packed)
    assert told.count(b"B-") == text.count(b"B-")
    assert unpack_content(packed) == content
    sheets = msgspec.json.decode(told)["statements"]
    assert [sheet["rows"] for sheet in sheets] == [
        sheet["rows"] for sheet in msgspec.json.decode(text)["statements"]
    ]
