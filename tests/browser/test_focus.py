"""Keyboard focus is visible: each control reached by Tab has a focus ring."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served
from tests.browser.test_states import become

PAGES = {
    "k.yilmaz": ("/aanleveren",),
    "t.mulder": ("/logboek?soort=accept", "/opgavedomein?domein=VEI", "/meldingen"),
    "b.haddad": ("/beheer",),
}
MOST = 60
# The focus ring is on the control, or on the field or label around it; the page has one inside its edge.
_WHERE = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    let has = false;
    for (let one = at, up = 0; one && up < 5; one = one.parentElement, up++) {
        const look = getComputedStyle(one);
        has ||= look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
    }
    return [has, at.tagName + ' ' + (at.getAttribute('aria-label') || at.innerText || at.id).slice(0, 60)];
}"""


def without_ring(page: Page) -> tuple[int, list[str]]:
    """How many controls Tab reaches, and the names of those without a ring."""
    reached, without = 0, []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(_WHERE)
        if found is None:
            break
        reached += 1
        if not found[0]:
            without.append(found[1])
    return reached, without


@pytest.mark.parametrize("person", PAGES)
def test_each_control_reached_by_tab_has_a_focus_ring(visit, served: Served, person: str) -> None:
    someone = visit(served)
    become(someone, person)
    first, *others = PAGES[person]
    someone.open(first)
    for path in (first, *others):
        if path != first:
            someone.go_as_new(path)
        reached, without = without_ring(someone.page)
        assert reached > 10, path
        assert not without, f"{path}: " + "\n".join(without)


def test_the_focus_check_detects_a_control_without_a_ring(visit, served: Served) -> None:
    page = visit(served).open("/zoeken")
    page.add_style_tag(content="a:focus-visible:focus-visible:focus-visible{outline:0!important}")
    assert "A Bestuur" in without_ring(page)[1]
