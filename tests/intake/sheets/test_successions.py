"""Successions of codes: shares in any notation, invalid rows refused with sheet and cell."""

from datetime import date

import pytest

from budget.intake.check_context import CheckContext
from budget.intake.findings import cell_of
from budget.intake.output.template import write_workbook
from budget.intake.sheets.plan_index import PlanIndex
from budget.model.content import Content, Succession
from budget.model.succession import SuccessionKind
from tests.intake.workbooks import check, codes, line, plan, xlsx

HEADER = [
    "Oude regelcode",
    "Wat gebeurt er",
    "Nieuwe regelcode",
    "Aandeel",
    "Vanaf",
    "Reden",
    "Besluit",
    "Datum besluit",
]
JULY = date(2024, 7, 1)
SPUK = {"Bron": "SPUK Kansrijke Wijk", "Thema": "Armoede en schulden"}
KNOWN = CheckContext((line(), line(code="JEU-002"), line(code="JEU-007", year=2025)))
NEW = ({"Regelcode": "JEU-003"}, {"Regelcode": "JEU-004"})


def row(code="JEU-001", fate="hernoemd", heir="JEU-003", share=None, since=JULY, decision=None, decided=None):
    return [code, fate, heir, share, since, "Andere indeling", decision, decided]


def outcome(programme, *rows, lines=NEW, known=KNOWN):
    data = xlsx(Plan=plan(*lines), Opvolging=[HEADER, *rows])
    return check(data, programme, knowing=known)


def refused(programme, code: str, *rows, **options) -> str:
    """The sheet and cell of the one finding of this kind."""
    checked = outcome(programme, *rows, **options)
    assert checked.content is None
    (found,) = [one for one in checked.findings if one.code == code]
    return f"{found.sheet}!{cell_of(found)}"


@pytest.mark.parametrize(
    ("one", "two"), [("60 %", "40%"), (60, 40), (0.6, 0.4), ("60", "40"), ("60,00 %", 0.4)]
)
def test_shares_are_read_in_any_notation(programme, one, two) -> None:
    checked = outcome(
        programme, row("JEU-001", "gesplitst", "JEU-003", one), row("JEU-001", "gesplitst", "JEU-004", two)
    )
    assert [(found.successor, found.share) for found in checked.content.successions] == [
        ("JEU-003", 6_000), ("JEU-004", 4_000)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "is_read"), [("39,99 %", False), ("40 %", True), ("40,01 %", False), (None, False)]
)
def test_shares_that_do_not_add_up_to_100_percent_are_refused(programme, last, is_read: bool) -> None:
    rows = row("JEU-001", "gesplitst", "JEU-003", "60 %"), row("JEU-001", "gesplitst", "JEU-004", last)
    assert outcome(programme, *rows).accepted is is_read
    if not is_read:
        assert refused(programme, "succession-sum", *rows) == "Opvolging!D3"


@pytest.mark.parametrize("share", ["0 %", "100,01 %", "33,333 %", "de helft", -5, 101])
def test_an_invalid_share_is_refused(programme, share) -> None:
    rows = row("JEU-001", "gesplitst", "JEU-003", share), row("JEU-001", "gesplitst", "JEU-004", "40 %")
    assert refused(programme, "succession-share", *rows) == "Opvolging!D2"


@pytest.mark.parametrize(("code", "is_known"), [("JEU-001", True), ("JEU-009", False), ("JEU-003", True)])
def test_an_old_code_must_be_or_have_been_in_a_plan(programme, code: str, is_known: bool) -> None:
    assert outcome(programme, row(code, heir="JEU-004")).accepted is is_known
    former = CheckContext(former=(line(code="JEU-009"),))
    assert outcome(programme, row("JEU-009"), known=former).accepted
    if not is_known:
        assert refused(programme, "succession-unknown", row(code)) == "Opvolging!A2"


def test_a_new_code_must_be_in_the_plan(programme) -> None:
    assert refused(programme, "succession-unknown", row(heir="JEU-008")) == "Opvolging!C2"


@pytest.mark.parametrize("rows", [
    [row(heir="JEU-001")],
    [row("JEU-001", heir="JEU-002"), row("JEU-002", heir="JEU-001")],
    [row("JEU-001", "gesplitst", "JEU-001", 60), row("JEU-001", "gesplitst", "JEU-003", 40)],
])  # fmt: skip
def test_a_cycle_within_one_file_is_refused(programme, rows) -> None:
    lines = ({"Regelcode": "JEU-001"}, {"Regelcode": "JEU-002"}, *NEW)
    checked = outcome(programme, *rows, lines=lines)
    assert "succession-circle" in codes(checked)
    found = next(one for one in checked.findings if one.code == "succession-circle")
    assert (found.sheet, cell_of(found)) == ("Opvolging", "C2")


def test_a_cycle_with_an_earlier_succession_is_refused(programme) -> None:
    said = Succession("JEU-003", "JEU", SuccessionKind.RENAMED, "JEU-001", 10_000, JULY, "Terug")
    known = CheckContext(KNOWN.plan, successions=(said,))
    assert refused(programme, "succession-circle", row(), known=known) == "Opvolging!C2"


def test_another_pot_needs_a_decision_in_the_row(programme) -> None:
    lines = ({"Regelcode": "JEU-003", **SPUK},)
    assert refused(programme, "succession-pot", row(), lines=lines) == "Opvolging!C2"
    decided = row(decision="Raadsbesluit 12", decided=date(2024, 6, 1))
    checked = outcome(programme, decided, lines=lines)
    assert checked.content.successions[0].decided_on == date(2024, 6, 1)
    half = row(decision="Raadsbesluit 12")
    assert refused(programme, "succession-decision", half, lines=lines) == "Opvolging!H2"
    half = row(decided=date(2024, 6, 1))
    assert refused(programme, "succession-decision", half, lines=lines) == "Opvolging!G2"


def test_pots_of_years_without_a_successor_line_are_not_compared(programme) -> None:
    assert outcome(programme, row("JEU-007")).accepted


def test_a_closed_code_is_not_named_again(programme) -> None:
    both = row("JEU-001", "vervallen", None), row("JEU-001", "hernoemd", "JEU-003")
    assert refused(programme, "succession-closed", *both) == "Opvolging!A3"
    heir = row("JEU-003", "vervallen", None), row("JEU-001", "hernoemd", "JEU-003")
    assert refused(programme, "succession-closed", *heir) == "Opvolging!C3"


@pytest.mark.parametrize(
    ("since", "is_refused"), [(date(2023, 12, 31), True), (date(2024, 1, 1), True), (date(2024, 1, 2), False)]
)
def test_a_plan_of_a_later_year_has_no_closed_code(programme, since: date, is_refused: bool) -> None:
    said = Succession("JEU-003", "JEU", SuccessionKind.CLOSED, "", 0, since, "Klaar")
    known = CheckContext(KNOWN.plan, successions=(said,))
    data = xlsx(Plan=plan(*NEW))
    checked = check(data, programme, knowing=known)
    assert ("succession-closed" in codes(checked)) is is_refused
    back = outcome(programme, row("JEU-003", "blijft", None), known=known)
    assert back.accepted


@pytest.mark.parametrize("rows", [
    [row("JEU-001", "gesplitst", "JEU-003", 100)],
    [row("JEU-001", "gesplitst", "JEU-003", 60), row("JEU-001", "gesplitst", "JEU-003", 40)],
    [row(share=60)],
    [row(heir=None)],
    [row("JEU-001"), row("JEU-002")],
    [row("JEU-001"), row("JEU-001", heir="JEU-004")],
    [row("JEU-001", "vervallen", "JEU-003")],
    [row("JEU-001", "blijft", "JEU-003")],
])  # fmt: skip
def test_rows_that_do_not_match_their_kind_of_succession_are_refused(programme, rows) -> None:
    checked = outcome(programme, *rows)
    assert "succession-rows" in codes(checked)
    assert checked.content is None


def test_lines_may_be_merged_into_an_existing_line(programme) -> None:
    assert outcome(programme, row("JEU-001", "samengevoegd"), row("JEU-002", "samengevoegd")).accepted
    assert outcome(
        programme, row("JEU-001", "samengevoegd", "JEU-002"), lines=({"Regelcode": "JEU-002"},)
    ).accepted


def test_a_code_changes_on_one_day(programme) -> None:
    rows = (
        row("JEU-001", "gesplitst", "JEU-003", 60),
        row("JEU-001", "gesplitst", "JEU-004", 40, date(2024, 8, 1)),
    )
    assert refused(programme, "succession-since", *rows) == "Opvolging!E3"


def test_written_successions_read_back_the_same(programme) -> None:
    said = (
        Succession(
            "JEU-001",
            "JEU",
            SuccessionKind.SPLIT,
            "JEU-003",
            3_333,
            JULY,
            "Indeling",
            "Besluit 1",
            JULY,
            "Notulen",
        ),
        Succession("JEU-001", "JEU", SuccessionKind.SPLIT, "JEU-004", 6_667, JULY, "Indeling"),
        Succession("JEU-002", "JEU", SuccessionKind.CLOSED, "", 0, JULY, "Klaar"),
    )
    content = Content(plan=tuple(line(code=code) for code in ("JEU-003", "JEU-004")), successions=said)
    assert check(write_workbook(content, programme, "Plan"), programme, knowing=KNOWN).content == content


def test_codes_in_a_cycle_across_files_follow_to_no_line() -> None:
    said = [
        Succession(old, "JEU", SuccessionKind.RENAMED, new, 10_000, JULY, "Andere indeling")
        for old, new in (("JEU-8", "JEU-9"), ("JEU-9", "JEU-8"), ("JEU-7", "JEU-001"), ("JEU-6", "JEU-7"))
    ]
    index = PlanIndex((), KNOWN.plan, said)
    assert [index.follows(code, 2024) for code in ("JEU-8", "JEU-7", "JEU-6", "JEU-5")] == [
        False,
        True,
        True,
        False,
    ]
    assert not index.follows("JEU-7", 2025), "there is no line of that year"
