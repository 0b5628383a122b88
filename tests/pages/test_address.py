"""An invalid date or year in the URL is reported, never silently replaced."""

from __future__ import annotations

from datetime import date

import pytest

INSTEAD = "Deze datum kan niet: u ziet 30-09-2024."


@pytest.mark.parametrize("asked", ["2024-13-45", "31-08-2024", "2024-02-30", "1999-01-01", "gisteren"])
@pytest.mark.parametrize("page", ["overview", "insight"])
def test_an_invalid_date_in_the_address_is_reported_with_the_date_shown(
    example, page: str, asked: str
) -> None:
    screen = example.open(page, peildatum=asked)
    assert f"{INSTEAD} Gevraagd was: {asked}." in screen.text
    assert screen.app.query_params["peildatum"] in ("2024-09-30", ["2024-09-30"])


def test_the_warning_about_a_date_stays_until_another_page_is_opened(example) -> None:
    screen = example.open("overview", peildatum="2024-13-45")
    assert INSTEAD in screen.run().text
    assert INSTEAD not in screen.go("insight").text


@pytest.mark.parametrize(
    ("typed", "is_shown"),
    [("2022-12-31", False), ("2023-01-01", True), ("2028-12-31", True), ("2029-01-01", False)],
)
def test_a_typed_date_outside_the_programme_is_reported_and_ignored(
    example, typed: str, is_shown: bool
) -> None:
    screen = example.open("overview", peildatum="2024-08-31")
    day = date.fromisoformat(typed)
    screen.app.text_input(key="keuze-peildatum").set_value(f"{day:%d-%m-%Y}")
    screen.run()
    told = f"Deze datum kan niet: u ziet 31-08-2024. Gevraagd was: {day:%d-%m-%Y}."
    assert (told in screen.text) is not is_shown
    shown = day if is_shown else date(2024, 8, 31)
    assert screen.app.text_input(key="keuze-peildatum").value == f"{shown:%d-%m-%Y}"


@pytest.mark.parametrize("asked", ["2031", "1999", "dit jaar"])
def test_an_invalid_year_in_the_address_is_reported_with_the_year_shown(example, asked: str) -> None:
    screen = example.open("overview", jaar=asked)
    assert f"u ziet 2024. Gevraagd was: {asked}." in screen.text


def test_a_valid_date_and_year_are_shown_without_a_warning(example) -> None:
    assert "kan niet: u ziet" not in example.open("overview", peildatum="2024-08-31", jaar="2024").text


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("domain", {"domein": "XXX"}),
        ("board", {"vergadering": "2024-10-04"}),
        ("proof", {"van": "XXX"}),
        ("reconcile", {"aansluitjaar": "1999"}),
        ("close", {"afsluitjaar": "1999"}),
    ],
)
def test_unknown_names_in_the_address_are_reported(example, page: str, asked: dict[str, str]) -> None:
    screen = example.open(page, **asked)
    assert f"Dit staat er niet: {next(iter(asked.values()))}. U ziet" in screen.text
    assert "Dit staat er niet" not in screen.go("insight").text


@pytest.mark.parametrize("typed", ["31-02-2024", "32-13-2024", "morgen", "2024"])
def test_a_typed_text_that_is_no_date_is_reported_and_ignored(example, typed: str) -> None:
    screen = example.open("overview", peildatum="2024-08-31")
    screen.app.text_input(key="keuze-peildatum").set_value(typed)
    screen.run()
    assert f"u ziet 31-08-2024. Gevraagd was: {typed}." in screen.text
    assert screen.app.text_input(key="keuze-peildatum").value == "31-08-2024"


@pytest.mark.parametrize("typed", ["31-5-2024", "31 mei 2024", "2024-05-31", " 31-05-2024 "])
def test_a_day_is_read_as_in_a_workbook_and_written_one_way(example, typed: str) -> None:
    screen = example.open("overview")
    screen.app.text_input(key="keuze-peildatum").set_value(typed)
    assert screen.run().heading.startswith("Op 31 mei is")
    assert screen.app.text_input(key="keuze-peildatum").value == "31-05-2024"
