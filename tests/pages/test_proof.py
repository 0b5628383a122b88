"""The chain behind a figure, and the search box, as a reader meets them."""

from __future__ import annotations

import re

import pytest

from budget.access import VISITOR
from budget.labels import euro, euro_exact
from budget.model.words import By
from budget.settings import read_settings
from budget.snapshot import decode_content
from budget.store.engine import open_store
from budget.usecases.freeze import snapshots
from tests.wording import unsaid


@pytest.mark.parametrize("van", ["", "VEI", "VEI-01.01", "bron-COA", "bron-VHF"])
@pytest.mark.parametrize("figure", ["begroot", "vrijgegeven", "besteed", "verplicht", "vrije ruimte"])
def test_every_figure_has_its_files_with_two_persons_and_adds_up(example, figure: str, van: str) -> None:
    screen = example.open("proof", cijfer=figure, van=van, peildatum="2024-09-30", jaar="2024")
    rows = screen.table("Vastgestelde bestanden, het oudste eerst")
    *shown, last = rows
    unfold = [row for table in screen.tables("De eerdere bestanden, het oudste eerst") for row in table]
    files = [*unfold, *(row for row in shown if row["Inzending"])]
    assert len(shown) <= 12
    assert bool(unfold) is (len(files) > 12)
    assert all(row["Ingediend door"] and row["Vastgesteld door"] for row in files)
    brought = [sum(_cents(row["Bracht"]) for row in part) for part in (files, shown)]
    assert brought == [_cents(last["Bracht"])] * 2
    whole, exact = screen.heading.rpartition("€")[2], last["Bracht"].removeprefix("€")
    assert abs(_number(whole) - _number(exact)) <= 0.5
    assert unsaid(screen.text, "31 augustus 2024", "Hanneke Smit", "Tim Mulder", "Kenmerk") == []


def test_a_figure_of_a_domain_is_the_same_as_on_its_page(example) -> None:
    table = example.open("overview", deel="Alle cijfers").table("Opgavedomeinen en het hele programma")
    (shown,) = [row["Besteed"] for row in table if row["Naam"] == "Veiligheid"]
    assert example.open("proof", cijfer="besteed", van="VEI").heading == f"Besteed bij Veiligheid: {shown}"


@pytest.fixture
def last_snapshot(example, programme):
    """The last signed snapshot of the example."""
    store = open_store(read_settings().database_url)
    return max(snapshots(store, programme, VISITOR), key=lambda one: (one.as_of, one.id))


@pytest.mark.parametrize("van", ["", "WON", "VEI-01.01"])
def test_a_frozen_figure_shows_its_chain_as_known_when_frozen(example, last_snapshot, van: str) -> None:
    moment = {"peildatum": last_snapshot.as_of.isoformat(), "jaar": "2024", "kenmerk": last_snapshot.sha256}
    screen = example.open("proof", cijfer="vrije ruimte", van=van, **moment)
    content = decode_content(last_snapshot.content)
    rows = content.rows[By.LINE if "-" in van else By.DOMAIN] if van else (content.total,)
    (row,) = [row for row in rows if row.key == van]
    assert screen.heading.endswith(euro(row.measures.free))
    assert "31 augustus 2024" in screen.app.info[0].value
    assert not screen.errors
    *_, last = screen.table("Vastgestelde bestanden, het oudste eerst")
    assert last["Bracht"] == euro_exact(row.measures.free)


def test_a_hash_of_another_day_or_an_unknown_one_shows_the_running_position(example, last_snapshot) -> None:
    for day, mark in (("2024-09-30", last_snapshot.sha256), (last_snapshot.as_of.isoformat(), "0" * 64)):
        screen = example.open("proof", van="WON", peildatum=day, jaar="2024", kenmerk=mark)
        assert not screen.app.info
        assert "kenmerk" not in screen.app.query_params


def test_the_board_and_the_reading_view_link_to_the_frozen_chain(example, last_snapshot) -> None:
    for address in ({}, {"lezen": "1"}):
        screen = example.open("board", vergadering=last_snapshot.meeting.isoformat(), **address)
        bodies = [element.proto.body for element in screen.app.get("html")]
        assert any(
            f"van=WON&amp;peildatum={last_snapshot.as_of}&amp;jaar=2024&amp;kenmerk=" in b for b in bodies
        )
        screen.app.query_params.clear()


@pytest.mark.parametrize(("van", "is_split"), [("", False), ("VEI", True)])
def test_of_many_lines_the_largest_come_first_and_others_unfold(example, van: str, is_split: bool) -> None:
    screen = example.open("proof", cijfer="besteed", van=van, peildatum="2024-09-30", jaar="2024")
    *shown, last = screen.table("Klik op een bedrag om verder te kijken")
    others = [row for table in screen.tables("De andere, in de volgorde van het plan") for row in table]
    assert bool(others) is is_split
    assert sum(_number(row["Besteed"].replace("€", "")) for row in shown) == pytest.approx(
        _number(last["Besteed"].replace("€", ""))
    )
    if is_split:
        left = _number(shown.pop()["Besteed"].replace("€", ""))
        amounts = [_number(row["Besteed"].replace("€", "")) for row in others]
        assert sum(amounts) == pytest.approx(left)
        assert max(amounts) <= min(
            _number(row["Besteed"].replace("€", "")) for row in shown if row["Regel"].startswith("VEI")
        )


def test_an_unknown_figure_in_the_address_shows_the_programme(example) -> None:
    screen = example.open("proof", cijfer="winst", van="XXX-1")
    assert screen.heading.startswith("Besteed bij het hele programma")


def test_the_search_box_shows_hits_or_reports_that_there_are_none(example) -> None:
    screen = example.open("search", zoek="straatcoach")
    assert "Straatcoaches in de avond" in " ".join(link.proto.label for link in screen.app.get("page_link"))
    screen.app.text_input(key="zoek").set_value("straatcoaches avond")
    assert not screen.run().heading.startswith("Meer dan")
    screen.app.text_input(key="zoek").set_value("coach")
    assert screen.run().heading.startswith("Meer dan ")
    listed = [link for link in screen.app.get("page_link") if link.proto.label]
    assert len(listed) == int(re.search(r"[0-9]+", screen.heading)[0])
    screen.app.text_input(key="zoek").set_value("eenhoorn")
    assert "gespeld" not in screen.text
    assert "Niets gevonden" in screen.run().heading
    assert "gespeld" in screen.text


def _number(text: str) -> float:
    return float(text.strip().replace(".", "").replace(",", ".").replace("−", "-"))


def _cents(text: str) -> int:
    return round(100 * _number(text.replace("€", "").replace("\xa0", "")))
