"""Typing a Dutch amount in a real browser, whose own number field would misread it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, PHONE

PAGE = "/opgavedomein?domein=VEI&peildatum=2024-09-30&jaar=2024&onderdeel=Bijsturen"


def test_a_typed_amount_is_echoed_stored_and_confirmed(visit, own_server) -> None:
    visitor = visit(own_server, PHONE)
    page = visitor.open(PAGE)
    page.get_by_role("button", name=re.compile("U bent")).click()
    page.get_by_role("combobox", name=re.compile("Ik ben")).click()
    page.get_by_role("option", name=re.compile("Deniz Kaya")).click()
    visitor.settle()
    page.keyboard.press("Escape")
    form = page.get_by_test_id("stExpander").filter(has_text="Leg vast hoe u bijstuurt")
    form.locator("summary").click()
    form.get_by_label("Wat gaat er gebeuren?").fill("Tweede aannemer")
    amount = form.get_by_label(re.compile("Verwacht effect"))
    for typed, echo in (("-120,000", "twee manieren"), ("-120.000", "− € 120.000")):
        amount.fill(typed)
        amount.press("Tab")
        expect(form.get_by_role("status").last).to_contain_text(echo, timeout=PATIENCE)
    form.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: 'Tweede aannemer'.")).to_be_in_viewport(timeout=PATIENCE)
    row = page.get_by_role("row").filter(has_text="Tweede aannemer")
    expect(row).to_contain_text("− € 120.000")


def test_a_click_straight_after_typing_is_not_lost(desktop) -> None:
    page = desktop.open(PAGE)
    form = page.get_by_test_id("stExpander").filter(has_text="Wat als ...?")
    form.locator("summary").click()
    form.get_by_label("Bedrag", exact=True).fill("10.000,50")
    form.get_by_role("button", name="Probeer uit").click()
    expect(form).to_contain_text("Kies twee verschillende regels", timeout=PATIENCE)
    expect(form.get_by_role("status")).to_contain_text("€ 10.000,50")
