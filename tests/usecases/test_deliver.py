"""From a file to an accepted version: the preview says exactly what accepting does."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.access import VISITOR
from budget.insight.diff.free_room import ChangeKind
from budget.insight.diff.plan import PlanChangeKind
from budget.insight.facts import Resolver
from budget.intake.output.template import write_workbook
from budget.model import BudgetError, Content, Programme
from budget.standing.moment import load_standing
from budget.store.audit import load_trail
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.carry import CarryError
from budget.usecases.preview import Preview, YearEffect, list_corrections
from tests.conftest import random_cases
from tests.store.samples import (
    AMENDED,
    AUGUST_END,
    MAY_END,
    NOW,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    contribution,
    decision,
    deliver,
    ledger,
    line,
    packed,
    plan,
    progress,
    release,
    statement,
    submit,
)
from tests.wording import unsaid

_programmes = count(1)
MARCH, MAY = date(YEAR, 3, 15), date(YEAR, 5, 15)


def free(store: Store, programme: Programme, year: int) -> int:
    facts = load_standing(store, programme, date(2030, 12, 31), year).facts
    return sum(found.budget - sum(found.realised) - found.committed for found in facts.lines)


def preview(store: Store, content: Content) -> Preview:
    return delivery.preview(store, PROGRAMME, VISITOR, content)


def effect(store: Store, content: Content, year: int = YEAR) -> YearEffect:
    (found,) = [effect for effect in preview(store, content).years if effect.year == year]
    return found


def test_a_preview_stores_nothing(store: Store) -> None:
    preview(store, plan(line()))
    assert delivery.submissions(store, PROGRAMME, VISITOR) == []
    assert delivery.state(store, PROGRAMME) == 0


def test_a_first_plan_shows_every_line_as_new(store: Store) -> None:
    found = preview(store, plan(line("GRO-1", 100), line("GRO-2", 50)))
    assert [change.kind for change in found.plan] == [PlanChangeKind.ADDED] * 2
    (year,) = found.years
    assert (year.year, year.bridge.before, year.bridge.plan, year.bridge.after) == (YEAR, 0, 150, 150)


def test_an_amendment_shows_what_is_added_removed_and_changed_with_its_effect(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 100), line("GRO-2", 50), line("SPE-1", 70)))
    content = plan(line("GRO-1", 130), line("GRO-3", 5))
    assert [(c.line.code, c.kind, c.budget_change) for c in preview(store, content).plan] == [
        ("GRO-1", PlanChangeKind.CHANGED, 30),
        ("GRO-2", PlanChangeKind.REMOVED, -50),
        ("GRO-3", PlanChangeKind.ADDED, 5),
    ]
    found = effect(store, content)
    assert (found.bridge.before, found.bridge.plan, found.bridge.after) == (220, -15, 205)


def test_a_plan_of_two_years_shows_an_effect_in_each(store: Store) -> None:
    content = plan(line(budget=100), line(budget=40, year=2025))
    assert {e.year: e.bridge.after for e in preview(store, content).years} == {2024: 100, 2025: 40}


def test_bookings_and_commitments_show_in_the_bridge(store: Store) -> None:
    deliver(store, plan(line(budget=1000)))
    content = ledger(statement(MAY_END, booking("A", MAY, 300), commitment("V", MAY, 200)))
    found = effect(store, content)
    assert (found.bridge.bookings, found.bridge.commitments, found.bridge.after) == (300, 200, 500)
    deliver(store, content)
    assert free(store, PROGRAMME, YEAR) == 500


def test_commitments_that_a_new_statement_no_longer_names_show_in_their_own_year(store: Store) -> None:
    """Next year's commitment is dropped, although the new file covers this year only."""
    deliver(store, plan(line(budget=1000), line(budget=1000, year=2025)))
    deliver(
        store, ledger(statement(MAY_END, booking("A", MAY, 1), commitment("V", MAY, 200, fiscal_year=2025)))
    )
    content = ledger(statement(AUGUST_END, booking("A", MAY, 1)))
    found = effect(store, content, 2025)
    assert (found.bridge.before, found.bridge.commitments, found.bridge.after) == (800, -200, 1000)
    assert [change.kind for change in found.changes] == [ChangeKind.COMMITMENTS]
    deliver(store, content)
    assert free(store, PROGRAMME, 2025) == 1000


def test_years_without_changes_are_not_shown(store: Store) -> None:
    deliver(store, plan(line(budget=1000), line("SPE-1", year=2025)))
    deliver(store, ledger(statement(MAY_END, commitment("V", MAY, 200, "SPE-1", fiscal_year=2025))))
    found = preview(store, ledger(statement(AUGUST_END, booking("A", MAY, 1))))
    assert [year.year for year in found.years] == [YEAR]


def test_the_effects_include_a_booking_outside_the_plan(store: Store) -> None:
    deliver(store, plan(line(budget=100)))
    found = effect(store, ledger(statement(MAY_END, booking("A", MAY, 30, "SPE-9"))))
    assert (found.bridge.after, found.changes[0].key.code, found.changes[0].domain) == (70, "", "SPE")


def test_progress_that_is_already_known_is_not_shown(store: Store) -> None:
    first, second = progress(note="Loopt"), progress("GRO-2", note="Loopt ook")
    deliver(store, Content(progress=(first,)))
    assert preview(store, Content(progress=(first,))).is_empty
    assert preview(store, Content(progress=(first, second))).progress == (second,)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("partners", (contribution(),), (contribution("Sportclub"),)),
        ("decisions", (decision(),), (decision(text="Bankjes"),)),
        ("releases", (release(),), (release(decision="Najaarsnota"),)),
    ],
)
def test_a_new_list_of_a_domain_replaces_the_old_one(
    store: Store, field: str, old: tuple, new: tuple
) -> None:
    deliver(store, Content(**{field: old}))
    assert preview(store, Content(**{field: old})).is_empty
    (added,) = getattr(preview(store, Content(**{field: old + new})), field)
    assert (added.kind, added.item) == (PlanChangeKind.ADDED, new[0])
    changes = getattr(preview(store, Content(**{field: new})), field)
    assert Counter((c.kind, c.item) for c in changes) == Counter(
        [(PlanChangeKind.ADDED, new[0]), (PlanChangeKind.REMOVED, old[0])]
    )
    deliver(store, Content(**{field: new}))
    standing = load_standing(store, PROGRAMME, MAY_END)
    releases = tuple(Resolver(standing.knowledge, PROGRAMME).releases())
    now = {"partners": standing.partners, "decisions": standing.decisions, "releases": releases}
    assert now[field] == new


def test_a_list_of_one_domain_leaves_that_of_another_alone(store: Store) -> None:
    deliver(store, Content(partners=(contribution(),)))
    deliver(store, Content(partners=(contribution("Natuurclub", "GRO"),)))
    partners = load_standing(store, PROGRAMME, MAY_END).partners
    assert {found.partner for found in partners} == {"Speeltuin", "Natuurclub"}


def test_the_submitted_file_can_be_read_back(store: Store) -> None:
    found = submit(store, plan(line()), name="mijn plan.xlsx")
    name, data = delivery.submitted_file(store, PROGRAMME, found.id, found.submitted_by)
    assert (name, data) == ("mijn plan.xlsx", packed(plan(line()))[1])


def test_a_submission_is_previewed_like_its_content(store: Store) -> None:
    content = plan(line())
    number = submit(store, content).id
    assert delivery.preview_submission(store, PROGRAMME, VISITOR, number) == preview(store, content)


# --- corrections: seen and confirmed by both ------------------------------------------------

FIRST = ledger(statement(MAY_END, booking("A", MARCH, 300_00), booking("B", MAY, 200_00)))
CORRECTED = ledger(statement(AUGUST_END, booking("A", MARCH, 350_00)))
ONE_LESS = ledger(statement(AUGUST_END, booking("A", MARCH, 350_00), booking("B", MAY, 200_00)))
BETWEEN = booking("A", MARCH, 340_00), booking("B", MAY, 200_00)


WRONG = ("", "1", "2", "0" * 16)
"""Nothing, a wrong number, the right number instead of the mark, and the mark of other corrections."""


def mark_of(store: Store, content: Content) -> str:
    return preview(store, content).mark


def submit_confirming(store: Store, content: Content, corrections: str) -> int:
    checked, data = packed(content)
    given = store, PROGRAMME, checked, data, "cor", NOW, corrections
    return delivery.submit(*given, amendment=AMENDED).id


def confirmed(store: Store) -> list[tuple[str, int]]:
    with store.read() as connection:
        trail = load_trail(connection, PROGRAMME.id)
    return [(entry.person, entry.detail["corrections"]) for entry in trail if entry.action == "confirm"]


@pytest.mark.parametrize("said", WRONG)
def test_a_file_that_corrects_is_refused_until_exactly_its_corrections_are_confirmed(
    store: Store, said: str
) -> None:
    deliver(store, FIRST)
    with pytest.raises(delivery.CorrectionsError) as told:
        submit_confirming(store, CORRECTED, said)
    first, changed, gone, asks, _ = str(told.value).splitlines()
    assert unsaid(first, "bestand.xlsx", "2 correcties") == []
    assert unsaid(changed, "A 1", "15-03-2024", "€ 300,00 op regel GRO-1", "€ 350,00 op regel GRO-1") == []
    assert unsaid(gone, "B 1", "15-05-2024", "€ 200,00 op regel GRO-1", "vervalt") == []
    mark = mark_of(store, CORRECTED)
    assert f"--corrections {mark}" in asks
    assert len(delivery.submissions(store, PROGRAMME, VISITOR)) == 1
    assert submit_confirming(store, CORRECTED, mark)


@pytest.mark.parametrize("said", WRONG)
def test_the_second_person_must_confirm_the_corrections_too(store: Store, said: str) -> None:
    deliver(store, FIRST)
    mark = mark_of(store, CORRECTED)
    number = submit_confirming(store, CORRECTED, mark)
    with pytest.raises(delivery.CorrectionsError, match="2 correcties"):
        delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=said)
    assert delivery.state(store, PROGRAMME) == 1
    delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=mark)
    assert confirmed(store) == [("cor", 2), ("cato", 2)]


def test_a_long_list_of_corrections_is_listed_whole_as_its_mark_confirms_it_whole(store: Store) -> None:
    rows = [booking(f"D{n}", MARCH, n) for n in range(1, 24)]
    deliver(store, ledger(statement(MAY_END, *rows)))
    with pytest.raises(delivery.CorrectionsError) as told:
        submit_confirming(store, ledger(statement(AUGUST_END, rows[0])), "")
    assert str(told.value).count("\n- Boekstuk") == 22


def test_submission_is_refused_when_the_corrections_changed_since_they_were_read(store: Store) -> None:
    """He read about one; then another file was accepted, and now there is a different one."""
    deliver(store, FIRST)
    mark = mark_of(store, ONE_LESS)
    deliver(store, ledger(statement(date(YEAR, 7, 1), *BETWEEN)))
    assert preview(store, ONE_LESS).corrections == 1
    with pytest.raises(delivery.CorrectionsError, match="340,00"):
        submit_confirming(store, ONE_LESS, mark)


def test_corrections_the_submitter_did_not_see_are_sent_back(store: Store) -> None:
    """Two uploads at once: one wins, the submitter of the other is told."""
    number = submit_confirming(store, CORRECTED, "")
    deliver(store, FIRST)
    mark = mark_of(store, CORRECTED)
    with pytest.raises(BudgetError, match="2 correcties die de indiener"):
        delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=mark)
    delivery.reject(store, PROGRAMME, number, "cato", "Opnieuw", NOW)
    again = submit_confirming(store, CORRECTED, mark)
    delivery.accept(store, PROGRAMME, again, "cato", NOW, corrections=mark)


def test_acceptance_is_refused_when_other_corrections_replaced_those_confirmed(store: Store) -> None:
    deliver(store, FIRST)
    number = submit_confirming(store, ONE_LESS, mark_of(store, ONE_LESS))
    deliver(store, ledger(statement(date(YEAR, 7, 1), *BETWEEN)))
    with pytest.raises(BudgetError, match="1 correctie die de indiener"):
        delivery.accept(store, PROGRAMME, number, "cato", NOW, corrections=mark_of(store, ONE_LESS))


def test_the_second_of_two_equal_files_is_refused_as_changing_nothing(store: Store) -> None:
    first = submit_confirming(store, FIRST, "")
    checked, _ = packed(FIRST)
    twin = replace(checked, sha256="anders")
    second = delivery.submit(store, PROGRAMME, twin, b"anders", "mo", NOW).id
    delivery.accept(store, PROGRAMME, first, "cato", NOW)
    with pytest.raises(BudgetError, match=f"Inzending {second} verandert niets meer"):
        delivery.accept(store, PROGRAMME, second, "cato", NOW)
    assert delivery.state(store, PROGRAMME) == 1


def test_a_changed_description_is_shown_but_is_no_correction(store: Store) -> None:
    deliver(store, FIRST)
    named = booking("A", MARCH, 300_00, description="Stoeptegels")
    found = preview(store, ledger(statement(AUGUST_END, named, booking("B", MAY, 200_00))))
    assert (len(found.ledger.changed), found.corrections) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),
        ({"sequence": "1"}, False),
        ({"amount": 200_01}, False),
        ({"date": MARCH}, False),
        ({"document": "C"}, False),
    ],
)
def test_a_booking_that_may_have_moved_from_a_line_the_file_is_silent_about_is_asked_about(
    store: Store, changes: dict, asks: bool
) -> None:
    deliver(store, ledger(statement(MAY_END, booking("B", MAY, 200_00, sequence=""))))
    moved = booking("B", MAY, 200_00, "SPE-1", sequence="")._replace(**changes)
    content = ledger(statement(AUGUST_END, moved))
    told = list(list_corrections(preview(store, content), PROGRAMME))
    assert bool(told) == asks
    if asks:
        assert unsaid(told[0], "Boekstuk B", "15-05-2024", "€ 200,00", "al op regel GRO-1", "0 euro") == []
        with pytest.raises(delivery.CorrectionsError):
            submit_confirming(store, content, "")


def test_a_row_of_zero_on_the_old_line_ends_the_booking_there(store: Store) -> None:
    deliver(store, ledger(statement(MAY_END, booking("B", MAY, 200_00, sequence=""))))
    moved = booking("B", MAY, 200_00, "SPE-1", sequence=""), booking("B", MAY, 0, sequence="")
    found = preview(store, ledger(statement(AUGUST_END, *moved)))
    assert [stored.booking.code for stored in found.ledger.vanished] == ["GRO-1"]
    assert found.ledger.alike == ()


def test_ending_all_commitments_of_a_domain_is_a_correction(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1"), line("SPE-2")))
    deliver(store, ledger(statement(MAY_END, commitment("V", MAY, 500_00, "SPE-1"))))
    mixed = ledger(statement(AUGUST_END, booking("A", MAY, 1), booking("B", MAY, 1, "SPE-2")))
    found = preview(store, mixed)
    (told,) = list_corrections(found, PROGRAMME)
    assert unsaid(told, "verplichtingen van Spelen", "€ 500,00", "2024") == []
    with pytest.raises(delivery.CorrectionsError, match="Alle verplichtingen van Spelen vervallen"):
        submit_confirming(store, mixed, "")
    assert submit_confirming(store, mixed, found.mark)


# --- the same through real workbooks -----------------------------------------------------


def hand_in(store: Store, content: Content, name: str) -> None:
    data = write_workbook(content, PROGRAMME, "Proef")
    checked = delivery.check(store, PROGRAMME, VISITOR, name, data)
    assert checked.accepted, checked.findings
    number = delivery.submit(store, PROGRAMME, checked, data, "cor", NOW).id
    delivery.accept(store, PROGRAMME, number, "cato", NOW)


def test_a_workbook_becomes_figures_and_back_without_any_difference(store: Store) -> None:
    phasing = (100_00,) * 11 + (50_00,)
    lines = (
        line("GRO-1", 1150_00, released=1000_00, phasing=phasing, note="Eerst de bomen"),
        line("GRO-1", 500_00, source="FONDS", theme="BOS"),
        line("GRO-2", 0, year=2025),
    )
    hand_in(store, plan(*lines), "plan.xlsx")
    rows = (
        booking("A", MARCH, 300_05, source="DORP"),
        commitment("V", MAY, 99_99, source="FONDS", theme="BOS"),
    )
    hand_in(store, ledger(statement(MAY_END, *rows)), "boekingen.xlsx")
    again = delivery.plan_in_force(store, PROGRAMME, VISITOR, "GRO")
    checked = delivery.check(
        store, PROGRAMME, VISITOR, "weer.xlsx", write_workbook(again, PROGRAMME, "Geldend plan")
    )
    assert set(checked.content.plan) == set(lines)
    assert preview(store, checked.content).is_empty
    total = load_standing(store, PROGRAMME, MAY_END).total().measures
    assert (total.budget, total.realised, total.committed) == (1650_00, 300_05, 99_99)


def test_a_workbook_checked_against_the_plan_in_force_may_name_its_lines(store: Store) -> None:
    hand_in(store, plan(line("GRO-1", project_code="P-1")), "plan.xlsx")
    data = write_workbook(Content(progress=(progress(forecast=5_00, note="Loopt"),)), PROGRAMME, "x")
    checked = delivery.check(store, PROGRAMME, VISITOR, "voortgang.xlsx", data)
    assert checked.content.progress == (progress(forecast=5_00, note="Loopt"),)
    assert checked.sheets[0].domains == {"GRO": 5_00}


def test_a_file_with_errors_is_not_submitted(store: Store) -> None:
    checked = delivery.check(store, PROGRAMME, VISITOR, "leeg.xlsx", b"geen werkboek")
    assert not checked.accepted
    with pytest.raises(BudgetError, match=r"leeg.xlsx bevat fouten"):
        delivery.submit(store, PROGRAMME, checked, b"geen werkboek", "cor", NOW)


# --- the promise itself, for any history ---------------------------------------------------

codes = st.sampled_from(["GRO-1", "GRO-2", "SPE-1", "X-1"])
days = st.integers(0, 400).map(lambda n: date(YEAR, 1, 1) + timedelta(days=n))
years = st.sampled_from([2024, 2024, 2025])
plans = st.lists(
    st.builds(line, st.sampled_from(["GRO-1", "GRO-2", "SPE-1"]), st.integers(0, 10**6), year=years),
    min_size=1, max_size=4, unique_by=lambda found: (found.key, found.year),
).map(lambda lines: plan(*lines))  # fmt: skip
bookings = st.builds(
    booking, st.sampled_from("ABCD"), days, st.integers(-100, 10**4), codes, fiscal_year=years
)
commitments = st.builds(
    commitment, st.sampled_from("VW"), days, st.integers(0, 10**4), codes, fiscal_year=years
)
rows = st.lists(
    bookings | commitments, min_size=1, max_size=5, unique_by=lambda row: (row.document, row.kind)
)
ledgers = st.builds(
    lambda day, found, states: ledger(
        statement(day, *[r for r in found if states or r.kind == "realisatie"], states_commitments=states)
    ),
    days, rows, st.booleans(),
).filter(lambda content: content.statements[0].rows)  # fmt: skip


@pytest.mark.fuzz
@random_cases(12)
@given(st.lists(plans | ledgers, min_size=1, max_size=5))
def test_accepting_has_exactly_the_previewed_effect(store: Store, contents: list[Content]) -> None:
    programme = replace(PROGRAMME, id=f"proef {next(_programmes)}")
    store = store.of(programme.id)
    for content in contents:
        said = delivery.preview(store, programme, VISITOR, content)
        before = {year: free(store, programme, year) for year in (2024, 2025)}
        if said.is_empty:
            assert all(effect.bridge.after == before[effect.year] for effect in said.years)
            continue
        checked, data = packed(content)
        given = store, programme, checked, data, "cor", NOW, said.mark
        try:
            number = delivery.submit(*given, amendment=AMENDED).id
        except CarryError:  # It carries over more than is left: refused, and nothing changes.
            assert all(before[year] == free(store, programme, year) for year in before)
            continue
        delivery.accept(store, programme, number, "cato", NOW, said.known_at, said.mark)
        bridges = {effect.year: effect.bridge for effect in said.years}
        for year in (2024, 2025):
            told = bridges.get(year)
            assert (told.before if told else before[year]) == before[year]
            assert free(store, programme, year) == (told.after if told else before[year])
        assert delivery.preview(store, programme, VISITOR, content).is_empty
