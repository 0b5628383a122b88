"""The history of a plan in the formats with tables; each amount has its type."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

from budget.export.registry import FORMATS
from budget.export.tables import tables
from budget.model.content import Content as Handed
from budget.model.words import ReleaseState
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.compose import _plans
from budget.snapshot.content import FORMAT, Content
from budget.snapshot.plans import PlanChange, PlanHistory, PlanStep
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.export.format_samples import SIGNED
from tests.snapshot.content_sample import content
from tests.snapshot.history import first_half, freeze, frozen
from tests.store.samples import AMENDED, JUNE, MAY_END, PROGRAMME, deliver, line, plan, release

CHANGE = PlanChange(date(2024, 5, 13), "VJN", "Meer vraag", "Voorjaarsnota 2024", 12_345_00)
STEP = PlanStep(2, "advies stadsdeelcommissie", date(2024, 5, 20), "Advies 7", "akkoord van Pim")
PLAN = PlanHistory("VEI", date(2024, 1, 15), 600_000_00, (CHANGE,), 612_345_00, (STEP,), is_decided=False)
WORKBOOKS = ("xlsx", "ods", "open-data")


def with_plans() -> Content:
    return content(format=FORMAT, plans=(PLAN,))


def read(name: str, what: Content) -> str:
    data = FORMATS[name].write(what, *SIGNED)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b" ".join(parts.read(part) for part in parts.namelist())
    return " ".join(re.sub(r"<[^>]*>", " ", data.decode("utf-8", "ignore").replace("\u00a0", " ")).split())


def test_each_amount_has_its_type_and_only_a_change_has_an_origin() -> None:
    (found,) = (table for table in tables(with_plans()) if table.name == "amendments")
    assert [row[1:5] for row in found.rows] == [
        ("oorspronkelijk", PLAN.first, 600_000_00, ""),
        ("wijziging", CHANGE.on, 12_345_00, "VJN"),
        ("geldt nu", with_plans().as_of, 612_345_00, ""),
    ]
    assert found.total is None


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_and_open_data_have_the_change_and_the_steps(name: str) -> None:
    said = read(name, with_plans())
    for words in ("Meer vraag", "Voorjaarsnota 2024", "advies stadsdeelcommissie", "Advies 7"):
        assert words in said


@pytest.mark.parametrize("name", ["html", "public-html"])
def test_the_web_page_has_original_changes_and_now_side_by_side(name: str) -> None:
    said = read(name, with_plans())
    for words in ("€ 600.000", "+ € 12.345", "€ 612.345", "nog niet"):
        assert words in said


@pytest.mark.parametrize("name", ["public-html", "open-data"])
def test_internal_remarks_are_left_out_of_public_formats(name: str) -> None:
    assert "Pim" not in read(name, with_plans())


def test_plans_survive_encoding_and_decoding() -> None:
    assert decode_content(encode_content(with_plans())).plans == (PLAN,)


@pytest.mark.parametrize("name", ["xlsx", "html"])
def test_a_snapshot_of_an_earlier_format_has_no_section_for_plan_changes(name: str) -> None:
    before = replace(with_plans(), format=FORMAT - 1, plans=())
    assert "Plan en wijzigingen" not in read(name, before)
    assert "Hoe zijn de plannen gewijzigd" not in read(name, before)


def test_the_frozen_plan_equals_the_plan_on_the_domain_page(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 100_00)))
    deliver(store, plan(line("GRO-1", 130_00)))
    (found,) = _plans(load_standing(store, PROGRAMME, MAY_END))
    assert (found.original, [c.cents for c in found.changes], found.current) == (100_00, [30_00], 130_00)
    assert (found.changes[0].origin, found.changes[0].document) == (AMENDED.origin, AMENDED.document)
    assert found.is_decided is None


@pytest.mark.parametrize(("days", "counts"), [(-1, "ja"), (0, "ja"), (1, "nee")])
def test_a_release_counts_from_its_own_day(days: int, counts: str) -> None:
    day = content().as_of + timedelta(days=days)
    what = content(format=FORMAT, releases=(release("VEI-1", 500_00, day, domain="VEI"),))
    (found,) = (table for table in tables(what) if table.name == "releases")
    assert found.rows[0][found.column("counts")] == counts
    assert found.rows[0][found.column("amount")] == 500_00


@pytest.mark.parametrize("state", [state for state in ReleaseState if state is not ReleaseState.RELEASED])
def test_a_release_in_any_other_state_does_not_count(state: ReleaseState) -> None:
    what = content(format=FORMAT, releases=(release("VEI-1", domain="VEI", state=state),))
    (found,) = (table for table in tables(what) if table.name == "releases")
    assert found.rows[0][found.column("counts")] == "nee"


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_and_open_data_have_the_releases(name: str) -> None:
    what = content(format=FORMAT, releases=(release("VEI-1", domain="VEI", decision="Najaarsnota 2024"),))
    assert "Najaarsnota 2024" in read(name, what)
    assert "Najaarsnota 2024" not in read(name, replace(what, releases=()))


def test_plans_and_the_lists_of_releases_in_force_are_frozen(store: Store) -> None:
    first_half(store)
    deliver(store, Handed(releases=(release("GRO-1", 10_00, source="DORP"),)))
    deliver(store, Handed(releases=(release("GRO-1", 20_00, source="DORP"),)))
    freeze(store)
    kept = frozen(store, JUNE)
    assert [one.amount for one in kept.releases] == [20_00]
    assert {one.domain for one in kept.plans} == {"GRO", "SPE"}
    assert sum(one.current for one in kept.plans) == kept.total.measures.budget
