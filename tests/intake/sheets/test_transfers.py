"""Transfers change both lines by one record; impossible ones are refused with their cell."""

from datetime import date

import pytest

from budget.intake.check_context import CheckContext
from budget.intake.findings import cell_of
from budget.intake.output.template import write_workbook
from budget.model.submission_details import MoveDecision, Origin
from tests.intake.workbooks import check, codes, line, plan, xlsx

HEADER = [
    "Van regelcode", "Van bron", "Naar regelcode", "Jaar", "Bedrag", "Reden", "Besluit", "Datum besluit",
    "Document",
]  # fmt: skip
DAY = date(2024, 6, 1)
LINES = (
    line(budget=120_000, released=100_000, phasing=(10_000,) * 12),
    line(code="JEU-002", budget=5_000),
    line(code="JEU-003", source="VHF"),
    line(code="JEU-004"),
    line(code="JEU-004", source="VHF"),
    line(code="JEU-001", year=2025),
)


def row(giver="JEU-001", taker="JEU-002", amount=100, year=2024, decision=None, on=None, source=None):
    return [giver, source, taker, year, amount, "Meer nodig", decision, on, "Memo 4"]


def outcome(programme, *rows, **sheets):
    return check(xlsx(Overheveling=[HEADER, *rows], **sheets), programme, knowing=CheckContext(LINES))


def refused(programme, code: str, *rows) -> str:
    checked = outcome(programme, *rows)
    assert checked.content is None
    (found,) = [one for one in checked.findings if one.code == code]
    return f"{found.sheet}!{cell_of(found)}"


def test_both_lines_change_and_the_sum_stays(programme) -> None:
    content = outcome(programme, row(amount=100)).content
    budgets = {(x.code, x.source, x.year): x.budget for x in content.plan}
    assert len(content.plan) == len(LINES)
    assert (budgets["JEU-001", "COA", 2024], budgets["JEU-002", "COA", 2024]) == (110_000, 15_000)
    assert sum(budgets.values()) == sum(x.budget for x in LINES)
    assert budgets["JEU-001", "COA", 2025] == 120_000
    (told,) = content.transfers
    assert (told.giver.code, told.taker.code, told.amount, told.reason) == (
        "JEU-001",
        "JEU-002",
        10_000,
        "Meer nodig",
    )
    assert content.amendment.origin is Origin.TRANSFER
    assert content.amendment.document == "Memo 4"
    assert not content.allowed_by


def test_the_phasing_of_a_line_stays_in_proportion(programme) -> None:
    (giver,) = (x for x in outcome(programme, row(amount=100)).content.plan if x.phasing)
    assert sum(giver.phasing) == giver.budget == 110_000
    assert max(giver.phasing) - min(giver.phasing) <= 1


def test_transfers_of_one_file_are_applied_in_order(programme) -> None:
    content = outcome(programme, row(amount=200), row("JEU-002", "JEU-001", 250)).content
    assert {x.code: x.budget for x in content.plan if x.year == 2024 and x.code < "JEU-003"} == {
        "JEU-001": 125_000, "JEU-002": 0
    }  # fmt: skip
    assert (
        refused(programme, "transfer-more", row(amount=200), row("JEU-002", "JEU-001", 250.01))
        == "Overheveling!E3"
    )


@pytest.mark.parametrize(
    ("amount", "code"), [(200, ""), (200.01, "transfer-released"), (1_200.01, "transfer-more")]
)
def test_a_transfer_above_what_the_line_can_give_is_refused(programme, amount: float, code: str) -> None:
    if code:
        assert refused(programme, code, row(amount=amount)) == "Overheveling!E2"
    else:
        assert outcome(programme, row(amount=amount)).accepted


@pytest.mark.parametrize(("wrong", "code", "cell"), [
    ({"giver": "JEU-009"}, "transfer-unknown", "A2"),
    ({"taker": "JEU-009"}, "transfer-unknown", "C2"),
    ({"year": 2025}, "transfer-unknown", "C2"),
    ({"taker": "JEU-004"}, "transfer-line", "C2"),
    ({"taker": "JEU-001"}, "transfer-same", "C2"),
    ({"amount": 0}, "transfer-amount", "E2"),
    ({"amount": -5}, "transfer-amount", "E2"),
    ({"taker": "JEU-003"}, "transfer-decision", "G2"),
    ({"taker": "JEU-003", "decision": "Raadsbesluit 12"}, "transfer-decision", "H2"),
    ({"decision": "Raadsbesluit 12"}, "transfer-decision", "H2"),
    ({"on": DAY}, "transfer-decision", "G2"),
])  # fmt: skip
def test_an_invalid_transfer_is_refused_with_its_cell(programme, wrong: dict, code: str, cell: str) -> None:
    assert refused(programme, code, row(**wrong)) == f"Overheveling!{cell}"


def test_a_decision_allows_a_transfer_to_another_pot(programme) -> None:
    content = outcome(programme, row(taker="JEU-003", decision="Raadsbesluit 12", on=DAY)).content
    assert content.allowed_by == (MoveDecision("Raadsbesluit 12", DAY),)


def test_the_source_selects_the_line_when_a_code_has_several(programme) -> None:
    content = outcome(programme, row("JEU-004", "JEU-002", source="Coalitiemiddelen")).content
    assert content.transfers[0].giver.source == "COA"


def test_a_duplicate_transfer_is_refused(programme) -> None:
    assert refused(programme, "transfer-double", row(), row()) == "Overheveling!E3"
    checked = outcome(programme, row(), Nogmaals=[HEADER, row()])
    assert checked.content is None


def test_a_plan_in_the_same_file_is_refused(programme) -> None:
    assert "transfer-plan" in codes(outcome(programme, row(), Plan=plan({})))


def test_written_transfers_read_back_the_same(programme) -> None:
    content = outcome(programme, row(taker="JEU-003", decision="Raadsbesluit 12", on=DAY)).content
    data = write_workbook(content, programme, "Overheveling")
    assert check(data, programme, knowing=CheckContext(LINES)).content == content
