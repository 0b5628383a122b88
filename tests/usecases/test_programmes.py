"""The programme in the database changes by two persons only; nobody can grant himself a role."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from budget.export.registry import FORMATS
from budget.model.programme import Deputy
from budget.model.words import BudgetError, Role
from budget.programme import parse_programme
from budget.programme.editing import (
    drop_person,
    put_deputy,
    put_meeting,
    put_person,
    put_rule,
    put_theme,
    put_value,
)
from budget.programme.reading import ProgrammeError
from budget.store.audit import load_trail
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.store.people import load_people
from budget.usecases import deliver, freeze, programmes, verify
from budget.usecases.database_use import begin
from budget.usecases.signed_snapshots import as_signed
from tests.snapshot.history import freeze as propose_snapshot
from tests.snapshot.history import sign
from tests.store.samples import ID, JUNE, NOW, PROGRAMME, TOML, accept, line, plan, submit
from tests.tampering import tampering

LATER = NOW + timedelta(days=1)
NEW_PERSON = """
[[people]]
id = "nina"
name = "Nina Nieuw"
role = "controller"
"""
GROWN = TOML + NEW_PERSON
GEA_CONTROLS = TOML.replace(
    'name = "Gea Groen"\nrole = "budgethouder"', 'name = "Gea Groen"\nrole = "controller"'
)
"""A copy of the programme file in which the budget holder made herself controller."""


@pytest.fixture
def recorded_programme(store: Store) -> Store:
    """A database in which the programme is recorded."""
    begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "gea", NOW)
    return store


def change(store: Store, text: str = GROWN, by: str = "cor", second: str = "sien") -> None:
    now = programmes.in_force(store, PROGRAMME)
    number = programmes.propose(store, now, text, by, "", LATER).proposal.number
    programmes.accept(store, now, number, second, LATER)


def test_the_first_act_records_the_programme_in_use(recorded_programme: Store) -> None:
    (first,) = programmes.versions(recorded_programme, PROGRAMME, "cor")
    assert (first.number, first.text, first.recorded_by, first.proposal) == (1, TOML, "gea", None)
    with recorded_programme.read() as connection:
        assert "programme 1" in [entry.subject for entry in load_trail(connection, ID)]


def test_the_programme_file_counts_only_until_a_programme_is_recorded(store: Store) -> None:
    filed = parse_programme(GROWN)
    assert programmes.in_force(store, filed) == filed
    begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "gea", NOW)
    assert programmes.in_force(store, filed) == PROGRAMME


LOOK_ALIKES = (
    *("cor controle", "Cor  Controle", "Cor Controle ", "C\u00f3r Controle", "Cor Controle\u200b"),
    *("\uff23or Controle", "Cor \u0421ontrole", "Cor\u00a0Controle", "\u202eelortnoC roC"),
)
"""Another case, spaces, an accent, an invisible character, wide letters, Cyrillic, another direction."""


@pytest.mark.parametrize("name", LOOK_ALIKES, ids=ascii)
def test_a_new_person_with_a_look_alike_name_is_refused(store: Store, name: str) -> None:
    """A second account that looks on screens and reports like a person who already decides."""
    with pytest.raises(BudgetError):
        programmes.propose(store, PROGRAMME, TOML + NEW_PERSON.replace("Nina Nieuw", name), "cor", "", NOW)


@pytest.mark.parametrize("name", ["Özlem Kılıç-Yıldız", "J. van ’t Hof", "Nguyễn Thị", "François O'Neill"])
def test_a_real_name_comes_in(recorded_programme: Store, name: str) -> None:
    change(recorded_programme, TOML + NEW_PERSON.replace("Nina Nieuw", name))
    assert programmes.in_force(recorded_programme, PROGRAMME).person("nina").name == name


def test_the_name_of_a_person_who_left_cannot_be_reused(recorded_programme: Store) -> None:
    change(recorded_programme)
    change(recorded_programme, TOML)
    now = programmes.in_force(recorded_programme, PROGRAMME)
    with pytest.raises(BudgetError, match="lijkt op"):
        programmes.propose(recorded_programme, now, GROWN.replace('"nina"', '"nina2"'), "cor", "", LATER)
    change(recorded_programme)


def test_a_change_is_in_force_when_a_second_person_accepted_it(recorded_programme: Store) -> None:
    told = programmes.propose(recorded_programme, PROGRAMME, GROWN, "cor", "Nina begint", NOW)
    assert any("Nina Nieuw" in line for line in told.differences)
    assert programmes.in_force(recorded_programme, PROGRAMME) == PROGRAMME
    programmes.accept(recorded_programme, PROGRAMME, 1, "sien", LATER)
    now = programmes.in_force(recorded_programme, PROGRAMME)
    assert now.person("nina").role is Role.CONTROLLER
    with recorded_programme.read() as connection:
        assert "nina" in load_people(connection, ID)
    assert verify.verify(recorded_programme, now, "cor") == []


def test_a_person_added_by_a_change_can_act(recorded_programme: Store) -> None:
    submit(recorded_programme, plan(line()))
    change(recorded_programme)
    deliver.accept(recorded_programme, programmes.in_force(recorded_programme, PROGRAMME), 1, "nina", LATER)
    assert verify.verify(recorded_programme, programmes.in_force(recorded_programme, PROGRAMME), "cor") == []


def test_a_person_who_left_keeps_earlier_acts_and_can_no_longer_act(recorded_programme: Store) -> None:
    submit(recorded_programme, plan(line()))
    accept(recorded_programme, 1)
    gone = TOML.replace('[[people]]\nid = "cor"\nname = "Cor Controle"\nrole = "controller"\n', "")
    change(recorded_programme, gone, "cato")
    submit(recorded_programme, plan(line("GRO-2")), "mo", "b.xlsx")
    with pytest.raises(BudgetError, match="cor"):
        deliver.accept(recorded_programme, PROGRAMME, 2, "cor", LATER)
    assert verify.verify(recorded_programme, programmes.in_force(recorded_programme, PROGRAMME), "cato") == []


def test_nobody_accepts_his_own_change(recorded_programme: Store) -> None:
    programmes.propose(recorded_programme, PROGRAMME, GROWN, "cor", "", NOW)
    with pytest.raises(BudgetError, match="zelf voorgesteld"):
        programmes.accept(recorded_programme, PROGRAMME, 1, "cor", LATER)
    assert programmes.in_force(recorded_programme, PROGRAMME) == PROGRAMME


def test_the_right_to_accept_is_that_of_the_old_version(recorded_programme: Store) -> None:
    programmes.propose(recorded_programme, PROGRAMME, GEA_CONTROLS, "cor", "", NOW)
    for forged in (PROGRAMME, parse_programme(GEA_CONTROLS)):
        with pytest.raises(BudgetError):
            programmes.accept(recorded_programme, forged, 1, "gea", LATER)
    assert programmes.in_force(recorded_programme, PROGRAMME) == PROGRAMME


@pytest.mark.parametrize(
    "forged",
    [
        parse_programme(GEA_CONTROLS),
        replace(PROGRAMME, people=(replace(PROGRAMME.person("gea"), role=Role.CONTROLLER, domains=()),)),
        replace(parse_programme(GEA_CONTROLS), text=""),
        parse_programme(GEA_CONTROLS + NEW_PERSON),
    ],
)
def test_a_forged_programme_gives_no_right_to_accept(recorded_programme: Store, forged) -> None:
    submit(recorded_programme, plan(line()), person="mo")
    with pytest.raises(BudgetError, match="Er is niets veranderd"):
        deliver.accept(recorded_programme, forged, 1, "gea", LATER)
    assert deliver.submissions(recorded_programme, PROGRAMME, "cor")[0].is_pending
    if forged.text != TOML:
        with pytest.raises(BudgetError, match="niet het programma"):
            begin(recorded_programme, forged, DatabaseUse.DEMONSTRATION, "gea", LATER)
    assert verify.verify(recorded_programme, PROGRAMME, "cor") == []


def test_a_person_of_a_forged_programme_cannot_act(recorded_programme: Store) -> None:
    submit(recorded_programme, plan(line()))
    forged = parse_programme(GROWN)
    with pytest.raises(BudgetError):
        deliver.accept(recorded_programme, forged, 1, "nina", LATER)


def test_a_snapshot_with_other_rules_than_those_in_force_is_refused(recorded_programme: Store) -> None:
    submit(recorded_programme, plan(line()))
    accept(recorded_programme, 1)
    other = parse_programme(TOML.replace("used_above_budget", "used_above_released"))
    with pytest.raises(BudgetError, match="niet het vastgestelde programma"):
        freeze.propose(recorded_programme, other, JUNE, JUNE, "cor", LATER, missing=("GRO",))


def test_an_old_snapshot_keeps_its_programme(recorded_programme: Store) -> None:
    submit(recorded_programme, plan(line()))
    accept(recorded_programme, 1)
    propose_snapshot(recorded_programme)
    sign(recorded_programme)
    change(recorded_programme, TOML.replace('name = "Groen"', 'name = "Bos"').replace("te veel.", "over."))
    now = programmes.in_force(recorded_programme, PROGRAMME)
    assert freeze.snapshot_of(recorded_programme, now, "cor", JUNE).programme_text == TOML
    assert verify.verify(recorded_programme, now, "cor") == []


def test_a_signed_report_keeps_its_bytes_when_people_themes_rules_and_meetings_change(
    recorded_programme: Store,
) -> None:
    submit(recorded_programme, plan(line()))
    accept(recorded_programme, 1)
    propose_snapshot(recorded_programme)
    sign(recorded_programme)

    def reports() -> list[bytes]:
        now = programmes.in_force(recorded_programme, PROGRAMME)
        found = freeze.snapshot_of(recorded_programme, now, "cato", JUNE)
        said = as_signed(recorded_programme, now, "cato", found)
        return [FORMATS[name].write(*said) for name in ("html", "public-html", "open-data")]

    before = reports()
    cor = next(one for one in PROGRAMME.people if one.id == "cor")
    text = put_person(TOML, replace(cor, name="Cor Anders"))
    text = put_deputy(text, Deputy("sien", "cor", JUNE, JUNE))
    text = put_theme(text, "FONDS", replace(PROGRAMME.source("FONDS").themes[0], last_year=2023))
    text = put_rule(text, replace(PROGRAMME.rules[0], reason="Anders."), PROGRAMME.rules)
    text = put_meeting(text, JUNE, replace(PROGRAMME.meeting(JUNE), date=JUNE + timedelta(days=1)))
    change(recorded_programme, text, "cato")
    change(recorded_programme, drop_person(put_value(text, "scope", "Al het geld."), "cor"), "cato")
    assert reports() == before
    assert verify.verify(recorded_programme, programmes.in_force(recorded_programme, PROGRAMME), "cato") == []


def test_a_proposal_on_a_superseded_version_must_be_proposed_again(recorded_programme: Store) -> None:
    programmes.propose(recorded_programme, PROGRAMME, GROWN, "cor", "", NOW)
    change(recorded_programme, TOML.replace("Dorpsraad", "Raad"), "cato")
    with pytest.raises(BudgetError, match="opnieuw"):
        programmes.accept(
            recorded_programme, programmes.in_force(recorded_programme, PROGRAMME), 1, "sien", LATER
        )


def test_a_proposal_that_was_decided_cannot_be_decided_again(recorded_programme: Store) -> None:
    programmes.propose(recorded_programme, PROGRAMME, GROWN, "cor", "", NOW)
    programmes.refuse(recorded_programme, PROGRAMME, 1, "sien", "Te vroeg", LATER)
    for act in (
        lambda: programmes.accept(recorded_programme, PROGRAMME, 1, "sien", LATER),
        lambda: programmes.refuse(recorded_programme, PROGRAMME, 1, "sien", "Nee", LATER),
    ):
        with pytest.raises(BudgetError, match="al beslist"):
            act()
    (found,) = programmes.changes(recorded_programme, PROGRAMME, "cor")
    assert (found.proposal.refusal, found.proposal.decided_by) == ("Te vroeg", "sien")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TOML, "hetzelfde"),
        (f"# uitleg\n{TOML}", "hetzelfde"),
        (TOML.replace('"dorp"', '"stad"'), "ander programma"),
    ],
)
def test_a_proposal_without_changes_or_for_another_programme_is_refused(
    recorded_programme: Store, text: str, words: str
) -> None:
    with pytest.raises(BudgetError, match=words):
        programmes.propose(recorded_programme, PROGRAMME, text, "cor", "", NOW)


def test_a_text_with_mistakes_is_refused_with_their_line(recorded_programme: Store) -> None:
    with pytest.raises(ProgrammeError, match=r"regel \d+"):
        programmes.propose(
            recorded_programme, PROGRAMME, TOML.replace('"budgethouder"', '"chef"'), "cor", "", NOW
        )


def test_the_same_change_waits_once(recorded_programme: Store) -> None:
    programmes.propose(recorded_programme, PROGRAMME, GROWN, "cor", "", NOW)
    with pytest.raises(BudgetError, match="wacht al"):
        programmes.propose(recorded_programme, PROGRAMME, GROWN, "cato", "", NOW)


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("audit", "person", "lot", "niet in het programma"),
        ("audit", "person", "bo", "mocht"),
        ("programme_versions", "text", GEA_CONTROLS, "personen"),
        ("programme_versions", "people", "{}", "niet in het programma"),
    ],
)
def test_verify_reports_acts_of_unknown_or_unauthorised_persons(
    recorded_programme: Store, table: str, column: str, value: str, words: str
) -> None:
    submit(recorded_programme, plan(line()))
    accept(recorded_programme, 1)
    where = " WHERE action = 'accept'" if table == "audit" else ""
    with tampering(recorded_programme) as connection:
        sign = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = {sign}{where}", (value,))
    assert any(words in found for found in verify.verify(recorded_programme, PROGRAMME, "cor"))


def test_acts_from_before_the_programme_was_recorded_are_not_judged_by_it(store: Store) -> None:
    submit(store, plan(line()), person="mo")
    without = TOML.replace('[[people]]\nid = "mo"\nname = "Mo Manager"\nrole = "programmamanager"\n', "")
    begin(store, parse_programme(without), DatabaseUse.DEMONSTRATION, "gea", datetime(2024, 3, 1))
    assert verify.verify(store, PROGRAMME, "cor") == []


def test_an_outdated_file_is_not_offered_as_a_change(recorded_programme: Store) -> None:
    """A programme changed on screen differs from the file: it must not offer to undo that decision."""
    change(recorded_programme)
    now = programmes.in_force(recorded_programme, PROGRAMME)
    assert programmes.file_changes(recorded_programme, now, PROGRAMME) == []
    assert programmes.file_changes(recorded_programme, now, now) == []
    other = parse_programme(TOML.replace("Dorpsraad", "Wijkraad"))
    assert any("Wijkraad" in told for told in programmes.file_changes(recorded_programme, now, other))
