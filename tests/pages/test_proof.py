"""The chain behind a figure, and the search box, as a reader meets them."""

from __future__ import annotations

import pytest

from tests.wording import unsaid


@pytest.mark.parametrize("van", ["", "VEI", "VEI-01.01"])
@pytest.mark.parametrize("figure", ["begroot", "vrijgegeven", "besteed", "verplicht", "vrije ruimte"])
def test_every_figure_has_its_files_with_two_persons_and_adds_up(example, figure: str, van: str) -> None:
    screen = example.open("proof", cijfer=figure, van=van, peildatum="2024-09-30", jaar="2024")
    rows = screen.table("Vastgestelde bestanden, het oudste eerst")
    *files, last = rows
    assert all(row["Ingediend door"] and row["Vastgesteld door"] for row in files)
    whole, exact = screen.heading.rpartition("€")[2], last["Bracht"].removeprefix("€")
    assert abs(_number(whole) - _number(exact)) <= 0.5
    assert unsaid(screen.text, "31 augustus 2024", "Hanneke Smit", "Tim Mulder", "Kenmerk") == []


def test_a_figure_of_a_domain_is_the_same_as_on_its_page(example) -> None:
    table = example.open("overview", deel="Alle cijfers").table("Opgavedomeinen en het hele programma")
    (shown,) = [row["Besteed"] for row in table if row["Naam"] == "Veiligheid"]
    assert example.open("proof", cijfer="besteed", van="VEI").heading == f"Besteed bij Veiligheid: {shown}"


def test_an_address_of_nothing_is_ignored_and_shows_the_programme(example) -> None:
    screen = example.open("proof", cijfer="winst", van="XXX-1")
    assert screen.heading.startswith("Besteed bij het hele programma")


def test_the_search_box_finds_and_says_when_it_does_not(example) -> None:
    screen = example.open("search", zoek="straatcoach")
    assert "Straatcoaches in de avond" in " ".join(link.proto.label for link in screen.app.get("page_link"))
    screen.app.text_input(key="zoek").set_value("eenhoorn")
    assert "Niets gevonden" in screen.run().heading


def _number(text: str) -> float:
    return float(text.strip().replace(".", "").replace(",", ".").replace("−", "-"))
