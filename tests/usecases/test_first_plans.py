"""A first programme from a plan with the columns of another system: that plan waits as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from budget.intake.mapping.layout_text import open_questions
from budget.intake.mapping.layout_writing import write_layouts
from budget.model.content import ControlTotal
from budget.model.programme import Person
from budget.model.submission_details import Money
from budget.model.words import BudgetError, Role
from budget.programme import load_programme
from budget.programme.draft import TO_FILL
from budget.programme.editing import put_person, put_source
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import deliver, map_layouts, start, verify
from budget.usecases.first_plans import draft_answer, first_plans, is_ready, plan_size, read_plan
from tests.intake.workbooks import xlsx
from tests.store.samples import NOW
from tests.usecases.test_start import HEAD, begun, confirm
from tests.usecases.test_start import HEADERS as HEADERS_OF_OURS
from tests.usecases.test_start import ROWS as ROWS_OF_OURS

HEADERS = ["WBS-element", "Pijler", "Werk", "Financiering", "Trekker", "Raming 2025"]
ROWS = (
    ("P-100", "Zorg dichtbij", "Spreekuur", "Zorgfonds", "Ans Bos", 120_000),
    ("P-200", "Groene straten", "Planten", "Klimaatpot", "Wim Dal", 200_000),
    ("P-201", "Groene straten", "Snoeien", "Klimaatpot", "Wim Dal", 40_000),
    ("P-300", "Ondernemen", "Kramen", "Provinciegeld", "Lia Vos", 55_000),
)
FOREIGN = xlsx(Begroting=[HEADERS, *ROWS, ("Totaal", None, None, None, None, 415_000)])
TOTAL = 41_500_000


def foreign_begun(folder: Path) -> start.Draft:
    """A complete first programme, from a plan with none of our columns."""
    start.begin_with(folder, {"begroting.xlsx": FOREIGN}, 2025)
    text = start.save_head(folder, HEAD, 2025, 2026).programme.text
    for source in start.load_draft(folder).programme.sources:
        text = put_source(text, replace(source, unspent="gaat terug"))
    for person in ("carla", "dirk"):
        text = put_person(text, Person(person, person.title(), Role.CONTROLLER))
    start.save(folder, text)
    return start.save_meetings(folder, {date(2025, 3, 27): date(2025, 2, 28)})


def answered(folder: Path, stated: int = TOTAL) -> start.Draft:
    """The proposed mapping is accepted, with a control total of this many cents."""
    draft = foreign_begun(folder)
    (plan,) = draft.plans
    layouts = draft_answer(draft.programme, plan)
    assert open_questions(layouts) == ()
    control = (ControlTotal(Money.BUDGET, stated, TOTAL),)
    return start.save_answer(folder, plan, write_layouts(layouts), control)


def doubts(folder: Path) -> tuple[str, ...]:
    """The doubts to confirm about the plan."""
    draft = start.load_draft(folder)
    checked = read_plan(draft.programme, draft.plans[0], draft.plans[0].answer.mapping)
    return checked.content.asks


def both_confirm(store: Store, folder: Path, said: Sequence[str] = ()) -> start.StartResult:
    assert confirm(store, folder, "carla") is None
    done = confirm(store, folder, "dirk", doubts=said)
    assert done
    return done


def budget(store: Store, folder: Path) -> int:
    programme = load_programme(folder)
    standing = load_standing(store.of(programme.id), programme, NOW.date().replace(year=2025), 2025)
    return standing.total().measures.budget


def test_a_foreign_plan_is_submitted_with_its_mapping(store: Store, tmp_path: Path) -> None:
    (plan,) = answered(tmp_path).plans
    assert is_ready(read_plan(start.load_draft(tmp_path).programme, plan, plan.answer.mapping), plan)
    assert both_confirm(store, tmp_path, doubts(tmp_path)) == start.StartResult((1,), (), ("Begroting",))
    programme = load_programme(tmp_path)
    own = store.of(programme.id)
    assert budget(store, tmp_path) == 0
    found = map_layouts.mappings(own, programme, "carla")
    assert (found.used, [one.saved_by for one in found.waiting]) == ((), ["dirk"])
    for act in (
        lambda: deliver.accept(own, programme, 1, "dirk", NOW),
        lambda: map_layouts.accept(own, programme, found.waiting[0], "dirk", NOW),
    ):
        with pytest.raises(BudgetError):
            act()
    assert map_layouts.waiting_for(own, programme, "dirk", 1) == ()
    assert map_layouts.waiting_for(own, programme, "carla", 1) == found.waiting
    deliver.accept(own, programme, 1, "carla", NOW)
    assert budget(store, tmp_path) == TOTAL
    map_layouts.accept(own, programme, found.waiting[0], "carla", NOW)
    assert map_layouts.waiting_for(own, programme, "carla", 1) == ()
    later = xlsx(Begroting=[HEADERS, *ROWS, ("P-301", "Ondernemen", "Markt", "Provinciegeld", "Lia Vos", 1)])
    assert deliver.check(own, programme, "dirk", "later.xlsx", later).accepted
    assert verify.verify(own, programme, "dirk") == []


def test_a_remaining_column_of_names_is_mapped_to_activity(tmp_path: Path) -> None:
    draft = foreign_begun(tmp_path)
    (layout,) = draft_answer(draft.programme, draft.plans[0])
    (part,) = layout.parts
    assert (part.columns["code"], part.columns["activity"]) == ("WBS-element", "Werk")


def test_a_plan_left_behind_by_a_crash_is_reported_until_it_is_submitted(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(tmp_path)
    said = doubts(tmp_path)
    assert confirm(store, tmp_path, "carla") is None

    def stop(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as crash:
        crash.setattr(start, "_hand_in", stop)
        with pytest.raises(RuntimeError):
            confirm(store, tmp_path, "dirk", doubts=said)
    programme = load_programme(tmp_path)
    own = store.of(programme.id)
    assert start.unsubmitted_plans(own, programme, "dirk", tmp_path) == ("begroting.xlsx",)
    (plan,) = first_plans(tmp_path / start.PLACE)
    given = (plan.answer.mapping,)
    checked = deliver.check(own, programme, "dirk", plan.name, plan.data, mappings=given)
    deliver.submit(own, programme, checked, plan.data, "dirk", NOW, control=plan.answer.control)
    assert start.unsubmitted_plans(own, programme, "dirk", tmp_path) == ()


def test_an_unmapped_plan_is_not_submitted(store: Store, tmp_path: Path) -> None:
    foreign_begun(tmp_path)
    done = both_confirm(store, tmp_path)
    assert (done.waiting, done.mappings, len(done.left)) == ((), (), 1)
    programme = load_programme(tmp_path)
    assert map_layouts.mappings(store.of(programme.id), programme, "carla").waiting == ()


@pytest.mark.parametrize("stated", [TOTAL - 1, TOTAL + 1, 0])
def test_an_answer_that_does_not_reconcile_is_not_kept(tmp_path: Path, stated: int) -> None:
    with pytest.raises(BudgetError, match="Verklaar het verschil"):
        answered(tmp_path, stated)
    assert start.load_draft(tmp_path).plans[0].answer is None


def test_a_foreign_plan_needs_the_total_of_its_own_system(tmp_path: Path) -> None:
    draft = foreign_begun(tmp_path)
    (plan,) = draft.plans
    text = write_layouts(draft_answer(draft.programme, plan))
    with pytest.raises(BudgetError, match="eigen systeem"):
        start.save_answer(tmp_path, plan, text, ())
    assert not is_ready(read_plan(draft.programme, plan, text), plan)


def test_a_mapping_that_changed_since_it_was_seen_is_not_confirmed(store: Store, tmp_path: Path) -> None:
    before = answered(tmp_path)
    confirm(store, tmp_path, "carla", before.seen)
    (plan,) = before.plans
    other = plan.answer.mapping.replace('naam = "Begroting"', 'naam = "Anders"')
    after = start.save_answer(tmp_path, plan, other, plan.answer.control)
    assert start.confirmed_by(store, after) == "carla", "she confirmed the programme, not how a file is read"
    with pytest.raises(BudgetError, match="gewijzigd"):
        confirm(store, tmp_path, "dirk", before.seen)
    assert confirm(store, tmp_path, "dirk", after.seen, doubts(tmp_path)).mappings == ("Anders",)


def test_a_plan_with_a_doubt_that_the_second_person_does_not_confirm_is_left(
    store: Store, tmp_path: Path
) -> None:
    """The column with what was done is not read: do all rows count?"""
    (plan,) = answered(tmp_path).plans
    unread = plan.answer.mapping.replace('"Activiteit" = "Werk"', '"Activiteit" = "WBS-element"')
    start.save_answer(tmp_path, plan, unread, plan.answer.control)
    assert len(doubts(tmp_path)) == 1
    done = both_confirm(store, tmp_path, ["iets anders"])
    assert (done.waiting, done.mappings, len(done.left)) == ((), (), 1)


def test_renaming_a_source_invalidates_the_mapping(store: Store, tmp_path: Path) -> None:
    draft = answered(tmp_path)
    (source,) = (one for one in draft.programme.sources if one.name == "Provinciegeld")
    start.save(tmp_path, put_source(draft.programme.text, replace(source, name="Regiofonds")))
    draft = start.load_draft(tmp_path)
    assert not is_ready(
        read_plan(draft.programme, draft.plans[0], draft.plans[0].answer.mapping), draft.plans[0]
    )
    done = both_confirm(store, tmp_path)
    assert (done.waiting, len(done.left)) == ((), 1)
    assert budget(store, tmp_path) == 0


def test_the_programme_to_confirm_has_no_open_placeholders(tmp_path: Path) -> None:
    assert TO_FILL not in answered(tmp_path).programme.text


def test_other_sheets_of_a_workbook_do_not_count_in_the_size_of_its_plan(tmp_path: Path) -> None:
    booked = [["Boekstuknummer", "Boekdatum", "Regelcode", "Omschrijving", "Bedrag"]]
    booked += [["1", date(2025, 1, 20), "ZOR-1", "Spreekuur", 12_000]]
    data = xlsx(Plan=[[*HEADERS_OF_OURS, "Begroot"], *ROWS_OF_OURS], Boekingen=booked)
    draft = start.begin_with(tmp_path, {"alles.xlsx": data}, 2025)
    checked = read_plan(draft.programme, draft.plans[0])
    assert {sheet.sheet for sheet in checked.sheets} == {"Plan", "Boekingen"}
    assert plan_size(checked) == (4, TOTAL)


def test_a_pending_plan_need_not_be_submitted_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No mapping can be stored for two sheets with the same columns; their plan is pending nevertheless."""
    both = xlsx(Zorg=[HEADERS, *ROWS[:1]], Straten=[HEADERS, *ROWS[1:]])
    monkeypatch.setattr("tests.usecases.test_first_plans.FOREIGN", both)
    answered(tmp_path)
    done = both_confirm(store, tmp_path, doubts(tmp_path))
    assert (done.waiting, done.mappings, len(done.left)) == ((1,), (), 1)
    assert "is ingediend" in done.left[0]
    assert "zelf aan" not in done.left[0]


def test_of_two_plans_with_equal_columns_one_mapping_waits_and_the_other_is_reported(
    store: Store, tmp_path: Path
) -> None:
    foreign_begun(tmp_path)
    text = start.load_draft(tmp_path).programme.text
    files = {"a.xlsx": xlsx(Zorg=[HEADERS, *ROWS[:2]]), "b.xlsx": xlsx(Straten=[HEADERS, *ROWS[2:]])}
    start.begin_with(tmp_path, files, 2025)
    draft = start.save(tmp_path, text)
    said: list[str] = []
    for plan, cents in zip(draft.plans, (32_000_000, 9_500_000), strict=True):
        mapping = write_layouts(draft_answer(draft.programme, plan))
        start.save_answer(tmp_path, plan, mapping, (ControlTotal(Money.BUDGET, cents, cents),))
        said += read_plan(draft.programme, plan, mapping).content.asks
    done = both_confirm(store, tmp_path, said)
    assert (done.waiting, done.mappings) == ((1, 2), ("Straten",))
    (told,) = done.left
    assert told.startswith("b.xlsx")
    assert "Beide plannen zijn ingediend." in told
    programme = load_programme(tmp_path)
    found = map_layouts.mappings(store.of(programme.id), programme, "carla").waiting
    assert [one.name for one in found] == ["Straten"]


def test_a_plan_that_changed_since_it_was_seen_is_not_submitted(store: Store, tmp_path: Path) -> None:
    draft = begun(tmp_path)
    (seen, (plan,)) = draft.seen, draft.plans
    assert confirm(store, tmp_path, "carla", seen) is None
    plan.path.write_bytes(xlsx(Plan=[[*HEADERS_OF_OURS, "Begroot"], *ROWS_OF_OURS[:1]]))
    with pytest.raises(BudgetError, match="gewijzigd"):
        confirm(store, tmp_path, "dirk", seen)


def test_a_plan_without_domains_is_refused_with_an_explanation(tmp_path: Path) -> None:
    rows = [[*row[:1], None, *row[2:]] for row in ROWS_OF_OURS]
    data = xlsx(Plan=[[*HEADERS_OF_OURS, "Begroot"], *rows])
    with pytest.raises(BudgetError, match="opgavedomein"):
        start.begin_with(tmp_path, {"plan.xlsx": data}, 2025)
    assert start.load_draft(tmp_path) is None


def test_beginning_again_forgets_the_mapping_of_the_earlier_file(tmp_path: Path) -> None:
    answered(tmp_path)
    assert start.begin_with(tmp_path, {"begroting.xlsx": FOREIGN}, 2025).plans[0].answer is None


def test_a_kept_mapping_is_proposed_again(tmp_path: Path) -> None:
    draft = answered(tmp_path)
    (plan,) = draft.plans
    text = plan.answer.mapping.replace('naam = "Begroting"', 'naam = "Anders"')
    draft = start.save_answer(tmp_path, plan, text, plan.answer.control)
    (layout,) = draft_answer(draft.programme, draft.plans[0])
    assert (layout.name, layout.rows[0][0]) == ("Anders", "P-100")


def test_a_person_who_may_not_submit_can_confirm_first(store: Store, tmp_path: Path) -> None:
    draft = begun(tmp_path)
    start.save(tmp_path, put_person(draft.programme.text, Person("dirk", "Dirk", Role.SECRETARY)))
    assert confirm(store, tmp_path, "carla") is None
    assert confirm(store, tmp_path, "dirk") is None, "only the controller may hand the plan in"
    assert start.confirmed_by(store, start.load_draft(tmp_path)) == "dirk"
    with pytest.raises(BudgetError, match="zelf al bevestigd"):
        confirm(store, tmp_path, "dirk")
    assert confirm(store, tmp_path, "carla") == start.StartResult((1,), ())
    programme = load_programme(tmp_path)
    deliver.accept(store.of(programme.id), programme, 1, "dirk", NOW)
    assert budget(store, tmp_path) == TOTAL
