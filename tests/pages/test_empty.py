"""On the first day every page says what there is to do."""

from __future__ import annotations

import pytest

SAYS = {
    "tasks": "lever het eerste bestedingsplan aan",
    "overview": "lever het eerste bestedingsplan aan",
    "domain": "lever het eerste bestedingsplan aan",
    "insight": "lever het eerste bestedingsplan aan",
    "board": "Er is nog geen momentopname voor deze vergadering",
    "deliver": "nog geen plan vastgesteld",
    "accept": "Er is nog niets ingediend",
    "forecast": "prognose",
}


@pytest.mark.parametrize("page", SAYS)
def test_an_empty_page_says_what_to_do(empty, page: str) -> None:
    screen = empty.open(page, person="s.bakker")
    assert SAYS[page] in screen.text
    assert not screen.errors


@pytest.mark.parametrize("page", ["tasks", "overview", "domain", "insight", "proof", "accept"])
def test_an_empty_page_links_to_the_upload(empty, page: str) -> None:
    links = [link.proto.page for link in empty.open(page, person="s.bakker").app.get("page_link")]
    assert "aanleveren" in links


@pytest.mark.parametrize("page", ["overview", "domain", "insight", "proof"])
def test_a_person_who_may_not_submit_gets_no_link_to_the_upload(empty, page: str) -> None:
    screen = empty.open(page, person="l.meijer")
    assert "zodra een bestedingsplan is vastgesteld" in screen.text
    assert "aanleveren" not in [link.proto.page for link in screen.app.get("page_link")]


def test_the_empty_page_tells_the_board_what_it_will_show(empty) -> None:
    assert "zodra twee personen die hebben" in empty.open("tasks", person="a.bestuur").text


def test_a_snapshot_without_a_plan_is_refused_with_an_explanation(empty) -> None:
    screen = empty.open("board", person="h.smit").click("Momentopname voorstellen")
    assert screen.errors
    assert "bestedingsplan" in screen.errors[0]
    assert "Er ging iets mis" not in screen.errors[0]
