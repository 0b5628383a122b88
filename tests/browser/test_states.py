"""Rare states are accessible too: pending, rejected, a conflict of interest, an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Content
from budget.store.engine import open_store
from budget.usecases import deliver as delivery
from tests.browser.conftest import DESKTOP, PHONE, Served, Visitor
from tests.browser.test_every_page import (
    faults_when_gone_to,
    faults_when_opened,
    faults_when_turned,
    violations,
)
from tests.browser.test_sending_back import hand_in
from tests.store.samples import decision, packed

NOW = datetime(2024, 10, 11, 12, 0)
PAGES = {
    "k.yilmaz": ("/mijn-taken", "/aanleveren", "/vaststellen"),
    "t.mulder": ("/mijn-taken", "/vaststellen", "/opgavedomein?domein=VEI&onderdeel=Bijsturen"),
    "h.smit": ("/mijn-taken", "/bestuur?vergadering=2024-12-19", "/jaarafsluiting"),
    "b.haddad": ("/beheer", "/logboek"),
}


@pytest.fixture(scope="module")
def busy(served_here: Served, programme) -> Served:
    """One plan waits for Tim, who has an interest in its domain; another was returned to Kemal.

    Shared by all tests here: they look, and check files without submitting them.
    """
    hand_in(served_here, programme, "VEI", "k.yilmaz")
    hand_in(served_here, programme, "WON", "p.jansen")
    store = open_store(f"sqlite:///{served_here.database}")
    delivery.reject(store, programme, 62, "c.vandijk", "De verdeling klopt niet.", NOW)
    taken = decision("WON", conflict=("t.mulder",), route="Voorleggen aan de stuurgroep")
    checked, data = packed(Content(decisions=(taken,)), "besluiten.xlsx")
    brought = delivery.submit(store, programme, checked, data, "p.jansen", NOW)
    delivery.accept(store, programme, brought.id, "c.vandijk", NOW)
    store.close()
    return served_here


def become(someone: Visitor, person: str) -> None:
    """Open the next page as this person in the same window, where the scripts are already loaded."""
    someone.page.context.add_cookies([{"name": "persoon", "value": person, "url": someone.url}])


ON_A_DESK, IN_A_HAND = (DESKTOP, "light"), (PHONE, "dark")
LOOKS = {
    "seen on a desk": (faults_when_gone_to, ON_A_DESK, ("k.yilmaz", "h.smit")),
    "seen in a hand": (faults_when_gone_to, IN_A_HAND, ("t.mulder", "b.haddad")),
    "seen by the others on a desk": (faults_when_gone_to, ON_A_DESK, ("t.mulder", "b.haddad")),
    "seen by the others in a hand": (faults_when_gone_to, IN_A_HAND, ("k.yilmaz", "h.smit")),
    "turned on a desk": (faults_when_turned, ON_A_DESK, tuple(PAGES)),
    "turned in a hand": (faults_when_turned, IN_A_HAND, tuple(PAGES)),
}
"""Who looks at which pages, and how. The first two together open every page."""
FIRST = tuple(LOOKS)[:2]


def test_the_first_looks_are_at_the_pages_of_everyone() -> None:
    assert {person for name in FIRST for person in LOOKS[name][2]} == PAGES.keys()


@pytest.mark.parametrize(
    "name", [*FIRST, *(pytest.param(name, marks=pytest.mark.long) for name in LOOKS if name not in FIRST)]
)
def test_pages_with_pending_and_returned_items_are_accessible(
    visit, busy: Served, programme, name: str
) -> None:
    look, (viewport, colours), persons = LOOKS[name]
    someone, found = visit(busy, viewport, colours), []
    names = {person.id: person.name for person in programme.people}
    for person in persons:
        become(someone, person)
        for path in PAGES[person]:
            # The first page is opened, for the server reads who someone is when a window connects.
            here = faults_when_opened if path == PAGES[person][0] and look is faults_when_gone_to else look
            found += [f"{person} {fault}" for fault in here(someone, path, colours)]
        assert names[person] in someone.page.get_by_role("button", name="U bent").inner_text()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [DESKTOP, pytest.param(PHONE, marks=pytest.mark.long)], ids=["desk", "hand"])
def test_the_check_of_a_faulty_or_unreadable_file_is_accessible(
    visit, programme, busy: Served, size: dict[str, int], tmp_path: Path
) -> None:
    store = open_store(f"sqlite:///{busy.database}")
    content = delivery.plan_in_force(store, programme, VISITOR, "VEI")
    first, *rest = content.plan
    wrong, other, right = (tmp_path / name for name in ("fout.xlsx", "brief.pdf", "goed.xlsx"))
    right.write_bytes(
        write_workbook(replace(content, plan=(replace(first, note="x"), *rest)), programme, "Plan")
    )
    book = openpyxl.load_workbook(right)
    book["Bestedingsplan"]["I4"].value = "n.t.b."
    book.save(wrong)
    other.write_bytes(b"%PDF-1.4 brief")
    someone, found = visit(busy, size), []
    become(someone, "k.yilmaz")
    for file in (wrong, other, right):
        page = someone.open("/aanleveren")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("heading", name="2. Controle").wait_for()
        found += [f"{file.name} {fault}" for fault in violations(someone.settle())]
    assert not found, "\n".join(found)
