"""Landelijk: all areas on a page, and one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lake.conftest import published  # noqa: F401 - a fixture


@pytest.fixture
def country(example, published: Path, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    monkeypatch.setenv("BUDGET_LAKE", str(published / "land"))
    return example


def test_the_areas_are_added_up_and_one_opens_with_its_own_scope_and_mark(country) -> None:
    screen = country.open("country")
    assert screen.heading.startswith("3 gebieden: ")
    assert screen.errors == []
    assert "ondertekenden" in screen.text
    (source,) = (row for row in screen.table("Per bron, alle gebieden samen") if row["Bron"] == "Dorpsgeld")
    assert (source["Gebieden"], source["Begroot"]) == ("3", "€\xa072.000")
    assert "Standen op 31 augustus 2024." in screen.text
    screen.choose("gebied", "bee")
    assert screen.heading.startswith("Bee: ")
    assert "Alleen geld van het dorp." in screen.text
    assert "Kenmerk" in screen.text
    assert screen.table("Zoals het is ondertekend")[-1]["Begroot"] == "€\xa031.200"


def test_without_a_folder_the_page_says_so(example) -> None:
    assert example.open("country").heading == "Er is nog geen landelijk beeld"


def test_all_four_tabs_of_the_country_page_have_content(country) -> None:
    tabs = country.open("country").app.tabs
    assert len(tabs) == 4
    assert all(len(tab.children) for tab in tabs)


@pytest.mark.parametrize(("area", "told"), [("bee", 0), ("nergens", 1)])
def test_an_unknown_area_in_the_address_is_reported(country, area: str, told: int) -> None:
    screen = country.open("country", gebied=area)
    assert sum("nergens" in warning.value for warning in screen.app.warning) == told
