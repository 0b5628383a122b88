"""A line code is renamed, merged, split or closed: situations as a controller meets them."""

from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.insight.diff.free_room import Moment
from budget.intake.output.template import write_workbook
from budget.model.content import Content, Succession
from budget.model.succession import SuccessionKind
from budget.model.words import BudgetError, By
from budget.snapshot.codec import decode_content
from budget.standing.codes import codes_sentence
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.preview import list_code_sentences
from budget.usecases.rederive import rederive
from budget.usecases.verify import verify
from tests.snapshot.history import freeze, sign
from tests.store.samples import (
    AMENDED,
    AUGUST_END,
    MAY_END,
    NOW,
    OCTOBER,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    progress,
    release,
    statement,
)

JANUARY = date(YEAR, 1, 1)
FEBRUARY_9, APRIL_9 = date(YEAR, 2, 9), date(YEAR, 4, 9)
OTHERS = (line("SPE-1", 500_00),)
ROWS = (
    booking("F1", FEBRUARY_9, 100_01),
    booking("F2", APRIL_9, 33_33),
    booking("F3", APRIL_9, 10_00, "GRO-9"),
    commitment("V1", MAY_END, 50_05),
)


def becomes(
    fate: SuccessionKind, *heirs: tuple[str, int], code: str = "GRO-1", since: date = JANUARY
) -> tuple:
    return tuple(
        Succession(code, "GRO", fate, heir, share, since, "Andere indeling")
        for heir, share in heirs or (("", 0),)
    )


SPLIT = becomes(SuccessionKind.SPLIT, ("GRO-2", 6_000), ("GRO-3", 4_000))
SPLIT_PLAN = (line("GRO-2", 720_00), line("GRO-3", 480_00), line("GRO-9", 20_00))


@pytest.fixture
def spent_plan(store: Store) -> Store:
    """GRO-1 has a budget of € 1.200; € 133,34 is booked on it, and € 50,05 is open."""
    deliver(store, plan(line("GRO-1", 1_200_00), line("GRO-9", 20_00), *OTHERS))
    deliver(store, ledger(statement(MAY_END, *ROWS, domains=("GRO",))))
    return store


def hand_in(store: Store, *lines, said: tuple[Succession, ...]) -> list[str]:
    """Submit and accept a workbook with a plan and a sheet Opvolging; returns what both persons saw."""
    data = write_workbook(Content(plan=lines, successions=said), PROGRAMME, "Plan")
    checked = delivery.check(store, PROGRAMME, "cor", "plan.xlsx", data)
    assert checked.content is not None, checked.findings
    seen = delivery.preview(store, PROGRAMME, "cor", checked.content)
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW, seen.mark, amendment=AMENDED).id
    with pytest.raises(BudgetError):
        delivery.accept(store, PROGRAMME, number, "cor", NOW, corrections=seen.mark)
    delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=seen.mark)
    return list(list_code_sentences(seen))


def at(store: Store, as_of: date = MAY_END, known_at: int | None = None) -> Standing:
    return load_standing(store, PROGRAMME, as_of, known_at=known_at)


def used(standing: Standing, code: str) -> tuple[int, int]:
    """Realised and committed of a line, which must equal the sum of the rows on its page."""
    facts = [x for x in standing.facts.lines if x.key.code == code]
    return sum(sum(x.realised) for x in facts), sum(x.committed for x in facts)


def test_a_line_that_is_split_leaves_its_money_with_both_to_the_cent(spent_plan: Store) -> None:
    """60 % of € 133,34 is € 80,00 and 40 % is € 53,34; of € 50,05 they are € 30,03 and € 20,02."""
    before = at(spent_plan)
    said = hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    after = at(spent_plan)
    assert used(after, "GRO-2") == (80_00, 30_03)
    assert used(after, "GRO-3") == (53_34, 20_02)
    assert used(after, "GRO-1") == (0, 0)
    assert used(after, "GRO-9") == (10_00, 0)
    assert after.total().measures.used == before.total().measures.used == 193_39
    assert not [x for x in after.facts.lines if not x.planned]
    assert "€ 80,00 geboekt en € 30,03 verplicht op GRO-2" in " ".join(said).replace("\u00a0", " ")


def test_looking_back_before_its_acceptance_a_succession_changes_nothing(spent_plan: Store) -> None:
    before = at(spent_plan)
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    assert at(spent_plan, known_at=2).facts == before.facts


@pytest.mark.parametrize("as_of", [date(YEAR, 2, 8), FEBRUARY_9, date(YEAR, 3, 31), APRIL_9, MAY_END])
def test_the_parts_are_the_whole_on_every_day(spent_plan: Store, as_of: date) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    then, now = at(spent_plan, as_of, 2), at(spent_plan, as_of)
    (old,) = (x for x in then.facts.lines if x.key.code == "GRO-1")
    new = [x for x in now.facts.lines if x.key.code in ("GRO-2", "GRO-3")]
    assert [sum(months) for months in zip(*(x.realised for x in new), strict=True)] == list(old.realised)
    assert sum(x.committed for x in new) == old.committed


def test_the_rows_of_a_line_add_up_to_its_figure(spent_plan: Store) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    now = at(spent_plan)
    for code in ("GRO-2", "GRO-3"):
        rows = line_bookings(spent_plan, now, code)
        assert sum(row.amount for row in rows) == sum(used(now, code))
        assert {row.description[:16] for row in rows} == {"Van regel GRO-1:"}
    assert line_bookings(spent_plan, now, "GRO-1") == ()


def test_later_bookings_on_the_old_code_follow_the_split(spent_plan: Store) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    deliver(spent_plan, ledger(statement(date(YEAR, 6, 30), *ROWS[:3], booking("F4", date(YEAR, 6, 3), 66_66),
                                    commitment("V1", MAY_END, 10_00))))  # fmt: skip
    assert used(at(spent_plan, date(YEAR, 6, 30)), "GRO-2") == (120_00, 6_00)
    assert used(at(spent_plan, date(YEAR, 6, 30)), "GRO-3") == (80_00, 4_00)


def test_the_change_of_free_room_is_reported_to_the_cent_and_nets_to_zero(spent_plan: Store) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    now = at(spent_plan)
    steps = now.bridge_since(Moment(MAY_END, 2), "GRO")
    assert (steps.plan, steps.bookings, steps.commitments) == (0, 0, 0)
    lines = {row.key: row.measures.free for row in now.rows(By.LINE)}
    then = {row.key: row.measures.free for row in at(spent_plan, known_at=2).rows(By.LINE)}
    for code in ("GRO-1", "GRO-2", "GRO-3"):
        moved = sum(x.effect for x in now.changes_since(Moment(MAY_END, 2)) if x.key.code == code)
        assert lines.get(code, 0) - then.get(code, 0) == moved
    assert not any(change.late for change in now.changes_since(Moment(MAY_END, 2)))


def test_a_signed_snapshot_and_the_rows_themselves_still_verify(spent_plan: Store) -> None:
    freeze(spent_plan)
    sign(spent_plan)
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    freeze(spent_plan, OCTOBER, AUGUST_END, datetime(YEAR, 9, 20))
    assert verify(spent_plan, PROGRAMME, VISITOR) == []
    assert rederive(spent_plan, PROGRAMME, VISITOR, from_files=False) == []
    assert not [
        said for said in rederive(spent_plan, PROGRAMME, VISITOR, from_files=True) if "3" in said[:12]
    ]


def test_the_report_names_the_codes_that_changed(spent_plan: Store) -> None:
    """From the moment of its acceptance, and from its own day."""
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    said = codes_sentence(at(spent_plan))
    assert "GRO-1 werd GRO-2 (60 %) en GRO-3 (40 %)" in said
    assert said in decode_content(freeze(spent_plan).content).sentences
    assert codes_sentence(at(spent_plan, known_at=2)) == ""
    assert codes_sentence(at(spent_plan, date(YEAR - 1, 12, 31))) == ""


def test_lines_that_are_merged_have_their_money_together(spent_plan: Store) -> None:
    said = becomes(SuccessionKind.MERGED, ("GRO-5", 10_000)) + becomes(
        SuccessionKind.MERGED, ("GRO-5", 10_000), code="GRO-9"
    )
    hand_in(spent_plan, line("GRO-5", 1_220_00), said=said)
    assert used(at(spent_plan), "GRO-5") == (143_34, 50_05)


def test_a_line_that_is_renamed_keeps_its_forecast_and_release(spent_plan: Store) -> None:
    deliver(spent_plan, Content(progress=(progress(forecast=900_00),), releases=(release(amount=300_00),)))
    hand_in(
        spent_plan,
        line("GRO-4", 1_200_00),
        line("GRO-9", 20_00),
        said=becomes(SuccessionKind.RENAMED, ("GRO-4", 10_000)),
    )
    (found,) = (x for x in at(spent_plan).facts.lines if x.key.code == "GRO-4")
    assert (found.own_forecast, found.released, sum(found.realised)) == (900_00, 300_00, 133_34)


def test_an_old_code_that_stays_in_the_plan_keeps_what_was_booked_before_the_day(spent_plan: Store) -> None:
    """From 9 April the new line pays: F1 stays; F2, of that day, and open commitments follow."""
    for since, stays in ((date(YEAR, 4, 8), 100_01), (APRIL_9, 100_01), (date(YEAR, 4, 10), 133_34)):
        said = becomes(SuccessionKind.RENAMED, ("GRO-4", 10_000), since=since)
        hand_in(spent_plan, line("GRO-1", 200_00), line("GRO-4", 1_000_00), line("GRO-9", 20_00), said=said)
        assert used(at(spent_plan), "GRO-1") == (stays, 0)
        assert used(at(spent_plan), "GRO-4") == (133_34 - stays, 50_05)


def test_a_chain_of_successions_is_followed_to_its_end(spent_plan: Store) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    again = becomes(SuccessionKind.SPLIT, ("GRO-6", 5_000), ("GRO-7", 5_000), code="GRO-2")
    lines = (line("GRO-6", 360_00), line("GRO-7", 360_00), *SPLIT_PLAN[1:])
    hand_in(spent_plan, *lines, said=again)
    assert [used(at(spent_plan), code)[0] for code in ("GRO-6", "GRO-7", "GRO-3")] == [40_00, 40_00, 53_34]


def test_a_succession_can_be_revoked(spent_plan: Store) -> None:
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    hand_in(spent_plan, line("GRO-1", 1_200_00), line("GRO-9", 20_00), said=becomes(SuccessionKind.STAYS))
    assert used(at(spent_plan), "GRO-1") == (133_34, 50_05)


def test_a_plan_that_drops_a_line_with_money_asks_for_its_successor(spent_plan: Store) -> None:
    """Without one it is reported with its amount, and counts only when both persons confirm it."""
    content = plan(line("GRO-2", 1_200_00), line("GRO-9", 20_00))
    seen = delivery.preview(spent_plan, PROGRAMME, "cor", content)
    (asked,) = (text for text in seen.doubts if "GRO-1" in text)
    assert "133,34" in asked
    assert "50,05" in asked
    assert "Opvolging" in asked
    renamed = Content(plan=content.plan, successions=becomes(SuccessionKind.RENAMED, ("GRO-2", 10_000)))
    doubts = delivery.preview(spent_plan, PROGRAMME, "cor", renamed).doubts
    assert not any("GRO-1" in text for text in doubts)


def test_a_plan_that_drops_the_successor_of_a_line_asks_too(spent_plan: Store) -> None:
    """All money on GRO-2 is of the old code: € 133,34 and € 50,05 of GRO-1 would be in no plan again."""
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    seen = delivery.preview(spent_plan, PROGRAMME, "cor", plan(line("GRO-3", 1_200_00), SPLIT_PLAN[2]))
    (asked,) = (text for text in seen.doubts if "GRO-1" in text)
    assert all(words in asked for words in ("133,34", "50,05", "Opvolging"))


def test_a_ledger_may_go_on_with_the_old_code(spent_plan: Store) -> None:
    """It is not reported as a code in no plan: its bookings count on its successors."""
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    rows = (booking("F4", date(YEAR, 6, 3), 66_66), booking("F5", date(YEAR, 6, 4), 5, "GRO-8"))
    data = write_workbook(ledger(statement(date(YEAR, 6, 30), *rows)), PROGRAMME, "Boekingen")
    checked = delivery.check(spent_plan, PROGRAMME, "cor", "juni.xlsx", data)
    assert [dict(found.values)["value"] for found in checked.findings if found.code == "code-unknown"] == [
        "GRO-8"
    ]
    hand_in(
        spent_plan,
        line("GRO-3", 1_200_00),
        SPLIT_PLAN[2],
        said=becomes(SuccessionKind.RENAMED, ("GRO-3", 10_000), code="GRO-2"),
    )
    again = delivery.check(spent_plan, PROGRAMME, "cor", "juni.xlsx", data)
    assert len([found for found in again.findings if found.code == "code-unknown"]) == 1


def test_a_line_without_money_may_be_dropped_without_a_word(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1_200_00)))
    assert delivery.preview(store, PROGRAMME, "cor", plan(line("GRO-2", 1_200_00))).doubts == ()


def test_a_line_that_is_closed_says_what_falls_out_of_the_plan(spent_plan: Store) -> None:
    said = hand_in(
        spent_plan, line("GRO-2", 1_200_00), line("GRO-9", 20_00), said=becomes(SuccessionKind.CLOSED)
    )
    assert any("niet in bestedingsplan" in text for text in said)
    (stray,) = (x for x in at(spent_plan).facts.lines if not x.planned)
    assert (sum(stray.realised), stray.committed) == (133_34, 50_05)
    assert stray.domain == "GRO"


def test_the_trail_of_figures_does_not_break_over_the_year(spent_plan: Store) -> None:
    """The path of the domain is the same before and after: a split moves nothing in time."""
    before = at(spent_plan).pace("GRO").realised
    hand_in(spent_plan, *SPLIT_PLAN, said=SPLIT)
    after = at(spent_plan).pace("GRO").realised
    assert after == before
