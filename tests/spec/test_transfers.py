"""Money goes from one line to another by one record: as a controller hands it in and reads it back."""

import json
from datetime import date
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Content, Release, Transfer
from budget.model.transfers import TransferEnd
from budget.model.words import BudgetError, By, ReleaseState
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from budget.usecases.rederive import rederive
from tests.store.samples import MAY_END, NOW, PROGRAMME, YEAR, deliver, install, line, plan

GRO_1, GRO_2 = TransferEnd("GRO", "GRO-1", "DORP", ""), TransferEnd("GRO", "GRO-2", "DORP", "")
SPE_1, BOS = TransferEnd("SPE", "SPE-1", "DORP", ""), TransferEnd("GRO", "GRO-3", "FONDS", "BOS")
JANUARY_9 = date(YEAR, 1, 9)


@pytest.fixture
def plan_store(store: Store) -> Store:
    first = line("GRO-1", 1_000_00, phasing=(1_000_00, *[0] * 11))
    fund = line("GRO-3", 300_00, source="FONDS", theme="BOS")
    deliver(store, plan(first, line("GRO-2", 500_00), fund, line("SPE-1", 200_00)))
    return store


def workbook(*moved: Transfer) -> bytes:
    return write_workbook(Content(transfers=moved), PROGRAMME, "Overheveling")


def check(store: Store, *moved: Transfer):
    return delivery.check(store, PROGRAMME, "cor", "overheveling.xlsx", workbook(*moved))


def hand_in(store: Store, *moved: Transfer) -> int:
    """No origin or decision is typed: the record states both."""
    data = workbook(*moved)
    checked = delivery.check(store, PROGRAMME, "cor", "overheveling.xlsx", data)
    assert checked.content is not None, checked.findings
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW).id
    with pytest.raises(BudgetError):
        delivery.accept(store, PROGRAMME, number, "cor", NOW)
    delivery.accept(store, PROGRAMME, number, "cato", NOW)
    return number


def budgets(store: Store, known_at: int | None = None) -> dict[str, int]:
    found = load_standing(store, PROGRAMME, MAY_END, known_at=known_at)
    return {row.key: row.measures.budget for row in found.rows(By.LINE) if row.key}


def test_both_lines_change_in_one_act_and_the_sum_is_the_same(plan_store: Store) -> None:
    """€ 250 goes from GRO-1 (€ 1.000) to GRO-2 (€ 500): € 750 and € 750."""
    before = budgets(plan_store)
    hand_in(plan_store, Transfer(GRO_1, GRO_2, YEAR, 250_00, "Meer bomen", "Memo 4"))
    after = budgets(plan_store)
    assert (after["GRO-1"], after["GRO-2"]) == (750_00, 750_00)
    assert sum(after.values()) == sum(before.values())
    assert budgets(plan_store, 1) == before
    standing = load_standing(plan_store, PROGRAMME, MAY_END)
    (step,) = standing.amended("GRO").steps
    assert step.origin == "overheveling tussen regels"
    assert "GRO-1 naar GRO-2" in step.amendment.reason
    assert [x.changes for x in standing.amended("GRO").lines] == [(-250_00,), (250_00,), (0,)]
    assert standing.amended("GRO").total.changes == (0,)


def test_money_of_another_domain_or_fund_moves_only_with_the_decision(plan_store: Store) -> None:
    for taker in (SPE_1, BOS):
        assert check(plan_store, Transfer(GRO_1, taker, YEAR, 50_00, "Ruil", "Memo 5")).content is None
    decided = {"decision": "Raadsbesluit 12", "decided_on": JANUARY_9}
    hand_in(plan_store, Transfer(GRO_1, SPE_1, YEAR, 50_00, "Ruil", "Memo 5", **decided),
            Transfer(GRO_1, BOS, YEAR, 25_00, "Bos", "Memo 5", **decided))  # fmt: skip
    found = budgets(plan_store)
    assert (found["GRO-1"], found["SPE-1"], found["GRO-3"]) == (925_00, 250_00, 325_00)
    (by, domains) = load_standing(plan_store, PROGRAMME, MAY_END).decided_plans()[-1]
    assert [one.text for one in by.allowed_by] == ["Raadsbesluit 12"]
    assert sorted(domains) == ["GRO", "SPE"]


@pytest.mark.parametrize(
    ("cents", "released"), [(100_00, (900_00, 500_00)), (101_00, (899_00, 501_00)), (1_000_00, (0, 1_400_00))]
)
def test_released_money_moves_along_within_a_pot(store: Store, cents: int, released: tuple[int, int]) -> None:
    """€ 900 of the € 1.000 of GRO-1 is released: what it still needs stays, the rest moves with the money."""
    deliver(store, plan(line("GRO-1", 1_000_00, released=900_00), line("GRO-2", 500_00, released=500_00)))
    hand_in(store, Transfer(GRO_1, GRO_2, YEAR, cents, "Meer bomen", "Memo 4"))
    rows = {row.key: row.measures for row in load_standing(store, PROGRAMME, MAY_END).rows(By.LINE)}
    assert (rows["GRO-1"].released, rows["GRO-2"].released) == released
    assert rows["GRO-1"].budget == 1_000_00 - cents


@pytest.mark.parametrize("code", ["GRO-1", "GRO-2", ""])
def test_a_release_on_a_list_does_not_go_along(store: Store, code: str) -> None:
    """The list decides on its lines: a release moved by the plan would count twice, or vanish."""
    deliver(store, plan(line("GRO-1", 1_000_00, released=900_00), line("GRO-2", 500_00, released=500_00)))
    source = "" if code else "DORP"
    given = Release("GRO", code, source, "", YEAR, 600_00, ReleaseState.RELEASED, JANUARY_9, "Besluit 3")
    deliver(store, Content(releases=(given,)))
    before = load_standing(store, PROGRAMME, MAY_END).total().measures.released
    assert check(store, Transfer(GRO_1, GRO_2, YEAR, 100_01, "Meer bomen", "Memo 4")).content is None
    hand_in(store, Transfer(GRO_1, GRO_2, YEAR, 100_00, "Meer bomen", "Memo 4"))
    assert load_standing(store, PROGRAMME, MAY_END).total().measures.released == before


@pytest.mark.parametrize("taker", [SPE_1, BOS])
def test_released_money_does_not_go_to_another_pot(store: Store, taker: TransferEnd) -> None:
    fund = line("GRO-3", 300_00, source="FONDS", theme="BOS", released=0)
    deliver(store, plan(line("GRO-1", 1_000_00, released=900_00), fund, line("SPE-1", 200_00, released=0)))
    decided = {"decision": "Raadsbesluit 12", "decided_on": JANUARY_9}
    for cents, fits in ((100_00, True), (100_01, False)):
        checked = check(store, Transfer(GRO_1, taker, YEAR, cents, "Ruil", "Memo 5", **decided))
        assert (checked.content is not None) == fits


def test_a_decision_with_a_future_date_allows_no_transfer(plan_store: Store) -> None:
    late = Transfer(GRO_1, BOS, YEAR, 25_00, "Bos", "Memo 5", "Raadsbesluit 13", date(YEAR, 12, 1))
    with pytest.raises(BudgetError):
        hand_in(plan_store, late)
    assert budgets(plan_store)["GRO-1"] == 1_000_00


def test_one_wrong_row_refuses_the_whole_file(plan_store: Store) -> None:
    rows = (Transfer(GRO_1, GRO_2, YEAR, 100_00, "a", "m"), Transfer(GRO_2, GRO_1, YEAR, 601_00, "b", "m"))
    assert check(plan_store, *rows).content is None


def test_a_transfer_on_a_plan_that_changed_meanwhile_is_refused(plan_store: Store) -> None:
    data = workbook(Transfer(GRO_1, GRO_2, YEAR, 100_00, "a", "m"))
    checked = delivery.check(plan_store, PROGRAMME, "cor", "overheveling.xlsx", data)
    number = delivery.submit(plan_store, PROGRAMME, checked, data, "cor", NOW).id
    hand_in(plan_store, Transfer(GRO_1, GRO_2, YEAR, 950_00, "b", "m"))
    with pytest.raises(BudgetError):
        delivery.accept(plan_store, PROGRAMME, number, "cato", NOW)
    assert budgets(plan_store)["GRO-1"] == 50_00


def test_an_accepted_transfer_can_be_read_again_with_the_same_result(plan_store: Store) -> None:
    hand_in(plan_store, Transfer(GRO_1, GRO_2, YEAR, 250_00, "Meer bomen", "Memo 4"))
    assert rederive(plan_store, PROGRAMME, VISITOR, from_files=False) == []
    assert not [
        said for said in rederive(plan_store, PROGRAMME, VISITOR, from_files=True) if "2" in said[:12]
    ]


def test_the_command_line_shows_it_among_the_amendments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line("GRO-1", 1_000_00), line("GRO-2", 500_00)))
    hand_in(store, Transfer(GRO_1, GRO_2, YEAR, 250_00, "Meer bomen", "Memo 4"))
    store.close()
    assert main(["amendments", "--as-of", "2024-05-31", "--json"]) == 0
    rows = [row for row in json.loads(capsys.readouterr().out) if row["what"] == "amendment"]
    assert [(row["code"], row["cents"], row["origin"]) for row in rows] == [
        ("GRO-1", -250_00, "overheveling tussen regels"), ("GRO-2", 250_00, "overheveling tussen regels")
    ]  # fmt: skip
