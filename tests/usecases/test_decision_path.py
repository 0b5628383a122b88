"""Decision steps are submitted and accepted; page titles mention undecided plans."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.model.content import Content, PathStep
from budget.model.words import BudgetError
from budget.programme import parse_programme
from budget.standing.decision_path import undecided_sentence
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from tests.store.samples import MAY_END, NOW, TOML, YEAR, line, packed, plan

STEPS = """
[[decision_steps]]
code = "BT"
name = "vastgesteld BT"

[[decision_steps]]
code = "RAAD"
name = "gemeenteraad"
council = true
"""
PROGRAMME = parse_programme(TOML + STEPS)
IN_MARCH, IN_JUNE = date(YEAR, 3, 14), date(YEAR, 6, 6)


def deliver(store: Store, content: Content) -> int:
    number = delivery.submit(store, PROGRAMME, *packed(content), "cor", NOW).id
    delivery.accept(store, PROGRAMME, number, "cato", NOW)
    return number


def standing(store: Store, as_of: date = MAY_END, known_at: int | None = None) -> Standing:
    return load_standing(store, PROGRAMME, as_of, known_at=known_at)


@pytest.fixture
def plan_store(store: Store) -> Store:
    deliver(store, plan(line("GRO-1"), line("SPE-1")))
    return store


def step(code: str = "RAAD", domain: str = "GRO", day: date = IN_MARCH, version: int = 1) -> PathStep:
    return PathStep(domain, version, code, day)


def test_a_decision_step_cannot_be_accepted_by_its_submitter(plan_store: Store) -> None:
    number = delivery.submit(plan_store, PROGRAMME, *packed(Content(path=(step(),))), "cor", NOW).id
    with pytest.raises(BudgetError):
        delivery.accept(plan_store, PROGRAMME, number, "cor", NOW)
    assert not any(one.is_decided for one in standing(plan_store).decided())


def test_each_domain_is_decided_on_its_own_day(plan_store: Store) -> None:
    deliver(plan_store, Content(path=(step(), step(domain="SPE", day=IN_JUNE))))
    told = [(one.domain, one.is_decided) for one in standing(plan_store).decided()]
    assert told == [("GRO", True), ("SPE", False)]
    assert all(one.is_decided for one in standing(plan_store, IN_JUNE).decided())
    assert not any(one.is_decided for one in standing(plan_store, IN_JUNE, 1).decided())


def test_the_undecided_sentence_disappears_once_the_council_decided(plan_store: Store) -> None:
    assert "Groen en Spelen" in undecided_sentence(standing(plan_store))
    deliver(plan_store, Content(path=(step("BT"), step(domain="SPE"))))
    assert "vastgesteld BT" in undecided_sentence(standing(plan_store), "GRO")
    assert undecided_sentence(standing(plan_store), "SPE") == ""
    assert "Groen" in undecided_sentence(standing(plan_store))
    deliver(plan_store, Content(path=(step("BT"), step())))
    assert undecided_sentence(standing(plan_store)) == ""


@pytest.mark.parametrize(("version", "is_there"), [(1, True), (2, False)])
def test_a_step_of_a_plan_that_is_not_there_is_refused(
    plan_store: Store, version: int, is_there: bool
) -> None:
    content = Content(path=(step(version=version),))
    if is_there:
        assert delivery.preview(plan_store, PROGRAMME, "cor", content).path
        return
    with pytest.raises(BudgetError, match="Planversie 2"):
        delivery.preview(plan_store, PROGRAMME, "cor", content)


def test_an_unchanged_list_of_steps_changes_nothing(plan_store: Store) -> None:
    deliver(plan_store, Content(path=(step(),)))
    assert delivery.preview(plan_store, PROGRAMME, "cor", Content(path=(step(),))).is_empty


def test_the_command_line_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "programme.toml").write_text(TOML + STEPS)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line("GRO-1"), line("SPE-1")))
    deliver(store, Content(path=(step(),)))
    store.close()
    assert main(["decisions", "--as-of", "2024-05-31", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    told = [(row["domain"], row["step"], row["decided"]) for row in rows]
    assert told == [("GRO", "RAAD", True), ("SPE", "", False)]
    assert main(["decisions", "--as-of", "2024-05-31", "--csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(rows)
