"""A stelpost or taakstelling: a plan line below zero, where the programme says so, and what that does.

A controller reads: the village has 1.000 euro for two lines and must find 100 of it somewhere. Its plan is
900; the task itself is no shortage, brings nothing in, takes no share of a release, and ends by a transfer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.charts.tables import describe_row
from budget.export.registry import ALL
from budget.insight.group_details import saving_task_cents
from budget.insight.what_if import Shift, apply_steps, propose_plan
from budget.intake.findings import message_of
from budget.intake.output.template import write_workbook
from budget.labels import euro
from budget.model.content import Content, PlanLine
from budget.model.programme import Programme, SignalRule
from budget.model.transfers import Transfer, TransferEnd
from budget.model.words import BudgetError, By, Colour, LineKey
from budget.programme import parse_programme
from budget.snapshot.codec import decode_content, encode_content
from budget.standing.drivers import domain_sentence, drivers_of
from budget.standing.moment import load_standing
from budget.standing.sentences import room_sentence, spent_sentence
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases import freeze
from tests.store.samples import (
    MAY_END,
    NOW,
    PROGRAMME,
    TOML,
    booking,
    deliver,
    ledger,
    line,
    packed,
    plan,
    progress,
    release,
    statement,
)

EURO = 100
VILLAGE = 'colour = "#004699"\n'
ALLOWED = parse_programme(TOML.replace(VILLAGE, f"{VILLAGE}negative_lines = true\n", 1))
SHORT = SignalRule(
    "tekort", Colour.RED, "short", date(2020, 1, 1), "Nota", "Er is {short} te veel uitgegeven{short_where}."
)
JUDGED = replace(ALLOWED, rules=(SHORT, *ALLOWED.rules))
TASK = line("GRO-9", -100 * EURO, activity="Taakstelling")
LINES = (line("GRO-1", 600 * EURO), line("GRO-2", 400 * EURO), TASK)
PAID = booking("A", date(2024, 5, 1), 300 * EURO)


def check(store: Store, *lines: PlanLine, programme: Programme = ALLOWED):
    data = write_workbook(Content(plan=lines), programme, "Plan")
    return delivery.check(store, programme, VISITOR, "plan.xlsx", data)


def codes(checked) -> list[str]:
    return [found.code for found in checked.findings if found.code.startswith("plan-")]


@pytest.fixture
def village(store: Store) -> Store:
    deliver(store, plan(*LINES))
    deliver(store, ledger(statement(MAY_END, PAID)))
    return store


def measures(store: Store, by: By, key: str, programme: Programme = ALLOWED):
    rows = load_standing(store, programme, MAY_END).rows(by)
    return next(row for row in rows if row.key == key)


def test_a_line_below_zero_is_read_and_reported_where_the_source_allows_it(store: Store) -> None:
    checked = check(store, *LINES)
    assert checked.content.plan == LINES
    assert codes(checked) == ["plan-negative"]


def test_a_negative_budget_on_another_source_is_refused_by_name(store: Store) -> None:
    checked = check(store, *LINES, programme=PROGRAMME)
    assert codes(checked) == ["plan-negative-source"]
    assert "Dorpsgeld" in message_of(checked.findings[0])
    fund = replace(TASK, source="FONDS", theme="BOS")
    assert codes(check(store, LINES[0], fund)) == ["plan-negative-source"]


@pytest.mark.parametrize(("released", "fits"), [(None, True), (0, True), (1, False), (-1, False)])
def test_a_task_cannot_have_a_released_amount(store: Store, released: int | None, fits: bool) -> None:
    assert ("plan-released" not in codes(check(store, replace(TASK, released=released)))) == fits


def test_the_phasing_of_a_task_adds_up_to_its_negative_budget(store: Store) -> None:
    phased = replace(TASK, phasing=(*[0] * 11, -100 * EURO))
    assert check(store, phased).content.plan == (phased,)


def test_a_task_lowers_the_budget_of_its_pot_and_is_no_shortage(village: Store) -> None:
    m = measures(village, By.DOMAIN, "GRO").measures
    assert (m.budget, m.free, m.room, m.short) == (900 * EURO, 600 * EURO, 600 * EURO, 0)
    assert m.free == m.budget - m.used


def test_spending_what_must_be_found_is_a_shortage_of_the_pot(village: Store) -> None:
    more = booking("B", date(2024, 5, 2), 650 * EURO, "GRO-2")
    deliver(village, ledger(statement(MAY_END, PAID, more)))
    assert measures(village, By.DOMAIN, "GRO").measures.short == 50 * EURO


def test_a_task_is_shown_as_open_and_turns_no_group_red(village: Store) -> None:
    found = measures(village, By.LINE, "GRO-9")
    assert (found.signal.colour, found.signal.rule) == (Colour.ORANGE, "taakstelling")
    assert (found.measures.depletion, found.measures.norm_share) == (None, None)
    assert "GRO-9" not in measures(village, By.DOMAIN, "GRO").signal.reason


def in_forest(budget: int) -> PlanLine:
    """A saving task in the fund, which is another pot than the village's."""
    return line("GRO-9", budget * EURO, source="FONDS", theme="BOS", activity="Taakstelling")


def test_a_real_shortage_beside_a_larger_task_is_judged_by_the_rules(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 300_000 * EURO), in_forest(-400_000)))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 5, 1), 900_000 * EURO))))
    found = measures(store, By.DOMAIN, "GRO", JUDGED)
    assert found.measures.budget == -100_000 * EURO
    assert found.measures.short == 1_000_000 * EURO
    assert found.signal.rule == "tekort"
    assert found.signal.colour is Colour.RED
    assert "600.000" in found.signal.reason


@pytest.mark.parametrize(("spent", "is_task"), [(0, True), (300, True), (301, False)])
def test_a_group_below_zero_is_a_task_until_another_pot_is_short(
    store: Store, spent: int, is_task: bool
) -> None:
    deliver(store, plan(line("GRO-1", 300 * EURO), in_forest(-400)))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 5, 1), spent * EURO))))
    for found in (measures(store, By.DOMAIN, "GRO", JUDGED), measures(store, By.PROGRAMME, "", JUDGED)):
        assert (found.signal.rule == "taakstelling") == is_task
    assert measures(store, By.LINE, "GRO-9").signal.rule == "taakstelling"


@pytest.mark.parametrize(("spent", "is_task"), [(0, True), (1, False)])
def test_a_pot_below_zero_is_a_task_until_something_is_spent_on_it(
    store: Store, spent: int, is_task: bool
) -> None:
    deliver(store, plan(in_forest(-400)))
    paid = booking("A", date(2024, 5, 1), spent * EURO, "GRO-9", source="FONDS", theme="BOS")
    deliver(store, ledger(statement(MAY_END, paid)))
    assert (measures(store, By.DOMAIN, "GRO", JUDGED).signal.rule == "taakstelling") == is_task


@pytest.mark.wording
def test_a_task_alone_in_its_pot_is_described_as_a_task(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1_000_000 * EURO), in_forest(-200_000)))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 5, 1), 400_000 * EURO))))
    found = measures(store, By.DOMAIN, "GRO", JUDGED)
    assert found.measures.short == 200_000 * EURO
    assert "te veel" not in found.signal.reason
    assert "in te vullen: taakstelling" in found.signal.reason
    standing = load_standing(store, ALLOWED, MAY_END)
    said = room_sentence(standing.total().measures, saving_task_cents(standing.facts))
    assert "te veel" not in said
    assert "in te vullen" in said


def test_the_forecast_of_a_task_is_zero(village: Store) -> None:
    ahead = measures(village, By.LINE, "GRO-9").measures.forecast
    assert (ahead.p10, ahead.p50, ahead.p90) == (0, 0, 0)
    whole = measures(village, By.DOMAIN, "GRO").measures.forecast
    parts = [measures(village, By.LINE, code).measures.forecast.p50 for code in ("GRO-1", "GRO-2")]
    assert whole.p50 == sum(parts)
    assert 0 <= whole.p10 <= whole.p50 <= whole.p90


@pytest.mark.parametrize(("spent", "is_gone"), [(0, False), (1, True)])
def test_a_task_has_no_run_out_while_nothing_is_spent_on_it(
    village: Store, spent: int, is_gone: bool
) -> None:
    deliver(village, ledger(statement(MAY_END, PAID, booking("B", date(2024, 5, 1), spent, "GRO-9"))))
    found = measures(village, By.LINE, "GRO-9").measures.run_out
    assert (found.p50 is not None, found.probability) == (is_gone, float(is_gone))


def test_no_text_describes_a_task_as_without_budget_or_plan(village: Store) -> None:
    standing = load_standing(village, JUDGED, MAY_END)
    (task,) = (row for row in standing.rows(By.LINE, "GRO") if row.key == TASK.code)
    told = [describe_row(task), spent_sentence(task.measures, standing.facts)]
    assert all(euro(TASK.budget) in text or "begroot" in text for text in told), told
    assert "geen" not in " ".join(told)
    assert "taakstelling" in drivers_of(standing, "GRO")[TASK.code].sentence
    assert "van de 2 regels" in domain_sentence(standing, "GRO")


def test_a_task_gets_no_share_of_a_release_or_own_forecast(village: Store) -> None:
    given = release("", 900 * EURO, date(2024, 2, 1), domain="GRO", source="DORP")
    deliver(village, Content(releases=(given,)))
    deliver(village, Content(progress=(progress("GRO-9", forecast=0),)))
    assert [measures(village, By.LINE, one.code).measures.released for one in LINES] == [54_000, 36_000, 0]
    assert measures(village, By.DOMAIN, "GRO").measures.released == 900 * EURO


def test_a_task_counts_as_known_in_what_is_released(store: Store) -> None:
    deliver(store, plan(*(replace(one, released=one.budget) for one in LINES[:2]), TASK))
    m = measures(store, By.DOMAIN, "GRO").measures
    assert (m.released, m.released_unknown) == (1_000 * EURO, 0)


def test_lines_with_an_unknown_release_stay_unknown_beside_a_task(village: Store) -> None:
    m = measures(village, By.DOMAIN, "GRO").measures
    assert (m.released, m.released_unknown) == (None, 2)


def test_what_if_can_fill_a_task_and_takes_no_money_from_it(village: Store) -> None:
    before = load_standing(village, ALLOWED, MAY_END).facts
    giver, task = LineKey("GRO-1", "DORP", ""), LineKey("GRO-9", "DORP", "")
    after = apply_steps(before, [Shift(giver, task, 40 * EURO)])
    proposed = {one.code: one for one in propose_plan(LINES, before, after)}
    assert (proposed["GRO-1"].budget, proposed["GRO-9"].budget) == (560 * EURO, -60 * EURO)
    assert proposed["GRO-9"].released is None
    with pytest.raises(BudgetError):
        apply_steps(before, [Shift(task, giver, 1)])


def test_a_transfer_fills_the_task(village: Store) -> None:
    moved = Transfer(
        TransferEnd("GRO", "GRO-2", "DORP", ""),
        TransferEnd("GRO", "GRO-9", "DORP", ""),
        2024,
        100 * EURO,
        "Soberder",
        "Nota",
    )
    data = write_workbook(Content(transfers=(moved,)), ALLOWED, "Overheveling")
    checked = delivery.check(village, ALLOWED, VISITOR, "overheveling.xlsx", data)
    assert {one.code: one.budget // EURO for one in checked.content.plan} == {
        "GRO-1": 600, "GRO-2": 300, "GRO-9": 0,
    }  # fmt: skip


@pytest.mark.parametrize("lines", [LINES, (TASK,)])
def test_a_snapshot_with_a_negative_line_is_written_in_every_format(
    store: Store, lines: tuple[PlanLine, ...]
) -> None:
    """Also when the domain has nothing but the task."""
    deliver(store, plan(*lines, line("SPE-1", 700 * EURO)))
    paid = booking("A", date(2024, 5, 1), 30 * EURO, lines[0].code)
    deliver(store, ledger(statement(MAY_END, paid, domains=("GRO", "SPE"))))
    freeze.propose(store, ALLOWED, date(2024, 6, 27), MAY_END, "cor", datetime(2024, 6, 20, 12))
    found = freeze.snapshot_of(store, ALLOWED, VISITOR, date(2024, 6, 27))
    content = decode_content(found.content)
    assert encode_content(content) == found.content
    for one in ALL:
        assert one.write(content, found.sha256, None, None)


def test_the_first_plan_with_a_negative_line_needs_two_persons(store: Store) -> None:
    checked, data = packed(plan(*LINES))
    number = delivery.submit(store, ALLOWED, checked, data, "cor", NOW).id
    assert delivery.accept(store, ALLOWED, number, "cato", NOW).seq
