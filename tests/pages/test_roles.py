"""Every page for every kind of person: what it says, and what it lets this person do."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from budget.model import Programme, Role
from budget.store.engine import open_store
from budget.usecases import programmes
from tests.conftest import EXAMPLE
from tests.wording import unsaid

ROOT = Path(__file__).resolve().parent.parent.parent
SAYS = {
    "tasks": "overleg",
    "overview": "van het budget besteed",
    "domain": "besteed; gepland was",
    "insight": "Naar verwachting",
    "board": "Momentopname",
    "deliver": "Bestanden om mee te beginnen",
    "accept": "Wat is er eerder gebeurd?",
    "programme": "het bestuur vergadert",
    "search": "Waar wilt u meer van weten?",
    "reconcile": "Sluiten de cijfers aan op uw systemen?",
    "logbook": "handelingen; de laatste op 1",
    "years": "De plannen naast elkaar",
    "country": "nog geen landelijk beeld",
    "close": "Kijk dit eerst na",
    "proof": "Besteed bij het hele programma",
    "notices": "horen dat er iets wacht",
    "forecast": "Wanneer u haar niet moet geloven",
}
SOMEONE = {
    Role.BUDGET_HOLDER: "k.yilmaz",
    Role.MANAGER: "d.kaya",
    Role.CONTROLLER: "c.vandijk",
    Role.SECRETARY: "h.smit",
    Role.BOARD: "a.bestuur",
    Role.READER: "l.meijer",
    Role.ADMINISTRATOR: "b.haddad",
}
WITHOUT_FIGURES = {"programme", "logbook"}
CLOSED = {(Role.READER, "accept"), (Role.READER, "logbook")}
CLOSED |= {(Role.ADMINISTRATOR, page) for page in SAYS.keys() - WITHOUT_FIGURES}
"""What a person of a role is not shown."""


DOORS = {
    "aanleveren": {Role.BUDGET_HOLDER, Role.MANAGER, Role.CONTROLLER},
    "jaarafsluiting": {Role.CONTROLLER, Role.SECRETARY},
    "vaststellen": set(Role) - {Role.READER, Role.ADMINISTRATOR},
}
"""The roles that may use each page: nobody else sees a link to it."""


def test_these_are_all_the_pages_and_all_the_roles() -> None:
    assert SAYS.keys() == {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert SOMEONE.keys() == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", SAYS)
def test_each_role_can_read_exactly_the_pages_open_to_it(example, page: str, role: Role) -> None:
    screen = example.open(page, person=SOMEONE[role])
    assert (SAYS[page] in screen.text) is ((role, page) not in CLOSED)
    assert bool(screen.errors) is ((role, page) in CLOSED)
    assert ("Dit is niet voor u" in screen.text) is ((role, page) in CLOSED)


@pytest.mark.parametrize("role", [Role.READER, Role.BOARD, Role.SECRETARY, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["reconcile", "logbook", "years", "close", "accept"])
def test_no_page_links_to_an_act_the_role_may_not_do(example, page: str, role: Role) -> None:
    screen = example.open(page).become(SOMEONE[role])
    found = {link.proto.page for link in screen.app.get("page_link")}
    for door, roles in DOORS.items():
        assert role in roles or door not in found, door


@pytest.mark.parametrize("page", SAYS)
def test_every_page_shows_the_scope_line_and_that_nothing_decided_here_is_real(example, page: str) -> None:
    text = example.open(page).text
    assert "middelen van de alliantie" in text
    assert "Demonstratie zonder login" in text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_controller_and_the_secretary_can_propose_a_snapshot(example, role: Role) -> None:
    may = role in (Role.CONTROLLER, Role.SECRETARY)
    screen = example.open("board", vergadering="2024-12-19", person=SOMEONE[role])
    for box in screen.app.checkbox:
        box.check()
    assert ("Momentopname voorstellen" in [button.label for button in screen.run().app.button]) is may
    assert may or unsaid(screen.text, "Carla van Dijk", "Tim Mulder", "Hanneke Smit") == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_the_domain_page_opens_on_a_domain_of_this_person(example, programme, role: Role) -> None:
    person = programme.person(SOMEONE[role])
    screen = example.open("deliver", person=person.id).go("domain")
    own = person.domains or tuple(domain.code for domain in programme.domains)
    assert screen.app.selectbox(key="keuze-domein").value in own


def test_the_history_shows_the_submitter_and_the_reviewer(example) -> None:
    rows = example.open("accept", person="t.mulder").table("Laatste inzendingen")
    assert len(rows) == 10
    assert all(row["Ingediend door"] != row["Besloten door"] for row in rows)


def test_the_board_reads_the_snapshot_with_its_spotlight_domain_first(example) -> None:
    screen = example.open("board", vergadering="2024-10-03", person="a.bestuur")
    assert unsaid(screen.text, "Vastgesteld door", "Hanneke Smit en Tim Mulder") == []
    charts = [chart.proto.id for chart in screen.app.get("plotly_chart")]
    assert [name.rpartition("-moment-")[2] for name in charts] == ["domein"]


def test_a_wrong_word_in_the_address_is_ignored(example) -> None:
    screen = example.open("domain", domein="XXX", jaar="1999", peildatum="31-02-2024")
    assert unsaid(screen.heading, "30 september 2024", "Kansen voor de Jeugd") == []
    assert not screen.errors


@pytest.fixture
def smaller_programme(open_app, programme: Programme, example_database: Path, tmp_path: Path):
    """The example after a budget holder and a controller left the programme."""
    text = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
    people = text.split("[[people]]")
    kept = [part for part in people if 'id = "k.yilmaz"' not in part and 'id = "c.vandijk"' not in part]
    assert len(kept) == len(people) - 2
    for file in example_database.parent.glob(f"{example_database.name}*"):
        shutil.copy2(file, tmp_path)
    database = tmp_path / example_database.name
    store, now = open_store(f"sqlite:///{database}"), datetime(2024, 10, 11)
    change = programmes.propose(store, programme, "[[people]]".join(kept), "h.smit", "Vertrokken", now)
    programmes.accept(store, programme, change.proposal.number, "t.mulder", now)
    store.close()
    return open_app(database)


@pytest.mark.parametrize("page", SAYS)
def test_every_page_opens_with_data_of_persons_who_left(smaller_programme, page: str) -> None:
    screen = smaller_programme.open(page, domein="VEI", person="t.mulder")
    assert not screen.errors
    assert SAYS[page] in screen.text


def test_the_history_names_who_left(smaller_programme) -> None:
    assert "Kemal Yilmaz (niet meer" in smaller_programme.open("accept", person="t.mulder").text
