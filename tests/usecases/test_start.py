"""The first programme: proposed from plans, confirmed by two persons, with its plan waiting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from budget.access import Actor
from budget.model.programme import Person
from budget.model.words import BudgetError, Role
from budget.programme import FILE_NAME, load_programme
from budget.programme.editing import put_domain, put_person, put_source
from budget.programme.first_programme import merge_domain, merge_person, merge_source
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.usecases import deliver, logbook, start, verify
from budget.usecases.database_use import begin
from budget.usecases.programmes import versions
from tests.intake.workbooks import xlsx
from tests.store.samples import NOW, PROGRAMME, line, plan, submit

HEAD = {"name": "Vitale wijken", "board": "Stuurgroep", "scope": "Alleen geld van de stad."}
HEADERS = ["Regelcode", "Opgavedomein", "Actielijn", "Activiteit", "Bron", "Thema", "Budgethouder", "Jaar"]
ROWS = (
    ("ZOR-1", "Zorg dichtbij", "Huisarts", "Spreekuur", "Zorgfonds", "Ouderen", "Ans Bos", 2025, 120_000),
    ("GRO-1", "Groene straten", "Bomen", "Planten", "Klimaatpot", None, "Wim Dal", 2025, 200_000),
    ("GRO-2", "Groene Straat", "Bomen", "Snoeien", "Klimaat", None, "W. Dal", 2025, 40_000),
    ("OND-1", "Ondernemen", "Markt", "Kramen", "Provinciegeld", None, "Lia Vos", 2025, 55_000),
)
PLAN = xlsx(Plan=[[*HEADERS, "Begroot"], *ROWS])


def begun(folder: Path) -> start.Draft:
    """A complete first programme, with duplicates merged."""
    start.begin_with(folder, {"plan.xlsx": PLAN}, 2025)
    draft = start.save_head(folder, HEAD, 2025, 2026)
    domains = {one.name: one.code for one in draft.programme.domains}
    text = merge_domain(draft.programme, domains["Groene Straat"], domains["Groene straten"])
    draft = start.save(folder, text)
    sources = {one.name: one.code for one in draft.programme.sources}
    draft = start.save(folder, merge_source(draft.programme, sources["Klimaat"], sources["Klimaatpot"]))
    draft = start.save(folder, merge_person(draft.programme, "w.dal2", "w.dal"))
    text = draft.programme.text
    for source in draft.programme.sources:
        text = put_source(text, replace(source, unspent="gaat terug"))
    for person in ("carla", "dirk"):
        text = put_person(text, Person(person, person.title(), Role.CONTROLLER))
    start.save(folder, text)
    return start.save_meetings(
        folder, {date(2025, 3, 27): date(2025, 2, 28), date(2025, 6, 26): date(2025, 5, 31)}
    )


def confirm(
    store: Store, folder: Path, who: str | Actor, seen: str = "", doubts: Collection[str] = ()
) -> start.StartResult | None:
    draft = start.load_draft(folder)
    assert draft
    return start.confirm(
        store, folder, seen or draft.seen, who, DatabaseUse.DEMONSTRATION, NOW, doubts=doubts
    )


def test_the_contents_of_plans_are_merged_into_one_proposed_programme(tmp_path: Path) -> None:
    programme = begun(tmp_path).programme
    assert (programme.id, programme.years) == ("vitale-wijken", (2025, 2026))
    assert len(programme.domains) == len(programme.sources) == 3
    (green,) = (one for one in programme.domains if one.name == "Groene straten")
    assert green.aliases == ("Groene Straat",)
    (wim,) = (one for one in programme.people if "Dal" in one.name)
    assert len({wim.name, *wim.aliases}) == 2
    assert wim.domains == (green.code,)
    assert [meeting.date.month for meeting in programme.meetings] == [3, 6]


def test_two_persons_bring_a_programme_into_force_and_its_plan_is_pending(
    store: Store, tmp_path: Path
) -> None:
    draft = begun(tmp_path)
    assert start.is_to_begin(store, tmp_path)
    assert confirm(store, tmp_path, "carla") is None
    assert (start.confirmed_by(store, draft), (tmp_path / FILE_NAME).exists()) == ("carla", False)
    done = confirm(store, tmp_path, "dirk")
    assert done == start.StartResult((1,), ())
    programme = load_programme(tmp_path)
    assert programme == draft.programme
    assert not start.is_to_begin(store, tmp_path)
    own = store.of(programme.id)
    assert [one.recorded_by for one in versions(own, programme, "carla")] == ["dirk"]
    deliver.accept(own, programme, 1, "carla", NOW)
    assert verify.verify(own, programme, "dirk") == []
    told = [(act.person, act.kind) for act in logbook.logbook(own, programme, "dirk")]
    assert ("carla", "programme-start") in told


def test_a_person_cannot_confirm_twice(store: Store, tmp_path: Path) -> None:
    begun(tmp_path)
    confirm(store, tmp_path, "carla")
    with pytest.raises(BudgetError, match="zelf al bevestigd"):
        confirm(store, tmp_path, "carla")
    assert not (tmp_path / FILE_NAME).exists()


def test_a_person_who_may_not_accept_a_programme_cannot_confirm_it(store: Store, tmp_path: Path) -> None:
    begun(tmp_path)
    for who in ("a.bos", ""):
        with pytest.raises(BudgetError):
            confirm(store, tmp_path, who)
    with pytest.raises(BudgetError, match="sleutel"):
        confirm(store, tmp_path, Actor("carla", frozenset()))


def test_a_change_asks_both_persons_again(store: Store, tmp_path: Path) -> None:
    before = begun(tmp_path)
    confirm(store, tmp_path, "carla")
    after = start.save_head(tmp_path, {**HEAD, "board": "Raad"}, 2025, 2026)
    assert start.confirmed_by(store, after) == ""
    with pytest.raises(BudgetError, match="gewijzigd"):
        confirm(store, tmp_path, "dirk", before.seen)
    assert confirm(store, tmp_path, "dirk") is None
    assert confirm(store, tmp_path, "carla") is not None


def test_a_plan_without_sources_or_years_gets_placeholders(tmp_path: Path) -> None:
    rows = [
        ["Code", "Opgave", "Project", "Bedrag"],
        ["1", "Zorg", "Spreekuur", 100],
        ["2", "Groen", "Bos", 50],
    ]
    programme = start.begin_with(tmp_path, {"plan.xlsx": xlsx(Blad=rows)}, 2025).programme
    assert {one.name for one in programme.domains} == {"Zorg", "Groen"}
    assert ([one.name for one in programme.sources], programme.years) == (["Eerste bron"], (2025,))


def test_a_mistake_is_described_without_file_names_or_keys(tmp_path: Path) -> None:
    draft = begun(tmp_path)
    first, second, *_ = draft.programme.domains
    with pytest.raises(BudgetError) as told:
        start.save(tmp_path, put_domain(draft.programme.text, replace(first, aliases=(second.name,))))
    assert f"Opgavedomein {second.name}" in str(told.value) or f"Opgavedomein {first.name}" in str(told.value)
    assert FILE_NAME not in str(told.value)
    assert start.load_draft(tmp_path) == draft


def test_an_incomplete_programme_is_explained_and_not_confirmed(store: Store, tmp_path: Path) -> None:
    start.begin_with(tmp_path, {}, 2025)
    start.save(
        tmp_path, put_person(start.load_draft(tmp_path).programme.text, Person("x", "X", Role.CONTROLLER))
    )
    with pytest.raises(BudgetError, match="vergaderingen"):
        confirm(store, tmp_path, "x")


def test_a_used_installation_is_never_started_again(store: Store, tmp_path: Path) -> None:
    begun(tmp_path)
    confirm(store, tmp_path, "carla")
    confirm(store, tmp_path, "dirk")
    (tmp_path / FILE_NAME).rename(tmp_path / "elders.toml")
    assert not start.is_to_begin(store, tmp_path)
    assert (tmp_path / FILE_NAME).exists(), "what two persons confirmed is written again"
    with pytest.raises(BudgetError, match="al een programma"):
        confirm(store, tmp_path, "carla")


def test_a_file_without_a_plan_leaves_the_draft_as_it_was(tmp_path: Path) -> None:
    before = begun(tmp_path)
    for data in (b"x", xlsx(Blad=[["a", "b"], [1, 2]])):
        with pytest.raises(BudgetError):
            start.begin_with(tmp_path, {"ander.xlsx": data}, 2025)
    assert start.load_draft(tmp_path) == before


def test_a_folder_without_write_access_is_reported(tmp_path: Path) -> None:
    (tmp_path / start.PLACE).write_text("a file")
    with pytest.raises(BudgetError, match="niet te schrijven"):
        start.begin_with(tmp_path, {}, 2025)


def next_confirmed(store: Store, home: Path, who: str, address: str = ""):
    """The result when `who` confirms the next programme, with this address."""
    folder = home / "programmas" / "nieuw"
    draft = start.next_draft(store, folder) or begun(folder)
    if address:
        draft = start.save_head(folder, HEAD | {"id": address}, 2025, 2026)
    return start.confirm(store, folder, draft.seen, who, DatabaseUse.DEMONSTRATION, NOW, ["dorp"])


def test_a_next_programme_gets_a_folder_and_an_address_of_its_own(store: Store, tmp_path: Path) -> None:
    deliver_first(store)
    assert next_confirmed(store, tmp_path, "carla", "Oost & West") is None
    assert next_confirmed(store, tmp_path, "dirk") == start.StartResult((1,), ())
    programme = load_programme(tmp_path / "programmas" / "oost-west")
    assert (programme.id, programme.name) == ("oost-west", "Vitale wijken")
    assert start.next_draft(store, tmp_path / "programmas" / "nieuw") is None
    deliver.accept(store.of("oost-west"), programme, 1, "carla", NOW)
    assert verify.verify(store.of("oost-west"), programme, "dirk") == []


def deliver_first(store: Store) -> None:
    submit(store, plan(line()))


@pytest.mark.parametrize("address", ["dorp", "bestuur", "api", "nieuw-programma"])
def test_an_address_that_is_taken_is_refused_before_anyone_confirms(
    store: Store, tmp_path: Path, address: str
) -> None:
    with pytest.raises(BudgetError, match="ander adres"):
        next_confirmed(store, tmp_path, "carla", address)


def test_a_demonstration_cannot_start_beside_a_real_programme(store: Store, tmp_path: Path) -> None:
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    with pytest.raises(BudgetError, match="andere omgeving"):
        next_confirmed(store, tmp_path, "carla", "oost")
    assert start.confirmed_by(store, start.load_draft(tmp_path / "programmas" / "nieuw")) == ""


@pytest.mark.parametrize("other", ["Dorp", "dorp_2", "bestuur"])
def test_a_next_programme_is_refused_beside_one_whose_id_is_no_address(
    store: Store, tmp_path: Path, other: str
) -> None:
    """With two programmes each needs an address: otherwise the server refuses every page of both."""
    draft = begun(tmp_path)
    with pytest.raises(BudgetError, match=f"'{other}' kan geen adres hebben"):
        start.confirm(store, tmp_path, draft.seen, "carla", DatabaseUse.DEMONSTRATION, NOW, [other])


def test_a_programme_in_the_database_is_not_started_again(store: Store, tmp_path: Path) -> None:
    for who in ("carla", "dirk"):
        next_confirmed(store, tmp_path, who, "oost")
    with pytest.raises(BudgetError, match="al een programma"):
        next_confirmed(store, tmp_path, "carla", "oost")


def test_a_confirmed_programme_gets_its_folder_after_an_interrupted_server(
    store: Store, tmp_path: Path
) -> None:
    for who in ("carla", "dirk"):
        next_confirmed(store, tmp_path, who, "oost")
    home = tmp_path / "programmas"
    (home / "oost").rename(home / "nieuw")
    (home / "nieuw" / FILE_NAME).unlink()
    assert start.next_draft(store, home / "nieuw") is None
    assert load_programme(home / "oost").id == "oost"
