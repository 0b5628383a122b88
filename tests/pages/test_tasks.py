"""The start page: own tasks, or for the board the report to read."""

from __future__ import annotations

import pytest

from tests.wording import unsaid


def test_navigating_to_the_overview_from_the_start_page_stays_there(example) -> None:
    example.app.session_state["persoon"] = "k.yilmaz"
    assert example.run().go("overview").run().heading.startswith("Op 30 september is")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("", "Op 30 september is"),
        ("k.yilmaz", "Er wachten"),
        ("a.bestuur", "Op 31 augustus is"),
        ("l.meijer", "Op 30 september is"),
    ],
    ids=["visitor", "budget holder", "board", "reader"],
)
def test_the_bare_address_opens_the_start_page_of_the_role(example, person: str, words: str) -> None:
    example.app.session_state["persoon"] = person
    assert example.run().heading.startswith(words)


def test_each_task_is_a_link_to_the_place_where_it_is_done(example) -> None:
    screen = example.open("tasks", person="k.yilmaz")
    links = [link.proto for link in screen.app.get("page_link")]
    assert {link.page for link in links} == {"aanleveren", "opgavedomein", "meldingen"}
    addresses = {link.query_string for link in links}
    assert {"domein=VEI&uitleg=open", "domein=VEI&onderdeel=Bijsturen"} <= addresses


def test_a_board_member_starts_at_the_last_signed_page_and_the_next_meeting(example) -> None:
    screen = example.open("tasks", person="a.bestuur")
    assert unsaid(screen.text, "19 december 2024", "3 oktober 2024", "Hanneke Smit en Tim Mulder") == []
    assert "op u" not in screen.heading
