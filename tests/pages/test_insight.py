"""Verdieping: what changed and why the forecast moved, since a snapshot or since any day."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

STEPS = "De prognose van Samen Nieuw-West"
WHY = {"vraag": "Waarom is de prognose anders?"}


def test_figures_are_compared_with_the_last_snapshot(example) -> None:
    screen = example.open("insight", peildatum="2024-09-30", jaar="2024", **WHY)
    assert STEPS in screen.text
    assert "Op 31 augustus 2024 was" in screen.text
    assert "Eigen prognose herzien" in str(screen.tables("Alle stappen"))


def test_an_earlier_snapshot_or_a_day_can_be_chosen(example) -> None:
    screen = example.open("insight", peildatum="2024-09-30", jaar="2024", **WHY)
    assert len(screen.app.selectbox(key="keuze-sinds").options) == 3
    for chosen, day in (("2024-05-31/2024-06-27", "31 mei 2024"), ("dag", "1 januari 2024")):
        screen.choose("sinds", chosen)
        assert f"Op {day} was" in screen.text


def test_a_shared_address_compares_with_its_own_day(example) -> None:
    address = {"peildatum": "2024-09-30", "jaar": "2024", "sinds": "dag", "sinds-dag": "2024-09-30", **WHY}
    screen = example.open("insight", **address)
    assert f"Op 30 september 2024 was {STEPS[0].lower()}{STEPS[1:]}" in screen.text


@pytest.mark.parametrize(("key", "caption"), [("stap", "Alle wijzigingen"), ("oorzaak", "Alle stappen")])
def test_the_list_is_filtered_by_the_step_in_the_address(example, key: str, caption: str) -> None:
    address = {"peildatum": "2024-09-30", "jaar": "2024"}
    whole = example.open("insight", **address, **(WHY if key == "oorzaak" else {})).table(caption)
    column = "Wat" if key == "stap" else "Waardoor"
    bookings = [row for row in whole if "boeking" in row[column].lower()]
    assert 0 < len(bookings) < len(whole)
    assert example.open("insight", **address, **{key: "bookings"}).table(caption) == bookings


@pytest.mark.parametrize("page", ["overview", "domain"])
def test_the_expected_amount_links_to_its_explanation(example, page: str) -> None:
    screen = example.open(page, peildatum="2024-09-30", jaar="2024", domein="VEI")
    bodies = "".join(element.proto.body for element in screen.app.get("html"))
    (address,) = re.findall(r'href="(verdieping[^"]*)"[^>]*>Naar verwachting', bodies)
    asked = parse_qs(urlsplit(html.unescape(address)).query)
    assert asked["vraag"] == [WHY["vraag"]]
    assert asked.get("deel") == (["VEI"] if page == "domain" else None)


@pytest.mark.parametrize("part", ["", "VEI"])
def test_the_parts_of_what_is_expected_add_up(example, part: str) -> None:
    screen = example.open("insight", peildatum="2024-09-30", jaar="2024", deel=part, **WHY)
    *parts, whole = screen.table("Verwacht op 31 december")
    heads = ("Lage kant", "Midden", "Hoge kant")
    low, middle, high = ([_euros(row[head]) for row in parts] for head in heads)
    assert len(parts) > 7
    assert abs(sum(middle) - _euros(whole["Midden"])) <= len(parts), "each is rounded to whole euros"
    assert all(lows <= middles <= highs for lows, middles, highs in zip(low, middle, high, strict=True))


def _euros(text: str) -> int:
    return int(re.sub(r"[^0-9-]", "", text.replace("−", "-")))


def test_of_very_many_changes_the_largest_are_shown_and_all_are_in_the_file(example, monkeypatch) -> None:
    address = {"peildatum": "2024-09-30", "jaar": "2024"}
    whole = example.open("insight", **address).table("Alle wijzigingen")
    monkeypatch.setattr("budget.ui.changes.MOST_ROWS", 4)
    screen = example.open("insight", **address)
    shown = screen.table("De 4 grootste wijzigingen")
    assert f"de 4 grootste van {len(whole)}" in screen.text
    assert [row for row in whole if row in shown] == shown, "in their own order"
    sizes = sorted((abs(_euros(row["Vrije ruimte"])) for row in whole), reverse=True)
    assert sorted((abs(_euros(row["Vrije ruimte"])) for row in shown), reverse=True) == sizes[:4]
    assert "wijzigingen-csv" in {button.key for button in screen.app.get("download_button")}
