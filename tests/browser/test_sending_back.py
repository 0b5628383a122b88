"""A submission is reviewed on one screen; after rejecting, only the outcome is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from playwright.sync_api import expect

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.store.engine import open_store
from budget.usecases import deliver as delivery
from tests.browser.conftest import PHONE, Served
from tests.store.samples import AMENDED

DESK = {"width": 1280, "height": 800}


def hand_in(server: Served, programme, domain: str, person: str) -> None:
    """Submits the plan in force of a domain with another note; it waits for a second person."""
    store = open_store(f"sqlite:///{server.database}")
    content = delivery.plan_in_force(store, programme, VISITOR, domain)
    first, *rest = content.plan
    data = write_workbook(replace(content, plan=(replace(first, note="Anders"), *rest)), programme, "Plan")
    checked = delivery.check(store, programme, VISITOR, f"{domain}.xlsx", data)
    delivery.submit(store, programme, checked, data, person, datetime(2024, 10, 11, 10, 0), amendment=AMENDED)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "hand"])
def test_rejecting_shows_the_outcome_at_the_top_and_empties_the_reason(
    visit, own_server, programme, size: dict[str, int]
) -> None:
    hand_in(own_server, programme, "VEI", "k.yilmaz")
    hand_in(own_server, programme, "WON", "p.jansen")
    someone = visit(own_server, size)
    page = someone.open("/vaststellen")
    page.get_by_role("button", name="U bent").click()
    page.get_by_role("combobox", name="Ik ben").click()
    page.get_by_role("option", name="Tim Mulder").click()
    someone.settle()
    page.keyboard.press("Escape")
    if size == DESK:
        for told in ("ingediend door Kemal Yilmaz", "Wat verandert er?", "Wat wordt rood, of anders?"):
            expect(page.get_by_text(told)).to_be_in_viewport(ratio=1)
        for does in ("Vaststellen: VEI.xlsx", "Terugsturen: VEI.xlsx"):
            expect(page.get_by_role("button", name=does)).to_be_in_viewport(ratio=1)
    page.get_by_label("Reden om terug te sturen").fill("De verdeling klopt niet.")
    page.get_by_role("button", name="Terugsturen: VEI.xlsx").click()
    said = page.get_by_text("is teruggestuurd: VEI.xlsx")
    expect(said).to_be_in_viewport()
    someone.settle()
    assert page.evaluate("() => document.querySelector('.stMain').scrollTop") == 0
    assert page.get_by_role("button", name="Terugsturen").count() == 0
    page.get_by_role("button", name="WON.xlsx").click()
    expect(page.get_by_label("Reden om terug te sturen")).to_have_value("")
    expect(page.get_by_role("button", name="Terugsturen: WON.xlsx")).to_be_visible()
